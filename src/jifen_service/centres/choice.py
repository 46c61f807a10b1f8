"""What of the queue an officer wants to see (筛选): read from an address, written back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jifen_service.accounts.access import Person
from jifen_service.accounts.roles import Role
from jifen_service.casework.queries import Filters
from jifen_service.casework.states import AT_CENTRE, CLOSED, Kind, State
from jifen_service.centres.request import number
from jifen_service.forms.search import reveal

#: state → order in which it is worked off: what waits longest, or what is due first
_ORDERS = {State.FILED: "filed", State.REFUSED: "changed"}
#: the first tab of each role
_FIRST = ((Role.LEAD, "open"), (Role.WINDOW, State.FILED), (Role.REVIEWER, State.VERIFYING),
          (Role.APPROVER, State.PROPOSED))  # fmt: skip
ALL = "all"
_KEYS = ("state", "kind", "who", "colour", "employer", "find", "order")


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters as the address has them; ``who`` is "", mine, none, or an officer's account number."""

    state: str
    kind: str = ""
    who: str = ""
    colour: str = ""
    employer: str = ""
    find: str = ""
    order: str = ""

    @property
    def typed(self) -> str:
        """What was searched for."""
        return reveal(self.find) if self.find else ""

    @property
    def narrowed(self) -> bool:
        """Whether more than a tab was chosen."""
        return any((self.kind, self.who, self.colour, self.employer, self.find))

    @property
    def ordered_by(self) -> str:
        """The order chosen, or the one that suits the tab."""
        if self.order:
            return self.order
        return "changed" if self.state == ALL else _ORDERS.get(self.state, "due")  # type: ignore[call-overload]

    def filters(self, today: date) -> Filters:
        """The same for the casework."""
        return Filters(
            today=today,
            state="" if self.state == ALL else self.state,
            kind=self.kind,
            mine=self.who == "mine",
            unassigned=self.who == "none",
            assignee=number(self.who),
            colour=self.colour,
            employer=self.employer,
            q=self.typed,
            order=self.ordered_by,
        )

    def query(self, **changed: str) -> str:
        """The address's query with something changed; a page's token is not carried along."""
        other = replace(self, **changed) if changed else self
        return urlencode([(key, getattr(other, key)) for key in _KEYS if getattr(other, key)])


def read(query: Mapping[str, str], person: Person) -> Choice:
    """Read an address; what it does not say follows from the person's role."""
    given = {key: query.get(key, "")[:200] for key in _KEYS}
    first = next((state for role, state in _FIRST if role in person.roles), "open")
    known = {"open", ALL, *State.values}
    given["state"] = given["state"] if given["state"] in known else (ALL if given["find"] else first)
    given["kind"] = given["kind"] if given["kind"] in Kind.values else ""
    return Choice(**given)


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab above the queue: a state or a group of them, and how many cases it has."""

    state: str
    label: str | Promise
    count: int | None


_TABS = (
    (State.FILED, _("待受理")),
    (State.VERIFYING, _("审核中")),
    (State.SUPPLEMENT, _("待补正")),
    (State.PROPOSED, _("待核定")),
)


def tabs(counts: Mapping[str, int]) -> tuple[Tab, ...]:
    """The tabs with their counts, in the order of a case's life."""
    everything = sum(counts.values())
    at_centre = sum(counts.get(state, 0) for state in AT_CENTRE)
    steps = tuple(Tab(state, label, counts.get(state, 0)) for state, label in _TABS)
    return (*steps, Tab("open", _("全部在办"), at_centre), Tab(ALL, _("全部"), everything))


def closed_states(counts: Mapping[str, int]) -> tuple[tuple[str, str, int], ...]:
    """The further states that there are cases of, for the list of states."""
    shown = {state for state, _label in _TABS}
    rest = (State.REFUSED, *sorted(CLOSED, key=list(State).index))
    return tuple((s, str(s.label), counts[s]) for s in rest if counts.get(s) and s not in shown)
