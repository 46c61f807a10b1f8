"""What a case consists of. Written only by `casework.service`; events and decisions are never changed."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.models import Centre, Employer
from jifen_service.accounts.roles import Role
from jifen_service.casework import confirmed
from jifen_service.casework.states import Kind, State
from jifen_service.casework.transitions import RETURNS
from jifen_service.vault import files
from jifen_service.vault.fields import EncryptedJSONField, EncryptedTextField, KeyedHashField

_PROTECT = models.PROTECT


class Case(models.Model):
    """A case (案件). ``version`` rises with every transition: who acts on an older one is told, not obeyed.

    ``profile`` is the profile document (format 1) being filled in; ``personal`` what the form needs besides:
    name, ID number, household address, permit number, phone, children. ``confirmed`` is the profile as
    officers amended it, None where nothing was; what was claimed stays beside it. All are encrypted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("编号"), max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NEW)
    state = models.CharField(max_length=16, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    applicant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="cases")
    employer = models.ForeignKey(Employer, null=True, blank=True, on_delete=_PROTECT, related_name="cases")
    centre = models.ForeignKey(Centre, null=True, blank=True, on_delete=_PROTECT, related_name="cases")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=_PROTECT, related_name="following")
    profile = EncryptedJSONField(default=dict)
    confirmed = EncryptedJSONField(null=True)
    personal = EncryptedJSONField(default=dict)
    name_key = KeyedHashField(null=True, db_index=True)
    id_number_key = KeyedHashField(null=True, db_index=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=_PROTECT, related_name="assigned_cases"
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=_PROTECT, related_name="+"
    )
    proposal = models.CharField(max_length=16, blank=True, default="")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    erase_on = models.DateField(null=True)
    anonymised_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["erase_on"], name="case_erase", condition=models.Q(anonymised_at=None)),
            models.Index(fields=["state", "changed_at"], name="case_idle"),
            models.Index(fields=["centre", "state", "due_on", "id"], name="case_queue"),
            models.Index(fields=["centre", "state", "filed_at", "id"], name="case_filed"),
            models.Index(fields=["centre", "-changed_at", "-id"], name="case_changed"),
            # A centre's cases by state are counted from this alone, for each page of its desk.
            models.Index(
                fields=["centre", "state", "applicant"],
                name="case_count",
                condition=models.Q(filed_at__isnull=False),
            ),
            # The city's figures are counted from this alone: the rows themselves are wide, with their seals.
            models.Index(
                fields=["state", "filed_at", "decided_at", "accepted_at", "due_on", "kind"],
                name="case_figures",
            ),
            models.Index(fields=["employer", "-changed_at", "-id"], name="case_employer"),
            models.Index(fields=["applicant", "changed_at"], name="case_applicant"),
            models.Index(fields=["assignee", "state", "due_on"], name="case_assignee"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def facts(self) -> dict[str, Any]:
        """The profile that counts: as it was confirmed where it was amended, else as claimed."""
        return self.profile if self.confirmed is None else confirmed.standing(self.confirmed)


class Event(models.Model):
    """One thing that happened to a case; appended, never changed. ``data``: plain words, nothing personal.

    ``sequence`` is the case's version after it: who knows version n asks for what came after it.
    """

    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    transition = models.CharField(max_length=24)
    source = models.CharField(max_length=16, blank=True)
    target = models.CharField(max_length=16)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=_PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    at = models.DateTimeField()
    reasons = models.JSONField(default=list)
    note = EncryptedTextField(blank=True, default="")
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["case", "sequence"]
        indexes = [
            models.Index(fields=["at"], name="event_return", condition=models.Q(transition__in=RETURNS)),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "sequence"], name="event_once")]


class Amendment(models.Model):
    """A fact that an officer confirmed otherwise than it was claimed (更正); appended, never changed.

    ``before``: what counted until then; ``value``: what counts since, None where it was struck out. Who, when
    and why stand with the event.
    """

    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="amendments")
    event = models.OneToOneField(Event, on_delete=_PROTECT, related_name="amendment")
    place = models.CharField(max_length=128)
    before = EncryptedJSONField(null=True)
    value = EncryptedJSONField(null=True)


