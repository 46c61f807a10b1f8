"""Pages by key (翻页): the next page begins after the last row seen, however many lie before it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db.models import F, Q, QuerySet

from jifen_service.casework.models import Case


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the queue by one column and the id; where the column may be empty, empty ones come last."""

    column: str
    descending: bool
    read: Callable[[str], Any]
    may_be_empty: bool = True

    def sorted(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        """The cases in this order."""
        column = F(self.column)
        # Asked for where nothing is empty, it would keep the database from reading an index in its order.
        last = {"nulls_last": True} if self.may_be_empty else {}
        keyed = column.desc(**last) if self.descending else column.asc(**last)
        return cases.order_by(keyed, "-pk" if self.descending else "pk")

    def after(self, cases: QuerySet[Case], page: str) -> QuerySet[Case]:
        """The cases after the place that a page's token names; all of them when there is none."""
        place = self._place(page)
        if place is None:
            return cases
        value, pk = place
        beyond = "lt" if self.descending else "gt"
        tie = Q(**{f"{self.column}": value, f"pk__{beyond}": pk})
        if value is None:
            return cases.filter(Q(**{f"{self.column}__isnull": True, f"pk__{beyond}": pk}))
        later = Q(**{f"{self.column}__{beyond}": value}) | tie
        return cases.filter(later | Q(**{f"{self.column}__isnull": True}) if self.may_be_empty else later)

    def token(self, case: Case) -> str:
        """The token of the page that begins after this case."""
        value = getattr(case, self.column)
        content = orjson.dumps([value.isoformat() if value is not None else None, str(case.pk)])
        return base64.urlsafe_b64encode(content).decode().rstrip("=")

    def _place(self, page: str) -> tuple[Any, UUID] | None:
        """What a token says; a token that nobody gave out begins at the first page."""
        try:
            value, pk = orjson.loads(base64.urlsafe_b64decode(page + "=" * (-len(page) % 4)))
            return None if not pk else (None if value is None else self.read(value), UUID(pk))
        except (ValueError, TypeError, AttributeError):
            return None


ORDERS: Mapping[str, Order] = {
    "due": Order("due_on", descending=False, read=date.fromisoformat),
    "filed": Order("filed_at", descending=False, read=datetime.fromisoformat),
    "changed": Order("changed_at", descending=True, read=datetime.fromisoformat, may_be_empty=False),
}
