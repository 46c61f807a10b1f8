"""The audit chain (审计链). Written only by `audit.service`; a row is never changed or removed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from jifen_service.audit.errors import AppendOnlyError


class Chain(models.TextChoices):
    """Looks have a chain of their own, so that reading never waits for a change that is under way."""

    CHANGE = "change"
    LOOK = "look"


class AppendOnly(models.QuerySet["AuditEvent"]):
    """Rows are added and read, nothing else."""

    def update(self, **_values: Any) -> int:
        """Refuse."""
        raise AppendOnlyError

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise AppendOnlyError


class AuditEvent(models.Model):
    """Who did what to what, when, from where. ``own_hash`` seals the row and the hash of the one before."""

    chain = models.CharField(max_length=6, choices=Chain.choices)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, blank=True)
    action = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=40)
    ip = models.CharField(max_length=45, blank=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    own_hash = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="audit_sequence_once")]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_subject"),
            models.Index(fields=["actor", "at"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: {self.action} {self.subject_type} {self.subject_id}"

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row; refuse to write over one."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **options, force_insert=True)

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise AppendOnlyError


class AuditHead(models.Model):
    """Where a chain ends: locked while a row is added, and the witness of rows cut off its end."""

    chain = models.CharField(max_length=6, primary_key=True, choices=Chain.choices)
    sequence = models.PositiveBigIntegerField(default=0)
    own_hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.chain}:{self.sequence}:{self.own_hash}"
