"""Chance that is alike on every machine (可重现的随机): whole numbers hashed from seed, person and purpose.

No draw depends on the one before it, so it does not matter how many people are made at a time; whole numbers
only, so no processor rounds another way. The hash is splitmix64 (Steele, Lea, Flood 2014).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]

#: a chance is so many in a thousand
OF = 1000
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def _mixed(state: Bits) -> Bits:
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    return state ^ (state >> np.uint64(31))


class Draws:
    """Draws for some people. Every purpose is a word of its own, so that a new one changes no other."""

    def __init__(self, seed: int, people: Ints) -> None:
        start = _mixed(np.array([seed % 2**64], dtype=np.uint64) + _GOLDEN)
        self._state: Bits = _mixed(people.astype(np.uint64) * _GOLDEN + start)

    def bits(self, purpose: str, step: int = 0) -> Bits:
        """Give 64 bits of chance a person."""
        word = int.from_bytes(purpose.encode()[:8].ljust(8), "little") + step * int(_GOLDEN)
        return _mixed(self._state ^ _mixed(np.array([word % 2**64], dtype=np.uint64)))

    def below(self, purpose: str, limit: int | Ints, step: int = 0) -> Ints:
        """Give a whole number from 0 to below ``limit``, which is at most 2^32."""
        high = self.bits(purpose, step) >> np.uint64(32)
        return ((high * np.asarray(limit).astype(np.uint64)) >> np.uint64(32)).astype(np.int64)

    def happens(self, purpose: str, chance: int | Ints, step: int = 0) -> NDArray[np.bool_]:
        """Say for whom something happens that does so in ``chance`` of a thousand lives."""
        return self.below(purpose, OF, step) < chance

    def among(self, purpose: str, weights: Sequence[int]) -> Ints:
        """Choose a place in a list by weight."""
        ends = np.cumsum(np.array(weights, dtype=np.int64))
        return np.searchsorted(ends, self.below(purpose, int(ends[-1])), side="right").astype(np.int64)


def weights_in(table: Mapping[str, int], words: Sequence[str]) -> list[int]:
    """Give the weights of words in their order; one that is not named has none."""
    return [table.get(word, 0) for word in words]


def shares(bits: Bits, part: int) -> Ints:
    """Take a number below 2^16 out of 64 bits: four parts are four draws."""
    return ((bits >> np.uint64(16 * part)) & np.uint64(0xFFFF)).astype(np.int64)


def chance_of(per_thousand: Any) -> Any:
    """Write a chance of a thousand as one of 2^16, for `shares`."""
    return per_thousand * 2**16 // OF
