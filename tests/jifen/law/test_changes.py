"""One dated value changed changes score and explanation, no other edit; its citation cannot be dropped."""

import re
from datetime import date
from typing import Any

import pytest
from tests.jifen.law.folder import LawFolder

from jifen.errors import LawError

ON = date(2026, 11, 22)
YOUNG = {"birth_date": "1990-06-15"}
ONE_AND_A_HALF_YEARS = {"social_insurance": [{"from": "2025-06", "base": 12577}]}

#: file, what is written instead of what, the document, the indicator, its points before and after, its words
EDITS = {
    "points of an age": ("age.yaml", "value: 30,", "value: 31,", {}, "age", 30, 31, "31"),
    "points of a level": (
        "education.yaml",
        "bachelor_degree: 90",
        "bachelor_degree: 88",
        {"education": [{"level": "bachelor", "degree": True}]},
        "education",
        90,
        88,
        "88",
    ),
    "points of a year": (
        "si_years.yaml",
        "value: 3,",
        "value: 4,",
        ONE_AND_A_HALF_YEARS,
        "si_years",
        3,
        4,
        "4 分",
    ),
    "months of a year": (
        "si_years.yaml",
        "value: 12,",
        "value: 9,",
        ONE_AND_A_HALF_YEARS,
        "si_years",
        3,
        6,
        "2 年",
    ),
    "ratio of a tier": (
        "si_base.yaml",
        "standard: {ratio: 1, months: 36",
        "standard: {ratio: 1, months: 18",
        ONE_AND_A_HALF_YEARS,
        "si_base",
        0,
        50,
        "18 个月",
    ),
    "months that a title needs": (
        "credential.yaml",
        "value: 6,",
        "value: 19,",
        {**ONE_AND_A_HALF_YEARS, "credentials": [{"level": "senior"}]},
        "credential",
        140,
        0,
        "需要 19 个月",
    ),
    "cap of a marriage": (
        "spouse.yaml",
        "value: 40,",
        "value: 44,",
        {"spouse": {"shanghai_household": True, "married": "2000-01-01"}},
        "spouse",
        40,
        44,
        "44",
    ),
    "years that a detention lasts": (
        "detention.yaml",
        "value: 5,",
        "value: 4,",
        {"conduct": {"detentions": ["2022-01-01"]}},
        "detention",
        -50,
        0,
        "4 年",
    ),
}


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_one_value_changes_score_and_words(folder: LawFolder, edit: str):
    file, old, new, extra, indicator, before, after, words = EDITS[edit]
    document = {**YOUNG, **extra}
    unchanged = folder.score(ON, **document)
    folder.replace(file, old, new)
    changed = folder.score(ON, **document)
    was, now = (_item(shown, indicator) for shown in (unchanged, changed))
    assert (was["points"], now["points"]) == (before, after)
    assert words in now["because"]
    assert was["because"] != now["because"]
    assert changed["total"] - unchanged["total"] == after - before


def test_the_pass_mark_is_a_value(folder: LawFolder):
    document = {**YOUNG, "education": [{"level": "bachelor", "degree": True}]}
    assert folder.score(ON, **document)["passes"]
    folder.replace("pass_mark.yaml", "value: 120", "value: 125")
    shown = folder.score(ON, **document)
    assert (shown["pass_mark"], shown["passes"], shown["total"]) == (125, False, 120)


def test_a_new_july_is_one_more_value(folder: LawFolder):
    paid = {**YOUNG, "social_insurance": [{"from": "2024-09", "base": 12577}]}
    later = date(2027, 8, 15)
    before = folder.score(later, **paid)
    assert _item(before, "si_base")["points"] == 50
    assert "average_wage.wage[2027-07]" in before["assumptions"]
    wages = folder.path / "average_wage.yaml"
    new = """      - from: 2027-07-01
        to: 2028-06-30
        value: {wage: 12800, floor: 7680, ceiling: 38400}
        certainty: peer
        sources: [{tag: PEER, text: 'announced in July 2027'}]
"""
    wages.write_text(wages.read_text("utf-8") + new, "utf-8")
    after = folder.score(later, **paid)
    assert _item(after, "si_base")["points"] == 25
    assert [place for place in after["assumptions"] if place.startswith("average_wage")] == []
    cited = {source.get("text") for source in _item(after, "si_base")["sources"]}
    assert "announced in July 2027" in cited


def test_a_dated_value_changes_on_its_day_only(folder: LawFolder):
    folder.replace(
        "entrepreneur.yaml",
        "{from: 2015-07-01, value: 120, certainty: reported, sources: [GUIDE]}",
        "{from: 2015-07-01, to: 2026-11-21, value: 120, certainty: reported, sources: [GUIDE]}\n"
        "      - {from: 2026-11-22, value: 77, certainty: reported, sources: [GUIDE]}",
    )
    document = {**YOUNG, "talent": {"entrepreneur": True}}
    points = {
        day.isoformat(): _item(folder.score(day, **document), "entrepreneur")["points"]
        for day in (date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23))
    }
    assert points == {"2026-11-21": 120, "2026-11-22": 77, "2026-11-23": 77}


def test_the_choice_is_a_rule_of_the_law(folder: LawFolder):
    both = {**YOUNG, "education": [{"level": "bachelor"}], "credentials": [{"level": "skill_3"}]}
    folder.replace("choice.yaml", "one_of: [education, credential]", "one_of: [credential, education]")
    counted = {item["id"]: item["counted"] for item in folder.score(ON, **both)["indicators"]}
    assert (counted["education"], counted["credential"]) == (False, True)


def _item(shown: dict[str, Any], indicator: str) -> dict[str, Any]:
    return next(item for item in shown["indicators"] if item["id"] == indicator)


def _citations(folder: LawFolder) -> list[tuple[str, int]]:
    """Every line of the law that gives a dated value with its citation on the same line: file, line."""
    return [
        (path.name, number)
        for path in sorted(folder.path.glob("*.yaml"))
        for number, line in enumerate(path.read_text("utf-8").splitlines())
        if "from:" in line and "sources:" in line
    ]


def test_no_citation_can_be_dropped(folder: LawFolder):
    places = _citations(folder)
    assert len(places) > 30, "the law files are written in another way: find their citations again"
    for file, number in places:
        path = folder.path / file
        original = path.read_text("utf-8")
        lines = original.splitlines()
        lines[number] = re.sub(r", sources: \[.*\]", "", lines[number])
        path.write_text("\n".join(lines), "utf-8")
        with pytest.raises(LawError, match=rf"{file}: parameters\.\w+\.values\.\d+\.sources: missing"):
            folder.book()
        path.write_text(original, "utf-8")
    folder.book()
