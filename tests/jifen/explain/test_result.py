"""The result in the contract's shape: every indicator once, both languages, sentences without a gap."""

from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from tests.law_cases.cases import engine
from tests.strategies import documents, evaluation_dates

from jifen.explain import CERTAINTY, bar, result, steps_up
from jifen.profile import parse
from jifen.scoring import Assessment

KEYS = {
    "on": str,
    "policy": dict,
    "total": int,
    "pass_mark": int,
    "passes": bool,
    "vetoed": bool,
    "eligible": bool,
    "eligibility": list,
    "vetoes": list,
    "indicators": list,
    "assumptions": list,
    "warnings": list,
}
INDICATOR = ["id", "group", "name", "points", "max", "counted", "because", "next", "sources"]
#: What differs between languages; all else must be equal.
WORDS = {"name", "because", "next", "text", "dispute", "document"}
FULL = {
    "birth_date": "1982-11-22",
    "education": [{"level": "bachelor", "degree": True}, {"level": "master"}],
    "credentials": [{"level": "skill_3"}],
    "social_insurance": [{"from": "2024-03", "base": 13000, "employer": "甲"}],
    "conduct": {"detentions": ["2024-01-05"], "family_planning_violation": True},
}
ON = date(2026, 11, 22)


def assess(document: dict[str, Any], on: date = ON) -> Assessment:
    return engine().score(parse(document), on)


@given(documents(), evaluation_dates())
def test_shape_and_languages(document: dict[str, Any], on: date):
    assessment = assess(document, on)
    zh, en = (result(assessment, lang) for lang in ("zh", "en"))
    for shown in (zh, en):
        _check_shape(shown, on)
        assert orjson.loads(orjson.dumps(shown)) == shown
    assert _without_words(zh) == _without_words(en)


def _check_shape(shown: dict[str, Any], on: date) -> None:
    assert {key: type(value) for key, value in shown.items()} == KEYS
    assert shown["on"] == on.isoformat()
    assert list(shown["policy"]) == ["id", "effective_from"]
    assert [item["id"] for item in shown["indicators"]] == list(engine().book.indicators)
    for item in shown["indicators"]:
        assert list(item) == INDICATOR
        _check_sources(item["sources"])
        _check_sentence(item["because"])
        assert item["next"] is None or _check_sentence(item["next"])
    for item in (*shown["eligibility"], *shown["vetoes"]):
        assert {"id", "name", "met", "because", "sources"} <= set(item)
        _check_sources(item["sources"])
        _check_sentence(item["because"])
    for warning in shown["warnings"]:
        assert list(warning) == ["id", "text"]
        _check_sentence(warning["text"])


def _check_sources(sources: list[dict[str, Any]]) -> None:
    assert sources
    for source in sources:
        assert {"tag", "document", "status"} <= set(source)
        assert source["status"] in CERTAINTY
    assert len({orjson.dumps(source) for source in sources}) == len(sources)


def _check_sentence(text: str) -> bool:
    """Nothing unfilled, nothing absent, no name of a key in it."""
    assert text.strip() == text != ""
    assert not {"{", "}", "—", "_", "None"} & {text, *text}
    return True


def _without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_words(inner) for key, inner in value.items() if key not in WORDS}
    if isinstance(value, list):
        return [_without_words(inner) for inner in value]
    return value


def test_the_contracts_own_sentences():
    young = {"birth_date": "1988-05-14", "social_insurance": [{"from": "2024-03", "ratio": 1}]}
    items = {item["id"]: item for item in result(assess(young))["indicators"]}
    assert items["age"]["because"] == "38 周岁, 43 周岁及以下积 30 分"
    assert items["si_base"]["next"].startswith("还差 3 个月的 1 倍基数, 最早 2027-02")
    assert items["age"]["next"] is None
    source = items["age"]["sources"][0]
    assert (source["tag"], source["article"], source["status"]) == ("GOV", "第六条(一)", "confirmed")


def test_what_does_not_count_says_to_what_it_yields():
    credential = next(item for item in result(assess(FULL))["indicators"] if item["id"] == "credential")
    assert not credential["counted"]
    assert credential["because"].endswith("与“教育背景”只计较高的一项, 这一项不计入总分")


def test_a_disputed_rule_shows_the_other_reading():
    shown = result(assess(FULL))
    months = next(item for item in shown["eligibility"] if item["id"] == "insurance_months")
    assert months["other_reading"]["met"]
    assert "6 个月" in months["other_reading"]["because"]
    assert "前 12 个月" in months["other_reading"]["dispute"]
    assert {source["status"] for source in months["sources"]} == {"disputed"}


def test_a_veto_that_is_not_in_force_is_a_warning_only():
    shown = result(assess(FULL))
    assert (shown["vetoed"], shown["vetoes"]) == (False, [])
    assert [warning["id"] for warning in shown["warnings"]] == ["family_planning_disputed"]
    before = result(assess({**FULL, "social_insurance": []}, date(2022, 12, 31)), "en")
    assert [veto["id"] for veto in before["vetoes"]] == ["family_planning"]


def test_a_base_cites_the_wage_it_is_measured_by():
    item = next(item for item in result(assess(FULL))["indicators"] if item["id"] == "si_base")
    assert ("PEER", "derived") in {(source["tag"], source["status"]) for source in item["sources"]}


def test_bar_stacks_what_counts_and_takes_deductions_off_its_end():
    pieces = bar(result(assess(FULL)))
    drawn = [(piece.id, piece.kind, piece.start, piece.end) for piece in pieces]
    assert drawn == [
        ("age", "counted", 0, 29),
        ("education", "counted", 29, 119),
        ("si_years", "counted", 119, 125),
        ("detention", "deduction", 75, 125),
        ("credential", "not_counted", 0, 60),
    ]


@given(documents(), evaluation_dates())
def test_bar_ends_at_the_total(document: dict[str, Any], on: date):
    shown = result(assess(document, on))
    pieces = [piece for piece in bar(shown) if piece.kind != "not_counted"]
    end = 0
    for piece in pieces:
        assert piece.end - piece.start == abs(piece.points)
        assert (piece.start if piece.kind == "counted" else piece.end) == end
        end += piece.points
    assert end == shown["total"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_steps_up_come_by_gain(lang: str):
    assessment = assess(FULL)
    steps = steps_up(assessment, lang)
    gains = [step.gain for step in steps]
    assert gains == sorted(gains, reverse=True)
    texts = {item["id"]: item["next"] for item in result(assessment, lang)["indicators"] if item["next"]}
    assert {step.id: step.text for step in steps} == texts
    assert {"detention": 50, "education": 10, "credential": 10, "si_years": 3}.items() <= {
        step.id: step.gain for step in steps
    }.items()
