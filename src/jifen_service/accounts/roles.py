"""What a person may be (角色). A membership gives a role at an employer, a centre or in the city."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The roles of the process; every account is an applicant without a membership."""

    APPLICANT = "applicant", _("持证人")
    AGENT = "agent", _("单位人事专员")
    WINDOW = "window", _("受理人员")
    REVIEWER = "reviewer", _("审核人员")
    APPROVER = "approver", _("核定人员")
    LEAD = "lead", _("区负责人")
    CITY_ADMIN = "city_admin", _("市级管理员")
    SYSTEM = "system", _("系统")


#: roles held at a district centre
CENTRE_ROLES = frozenset({Role.WINDOW, Role.REVIEWER, Role.APPROVER, Role.LEAD})
#: roles of which a second factor may be required
OFFICER_ROLES = CENTRE_ROLES | {Role.CITY_ADMIN}
