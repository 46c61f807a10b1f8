"""Who wants the news of the law by e-mail."""

from __future__ import annotations

import uuid

from django.db import models

from jifen_service.vault.fields import EncryptedTextField, KeyedHashField


class Subscriber(models.Model):
    """Somebody who asked for the news (订阅者); until it is confirmed nothing but the question goes out.

    ``told_until`` is the last day of change that they know of, ``told_event`` the last publication or
    withdrawal of an amendment: one may begin on a day before the last that was told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = EncryptedTextField()
    address_key = KeyedHashField(source="address", unique=True)
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_until = models.DateField()
    told_event = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.pk)
