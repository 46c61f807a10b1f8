"""`{% load clocks %}`: the words and shapes of clocks and ages."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jifen_service.casework.calendar import Colour

register = template.Library()

#: a shape for each colour, so that a clock reads in grey print too
_SHAPES = {Colour.LATE: "▲", Colour.SOON: "◆", Colour.OK: "○", Colour.PAUSED: "Ⅱ"}


@register.filter
def colour_word(colour: str) -> str:
    """A clock's colour in words."""
    return {
        Colour.LATE: _("已超期"), Colour.SOON: _("快到期"), Colour.OK: _("来得及"), Colour.PAUSED: _("停表"),
    }.get(Colour(colour), "")  # fmt: skip


@register.filter
def colour_shape(colour: str) -> str:
    """A clock's colour as a shape."""
    return _SHAPES.get(Colour(colour), "")


@register.filter
def clock_words(days_left: int | None, colour: str) -> str:
    """How long a case has, in working days."""
    if colour == Colour.PAUSED:
        return _("停表")
    if days_left is None:
        return ""
    if colour == Colour.LATE:
        late = abs(days_left)
        return ngettext("超 %(n)s 个工作日", "超 %(n)s 个工作日", late) % {"n": late}
    return ngettext("剩 %(n)s 个工作日", "剩 %(n)s 个工作日", days_left) % {"n": days_left}


@register.filter
def age_in_days(moment: datetime | None, today: date) -> str:
    """How many days ago; "" when it has not happened."""
    if moment is None:
        return ""
    days = (today - localdate(moment)).days
    return ngettext("%(n)s 天", "%(n)s 天", days) % {"n": days}
