"""The population of the sample world (演示人口): invented, and so nowhere until it is compared."""

from __future__ import annotations

from datetime import datetime

from jifen_service.accounts.demo import PREFIX
from jifen_service.accounts.models import User
from jifen_service.lawdrafts.service import Author
from jifen_service.populations.adding import invent

_NAME, _PEOPLE, _SEED = "虚构的一城人", 5000, 1


def invent_a_city(at: datetime) -> None:
    """Have the city's administrator add it."""
    invent(Author(User.objects.get(username=f"{PREFIX}city"), at), _NAME, _PEOPLE, _SEED)
