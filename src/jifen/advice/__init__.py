"""Advice (规划, 预检): what the coming years bring, what would come back. Points come from the engine."""

from jifen.advice.drawing import drawing
from jifen.advice.forecast import forecast
from jifen.advice.milestones import deadlines
from jifen.advice.plan import Question, plan

__all__ = ["Question", "deadlines", "drawing", "forecast", "plan"]
