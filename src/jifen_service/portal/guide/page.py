"""A page of the guide as it stands in its file (指南页): front matter checked, text not yet rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import yaml

Audience = Literal["family", "employer", "officer"]
AUDIENCES: tuple[Audience, ...] = ("family", "employer", "officer")
#: after so long a page counts as not checked
GOOD_FOR = timedelta(days=365)
_FENCE = "---\n"


class GuideError(Exception):
    """A page of the guide that is not as it must be; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language: ``text`` is Markdown with places to fill, ``words`` are more search
    words, ``drawing`` is what stands above the text.
    """

    slug: str
    lang: str
    topic: str
    title: str
    summary: str
    audience: tuple[Audience, ...]
    sources: tuple[str, ...]
    checked: date
    order: int
    text: str
    words: tuple[str, ...] = ()
    drawing: str = ""

    def is_old(self, on: date) -> bool:
        """Whether nobody has checked the page for a year."""
        return on - self.checked > GOOD_FOR


def read_page(path: Path) -> Page:
    """Read ``slug.lang.md``.

    Raises:
        GuideError: no front matter, an unknown or missing key, an unknown audience.
    """
    slug, lang, _ = path.name.split(".")
    head, text = _parts(path)
    try:
        page = Page(slug=slug, lang=lang, text=text, **_checked(head))
    except TypeError as error:
        raise GuideError(f"{path.name}: front matter: {error}") from None
    unknown = set(page.audience) - set(AUDIENCES)
    if unknown or not page.audience or not page.sources:
        raise GuideError(f"{path.name}: audience must be of {AUDIENCES}, sources must be named")
    return page


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    whole = path.read_text(encoding="utf-8")
    if not whole.startswith(_FENCE):
        raise GuideError(f"{path.name}: begin it with {_FENCE.strip()} and its front matter")
    head, _, text = whole[len(_FENCE) :].partition(_FENCE)
    try:
        return yaml.safe_load(head), text
    except yaml.YAMLError as error:
        raise GuideError(f"{path.name}: front matter: {error}") from None


def _checked(head: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in head.items()}
