"""A plan as a calendar file (.ics): when to begin, when to be done, what to keep, for when it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from jifen.profile.months import first_day, last_day, parse_month

Json = Mapping[str, Any]


def write(plan: Json, found: Json, at: datetime) -> bytes:
    """Write the steps and deadlines of a plan of an answer (`jifen.advice.plan`) as days of a calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Jifen//Plan//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("沪积分: %(title)s") % {"title": plan["title"]})
    for number, (day, title, text) in enumerate(_days(plan, found)):
        event = Event()
        # The same plan taken along twice replaces itself; nothing of the person is in the key.
        key = f"{plan['id']}/{number}/{day}"
        event.add("uid", f"{uuid5(NAMESPACE_URL, key)}@jifen")
        event.add("dtstamp", at)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", title)
        if text:
            event.add("description", text)
        calendar.add_component(event)
    return calendar.to_ical()


def _days(plan: Json, found: Json) -> Iterator[tuple[date, str, str]]:
    for step in plan["steps"]:
        pitfalls = "\n".join(step["pitfalls"])
        yield first_day(parse_month(step["start"])), _("开始: %(name)s") % {"name": step["name"]}, pitfalls
        yield last_day(parse_month(step["finish"])), _("完成: %(name)s") % {"name": step["name"]}, ""
    if plan["reached"]:
        yield date.fromisoformat(plan["reached"]), _("积分达到 %(mark)s") % {"mark": found["pass_mark"]}, ""
    if plan["keep"]:
        yield last_day(parse_month(plan["keep"]["until"])), plan["keep"]["text"], ""
    yield date.fromisoformat(found["by"]), _("从这天起要用积分"), ""
    if found["until"] != found["by"]:
        yield date.fromisoformat(found["until"]), _("到这天为止积分要一直够"), ""
