"""What can be found (索引内容): gathered once per process and state of the law, from the pages' own texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from html import unescape
from pathlib import Path

import yaml
from django.utils.html import strip_tags
from django.utils.translation import override

from jifen import default_engine
from jifen.law import Section
from jifen.scoring import Engine
from jifen_service.accounts.districts import districts
from jifen_service.portal.benefits.benefits import stages
from jifen_service.portal.guide import library
from jifen_service.portal.guide.filling import fill
from jifen_service.portal.guide.library import Rendered
from jifen_service.portal.guide.page import Page
from jifen_service.portal.search.finding import LANGUAGES, Entry
from jifen_service.portal.ways import address_of
from jifen_service.portal.words import plain_name

_TOOLS = Path(__file__).with_name("tools.yaml")
#: before the name of a section of the law
_OF_LAW = {"zh": "规则", "en": "The law"}
#: language of a text → the language that addresses are made in
_DJANGO = {"zh": "zh-hans", "en": "en"}


def entries(on: date) -> tuple[Entry, ...]:
    """Everything that can be found on a day."""
    engine = default_engine()
    return _entries(engine, engine.book.law_on(on).since)


@lru_cache(maxsize=2)
def _entries(_engine: Engine, since: date) -> tuple[Entry, ...]:
    # The pages ask for the engine of the moment; this one tells an amended law from the one before.
    return (*_of_tools(), *_of_guide(since), *_of_stages(since), *_of_centres(), *law_entries())


def _of_tools() -> Iterator[Entry]:
    for told in yaml.safe_load(_TOOLS.read_text(encoding="utf-8")):
        addresses = addresses_of(told["route"])
        if all(addresses.values()):
            yield Entry(told["route"], addresses, told["title"], told["text"], tuple(told["words"]))


def addresses_of(route: str, anchor: str = "") -> dict[str, str]:
    """The address of a route in each language; empty where this edition has no such page."""
    found = {}
    for lang in LANGUAGES:
        with override(_DJANGO[lang]):
            address = address_of(route)
        found[lang] = f"{address}#{anchor}" if anchor and address else address
    return found


def _of_guide(since: date) -> Iterator[Entry]:
    law = default_engine().book.law_on(since)
    for page in library.in_language(LANGUAGES[0]):
        versions = {lang: library.pages()[page.slug, lang] for lang in LANGUAGES}
        texts = {lang: _rendered(versions[lang], since) for lang in LANGUAGES}
        yield _entry(page, versions, {lang: fill(versions[lang].summary, law, lang) for lang in LANGUAGES})
        for number, part in enumerate(texts[LANGUAGES[0]].parts):
            both = {lang: texts[lang].parts[number] for lang in LANGUAGES}
            yield Entry(
                page.slug,
                addresses_of(f"portal:guide_page {page.slug}", part.anchor),
                {lang: both[lang].title for lang in LANGUAGES},
                {lang: _plain(both[lang].html) for lang in LANGUAGES},
                whole=False,
            )


def _entry(page: Page, versions: dict[str, Page], summaries: dict[str, str]) -> Entry:
    return Entry(
        page.slug,
        addresses_of(f"portal:guide_page {page.slug}"),
        {lang: version.title for lang, version in versions.items()},
        summaries,
        tuple(str(word) for version in versions.values() for word in version.words),
    )


def _of_stages(since: date) -> Iterator[Entry]:
    both = {lang: stages(since, lang) for lang in LANGUAGES}
    for number, stage in enumerate(both[LANGUAGES[0]]):
        found = {lang: both[lang][number] for lang in LANGUAGES}
        yield Entry(
            "portal:benefits",
            addresses_of("portal:benefits", stage.id),
            {lang: found[lang].name for lang in LANGUAGES},
            {lang: f"{found[lang].brings} {found[lang].needs} {found[lang].when}" for lang in LANGUAGES},
            whole=False,
        )


@cache
def law_entries() -> tuple[Entry, ...]:
    """The sections of the law by the names of their values; what the values are is no part of it.

    A publication changes values, never names, so that one process gathers them once.
    """
    return tuple(
        Entry(
            section.id,
            addresses_of(f"portal:law_section {section.id}"),
            {lang: f"{_OF_LAW[lang]}: {section.name[lang]}" for lang in LANGUAGES},
            {lang: _listed(section, lang) for lang in LANGUAGES},
            (section.id, *(plain_name(section.id, "", lang) for lang in LANGUAGES)),
            whole=False,
        )
        for section in default_engine().book.sections.values()
    )


def _listed(section: Section, lang: str) -> str:
    names = (
        *(series.name[lang] for series in section.parameters.values()),
        *(material.name[lang] for material in section.materials),
        *(reason.name[lang] for reason in section.reasons),
        *(action.name[lang] for action in section.actions),
        *(check["name"][lang] for check in section.checks if check["name"]),
    )
    return ("、" if lang == "zh" else ", ").join(names)


def _of_centres() -> Iterator[Entry]:
    """The districts' centres by name; their address is the administrator's and stands on their page."""
    for code, district in districts().items():
        name = {lang: district[lang] for lang in LANGUAGES}
        yield Entry(
            f"portal:place {code}",
            addresses_of(f"portal:place {code}"),
            {"zh": f"{name['zh']}人才服务中心", "en": f"{name['en']} Talent Service Centre"},
            {"zh": f"注册地在{name['zh']}的单位归这里。", "en": f"For employers registered in {name['en']}."},
        )


def _rendered(page: Page, since: date) -> Rendered:
    with override(_DJANGO[page.lang]):
        return library.rendered(page, since)


def _plain(html: str) -> str:
    return " ".join(unescape(strip_tags(html.replace("</td>", " "))).split())
