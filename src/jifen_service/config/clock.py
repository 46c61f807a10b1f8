"""今天: the one place of the platform that reads the calendar.

Everything below it is given a date, so that a result can be computed again for the day it was made for.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The day it is in Shanghai, wherever the machine stands."""
    return datetime.now(SHANGHAI).date()
