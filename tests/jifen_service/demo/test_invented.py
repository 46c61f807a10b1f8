"""What the sample world invents, and what is shipped of the real one."""

from datetime import date

import pytest

from jifen_service.accounts.centres import ensure_centres
from jifen_service.accounts.credit_codes import credit_code_fault
from jifen_service.accounts.models import Centre
from jifen_service.casework.identity import birth_date_of, id_number_fault, mobile_fault
from jifen_service.casework.transitions import TRANSITIONS
from jifen_service.demo import numbers
from jifen_service.demo.people import rows
from jifen_service.demo.ways import ways


@pytest.mark.parametrize("serial", [1, 40, 240])
def test_numbers_are_sound_and_nobodys(serial):
    born = date(1990, 2, 28)
    woman, man = (numbers.id_number(born, serial, woman=sex) for sex in (True, False))
    assert (id_number_fault(woman), id_number_fault(man)) == (None, None)
    assert birth_date_of(woman) == born
    assert (int(woman[16]) % 2, int(man[16]) % 2) == (0, 1)
    assert woman.startswith("99")
    assert mobile_fault(numbers.phone(serial)) is None
    assert numbers.phone(serial).startswith("154")
    assert credit_code_fault(numbers.credit_code(serial)) is None


def test_forty_people_at_six_employers():
    people, employers = rows("people.yaml"), {one["key"] for one in rows("places.yaml")["employers"]}
    assert len({one["name"] for one in people}) == len(people) == 40
    assert len(employers) == 6
    assert {one["at"] for one in people} <= employers


def test_every_way_is_walked_by_transitions_of_the_state_machine():
    walked = {step.name for way in ways().values() for step in way}
    told = {
        "begin", "fill", "request", "hand_in", "see", "see_some", "check", "claim_window", "claim_reviewer",
        "check_some", "decide_other",
    }  # fmt: skip
    assert walked - told <= set(TRANSITIONS)
    # What the platform does by itself comes of other steps.
    assert set(TRANSITIONS) - walked <= {"end_points", "propose_unchanged"}


def test_sixteen_districts_are_shipped_and_nothing_about_them_is_invented(db):
    assert ensure_centres() == 16
    assert list(Centre.objects.exclude(address="").values_list("district", flat=True)) == ["奉贤区"]
    assert not Centre.objects.exclude(phone="").exists()


def test_centres_that_are_there_stay_as_they_are(db):
    Centre.objects.create(district="奉贤区", code="FX", name="自己的名称")
    assert ensure_centres() == 0
    assert Centre.objects.get().name == "自己的名称"
