"""`jifen check`, run as a command: the answer first, both facts with their places, what was not looked at."""

import json
from pathlib import Path

import pytest
from tests.jifen.cli.test_score import jifen, refused

FAULTY = """\
birth_date: 1990-06-15
on: 2026-11-22
archive: {state: lost}
education: [{level: bachelor, enrolled: 2010-09-01}, {level: junior_college, graduated: 2012-07-01}]
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_people_read_what_would_come_back(document: Path) -> None:
    run = jifen("check", str(document), "--lang", "en")
    text = run.stdout.decode()
    assert run.returncode == 0
    assert "To be returned or looked at: 2" in text
    assert "✗ The archive is lost" in text
    assert "(education[0].enrolled)" in text
    assert "· Addresses letter for letter:" in text
    assert "□ diploma: original and copy · the applicant · Education [GUIDE]  (diploma)" in text


def test_of_the_materials_those_not_at_hand_are_told(document: Path) -> None:
    text = jifen("check", str(document), "--lang", "en", "--have", "diploma").stdout.decode()
    assert "  ✓ diploma:" in text
    assert "  ✗ residence permit:" in text
    assert "  · dispatch agreements:" in text
    listed = text[text.index("To bring:") :]
    assert f"not at hand yet: {listed.count('  ✗ ')}\n" in listed
    assert "have" in refused("check", str(document), "--have", "passport")


def test_programs_read_json(document: Path) -> None:
    found = json.loads(jifen("check", str(document), "--json").stdout)
    assert [finding["id"] for finding in found["findings"]] == ["levels_overlap", "archive_lost"]
    assert found["on"] == "2026-11-22"
    later = json.loads(jifen("check", str(document), "--json", "--on", "2027-01-01").stdout)
    assert later["on"] == "2027-01-01"


def test_a_wrong_document_is_refused_with_its_place() -> None:
    assert "archive.state" in refused("check", "-", stdin=b"birth_date: 1990-06-15\narchive: {state: gone}")
