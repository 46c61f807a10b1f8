"""The accounts of a demonstration (演示账号), listed on the sign-in page in demo mode and nowhere else."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from jifen_service.accounts.models import User
from jifen_service.accounts.roles import Role
from jifen_service.config import clock

#: what the user name of every sample account begins with
PREFIX = "demo-"
#: the password of every sample account; published with the source, so it must never open a real one
PASSWORD = "jifen-demo-2026"

_ORDER = [role.value for role in Role]
_MOST = 40


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One line of the list."""

    username: str
    password: str
    name: str
    role: str
    place: str
    order: int


def people() -> list[DemoPerson]:
    """The sample accounts by role; empty outside a demonstration."""
    if not settings.DEMO:
        return []
    users = User.objects.filter(username__startswith=PREFIX, is_active=True)
    users = users.prefetch_related("memberships__employer", "memberships__centre").order_by("username")
    return sorted((_line(user) for user in users[:_MOST]), key=lambda one: (one.order, one.username))


def _line(user: User) -> DemoPerson:
    day = clock.today()
    held = [one for one in user.memberships.all() if one.since <= day <= (one.until or day)]
    roles = " / ".join(str(one.get_role_display()) for one in held) or str(Role.APPLICANT.label)
    places = " / ".join(dict.fromkeys(one.place for one in held)) or _("自己的申请")
    order = min((_ORDER.index(one.role) for one in held), default=0)
    return DemoPerson(user.username, PASSWORD, user.get_full_name(), roles, places, order)
