"""Files named on the command line; ``-`` is standard input."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from jifen.cli.call_error import CallError
from jifen.cli.clock import today
from jifen.profile import Profile, read


def read_file(name: str) -> bytes:
    """Read a whole file; CallError says which could not be read, and why."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CallError(f"{name}: {error.strerror} / 读不到这个文件") from None


def profile_and_day(options: Namespace) -> tuple[Profile, date]:
    """Read the profile that a call names, and the day: the call's, else the document's, else today."""
    profile = read(read_file(options.file))
    return profile, options.on or profile.on or today()
