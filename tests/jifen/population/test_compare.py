"""Two laws over one population: the counts are those of two scorings, and small ones are not shown."""

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from PIL import Image
from tests.jifen.population.conftest import population

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
    moved = {row["id"] for row in found["by_indicator"]}
    assert moved == {name for name in before if before[name] != after[name]} - {"total", "passes"}
    averages = [round(sum(side["total"]) / len(pairs), 1) for side in (before, after)]
    assert averages == [side["average"] for side in found["totals"]]


def test_what_the_tables_cannot_show_is_said(people: Path, tmp_path: Path):
    changed = {"investment.years": 5, "crime.within_years": 9, "pass_mark.pass_mark": 119}
    file = tmp_path / "windows.yaml"
    lines = [
        f"  {key}:\n    - {{from: 2026-01-01, value: {value}, certainty: estimate, sources: [EST]}}"
        for key, value in changed.items()
    ]
    file.write_text("\n".join(["name: {zh: 年数, en: windows}", "changes:", *lines]), "utf-8")
    for out in (tmp_path / "report.json", tmp_path / "report.html"):
        run = population("compare", *tables(people), "--after", file, "--out", out, "--lang", "en")
        assert run.returncode == 0, run.stderr
    told = json.loads((tmp_path / "report.json").read_text("utf-8"))["changes"]
    assert {change["key"]: change["in_tables"] for change in told} == dict(
        zip(changed, (False, False, True), strict=True)
    )
    assert "The tables cannot show what this change does" in (tmp_path / "report.html").read_text("utf-8")


def test_the_report_stands_alone_and_cites(people: Path, tmp_path: Path):
    for lang, cited in (("zh", "示例假设"), ("en", "an example&#x27;s assumption")):
        out = tmp_path / f"{lang}.html"
        drawn = ["--charts", tmp_path / "charts"] if lang == "en" else []
        run = population("compare", *tables(people), "--after", WAGES, "--out", out, "--lang", lang, *drawn)
        assert run.returncode == 0, run.stderr
        page = out.read_text("utf-8")
        assert cited in page
        assert not re.search(r"<script|<link|<img|(?:src|href)=|url\(", page)
        assert set(re.findall(r"https?://[^\"]+", page)) == {"http://www.w3.org/2000/svg"}
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["charts", "en.html", "zh.html"]
    charts = sorted((tmp_path / "charts").iterdir())
    assert {chart.suffix for chart in charts} == {".svg", ".png"}
    for chart in charts[::2]:
        with Image.open(chart) as picture:
            assert chart.suffix == ".png"
            assert len(picture.getcolors(maxcolors=2**20) or []) > 9
        assert "href" not in chart.with_suffix(".svg").read_text("utf-8")
