"""The law book: everything the law files say, and the law in force on a date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from jifen.errors import PolicyDateError, Problem
from jifen.law.model import Dated, DatedSeries, Law, Policy, PublishedAmendment, Section, Text
from jifen.law.schema import DocumentFile


@dataclass(frozen=True)
class LawBook:
    """All that a jurisdiction's law files say, on every date (全部规则).

    ``amendments``: what a platform has published over them, in the order in which it was laid.
    """

    jurisdiction: str
    name: Text
    policies: tuple[Policy, ...]
    indicators: tuple[str, ...]
    sections: Mapping[str, Section]
    documents: Mapping[str, DocumentFile]
    amendments: tuple[PublishedAmendment, ...] = ()
    _laws: dict[date, Law] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def parameters(self) -> Mapping[str, DatedSeries]:
        """Every parameter by its full key ``section.parameter``."""
        return {
            series.key: series for section in self.sections.values() for series in section.parameters.values()
        }

    @cached_property
    def change_dates(self) -> tuple[date, ...]:
        """Every day on which any value or the policy version changes, in order."""
        days = {policy.effective_from for policy in self.policies}
        days |= {dated.from_ for series in self.parameters.values() for dated in series.values}
        return tuple(sorted(day for day in days if day >= self.policies[0].effective_from))

    def policy_on(self, day: date) -> Policy:
        """Give the policy version in force on ``day``; PolicyDateError when there is none."""
        for policy in reversed(self.policies):
            if policy.covers(day):
                return policy
        problem = Problem(
            "on", "no_policy", day.isoformat(), {"first": self.policies[0].effective_from.isoformat()}
        )
        raise PolicyDateError([problem])

    def policy(self, policy_id: str) -> Policy:
        """Give a policy version by its id; KeyError when there is none."""
        for policy in self.policies:
            if policy.id == policy_id:
                return policy
        raise KeyError(policy_id)

    def last_change_of(self, policy: Policy) -> date:
        """Give the last day on which a value changed while a policy version was in force."""
        return max(day for day in self.change_dates if policy.covers(day))

    def law_on(self, day: date) -> Law:
        """Give the law in force on ``day``; PolicyDateError when there is none."""
        policy = self.policy_on(day)
        since = self.change_dates[bisect_right(self.change_dates, day) - 1]
        law = self._laws.get(since)
        if law is None:
            resolved = {key: series.on(since) for key, series in self.parameters.items()}
            numbers = {dated.amendment for dated in resolved.values() if dated.amendment is not None}
            law = Law(policy, since, self.sections, self.indicators, resolved, tuple(sorted(numbers)))
            self._laws[since] = law
        return law


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter whose value differs between two dates (两个日期之间的差异)."""

    key: str
    name: Text
    before: Dated
    after: Dated


def differences(book: LawBook, before: date, after: date) -> Iterator[Change]:
    """Walk the parameters whose values in force on the two dates differ."""
    return differing(book.parameters.values(), book.law_on(before), book.law_on(after))


def differing(parameters: Iterable[DatedSeries], old: Law, new: Law) -> Iterator[Change]:
    """Walk those of some parameters whose values differ between two laws."""
    for series in parameters:
        before, after = old.dated(series.key), new.dated(series.key)
        if before.value != after.value:
            yield Change(series.key, series.name, before, after)
