"""A file of changed values is laid over the law: schema-checked, cited, and the law itself untouched."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from jifen import default_engine
from jifen.errors import LawError
from jifen.law import amended

BOOK = default_engine().book
PROPOSAL = {
    "certainty": "estimate",
    "document": {"zh": "测试用的假设", "en": "an assumption for a test"},
    "meaning": {"zh": "只用来比较", "en": "for comparison only"},
    "checked": "2026-11-26",
}
MARK = {"from": "2026-07-01", "value": 125, "certainty": "estimate", "sources": ["PROPOSAL"]}


def file(folder: Path, changes: dict[str, Any]) -> Path:
    content = {
        "name": {"zh": "假设", "en": "assumed"},
        "documents": {"PROPOSAL": PROPOSAL},
        "changes": changes,
    }
    path = folder / "changed.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True).replace("'", ""), "utf-8")
    return path


def test_a_changed_value_holds_from_its_day_and_the_law_stays(tmp_path: Path):
    after = amended(BOOK, file(tmp_path, {"pass_mark.pass_mark": [MARK]})).book
    mark = "pass_mark.pass_mark"
    assert after.law_on(date(2026, 6, 30)).value(mark) == BOOK.law_on(date(2026, 6, 30)).value(mark)
    assert after.law_on(date(2026, 7, 1)).value(mark) == MARK["value"]
    assert BOOK.law_on(date(2026, 7, 1)).value(mark) != MARK["value"]
    assert after.law_on(date(2026, 7, 1)).dated(mark).sources[0].tag == "PROPOSAL"


def test_a_value_that_ends_gives_way_to_the_law_again(tmp_path: Path):
    wage = {"wage": 13000, "floor": 7600, "ceiling": 39000}
    changed = {**MARK, "from": "2024-01-01", "to": "2025-12-31", "value": wage}
    after = amended(BOOK, file(tmp_path, {"average_wage.wage": [changed]})).book
    series, was = after.parameters["average_wage.wage"], BOOK.parameters["average_wage.wage"]
    assert series.on(date(2023, 12, 31)).value == was.on(date(2023, 12, 31)).value
    assert series.on(date(2025, 12, 31)).value == wage
    assert series.on(date(2026, 1, 1)).value == was.on(date(2026, 1, 1)).value


WRONG = [
    ({"pass_mark.pass_mark": [{**MARK, "sources": []}]}, "sources"),
    (
        {"pass_mark.pass_mark": [{key: MARK[key] for key in ("from", "value", "certainty")}]},
        "sources: missing",
    ),
    ({"pass_mark.pass_mark": [{**MARK, "sources": ["NOWHERE"]}]}, "NOWHERE is not in"),
    ({"pass_mark.pass_mark": [{**MARK, "value": "high"}]}, "points must be a whole number"),
    ({"pass_mark.mark": [MARK]}, "no such parameter"),
    ({"pass_mark.pass_mark": [MARK, {**MARK, "from": "2026-08-01"}]}, "overlap"),
    ({"average_wage.wage": [{**MARK, "value": {"wage": 13000}}]}, "exactly the keys"),
    ({}, "changes"),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, changes: dict[str, Any], words: str):
    with pytest.raises(LawError, match=words) as caught:
        amended(BOOK, file(tmp_path, changes))
    assert "changed.yaml" in str(caught.value)
