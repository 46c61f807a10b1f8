"""Scoring (评分): profile x law x date gives an Assessment. No mechanism is known here by name."""

from jifen.scoring.assessment import Assessment, CheckResult, IndicatorResult, WarningFound
from jifen.scoring.columns import passes_column, points_columns, total_column, vetoed_column
from jifen.scoring.course import Course, Line, Standing, Step, Walk, at, follow
from jifen.scoring.engine import Engine

__all__ = [
    "Assessment",
    "CheckResult",
    "Course",
    "Engine",
    "IndicatorResult",
    "Line",
    "Standing",
    "Step",
    "Walk",
    "WarningFound",
    "at",
    "follow",
    "passes_column",
    "points_columns",
    "total_column",
    "vetoed_column",
]