class Decision(models.Model):
    """What was decided (核定): facts, law version, date, trace and score, frozen with it.

    ``law_version``: the policy and a digest of the law's files as they stood. ``result`` has the sentences in
    both languages. ``total`` is None where no score could be computed (a rejection only),
    ``proposer`` where the platform proposed a renewal in which nothing changed.
    """

    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="decisions")
    event = models.OneToOneField(Event, on_delete=_PROTECT, related_name="decision")
    outcome = models.CharField(max_length=16, choices=State.choices)
    on = models.DateField()
    policy = models.CharField(max_length=40)
    law_version = models.CharField(max_length=80)
    total = models.IntegerField(null=True)
    passes = models.BooleanField(null=True)
    profile = EncryptedJSONField()
    result = EncryptedJSONField()
    trace = EncryptedJSONField()
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=_PROTECT, related_name="+")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=_PROTECT, related_name="superseded_by"
    )


class Material(models.Model):
    """One item of a case's checklist (材料); generated from the law data by the indicators claimed.

    ``version`` rises with every verdict and every new file: a verdict on an older one is told, not obeyed.
    """

    class Verdict(models.TextChoices):
        """What the officer found."""

        OPEN = "open", _("未核")
        SEEN = "seen", _("已核")
        MISSING = "missing", _("缺")
        FAULTY = "faulty", _("有问题")

    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="materials")
    code = models.CharField(max_length=40)
    indicator = models.CharField(max_length=20, blank=True)
    required = models.BooleanField(default=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.OPEN)
    reason = models.CharField(max_length=40, blank=True)
    note = EncryptedTextField(blank=True, default="")
    created_at = models.DateTimeField()
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=_PROTECT, related_name="+")
    judged_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="material_once")]


class Upload(models.Model):
    """A file handed in for an item; a new one replaces it, none is overwritten. Content lies in the vault.

    ``digest``: keyed hash of the content, to tell that two are the same. ``size`` in bytes. Keys are empty
    once the files are erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    material = models.ForeignKey(Material, on_delete=_PROTECT, related_name="uploads")
    sequence = models.PositiveIntegerField()
    name = EncryptedTextField()
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=1)
    digest = models.CharField(max_length=64)
    file_key = models.CharField(max_length=64, blank=True, default="")
    thumbnail_key = models.CharField(max_length=64, blank=True, default="")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["material", "-sequence"]
        constraints = [models.UniqueConstraint(fields=["material", "sequence"], name="upload_once")]

    @property
    def is_lost(self) -> bool:
        """Whether the vault has no such file any more."""
        return not files.exists(self.file_key)


class Check(models.Model):
    """A check side by side after acceptance (核查): what was asked, what came back, what the officer says.

    ``version`` rises with every finding, as with materials.
    """

    class Status(models.TextChoices):
        """Where the check stands."""

        OPEN = "open", _("待核查")
        AGREES = "agrees", _("一致")
        DIFFERS = "differs", _("不一致")
        BY_HAND = "by_hand", _("人工核实")

    case = models.ForeignKey(Case, on_delete=_PROTECT, related_name="checks")
    topic = models.CharField(max_length=20)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    finding = EncryptedJSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=_PROTECT, related_name="+")
    at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "topic"], name="check_once")]


class OutboxMessage(models.Model):
    """Something to be told to somebody; written with the event, delivered later by somebody else.

    ``told_at``: when that somebody took it over; NULL is what waits.
    """

    event = models.ForeignKey(Event, on_delete=_PROTECT, related_name="messages")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=_PROTECT, related_name="+")
    template = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(told_at=None))]
        constraints = [
            models.UniqueConstraint(fields=["event", "recipient", "template"], name="message_once")
        ]
