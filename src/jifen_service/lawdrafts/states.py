"""What may happen to a draft (草案的状态): every step once, with who may take it. Pure.

```
draft ──propose──▶ proposed ──publish──▶ published ──ask_withdrawal──▶ ending ──withdraw──▶ withdrawn
  ▲ │ └─discard──▶ withdrawn    │           ▲                            │
  │ └edit┘                      │           └────────────keep────────────┘
  └──────────take_back──────────┘
```
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a draft stands. ``ending``: published, and one administrator asks to withdraw it."""

    DRAFT = "draft", _("草案")
    PROPOSED = "proposed", _("已提出, 待发布")
    PUBLISHED = "published", _("已发布")
    ENDING = "ending", _("已发布, 待确认撤回")
    WITHDRAWN = "withdrawn", _("已撤回")


#: states in which the file is laid over the law
IN_EFFECT = frozenset({State.PUBLISHED, State.ENDING})


@dataclass(frozen=True, slots=True)
class Step:
    """A step (步骤). ``second``: who must not be the one who takes it; ``reason``: it needs one."""

    name: str
    label: str | Promise
    source: State
    target: State
    second: str = ""
    reason: bool = False


#: the second person must be none of those who wrote or proposed it; not the one who asked
WRITERS, ASKER = "writers", "asker"
CREATE = "create"

STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step("edit", pgettext_lazy("law", "修改"), State.DRAFT, State.DRAFT),
        Step("discard", _("放弃"), State.DRAFT, State.WITHDRAWN),
        Step("propose", _("提出"), State.DRAFT, State.PROPOSED, reason=True),
        Step("take_back", _("退回修改"), State.PROPOSED, State.DRAFT),
        Step("publish", pgettext_lazy("law", "发布"), State.PROPOSED, State.PUBLISHED, second=WRITERS),
        Step("ask_withdrawal", _("申请撤回"), State.PUBLISHED, State.ENDING, reason=True),
        Step("keep", _("不撤回"), State.ENDING, State.PUBLISHED),
        Step("withdraw", _("确认撤回"), State.ENDING, State.WITHDRAWN, second=ASKER),
    )
}
#: what an event of a draft is called
LABELS: Mapping[str, str | Promise] = {
    CREATE: _("新建"),
    **{name: step.label for name, step in STEPS.items()},
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A draft as the rules see it: its state, who wrote or proposed its text, who asked to withdraw it."""

    state: str
    writers: frozenset[int] = field(default_factory=frozenset)
    asker: int | None = None


def refusal(name: str, standing: Standing, actor: int) -> str:
    """Why somebody may not take a step now: ``state``, ``four_eyes``; "" when they may."""
    step = STEPS[name]
    if standing.state != step.source:
        return "state"
    own = {WRITERS: actor in standing.writers, ASKER: actor == standing.asker}
    return "four_eyes" if own.get(step.second, False) else ""


def possible(standing: Standing, actor: int) -> tuple[Step, ...]:
    """The steps that somebody may take now."""
    return tuple(step for step in STEPS.values() if not refusal(step.name, standing, actor))
