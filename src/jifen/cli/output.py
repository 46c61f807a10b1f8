"""Writing to the terminal, to a pipe, to a file."""

from __future__ import annotations

import sys
from typing import Any

import orjson


def write_json(value: Any) -> None:
    """Print a value as readable JSON, in UTF-8 whatever the terminal's locale."""
    write_bytes(
        orjson.dumps(value, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS) + b"\n"
    )


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output after whatever was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
