"""Hypothesis strategies that every test of the engine shares: profile documents and evaluation dates.

`documents` gives valid documents of format 1, JSON-able, with every section and level. Births lie before
every date of `evaluation_dates`, and insurance runs in months for which wages are on file.
"""

from calendar import isleap
from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from jifen.profile.models import ArchiveState, AwardLevel, CredentialLevel, EducationLevel, StudyMode
from jifen.profile.months import format_month

FIRST_EVALUATION = date(2019, 5, 1)
LAST_EVALUATION = date(2027, 12, 31)
FIRST_WAGE = 2015 * 12 + 3
LAST_MONTH = 2027 * 12 + 11

Documents = st.SearchStrategy[dict[str, Any]]

words = st.sampled_from(
    ["某大学", "旧公司", "某某科技有限公司", "浦东新区", "Acme & Co.", "㛃𫍯䶮", "on", "2026-11", "1e5"]
)
texts = words | st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"]), max_size=12)
bools = st.booleans()
money = st.integers(0, 60_000) | st.integers(0, 6_000_000).map(lambda fen: fen / 100)
ratios = st.sampled_from([0, 0.6, 0.8, 1, 2, 3]) | st.integers(1, 500).map(lambda percent: percent / 100)
levels = {
    "education": st.sampled_from(get_args(EducationLevel)),
    "credential": st.sampled_from(get_args(CredentialLevel)),
    "archive": st.sampled_from(get_args(ArchiveState)),
    "award": st.sampled_from(get_args(AwardLevel)),
    "study_mode": st.sampled_from(get_args(StudyMode)),
}


def evaluation_dates() -> st.SearchStrategy[date]:
    """Dates to evaluate on: policies and wages exist, and everybody of `documents` is born."""
    return st.dates(FIRST_EVALUATION, LAST_EVALUATION)


def days(first: date = date(2000, 1, 1), last: date = date(2030, 12, 31)) -> st.SearchStrategy[str]:
    """Dates as documents write them; the first of a month and 29 February more often than chance has it."""
    anyhow = st.dates(first, last)
    firsts = anyhow.map(lambda day: max(first, day.replace(day=1)))
    leap_days = [date(year, 2, 29) for year in range(first.year + 1, last.year) if isleap(year)]
    return (anyhow | firsts | st.sampled_from(leap_days)).map(date.isoformat)


def spans(
    first: str, last: str, begin: st.SearchStrategy[str], extra: dict[str, st.SearchStrategy[Any]]
) -> Documents:
    """Sections whose dates ``first`` and ``last`` stand in order, each there or not, with optional keys."""

    def ordered(section: dict[str, Any]) -> dict[str, Any]:
        if first in section and last in section and section[last] < section[first]:
            return {**section, first: section[last], last: section[first]}
        return section

    return st.fixed_dictionaries({}, optional={first: begin, last: begin, **extra}).map(ordered)


