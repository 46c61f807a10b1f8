"""Months as the engine counts them, for the fronts, which do not call it themselves."""

from jifen.profile.months import format_month, month_of

__all__ = ["format_month", "month_of"]
