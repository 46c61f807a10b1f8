"""From answers to a profile document (format 1), and what had to be assumed on the way.

The one place where a quick answer gets its meaning. Pure: answers, law and date in, plain data out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from jifen.law import Law
from jifen.profile.months import Month, add_years, completed_years, format_month, month_of
from jifen_service.portal.quick.answers import Answers
from jifen_service.portal.quick.questions import Field

_MONTHS_A_YEAR = 12
_CENT = Decimal("0.01")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Composed:
    """A profile document and the assumptions of the quick test itself, as `quick.…` paths."""

    document: Json
    assumptions: tuple[str, ...]


def compose(answers: Answers, asked: Mapping[str, Field], law: Law, on: date) -> Composed:
    """Put the answers into a profile document. A birth date must have been read."""
    document: Json = {"format": 1, "birth_date": answers["birth_date"].isoformat()}
    assumptions: list[str] = []
    document["permit"], document["employment"] = _standing(answers, on, assumptions)
    document["education"] = _education(answers, asked)
    document["credentials"] = _levels(answers, asked, "credential")
    document["social_insurance"] = _insurance(answers, asked, law, month_of(on), assumptions)
    document["awards"] = _levels(answers, asked, "award")
    document |= _extras(answers, month_of(on))
    document["spouse"] = _spouse(answers, on)
    document["conduct"] = _conduct(answers, on)
    return Composed({key: value for key, value in document.items() if value}, tuple(assumptions))


def contradictions(answers: Answers, on: date) -> Mapping[str, str]:
    """Messages for answers that are readable one by one and impossible together."""
    found = {}
    since, years, born = answers["since"], answers["years"], answers["birth_date"]
    if since is not None and years is not None:
        told, paid = int(years * _MONTHS_A_YEAR), month_of(on) - since + 1
        # 'About so many years' is not held to the month.
        if paid >= told + _MONTHS_A_YEAR:
            message = _("从 %(since)s 到现在有 %(paid)s 个月, 比上面填的 %(years)s 年长, 请核对这两题。")
            found["since"] = message % {"since": format_month(since), "paid": paid, "years": years}
    married = answers["married_years"]
    if born is not None and married is not None and _years_ago(on, int(married)) <= born:
        found["married_years"] = _("结婚的年数比年龄还大, 请核对。")
    return found


def _education(answers: Answers, asked: Mapping[str, Field]) -> list[Json]:
    entries = _levels(answers, asked, "education")
    study = asked["study"].option(answers["study"] or "")
    for entry in entries:
        entry.update(study.document if study else {})
        if "shortage_major" in (answers["extras"] or ()):
            entry["shortage_major"] = True
    return entries


def _levels(answers: Answers, asked: Mapping[str, Field], name: str) -> list[Json]:
    """The list that a chosen level makes: one entry, or none."""
    option = asked[name].option(answers[name] or "")
    return [dict(option.document)] if option and option.document else []


def _insurance(
    answers: Answers, asked: Mapping[str, Field], law: Law, now: Month, assumptions: list[str]
) -> list[Json]:
    """Runs of months: the present tier since it began, whatever was paid before at the lowest base."""
    told = int((answers["years"] or 0) * _MONTHS_A_YEAR)
    option = asked["base"].option(answers["base"] or "")
    low = _ratio_of_lowest_base(asked, law)
    if option is None or option.ratio is None:
        return _low_run(told, now, low, answers["base"], assumptions)
    since = answers["since"]
    if since is None:
        assumptions.append("quick.base_since")
        since = now
    runs = [{"from": format_month(since), "ratio": _number(option.ratio)}]
    if (earlier := told - (now - since + 1)) > 0:
        assumptions += ["quick.earlier_base", "quick.without_gap"]
        runs.insert(0, _run(since - earlier, since - 1, low))
    return runs


def _low_run(told: int, now: Month, low: Decimal, base: str | None, assumptions: list[str]) -> list[Json]:
    """All months at the lowest base; still paid unless the answer says otherwise."""
    if not told:
        return []
    assumptions.append("quick.without_gap")
    if base == "not_paying":
        assumptions.append("quick.until_last_month")
        return [_run(now - told, now - 1, low)]
    if base is None:
        assumptions.append("quick.lower_base")
    return [{"from": format_month(now - told + 1), "ratio": _number(low)}]


def _run(first: Month, last: Month, ratio: Decimal) -> Json:
    return {"from": format_month(first), "to": format_month(last), "ratio": _number(ratio)}


def _ratio_of_lowest_base(asked: Mapping[str, Field], law: Law) -> Decimal:
    """The floor of the base in times the average wage, and in any case below the lowest tier."""
    wage = law.value("average_wage.wage")
    floor = (Decimal(wage["floor"]) / wage["wage"]).quantize(_CENT, ROUND_HALF_UP)
    lowest = min((option.ratio for option in asked["base"].options if option.ratio), default=floor + _CENT)
    return min(floor, lowest - _CENT)


def _number(ratio: Decimal) -> int | float:
    """A ratio as JSON and YAML write it."""
    return int(ratio) if ratio == ratio.to_integral_value() else float(ratio)


def _extras(answers: Answers, now: Month) -> Json:
    """Talents, fresh graduates, years of service."""
    extras = answers["extras"] or frozenset()
    found: Json = {"talent": {kind: True for kind in ("entrepreneur", "intermediary") if kind in extras}}
    found["fresh_graduate"] = "fresh_graduate" in extras
    for section in ("public_service", "remote_area"):
        months = int((answers[f"{section}_years"] or 0) * _MONTHS_A_YEAR)
        found[section] = [{"from": format_month(now - months + 1)}] if months else []
    return found


def _spouse(answers: Answers, on: date) -> Json:
    if answers["spouse"] != "yes":
        return {}
    years = answers["married_years"]
    married = {} if years is None else {"married": _years_ago(on, int(years)).isoformat()}
    return {"shanghai_household": True, **married}


def _years_ago(on: date, years: int) -> date:
    """The latest day from which so many years are complete; before 29 February that is the 28th."""
    day = add_years(on, -years)
    return day if completed_years(day, on) >= years else day - timedelta(days=1)


def _conduct(answers: Answers, on: date) -> Json:
    """Each record ticked stands once, on the evaluation date: 'within the years that count'."""
    ticked = answers["conduct"] or frozenset()
    dated = {kind: [on.isoformat()] for kind in ("false_materials", "detentions", "crimes") if kind in ticked}
    vetoes = {kind: True for kind in ("serious_crime", "family_planning_violation") if kind in ticked}
    return {**dated, **vetoes}


def _standing(answers: Answers, on: date, assumptions: list[str]) -> tuple[Json, Json]:
    """Permit and employment. Only 'valid today' was asked, so no later day is claimed for the permit."""
    ticked = answers["standing"] or frozenset()
    if "permit" in ticked:
        assumptions.append("quick.permit_today")
    permit = {"valid_until": on.isoformat()} if "permit" in ticked else {}
    employed = {"employed": True, "employer_registered_in_shanghai": True} if "employed" in ticked else {}
    return permit, employed
