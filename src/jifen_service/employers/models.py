"""Employees read from a spreadsheet and what their pre-assessment came to; all of it sealed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from jifen_service.accounts.models import Employer
from jifen_service.vault.fields import EncryptedJSONField, EncryptedTextField


class Import(models.Model):
    """A spreadsheet that was confirmed (批次). ``progress_at``: when rows were last done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="imports")
    file_name = EncryptedTextField(blank=True, default="")
    on = models.DateField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    progress_at = models.DateTimeField()
    rows_total = models.PositiveIntegerField()

    class Meta:
        ordering = ["-confirmed_at"]


class ImportedEmployee(models.Model):
    """A row: who, the profile document, and the result once there is one (imports.results says its shape)."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField()
    name = EncryptedTextField()
    id_number = EncryptedTextField()
    profile = EncryptedJSONField()
    done = models.BooleanField(default=False)
    result = EncryptedJSONField(null=True)

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["batch", "row"], name="imported_row_once")]
        indexes = [models.Index(fields=["batch", "done"], name="imported_progress")]
