"""What must be kept up, and until when (要保持到什么时候)."""

from __future__ import annotations

from jifen.advice.outlook import Need, Outlook, outcome
from jifen.advice.search import Candidate
from jifen.profile import Profile
from jifen.profile.months import Month, month_of


def paid_until(candidate: Candidate, outlook: Outlook, need: Need, pass_mark: int) -> Month | None:
    """Give the last month for which insurance must be paid so that the mark is kept through the need.

    None when it is kept without paying on. Paying longer never hurts, so the month is found by halving.
    """
    low, high = month_of(outlook.on) - 1, month_of(need.until)

    def enough(last: Month) -> bool:
        standings = outlook.standings(paid_through(candidate.profile, last))
        return outcome(standings, need, pass_mark).meets(need)

    if not any(run.to is None or run.to > low for run in candidate.profile.social_insurance) or enough(low):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def paid_through(profile: Profile, last: Month) -> Profile:
    """Give the profile with insurance that ends with a month."""
    runs = tuple(
        run.model_copy(update={"to": last}) if run.to is None or run.to > last else run
        for run in profile.social_insurance
        if run.from_ <= last
    )
    return profile.model_copy(update={"social_insurance": runs})
