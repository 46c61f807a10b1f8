"""`jifen forecast` and `jifen plan`, run as commands."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.jifen.cli.test_score import jifen, refused

PERSON = """\
birth_date: 1983-03-15
on: 2026-11-22
education:
  - {level: bachelor, degree: true}
children: [{birth_date: 2016-05-01}]
"""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(PERSON, encoding="utf-8")
    return path


def test_a_forecast_says_every_change(document: Path) -> None:
    run = jifen("forecast", str(document), "--until", "2030-01")
    assert run.returncode == 0, run.stderr.decode()
    text = run.stdout.decode()
    assert "2026-11-22 起达到 120 · 2027-03-15 起又低于 120" in text
    assert any(
        line.split()[:4] == ["2027-03-15", "年龄:", "44", "周岁"] and "−1" in line
        for line in text.splitlines()
    )


def test_a_forecast_as_json_and_as_a_drawing(document: Path, tmp_path: Path) -> None:
    answer = json.loads(jifen("forecast", str(document), "--json", "--wage-growth", "3.5").stdout)
    assert (answer["wage_growth"], len(answer["months"])) == ("3.5", 121)
    out = tmp_path / "curve.svg"
    assert jifen("forecast", str(document), "--svg", str(out), "--lang", "en").returncode == 0
    drawn = ElementTree.parse(out).getroot()
    words = [element.text for element in drawn.iter(f"{SVG}text")]
    assert {"120", "120 points today", "below 120 from 2027-03-15 on", "Education 90"} <= set(words)
    assert len(list(drawn.iter(f"{SVG}polygon"))) == 2


def test_a_plan_for_people_and_as_json(document: Path) -> None:
    call = ("plan", str(document), "--by", "2027-12-01", "--until", "2034-06-30", "--takes", "skill_3=9")
    text = jifen(*call, "--lang", "en").stdout.decode()
    assert (
        "1. begin and keep paying employees' insurance   light · reached 2027-11-01 (1 months to spare)"
        in text
    )
    assert "child 1, university entrance exam (高考): 2033-10-01 – 2034-06-30" in text
    answer = json.loads(jifen(*call, "--json").stdout)
    assert answer["plans"][0]["id"] == "pay"


def test_what_is_wrong_is_said(document: Path) -> None:
    assert "by" in refused("plan", str(document))
    assert "marry" in refused("plan", str(document), "--by", "2028-01-01", "--takes", "marry=6")
    assert "2056-11-30" in refused("forecast", str(document), "--until", "2090-01", "--lang", "en")
    assert "2036-11" in refused("forecast", str(document), "--until", "soon")
    assert "no/such" in refused("forecast", str(document), "--svg", "/no/such/place.svg")
