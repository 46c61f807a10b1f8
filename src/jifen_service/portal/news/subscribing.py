"""The news by e-mail (邮件订阅): asked for, confirmed by a link, left by a link; no account.

The address is sealed. Links carry a signed number, never the address; nothing of either is logged.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from jifen import default_engine
from jifen.law import LawBook
from jifen_service.lawdrafts import queries
from jifen_service.lawdrafts.queries import Withdrawn
from jifen_service.portal.models import Subscriber
from jifen_service.portal.news.entries import Entry, entries, summary
from jifen_service.vault import keyed_hash

logger = logging.getLogger(__name__)

#: the same link in every e-mail to somebody, so that one sent twice is the same e-mail
_SIGNER = signing.Signer(salt="news")
#: a question that is not answered is forgotten, and is not asked again before
GOOD_FOR = timedelta(days=7)
ASK_AGAIN = timedelta(days=1)
_DJANGO = {"zh": "zh-hans", "en": "en"}


def is_offered() -> bool:
    """Whether this installation can send: a mail server, and an address for the links."""
    return bool(settings.EMAIL and settings.PUBLIC_URL)


def ask(address: str, language: str, at: datetime) -> None:
    """Ask whether an address is to get the news; one that has them, or was asked just now, is left alone."""
    with transaction.atomic():
        known = Subscriber.objects.select_for_update().filter(address_key=keyed_hash(address)).first()
        if known and (known.confirmed_at or at - known.asked_at < ASK_AGAIN):
            return
        subscriber = known or Subscriber(address=address)
        subscriber.language, subscriber.asked_at = language, at
        subscriber.told_until = default_engine().book.change_dates[-1]
        subscriber.told_event = queries.last_event()
        subscriber.save()
    with override(_DJANGO[language]):
        asked = _("有人 (多半是你) 想用这个邮箱收居住证积分规则变动的消息。打开下面的链接确认。")
        forgotten = _("不是你就不用管, 七天后我们就忘掉它。")
        text = f"{asked} {forgotten}"
        _send(subscriber, _("请确认: 规则变动的邮件"), text, f"asked-{at:%Y%m%d}")


def subscriber_of(token: str) -> Subscriber | None:
    """Who a link belongs to; None when it is not ours, or they have left."""
    try:
        return Subscriber.objects.filter(pk=_SIGNER.unsign(token)).first()
    except signing.BadSignature:
        return None


def confirm(subscriber: Subscriber, at: datetime) -> None:
    """From now on every change is told."""
    if subscriber.confirmed_at is None:
        subscriber.confirmed_at = at
        subscriber.save(update_fields=["confirmed_at"])


def leave(subscriber: Subscriber) -> None:
    """Forget the address."""
    subscriber.delete()


def tell(at: datetime) -> int:
    """Tell everybody what they do not know yet, and forget who never confirmed; give how many were told."""
    if not is_offered():
        return 0
    Subscriber.objects.filter(confirmed_at=None, asked_at__lt=at - GOOD_FOR).delete()
    book, event = default_engine().book, queries.last_event()
    behind = Q(told_until__lt=book.change_dates[-1]) | Q(told_event__lt=event)
    waiting = Subscriber.objects.filter(behind, confirmed_at__isnull=False)
    return sum(_tell(subscriber, book, event) for subscriber in waiting.iterator())


def _tell(subscriber: Subscriber, book: LawBook, event: int) -> bool:
    """Tell what is new by its day or its publication, and what was withdrawn; whether there was any."""
    language, numbers = subscriber.language, queries.published_after(subscriber.told_event)
    with override(_DJANGO[language]):
        fresh = [
            entry
            for entry in entries(book, language)
            if entry.day > subscriber.told_until or entry.amendment in numbers
        ]
        gone = queries.withdrawn(language, subscriber.told_event)
        texts = [*map(said_of, gone), *map(_told, fresh)]
        title = fresh[0].title if fresh else gone[0].name if gone else ""
        subject = _("规则的变动: %(title)s") % {"title": title}
        key = f"{book.change_dates[-1]:%Y%m%d}-{event}"
        sent = bool(texts) and _send(subscriber, subject, "\n\n".join(texts), key)
    if sent or not texts:
        subscriber.told_until = max(subscriber.told_until, book.change_dates[-1])
        subscriber.told_event = event
        subscriber.save(update_fields=["told_until", "told_event"])
    return sent


def said_of(gone: Withdrawn) -> str:
    """A withdrawal in words."""
    told = {"day": gone.day, "name": gone.name, "published": gone.published}
    return _("%(day)s 撤回了“%(name)s” (%(published)s 发布): 规则回到原来, 它生效期间核定的积分不变。") % told


def _told(entry: Entry) -> str:
    address = settings.PUBLIC_URL + reverse("portal:news_entry", args=[entry.day.isoformat()])
    return f"{entry.day.isoformat()} {entry.title}\n{summary(entry)}\n{address}"


def _send(subscriber: Subscriber, subject: str, text: str, key: str) -> bool:
    """Hand over one e-mail with the link that confirms or leaves; the same key is the same e-mail."""
    token = _SIGNER.sign(str(subscriber.pk))
    link = settings.PUBLIC_URL + reverse("portal:news_subscription", args=[token])
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message = EmailMessage(
        subject=subject,
        body="\n\n".join([text, link, _("这个链接可以确认, 也可以随时退订。")]),
        to=[subscriber.address],
        headers={
            "Message-ID": f"<news-{key}-{subscriber.pk}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.warning("the news could not be handed over: %s", type(error).__name__)
        return False
    return True
