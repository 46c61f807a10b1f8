"""The data of a comparison's report, by hand: the least that every page of it can show."""

from typing import Any

_ROW = {"people": 400, "before": 200, "after": 180, "up": 0, "down": 20}

REPORT: dict[str, Any] = {
    "on": "2026-07-06",
    "least": 10,
    "names": ["A", "B"],
    "pass_marks": [120, 125],
    "changes": [],
    "whole": _ROW,
    "by_age": [{"name": "20–64", **_ROW}],
    "by_education": [],
    "by_indicator": [],
    "unchanged": 17,
    "by_mark": {"up": 0, "down": 20},
    "totals": [None, None],
    "distribution": [],
}
