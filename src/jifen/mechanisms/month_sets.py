"""Sets of months as bits counted back from the evaluation month: windows, waiting, words (月份集合)."""

from __future__ import annotations

from jifen.profile.months import format_month

#: All months, as bits counted back from the evaluation month.
EVER = -1


def window_of(months: int, ending: str = "current") -> int:
    """Give the last ``months`` months as bits, ending with the evaluation month or the one before."""
    return ((1 << months) - 1) << (1 if ending == "previous" else 0)


def months_until(months: int, window: int, needed: int) -> int | None:
    """Count the further months, each of them counting, after which ``needed`` months lie in the window.

    Months slide out of the window meanwhile, so the answer may exceed what is missing today. None when the
    window is too short for it.
    """
    if window != EVER and needed > window.bit_count():
        return None
    ahead = max(needed - (months & window).bit_count(), 0)
    while (((months << ahead) | ((1 << ahead) - 1)) & window).bit_count() < needed:
        ahead += 1
    return ahead


def leaving(count: int, low: int | None, high: int | None, *, slides: bool, grows: bool) -> int | None:
    """Count the months for which a count surely stays within ``low`` and ``high``; None: for good.

    A count of months moves by one a month at most: up while months are added (``grows``), down while they
    slide out of a window (``slides``).
    """
    ahead = []
    if grows and high is not None:
        ahead.append(high - count + 1)
    if slides and low is not None:
        ahead.append(count - low + 1)
    return min(ahead, default=None)


def in_words(months: int, now: int) -> str:
    """Write months as ``2025-11, 2026-01–2026-03``, oldest first."""
    words = []
    while months:
        first = months.bit_length() - 1
        # The newest month of the stretch: above it all bits from ``first`` down are set.
        gap = ~months & ((1 << first) - 1)
        last = gap.bit_length()
        begin, end = format_month(now - first), format_month(now - last)
        words.append(begin if first == last else f"{begin}–{end}")
        months &= (1 << last) - 1
    return ", ".join(words)
