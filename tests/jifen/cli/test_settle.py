"""`jifen settle`, run as a command: every route, and what is asked next."""

import json
from pathlib import Path

from tests.jifen.cli.test_score import jifen, refused

DOCUMENT = """\
birth_date: 1990-06-15
on: 2026-11-22
spouse: {shanghai_household: true}
settlement: {bad_conduct: true, abroad_degree: none, this_years_graduate: false}
"""


def test_people_and_programs_read_the_routes(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(DOCUMENT, encoding="utf-8")
    run = jifen("settle", str(path), "--lang", "en")
    text = run.stdout.decode()
    assert run.returncode == 0
    assert "✗ Permit to household: closed for now, not met: No bad record" in text
    assert "? Family: worth asking, because this holds" in text
    assert "Next question (settlement.title)" in text
    found = json.loads(jifen("settle", str(path), "--json").stdout)
    assert {route["id"]: route["state"] for route in found["routes"]} == {
        "permit": "closed",
        "returned": "closed",
        "graduate": "closed",
        "talent": "open",
        "family": "advice",
    }
    path.write_text("birth_date: 1990-06-15\nsettlement: {tilte: none}\n", encoding="utf-8")
    assert "settlement.tilte" in refused("settle", str(path))
