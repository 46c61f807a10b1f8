"""Reason 5: an education that does not stand up (学历不能认定)."""

from __future__ import annotations

from collections.abc import Iterator

from jifen.advice.check.found import Fact, Found
from jifen.advice.check.subject import Subject, union
from jifen.profile.models import Education
from jifen.profile.months import month_of

#: 专本套读: the level above must not begin before the one below is finished
_ABOVE, _BELOW = "bachelor", "junior_college"


def find(subject: Subject) -> Iterator[Found]:
    """Entries not verifiable, without the level before, away from home, overlapping, beside full work."""
    for index, entry in enumerate(subject.profile.education):
        words = {"number": index + 1, "level": entry.level}
        place = f"education[{index}]"
        level = Fact(f"{place}.level", entry.level)
        if not entry.verified_online:
            yield Found("education_unverified", (level, Fact(f"{place}.verified_online", False)), words)
        if not entry.prior_level_completed:
            yield Found("prior_level_missing", (level, Fact(f"{place}.prior_level_completed", False)), words)
        if entry.study_mode == "part_time" and not entry.study_place_matches:
            mode = Fact(f"{place}.study_mode", entry.study_mode)
            yield Found("studied_elsewhere", (mode, Fact(f"{place}.study_place_matches", False)), words)
        yield from _beside_work(subject, index, entry)
    yield from _overlaps(subject.profile.education)


def _overlaps(entries: tuple[Education, ...]) -> Iterator[Found]:
    for upper_at, upper in enumerate(entries):
        for lower_at, lower in enumerate(entries):
            if (upper.level, lower.level) != (_ABOVE, _BELOW):
                continue
            if upper.enrolled and lower.graduated and upper.enrolled < lower.graduated:
                facts = (
                    Fact(f"education[{upper_at}].enrolled", upper.enrolled),
                    Fact(f"education[{lower_at}].graduated", lower.graduated),
                )
                words = {
                    "upper": upper.level,
                    "lower": lower.level,
                    "enrolled": upper.enrolled,
                    "graduated": lower.graduated,
                }
                yield Found("levels_overlap", facts, words)


def _beside_work(subject: Subject, index: int, entry: Education) -> Iterator[Found]:
    """Work or insurance strictly within full-time study; its first and last month may be shared."""
    if entry.study_mode != "full_time" or entry.enrolled is None or entry.graduated is None:
        return
    first, last = month_of(entry.enrolled) + 1, min(month_of(entry.graduated) - 1, subject.month)
    if last < first:
        return
    study = (1 << (subject.month - first + 1)) - (1 << (subject.month - last))
    for section in ("resume", "social_insurance"):
        beside = [run for run in subject.runs(section) if run.months & study]
        if beside:
            months = union(beside) & study
            facts = (
                Fact(f"education[{index}].study_mode", entry.study_mode),
                Fact(f"{section}[{beside[0].place}].from", beside[0].entry.from_, month=True),
            )
            words = {"number": index + 1, "level": entry.level}
            yield Found("studied_while_employed", facts, words, months)
            return
