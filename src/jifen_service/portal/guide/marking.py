"""From Markdown to HTML: tables, marked disputes, headings that can be linked to, links by page name.

``[who](page:who)`` leads to a page of the guide, ``[test](route:portal:quick)`` to a route of the platform,
``[wages](route:portal:law_section/average_wage)`` to one with an argument.
``::: disputed`` marks what the sources contradict each other about, ``::: note`` what must be heeded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from jifen_service.portal.guide.page import GuideError
from jifen_service.portal.ways import address_of

_BOXES = ("disputed", "note")
_PAGE, _ROUTE = "page:", "route:"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page under a heading of the second order: its words, the anchor, its HTML without it."""

    title: str
    anchor: str
    html: str


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    for box in _BOXES:
        parser.use(container_plugin, box, render=_box)
    parser.validateLink = lambda address: True  # the texts are ours; page: and route: are resolved below
    return parser


def _box(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    if token.nesting < 0:
        return "</div>\n"
    if token.info.strip() == "disputed":
        mark = escape(_("口径有争议"))
        return f'<div class="box disputed"><p><span class="tag disputed">{mark}</span></p>\n'
    return '<div class="box">\n'


def parts_of(text: str) -> tuple[str, tuple[Part, ...]]:
    """The HTML before the first heading, and the parts under headings of the second order."""
    parser = _markdown()
    tokens = parser.parse(text)
    _lead_links(tokens)
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h2":
            groups.append([])
        groups[-1].append(token)
    opening, *rest = groups
    before = parser.renderer.render(opening, parser.options, {})
    return _framed(before), tuple(_part(group, parser, number) for number, group in enumerate(rest, 1))


def _part(tokens: list[Token], parser: MarkdownIt, number: int) -> Part:
    # heading_open, its inline text, heading_close; then what stands under it.
    html = parser.renderer.render(tokens[3:], parser.options, {})
    return Part(plain(tokens[1].content), f"s{number}", _framed(html))


def _framed(html: str) -> str:
    """Wide tables scroll in a frame of their own, by keyboard too."""
    label = escape(_("表格"))
    frame = f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">'
    html = html.replace("<table>", f'{frame}<table class="table">')
    return html.replace("</table>", "</table></div>")


def _lead_links(tokens: list[Token]) -> None:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = address_in_page(str(child.attrs["href"]))


def address_in_page(told: str) -> str:
    """The address behind a link of a text.

    Raises:
        GuideError: it names no page or route.
    """
    if not told.startswith((_PAGE, _ROUTE)):
        return told
    name, _hash, anchor = told.partition("#")
    route = _route_of(name)
    address = address_of(route)
    if not address:
        raise GuideError(f"{told} leads nowhere")
    return f"{address}#{anchor}" if anchor else address


def _route_of(name: str) -> str:
    """A route and its argument as ways write them; a link of Markdown holds no space."""
    if name.startswith(_PAGE):
        return f"portal:guide_page {name.removeprefix(_PAGE)}"
    return name.removeprefix(_ROUTE).replace("/", " ")


def plain(text: str) -> str:
    """A text without its marks, for search and structured data."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"(^:::.*$)|[*`#>|]|^-+\s", "", text, flags=re.MULTILINE).strip()
