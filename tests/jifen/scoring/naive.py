"""The insurance rules once more, month by month, as slowly and plainly as a clerk with a pencil would.

Written from the rules themselves and sharing nothing with the engine: months are texts, a record is a list
of them, every base is compared with the wage of its month. Numbers stand here again on purpose.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

Run = dict[str, Any]

#: 本市上年度职工社会平均工资, CNY a month, from the month named on.
WAGES = {
    "2015-04": 5451,
    "2016-04": 5939,
    "2017-04": 6504,
    "2018-04": 7132,
    "2019-04": 7832,
    "2019-11": 8211,
    "2020-07": 9339,
    "2021-07": 10338,
    "2022-07": 11396,
    "2023-07": 12183,
    "2024-07": 12307,
    "2025-07": 12434,
    "2026-07": 12577,
}
#: ratio, months needed, within how many, points
TIERS = [("0.8", 36, 48, 25), ("1", 36, 48, 50), ("2", 36, 48, 100), ("3", 24, 36, 120)]


@cache
def wage_of(month: str) -> Decimal:
    """The wage in force in a month; later months use the last one."""
    return Decimal(WAGES[max(first for first in WAGES if first <= month)])


def next_month(month: str) -> str:
    """The month after."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + 1}-01" if number == 12 else f"{year}-{number + 1:02d}"


def month_before(month: str) -> str:
    """The month before."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def last_months(count: int, last: str) -> list[str]:
    """The last so many months up to ``last``, inclusive."""
    months = [last]
    while len(months) < count:
        months.append(month_before(months[-1]))
    return months


def months_of(run: Run, now: str) -> list[str]:
    """The months of a run that have come by ``now``; without ``to`` it is still being paid."""
    months = []
    month = run["from"]
    while month <= now and month <= run.get("to", now):
        months.append(month)
        month = next_month(month)
    return months


def is_valid(run: Run) -> bool:
    """Neither back-paid nor paid by somebody else than the contract's employer."""
    return not run.get("back_paid", False) and run.get("matches_contract", True)


def qualifies(run: Run) -> bool:
    """Valid, and base and income tax correspond."""
    return is_valid(run) and run.get("tax_consistent", True)


def reaches(run: Run, month: str, ratio: str) -> bool:
    """The base of the month is at least ``ratio`` times the wage of the month."""
    if "ratio" in run:
        return Decimal(str(run["ratio"])) >= Decimal(ratio)
    return Decimal(str(run["base"])) >= Decimal(ratio) * wage_of(month)


def months_reaching(record: list[Run], on: date, ratio: str, window: int) -> int:
    """Months of the window in which at least one qualifying payment reaches the ratio."""
    now = f"{on.year}-{on.month:02d}"
    paid = [(month, run) for run in record if qualifies(run) for month in months_of(run, now)]
    wanted = last_months(window, now)
    return len({month for month, run in paid if month in wanted and reaches(run, month, ratio)})


def valid_months(record: list[Run], on: date) -> set[str]:
    """Every month with a valid payment."""
    now = f"{on.year}-{on.month:02d}"
    return {month for run in record if is_valid(run) for month in months_of(run, now)}


def si_years(record: list[Run], on: date) -> int:
    """3 points for every 12 valid months."""
    return 3 * (len(valid_months(record, on)) // 12)


def si_base(record: list[Run], on: date) -> int:
    """The best tier reached."""
    reached = [
        points
        for ratio, needed, window, points in TIERS
        if months_reaching(record, on, ratio, window) >= needed
    ]
    return max(reached, default=0)


def has_six_months_at_average(record: list[Run], on: date) -> bool:
    """6 months at 1× or more within the last 12, for the high levels of a credential."""
    return months_reaching(record, on, "1", 12) >= 6


def pays_now(record: list[Run], on: date) -> bool:
    """A valid payment in the month of the evaluation."""
    return f"{on.year}-{on.month:02d}" in valid_months(record, on)


def months_before_now(record: list[Run], on: date, window: int) -> int:
    """Valid months within the months before the month of the evaluation."""
    before = last_months(window, month_before(f"{on.year}-{on.month:02d}"))
    return len(valid_months(record, on) & set(before))


def months_paid_twice(record: list[Run], on: date) -> set[str]:
    """Months for which two payers paid; an unnamed payer is another one."""
    now = f"{on.year}-{on.month:02d}"
    twice = set()
    for number, run in enumerate(record):
        for other in record[:number]:
            payers = run.get("employer"), other.get("employer")
            if payers[0] != payers[1] or payers[0] is None:
                twice |= set(months_of(run, now)) & set(months_of(other, now))
    return twice
