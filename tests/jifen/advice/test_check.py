"""The pre-check of invented people: its places lead somewhere, and what is absent is not wrong."""

import json
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law_cases.cases import engine, read_cases
from tests.strategies import documents, evaluation_dates

from jifen.advice.check import examine, report
from jifen.law import load_lawbook
from jifen.profile import parse, to_document
from jifen.profile.structure import value_at
from jifen.scoring import Engine

CLEAN = next(case for case in read_cases() if case.id == "returns/reasons-01")
Document = dict[str, Any]


def check(document: Document, on: date, lang: Any = "zh") -> dict[str, Any]:
    return report(examine(engine(), parse(document), on), lang)


def value_of(document: Document, place: str) -> object:
    parts = place.replace("]", "").replace("[", ".").split(".")
    return value_at(document, tuple(int(part) if part.isdigit() else part for part in parts))


@settings(max_examples=40)
@given(documents(), evaluation_dates(), st.sampled_from(["zh", "en"]))
def test_every_fact_stands_in_the_document(document: Document, on: date, lang: Any):
    found = check(document, on, lang)
    written = to_document(parse(document)) | {"on": on.isoformat()}
    for finding in found["findings"]:
        assert finding["because"]
        assert finding["sources"]
        assert len(finding["facts"]) == 2
        for fact in finding["facts"]:
            stated = value_of(written, fact["at"])
            # A section is named where what is missing would stand; a default where nothing is said.
            assert stated == fact["value"] or fact["value"] in (None, False), fact
    json.dumps(found)


@settings(max_examples=40)
@given(documents(), evaluation_dates())
def test_a_reason_is_clear_only_when_all_was_looked_at(document: Document, on: date):
    found = check(document, on)
    for reason in found["reasons"]:
        assert (reason["state"] == "clear") == (not reason["findings"] and not reason["not_checked"])
    listed = [name for reason in found["reasons"] for name in reason["findings"]]
    assert listed == [finding["id"] for finding in found["findings"]]


@settings(max_examples=40)
@given(documents(), evaluation_dates())
def test_marks_lie_on_the_bands_and_never_in_the_future(document: Document, on: date):
    bands = check(document, on)["bands"]
    if bands is None:
        return
    assert bands["to"] == f"{on:%Y-%m}"
    for stretch in (*bands["resume"], *bands["insurance"], *bands["marks"]):
        assert bands["from"] <= stretch["from"] <= stretch["to"] <= bands["to"]
    for name in ("resume", "insurance"):
        assert all(one["from"] <= other["from"] for one, other in pairwise(bands[name]))


@pytest.mark.parametrize("section", sorted(set(CLEAN.document) - {"birth_date"}))
def test_leaving_a_section_out_accuses_nobody(section: str):
    document = {key: value for key, value in CLEAN.document.items() if key != section}
    found = {finding["id"] for finding in check(document, CLEAN.on)["findings"]}
    # But for the certificate, whose own rule asks for months at its base.
    assert found == ({"credential_base_missing"} if section == "social_insurance" else set())


def test_without_a_law_of_practice_there_is_nothing_to_find():
    folder = Path(__file__).parents[2] / "toy_law" / "lindenau"
    toy = Engine(load_lawbook(folder))
    day = toy.book.policies[-1].effective_from
    found = report(examine(toy, parse({"birth_date": "1970-01-01"}), day))
    assert found["findings"] == found["reasons"] == []


def test_a_record_with_thousands_of_conflicts_is_answered_in_a_few_findings():
    runs = [{"from": "2005-01", "base": 9000, "employer": f"单位{number}"} for number in range(300)]
    taxes = [{"from": "2005-01", "income": 100, "declarer": f"公司{number}"} for number in range(300)]
    document = {"birth_date": "1980-01-01", "social_insurance": runs, "income_tax": taxes}
    found = Counter(finding["id"] for finding in check(document, date(2026, 11, 26))["findings"])
    assert {"insurance_twice", "declarer_not_payer"} <= found.keys()
    assert max(found.values()) < len(runs) / 10
