"""The state machine as a page of the docs (流程图), drawn from the code so that it cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from jifen_service.accounts.roles import Role
from jifen_service.casework import rules
from jifen_service.casework.states import CLOSED, DECIDED, Kind, State
from jifen_service.casework.transitions import ALL_KINDS, TRANSITIONS, Transition

_HEAD = """# The life of a case 案件流程

Drawn from `casework/transitions.py`, `casework/clocks.yaml` and `casework/reasons.yaml` by
`jifen-service draw_process`; a test holds this page to the code, so change it there.

"""


def page() -> str:
    """Give the whole page, Markdown with a Mermaid drawing, in Chinese and English words."""
    with override("zh-hans"):
        parts = (_drawing(), _steps(), _states(), _terms(), _reasons())
        return _HEAD + "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _drawing() -> Iterator[str]:
    yield "## Drawing 流程图"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in State:
        # A bracket would end the words of a state.
        words = str(state.label).split("(", maxsplit=1)[0]
        yield f"    {state.value}: {words} ({state.value})"
    yield "    [*] --> draft"
    for source, target, names in _arrows():
        yield f"    {source} --> {target}: {', '.join(names)}"
    for state in State:
        if state in CLOSED:
            yield f"    {state.value} --> [*]"
    yield "```"


def _arrows() -> Iterator[tuple[str, str, list[str]]]:
    """Arrows between states; several steps between the same two share one."""
    found: dict[tuple[str, str], list[str]] = {}
    for step in TRANSITIONS.values():
        for source in (state for state in State if state in step.sources):
            found.setdefault((source.value, step.target.value), []).append(step.name)
    for (source, target), names in found.items():
        yield source, target, names


def _steps() -> Iterator[str]:
    yield "## Steps 步骤"
    yield ""
    yield "| step | 按钮 | who | from | to | must hold | reasons | tells | kinds |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for step in TRANSITIONS.values():
        yield _step_line(step)


def _step_line(step: Transition) -> str:
    kinds = "all" if step.kinds == ALL_KINDS else _words(Kind, step.kinds)
    cells = (
        f"`{step.name}`",
        str(step.label),
        _words(Role, step.by),
        _words(State, step.sources),
        step.target.value,
        ", ".join(f"`{guard}`" for guard in step.guards) or "–",
        "yes" if step.reasons else "–",
        _words(Role, step.tells) or "–",
        kinds,
    )
    return f"| {' | '.join(cells)} |"


def _words(among: type[Role] | type[State] | type[Kind], chosen: frozenset) -> str:
    return ", ".join(member.value for member in among if member in chosen)


def _states() -> Iterator[str]:
    yield "## States 状态"
    yield ""
    yield "| state | 状态 | decided | closed |"
    yield "|---|---|---|---|"
    for state in State:
        decided, closed = ("yes" if state in group else "–" for group in (DECIDED, CLOSED))
        yield f"| `{state.value}` | {state.label} | {decided} | {closed} |"


def _terms() -> Iterator[str]:
    yield "## Terms 时限"
    yield ""
    yield "| term | 时限 | meaning | length | how sure | sources |"
    yield "|---|---|---|---|---|---|"
    for key, term in rules.terms().items():
        length = f"{term.value} {term.unit.replace('_', ' ')}"
        sources = ", ".join(term.sources)
        yield f"| `{key}` | {term.name['zh']} | {term.name['en']} | {length} | {term.certainty} | {sources} |"


def _reasons() -> Iterator[str]:
    yield "## Reasons 退回原因"
    yield ""
    yield "| reason | 原因 | in English | sources |"
    yield "|---|---|---|---|"
    for key, reason in rules.reasons().items():
        yield f"| `{key}` | {reason.text['zh']} | {reason.text['en']} | {', '.join(reason.sources)} |"
