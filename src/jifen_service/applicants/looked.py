"""A recorded look at a case in the holder's words (谁看过)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jifen_service.accounts.models import User
from jifen_service.accounts.roles import Role
from jifen_service.audit.models import AuditEvent
from jifen_service.casework import rules
from jifen_service.casework.particulars import particulars
from jifen_service.forms.language import language

_WHAT: dict[str, str | Promise] = {
    "case": gettext_lazy("申请"),
    "answers": gettext_lazy("填写的内容"),
    "application_form": gettext_lazy("打印的申请表"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """When, who (an officer or agent by name and role), and what of the case."""

    at: datetime
    who: str
    what: str


def looked(event: AuditEvent, holder: User) -> Look:
    """Put a look into words."""
    return Look(event.at, _who(event, holder), _what(event))


def _who(event: AuditEvent, holder: User) -> str:
    if event.actor_id == holder.pk:
        return _("你自己")
    role = str(Role(event.role).label) if event.role in Role.values else ""
    return f"{event.actor.get_full_name()} ({role})" if event.actor else role


def _what(event: AuditEvent) -> str:
    lang, detail = language(), event.detail or {}
    if event.action == "look_upload":
        item = rules.items().get(detail.get("item", ""))
        return _("材料: %(item)s") % {"item": item.name[lang] if item else ""}
    what = str(detail.get("what", "case"))
    if event.action == "look_unmasked":
        particular = particulars().get(what)
        return _("完整的%(field)s") % {"field": particular.label[lang] if particular else what}
    return str(_WHAT.get(what, what))
