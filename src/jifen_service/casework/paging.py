"""Pages by key (翻页): each begins beside a row that was seen, however many lie before it.

A token says on which side of which row a page lies, and how many rows came before it when it was made.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import F, Model, Q, QuerySet

_AFTER, _BEFORE = "after", "before"
#: the token of the last page
LAST = "last"


@dataclass(frozen=True, slots=True)
class Place:
    """The side of a row (its value in the column and its id) on which a page lies; rows before that side."""

    side: str
    value: Any
    pk: UUID
    start: int


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of a page, how many come before it, and whether any come after it."""

    rows: tuple[Any, ...]
    start: int
    more: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page stands among the others. ``next``, ``previous``, ``last``: their tokens, "" for none.

    ``first`` and ``final`` number its rows within ``total``, counted when the first page was seen.
    """

    next: str
    previous: str
    last: str
    first: int
    final: int
    total: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order by one column and the id, a UUID; where the column may be empty, empty ones come last."""

    column: str
    descending: bool
    read: Callable[[str], Any]
    may_be_empty: bool = True

    def slice(self, found: QuerySet[Any], page: str, size: int, total: int) -> Slice:
        """The page that a token names, at most ``size`` of ``total``; the first where it names none."""
        if page == LAST and total:
            rows = self._backwards(found)[: total % size or size]
            return Slice(tuple(reversed(rows)), max(0, total - len(rows)), more=False)
        place = self._place(page)
        if place is not None and place.side == _BEFORE:
            rows = self._backwards(found.filter(self._before(place)))[:size]
            # Where fewer are left than a page has, the first page is whole.
            if len(rows) == size:
                return Slice(tuple(reversed(rows)), max(0, place.start - size), more=True)
            place = None
        wanted = found if place is None else found.filter(self._beyond(place))
        taken = tuple(self._sorted(wanted)[: size + 1])
        return Slice(taken[:size], place.start if place else 0, len(taken) > size)

    def turn(self, taken: Slice, total: int) -> Turn:
        """How the page of these rows stands among the others, of ``total`` rows in all."""
        rows, final = taken.rows, taken.start + len(taken.rows)
        return Turn(
            next=self.token(rows[-1], final) if taken.more else "",
            previous=self._token(_BEFORE, rows[0], taken.start) if rows and taken.start else "",
            last=LAST if taken.more else "",
            first=taken.start + 1 if rows else 0,
            final=final,
            total=max(total, final),
        )

    def token(self, row: Model, start: int = 0) -> str:
        """The token of the page that begins after this row, before which ``start`` rows lie."""
        return self._token(_AFTER, row, start)

    def _sorted(self, found: QuerySet[Any]) -> QuerySet[Any]:
        column = F(self.column)
        # Asked for where nothing is empty, it would keep the database from reading an index in its order.
        last = {"nulls_last": True} if self.may_be_empty else {}
        keyed = column.desc(**last) if self.descending else column.asc(**last)
        return found.order_by(keyed, "-pk" if self.descending else "pk")

    def _backwards(self, found: QuerySet[Any]) -> QuerySet[Any]:
        column = F(self.column)
        first = {"nulls_first": True} if self.may_be_empty else {}
        keyed = column.asc(**first) if self.descending else column.desc(**first)
        return found.order_by(keyed, "pk" if self.descending else "-pk")

    def _beyond(self, place: Place) -> Q:
        """What comes after a place."""
        beyond = "lt" if self.descending else "gt"
        if place.value is None:
            return Q(**{f"{self.column}__isnull": True, f"pk__{beyond}": place.pk})
        tie = Q(**{self.column: place.value, f"pk__{beyond}": place.pk})
        later = Q(**{f"{self.column}__{beyond}": place.value}) | tie
        return later | Q(**{f"{self.column}__isnull": True}) if self.may_be_empty else later

    def _before(self, place: Place) -> Q:
        """What comes before a place."""
        before = "gt" if self.descending else "lt"
        if place.value is None:
            empty = {f"{self.column}__isnull": True}
            return ~Q(**empty) | Q(**empty, **{f"pk__{before}": place.pk})
        tie = Q(**{self.column: place.value, f"pk__{before}": place.pk})
        return Q(**{f"{self.column}__{before}": place.value}) | tie

    def _token(self, side: str, row: Model, start: int) -> str:
        value = getattr(row, self.column)
        content = [side, value.isoformat() if value is not None else None, str(row.pk), start]
        return base64.urlsafe_b64encode(orjson.dumps(content)).decode().rstrip("=")

    def _place(self, page: str) -> Place | None:
        """What a token says; one that nobody gave out names the first page."""
        try:
            side, value, pk, start = orjson.loads(base64.urlsafe_b64decode(page + "=" * (-len(page) % 4)))
            read = None if value is None else self.read(value)
            place = Place(side, read, UUID(pk), int(start))
        except (ValueError, TypeError, AttributeError, OverflowError):
            return None
        return place if side in (_AFTER, _BEFORE) and place.start >= 0 else None


def moment(text: str) -> datetime:
    """The moment of a token in UTC; OverflowError where that lies beyond the calendar."""
    return datetime.fromisoformat(text).astimezone(UTC)


ORDERS: Mapping[str, Order] = {
    "due": Order("due_on", descending=False, read=date.fromisoformat),
    "filed": Order("filed_at", descending=False, read=moment),
    "changed": Order("changed_at", descending=True, read=moment, may_be_empty=False),
}
