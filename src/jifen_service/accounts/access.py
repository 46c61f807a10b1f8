"""Who is asking (来访者), and the rule that stands on every page.

A view says who may open it with `requires`, `signed_in`, `everybody` or `stateless`; what they may see of the
data is then scoped by their memberships. Whoever is not concerned gets 404 and learns nothing of what exists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from jifen_service.accounts.models import Membership, User
from jifen_service.accounts.roles import CENTRE_ROLES, OFFICER_ROLES, Role

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

#: session key of the membership that the person acts in
ACTING = "acting"
#: attribute of a view that holds its `Rule`
RULE = "access_rule"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a page: ``open`` to everybody, else who is signed in and has one of ``roles`` (if any)."""

    open: bool = False
    roles: frozenset[Role] = frozenset()

    def admits(self, person: Person) -> bool:
        """True if `person` may open the page."""
        return self.open or (person.is_signed_in and (not self.roles or bool(self.roles & person.roles)))


class Person:
    """The one who is asking, on a day: the account, the memberships that hold, and the one acted in.

    ``roles`` are those held at the place acted in, or the applicant's; the scopes (``employer_ids``,
    ``centre_ids``) follow it likewise: what one may do does not depend on where else one works.
    """

    def __init__(self, user: User | AnonymousUser, day: date, acting_id: int | None = None) -> None:
        self.user = user
        self.day = day
        self._acting_id = acting_id

    @property
    def is_signed_in(self) -> bool:
        """True with an account."""
        return bool(self.user.is_authenticated)

    @cached_property
    def memberships(self) -> tuple[Membership, ...]:
        """All memberships that hold on the day, those of officers first."""
        if not self.is_signed_in:
            return ()
        held = Membership.objects.on(self.day).filter(user_id=self.user.pk)
        found = held.select_related("employer", "centre").order_by("id")
        return tuple(sorted(found, key=lambda membership: membership.role not in OFFICER_ROLES))

    @cached_property
    def acting(self) -> Membership | None:
        """The membership acted in; None as an applicant. Until somebody chooses, the first that there is.

        0 stands for the applicant chosen on purpose.
        """
        if self._acting_id == 0:
            return None
        chosen = (membership for membership in self.memberships if membership.pk == self._acting_id)
        return next(chosen, self.memberships[0] if self.memberships else None)

    @cached_property
    def _together(self) -> tuple[Membership, ...]:
        """The memberships at the place acted in: who is reviewer and lead at one centre is both at once."""
        acting = self.acting
        if acting is None:
            return ()
        place = (acting.employer_id, acting.centre_id)
        return tuple(held for held in self.memberships if (held.employer_id, held.centre_id) == place)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held at the place acted in; the applicant's when acting as one."""
        if not self.is_signed_in:
            return frozenset()
        return frozenset(Role(held.role) for held in self._together) or frozenset({Role.APPLICANT})

    @property
    def role(self) -> Role | None:
        """The role of the acting membership, as the audit names it; None for nobody."""
        if self.acting is not None:
            return Role(self.acting.role)
        return Role.APPLICANT if self.is_signed_in else None

    @property
    def place(self) -> str:
        """Where the person acts: the employer, the centre, the city; empty as an applicant."""
        return self.acting.place if self.acting is not None else ""

    @cached_property
    def employer_ids(self) -> frozenset[Any]:
        """The employer acted for, if any."""
        return frozenset(held.employer_id for held in self._together if held.employer_id)

    @cached_property
    def centre_ids(self) -> frozenset[int]:
        """The centre acted at, if any."""
        return frozenset(held.centre_id for held in self._together if held.role in CENTRE_ROLES)

    @property
    def is_city_admin(self) -> bool:
        """True when acting as the city's administrator."""
        return Role.CITY_ADMIN in self.roles

    @property
    def is_officer(self) -> bool:
        """True if any membership is an officer's, whether it is acted in or not."""
        return any(held.role in OFFICER_ROLES for held in self.memberships)


def requires(*roles: Role) -> Callable[[View], View]:
    """Open a view to who is signed in and has one of `roles` at the place acted in; any when none is named.

    Who is not signed in is led to the sign-in page; who has another role gets 404.
    """
    return _under(Rule(roles=frozenset(roles)))


def signed_in(view: View) -> View:
    """Open a view to everybody with an account."""
    return _under(Rule())(view)


def everybody(view: View) -> View:
    """Open a view to everybody."""
    return _under(Rule(open=True))(view)


def stateless(view: View) -> View:
    """Open a view to everybody, without cookie: nothing is kept, so a foreign form could do no harm."""
    return csrf_exempt(everybody(view))


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """The rule that stands on a view, None if none does."""
    return getattr(view, RULE, None)


def _under(rule: Rule) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            if rule.open or rule.admits(request.person):
                return view(request, *args, **named)
            if not request.person.is_signed_in:
                return redirect_to_login(request.get_full_path())
            raise Http404

        setattr(guarded, RULE, rule)
        return guarded  # type: ignore[return-value]

    return decorate
