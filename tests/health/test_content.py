"""The public pages are whole: both languages, sources known, links alive, no number of the law."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils.translation import override
from tests.health import numbers

from jifen import default_engine
from jifen.explain import news_words
from jifen_service.config.clock import today
from jifen_service.portal.guide import library
from jifen_service.portal.guide.filling import facts, places_in
from jifen_service.portal.guide.marking import address_in_page
from jifen_service.portal.guide.page import GuideError, Page, read_page
from jifen_service.portal.news import entries as news

PORTAL = Path(library.__file__).parents[1]
BOOK = default_engine().book
PAGES = list(library.pages().values())
DJANGO = {"zh": "zh-hans", "en": "en"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.slug}.{page.lang}")
def test_a_page_is_whole(page: Page):
    assert set(page.sources) <= set(BOOK.documents)
    assert page.checked <= today()
    assert ("disputed" in page.text) == ("DISPUTED" in page.sources)
    with override(DJANGO[page.lang]):
        rendered = library.rendered(page, today())
    html = rendered.opening + "".join(part.title + part.html for part in rendered.parts)
    assert not [mark for mark in ("{{", "](", "route:", "page:") if mark in html + page.title]
    assert rendered.parts
    other = library.pages()[page.slug, "en" if page.lang == "zh" else "zh"]
    for same in ("topic", "audience", "sources", "order", "checked", "drawing"):
        assert getattr(page, same) == getattr(other, same), same
    assert sorted(set(places_in(page.text))) == sorted(set(places_in(other.text)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.slug}.{page.lang}")
def test_no_number_of_the_law_stands_in_a_text(page: Page):
    found = numbers.found_in(
        page.text + page.summary + page.title, numbers.of_the_law(BOOK.parameters.values())
    )
    assert not found, "write {{ law.section.parameter }} instead: see guide/filling.py"


@pytest.mark.parametrize("day", BOOK.change_dates)
def test_every_page_can_be_filled_on_every_day_on_which_the_law_changes(day: Any):
    # What is disputed today was not always so: those two pages speak of today's disputes.
    for page in PAGES:
        if "DISPUTED" not in page.sources:
            assert library.filled(page, BOOK.law_on(day))


def test_a_wrong_page_is_refused_and_named(tmp_path: Path):
    file = tmp_path / "who.zh.md"
    for text, says in [
        ("没有", "begin it"),
        ("---\ntitle: x\n---\n", "front matter"),
        ("---\na: b: c\n---\n", "who"),
    ]:
        file.write_text(text, encoding="utf-8")
        with pytest.raises(GuideError, match=says):
            read_page(file)
    with pytest.raises(GuideError, match="nowhere"):
        address_in_page("page:no such page")


@pytest.mark.parametrize("day", BOOK.change_dates[1:], ids=str)
def test_every_change_of_the_law_has_words_that_say_whom_it_affects(day: Any):
    meant = news_words.meaning_of((change.key for change in news.changes_on(BOOK, day)), day)
    assert set(meant) >= {"title", "who", "heed"}, "add it to src/jifen/law/shanghai/news/words.yaml"


DATA_FILES = [*sorted(PORTAL.rglob("*.yaml")), news_words.WORDS]


def texts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "zh" in value:
            yield value
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize("file", DATA_FILES, ids=lambda file: file.name)
def test_every_text_of_a_data_file_has_both_languages_and_nothing_cut_off(file: Path):
    # An unquoted comma in {zh: …, en: …} would cut the text and leave a key of its rest.
    found = texts(yaml.safe_load(file.read_text("utf-8")))
    assert [text for text in found if set(text) - {"divisions"} != {"zh", "en"}] == []


def test_facts_are_cited_and_used():
    assert {tag for fact in facts().values() for tag in fact["sources"]} <= set(BOOK.documents)
    places = {place for page in PAGES for place in places_in(page.text)}
    assert {place.removeprefix("fact.") for place in places if place.startswith("fact.")} == set(facts())
