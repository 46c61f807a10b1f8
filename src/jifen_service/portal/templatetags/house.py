"""`{% load house %}`: the bar, its grains, certainty marks, JSON for hidden fields, the language switch."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django import template
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from jifen.explain import CERTAINTY
from jifen_service.forms.language import language
from jifen_service.portal.bar import Bar, Piece, draw
from jifen_service.portal.words import plain_name

register = template.Library()

#: Indicators that bear a grain in the bar, so that neighbours differ in grey print too.
GRAINS: Mapping[str, str] = {
    "age": "none",
    "education": "diagonal",
    "credential": "dots",
    "si_years": "lines-dark",
    "si_base": "level",
    "entrepreneur": "none",
    "intermediary": "dots-dark",
    "shortage_major": "lines",
    "investment": "diagonal-dark",
    "public_service": "dots",
    "remote_area": "lines-dark",
    "fresh_graduate": "none",
    "award": "level",
    "spouse": "diagonal-dark",
}

_ROW = 16
_ROW_TOP, _ROW_HEIGHT = 5, 10
_SIZES = {
    # height of the main row, where it begins, size of the figure above the pass mark
    "large": {"top": 22, "height": 40, "label": 47},
    "strip": {"top": 16, "height": 18, "label": 0},
}


@register.inclusion_tag("components/bar.html")
def score_bar(bar: Bar, size: str = "large", id: str = "bar") -> dict[str, Any]:  # noqa: A002
    """Draw the bar to the pass mark. `size`: "large" with labels, or "strip"; `id` differs on one page."""
    place = _SIZES[size]
    beneath = place["top"] + place["height"] + 7
    deducted_at = beneath + (_ROW if bar.not_counted else 0)
    end = deducted_at + (_ROW if bar.deducted else 0)
    return {
        "bar": bar,
        "id": id,
        "size": size,
        "labels": size == "large",
        **place,
        "bottom": place["top"] + place["height"],
        "beneath": beneath,
        "deducted_at": deducted_at,
        "height_all": end + 2,
        "row": _ROW - 4,
        "described": describe(bar),
    }


@register.inclusion_tag("components/bar.html")
def result_bar(result: Mapping[str, Any], size: str = "large", id: str = "bar") -> dict[str, Any]:  # noqa: A002
    """Draw the bar of a scoring result as the contract has it (a case's score, live or decided)."""
    return score_bar(draw(result, language()), size, id)


@register.simple_tag
def row_bar(result: Mapping[str, Any]) -> SafeString:
    """Draw the bar in a table's row: what counts, the mark, where deductions leave the total.

    A page has dozens of them, so that it is written without a template; what does not count stands in its
    text alone, that rows keep their height.
    """
    bar = draw(result, language())
    pieces = "".join(_row_piece(piece) for piece in bar.counted)
    stand = _row_line("stand", bar.stand) if bar.deducted else ""
    lines = f"{stand}{_row_line('halo', bar.mark)}{_row_line('mark', bar.mark)}"
    track = f'<rect class="track" x="{bar.zero}%" y="{_ROW_TOP}" width="100%" height="{_ROW_HEIGHT}"/>'
    # Ids, places and widths are ours; only the sentence has words.
    svg = f'<svg height="{_ROW_HEIGHT + 2 * _ROW_TOP}" role="img" aria-label="{escape(describe(bar))}">'
    return mark_safe(f'<span class="bar inline">{svg}{track}{pieces}{lines}</svg></span>')


def _row_piece(piece: Piece) -> str:
    place = f'x="{piece.x}%" y="{_ROW_TOP}" width="{piece.width}%" height="{_ROW_HEIGHT}"'
    name = grain(piece.id)
    shade = "" if name == "none" else f'<rect {place} fill="url(#grain-{name})"/>'
    return f'<rect class="seg {piece.id}" {place}/>{shade}'


def _row_line(kind: str, place: float) -> str:
    top, bottom = _ROW_TOP - 4, _ROW_TOP + _ROW_HEIGHT + 4
    return f'<line class="{kind}" x1="{place}%" x2="{place}%" y1="{top}" y2="{bottom}"/>'


@register.filter
def everyday(indicator: Mapping[str, Any]) -> str:
    """What people call an indicator of a result."""
    return plain_name(indicator["id"], indicator["name"], language())


def describe(bar: Bar) -> str:
    """The bar in one sentence, for those who do not see it."""
    parts = [
        _("总分 %(total)s, 标准分值 %(mark)s。计入: %(counted)s。")
        % {"total": signed(bar.total), "mark": bar.pass_mark, "counted": _listed(bar.counted) or _("还没有")}
    ]
    if bar.not_counted:
        parts.append(_("不计入: %(pieces)s。") % {"pieces": _listed(bar.not_counted)})
    if bar.deducted:
        parts.append(_("扣分: %(pieces)s。") % {"pieces": _listed(bar.deducted)})
    return " ".join(parts)


def _listed(pieces: Iterable[Piece]) -> str:
    return _("、").join(f"{piece.name} {signed(piece.points)}" for piece in pieces)


@register.inclusion_tag("components/swatch.html")
def swatch(indicator: str, kind: str = "counted") -> dict[str, str]:
    """A small square filled as the indicator is in the bar; `kind` as of a result's row."""
    return {"indicator": indicator, "kind": kind, "grain": GRAINS.get(indicator, "none")}


@register.filter
def grain(indicator: str) -> str:
    """The name of an indicator's grain."""
    return GRAINS.get(indicator, "none")


@register.filter
def certainty(status: str) -> str:
    """A certainty in words."""
    return CERTAINTY[status][language()] if status in CERTAINTY else status


@register.filter
def signed(points: int) -> str:
    """Points with a real minus sign, which stands as wide as a figure and is read out as one."""
    return str(points).replace("-", "\N{MINUS SIGN}")


@register.filter
def signed_plus(points: int) -> str:
    """A change of points with its sign, a real minus."""
    return signed(points) if points < 0 else f"+{points}"


@register.filter
def as_json(value: Any) -> str:
    """A value as JSON text, for a hidden field (escaped there like any other text)."""
    return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()


@register.simple_tag(takes_context=True)
def same_page(context: template.Context, lang: str) -> str:
    """The address of this page in another language; the home page where this one has no other."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else "/"
    found = translate_url(path, lang)
    if found != path or request is None:
        return found
    with override(lang):
        return reverse("portal:home")
