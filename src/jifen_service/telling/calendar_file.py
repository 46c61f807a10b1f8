"""The day a reminder is about as a calendar file (.ics, RFC 5545): an all-day event with an alarm."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from jifen_service.telling.models import Message

MEDIA_TYPE = "text/calendar"
_ALARM_DAYS = 7


def calendar_file(message: Message) -> bytes:
    """The file of a message with an ``ends_on``; made again it has the same identity."""
    assert message.ends_on is not None, "only a reminder has a day"
    event = Event()
    event.add("uid", f"{message.pk}@jifen")
    event.add("dtstamp", message.created_at)
    event.add("dtstart", message.ends_on)
    event.add("dtend", message.ends_on + timedelta(days=1))
    event.add("summary", message.subject)
    event.add("description", message.text)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(message.subject))
    calendar = Calendar()
    calendar.add("prodid", "-//Jifen//jifen//ZH")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", timedelta(days=-_ALARM_DAYS))
    return alarm
