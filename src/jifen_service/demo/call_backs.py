"""Two call-backs of the sample world (演示回电): one of a centre with a result, one of no centre yet."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from jifen_service.accounts.models import Centre
from jifen_service.callbacks import rules
from jifen_service.callbacks.models import CallBack, Topic
from jifen_service.casework.calendar import add_working_days
from jifen_service.demo import numbers
from jifen_service.vault import keyed_hash

# Beyond the blocks of the accounts.
_FIRST = 900
_TOKEN_BYTES = 20
_RESULT = "演示: 这里是本人附上的结果, 一行一项"
#: name, topic, district, what was said first, the result, hours ago
_ASKED = (
    ("柏青禾", Topic.RETURNED, "奉贤区", "地址和落户地址不一致, 要改哪一个?", _RESULT, 26),
    ("卓然亭", Topic.ABLE, "", "", "", 2),
)


def ask_to_be_called(at: datetime) -> None:
    """Let both ask, as of a moment; their numbers count as proved. Nothing is sent."""
    for serial, (name, topic, district, words, result, hours) in enumerate(_ASKED, _FIRST):
        asked_at = at - timedelta(hours=hours)
        CallBack.objects.create(
            name=name,
            phone=numbers.phone(serial),
            topic=topic,
            centre=Centre.objects.filter(district=district).first(),
            words=words,
            attachment=result,
            token_key=keyed_hash(secrets.token_hex(_TOKEN_BYTES)),
            asked_at=asked_at,
            confirmed_at=asked_at,
            due_on=add_working_days(localdate(asked_at), rules.terms()["call"].value).on,
        )
