"""Populations and comparisons. A comparison holds its result whole, and outlives its tables."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

_KEY = 64


class Kind(models.TextChoices):
    """Where a population's tables are."""

    UPLOADED = "uploaded", _("上传")
    NAMED = "named", _("服务器上的文件夹")
    INVENTED = "invented", _("虚构")


class Population(models.Model):
    """Tables of persons and their ledger (人口表).

    Uploaded ones lie sealed in the vault (``persons_key``, ``ledger_key``); a named one is a ``folder``; an
    invented one is nowhere: ``people`` and ``seed`` make it anew, alike, for each comparison. ``seen``: what
    the tables say of themselves, ``{"born": [first, last], "rows": …, "months": [first, last]}``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    persons_key = models.CharField(max_length=_KEY, blank=True, default="")
    ledger_key = models.CharField(max_length=_KEY, blank=True, default="")
    folder = models.CharField(max_length=128, blank=True, default="")
    seed = models.PositiveIntegerField(null=True)
    people = models.PositiveBigIntegerField(null=True)
    seen = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    """How far a comparison is."""

    WAITING = "waiting", _("排队")
    RUNNING = "running", _("计算中")
    DONE = "done", _("已算完")
    REFUSED = "refused", _("数据有问题")
    FAILED = "failed", _("没有算成")
    CANCELLED = "cancelled", _("已停止")


#: still to be worked on
OPEN = frozenset({State.WAITING, State.RUNNING})


class After(models.TextChoices):
    """What the second law is."""

    VERSION = "version", _("政策版本")
    DRAFT = "draft", _("规则草案")
    FILE = "file", _("改动文件")


class Comparison(models.Model):
    """Two laws over a population (比较): what is asked, how far it is, and what came of it.

    ``before``: a policy's id, "" for the law of the day. ``after`` likewise, or ``text``: the file of changed
    values as it was when this was asked for. ``run`` counts the beginnings: work that was overtaken by a
    later one, or stopped, writes nothing. ``result``: the report's data by language, nothing small in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    population = models.ForeignKey(
        Population, null=True, on_delete=models.SET_NULL, related_name="comparisons"
    )
    population_name = models.CharField(max_length=80)
    invented = models.BooleanField(default=False)
    on = models.DateField()
    least = models.PositiveIntegerField()
    before = models.CharField(max_length=64, blank=True, default="")
    after_kind = models.CharField(max_length=8, choices=After.choices)
    after = models.CharField(max_length=64, blank=True, default="")
    text = models.TextField(blank=True, default="")
    #: the draft that the text was taken from, and which state of it
    draft = models.PositiveBigIntegerField(null=True, db_index=True)
    draft_version = models.PositiveIntegerField(null=True)
    names = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    run = models.PositiveIntegerField(default=1)
    progress = models.PositiveSmallIntegerField(default=0)
    progress_at = models.DateTimeField()
    problems = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.population_name}: {self.names}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be worked on."""
        return self.state in OPEN

    def named(self, lang: str) -> tuple[str, str]:
        """The two laws in words."""
        before, after = self.names
        return before[lang], after[lang]

    def shown(self, lang: str) -> dict[str, Any]:
        """The report's data in a language."""
        return self.result[lang]
