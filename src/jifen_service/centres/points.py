"""The points on a case with their traces (积分与计算过程): live while it is reviewed, frozen once decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jifen_service.casework import queries, scoring
from jifen_service.casework.lacks import Lack
from jifen_service.casework.models import Case, Decision
from jifen_service.casework.states import DECIDED


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value of the law that was read: key, value in words, since when, how certain, from which sources."""

    key: str
    value: str
    since: str
    certainty: str
    sources: str


@dataclass(frozen=True, slots=True)
class Points:
    """The result (contract shape) and the trace by indicator; ``lacks`` where none can be computed."""

    result: dict[str, Any] | None
    trace: Mapping[str, Any]
    lacks: tuple[Lack, ...]
    decision: Decision | None

    @classmethod
    def of(cls, case: Case, today: date, lang: str) -> Points:
        """The points of a case as of today, or those of its decision."""
        decision = queries.decision(case)
        if decision is not None and case.state in DECIDED:
            indicators = decision.trace.get("indicators") or {}
            return cls(queries.decided_score(decision, lang), indicators, (), decision)
        score = queries.live_score(case, today, lang)
        found = scoring.assess(case.facts, today).trace() if score.result else {}
        return cls(score.result, found.get("indicators") or {}, score.lacks, decision)

    def rows(self, ids: Sequence[str]) -> tuple[dict[str, Any], ...]:
        """The rows of some indicators, each with the values of the law that were read for it."""
        if self.result is None:
            return ()
        return tuple(
            {**row, "parameters": tuple(_parameters(self.trace.get(row["id"]) or {}))}
            for row in self.result["indicators"]
            if row["id"] in ids
        )

    @property
    def all_rows(self) -> tuple[dict[str, Any], ...]:
        """The rows of every indicator that has points."""
        rows = self.result["indicators"] if self.result else ()
        return self.rows([row["id"] for row in rows if row["points"]])


def _parameters(node: Mapping[str, Any]) -> Iterator[Parameter]:
    """The values read at a node of the trace and below it, each once."""
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        here = waiting.pop(0)
        for read in here.get("parameters") or ():
            if read["key"] not in seen:
                seen.add(read["key"])
                yield Parameter(
                    read["key"],
                    _in_words(read["value"]),
                    str(read["from"] or ""),
                    read["certainty"],
                    " ".join(read["sources"]),
                )
        waiting.extend(here.get("children") or ())


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_inner(inner)}" for key, inner in value.items())
    return ", ".join(_inner(inner) for inner in value) if isinstance(value, list | tuple) else str(value)


def _inner(value: Any) -> str:
    return f"({_in_words(value)})" if isinstance(value, Mapping | list | tuple) else str(value)
