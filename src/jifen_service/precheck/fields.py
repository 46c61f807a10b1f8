"""Where a fact of the pre-check stands in the application form: its section and its field."""

from __future__ import annotations

from jifen_service.casework.models import Case
from jifen_service.casework.sections import sections_of
from jifen_service.forms.places import html_id, parse_place
from jifen_service.precheck.document import ADDRESSES

_PERSONAL = {f"addresses.{key}": f"personal.{name}" for key, name in ADDRESSES.items()}


def section_of(case: Case, place: str) -> str:
    """The key of the form's section that asks for a place; '' where the form does not."""
    path = parse_place(_PERSONAL.get(place, place)) or ("",)
    for section in sections_of(case.kind):
        if path[0] in section.profile or (path[0] == "personal" and path[1] in section.personal):
            return section.key
    return ""


def field_of(place: str) -> str:
    """The id in HTML of the field that asks for a place."""
    return html_id(_PERSONAL.get(place, place))
