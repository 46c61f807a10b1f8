"""A notice from its issue to its end: what the casework decides, the notices follow."""

from datetime import date, timedelta

import pytest
from django.db import connection
from tests.jifen_service.casework.world import ID_NUMBER, NAME, SECTIONS, advance, new_case, take
from tests.jifen_service.notices.conftest import DECIDED, SITE

from jifen_service.accounts.roles import Role
from jifen_service.audit.service import events_of
from jifen_service.casework import retention
from jifen_service.casework import service as casework
from jifen_service.casework.models import Case
from jifen_service.casework.states import State as CaseState
from jifen_service.notices import service, wording
from jifen_service.notices.models import Notice, Print, State

TODAY = DECIDED.date()
PERMIT_ENDS = date.fromisoformat(SECTIONS["household"]["profile"]["permit"]["valid_until"])


def test_it_is_issued_with_the_decision_from_what_the_decision_froze(world, passed, notice):
    assert (notice.decision, notice.issued_at, notice.valid_until) == (
        passed.decisions.get(),
        DECIDED,
        PERMIT_ENDS,
    )
    passed.personal["name"], passed.profile["permit"]["valid_until"] = "别人", "2040-01-01"
    passed.save()
    told = wording.data(Notice.objects.get(), SITE)
    assert told["holder"]["name"] == "张**"
    assert (told["points"], told["valid_until"]) == (notice.decision.total, PERMIT_ENDS)


def test_name_and_number_lie_sealed(notice):
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM notices_notice")
        (content,) = cursor.fetchone()
    assert [secret for secret in (NAME, ID_NUMBER) if secret in content] == []


def test_it_expires_with_the_permit_and_not_a_day_before(notice):
    assert notice.state(PERMIT_ENDS) is State.VALID
    assert notice.state(PERMIT_ENDS + timedelta(days=1)) is State.EXPIRED


def test_a_revocation_ends_it_and_stays_in_sight(world, passed, notice):
    take(world, passed, "revoke", "lead", at=DECIDED, reasons=["false_materials"])
    notice.refresh_from_db()
    assert notice.state(TODAY) is State.REVOKED
    newer = advance(world, new_case(world), "decide_passed", at=DECIDED + timedelta(days=30)).notices.get()
    assert newer.supersedes == notice
    assert Notice.objects.get(pk=notice.pk).state(TODAY) is State.REVOKED


def test_a_correction_ends_it_until_the_newer_one_takes_its_place(world, passed, notice):
    take(world, passed, "correct", "approver", at=DECIDED, reasons=["new_facts"])
    notice.refresh_from_db()
    assert notice.state(TODAY) is State.REVOKED
    for name, who in (("propose", "reviewer"), ("decide_passed", "approver2")):
        take(world, passed, name, who, at=DECIDED + timedelta(days=2))
    again = Notice.objects.get(pk=notice.pk)
    assert (again.state(TODAY), again.newer.state(TODAY)) == (State.SUPERSEDED, State.VALID)
    assert service.issued(passed, world.holder, TODAY).notice == again.newer


def test_points_below_the_mark_are_stated_too(world, at):
    case = advance(world, new_case(world), "accept")
    Case.objects.filter(pk=case.pk).update(profile={"birth_date": "1988-05-14"})
    take(world, case, "propose", "reviewer", data={"outcome": "below"})
    take(world, case, "decide_below", "approver", at=DECIDED)
    found = case.notices.get()
    assert not found.decision.passes
    assert found.valid_until is None
    assert (
        f"{found.decision.total} 分, 没有达到标准分值" in wording.document(found, "zh", SITE).blocks[0].text
    )


def test_each_print_is_recorded_and_the_first_moves_the_case_on(world, passed, notice):
    for place, (who, role) in enumerate((("holder", Role.APPLICANT), ("agent", Role.AGENT)), 1):
        service.record_print(passed, world.people[who], at=DECIDED + timedelta(days=place), ip="192.0.2.7")
        assert Case.objects.get(pk=passed.pk).state == CaseState.PASSED_PRINTED
        last = notice.prints.first()
        assert (last.number, last.by, last.role, last.ip) == (
            place,
            world.people[who].user,
            role,
            "192.0.2.7",
        )
    assert [event.action for event in events_of("notice", notice.pk)] == ["notice_printed", "notice_printed"]


@pytest.mark.parametrize("who", ["reviewer", "approver", "lead", "city_admin"])
def test_who_may_not_print_leaves_no_trace(world, passed, notice, who):
    with pytest.raises(casework.NotAllowed):
        service.print_notice(passed, world.people[who], at=DECIDED, site=SITE)
    assert not Print.objects.exists()
    assert Case.objects.get(pk=passed.pk).state == CaseState.PASSED


def test_what_is_no_longer_valid_is_not_printed(world, passed, notice):
    late = DECIDED.replace(year=PERMIT_ENDS.year + 1)
    with pytest.raises(service.NotPrintableError) as refused:
        service.print_notice(passed, world.holder, at=late, site=SITE)
    assert refused.value.state is State.EXPIRED
    assert not Print.objects.exists()


def test_erasing_a_case_erases_its_notice_but_not_that_it_was_there(world, passed, notice):
    service.record_print(passed, world.holder, at=DECIDED, ip="192.0.2.7")
    retention.anonymise_all(DECIDED.replace(year=DECIDED.year + 30))
    notice.refresh_from_db()
    last = notice.prints.get()
    assert (notice.content, last.ip, last.by.username) == ({}, "", retention.ERASED)
    assert wording.holder(notice) == {"name": "", "id_number": ""}
    assert notice.state(TODAY) is State.VALID
