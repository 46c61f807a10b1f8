"""`jifen policy`: the law as people and programs read it."""

import json

import pytest

from jifen.cli import main


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["policy", *arguments]) == 0
    return capsys.readouterr().out


def answer(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> object:
    assert main(["policy", *arguments, "--json"]) == 0
    return json.loads(capfdbinary.readouterr().out)


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    text = output(capsys, "list")
    assert [line.split()[0] for line in text.splitlines()[1:4]] == [
        "shanghai-2015",
        "shanghai-2018",
        "shanghai-2023",
    ]


def test_show_has_every_parameter_with_its_tags(capsys: pytest.CaptureFixture[str]) -> None:
    text = output(capsys, "show", "shanghai-2023", "--lang", "en")
    assert "age.lowest_band_from" in text
    assert "sources disagree · DISPUTED" in text
    assert "permit.months_needed" in text
    assert "questions.high_ratio" in text
    assert "graduate.score" in text


def test_show_on_a_day(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    shown = answer(capfdbinary, "show", "shanghai-2023", "--on", "2025-08-01")
    assert isinstance(shown, dict)
    wages = next(section for section in shown["sections"] if section["id"] == "average_wage")
    assert wages["parameters"][0]["value"]["wage"] == 12434
    assert wages["parameters"][0]["to"] == "2026-06-30"


def test_show_lists_the_routes_where_they_are_known(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    shown = answer(capfdbinary, "show", "shanghai-2023")
    assert isinstance(shown, dict)
    conditions = {
        (route["id"], condition["id"]): condition
        for route in shown["settlement"]["routes"]
        for condition in route["conditions"]
    }
    assert conditions["permit", "conduct"]["certainty"] == "confirmed"
    assert conditions["permit", "title"]["certainty"] == "reported"
    assert conditions["returned", "insurance"]["certainty"] == "disputed"
    earlier = answer(capfdbinary, "show", "shanghai-2015")
    assert isinstance(earlier, dict)
    assert earlier["settlement"] is None


def test_diff_of_versions(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    changes = answer(capfdbinary, "diff", "shanghai-2015", "shanghai-2018")
    assert isinstance(changes, list)
    assert {change["key"]: (change["before"], change["after"]) for change in changes}["investment.cap"] == (
        100,
        120,
    )


def test_diff_of_dates(capsys: pytest.CaptureFixture[str]) -> None:
    text = output(capsys, "diff", "2022-12-31", "2023-01-01")
    assert "veto.family_planning_vetoes" in text
    assert "average_wage" not in text


def test_diff_of_equals(capsys: pytest.CaptureFixture[str]) -> None:
    assert "没有不同" in output(capsys, "diff", "2024-08-01", "2024-08-02")
