"""Which cases concern whom (范围): one condition, used by every query and every change."""

from __future__ import annotations

from django.db.models import Q

from jifen_service.accounts.roles import CENTRE_ROLES, Role
from jifen_service.casework.actors import Actor

_NOTHING = Q(pk__in=[])
# No condition, rather than one that is always true: a query may then be answered from an index alone.
_EVERYTHING = Q()


def concerning(actor: Actor) -> Q:
    """Give the condition on a case under which it concerns an actor.

    The holder: their own. An agent: the employer's, once they were submitted. Officers: their centre's, once
    they were handed in, never their own. The city's administrator and the system: every case.
    """
    if actor.roles & {Role.CITY_ADMIN, Role.SYSTEM}:
        return _EVERYTHING
    allowed = _NOTHING
    if Role.APPLICANT in actor.roles:
        allowed |= Q(applicant_id=actor.user_id)
    if Role.AGENT in actor.roles and actor.employer_ids:
        allowed |= Q(employer_id__in=sorted(actor.employer_ids), submitted_at__isnull=False)
    if actor.roles & CENTRE_ROLES and actor.centre_ids:
        of_centre = Q(centre_id__in=sorted(actor.centre_ids), filed_at__isnull=False)
        allowed |= of_centre & ~Q(applicant_id=actor.user_id)
    return allowed
