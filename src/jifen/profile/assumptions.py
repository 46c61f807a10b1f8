"""What was assumed because the document does not say it (假定)."""

from jifen.profile.assumed import Assumption, assumptions_of
from jifen.profile.models import Profile, Section
from jifen.profile.structure import SECTIONS

_ASKED: tuple[tuple[str, bool, tuple[Assumption, ...]], ...] = tuple(
    (section.key, section.many, asked) for section in SECTIONS if (asked := assumptions_of(section.model))
)


def assumptions(profile: Profile) -> tuple[str, ...]:
    """The places of what was read in the applicant's favour, such as ``education[0].verified_online``.

    In the order of the contract's keys.
    """
    found: list[str] = []
    for key, many, asked in _ASKED:
        held = getattr(profile, key)
        if many:
            for index, entry in enumerate(held):
                found += [f"{key}[{index}].{missing}" for missing in _missing(entry, asked)]
        else:
            found += [f"{key}.{missing}" for missing in _missing(held, asked)]
    return tuple(found)


def _missing(section: Section, asked: tuple[Assumption, ...]) -> list[str]:
    """The keys of a section that are assumed: absent, and asked."""
    given = section.__pydantic_fields_set__
    return [
        key
        for field, key, when, equals in asked
        if field not in given and (when is None or getattr(section, when) == equals)
    ]
