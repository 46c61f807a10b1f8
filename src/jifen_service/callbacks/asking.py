"""Asking to be called, proving the number, taking it back (预约、确认、撤回); erased by rule."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from jifen_service.accounts import sms
from jifen_service.accounts.models import Centre
from jifen_service.accounts.roles import Role
from jifen_service.audit.service import record
from jifen_service.callbacks import rules
from jifen_service.callbacks.models import CallBack
from jifen_service.casework.calendar import add_working_days
from jifen_service.telling.sms_gateway import NotSentError
from jifen_service.vault import keyed_hash

logger = logging.getLogger(__name__)

_SUBJECT = "call_back"
_TOKEN_BYTES = 20
_CODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody filled in; ``attachment`` is empty unless they ticked it."""

    name: str
    phone: str
    topic: str
    words: str = ""
    attachment: str = ""
    centre: Centre | None = None


def ask(wish: Wish, at: datetime) -> str:
    """Keep a wish and send its number a code; give the token of its link, which is not kept.

    Raises:
        NotSentError: the code cannot be sent now; nothing is kept.
    """
    token = secrets.token_hex(_TOKEN_BYTES)
    asked = CallBack(
        name=wish.name,
        phone=wish.phone,
        topic=wish.topic,
        words=wish.words,
        attachment=wish.attachment,
        centre=wish.centre,
        token_key=keyed_hash(token),
        asked_at=at,
    )
    _send_code(asked)
    asked.save()
    return token


def send_again(asked: CallBack, at: datetime) -> None:
    """Send a new code in place of the last one; from now on it is as if they had asked now.

    Raises:
        NotSentError: the code cannot be sent now; the last one holds.
    """
    _send_code(asked)
    waiting = CallBack.objects.filter(pk=asked.pk, confirmed_at=None)
    waiting.update(code_key=asked.code_key, code_tries=0, asked_at=at)


def of_token(token: str) -> CallBack | None:
    """The call-back behind a link; None when it was taken back, is erased, or never was."""
    return CallBack.objects.filter(token_key=keyed_hash(token)).first()


def confirm(asked: CallBack, code: str, at: datetime) -> bool:
    """Put it on the desk when the code is right; a code holds for a while and a few tries."""
    with transaction.atomic():
        waiting = CallBack.objects.filter(
            pk=asked.pk,
            confirmed_at=None,
            asked_at__gt=at - rules.code_holds(),
            code_tries__lt=rules.code_tries(),
        ).exclude(code_key=None)
        # The try is counted before it is looked at: many at once are no more tries.
        if not waiting.update(code_tries=F("code_tries") + 1):
            return False
        if not secrets.compare_digest(asked.code_key, _code_key(asked, code)):
            return False
        due = add_working_days(localdate(at), rules.terms()["call"].value)
        asked.confirmed_at, asked.due_on, asked.code_key = at, due.on, None
        asked.save(update_fields=["confirmed_at", "due_on", "code_key"])
        _note(asked, "call_back_asked", at)
    return True


def send_link(asked: CallBack, token: str) -> None:
    """Send the link that takes it back, where addresses are known; without it, the page itself has it."""
    if not settings.PUBLIC_URL:
        return
    link = settings.PUBLIC_URL + reverse("callbacks:own", args=[token])
    text = _("【沪积分】{day} 前给你回电。查看或撤回: {link}").format(day=asked.due_on, link=link)
    try:
        sms.send(asked.phone, text)
    except NotSentError:
        logger.warning("the link of a call-back could not be sent")


def withdraw(asked: CallBack, at: datetime) -> None:
    """Take it back: nothing of it is kept but that it was taken back."""
    with transaction.atomic():
        CallBack.objects.filter(pk=asked.pk).delete()
        _note(asked, "call_back_withdrawn", at)


def erase_due(at: datetime) -> int:
    """Erase what was kept for its term, and numbers that nobody proved; give how many."""
    stale = at - rules.unconfirmed()
    due = CallBack.objects.filter(
        Q(asked_at__lte=at - rules.kept()) | Q(confirmed_at=None, asked_at__lte=stale)
    )
    with transaction.atomic():
        for asked in (found := list(due.select_for_update(of=("self",)))):
            asked_id = asked.pk
            asked.delete()
            record(None, Role.SYSTEM, "call_back_erased", _SUBJECT, asked_id, at)
    return len(found)


def _send_code(asked: CallBack) -> None:
    """Send a code to the number and let it be the one that confirms; the row is the caller's to save."""
    code = f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}d}"
    words = _("【沪积分】回电预约的验证码 {code}, {minutes} 分钟内有效。不是你预约的, 不用理会。")
    sms.send(asked.phone, words.format(code=code, minutes=rules.code_minutes()))
    asked.code_key = _code_key(asked, code)


def _note(asked: CallBack, action: str, at: datetime) -> None:
    # Without the address it came from: the audit keeps for good what is to be gone after the term.
    record(None, Role.APPLICANT, action, _SUBJECT, asked.pk, at, "", {"topic": asked.topic})


def _code_key(asked: CallBack, code: str) -> str:
    return keyed_hash(f"call-back-code:{asked.pk}:{code.strip()}")
