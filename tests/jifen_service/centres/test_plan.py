"""Each item and each check has its place beside the facts it proves."""

from jifen_service.casework import rules
from jifen_service.casework.particulars import indicators
from jifen_service.casework.sections import all_sections
from jifen_service.centres.compare import normal
from jifen_service.centres.plan import plans


def test_every_item_check_and_indicator_has_one_place():
    items = [code for plan in plans().values() for code in plan.items]
    topics = [topic for plan in plans().values() for topic in plan.checks]
    named = [name for plan in plans().values() for name in plan.indicators]
    assert sorted(items) == sorted(rules.items())
    assert sorted(topics) == sorted(rules.topics())
    assert sorted(named) == sorted(indicators())


def test_parts_are_sections_in_the_order_of_the_form():
    assert list(plans()) == [key for key in all_sections() if key != "materials"]


def test_width_spaces_and_case_are_no_difference():
    assert normal("ＡＢ 大学") == normal("ab大学")
    assert normal("某大学") != normal("某学院")
