"""What the sample people enter in their forms (表单内容), as `casework.service` takes it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from jifen_service.demo import numbers

Row = Mapping[str, Any]
Sections = dict[str, dict[str, Any]]

_SCHOOL_AGE, _YEARS_OF_HIGH_SCHOOL = 18, 3
_YEARS_OF_STUDY = {
    "high_school": 0, "junior_college": 3, "bachelor": 4, "bachelor_degree": 4, "master": 7, "doctorate": 10,
}  # fmt: skip
_WITH_DEGREE = frozenset({"bachelor_degree", "master", "doctorate"})
_PERMIT_YEARS_AGO, _PERMIT_YEARS_LEFT = 5, 2
_CONTRACT_YEARS_AGO, _CONTRACT_YEARS_LEFT = 2, 3
_CREDENTIAL_YEARS_AGO = 3
_YEARS_MARRIED = 8


def born(row: Row, today: date) -> date:
    """The day of birth of somebody who is so old in this year."""
    return date.fromisoformat(f"{today.year - row['age']}-{row['birthday']}")


def sections(row: Row, number: int, employer: str, district: str, today: date) -> Sections:
    """Everything the person of a row enters, by section; ``number`` counts the people from 1."""
    filled = {
        "personal": _personal(row, number, today),
        "household": _household(row, number, district, today),
        "education": _education(row, today),
        "credentials": _credentials(row, today),
        "employment": _employment(row, employer, district, today),
        "insurance": {"profile": _paid(row, employer, today)},
        "family": _family(row, number, today),
    }
    return {**filled, "indicators": {"personal": {"indicators": _claimed(row)}}}


def _personal(row: Row, number: int, today: date) -> dict[str, Any]:
    day = born(row, today)
    own = numbers.id_number(day, number, woman=row["sex"] == "f")
    return {
        "profile": {"birth_date": day.isoformat()},
        "personal": {"name": row["name"], "id_number": own, "phone": numbers.phone(number)},
    }


def _household(row: Row, number: int, district: str, today: date) -> dict[str, Any]:
    return {
        "profile": {
            "permit": {
                "issued": _day(today, -_PERMIT_YEARS_AGO),
                "valid_until": _permit_until(row, today),
            }
        },
        "personal": {
            "household_address": f"{row['home']}样例街道 {number} 号",
            "residence_address": f"上海市{district}样例新村 {number} 号 {number + 100} 室",
            "permit_number": numbers.permit_number(number),
        },
    }


def _permit_until(row: Row, today: date) -> str:
    """When the permit ends: in some years, unless the row says in how many days; negative is days ago."""
    if "permit_days" in row:
        return (today + timedelta(days=row["permit_days"])).isoformat()
    return _day(today, _PERMIT_YEARS_LEFT)


def _education(row: Row, today: date) -> dict[str, Any]:
    day, years = born(row, today), _YEARS_OF_STUDY[row["study"]]
    level = row["study"].removesuffix("_degree")
    entry = {
        "level": level,
        "degree": row["study"] in _WITH_DEGREE,
        "enrolled": f"{day.year + _SCHOOL_AGE - (0 if years else _YEARS_OF_HIGH_SCHOOL)}-09-01",
        "graduated": f"{day.year + _SCHOOL_AGE + years}-07-01",
        "school": "样例大学" if years else "样例中学",
        "major": row["major"],
    }
    return {"profile": {"education": [entry]}}


def _credentials(row: Row, today: date) -> dict[str, Any]:
    if "credential" not in row:
        return {"none": True}
    level, name = row["credential"]
    entry = {"level": level, "name": name, "obtained": _day(today, -_CREDENTIAL_YEARS_AGO)}
    return {"none": False, "profile": {"credentials": [entry]}}


def _employment(row: Row, employer: str, district: str, today: date) -> dict[str, Any]:
    runs = _insurance(row, employer, today)
    return {
        "profile": {
            "employment": {
                "employed": True,
                "employer": employer,
                "district": district,
                "position": row["job"],
                "contract_from": _day(today, -_CONTRACT_YEARS_AGO),
                "contract_until": _day(today, _CONTRACT_YEARS_LEFT),
            },
            "resume": [{"from": runs[0]["from"], "employer": employer, "position": row["job"]}],
        }
    }


def _paid(row: Row, employer: str, today: date) -> dict[str, Any]:
    """The record, and of who states it, the income declared by the same employer in the same months."""
    runs = _insurance(row, employer, today)
    declared = [
        {key: run[key] for key in ("from", "to") if key in run}
        | {"income": run["base"], "declarer": employer}
        for run in runs
    ]
    return {"social_insurance": runs} | ({"income_tax": declared} if row.get("taxed") else {})


def _insurance(row: Row, employer: str, today: date) -> list[dict[str, Any]]:
    """The runs of a record; each ends the month before the next begins, the last is still being paid."""
    runs: list[dict[str, Any]] = []
    for years, base in row["insurance"]:
        start = _in_years(today.replace(day=1), -years)
        if runs:
            runs[-1]["to"] = _month(start.year * 12 + start.month - 2)
        runs.append({"from": f"{start:%Y-%m}", "base": base, "employer": employer})
    return runs


def _month(count: int) -> str:
    return f"{count // 12}-{count % 12 + 1:02}"


def _family(row: Row, number: int, today: date) -> dict[str, Any]:
    if "married" not in row:
        return {"personal": {"marital_status": "single"}}
    spouse, *of_shanghai = row["married"]
    years = of_shanghai[0] if of_shanghai else _YEARS_MARRIED
    spouse_born = _in_years(born(row, today), 1)
    children = [
        {"name": name, "relation": "child", "birth_date": _day(today, -age)}
        for name, age in row.get("children", [])
    ]
    return {
        "profile": {
            "spouse": {"shanghai_household": bool(of_shanghai), "married": _day(today, -years)},
            "children": [{"birth_date": child["birth_date"]} for child in children],
        },
        "personal": {
            "marital_status": "married",
            "spouse_name": spouse,
            "spouse_id_number": numbers.id_number(spouse_born, number + 200, woman=row["sex"] == "m"),
            "family": children,
        },
    }


def _claimed(row: Row) -> list[str]:
    claimed = ["age", "si_years", "si_base"]
    claimed += ["credential"] if "credential" in row else ["education"]
    return [*claimed, "spouse"] if len(row.get("married", [])) > 1 else claimed


def _day(today: date, years: int) -> str:
    return _in_years(today, years).isoformat()


def _in_years(day: date, years: int) -> date:
    """The same day in another year; every February has 28 days here."""
    return day.replace(year=day.year + years, day=min(day.day, 28))
