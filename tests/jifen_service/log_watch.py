"""Watches what is logged while a test runs: a sound ID number or a mobile number in it is a fault."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from jifen_service.casework.identity import id_number_fault

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")


class _Watch(logging.Handler):
    """Keeps the lines that name somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # With the traceback, which a formatter adds to the line.
        line = self.format(record)
        numbers = (number for number in _ID_NUMBER.findall(line) if id_number_fault(number) is None)
        if _PHONE.search(line) or any(numbers):
            self.found.append(line)


@contextmanager
def watched() -> Iterator[list[str]]:
    """The lines logged meanwhile that hold such a number, of every logger that goes its own way too."""
    watch = _Watch()
    loggers = [logging.getLogger(name) for name in ("", *settings.LOGGING["loggers"])]
    for logger in loggers:
        logger.addHandler(watch)
    try:
        yield watch.found
    finally:
        for logger in loggers:
            logger.removeHandler(watch)
