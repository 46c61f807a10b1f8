"""Officers' accounts and memberships (工作人员): made, given a role with dates, ended; never erased."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jifen_service.accounts.models import Centre, Membership, User
from jifen_service.accounts.roles import CENTRE_ROLES, OFFICER_ROLES, Role

_PASSWORD_BYTES = 9
_ROLES = [(role.value, role.label) for role in Role if role in OFFICER_ROLES]


def _day_input() -> forms.DateInput:
    """A browser's input of a day; it wants the ISO form whatever the language."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class OfficerForm(forms.Form):
    """A role for somebody: a new account, or one that is there, at a centre or in the city, with dates."""

    username = forms.CharField(
        label=gettext_lazy("用户名"), max_length=60, help_text=gettext_lazy("已有的账号会多一个身份。")
    )
    display_name = forms.CharField(label=gettext_lazy("姓名"), max_length=40, required=False)
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=_ROLES)
    centre = forms.ModelChoiceField(
        label=gettext_lazy("中心"),
        queryset=Centre.objects.order_by("pk"),
        required=False,
        empty_label=gettext_lazy("全市"),
    )
    since = forms.DateField(label=gettext_lazy("从"), widget=_day_input())
    until = forms.DateField(label=gettext_lazy("到 (可不填)"), required=False, widget=_day_input())

    def clean(self) -> dict[str, object]:
        """A centre for its roles and none for the city's; dates in order; a name for a new account."""
        told = super().clean()
        at_centre = told.get("role") in CENTRE_ROLES
        if at_centre and not told.get("centre"):
            self.add_error("centre", _("请选一个中心。"))
        if not at_centre and told.get("centre"):
            self.add_error("centre", _("市级管理员不属于某个中心。"))
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", _("不能早于开始的日子。"))
        if not told.get("display_name") and not _account(str(told.get("username", ""))):
            self.add_error("display_name", _("没有这个账号, 新建要写姓名。"))
        return told


@transaction.atomic
def appoint(form: OfficerForm) -> tuple[Membership, str]:
    """Give the role; a new account comes with a password, given back once and kept nowhere in clear."""
    told, password = form.cleaned_data, ""
    user = _account(told["username"])
    if user is None:
        password = secrets.token_urlsafe(_PASSWORD_BYTES)
        user = User.objects.create_user(told["username"], password, display_name=told["display_name"])
    membership = Membership.objects.create(
        user=user, role=told["role"], centre=told["centre"], since=told["since"], until=told["until"]
    )
    return membership, password


def end(membership: Membership, today: date) -> None:
    """End a role at once: both dates are inclusive, so its last day was yesterday."""
    membership.until = today - timedelta(days=1)
    membership.save(update_fields=["until"])


def is_last_administrator(membership: Membership, today: date) -> bool:
    """Whether nobody could administer the city without this one."""
    others = Membership.objects.on(today).filter(role=Role.CITY_ADMIN, user__is_active=True)
    return membership.role == Role.CITY_ADMIN and not others.exclude(pk=membership.pk).exists()


def _account(username: str) -> User | None:
    return User.objects.filter(username=username.strip()).first()
