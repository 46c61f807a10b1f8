"""Lapse, erasure after the term, one's own data; and the page of the docs drawn from the code."""

import io
import zipfile
from datetime import date, timedelta

import orjson
import pytest
from django.core.management import call_command
from tests.jifen_service.casework.world import (
    ID_NUMBER,
    NAME,
    PHONE,
    START,
    advance,
    new_case,
    photo,
    take,
)

from jifen_service.audit.verify import faults
from jifen_service.casework import rules, service
from jifen_service.casework.generating import Plan, generate
from jifen_service.casework.models import Case, Event, Upload
from jifen_service.casework.retention import ERASED
from jifen_service.vault import files


def test_an_idle_draft_lapses_after_the_term_and_not_before(world):
    case = new_case(world)
    term = timedelta(days=rules.terms()["lapse"].value)
    assert service.lapse_all(START + term) == 0
    assert service.lapse_all(START + term + timedelta(days=1)) == 1
    assert service.lapse_all(START + term + timedelta(days=1)) == 0
    case.refresh_from_db()
    assert case.state == "lapsed"
    assert case.erase_on == date(2028, 1, 1)
    assert Event.objects.get(case=case, transition="lapse").role == "system"


def test_a_case_with_the_centre_does_not_lapse(world):
    advance(world, new_case(world), "deliver")
    assert service.lapse_all(START + timedelta(days=4000)) == 0


def test_after_the_term_nothing_personal_is_left_but_the_figures(world):
    case = new_case(world, filled=False)
    service.add_upload(case.pk, world.holder, "permit", "permit.png", photo(), at=START)
    upload = Upload.objects.get()
    case = advance(world, new_case(world), "decide_passed")
    assert case.erase_on == date(2031, 7, 4)
    assert service.anonymise_all(START) == 0
    later = START.replace(year=2031)
    total = case.decisions.get().total
    assert service.anonymise_all(later) == 1
    assert service.anonymise_all(later) == 0
    case = Case.objects.get(pk=case.pk)
    assert (case.profile, case.personal, case.name_key, case.id_number_key) == ({}, {}, None, None)
    assert case.applicant.username == ERASED
    assert case.anonymised_at == later
    decision = case.decisions.get()
    assert (decision.total, decision.profile, decision.result, decision.trace) == (total, {}, {}, {})
    assert upload.file_key not in set(files.all_keys())
    assert not case.events.filter(actor=world.holder.user).exists()
    assert list(faults({})) == []


def test_a_withdrawn_application_is_kept_for_a_shorter_time(world):
    case = new_case(world)
    take(world, case, "withdraw", "holder")
    case.refresh_from_db()
    assert case.erase_on == date(2027, 7, 4)


def test_one_gets_all_that_is_kept_of_one_and_nothing_of_others(world):
    case = new_case(world, filled=False)
    content = photo("mine")
    service.add_upload(case.pk, world.holder, "permit", "permit.png", content, at=START)
    Upload.objects.filter(file_key="0" * 64).delete()
    service.save_section(
        case.pk,
        world.holder,
        "personal",
        {"personal": {"name": NAME, "id_number": ID_NUMBER, "phone": PHONE}},
        at=START,
    )
    service.create("new", world.stranger, at=START)
    with zipfile.ZipFile(io.BytesIO(service.export_own(world.holder.user, START))) as archive:
        data = orjson.loads(archive.read("data.json"))
        assert archive.read(f"{case.number}/permit-1.png") == content
    assert [one["number"] for one in data["cases"]] == [case.number]
    assert data["cases"][0]["personal"]["id_number"] == ID_NUMBER
    assert data["account"]["username"] == "holder"


def test_the_daily_command_runs_the_terms(world, settings, tmp_path, capsys):
    new_case(world)
    settings.CLOCK_FILE = tmp_path / "clock"
    settings.CLOCK_FILE.write_text("2027-07-04T09:00")
    call_command("daily")
    told = set(capsys.readouterr().out.splitlines())
    assert {"lapsed: 1", "anonymised: 0", "imports erased: 0", "files that nothing names: 0"} <= told


def test_the_drawing_of_the_process_is_current():
    call_command("draw_process", "--check")


@pytest.mark.django_db
def test_generated_cases_look_like_cases():
    assert generate(Plan(60, START, 3)) == 60
    assert Case.objects.count() == 60
    for case in Case.objects.all():
        events = list(case.events.order_by("sequence"))
        assert [event.sequence for event in events] == list(range(case.version + 1))
        assert events[-1].target == case.state
        assert case.changed_at == events[-1].at
        assert case.personal["name"]
