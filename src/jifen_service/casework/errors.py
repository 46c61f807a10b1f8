"""What the casework refuses (拒绝). Every error says what to do; none repeats what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from jifen_service.accounts.roles import Role
from jifen_service.casework.lacks import Lack
from jifen_service.casework.transitions import label_of

if TYPE_CHECKING:
    from jifen_service.accounts.models import User
    from jifen_service.casework.models import Event

_LANGUAGES = {"zh": "zh-hans", "en": "en"}


class CaseworkError(Exception):
    """Whatever the casework refuses."""

    def message(self, lang: str = "zh") -> str:
        """Say it in a language (zh or en)."""
        with override(_LANGUAGES[lang]):
            return self._words(lang)

    def _words(self, lang: str) -> str:
        return str(self)


class NotConcerned(CaseworkError, Http404):  # noqa: N818  named for what is so
    """There is no such thing for this person: the front answers 404."""

    def _words(self, lang: str) -> str:
        return _("没有找到")


class NotAllowed(CaseworkError):  # noqa: N818  named for what is so
    """This person may not do this, or not now. ``why`` names the rule: role, state, kind, four_eyes, …"""

    def __init__(self, step: str, why: str) -> None:
        self.step, self.why = step, why
        super().__init__(f"{step}: {why}")

    def _words(self, lang: str) -> str:
        return {
            "role": _("这一步不由你的角色办理"),
            "state": _("案件目前的状态不能办理这一步"),
            "kind": _("这类案件没有这一步"),
            "not_yours": _("这个案件不归你办理"),
            "own_case": _("不能办理自己的案件"),
            "four_eyes": _("提出核定意见的人不能自己核定"),
            "someone_else": _("复核须由原决定的提出人和核定人以外的人决定"),
        }[self.why]


class NotReady(CaseworkError):  # noqa: N818  named for what is so
    """Something must be put right first. ``lacks`` has everything that was found, at least one."""

    def __init__(self, lacks: Iterable[Lack]) -> None:
        self.lacks = tuple(lacks)
        super().__init__(", ".join(f"{lack.at}: {lack.code}" for lack in self.lacks))

    def _words(self, lang: str) -> str:
        return "\n".join(lack.message(lang) for lack in self.lacks)


class StaleCase(CaseworkError):  # noqa: N818  named for what is so
    """Somebody was first: the case is no longer at the version that was seen.

    ``happened``: the events since, oldest first. ``done_already``: the very step that was asked was taken by
    the very person who asks, as a double click does.
    """

    def __init__(
        self, happened: tuple[Event, ...], current_version: int, *, done_already: bool = False
    ) -> None:
        self.happened, self.current_version, self.done_already = happened, current_version, done_already
        super().__init__(f"version is {current_version}")

    def _words(self, lang: str) -> str:
        if not self.happened:
            return _("案件已有变化, 请刷新后再办理")
        return "\n".join([_("在你打开页面之后:"), *(_happened(event) for event in self.happened)])


def _happened(event: Event) -> str:
    """One line: when, who, what."""
    who = event.actor.get_full_name() if event.actor else Role(event.role).label
    at = localtime(event.at).strftime("%Y-%m-%d %H:%M")
    return f"{at} {who} ({Role(event.role).label}): {label_of(event.transition)}"


class StaleSection(CaseworkError):  # noqa: N818  named for what is so
    """The section was changed in another window meanwhile; nothing was saved."""

    def _words(self, lang: str) -> str:
        return _("这一部分刚在另一个窗口里改过, 请核对后再保存")


class StaleItem(CaseworkError):  # noqa: N818  named for what is so
    """Somebody was first with a verdict or a finding: ``by`` (None: a new file came) said ``said``."""

    def __init__(self, by: User | None, said: str) -> None:
        self.by, self.said = by, said
        super().__init__(said)

    def _words(self, lang: str) -> str:
        who = self.by.get_full_name() if self.by else _("申请人交了新文件")
        return _("这一项刚被改为“%(said)s” (%(who)s), 请看过再定。") % {"said": self.said, "who": who}


class Taken(CaseworkError):  # noqa: N818  named for what is so
    """Somebody else has claimed the case."""

    def __init__(self, by: User) -> None:
        self.by = by
        super().__init__(by.pk)

    def _words(self, lang: str) -> str:
        return _("已由%(name)s领取") % {"name": self.by.get_full_name()}


class UploadRefused(CaseworkError):  # noqa: N818  named for what is so
    """A file cannot be taken. ``code`` says why."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(code)

    def _words(self, lang: str) -> str:
        return {
            "empty": _("文件是空的"),
            "too_big": _("文件超过 %(limit)s MB"),
            "not_allowed_type": _("只接受 PDF、JPEG、PNG、HEIC (以内容为准, 不看文件名)"),
            "unreadable": _("文件打不开, 请重新扫描或另存后上传"),
            "encrypted": _("PDF 有密码, 请去掉密码后上传"),
            "too_many_pages": _("最多 %(limit)s 页"),
            "too_many_pixels": _("图片太大, 请缩小后上传"),
            "scanner": _("安全检查未通过"),
        }[self.code] % self.params
