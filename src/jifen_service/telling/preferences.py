"""How somebody wants to be told (接收方式): channels, language, an e-mail address confirmed by a code."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from jifen_service.accounts.models import User
from jifen_service.accounts.roles import OFFICER_ROLES, Role
from jifen_service.audit import service as audit
from jifen_service.telling import rules
from jifen_service.telling.models import Audience, Channel, Preference
from jifen_service.telling.spreading import can_send_email, can_send_sms, is_wanted
from jifen_service.vault import keyed_hash

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A channel on the page: whether it is used, and whether it could be."""

    channel: Channel
    chosen: bool
    possible: bool


def preference_of(user: User) -> Preference:
    """What somebody chose; the usual until then."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def audience_of(roles: Collection[str]) -> str:
    """The part in which somebody is mostly told, for what is usual there."""
    if OFFICER_ROLES.intersection(roles):
        return Audience.OFFICER
    return Audience.AGENT if Role.AGENT in roles else Audience.APPLICANT


def choices(user: User, roles: Collection[str]) -> list[Choice]:
    """The channels that one may switch on and off."""
    told, usual = preference_of(user), rules.usual(audience_of(roles))
    has_phone = bool(user.phone) and user.phone_verified
    return [
        Choice(Channel.SMS, is_wanted(usual["sms"], told.sms), can_send_sms() and has_phone),
        Choice(
            Channel.EMAIL, is_wanted(usual["email"], told.email), can_send_email() and bool(told.confirmed_at)
        ),
    ]


@transaction.atomic
def choose(user: User, chosen: Collection[str], possible: Collection[str], language: str) -> None:
    """Keep which of the possible channels are used, and the language of messages."""
    told = preference_of(user)
    for channel in possible:
        setattr(told, channel, channel in chosen)
    told.save()
    User.objects.filter(pk=user.pk).update(language=language)


def may_ask(told: Preference, at: datetime) -> bool:
    """Whether the last code was sent long enough ago for another."""
    wait = timedelta(minutes=rules.code().wait_minutes)
    return told.code_sent_at is None or at - told.code_sent_at >= wait


def ask(user: User, address: str, at: datetime) -> str:
    """Keep an address that is not confirmed yet, and send it a code; give the code, for a demonstration."""
    code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"
    told = preference_of(user)
    told.pending, told.code_key = address, _code_key(user, code)
    told.code_sent_at, told.code_tries = at, 0
    told.save()
    words = {"code": code, "minutes": rules.code().minutes}
    message = EmailMessage(
        subject=_("沪积分: 确认邮箱"),
        body=_("验证码 {code}, {minutes} 分钟内有效。没有在沪积分填过这个邮箱, 不用理会。").format(**words),
        to=[address],
    )
    message.send()
    return code


def confirm(user: User, code: str, at: datetime, ip: str) -> bool:
    """Take the address over when the code is right; a code holds for a while and a few tries."""
    limits = rules.code()
    with transaction.atomic():
        asked = Preference.objects.filter(
            user=user,
            code_sent_at__gt=at - timedelta(minutes=limits.minutes),
            code_tries__lt=limits.tries,
        ).exclude(code_key=None)
        # The try is counted before it is looked at: many at once are no more tries.
        if not asked.update(code_tries=F("code_tries") + 1):
            return False
        told = Preference.objects.get(user=user)
        if not secrets.compare_digest(told.code_key, _code_key(user, code)):
            return False
        told.address, told.confirmed_at = told.pending, at
        _forget_code(told)
        told.save()
        audit.record(user, Role.APPLICANT, "email_confirmed", "account", user.pk, at, ip)
    return True


@transaction.atomic
def remove(user: User, at: datetime, ip: str) -> None:
    """Forget the address, confirmed or not."""
    told = preference_of(user)
    told.address, told.confirmed_at = "", None
    _forget_code(told)
    told.save()
    audit.record(user, Role.APPLICANT, "email_removed", "account", user.pk, at, ip)


def _forget_code(told: Preference) -> None:
    told.pending, told.code_key, told.code_tries = "", None, 0


def _code_key(user: User, code: str) -> str:
    return keyed_hash(f"email-code:{user.pk}:{code.strip()}")
