"""Reason 1: the résumé and the insurance record disagree (履历与社保记录不一致)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jifen.advice.check.found import Fact, Found
from jifen.advice.check.subject import Subject, plain_name, union
from jifen.mechanisms.facts import Run


def find(subject: Subject) -> Iterator[Found]:
    """Months that one of the two does not know, and payers that the résumé does not name."""
    stations, record = subject.runs("resume"), subject.runs("social_insurance")
    if not stations or not record:
        return
    yield from _unnamed_payers(subject, stations, record)
    yield from _not_in_resume(subject, stations, record)
    yield from _not_insured(subject, stations, record)


def names_of(station: Run) -> frozenset[str]:
    """The employers that a station names, as they are compared: its own and the actual payer."""
    named = (station.entry.employer, station.entry.payer)
    return frozenset(plain_name(name) for name in named if name)


def _unnamed_payers(subject: Subject, stations: tuple[Run, ...], record: tuple[Run, ...]) -> Iterator[Found]:
    # A station that names nobody cannot contradict a payer.
    silent = union(station for station in stations if not names_of(station))
    told = union(stations) & ~silent
    named: defaultdict[str, int] = defaultdict(int)
    for station in stations:
        for name in names_of(station):
            named[name] |= station.months
    for run in record:
        if run.entry.employer is None:
            continue
        months = run.months & told & ~named[plain_name(run.entry.employer)]
        if months:
            station = next(station for station in stations if station.months & months)
            key = "employer" if station.entry.employer else "payer"
            facts = (
                Fact(f"social_insurance[{run.place}].employer", run.entry.employer),
                Fact(f"resume[{station.place}].{key}", getattr(station.entry, key)),
            )
            yield Found("payer_not_in_resume", facts, {"payer": run.entry.employer}, months)


def _not_in_resume(subject: Subject, stations: tuple[Run, ...], record: tuple[Run, ...]) -> Iterator[Found]:
    months = union(record) & ~union(stations)
    if months:
        run = next(run for run in record if run.months & months)
        facts = (Fact(f"social_insurance[{run.place}].from", run.entry.from_, month=True), Fact("resume"))
        yield Found("insurance_without_resume", facts, months=months)


def _not_insured(subject: Subject, stations: tuple[Run, ...], record: tuple[Run, ...]) -> Iterator[Found]:
    payers = {plain_name(run.entry.employer) for run in record if run.entry.employer}
    for station in stations:
        months = station.months & ~union(record)
        if months and in_the_city(subject, station, payers):
            words = {"employer": station.entry.employer}
            facts = (
                Fact(f"resume[{station.place}].from", station.entry.from_, month=True),
                Fact("social_insurance"),
            )
            yield Found("resume_without_insurance", facts, words, months)


def in_the_city(subject: Subject, station: Run, payers: set[str]) -> bool:
    """Whether a station was in the city: it says so, or says no place and its employer insured here."""
    if station.entry.place is None:
        return bool(names_of(station) & payers)
    place = plain_name(station.entry.place)
    return any(plain_name(name) in place for name in subject.home)
