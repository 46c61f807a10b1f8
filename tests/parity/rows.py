"""What a row of the contract's tables says in a profile document: the test's own reading of the contract."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jifen.profile import Profile, parse
from jifen.profile.months import add_years, format_month, month_of

Row = Mapping[str, Any]

LEVELS = {
    "junior_college": {"level": "junior_college"},
    "bachelor": {"level": "bachelor"},
    "bachelor_degree": {"level": "bachelor", "degree": True},
    "master": {"level": "master", "degree": True},
    "doctorate": {"level": "doctorate", "degree": True},
}
BUSINESS = [("taxes", "tax_average", Decimal), ("local_hires", "local_hires_average", int)]


def profile_of(person: Row, payments: Iterable[Row], on: date) -> Profile:
    """The profile of a row of persons with its rows of the ledger, as of ``on``."""
    education = LEVELS.get(person["education"])
    years = range(on.year - 3, on.year)
    # The averages are by share already: a quarter of a business of four times the size.
    business = {
        key: dict.fromkeys(years, kind(Decimal(str(person[column])) * 4))
        for key, column, kind in BUSINESS
        if person[column] is not None
    }
    married = person["spouse_married"]
    document = {
        "birth_date": person["birth_date"],
        "education": [{**education, "shortage_major": person["shortage_major"]}] if education else [],
        "credentials": [{"level": person["credential"]}] if person["credential"] != "none" else [],
        "business": {**business, "share": Decimal("0.25")},
        "public_service": _months_before(person["public_service_months"], on),
        "remote_area": _months_before(person["remote_area_months"], on),
        "fresh_graduate": person["fresh_graduate"],
        "awards": [{"level": person["award"]}] if person["award"] != "none" else [],
        "spouse": {"shanghai_household": married is not None, "married": married},
        "conduct": {
            "false_materials": [on] * person["false_materials"],
            "detentions": [on] * person["detentions"],
            "crimes": [add_years(on, -1)] * person["crimes"],
            "serious_crime": person["vetoed"],
        },
        "talent": {"entrepreneur": person["entrepreneur"], "intermediary": person["intermediary"]},
        "social_insurance": [_run(row) for row in payments],
    }
    return parse(document)


def _months_before(months: int, on: date) -> list[dict[str, str]]:
    now = month_of(on)
    return [{"from": format_month(now - months + 1), "to": format_month(now)}] if months else []


def _run(row: Row) -> dict[str, Any]:
    """A row of the ledger, or several that were put together until a last month."""
    first, last = (_month(row[key]) for key in ("month", "until" if "until" in row else "month"))
    flags = ("back_paid", "matches_contract", "tax_consistent")
    return {"from": first, "to": last, "base": row["base"], **{flag: row[flag] for flag in flags}}


def _month(written: int) -> str:
    return f"{written // 100}-{written % 100:02d}"
