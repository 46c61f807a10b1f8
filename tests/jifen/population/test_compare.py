"""Two laws over one population: the counts are those of two scorings, and small ones are not shown."""

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.jifen.population.conftest import population

from jifen.population.comparing.suppressing import AFTER, BEFORE, DOWN, UP, shown_counts, shown_rows
from jifen.population.comparing.tallying import Crossing

ROOT = Path(__file__).resolve().parents[3]
WAGES = ROOT / "examples" / "what-if" / "wage-plus-10.yaml"
MARK = ROOT / "examples" / "what-if" / "pass-mark-125.yaml"
DAY = ["--on", "2026-11-22"]


def tables(people: Path) -> list[str]:
    return ["--persons", str(people / "persons.parquet"), "--ledger", str(people / "ledger.parquet"), *DAY]


@pytest.mark.parametrize("file", [WAGES, MARK], ids=lambda file: file.stem)
def test_the_counts_are_those_of_two_scorings(people: Path, tmp_path: Path, file: Path):
    for name, law in (("before", []), ("after", ["--policy-file", str(file)])):
        run = population("score", *tables(people), "--out", tmp_path / f"{name}.parquet", *law)
        assert run.returncode == 0, run.stderr
    report = tmp_path / "report.json"
    run = population("compare", *tables(people), "--after", file, "--least", 1, "--out", report)
    assert run.returncode == 0, run.stderr
    files = (tmp_path / f"{name}.parquet" for name in ("before", "after"))
    before, after = (pq.read_table(file).sort_by("person_id").to_pydict() for file in files)
    pairs = list(zip(before["passes"], after["passes"], strict=True))
    found = json.loads(report.read_text("utf-8"))
    assert before["total"] != after["total"] or found["pass_marks"][0] != found["pass_marks"][1]
    assert found["whole"] == {
        "people": len(pairs),
        "before": sum(before["passes"]),
        "after": sum(after["passes"]),
        "up": pairs.count((False, True)),
        "down": pairs.count((True, False)),
    }
    for rows in (found["by_age"], found["by_education"]):
        assert {key: sum(row[key] for row in rows) for key in found["whole"]} == found["whole"]
    for row in found["by_indicator"]:
        assert [row["sum_before"], row["sum_after"]] == [sum(before[row["id"]]), sum(after[row["id"]])]
    assert [sum(side["total"]) for side in (before, after)] == [side["sum"] for side in found["totals"]]


def test_the_report_stands_alone_and_cites(people: Path, tmp_path: Path):
    for lang, cited in (("zh", "示例假设"), ("en", "an example&#x27;s assumption")):
        out = tmp_path / f"{lang}.html"
        run = population("compare", *tables(people), "--after", WAGES, "--out", out, "--lang", lang)
        assert run.returncode == 0, run.stderr
        page = out.read_text("utf-8")
        assert cited in page
        assert not re.search(r"<script|<link|<img|(?:src|href)=|url\(", page)
        assert set(re.findall(r"https?://[^\"]+", page)) == {"http://www.w3.org/2000/svg"}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["en.html", "zh.html"]


def crossings() -> st.SearchStrategy[Crossing]:
    counts = st.integers(0, 30)
    return st.tuples(counts, counts, counts, counts).map(
        lambda drawn: Crossing(sum(drawn), drawn[0] + drawn[1], drawn[0] + drawn[2], drawn[2], drawn[1])
    )


@given(rows=st.lists(crossings(), min_size=1, max_size=6), least=st.integers(1, 12))
def test_no_small_count_is_shown_nor_given_away(rows: list[Crossing], least: int):
    shown = shown_rows(rows, least)
    assert not any(count is not None and 0 < count < least for counts in shown for count in counts)
    for counts in shown:
        assert [counts[place] for place in (BEFORE, AFTER, UP, DOWN)].count(None) != 1
    for column, counts in enumerate(zip(*shown, strict=True)):
        left = [count for count in counts if count]
        assert counts.count(None) != 1 or not left, (column, counts)


def test_a_small_step_takes_the_next_one_along():
    assert shown_counts([50, 3, 20, 0], 10) == [50, None, None, 0]
    assert shown_counts([50, 3, 4, 20], 10) == [50, None, None, 20]
    assert shown_counts([50, 20], 10) == [50, 20]
