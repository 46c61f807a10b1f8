"""Finding and ranking (查找与排序): every word asked for must be found in some shape. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jifen_service.portal.search.forms import Shapes, has_initials, has_pinyin, has_word, shapes_of

LANGUAGES = ("zh", "en")
_MOST_TERMS = 6
_FEWEST_INITIALS = 2
_FEWEST_INITIALS_IN_TEXT = 3
#: what a match is worth: in the title and its search words, in the text
_WORTH = {"word": (8, 3), "pinyin": (6, 1), "initials": (5, 1)}
_PAIR = 2
#: words of asking, which say nothing of what is asked about
_ASKING = re.compile("怎么办|怎么|怎样|如何|什么|多少|哪里|可以|还能|为啥|吗|呢|了|的|要|能")
_NEEDED_SHARE = 0.6


@dataclass(frozen=True)
class Entry:
    """What can be found (条目): a page, or a part of one. ``page`` joins the parts of one page."""

    page: str
    address: Mapping[str, str]
    title: Mapping[str, str]
    text: Mapping[str, str]
    words: tuple[str, ...] = ()
    whole: bool = True

    @cached_property
    def heads(self) -> tuple[Shapes, ...]:
        """The shapes of the titles, each language with the search words."""
        return tuple(shapes_of(" ".join((self.title[lang], *self.words))) for lang in LANGUAGES)

    @cached_property
    def bodies(self) -> tuple[Shapes, ...]:
        """The shapes of the texts."""
        return tuple(shapes_of(self.text[lang]) for lang in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found, with the words around the match (``before``, ``match``, ``after``)."""

    entry: Entry
    before: str
    match: str
    after: str


def terms_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded; a few at most."""
    return tuple(re.findall(r"[^\s,.;:!?，。；：！？、]+", query.casefold()))[:_MOST_TERMS]


def find(entries: Sequence[Entry], query: str, lang: str, most: int) -> tuple[Hit, ...]:
    """The best entries for a query, at most two of a page."""
    terms = terms_of(query)
    if not terms:
        return ()
    scored = ((score(entry, terms), place) for place, entry in enumerate(entries))
    ranked = sorted(((-worth, place) for worth, place in scored if worth > 0))
    return tuple(_hit(entry, terms, lang) for entry in _spread((entries[place] for _, place in ranked), most))


def _spread(found: Iterable[Entry], most: int) -> list[Entry]:
    kept: list[Entry] = []
    for entry in found:
        if len(kept) < most and sum(other.page == entry.page for other in kept) < _PAIR:
            kept.append(entry)
    return kept


def score(entry: Entry, terms: Sequence[str]) -> int:
    """What an entry is worth to a query; 0 when a term is nowhere in it."""
    worths = [_worth(entry, term) for term in terms]
    return (2 * sum(worths) + entry.whole) if all(worths) else 0


def _worth(entry: Entry, term: str) -> int:
    latin = term.isascii()
    head, body = _WORTH["word"]
    found = head * any(has_word(shapes, term) for shapes in entry.heads)
    found += body * any(has_word(shapes, term) for shapes in entry.bodies)
    if latin and term.isalpha() and len(term) >= _FEWEST_INITIALS:
        found = max(found, _sounds(entry, term))
    return found or (0 if latin else _nearly(entry, term))


def _sounds(entry: Entry, term: str) -> int:
    """The worth of a term as pinyin or as initials."""
    (head, body), (first, later) = _WORTH["pinyin"], _WORTH["initials"]
    worth = head * any(has_pinyin(shapes, term) for shapes in entry.heads)
    worth = worth or first * any(has_initials(shapes, term) for shapes in entry.heads)
    worth += body * any(has_pinyin(shapes, term) for shapes in entry.bodies)
    if len(term) >= _FEWEST_INITIALS_IN_TEXT:
        worth += later * any(has_initials(shapes, term) for shapes in entry.bodies)
    return worth


def _nearly(entry: Entry, term: str) -> int:
    """1 when most neighbouring pairs of what a Chinese question is about stand in the entry."""
    pieces = _ASKING.split(term)
    pairs = [piece[place : place + _PAIR] for piece in pieces for place in range(len(piece) - 1)]
    whole = entry.heads[0].plain + entry.bodies[0].plain
    there = sum(pair in whole for pair in pairs)
    return int(bool(pairs) and there >= _NEEDED_SHARE * len(pairs))


def _hit(entry: Entry, terms: Sequence[str], lang: str, around: int = 45) -> Hit:
    text = entry.text[lang]
    folded = text.casefold()
    places = [(folded.find(term), len(term)) for term in terms if term in folded]
    if not places or len(folded) != len(text):
        return Hit(entry, _cut(text, 2 * around), "", "")
    place, length = min(places)
    start = max(0, place - around)
    before = ("…" if start else "") + text[start:place]
    return Hit(entry, before, text[place : place + length], _cut(text[place + length :], around))


def _cut(text: str, most: int) -> str:
    """The beginning of a text, no English word cut in two."""
    if len(text) <= most:
        return text
    return re.sub(r"[A-Za-z']+$", "", text[:most]).rstrip() + "…"
