"""YAML text → values, built straight from the parser's events.

Plain words mean what they mean in YAML 1.2's core schema: only ``true`` and ``false`` are yes and no, so
the key ``on`` and the answer ``no`` are texts; numbers with a point become exact Decimals; dates and
months stay texts. Building from events needs no recursion and gives every refusal its line and column.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from jifen.errors import ProfileError
from jifen.profile.found import short
from jifen.profile.refusal import DEPTH_LIMIT, refuse, refused_number
from jifen.profile.structure import text_of

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The compiled parser where PyYAML has it."""

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_NUMBER_BEGINS = frozenset("0123456789+-.")
WHOLE = re.compile(r"[-+]?[0-9]+")
DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def read_yaml(text: str) -> object:
    """The value that a YAML text holds; None for an empty one. Raises ProfileError with line and column."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refuse("yaml_syntax", reason=short(error.problem or "?"), **_marked(mark)) from None
    except yaml.YAMLError as error:
        raise refuse("yaml_syntax", reason=short(str(error))) from None
    return builder.result


def _marked(mark: Any) -> dict[str, Any]:
    """Line and column, from 1, of a mark (the compiled parser has its own kind)."""
    return {} if mark is None else {"line": mark.line + 1, "column": mark.column + 1}


@dataclass(slots=True)
class _Level:
    """A mapping or sequence being filled; of a mapping, the last key and whether its value is to come."""

    holds: dict[object, object] | list[object]
    key: int | str | None = None
    waits: bool = False

    def wants_key(self) -> bool:
        """Whether what comes next is a key."""
        return isinstance(self.holds, dict) and not self.waits


class _Builder:
    """Takes the parser's events one by one and builds plain values."""

    def __init__(self) -> None:
        self.result: object = None
        self._documents = 0
        self._open: list[_Level] = []

    def take(self, event: yaml.Event) -> None:
        """The next event."""
        if isinstance(event, yaml.NodeEvent):
            self._plain_only(event)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin({} if isinstance(event, yaml.MappingStartEvent) else [], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._refused("several_documents", event)

    def _plain_only(self, event: yaml.NodeEvent) -> None:
        """Neither anchors, aliases nor tags: they are not needed, and they can blow up a small text."""
        if isinstance(event, yaml.AliasEvent):
            raise self._refused("yaml_anchor", event, found=short(f"*{event.anchor}"))
        if event.anchor is not None:
            raise self._refused("yaml_anchor", event, found=short(f"&{event.anchor}"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise self._refused("yaml_tag", event, found=short(str(tag)))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        level = self._open[-1] if self._open else None
        plain = event.implicit[0]
        if level is not None and level.wants_key():
            self._key(level, event, plain=plain)
        else:
            self._put(self._value(event) if plain else event.value)

    def _key(self, level: _Level, event: yaml.ScalarEvent, *, plain: bool) -> None:
        key: int | str = event.value
        if plain and WHOLE.fullmatch(event.value):
            self._check_number(event)
            key = int(event.value)
        level.key, level.waits = key, True
        if key in level.holds:
            raise self._refused("duplicate_key", event, key=short(str(key)))

    def _value(self, event: yaml.ScalarEvent) -> object:
        """What a plain word stands for."""
        text: str = event.value
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in _NUMBER_BEGINS:
            return text
        if DECIMAL.fullmatch(text):
            self._check_number(event)
            return int(text) if WHOLE.fullmatch(text) else Decimal(text)
        if _NOT_FINITE.fullmatch(text):
            raise self._refused("not_finite", event, found=text)
        return text

    def _check_number(self, event: yaml.ScalarEvent) -> None:
        refused = refused_number(event.value)
        if refused is not None:
            code, params = refused
            raise self._refused(code, event, **params)

    def _begin(self, holds: dict[object, object] | list[object], event: yaml.Event) -> None:
        level = self._open[-1] if self._open else None
        if level is not None and level.wants_key():
            level.key = None
            raise self._refused("yaml_key", event)
        if len(self._open) == DEPTH_LIMIT:
            raise self._refused("too_deep", event, limit=DEPTH_LIMIT)
        self._put(holds)
        self._open.append(_Level(holds))

    def _put(self, value: object) -> None:
        if not self._open:
            self.result = value
            return
        level = self._open[-1]
        if isinstance(level.holds, list):
            level.holds.append(value)
        else:
            level.holds[level.key] = value
            level.waits = False

    def _refused(self, code: str, event: yaml.Event, found: object = None, **params: Any) -> ProfileError:
        return refuse(code, self._place(), found, **params, **_marked(event.start_mark))

    def _place(self) -> str:
        """Where the builder is."""
        place: list[int | str] = []
        for depth, level in enumerate(self._open, start=1):
            if isinstance(level.holds, list):
                place.append(len(level.holds) - (depth < len(self._open)))
            elif level.key is not None:
                place.append(short(level.key) if isinstance(level.key, str) else level.key)
        return text_of(tuple(place), self.result)
