"""The contract's golden cases: total, passes, vetoed, eligible, policy, every point; unnamed ones are 0."""

from datetime import date
from pathlib import Path

import pytest

import jifen
from jifen.profile import load

COPIES = Path(__file__).parent / "cases"
#: The contract stands beside a checkout, not in it; a lone clone has the copies.
CONTRACT = Path(__file__).resolve().parents[2].parent / "shared" / "contract" / "golden"
NAMES = sorted(path.name for path in COPIES.glob("*.yaml"))
KEYS = ("total", "passes", "vetoed", "eligible")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_golden(name: str, lang: str):
    case = load((COPIES / name).read_bytes())
    found = jifen.score(case["profile"], on=date.fromisoformat(case["on"]), lang=lang)
    expected = case["expect"]
    assert {key: found[key] for key in KEYS} == {key: expected[key] for key in KEYS}
    assert found["policy"]["id"] == expected["policy"]
    points = {item["id"]: item["points"] for item in found["indicators"]}
    assert points == {**dict.fromkeys(points, 0), **expected["points"]}


def test_there_are_cases():
    assert {"s3-01-bachelor-degree.yaml", "edge-44th-birthday.yaml"} <= set(NAMES)


@pytest.mark.skipif(not CONTRACT.is_dir(), reason="a lone clone: the contract is not beside it")
def test_copies_are_the_contract():
    original = {path.name: path.read_bytes() for path in CONTRACT.glob("*.yaml")}
    assert {name: (COPIES / name).read_bytes() for name in NAMES} == original
