"""The shape of the document, taken from the models: sections, keys and where a place leads."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args, get_origin

from pydantic.fields import FieldInfo

from jifen.profile.models import Profile, Section

Place = tuple[int | str, ...]
"""Keys and indexes from the document's top to a value: ``("social_insurance", 1, "base")``."""


class SectionInfo(NamedTuple):
    """One section of the document: its key, its model, whether it is a list of them."""

    key: str
    model: type[Section]
    many: bool


def _model_in(field: FieldInfo) -> tuple[type[Section] | None, bool]:
    """The model that a field holds, and whether it holds many."""
    many = get_origin(field.annotation) is tuple
    inner: object = get_args(field.annotation)[0] if many else field.annotation
    return (inner, many) if isinstance(inner, type) and issubclass(inner, Section) else (None, many)


def keys_of(model: type[Section]) -> dict[str, FieldInfo]:
    """The keys that a model knows, in the document's order, with their fields."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def choices(field: FieldInfo) -> tuple[object, ...]:
    """What an enumerated field allows; empty for other fields."""
    return get_args(field.annotation) if get_origin(field.annotation) is Literal else ()


SECTIONS: tuple[SectionInfo, ...] = tuple(
    SectionInfo(key, model, many)
    for key, field in keys_of(Profile).items()
    for model, many in [_model_in(field)]
    if model is not None
)
_MODELS = {section.key: section.model for section in SECTIONS}


def model_at(place: Place) -> type[Section]:
    """The model whose keys stand at the place of a section, an entry or the whole document."""
    return _MODELS.get(str(place[0]), Profile) if place else Profile


def field_at(place: Place) -> FieldInfo | None:
    """The field that a place names, if it names one."""
    if not place:
        return None
    return keys_of(model_at(place[:-1])).get(str(place[-1]))


def value_at(document: object, place: Place) -> object:
    """What stands at a place of a document; None where it leads nowhere."""
    for part in place:
        document = child(document, part)
    return document


def child(container: object, part: int | str) -> object:
    """The value under a key or an index, or None."""
    if isinstance(container, Mapping):
        return container.get(part)
    if isinstance(container, Sequence) and not isinstance(container, str | bytes) and isinstance(part, int):
        return container[part] if part < len(container) else None
    return None


def text_of(place: Place, document: object) -> str:
    """A place as people read it: ``social_insurance[1].base``, ``business.taxes.2023``."""
    text = ""
    for part in place:
        if isinstance(part, int) and not isinstance(document, Mapping):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else f"{part}"
        document = child(document, part)
    return text


class Ranks:
    """The order of places in a document as it was written; what is missing comes after what is there."""

    def __init__(self, document: object) -> None:
        self._document = document
        self._keys: dict[int, dict[object, int]] = {}

    def of(self, place: Place) -> tuple[int, ...]:
        """A rank that sorts places into the document's order."""
        ranks: list[int] = []
        container = self._document
        for part in place:
            ranks.append(self._rank(container, part))
            container = child(container, part)
        return tuple(ranks)

    def _rank(self, container: object, part: int | str) -> int:
        if not isinstance(container, Mapping):
            return part if isinstance(part, int) else 0
        if id(container) not in self._keys:
            self._keys[id(container)] = {key: rank for rank, key in enumerate(container)}
        return self._keys[id(container)].get(part, len(container))


def entries(profile: Profile, section: SectionInfo) -> list[tuple[Place, Section]]:
    """The models of a section with their places; one for a plain section, one for each entry of a list."""
    held = getattr(profile, section.key)
    if section.many:
        return [((section.key, index), entry) for index, entry in enumerate(held)]
    return [((section.key,), held)]
