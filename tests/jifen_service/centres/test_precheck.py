"""The pre-check in a case: to the holder before submitting, to the agent, to the officer, with its fields."""

from html import unescape

import pytest
from django.urls import reverse
from tests.jifen_service.casework import world as w

from jifen_service.casework import service
from jifen_service.casework.models import Case
from jifen_service.precheck.document import document_of


@pytest.fixture
def case(world) -> Case:
    """A case whose contract is with another employer than pays."""
    case = w.new_case(world)
    employment = w.SECTIONS["employment"]["profile"]["employment"] | {"employer": "另一家公司"}
    resume = w.SECTIONS["employment"]["profile"]["resume"]
    data = {"profile": {"employment": employment, "resume": resume}}
    service.save_section(case.pk, world.holder, "employment", data, at=w.START)
    return Case.objects.get(pk=case.pk)


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_everybody_sees_it_with_the_field_it_is_about(world, case, sign_in):
    found = "劳动合同是“另一家公司”签的, 现在的社保由“示例科技”缴"
    holder = page(sign_in("holder"), reverse("applicants:check", args=[case.pk]))
    assert found in holder
    form = f"/my/cases/{case.pk}/form"
    assert f'href="{form}/insurance#social_insurance-0-employer"' in holder
    assert f'href="{form}/employment#employment-employer"' in holder
    w.take(world, case, "submit", "holder")
    agent = page(sign_in("agent"), f"/employer/cases/{case.pk}/")
    assert found in agent
    assert 'href="#part-employment"' in agent
    w.take(world, case, "confirm", "agent")
    w.take(world, case, "deliver", "agent")
    officer = sign_in("window")
    assert found in page(officer, f"/desk/cases/{case.pk}/?part=whole")
    assert found in page(officer, f"/desk/cases/{case.pk}/?part=insurance")
    assert found not in page(officer, f"/desk/cases/{case.pk}/?part=household")
    assert w.SECTIONS["household"]["personal"]["household_address"] not in page(
        officer, f"/desk/cases/{case.pk}/?part=whole"
    )


def test_what_the_case_knows_is_checked_too(world, case):
    known = document_of(case)["employment"]
    assert known["filing_district"] == known["district"] == "浦东新区"
    assert known["licence_valid"] is True
