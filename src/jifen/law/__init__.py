"""The law as data (规则即数据): dated, cited values read from YAML files, one file a section."""

from jifen.law.amendment import Amendment, AmendmentFile, amended, laid_over
from jifen.law.book import Change, LawBook, differences
from jifen.law.model import (
    Asked,
    Dated,
    DatedSeries,
    FindingRule,
    Law,
    Policy,
    PublishedAmendment,
    Reason,
    Section,
    Source,
    Text,
)
from jifen.law.schema import DocumentFile
from jifen.law.store import load_lawbook

__all__ = [
    "Amendment",
    "AmendmentFile",
    "Asked",
    "Change",
    "Dated",
    "DatedSeries",
    "DocumentFile",
    "FindingRule",
    "Law",
    "LawBook",
    "Policy",
    "PublishedAmendment",
    "Reason",
    "Section",
    "Source",
    "Text",
    "amended",
    "differences",
    "laid_over",
    "load_lawbook",
]
