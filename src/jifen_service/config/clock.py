"""今天: the one place of the platform that reads the calendar.

Everything below it is given a date, so that a result can be computed again for the day it was made for.
"""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The moment it is in Shanghai; with JIFEN_CLOCK_FILE, the one in that file."""
    if file := getattr(settings, "CLOCK_FILE", None):
        return _told(Path(file))
    return datetime.now(SHANGHAI)


def today() -> date:
    """The day it is in Shanghai, wherever the machine stands."""
    return now().date()


def _told(file: Path) -> datetime:
    """The moment in a file, such as ``2026-07-04T09:30``; Shanghai's unless it names a zone."""
    moment = datetime.fromisoformat(file.read_text(encoding="ascii").strip())
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
