"""People, employers, centres, and the memberships that give roles."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.contrib.auth.models import AbstractUser
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.managers import UserManager
from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.vault.fields import EncryptedTextField, KeyedHashField


class User(AbstractUser):
    """A person with an account. The mobile number is encrypted; `phone_key` finds it again.

    Names and addresses that Django would keep in clear are left out.
    """

    first_name = None
    last_name = None
    email = None
    display_name = EncryptedTextField(_("姓名"), blank=True, default="")
    phone = EncryptedTextField(_("手机号"), blank=True, default="")
    phone_key = KeyedHashField(source="phone", unique=True, null=True)
    phone_verified = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="zh")

    objects = UserManager()

    EMAIL_FIELD = ""
    REQUIRED_FIELDS = []

    def __str__(self) -> str:
        return self.username

    def clean(self) -> None:
        """Only the user name is normalised; there is no e-mail address."""
        self.username = self.normalize_username(self.username)

    def get_full_name(self) -> str:
        """The name that the person goes by, else the user name."""
        return self.display_name or self.username

    def get_short_name(self) -> str:
        """The same as `get_full_name`: Chinese names are not cut."""
        return self.get_full_name()


class Centre(models.Model):
    """A district talent service centre (区人才服务中心). What is unknown is empty, never invented."""

    district = models.CharField(_("区"), max_length=20, unique=True)
    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    address = models.CharField(_("地址"), max_length=128, blank=True)
    hours = models.CharField(_("办公时间"), max_length=128, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    map_link = models.CharField(
        _("地图链接"), max_length=200, blank=True, validators=[URLValidator(schemes=["https"])]
    )

    def __str__(self) -> str:
        return self.name


class CentreChange(models.Model):
    """What a centre was said to be before and after a change (受理点变更); the audit says who made it."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.field}"

    @property
    def label(self) -> str:
        """What the field is called."""
        return str(Centre._meta.get_field(self.field).verbose_name)


class Employer(models.Model):
    """An employer (用人单位), known by its unified social credit code; verified by its district's centre."""

    class Status(models.TextChoices):
        """Where the verification stands."""

        PENDING = "pending", _("待核验")
        VERIFIED = "verified", _("已核验")
        REFUSED = "refused", _("未通过")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("单位名称"), max_length=128)
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

    def __str__(self) -> str:
        return f"{self.place} · {self.get_role_display()}"

    @property
    def place(self) -> str:
        """The employer, the centre, or the whole city."""
        return str(self.employer or self.centre or _("全市"))


class Licence(models.Model):
    """A business licence (营业执照) as handed in, its content in the vault; a new one joins the older."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="licences")
    key = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class Invitation(models.Model):
    """A link that makes somebody an agent or an employee of an employer (邀请). Good once, for some days.

    Of the link's token the keyed hash alone is kept. ``label`` is whom the inviter means, for the list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=[(r, r.label) for r in (Role.AGENT, Role.APPLICANT)])
    label = EncryptedTextField(blank=True, default="")
    token_key = KeyedHashField(unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def standing(self, at: datetime) -> str:
        """open, used, revoked or expired."""
        if self.used_at is not None:
            return "used"
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if at >= self.expires_at else "open"


class CitySetting(models.Model):
    """What the city administrator sets for everybody (市级设置); there is one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    second_factor_required = models.BooleanField(_("工作人员须用第二重验证"), default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="one_city_setting", condition=Q(id=1))]

    @classmethod
    def current(cls) -> CitySetting:
        """The setting in force; the defaults until somebody changes them."""
        return cls.objects.filter(pk=1).first() or cls()
