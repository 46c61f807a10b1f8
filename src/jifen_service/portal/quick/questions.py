"""The questions of the quick self-test: words from quick.yaml, options and figures from the law in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from jifen.law import Law
from jifen_service.portal.words import FEN, yuan

_FILE = Path(__file__).with_name("quick.yaml")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose. `document` is what it says in the profile document; `ratio` a tier's, if any.

    `points` is what the level scores in the law in force; `worth` the same or a tier in words.
    """

    key: str
    label: str
    document: Mapping[str, Any]
    points: int | None = None
    worth: str = ""
    ratio: Decimal | None = None
    follow: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in.

    `required` is the message when it is left empty; `least` and `most` only catch slips of the finger;
    `unanswered` is a select's empty line; `follows` the field whose answer brings this one up.
    """

    name: str
    kind: str
    label: str = ""
    unit: str = ""
    required: str = ""
    least: int = 0
    most: int = 0
    halves: bool = False
    follows: str = ""
    unanswered: str = ""
    options: tuple[Option, ...] = ()

    def asks_more(self, key: str | None) -> bool:
        """True when the option chosen leads to something: a level with points, a tier of the base."""
        option = self.option(key or "")
        return option is not None and (option.points is not None or option.ratio is not None)

    def option(self, key: str) -> Option | None:
        """The option with this key, None if there is none."""
        return next((option for option in self.options if option.key == key), None)

    @property
    def year(self) -> str:
        """The control of a date's or month's year."""
        return f"{self.name}_year"

    @property
    def month(self) -> str:
        """The control of a date's or month's month."""
        return f"{self.name}_month"

    @property
    def day(self) -> str:
        """The control of a date's day."""
        return f"{self.name}_day"

    @property
    def first_control(self) -> str:
        """The id of the control that an error message leads to."""
        if self.kind in {"date", "month"}:
            return self.year
        if self.kind in {"choice", "checks"}:
            return f"{self.name}-{self.options[0].key}"
        return self.name


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its number, ordinary words and the official term behind it.

    `optional`: leaving it empty says no. `after`: a field whose answer may leave nothing to ask here.
    """

    number: int
    id: str
    ask: str
    term: str
    hint: str
    fields: tuple[Field, ...]
    optional: bool = False
    after: str = ""


def questions(law: Law, lang: str) -> tuple[Question, ...]:
    """The ten questions as the law in force and the language want them."""
    return tuple(_question(number, raw, law, lang) for number, raw in enumerate(_raw(), start=1))


def fields(asked: tuple[Question, ...]) -> Mapping[str, Field]:
    """All fields of the questions by name."""
    return {field.name: field for question in asked for field in question.fields}


@cache
def _raw() -> list[dict[str, Any]]:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def _question(number: int, raw: Mapping[str, Any], law: Law, lang: str) -> Question:
    return Question(
        number=number,
        id=raw["id"],
        ask=raw["ask"][lang],
        term=law.section(raw["term"]).name[lang] if "term" in raw else "",
        hint=raw.get("hint", {}).get(lang, ""),
        fields=tuple(_field(field, law, lang) for field in raw["fields"]),
        optional=raw.get("optional", False),
        after=raw.get("after", ""),
    )


def _field(raw: Mapping[str, Any], law: Law, lang: str) -> Field:
    plain = {key: raw[key] for key in ("least", "most", "halves", "follows") if key in raw}
    return Field(
        name=raw["name"],
        kind=raw["kind"],
        label=_text(raw, law, lang),
        unit=raw.get("unit", {}).get(lang, ""),
        unanswered=raw.get("unanswered", {}).get(lang, ""),
        required=raw.get("required", {}).get(lang, ""),
        options=tuple(_options(raw, law, lang)),
        **plain,
    )


def _text(raw: Mapping[str, Any], law: Law, lang: str) -> str:
    """The label with the dated values that it names."""
    figures = {name: law.value(key) for name, key in raw.get("figures", {}).items()}
    return raw["label"][lang].format(**figures) if "label" in raw else ""


def _options(raw: Mapping[str, Any], law: Law, lang: str) -> Iterator[Option]:
    if "levels" in raw:
        yield from _level_options(raw, law, lang)
    elif "tiers" in raw:
        yield from _tier_options(raw, law, lang)
    else:
        for key, option in raw.get("options", {}).items():
            document, follow = option.get("document", {}), option.get("follow", "")
            yield Option(key, _text(option, law, lang), document, follow=follow)


def _level_options(raw: Mapping[str, Any], law: Law, lang: str) -> Iterator[Option]:
    """`none`, then each level of the law's table, by points; the law's label unless quick.yaml has one."""
    table: Mapping[str, int] = law.value(raw["levels"])
    section = law.section(raw["levels"].partition(".")[0])
    words = raw["options"]
    if "none" in words:
        yield Option("none", words["none"]["label"][lang], {})
    for key, points in sorted(table.items(), key=lambda level: level[1]):
        label = _text(words[key], law, lang) or section.labels[key][lang]
        yield Option(key, label[:1].upper() + label[1:], words[key]["document"], points=points)


def _tier_options(raw: Mapping[str, Any], law: Law, lang: str) -> Iterator[Option]:
    """Not paying, below the lowest tier, then a span of yuan for each tier at the wage in force."""
    words, wage = raw["options"], law.value(raw["wage"])["wage"]
    tiers = sorted(law.value(raw["tiers"]).items(), key=lambda tier: tier[1]["ratio"])
    bottoms = [Decimal(tier["ratio"]) * wage for _key, tier in tiers]
    yield Option("not_paying", words["not_paying"]["label"][lang], {})
    yield Option("below", words["below"]["label"][lang].format(top=yuan(bottoms[0])), {})
    for (key, tier), bottom, above in zip_longest(tiers, bottoms, bottoms[1:]):
        span = {"bottom": yuan(bottom), "top": yuan(above - FEN) if above else ""}
        label = words["between" if above else "top"]["label"][lang].format(**span)
        ratio = Decimal(tier["ratio"])
        worth = raw["worth"][lang].format(ratio=f"{ratio.normalize():f}")
        yield Option(key, label, {}, worth=worth, ratio=ratio)
