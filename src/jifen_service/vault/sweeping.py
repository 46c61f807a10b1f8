"""Sweeping the vault (清扫): files that a killed process stored and no row ever came to name.

A row names a file by its key, as the whole value of a text column; which one, no list need say: every text
column that is wide enough is asked, but for sealed ones, which no query can look into. So a model that keeps
keys need not be registered to be spared; it must not seal them, which it need not: they are random.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.apps import apps
from django.db import models

from jifen_service.vault import files
from jifen_service.vault.fields import KeyedHashField, SealedField

#: a file this young may belong to a transaction that has not ended
GRACE = timedelta(days=1)
_BATCH = 500
_DIGITS = 64


def sweep(at: datetime) -> int:
    """Remove the files older than a day that nothing names; give how many."""
    before = (at - GRACE).timestamp()
    swept = files.erase_drafts(before)
    there = files.all_keys(before)
    while keys := tuple(islice(there, _BATCH)):
        for key in _unnamed(keys):
            files.erase(key)
            swept += 1
    return swept


def _unnamed(keys: Iterable[str]) -> set[str]:
    """Those of the keys that no row of any model names."""
    left = set(keys)
    for field in _columns():
        if left:
            there = field.model._base_manager.filter(**{f"{field.name}__in": left})
            left -= set(there.values_list(field.name, flat=True))
    return left


def _columns() -> Iterator[models.Field]:
    """Every text column that can hold a key."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            wide = field.max_length is None or field.max_length >= _DIGITS
            text = isinstance(field, models.CharField | models.TextField)
            if text and wide and not isinstance(field, KeyedHashField | SealedField):
                yield field
