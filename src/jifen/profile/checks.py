"""What must hold between values: two dates in order, one of two keys, births before the evaluation."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from jifen.errors import Problem
from jifen.profile.models import Profile, Section
from jifen.profile.months import format_month
from jifen.profile.structure import SECTIONS, Place, SectionInfo, entries, keys_of, text_of


class Clash(NamedTuple):
    """A problem between values, with the places of those values."""

    problem: Problem
    touches: tuple[Place, ...]


class _Order(NamedTuple):
    """Two fields of a section of which the second must not lie before the first, with their keys."""

    earlier: str
    later: str
    earlier_key: str
    later_key: str


def _orders(section: SectionInfo) -> tuple[_Order, ...]:
    keys = {field: key for key, field in zip(keys_of(section.model), section.model.model_fields, strict=True)}
    return tuple(_Order(a, b, keys[a], keys[b]) for a, b in section.model.in_order)


_ORDERS = tuple((section, orders) for section in SECTIONS if (orders := _orders(section)))


def clashes(profile: Profile) -> list[Clash]:
    """Everything between values that cannot be, in the models' order; empty for a sound profile."""
    found: list[Clash] = []
    for section, orders in _ORDERS:
        if section.key in profile.model_fields_set:
            for place, entry in entries(profile, section):
                found.extend(_disorder(place, entry, orders))
    for index, run in enumerate(profile.social_insurance):
        if (run.base is None) is (run.ratio is None):
            found.append(_base_or_ratio(index, both=run.base is not None))
    if profile.on is not None:
        found.extend(_births(profile, profile.on))
    return found


def check_dates(profile: Profile, on: date) -> tuple[Problem, ...]:
    """What cannot be on an evaluation date that the document does not name: a person not yet born.

    A child born after that date is no fault: families look back too. `jifen.profile.parse` is stricter with
    the document's own ``on``, where such a child is a slip of the pen.
    """
    return tuple(clash.problem for clash in _birth(("birth_date",), profile.birth_date, on))


def _disorder(place: Place, entry: Section, orders: tuple[_Order, ...]) -> Iterator[Clash]:
    for order in orders:
        begin, end = getattr(entry, order.earlier), getattr(entry, order.later)
        if begin is not None and end is not None and end < begin:
            params: dict[str, object] = {
                "earlier": order.earlier_key,
                "later": order.later_key,
                "begin": _text(begin),
            }
            later = (*place, order.later_key)
            problem = Problem(text_of(later, None), "ends_before_begins", _text(end), params)
            yield Clash(problem, (later, (*place, order.earlier_key)))


def _base_or_ratio(index: int, *, both: bool) -> Clash:
    run: Place = ("social_insurance", index)
    code = "base_and_ratio" if both else "no_base_no_ratio"
    return Clash(Problem(text_of(run, None), code), ((*run, "base"), (*run, "ratio")))


def _births(profile: Profile, on: date) -> Iterator[Clash]:
    yield from _birth(("birth_date",), profile.birth_date, on)
    for index, child in enumerate(profile.children):
        yield from _birth(("children", index, "birth_date"), child.birth_date, on)


def _birth(place: Place, birth: date, on: date) -> Iterator[Clash]:
    if birth > on:
        params: dict[str, object] = {"on": on.isoformat()}
        problem = Problem(text_of(place, None), "born_in_future", birth.isoformat(), params)
        yield Clash(problem, (place, ("on",)))


def _text(value: date | int) -> str:
    return format_month(value) if isinstance(value, int) else value.isoformat()
