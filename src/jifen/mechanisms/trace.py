"""What an evaluation leaves behind: which rule, on what, with which dated values, gave what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jifen.mechanisms.node import Node

_NOTHING: Mapping[str, Any] = {}


class Trace:
    """One step of an evaluation (一步计算).

    ``value``: what came out. ``outcome``: which branch of the rule decided, a key of the section's sentences.
    ``detail``: further facts a sentence may name. ``children``: the steps this one stands on.
    """

    __slots__ = ("children", "detail", "node", "outcome", "value")

    def __init__(
        self,
        node: Node,
        value: Any,
        outcome: str = "",
        detail: Mapping[str, Any] = _NOTHING,
        children: tuple[Trace, ...] = (),
    ) -> None:
        self.node = node
        self.value = value
        self.outcome = outcome
        self.detail = detail
        self.children = children

    def as_dict(self) -> dict[str, Any]:
        """Give the whole trace as JSON-able data, dated values with their citations included."""
        return {
            "mechanism": self.node.mechanism,
            "value": _plain(self.value),
            "outcome": self.outcome,
            "detail": _plain(self.detail),
            "parameters": [
                {
                    "key": dated.key,
                    "value": _plain(dated.value),
                    "from": dated.from_.isoformat(),
                    "certainty": dated.certainty,
                    "sources": [source.tag for source in dated.sources],
                }
                for dated in self.node.read(self)
            ],
            "children": [child.as_dict() for child in self.children],
        }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Fraction | Decimal | date):
        return str(value)
    return value


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step up of an indicator (下一档).

    ``says``: key of the section's sentence. ``points``: what the indicator would then be; ``gain``: how many
    more than now. ``detail``: what the sentence names, such as ``missing`` and ``earliest``.
    """

    says: str
    points: int
    gain: int
    detail: Mapping[str, Any]
