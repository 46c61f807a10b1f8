"""A value of the law as controls of a form (值的填法): one figure, or one for each key of a table. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from jifen.explain.values import unit_name
from jifen.law import DatedSeries, Section
from jifen.law.units import TIER

_TIERS, _YES_NO, _ANY_SIGN = "tiers", "yes_no", "points"
_AMOUNTS = frozenset({"times_average_wage", "cny_a_month", "cny_a_year"})
#: what is asked of each tier
_TIER_NAMES = {
    "ratio": gettext_lazy("达到平均工资的几倍"),
    "months": gettext_lazy("要多少个月"),
    "window_months": gettext_lazy("在最近多少个月内"),
    "points": gettext_lazy("积分"),
}
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: where it stands in the value, its unit, what it is called, what it is now.

    ``group``: what the figures beside it belong to, such as a tier; empty for none.
    """

    path: tuple[str, ...]
    unit: str
    name: str
    now: Any
    group: str = ""

    @property
    def control(self) -> str:
        """The name of its control."""
        return "-".join(("value", *self.path))


def figures_of(section: Section, series: DatedSeries, value: Any, lang: str) -> tuple[Figure, ...]:
    """The figures of a value, in its own order."""
    return tuple(_figures(section, series, value, lang))


def _figures(section: Section, series: DatedSeries, value: Any, lang: str) -> Iterator[Figure]:
    if not isinstance(value, Mapping):
        yield Figure((), series.unit, series.name[lang], value)
        return
    for key, figure in value.items():
        name = section.labels[key][lang] if key in section.labels else str(key)
        if series.unit != _TIERS:
            yield Figure((key,), series.unit, name, figure)
            continue
        for part, unit in TIER.items():
            yield Figure((key, part), unit, str(_TIER_NAMES[part]), figure[part], name)


def field_of(figure: Figure, lang: str) -> forms.Field:
    """The control for a figure, by its unit."""
    label = f"{figure.name} ({unit_name(figure.unit, lang)})"
    if figure.unit == _YES_NO:
        choices = [("yes", gettext("是")), ("no", gettext("否"))]
        return forms.TypedChoiceField(
            label=figure.name,
            choices=choices,
            coerce=lambda word: word == "yes",
            widget=forms.RadioSelect,
            initial="yes" if figure.now else "no",
        )
    if figure.unit in _AMOUNTS:
        return forms.DecimalField(
            label=label, min_value=Decimal(0), max_digits=_DIGITS, decimal_places=4, initial=figure.now
        )
    least = None if figure.unit == _ANY_SIGN else 1
    return forms.IntegerField(label=label, min_value=least, initial=figure.now)


def value_of(figures: tuple[Figure, ...], told: Mapping[str, Any]) -> Any:
    """The value that the controls give, in the shape of the law's own."""
    if figures[0].path == ():
        return told[figures[0].control]
    value: dict[str, Any] = {}
    for figure in figures:
        inner = value
        for key in figure.path[:-1]:
            inner = inner.setdefault(key, {})
        inner[figure.path[-1]] = told[figure.control]
    return value
