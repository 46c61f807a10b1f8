"""A scoring result as a page shows it: the answer first, then why, then what to do. No HTML here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jifen import explain
from jifen.scoring import Assessment
from jifen_service.portal.assumed import sentences
from jifen_service.portal.bar import Bar, draw
from jifen_service.portal.words import plain_name

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator: `name` as people say it, `term` as the law does ('' when they are the same)."""

    id: str
    name: str
    term: str
    points: int
    most: int | None
    group: str
    counted: bool
    because: str
    next: str | None
    sources: tuple[Json, ...]
    disputed: bool

    @property
    def kind(self) -> str:
        """counted, not-counted or deducted: how the swatch is drawn."""
        if self.group == "deduction":
            return "deducted"
        return "not-counted" if self.points and not self.counted else "counted"


@dataclass(frozen=True, slots=True)
class Step:
    """A next step up: what it needs, and how many points it brings."""

    name: str
    gain: int
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the result component needs; `json` is the contract's result, `document` the profile.

    `scored` are the indicators with points, `idle` those without.
    """

    json: Json
    document: Json
    bar: Bar
    gap: int
    policy: str
    scored: tuple[Row, ...]
    idle: tuple[Row, ...]
    steps: tuple[Step, ...]
    conditions: tuple[Json, ...]
    assumptions: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """The answer in a few words, beside the total."""
        if self.json["vetoed"]:
            return _("有一票否决情形")
        if self.gap > 0:
            return _("还差 %(gap)s 分") % {"gap": self.gap}
        return _("已达 %(mark)s") % {"mark": self.json["pass_mark"]}

    @property
    def state(self) -> str:
        """passes, below or vetoed."""
        if self.json["vetoed"]:
            return "vetoed"
        return "passes" if self.json["passes"] else "below"

    @property
    def in_words(self) -> str:
        """The result in a few lines, for who sends it along with a question: figures, no facts of theirs."""
        head = _("{total} 分, {verdict} ({on})").format(
            total=self.json["total"], verdict=self.verdict, on=self.json["on"]
        )
        return "\n".join([head, *(f"{row.name} {row.points:+d}" for row in self.scored)])

    @property
    def open_conditions(self) -> tuple[Json, ...]:
        """What is still missing before one may apply."""
        return tuple(condition for condition in self.conditions if not condition["met"])


def present(assessment: Assessment, document: Json, lang: str, more_assumptions: Iterable[str] = ()) -> Shown:
    """Prepare an assessment for the page; `more_assumptions` are paths that the asking page itself adds."""
    result = explain.result(assessment, "en" if lang == "en" else "zh")
    rows = tuple(_row(item, lang) for item in result["indicators"])
    paths = (*result["assumptions"], *more_assumptions)
    return Shown(
        json=result,
        document=document,
        bar=draw(result, lang),
        gap=result["pass_mark"] - result["total"],
        policy=assessment.policy.name[lang],
        scored=tuple(row for row in rows if row.points),
        idle=tuple(row for row in rows if not row.points),
        steps=_steps(assessment, lang),
        conditions=tuple(_condition(item) for item in result["eligibility"]),
        assumptions=sentences(paths, document, lang),
    )


def _row(item: Json, lang: str) -> Row:
    name = plain_name(item["id"], item["name"], lang)
    return Row(
        id=item["id"],
        name=name,
        term="" if name == item["name"] else item["name"],
        points=item["points"],
        most=item["max"],
        group=item["group"],
        counted=item["counted"],
        because=item["because"],
        next=item["next"],
        sources=tuple(item["sources"]),
        disputed=_is_disputed(item),
    )


def _condition(item: Json) -> Json:
    return {**item, "disputed": _is_disputed(item)}


def _is_disputed(item: Json) -> bool:
    return any(source["status"] == "disputed" for source in item["sources"])


def _steps(assessment: Assessment, lang: str) -> tuple[Step, ...]:
    names = {item.id: item.indicator.section.name[lang] for item in assessment.indicators}
    return tuple(
        Step(plain_name(step.id, names[step.id], lang), step.gain, step.text)
        for step in explain.steps_up(assessment, lang)
    )
