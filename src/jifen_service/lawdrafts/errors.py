"""What is refused (拒绝), each with what to do about it."""

from __future__ import annotations

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jifen_service.lawdrafts.models import Event


class DraftError(Exception):
    """Whatever is refused about drafts; `message` says it in the page's language."""

    def message(self) -> str:
        """Say it."""
        return str(self)


class NotAllowed(DraftError):  # noqa: N818  named for what is so
    """Not this person, or not now. ``why``: state, four_eyes, reason."""

    def __init__(self, step: str, why: str) -> None:
        self.step, self.why = step, why
        super().__init__(f"{step}: {why}")

    def message(self) -> str:
        """Say it."""
        return {
            "state": _("草案现在的状态不能办这一步, 请刷新页面。"),
            "four_eyes": _("要由另一位市级管理员办: 写过、提出过它的人, 不能自己发布或确认撤回。"),
            "reason": _("请写理由, 它会留在记录里。"),
        }[self.why]


class Stale(DraftError):  # noqa: N818  named for what is so
    """Somebody was first: ``happened`` since then, oldest first."""

    def __init__(self, happened: tuple[Event, ...]) -> None:
        self.happened = happened
        super().__init__("stale")

    def message(self) -> str:
        """Say it."""
        lines = [
            f"{localtime(event.at):%Y-%m-%d %H:%M} {event.actor.get_full_name()}: {event.label}"
            for event in self.happened
        ]
        return " ".join([_("在你打开页面之后, 草案有了变化; 你的这一步没有办。"), *lines])


class NotLaw(DraftError):  # noqa: N818  named for what is so
    """The engine refuses the values; ``fault`` is its own words, naming the key."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)

    def message(self) -> str:
        """Say it."""
        return _("规则引擎不接受: %(fault)s") % {"fault": self.fault}
