"""Finding the law's numbers where they must not stand: in code, templates and their texts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from jifen.law import DatedSeries

#: Below this a number says nothing: everybody counts to ten and has twelve months.
SMALLEST = 15
_DATE = re.compile(r"(?<![\w-])\d{4}-\d{2}(?:-\d{2})?(?![\w-])")
_NUMBER = re.compile(r"(?<![\w.#])\d[\d_,]*(?:\.\d+)?(?![\w.-])")


def of_the_law(law: Iterable[DatedSeries]) -> set[str]:
    """Every number of a law that is told from everyday ones, and every day on which something changes."""
    found = set()
    for series in law:
        for dated in series.values:
            found |= {_plain(number) for number in _numbers(dated.value) if _is_telling(number)}
            found |= {day.isoformat() for day in (dated.from_, dated.to) if day is not None}
    return found


def _numbers(value: Any) -> Iterator[Decimal]:
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _numbers(inner)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield abs(Decimal(value))


def _is_telling(number: Decimal) -> bool:
    return number >= SMALLEST or number != number.to_integral_value()


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def found_in(text: str, wanted: set[str]) -> Counter[str]:
    """Numbers and dates of ``wanted`` that stand in a text as words of their own, however written."""
    dates = _DATE.findall(text)
    numbers = _NUMBER.findall(_DATE.sub(" ", text))
    plain = (_plain(Decimal(re.sub(r"[_,]", "", number))) for number in numbers)
    return Counter(word for word in (*dates, *plain) if word in wanted)
