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
from jifen.profile.diagnosis import diagnose, place_of
from jifen.profile.fields import FIRST_DAY
from jifen.profile.models import Profile
from jifen.profile.months import FIRST_YEAR, format_month
from jifen.profile.structure import Place

PROBLEM_LIMIT = 100
"""Problems that are reported at once; the last one then says how many more there are."""
_DEPTH = 4
"""Levels of a document that are its own: section, entry, years."""
_ABOUT_KEYS = ("extra_forbidden", "invalid_key", "missing", "year")
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
    wrong_keys = {place_of(wrong) for wrong in errors if wrong["type"] in _ABOUT_KEYS}
    nulls = {place_of(wrong) for wrong in errors if wrong["input"] is None} - wrong_keys
    absent = [place for place in nulls if _is_value(place, document)]
    if absent:
        return parse(_without(document, absent))
    raise ProfileError(_problems(errors, document))


def _is_value(place: Place, document: object) -> bool:
    """Whether a place is that of a key's value (not of a list's entry, nor the whole document)."""
    return bool(place) and isinstance(structure.value_at(document, place[:-1]), Mapping)


def _problems(errors: list[ErrorDetails], document: object) -> list[Problem]:
    """All that is wrong: the validator's complaints, then what clashes among the values that are right.

    To see the latter, wrong values are replaced by harmless ones; what touches one of them is not
    reported. A replacement may uncover another complaint (a year twice), hence the loop. Of a place the
    first complaint counts.
    """
    if not isinstance(document, Mapping):
        return [diagnose(errors[0], document)]
    found: list[tuple[Place, Problem | ErrorDetails]] = []
    wrong: set[Place] = set()
    while new := {place: error for error in reversed(errors) if (place := place_of(error)) not in wrong}:
        found += new.items()
        wrong |= new.keys()
        if len(found) > PROBLEM_LIMIT:
            break
        try:
            profile = _validate(_without(document, wrong, harmless=True))
        except ValidationError as error:
            errors = error.errors(include_url=False)
        else:
            found += _clashes_besides(wrong, profile)
            break
    return _in_order(found, document)


def _clashes_besides(wrong: set[Place], profile: Profile) -> list[tuple[Place, Problem]]:
    """What clashes among the values that are right."""
    besides = [
        clash for clash in clashes(profile) if not any(_under(place, wrong) for place in clash.touches)
    ]
    return [(clash.touches[0], clash.problem) for clash in besides]


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
