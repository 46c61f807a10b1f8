"""Questions to registers and what came of them (查询), circuits, files exchanged, evidence by hand."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.models import Centre
from jifen_service.casework.models import Case
from jifen_service.vault.fields import EncryptedJSONField, EncryptedTextField

_PROTECT = models.PROTECT


class Batch(models.Model):
    """A file that went out with questions (导出批次); its answers come back in a file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registry = models.CharField(max_length=40)
    centre = models.ForeignKey(Centre, on_delete=_PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    made_at = models.DateTimeField()
    rows = models.PositiveIntegerField()

    class Meta:
        ordering = ["-made_at"]


class Lookup(models.Model):
    """A question about one topic of a case, and its answer or why there is none. A newer one stands beside.

    ``rounds`` and ``calls``: how often it was tried; ``next_at``: when it is tried again. ``reason`` with its
    plain ``params`` says in `registries.words` why there is no answer. ``late``: the answer came when the
    check was no longer open; it is kept and changes nothing.
    """

    class Status(models.TextChoices):
        """Where a question stands."""

        QUEUED = "queued", _("等待查询")
        ASKING = "asking", _("正在查询")
        WAITING = "waiting", _("等着再问")
        SENT = "sent", _("已导出, 等回文件")
        ANSWERED = "answered", _("已答复")
        BY_HAND = "by_hand", _("转人工")
        DROPPED = "dropped", _("不再问")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="lookups")
    topic = models.CharField(max_length=20)
    registry = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.QUEUED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=_PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    rounds = models.PositiveSmallIntegerField(default=0)
    calls = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=16, blank=True)
    params = models.JSONField(default=dict)
    answer = EncryptedJSONField(null=True)
    answered_at = models.DateTimeField(null=True)
    agrees = models.BooleanField(null=True)
    late = models.BooleanField(default=False)
    batch = models.ForeignKey(Batch, null=True, on_delete=_PROTECT, related_name="lookups")

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["case", "topic", "-asked_at"], name="lookup_case"),
            models.Index(fields=["registry", "status"], name="lookup_registry"),
            models.Index(fields=["status", "next_at"], name="lookup_due"),
        ]


class Evidence(models.Model):
    """A page that an officer kept of a check by hand (核查凭据), sealed in the vault."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="evidence")
    topic = models.CharField(max_length=20)
    name = EncryptedTextField()
    media_type = models.CharField(max_length=40)
    pages = models.PositiveSmallIntegerField()
    file_key = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at"]


class Circuit(models.Model):
    """The circuit breaker of a register (断路器). In the database, so that every process sees the same."""

    registry = models.CharField(max_length=40, primary_key=True)
    state = models.CharField(max_length=12, default="closed")
    failures = models.PositiveIntegerField(default=0)
    successes = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=16, blank=True)
    params = models.JSONField(default=dict)
