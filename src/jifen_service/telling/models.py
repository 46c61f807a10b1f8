"""What people are told, by which way, how far it came; texts as edited; how people want to be told."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jifen_service.casework.models import Case, OutboxMessage
from jifen_service.vault.fields import EncryptedJSONField, EncryptedTextField, KeyedHashField

_PROTECT = models.PROTECT


class Channel(models.TextChoices):
    """By which way (渠道)."""

    SITE = "site", _("站内信")
    SMS = "sms", _("短信")
    EMAIL = "email", _("电子邮件")


class Audience(models.TextChoices):
    """In which part somebody is told (对象): texts differ by it, and so does the page they lead to."""

    APPLICANT = "applicant", _("持证人")
    AGENT = "agent", _("单位人事专员")
    OFFICER = "officer", _("受理点工作人员")


class Message(models.Model):
    """One thing told to one person (消息); the in-site message is this row itself.

    ``key`` makes it once: the outbox row, or what a reminder is about. ``ends_on``: the day that a reminder
    is about, for the calendar file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=128, unique=True)
    outbox = models.OneToOneField(OutboxMessage, null=True, on_delete=_PROTECT, related_name="told")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="told")
    audience = models.CharField(max_length=12, choices=Audience.choices)
    case = models.ForeignKey(Case, null=True, on_delete=_PROTECT, related_name="told")
    event = models.CharField(max_length=32)
    subject = EncryptedTextField()
    text = EncryptedTextField()
    ends_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="message_inbox"),
            models.Index(fields=["recipient"], name="message_unread", condition=Q(read_at=None)),
        ]


class Delivery(models.Model):
    """A message by one channel (投递). ``key`` goes to the gateway with every attempt and never changes.

    SENDING is written before an attempt and replaced after it: who finds it later finds an attempt of which
    nobody knows how it ended. ``counted_on``: the day whose limit it counts towards. ``problem``: a code of
    `telling.problems`. ``text`` is what went out, as it was worded then; of an address only its keyed hash is
    kept.
    """

    class State(models.TextChoices):
        """How far it came."""

        WAITING = "waiting", _("待发送")
        SENDING = "sending", _("正在发送")
        DELIVERED = "delivered", _("已送出")
        GIVEN_UP = "given_up", _("已放弃")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=_PROTECT, related_name="deliveries")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    language = models.CharField(max_length=2)
    subject = EncryptedTextField(blank=True, default="")
    text = EncryptedTextField(blank=True, default="")
    template = models.CharField(max_length=32, blank=True, default="")
    parameters = EncryptedJSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    counted_on = models.DateField(null=True)
    address_key = KeyedHashField(null=True)
    problem = models.CharField(max_length=16, blank=True, default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once")]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="delivery_due", condition=Q(state__in=["waiting", "sending"])
            ),
            models.Index(
                fields=["recipient", "case", "channel"],
                name="delivery_order",
                condition=Q(state__in=["waiting", "sending"]),
            ),
            models.Index(fields=["counted_on", "address_key"], name="delivery_counted"),
            models.Index(fields=["state", "-id"], name="delivery_state"),
        ]


#: states in which a delivery is not finished
OPEN = (Delivery.State.WAITING, Delivery.State.SENDING)


class TextVersion(models.Model):
    """A text as the city's administrator wrote it (文案版本); the highest version holds.

    ``is_default``: from this version on the shipped text holds again; its own is empty.
    """

    key = models.CharField(max_length=64)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    language = models.CharField(max_length=2)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=128, blank=True)
    text = models.TextField(blank=True)
    template = models.CharField(max_length=32, blank=True)
    is_default = models.BooleanField(default=False)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "channel", "language", "version"], name="text_version_once"
            )
        ]


class Preference(models.Model):
    """How somebody wants to be told (接收方式). None: as is usual for their part (channels.yaml).

    An e-mail address counts once it is confirmed by the code that was sent to it; of the code the keyed hash
    is kept.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference")
    sms = models.BooleanField(null=True)
    email = models.BooleanField(null=True)
    address = EncryptedTextField(blank=True, default="")
    confirmed_at = models.DateTimeField(null=True)
    pending = EncryptedTextField(blank=True, default="")
    code_key = KeyedHashField(null=True)
    code_sent_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
