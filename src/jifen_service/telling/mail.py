"""E-mails of messages (电子邮件) by Django's backend: plain text, a stable Message-ID, the calendar file."""

from __future__ import annotations

import logging
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from jifen_service.telling.calendar_file import MEDIA_TYPE, calendar_file
from jifen_service.telling.facts import LOCALES
from jifen_service.telling.models import Delivery
from jifen_service.telling.problems import Problem

logger = logging.getLogger(__name__)


def send(delivery: Delivery, address: str) -> str:
    """Hand over one e-mail, once; give "" or the problem. Neither address nor text is logged."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    message = EmailMessage(
        subject=delivery.subject,
        body=_body(delivery),
        to=[address],
        headers={"Message-ID": f"<{delivery.key}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if delivery.message.ends_on:
        message.attach("jifen.ics", calendar_file(delivery.message), MEDIA_TYPE)
    try:
        message.send()
    except SMTPRecipientsRefused:
        return Problem.REFUSED
    except (SMTPException, OSError) as error:
        logger.warning("an e-mail could not be handed over: %s", type(error).__name__)
        return Problem.UNREACHABLE
    return ""


def _body(delivery: Delivery) -> str:
    with translation.override(LOCALES[delivery.language]):
        lines = [delivery.text, ""]
        if settings.PUBLIC_URL:
            lines.append(settings.PUBLIC_URL + reverse("telling:message", args=[delivery.message_id]))
        lines.append(_("这封信由沪积分自动发出, 请不要回复。收信方式可在“消息设置”里改。"))
    return "\n".join(lines)
