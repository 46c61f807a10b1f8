"""What to bring, as the pre-check says it: for what each is asked, its figures as of the day, what lacks."""

from datetime import date
from typing import Any

import pytest
from tests.law_cases.cases import engine

from jifen import check
from jifen.advice.check import examine, report
from jifen.errors import QuestionError
from jifen.law import amended
from jifen.profile import parse
from jifen.scoring import Engine

ON = date(2026, 11, 22)
NOTHING = {"birth_date": "1990-06-15"}


def brought(document: dict[str, Any], **asked: Any) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in check({**NOTHING, **document}, on=ON, **asked)["materials"]}


def reasons(document: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [each["id"] for each in item["for"]] for name, item in brought(document).items()}


def test_whoever_states_nothing_brings_what_everybody_brings():
    asked = brought({})
    unsure = asked.pop("dispatch_agreement")
    assert {"permit", "applicant_id", "household_register", "labour_contract"} < set(asked)
    assert all(item["for"] == [] and item["required"] for item in asked.values())
    # Whether somebody is dispatched no document says: it is named, and not required.
    assert not unsure["required"]
    assert unsure["for"] == [{"id": "dispatched", "name": "劳务派遣"}]


@pytest.mark.parametrize(
    ("document", "more"),
    [
        (
            {"education": [{"level": "bachelor"}]},
            {
                name: ["education"]
                for name in ("diploma", "education_registration", "prior_diploma", "archive_contact")
            },
        ),
        (
            {"credentials": [{"level": "senior", "in_shanghai": False}]},
            {
                "credential_certificate": ["credential"],
                "credential_registration": ["credential_elsewhere"],
                "appointment": ["credential"],
            },
        ),
        (
            {"public_service": [{"from": "2020-01"}], "remote_area": [{"from": "2020-01"}]},
            {name: ["public_service", "remote_area"] for name in ("service_certificate", "residence_record")},
        ),
        (
            {"children": [{"birth_date": "2015-05-05"}]},
            {name: ["children"] for name in ("birth_certificate", "child_register", "child_permit")},
        ),
        ({"spouse": {"married": "2015-05-05"}}, {}),
    ],
)
def test_what_is_stated_asks_for_its_proof_and_no_more(document, more):
    assert reasons(document) == reasons({}) | more


def test_each_says_form_origin_and_source_in_both_languages():
    for lang in ("zh", "en"):
        for item in brought({"education": [{"level": "bachelor", "degree": True}]}, lang=lang).values():
            assert item["form"] in {"original", "copy", "both"}
            assert item["where"]
            assert item["sources"]
            assert "{" not in item["name"]


def test_the_figures_are_those_of_the_day(tmp_path):
    changed = tmp_path / "longer.yaml"
    changed.write_text(
        "name: {zh: 加长, en: longer}\n"
        "changes:\n"
        "  returns.contract_years:\n"
        "    - {from: 2027-01-01, value: 7, certainty: estimate, sources: [EST]}\n",
        encoding="utf-8",
    )
    law = Engine(amended(engine().book, changed).book)

    def contract(on: date) -> str:
        found = report(examine(law, parse(NOTHING), on), "en")["materials"]
        return next(item["name"] for item in found if item["id"] == "labour_contract")

    assert "term of 7 year" in contract(date(2027, 1, 1))
    assert "term of 7 year" not in contract(date(2026, 12, 31))


def test_who_says_what_is_at_hand_reads_what_lacks():
    assert {item["at_hand"] for item in brought({}).values()} == {None}
    assert {item["at_hand"] for item in brought({}, have=[]).values()} == {False}
    there = brought({}, have=["permit", "diploma"])
    assert [name for name, item in there.items() if item["at_hand"]] == ["permit"]
    with pytest.raises(QuestionError) as refused:
        brought({}, have=["passport"])
    assert [problem.at for problem in refused.value.problems] == ["have"]
