"""Advice (规划): what the coming years bring. Points come from the one engine, never from here."""

from jifen.advice.forecast import forecast

__all__ = ["forecast"]
