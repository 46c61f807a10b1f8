"""Writing to the terminal, to a pipe, to a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from rich.console import Console

#: columns where the output is no terminal
_PLAIN_WIDTH = 118


def write_json(value: Any) -> None:
    """Print a value as readable JSON, in UTF-8 whatever the terminal's locale."""
    write_bytes(
        orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS) + b"\n"
    )


def console() -> Console:
    """Give a console for tables: colours only where the output is a terminal."""
    # The library is slow to load, and only a person needs it.
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, width=None if Console().is_terminal else _PLAIN_WIDTH)


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output after whatever was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