@st.composite
def runs(draw: st.DrawFn, first: int, extra: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    """A run of months from ``first`` (a month) or later, ended or going on, with optional keys."""
    start = draw(st.integers(first, LAST_MONTH))
    run: dict[str, Any] = {"from": format_month(start)}
    if draw(bools):
        run["to"] = format_month(draw(st.integers(start, LAST_MONTH)))
    return {**run, **draw(st.fixed_dictionaries({}, optional=extra))}


@st.composite
def insurance_runs(draw: st.DrawFn) -> dict[str, Any]:
    """One run of social insurance, by base or by ratio, of any quality."""
    flags = {"employer": texts, "back_paid": bools, "matches_contract": bools, "tax_consistent": bools}
    key, values = draw(st.sampled_from([("base", money), ("ratio", ratios)]))
    return {**draw(runs(FIRST_WAGE, flags)), key: draw(values)}


def educations() -> Documents:
    """Completed or planned educations of every level."""
    keys = ("degree", "verified_online", "prior_level_completed", "study_place_matches", "shortage_major")
    flags = dict.fromkeys((*keys, "major_matches_job"), bools)
    extra = {"study_mode": levels["study_mode"], "school": texts, "major": texts, **flags}
    return st.tuples(levels["education"], spans("enrolled", "graduated", days(date(1975, 1, 1)), extra)).map(
        lambda drawn: {"level": drawn[0], **drawn[1]}
    )


def credentials() -> Documents:
    """Titles and skill levels of every kind."""
    keys = ("in_catalogue", "matches_job", "in_shanghai", "rechecked", "registration_required", "registered")
    extra = {"name": texts, "obtained": days(), **dict.fromkeys((*keys, "appointed"), bools)}
    return st.fixed_dictionaries({"level": levels["credential"]}, optional=extra)


def businesses() -> Documents:
    """Taxes and hires by year; the years as numbers or as texts."""
    years = st.integers(2012, 2027)
    keyed = st.sampled_from([years, years.map(str)])
    return st.fixed_dictionaries(
        {},
        optional={
            "share": st.sampled_from([0, 0.3, 0.5, 1])
            | st.integers(0, 100).map(lambda percent: percent / 100),
            "taxes": keyed.flatmap(
                lambda year: st.dictionaries(year, money.map(lambda cny: cny * 50), max_size=6)
            ),
            "local_hires": keyed.flatmap(lambda year: st.dictionaries(year, st.integers(0, 200), max_size=6)),
        },
    )


def conducts() -> Documents:
    """Records of misconduct; mostly none."""
    dates = st.lists(days(date(2012, 1, 1), date(2028, 12, 31)), max_size=3)
    events = dict.fromkeys(("false_materials", "detentions", "crimes"), dates)
    return st.fixed_dictionaries(
        {}, optional={**events, "serious_crime": bools, "family_planning_violation": bools}
    )


def documents() -> Documents:
    """Valid profile documents: all sections, all levels; runs that overlap, are back-paid, are planned."""
    born = {"birth_date": days(date(1950, 1, 1), date(2005, 12, 31))}
    return st.fixed_dictionaries(born, optional=_sections())


def _sections() -> dict[str, st.SearchStrategy[Any]]:
    births = days(date(2004, 1, 1), date(2019, 4, 30))
    jobs = dict.fromkeys(("employer", "district", "filing_district", "position"), texts)
    flags = dict.fromkeys(
        ("employed", "employer_registered_in_shanghai", "licence_valid", "scope_fits"), bools
    )
    return {
        "format": st.just(1),
        "name": texts,
        "on": evaluation_dates().map(date.isoformat),
        "permit": spans("issued", "valid_until", days(date(2010, 1, 1)), {"endorsed": days()}),
        "employment": spans("contract_from", "contract_until", days(), {**jobs, **flags}),
        "education": st.lists(educations(), max_size=3),
        "credentials": st.lists(credentials(), max_size=3),
        "social_insurance": st.lists(insurance_runs(), max_size=6),
        "talent": st.fixed_dictionaries({}, optional={"entrepreneur": bools, "intermediary": bools}),
        "business": businesses(),
        "public_service": st.lists(runs(2005 * 12, {}), max_size=3),
        "remote_area": st.lists(runs(2005 * 12, {}), max_size=3),
        "fresh_graduate": bools,
        "awards": st.lists(
            st.fixed_dictionaries({"level": levels["award"]}, optional={"date": days()}), max_size=2
        ),
        "spouse": st.fixed_dictionaries({}, optional={"shanghai_household": bools, "married": days()}),
        "conduct": conducts(),
        "children": st.lists(st.fixed_dictionaries({"birth_date": births}), max_size=3),
        "resume": st.lists(
            runs(2000 * 12, dict.fromkeys(("place", "employer", "position", "payer"), texts)), max_size=4
        ),
        "income_tax": st.lists(runs(FIRST_WAGE, {"income": money, "declarer": texts}), max_size=4),
        "archive": st.fixed_dictionaries({}, optional={"state": levels["archive"], "keeper": texts}),
        "addresses": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("household", "on_id", "residence", "on_permit"), texts)
        ),
    }
