"""Published amendments lie over the law in order; a process takes them up, or keeps the last good law."""

import logging
import os
from datetime import date
from pathlib import Path

import pytest
from tests.jifen.cli.test_score import jifen

from jifen.current import CLOSELY, FOLDER, CurrentLaw, shipped
from jifen.errors import LawError
from jifen.explain.law import law_as_dict
from jifen.law.published import mark_of, with_published

MARK = "pass_mark.pass_mark"
DAY = date(2027, 1, 1)
TEXT = """\
name: {{zh: 测试, en: A test}}
published: 2026-11-26
documents:
  T{number}:
    certainty: estimate
    document: {{zh: 测试用的假设, en: an assumption for a test}}
    meaning: {{zh: 只用来测试, en: for tests only}}
    checked: 2026-11-26
changes:
  pass_mark.pass_mark:
    - {{from: {begins}, value: {value}, certainty: estimate, sources: [T{number}]}}
"""


def publish(folder: Path, number: int, value: int, begins: str = "2027-01-01") -> Path:
    """Put a whole file in place at once, as a publication does."""
    path = folder / f"{number:04d}-test.yaml"
    aside = folder / ".aside"
    aside.write_text(TEXT.format(number=number, value=value, begins=begins), "utf-8")
    return aside.rename(path)


def test_they_are_laid_over_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    publish(tmp_path, 2, 130, "2028-01-01")
    publish(tmp_path, 10, 131, "2029-01-01")
    publish(tmp_path, 1, 125)
    book = with_published(shipped(), tmp_path)
    marks = [book.law_on(date(year, 6, 1)).value(MARK) for year in (2026, 2027, 2028, 2029)]
    assert marks == [shipped().law_on(DAY).value(MARK), 125, 130, 131]
    assert [each.number for each in book.amendments] == [1, 2, 10]
    first = book.amendments[0]
    assert (first.changed, first.sources, first.published) == ((MARK,), ("T1",), date(2026, 11, 26))
    assert book.law_on(DAY).amendments == (1,)
    assert book.law_on(date(2026, 6, 1)).amendments == shipped().amendments == ()
    shown = law_as_dict(book, DAY, "en")
    assert [each["number"] for each in shown["amendments"]] == [1]


def test_the_later_one_goes_before_the_earlier(tmp_path: Path) -> None:
    publish(tmp_path, 1, 125)
    publish(tmp_path, 2, 115)
    assert with_published(shipped(), tmp_path).law_on(DAY).value(MARK) == 115


def test_a_later_law_may_bring_a_document_of_the_same_tag(tmp_path: Path) -> None:
    path = publish(tmp_path, 7, 125)
    path.write_text(path.read_text("utf-8").replace("T7", "GOV"), "utf-8")
    book = with_published(shipped(), tmp_path)
    (source,) = book.law_on(DAY).dated(MARK).sources
    assert (source.tag, source.document["en"]) == ("GOV-7", "an assumption for a test")
    assert book.documents["GOV"] == shipped().documents["GOV"]
    assert book.amendments[0].sources == ("GOV-7",)


def test_a_process_takes_up_a_publication_and_its_end(tmp_path: Path) -> None:
    law = CurrentLaw(tmp_path)
    before = law.engine()
    assert law.engine() is before
    path = publish(tmp_path, 1, 125)
    assert law.engine().book.law_on(DAY).value(MARK) == 125
    assert law.settler().settlement.book is law.engine().book
    path.unlink()
    assert law.engine().book.amendments == ()


def test_a_damaged_file_leaves_the_last_good_law_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = publish(tmp_path, 1, 125)
    law = CurrentLaw(tmp_path)
    good = law.engine()
    with caplog.at_level(logging.ERROR):
        # Written in place, not put there at once: the folder itself tells nothing of it.
        path.write_text("name: [", "utf-8")
        found = [law.engine() for _ in range(2 * CLOSELY)]
    assert all(engine is good for engine in found)
    assert [path.name in record.getMessage() for record in caplog.records] == [True]
    with pytest.raises(LawError, match=path.name):
        CurrentLaw(tmp_path).engine()
    publish(tmp_path, 1, 126)
    assert law.engine().book.law_on(DAY).value(MARK) == 126


def test_a_folder_that_is_gone_is_no_law_without_amendments(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    folder.mkdir()
    publish(folder, 1, 125)
    law = CurrentLaw(folder)
    good = law.engine()
    folder.rename(tmp_path / "elsewhere")
    assert law.engine() is good
    with pytest.raises(LawError, match="no folder"):
        CurrentLaw(folder).engine()
    (tmp_path / "elsewhere").rename(folder)
    assert law.engine().book.law_on(DAY).value(MARK) == 125


WRONG = [
    ("first.yaml", TEXT.format(number=1, value=125, begins=DAY), "called like"),
    ("0001-a.yaml", TEXT.format(number=1, value="high", begins=DAY), "0001-a.yaml.*whole number"),
    (
        "0001-a.yaml",
        TEXT.format(number=1, value=125, begins=DAY).replace("published: 2026-11-26\n", ""),
        "published: missing",
    ),
    (
        "0001-a.yaml",
        TEXT.format(number=1, value=125, begins=DAY).replace("sources: [T1]", "sources: []"),
        "sources",
    ),
]


@pytest.mark.parametrize(("name", "text", "words"), WRONG)
def test_what_is_wrong_in_the_folder_is_named(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(LawError, match=words):
        with_published(shipped(), tmp_path)


def test_no_number_stands_twice_and_what_lies_aside_is_not_read(tmp_path: Path) -> None:
    path = publish(tmp_path, 1, 125)
    (tmp_path / ".0002-half.yaml").write_text("name: [", "utf-8")
    assert [name for name, _, _ in mark_of(tmp_path)] == [path.name]
    path.with_name("0001-other.yaml").write_text(TEXT.format(number=9, value=125, begins=DAY), "utf-8")
    with pytest.raises(LawError, match="number 1 stands"):
        with_published(shipped(), tmp_path)


def test_the_command_line_reads_what_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, 1, 125)
    monkeypatch.setitem(os.environ, FOLDER, str(tmp_path))
    shown = jifen("policy", "diff", "2026-12-31", "2027-01-01").stdout.decode()
    assert MARK in shown
    assert "125" in shown
    (tmp_path / "0001-test.yaml").write_text("name: [", "utf-8")
    refused = jifen("policy", "list")
    assert refused.returncode == 2
    assert "0001-test.yaml" in refused.stderr.decode()
