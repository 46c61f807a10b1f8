"""What a draft says (草案内容): a file of changed values, read, changed and written. Pure.

The shape is that of `jifen.law.amendment`: ``{name, documents, changes}``; numbers stay exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from jifen.errors import LawError
from jifen.law.reading import parse_yaml

Content = dict[str, Any]
#: what errors call a text that is not a file yet
PLACE = "draft.yaml"
#: characters of a file that is taken in
MOST = 65_536


class _Dumper(yaml.SafeDumper):
    """Plain YAML with exact numbers, as the law's files are written."""


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    whole = value == value.to_integral_value()
    tag = "tag:yaml.org,2002:int" if whole else "tag:yaml.org,2002:float"
    return dumper.represent_scalar(tag, f"{value:.0f}" if whole else f"{value:f}")


_Dumper.add_representer(Decimal, _number)


def blank(zh: str, en: str) -> Content:
    """A draft that changes nothing yet."""
    return {"name": {"zh": zh, "en": en}, "documents": {}, "changes": {}}


def read(text: str) -> Content:
    """Read a file; LawError when it is too long, refers to itself, or is no mapping at all."""
    if len(text) > MOST:
        raise LawError(f"{PLACE}: more than {MOST} characters")
    try:
        # One line may stand for a million when it is referred to again and again.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CSafeLoader)):
            raise LawError(f"{PLACE}: references (*name) are not taken")
    except yaml.YAMLError as error:
        raise LawError(f"{PLACE}: {error}") from None
    content = parse_yaml(text, PLACE)
    if not isinstance(content, dict):
        raise LawError(f"{PLACE}: a file of changed values says name, documents, changes")
    return {"documents": {}, "changes": {}, **content}


def write(content: Mapping[str, Any]) -> str:
    """Write it as a file, in the order in which people read it."""
    order = ("name", "published", "documents", "changes")
    told = {key: content[key] for key in order if content.get(key) not in (None, {})}
    return yaml.dump(told, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=96)


def named(content: Content, zh: str, en: str) -> Content:
    """The same under another name."""
    return {**content, "name": {"zh": zh, "en": en}}


def with_value(content: Content, key: str, value: Mapping[str, Any], documents: Mapping[str, Any]) -> Content:
    """The same with a dated value of a parameter, in place of the one from the same day if there is one."""
    others = [each for each in content["changes"].get(key, ()) if each["from"] != value["from"]]
    values = sorted([*others, dict(value)], key=lambda each: each["from"])
    changed = {**content, "changes": {**content["changes"], key: values}}
    return _cited({**changed, "documents": {**content["documents"], **documents}})


def without_value(content: Content, key: str, begins: date) -> Content:
    """The same without the value that begins on a day, and without documents that nothing cites any more."""
    left = {
        name: [each for each in values if name != key or each["from"] != begins]
        for name, values in content["changes"].items()
    }
    return _cited({**content, "changes": {name: values for name, values in left.items() if values}})


def next_tag(content: Content, draft: int) -> str:
    """A tag for a new document that neither the law nor the draft has."""
    used = content["documents"]
    return next(tag for number in range(1, len(used) + 2) if (tag := f"L{draft}-{number}") not in used)


def _cited(content: Content) -> Content:
    cited = {
        source if isinstance(source, str) else source["tag"]
        for values in content["changes"].values()
        for value in values
        for source in value["sources"]
    }
    documents = {tag: told for tag, told in content["documents"].items() if tag in cited}
    return {**content, "documents": documents}
