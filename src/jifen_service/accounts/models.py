"""People, employers, centres, and the memberships that give roles."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.vault.fields import EncryptedTextField, KeyedHashField


class User(AbstractUser):
    """A person with an account. The mobile number is encrypted; `phone_key` finds it again."""

    first_name = None
    last_name = None
    display_name = EncryptedTextField(_("姓名"), blank=True, default="")
    phone = EncryptedTextField(_("手机号"), blank=True, default="")
    phone_key = KeyedHashField(source="phone", unique=True, null=True)
    language = models.CharField(max_length=5, default="zh")


class Centre(models.Model):
    """A district talent service centre (区人才服务中心). What is unknown is empty, never invented."""

    district = models.CharField(_("区"), max_length=20, unique=True)
    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    hours = models.CharField(_("办公时间"), max_length=120, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name


class Employer(models.Model):
    """An employer (用人单位), known by its unified social credit code; verified by its district's centre."""

    class Status(models.TextChoices):
        """Where the verification stands."""

        PENDING = "pending", _("待核验")
        VERIFIED = "verified", _("已核验")
        REFUSED = "refused", _("未通过")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("单位名称"), max_length=120)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="employers")
    address = models.CharField(_("注册地址"), max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    reason = models.CharField(_("未通过的原因"), max_length=200, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class MembershipQuery(models.QuerySet["Membership"]):
    """Memberships by date."""

    def on(self, day: date) -> MembershipQuery:
        """Those that hold on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Membership(models.Model):
    """A role of a person at an employer, a centre or in the city, with dates (both inclusive)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    employer = models.ForeignKey(Employer, null=True, blank=True, on_delete=models.CASCADE)
    centre = models.ForeignKey(Centre, null=True, blank=True, on_delete=models.CASCADE)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = MembershipQuery.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_at_the_right_place",
                condition=(
                    Q(role=Role.AGENT, employer__isnull=False, centre__isnull=True)
                    | Q(role__in=sorted(CENTRE_ROLES), employer__isnull=True, centre__isnull=False)
                    | Q(role=Role.CITY_ADMIN, employer__isnull=True, centre__isnull=True)
                ),
            ),
        ]
