"""Nothing of a person lies in the database or the vault in clear; fronts ask for cases in one place only."""

import re
from pathlib import Path

import pytest
from django.db import connection
from tests.jifen_service.casework.world import (
    ID_NUMBER,
    NAME,
    PHONE,
    SECTIONS,
    SPOUSE_NUMBER,
    START,
    advance,
    new_case,
    photo,
    take,
)

from jifen_service.casework import queries, service
from jifen_service.casework.models import Case

SERVICE = Path(__file__).resolve().parents[3] / "src" / "jifen_service"
FRONTS = ("applicants", "employers", "centres", "city", "portal", "api")
DIRECT = re.compile(r"\b(Case|Material|Upload|Event|Decision|Check|OutboxMessage)\.objects\b")
SECRETS = (
    NAME,
    ID_NUMBER,
    PHONE,
    SPOUSE_NUMBER,
    SECTIONS["household"]["personal"]["household_address"],
    "李小红",
    "1988-05-14",
    "手写的说明",
    "更正的岗位",
)


def every_value() -> str:
    """All that the database holds, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_nothing_of_a_person_is_in_clear(world, settings):
    case = new_case(world)
    family = {
        "personal": {
            "marital_status": "married",
            "spouse_name": "李小红",
            "spouse_id_number": SPOUSE_NUMBER,
        },
        "profile": {"spouse": {"married": "2015-10-01"}},
    }
    service.save_section(case.pk, world.holder, "family", family, at=START)
    service.add_upload(case.pk, world.holder, "permit", f"{NAME}{PHONE}.png", photo("x"), at=START)
    advance(world, case, "deliver")
    service.judge_material(
        case.pk,
        world.window,
        "permit",
        "faulty",
        expected_version=1,
        at=START,
        reason="permit",
        note="手写的说明",
    )
    service.unmask(Case.objects.get(pk=case.pk), world.window, "phone", at=START)
    take(world, case, "refuse", "window", reasons=["permit"], note="手写的说明")
    take(world, case, "submit", "holder")
    for name, who in (("confirm", "agent"), ("deliver", "agent")):
        take(world, case, name, who)
    take(world, case, "accept", "window")
    service.finish_check(
        case.pk, world.reviewer, "tax", "differs", expected_version=0, at=START, note="手写的说明"
    )
    version = Case.objects.get(pk=case.pk).version
    service.amend_fact(
        case.pk, world.reviewer, "employment.position", "更正的岗位", reason="手写的说明",
        expected_version=version, at=START,
    )  # fmt: skip
    take(world, case, "propose", "reviewer")
    take(world, case, "decide_passed", "approver")
    values = every_value()
    assert case.number in values, "the dump must have seen the case"
    assert [secret for secret in SECRETS if secret in values] == []
    for path in settings.VAULT_FILES.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [secret for secret in SECRETS if secret.encode() in content]
    assert queries.timeline(case)[4].note == "手写的说明"


@pytest.mark.parametrize("kind", ["renewal", "change"])
def test_what_follows_a_passed_case_begins_with_its_facts(world, kind):
    case = advance(world, new_case(world), "decide_passed")
    following = service.create(kind, world.holder, at=START, previous_id=case.pk)
    assert (following.kind, following.state, following.version) == (kind, "draft", 0)
    assert following.profile == queries.decision(case).profile
    assert following.personal == case.personal
    assert (following.employer, following.previous) == (case.employer, case)
    assert service.blockers(following, "submit", world.holder, at=START) == ()
    with pytest.raises(service.NotConcerned):
        service.create(kind, world.stranger, at=START, previous_id=case.pk)


def test_nothing_follows_a_case_that_is_under_way(world):
    case = advance(world, new_case(world), "accept")
    for kind in ("renewal", "change", "appeal", "cancellation"):
        with pytest.raises(service.NotAllowed):
            service.create(kind, world.holder, at=START, previous_id=case.pk)


def test_fronts_ask_for_cases_through_the_queries_only():
    found = [
        f"{path.relative_to(SERVICE)}:{number}"
        for front in FRONTS
        for path in sorted((SERVICE / front).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if DIRECT.search(line)
    ]
    assert found == []
