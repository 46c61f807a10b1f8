"""A draft, what happened to it, and what was published (草案、经过、发布记录)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from jifen_service.audit.errors import AppendOnlyError
from jifen_service.audit.models import AppendOnly
from jifen_service.lawdrafts.states import CREATE, LABELS, State

_PROTECT = models.PROTECT
_LONGEST_ACTION = 16


class Draft(models.Model):
    """Changed values of the law on their way into force (草案).

    ``text``: the file of changed values as `jifen population compare --after` takes it. ``version`` rises
    with every step: whoever saw an older one is told, not obeyed. ``law``: the digest of the law on which the
    text was last checked.
    """

    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=160)
    text = models.TextField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    law = models.CharField(max_length=16)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk} {self.name_zh}"


class _Appended(models.Model):
    """A row that is added and read, nothing else."""

    objects = AppendOnly.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row; refuse to write over one."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *_args: Any, **_options: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise AppendOnlyError


class Event(_Appended):
    """One thing that happened to a draft; ``sequence`` is its version afterwards, ``digest`` its text's."""

    draft = models.ForeignKey(Draft, on_delete=_PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    step = models.CharField(max_length=_LONGEST_ACTION)
    state = models.CharField(max_length=12, choices=State.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["draft", "sequence"]
        constraints = [models.UniqueConstraint(fields=["draft", "sequence"], name="law_event_once")]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.sequence} {self.step}"

    @property
    def label(self) -> str:
        """What happened, in words."""
        return str(LABELS.get(self.step, CREATE))


class Publication(_Appended):
    """The record of a change of the law (发布记录): what was published, who proposed and published it, why.

    ``number``: its place among all, never used again; ``content``: the file, byte for byte, of which
    ``digest`` is the SHA-256. The folder of published law is made from these rows.
    """

    draft = models.OneToOneField(Draft, on_delete=_PROTECT, related_name="publication")
    number = models.PositiveIntegerField(unique=True)
    file = models.CharField(max_length=80)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    publisher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file


class Turn(models.Model):
    """Whose turn it is (轮次): one row, locked by who publishes or withdraws; ``last`` number given out."""

    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)
