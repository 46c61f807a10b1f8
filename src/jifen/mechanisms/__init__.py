"""The vocabulary in which rules are written (规则的词汇): one small file a mechanism.

A mechanism has a schema for what a law file may say of it, a scalar evaluation that leaves a trace, a column
reading for tables of persons, and the facts its sentence needs. `compile_law` turns the law in force into a
`Program` of such nodes; nothing outside this package knows a mechanism by its name.
"""

from jifen.mechanisms.columns import Columns, MonthsAsked, Value
from jifen.mechanisms.facts import Facts
from jifen.mechanisms.node import MONTHS_NOT_COUNTED, NEVER, Node
from jifen.mechanisms.program import Check, Indicator, Program, compile_law
from jifen.mechanisms.trace import NextStep, Trace

__all__ = [
    "MONTHS_NOT_COUNTED",
    "NEVER",
    "Check",
    "Columns",
    "Facts",
    "Indicator",
    "MonthsAsked",
    "NextStep",
    "Node",
    "Program",
    "Trace",
    "Value",
    "compile_law",
]
