"""Advice (规划): what the coming years bring. Points come from the one engine, never from here."""

from jifen.advice.forecast import forecast
from jifen.advice.plan import Question, plan

__all__ = ["Question", "forecast", "plan"]
