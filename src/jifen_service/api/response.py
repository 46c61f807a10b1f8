"""Answers and refusals as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from django.http import HttpResponse

from jifen.errors import Problem

_JSON = "application/json; charset=utf-8"


def answer(content: Any, status: int = 200) -> HttpResponse:
    """Give content as JSON; decimals of the law as exact texts."""
    return HttpResponse(orjson.dumps(content, default=str), content_type=_JSON, status=status)


def refuse(problems: Iterable[Problem], lang: str, status: int = 422) -> HttpResponse:
    """Give problems as the contract's error body."""
    return answer({"errors": [problem.as_dict(lang) for problem in problems]}, status)
