"""A profile → a document again: only what was set, in the contract's order of keys, nothing lost."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import yaml

from jifen.profile.fields import MONTH
from jifen.profile.models import Profile, Section
from jifen.profile.months import format_month
from jifen.profile.yaml_text import DECIMAL

_Plain = Callable[[object], object]
_FLOAT_TAG = "tag:yaml.org,2002:float"
_INT_TAG = "tag:yaml.org,2002:int"
_WIDTH = 100


def to_document(profile: Profile) -> dict[str, object]:
    """The document as JSON-able values: ``parse(to_document(profile)) == profile``.

    Dates and months are texts, years as keys too, numbers are ints or floats that carry the Decimal exactly.
    """
    return _section(profile, _json_value)


def dump(profile: Profile) -> str:
    """The document as YAML text: ``read(dump(profile)) == profile``."""
    document = _section(profile, _yaml_value)
    text: str = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text


@cache
def _keys(model: type[Section]) -> tuple[tuple[str, str, bool], ...]:
    """Field, key and whether it is a month, in the contract's order."""
    fields = model.model_fields.items()
    return tuple((name, field.alias or name, MONTH in field.metadata) for name, field in fields)


def _section(section: Section, plain: _Plain) -> dict[str, object]:
    given = section.model_fields_set
    document: dict[str, object] = {}
    for name, key, month in _keys(type(section)):
        value = getattr(section, name) if name in given else None
        if value is not None:
            document[key] = format_month(value) if month else _value(value, plain)
    return document


def _value(value: object, plain: _Plain) -> object:
    if isinstance(value, Section):
        return _section(value, plain)
    if isinstance(value, tuple):
        return [_value(item, plain) for item in value]
    if isinstance(value, Mapping):
        return {plain(_Year(year)): plain(item) for year, item in value.items()}
    return plain(value)


class _Year(int):
    """A year as a key: a text in JSON, a number in YAML."""


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        whole = int(value)
        return whole if whole == value else float(value)
    if isinstance(value, _Year):
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else value


def _yaml_value(value: object) -> object:
    return int(value) if isinstance(value, _Year) else value


class _Dumper(yaml.SafeDumper):
    """Writes what `jifen.profile.yaml_text` reads back as the same: Decimals bare, look-alikes quoted."""

    def ignore_aliases(self, data: object) -> bool:
        """Never anchors: the reader refuses them."""
        return True


def _represent_decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = f"{value:f}"
    return dumper.represent_scalar(_FLOAT_TAG if "." in text else _INT_TAG, text)


_Dumper.add_representer(Decimal, _represent_decimal)
_Dumper.add_implicit_resolver(_FLOAT_TAG, re.compile(rf"(?:{DECIMAL.pattern})\Z"), list("-+.0123456789"))
