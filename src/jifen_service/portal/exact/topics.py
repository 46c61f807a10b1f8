"""What the exact self-test asks: the shared questions, by topic."""

from jifen_service.forms.questions import Field, Group, Text, Topic, questionnaire, topics

__all__ = ["Field", "Group", "Text", "Topic", "field_of", "group_of", "groups", "lists", "topics"]

field_of = questionnaire().field_of
group_of = questionnaire().group_of
lists = questionnaire().lists


def groups() -> tuple[Group, ...]:
    """The groups of all topics."""
    return questionnaire().groups
