"""Two drafts of the law (演示草案), exercises both and called so: one is being written, one is proposed.

Nothing is published: the law of a demonstration is the law.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from jifen_service.accounts.roles import Role
from jifen_service.demo.people import Staff
from jifen_service.lawdrafts import service

_FOLDER = Path(__file__).parent
_REASON = "练习: 看看两位市级管理员怎样提出和发布。不是真的要改规则。"


def draft_laws(staff: Staff, at: datetime) -> None:
    """Let the first administrator write both and propose one, in the days before a moment."""
    first = staff.officers[""][Role.CITY_ADMIN][0].user

    def taken_in(name: str, days: int) -> service.Draft:
        author = service.Author(first, at - timedelta(days=days))
        return service.take_in(author, (_FOLDER / name).read_bytes())

    taken_in("wage.yaml", 3)
    proposed = taken_in("pass_mark.yaml", 2)
    author = service.Author(first, at - timedelta(days=1))
    service.propose(proposed.pk, proposed.version, author, _REASON)
