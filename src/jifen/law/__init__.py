"""The law as data (规则即数据): dated, cited values read from YAML files, one file a section."""

from jifen.law.amendment import Amendment, amended
from jifen.law.book import Change, LawBook, differences
from jifen.law.model import Dated, DatedSeries, Law, Policy, Section, Source, Text
from jifen.law.store import load_lawbook

__all__ = [
    "Amendment",
    "Change",
    "Dated",
    "DatedSeries",
    "Law",
    "LawBook",
    "Policy",
    "Section",
    "Source",
    "Text",
    "amended",
    "differences",
    "load_lawbook",
]
