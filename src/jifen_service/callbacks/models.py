"""A call-back that somebody asked for. What they told is sealed; the row goes after its term."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.models import Centre
from jifen_service.casework.models import Case
from jifen_service.vault.fields import EncryptedTextField, KeyedHashField


class Topic(models.TextChoices):
    """What somebody wants to talk about (咨询事项)."""

    ABLE = "able", _("能不能申请")
    POINTS = "points", _("分数怎么算")
    MATERIALS = "materials", _("要带什么材料")
    RETURNED = "returned", _("被退回了怎么办")
    CHILD = "child", _("孩子上学")
    RENEWAL = "renewal", _("确认和变更")
    OTHER = "other", _("别的")


class Outcome(models.TextChoices):
    """What came of the call (结果)."""

    ANSWERED = "answered", _("答复了")
    NOT_REACHED = "not_reached", _("多次没有打通")
    HANDED_OVER = "handed_over", _("转到案件里办")


class CallBack(models.Model):
    """A call-back (回电). It is on nobody's desk before ``confirmed_at``: then the number is proved.

    ``attachment`` is the result as its owner saw it, in words, there only if they ticked it. ``token_key``:
    of the link's token the keyed hash alone. ``centre`` is empty while nobody has taken what names none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = EncryptedTextField()
    phone = EncryptedTextField()
    words = EncryptedTextField(blank=True, default="")
    attachment = EncryptedTextField(blank=True, default="")
    topic = models.CharField(max_length=12, choices=Topic.choices)
    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+")
    token_key = KeyedHashField(unique=True)
    code_key = KeyedHashField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    notes = EncryptedTextField(blank=True, default="")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["due_on", "asked_at"]

    def __str__(self) -> str:
        return str(self.pk)
