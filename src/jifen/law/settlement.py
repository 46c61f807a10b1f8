"""The routes to the household registration (落户路径) as law data: questions, conditions, who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from jifen.errors import LawError, PolicyDateError, Problem
from jifen.law.book import Change, LawBook, differing
from jifen.law.model import DatedSeries, Law, Section, Source
from jifen.law.reading import SOURCES_FILE, read_yaml, series_of, sources_of, validate
from jifen.law.schema import Certainty, Citations, DocumentFile, ParameterFile, Strict, TextFile
from jifen.law.store import DEFAULT_FOLDER

ROUTES = ("permit", "returned", "graduate", "talent", "family")
QUESTIONS = "questions"
FOLDER = DEFAULT_FOLDER / "settlement"

#: what an answer may be: yes or no, a choice's key, a number
Answer = bool | str | int


class Gives(Strict):
    """A measure of the profile that, where it holds, gives the answer."""

    measure: str
    gives: bool | str


class Question(Strict):
    """A question as written; ``from_profile`` and ``otherwise``: what the profile document says to it."""

    id: str
    kind: Literal["yes_no", "choice", "months", "number"]
    text: TextFile
    hint: TextFile | None = None
    choices: Mapping[str, TextFile] = Field(default_factory=dict)
    from_profile: tuple[Gives, ...] = ()
    otherwise: bool | str | None = None


class _ConditionFile(Strict):
    """A condition as written; who says so, and how sure it is, where that is not as for its whole route."""

    id: str
    name: TextFile
    needs: TextFile
    when: dict[str, Any]
    final: bool = False
    sources: Citations | None = None
    certainty: Certainty | None = None


class _HeadFile(Strict):
    """What questions and routes have in common: their values and who says so."""

    section: str
    name: TextFile
    parameters: Mapping[str, ParameterFile] = Field(default_factory=dict)
    sources: Citations
    certainty: Certainty


class _QuestionsFile(_HeadFile):
    conditions: Mapping[str, list[dict[str, Any]]] = Field(default_factory=dict)
    measures: Mapping[str, dict[str, Any]] = Field(default_factory=dict)
    questions: Annotated[list[Question], Field(min_length=1)]


class _RouteFile(_HeadFile):
    incomplete: TextFile | None = None
    uncertain: TextFile | None = None
    conditions: Annotated[list[_ConditionFile], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a route. ``final``: where it fails, waiting or doing something does not help."""

    id: str
    name: TextFile
    needs: TextFile
    when: dict[str, Any]
    final: bool
    certainty: Certainty
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A route (路径). ``incomplete``: why its rules are not whole; ``uncertain``: what is disputed."""

    section: Section
    certainty: str
    conditions: tuple[Condition, ...]
    incomplete: TextFile | None
    uncertain: TextFile | None


@dataclass(frozen=True)
class Settlement:
    """All routes with the questions they ask, in order; the points' book lends wages and month rules."""

    book: LawBook
    questions: tuple[Question, ...]
    routes: tuple[Route, ...]
    sections: dict[str, Section]
    documents: Mapping[str, DocumentFile]

    @property
    def series(self) -> tuple[DatedSeries, ...]:
        """Every parameter of the routes."""
        return tuple(series for section in self.sections.values() for series in section.parameters.values())

    def law_on(self, day: date) -> Law:
        """Give the law in force on a day; PolicyDateError before the first day that these files know."""
        first = max(series.values[0].from_ for series in self.series)
        if day < first:
            raise PolicyDateError([Problem("on", "no_policy", day.isoformat(), {"first": first.isoformat()})])
        law = self.book.law_on(day)
        resolved = {**law.resolved, **{series.key: series.on(day) for series in self.series}}
        return replace(law, sections={**law.sections, **self.sections}, resolved=resolved)

    def differences(self, before: date, after: date) -> Iterator[Change]:
        """Walk the routes' own values that differ between two days; none where they are not known on one."""
        try:
            old, new = self.law_on(before), self.law_on(after)
        except PolicyDateError:
            return
        yield from differing(self.series, old, new)


def load_settlement(book: LawBook, folder: Path = FOLDER) -> Settlement:
    """Read and check the routes; LawError names file and key of whatever the schema does not allow."""
    documents = {
        tag: validate(DocumentFile, content, f"{SOURCES_FILE}: {tag}")
        for tag, content in read_yaml(folder / SOURCES_FILE).items()
    }
    asked = validate(_QuestionsFile, read_yaml(folder / f"{QUESTIONS}.yaml"), f"{QUESTIONS}.yaml")
    _check_questions(asked.questions)
    conditions = {name: tuple(tests) for name, tests in asked.conditions.items()}
    questions = _section(asked, documents, conditions, asked.measures)
    routes = tuple(_route(folder / f"{name}.yaml", documents) for name in ROUTES)
    sections = {section.id: section for section in (questions, *(route.section for route in routes))}
    return Settlement(book, tuple(asked.questions), routes, sections, documents)


def _check_questions(questions: list[Question]) -> None:
    for question in questions:
        answers = (*(rule.gives for rule in question.from_profile), question.otherwise)
        wrong = [given for given in answers if given is not None and not allows(question, given)]
        if wrong or (question.kind == "choice") is not bool(question.choices):
            raise LawError(f"{QUESTIONS}.yaml: {question.id}: its choices do not fit its kind or its answers")


def allows(question: Question, answer: Answer) -> bool:
    """Whether a question can be answered so."""
    if question.kind == "choice":
        return answer in question.choices
    return isinstance(answer, bool) if question.kind == "yes_no" else type(answer) is int


def _route(path: Path, documents: dict[str, DocumentFile]) -> Route:
    file = validate(_RouteFile, read_yaml(path), path.name)
    section = _section(file, documents, {}, {})
    conditions = tuple(_condition(condition, file, documents, path.name) for condition in file.conditions)
    return Route(section, file.certainty, conditions, file.incomplete, file.uncertain)


def _condition(
    condition: _ConditionFile, route: _RouteFile, documents: dict[str, DocumentFile], place: str
) -> Condition:
    certainty = condition.certainty or route.certainty
    cited = condition.sources or route.sources
    sources = sources_of(cited, certainty, documents, f"{place}: {condition.id}")
    return Condition(
        condition.id,
        condition.name,
        condition.needs,
        condition.when,
        condition.final,
        certainty,
        sources,
    )


def _section(
    file: _HeadFile,
    documents: dict[str, DocumentFile],
    conditions: Mapping[str, tuple[dict[str, Any], ...]],
    measures: Mapping[str, dict[str, Any]],
) -> Section:
    place = f"{file.section}.yaml"
    parameters = {
        name: series_of(f"{file.section}.{name}", parameter, documents, place)
        for name, parameter in file.parameters.items()
    }
    sources: tuple[Source, ...] = sources_of(file.sources, file.certainty, documents, place)
    return Section(
        file.section, "settlement", file.name, parameters, sources, conditions=conditions, measures=measures
    )
