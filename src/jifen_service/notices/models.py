"""The notices (积分通知书) and their prints. One is never edited: it is superseded, ended or expires."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.roles import Role
from jifen_service.casework.models import Case, Decision
from jifen_service.notices.codes import LENGTH
from jifen_service.vault.fields import EncryptedJSONField

_PROTECT = models.PROTECT


class Ending(models.TextChoices):
    """Why a notice ended before its time."""

    REVOKED = "revoke", _("决定已撤销")
    CORRECTED = "correct", _("决定正在更正")
    GIVEN_UP = "end_points", _("积分已注销")


class State(models.TextChoices):
    """What a notice is worth on a day; the words of the contract, and superseded."""

    VALID = "valid", _("有效")
    EXPIRED = "expired", _("已过期")
    REVOKED = "revoked", _("已撤销")
    SUPERSEDED = "superseded", _("已被新的通知书代替")


class Notice(models.Model):
    """A notice on a decision that states points. ``code`` is what a verifier types.

    ``content`` copies what the decision does not hold: name, id_number, permit_number, employer, centre. The
    points are the decision's, frozen with it. ``valid_until``: the last day of the residence permit, None
    where the form states none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=LENGTH, unique=True)
    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="notices")
    decision = models.OneToOneField(Decision, on_delete=_PROTECT, related_name="notice")
    content = EncryptedJSONField(default=dict)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=_PROTECT, related_name="superseded_by"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=12, choices=Ending.choices, blank=True, default="")

    class Meta:
        ordering = ["issued_at"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def newer(self) -> Notice | None:
        """The notice that superseded this one."""
        return getattr(self, "superseded_by", None)

    def state(self, today: date) -> State:
        """What it is worth on a day. A revocation stays in sight even when there is a newer notice."""
        if self.ended_by in (Ending.REVOKED, Ending.GIVEN_UP):
            return State.REVOKED
        if self.newer is not None:
            return State.SUPERSEDED
        if self.ended_by:
            return State.REVOKED
        if self.valid_until is not None and self.valid_until < today:
            return State.EXPIRED
        return State.VALID


class Print(models.Model):
    """One print of a notice (打印记录): who, in which role, when, from where."""

    notice = models.ForeignKey(Notice, on_delete=_PROTECT, related_name="prints")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    at = models.DateTimeField()
    ip = models.CharField(max_length=45, blank=True, default="")

    class Meta:
        ordering = ["notice", "-number"]
        constraints = [models.UniqueConstraint(fields=["notice", "number"], name="print_once")]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.number}"
