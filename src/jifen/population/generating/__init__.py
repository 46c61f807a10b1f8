"""Invented populations (虚构人口): believable tables for tests, benchmarks, teaching; alike for one seed."""

from jifen.population.generating.writing import Wanted, generate

__all__ = ["Wanted", "generate"]
