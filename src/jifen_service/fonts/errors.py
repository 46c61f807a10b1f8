"""Why something cannot be printed; never an empty box instead of a character."""

from __future__ import annotations

from collections.abc import Iterable


class PrintError(Exception):
    """Something cannot be printed on this machine; ``str`` says in one line what is missing."""


class FontMissingError(PrintError):
    """There is no font with Chinese characters."""

    def __init__(self, packages: str) -> None:
        super().__init__(f"missing: a font with Chinese characters; get it with: apt-get install {packages}")


class GlyphMissingError(PrintError):
    """No font of this machine has some character (字库缺字), such as a rare one of a name.

    ``characters``: those that are missing, in the order of their numbers.
    """

    def __init__(self, characters: Iterable[str], packages: str) -> None:
        self.characters = tuple(sorted(characters))
        listed = ", ".join(f"U+{ord(character):04X}" for character in self.characters)
        super().__init__(f"missing: a font with {listed}; {packages} has most rare characters")
