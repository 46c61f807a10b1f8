"""A document → a profile, or all that is wrong with it, in the document's order."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from jifen.errors import Problem, ProfileError
from jifen.profile import structure
from jifen.profile.checks import clashes
from jifen.profile.diagnosis import KEY_MARK, diagnose
from jifen.profile.fields import FIRST_DAY
from jifen.profile.models import Profile
from jifen.profile.months import FIRST_YEAR, format_month
from jifen.profile.structure import Place

PROBLEM_LIMIT = 100
"""Problems that are reported at once; the last one then says how many more there are."""
_DEPTH = 4
"""Levels of a document that are its own: section, entry, years."""
_ROUNDS = 3
_ENTRY_PLACE = 2
"""Length of the place of a section's entry, such as ``("education", 0)``."""
_validate = Profile.__pydantic_validator__.validate_python


def parse(document: Mapping[str, object]) -> Profile:
    """Check a document (as read from YAML or JSON) and give it as a frozen profile.

    Raises ProfileError with every problem found, in the document's order. ``null`` is the same as absent.
    The document is not changed.
    """
    try:
        profile: Profile = _validate(document)
    except ValidationError as error:
        return _without_nulls(document, error)
    found = clashes(profile)
    if found:
        raise ProfileError(_in_order([(clash.touches[0], clash.problem) for clash in found], document))
    return profile


def _without_nulls(document: Mapping[str, object], error: ValidationError) -> Profile:
    """Once more without the nulls that were complained about; then the complaints stand."""
    errors = error.errors(include_url=False)
    nulls = [wrong["loc"] for wrong in errors if wrong["input"] is None and _is_value(wrong, document)]
    if nulls:
        return parse(_without(document, nulls))
    raise ProfileError(_problems(errors, document))


def _is_value(wrong: ErrorDetails, document: object) -> bool:
    """Whether the complaint is about the value of a known key (not about the key, nor a list's entry)."""
    place = wrong["loc"]
    if not place or wrong["type"] in ("extra_forbidden", "invalid_key", "missing") or place[-1] == KEY_MARK:
        return False
    return isinstance(structure.value_at(document, place[:-1]), Mapping)


def _problems(errors: list[ErrorDetails], document: Mapping[str, object]) -> list[Problem]:
    """All that is wrong: the validator's complaints, then what clashes among the values that are right.

    To see the latter, wrong values are replaced by harmless ones; what touches one of them is not
    reported. A replacement may uncover another complaint (a year twice), hence the rounds.
    """
    found: list[tuple[Place, Problem | ErrorDetails]] = []
    wrong: set[Place] = set()
    for _ in range(_ROUNDS):
        found += [(error["loc"], error) for error in errors]
        wrong |= {_without_mark(error["loc"]) for error in errors}
        try:
            profile = _validate(_without(document, wrong, harmless=True))
        except ValidationError as error:
            errors = error.errors(include_url=False)
        else:
            clashing = [
                clash for clash in clashes(profile) if not any(_under(p, wrong) for p in clash.touches)
            ]
            found += [(clash.touches[0], clash.problem) for clash in clashing]
            break
    return _in_order(found, document)


def _in_order(found: list[tuple[Place, Any]], document: object) -> list[Problem]:
    """Problems sorted by their place in the document; beyond the limit they are only counted."""
    ranks = structure.Ranks(document)
    found.sort(key=lambda item: ranks.of(item[0]))
    listed = [
        item if isinstance(item, Problem) else diagnose(item, document) for _, item in found[:PROBLEM_LIMIT]
    ]
    if len(found) > PROBLEM_LIMIT:
        listed.append(Problem("", "more_problems", None, {"count": len(found) - PROBLEM_LIMIT}))
    return listed


def _without_mark(place: Place) -> Place:
    return place[:-1] if place[-1:] == (KEY_MARK,) else place


def _under(place: Place, wrong: set[Place]) -> bool:
    return any(place[:length] in wrong for length in range(1, len(place) + 1))


def _without(document: object, places: Iterable[Place], *, harmless: bool = False) -> dict[str, object]:
    """A copy of a document without the values at some places; with harmless ones where one is needed."""
    copied: Any = _copied(document, _DEPTH)
    for place in places:
        container = structure.value_at(copied, place[:-1])
        if isinstance(container, dict):
            container.pop(place[-1], None)
            field = structure.field_at(place)
            if harmless and field is not None and field.is_required():
                container[place[-1]] = _harmless(field)
        elif isinstance(container, list) and isinstance(place[-1], int):
            container[place[-1]] = _harmless_entry(place)
    return cast(dict[str, object], copied)


def _harmless(field: FieldInfo) -> object:
    """A value for a required field that clashes with nothing."""
    allowed = structure.choices(field)
    return allowed[0] if allowed else FIRST_DAY if field.annotation is date else format_month(FIRST_YEAR * 12)


def _harmless_entry(place: Place) -> object:
    """An entry of a list that clashes with nothing: with its required keys, or a date."""
    if len(place) > _ENTRY_PLACE:
        return FIRST_DAY
    keys = structure.keys_of(structure.model_at(place))
    return {key: _harmless(field) for key, field in keys.items() if field.is_required()}


def _copied(value: object, depth: int) -> object:
    if depth and isinstance(value, Mapping):
        return {key: _copied(item, depth - 1) for key, item in value.items()}
    if depth and isinstance(value, list | tuple):
        return [_copied(item, depth - 1) for item in value]
    return value
