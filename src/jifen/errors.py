"""One hierarchy of errors, each with a stable code; what is wrong with an input is a list of problems.

`InputError` and its kinds are the caller's to correct; `LawError` is the law author's. Programs use
``code`` and ``at``; people read `Problem.message` (zh, en).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from jifen.messages import render


class JifenError(Exception):
    """Whatever Jifen refuses. ``code`` is stable and names the kind of error for programs."""

    code: str = "error"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place.

    ``at``: the place, such as ``social_insurance[1].base``; ``""`` is the whole document.
    ``code``: stable, listed in `jifen.messages`. ``found``: what stood there, shortened, JSON-able.
    ``params``: what the message needs besides; ``line`` and ``column`` (from 1) where a text was read.
    """

    at: str
    code: str
    found: object = None
    params: dict[str, object] = field(default_factory=dict)

    def message(self, lang: str = "zh") -> str:
        """What was found, what is allowed and what to do, in Chinese (zh) or English (en)."""
        return render(self.code, {"found": self.found, **self.params}, lang)

    def as_dict(self, lang: str = "zh") -> dict[str, object]:
        """JSON-able: ``{"at", "code", "found", "message"}``."""
        return {"at": self.at, "code": self.code, "found": self.found, "message": self.message(lang)}

    def within(self, outer: str) -> "Problem":
        """The same problem seen from outside: its place is led by ``outer`` (``profile`` over HTTP)."""
        joint = "." if outer and self.at and not self.at.startswith("[") else ""
        return replace(self, at=f"{outer}{joint}{self.at}")


class InputError(JifenError):
    """What was given cannot be used. ``problems`` has all that were found, at least one."""

    code = "input"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        if not self.problems:
            raise ValueError("an input error needs at least one problem")
        super().__init__(self.problems)

    def text(self, lang: str = "zh") -> str:
        """All problems for people, one a line: ``place: message``."""
        lines = ((problem.at, problem.message(lang)) for problem in self.problems)
        return "\n".join(f"{at}: {message}" if at else message for at, message in lines)

    def __str__(self) -> str:
        return self.text()


class ProfileError(InputError):
    """The profile document (个人档案) is wrong."""

    code = "profile"


class PolicyDateError(InputError):
    """No policy is in force on the evaluation date (没有生效的政策)."""

    code = "policy_date"


class WageError(InputError):
    """A month needs an average wage (社会平均工资) from before the first on file."""

    code = "wage"


class TableError(InputError):
    """A table of persons or a ledger (人员表、缴费明细表) is wrong; places are ``persons.birth_date``."""

    code = "table"


class QuestionError(InputError):
    """What is asked beside the document cannot be answered (问题超出范围): too far ahead, no date."""

    code = "question"


class LawError(JifenError):
    """A law file is wrong. The message names the file and the key, and says what to do about it."""

    code = "law"
