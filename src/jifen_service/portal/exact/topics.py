"""What the exact self-test asks: the shared questions, by topic."""

from jifen_service.forms.questions import Field, Group, Text, Topic, questionnaire, topics

__all__ = ["Field", "Group", "Text", "Topic", "field_of", "group_of", "groups", "lists", "rank_of", "topics"]

field_of = questionnaire().field_of
group_of = questionnaire().group_of
lists = questionnaire().lists
rank_of = questionnaire().rank_of


def groups() -> tuple[Group, ...]:
    """The groups of all topics."""
    return questionnaire().groups
