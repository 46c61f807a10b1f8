"""A call that cannot be carried out: the message is for the person at the terminal."""

from jifen.errors import JifenError


class CallError(JifenError):
    """The call or a file is wrong; exit status 2."""

    code = "call"
