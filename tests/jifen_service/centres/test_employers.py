"""Employers verified by their district's centre, and by nobody else."""

import pytest
from tests.jifen_service.casework import world as w

from jifen_service.accounts.models import Employer, Licence
from jifen_service.vault import files


@pytest.fixture
def pending(world):
    employer = Employer.objects.create(
        credit_code="91310115MA1K4BQ34X", name="示例餐饮", centre=world.centre, created_at=w.START
    )
    Licence.objects.create(
        employer=employer,
        key=files.store(w.photo()),
        media_type="image/png",
        uploaded_by=world.agent.user,
        uploaded_at=w.START,
    )
    return employer


def test_the_window_verifies_beside_the_licence(world, pending, sign_in):
    client = sign_in("window")
    assert "示例餐饮" in client.get("/desk/employers/").content.decode()
    assert pending.credit_code in client.get(f"/desk/employers/{pending.pk}/").content.decode()
    assert client.get(f"/desk/employers/{pending.pk}/licence/")["Content-Type"] == "image/jpeg"
    client.post(f"/desk/employers/{pending.pk}/", {"verdict": "verify"})
    pending.refresh_from_db()
    assert pending.status == "verified"
    again = client.post(f"/desk/employers/{pending.pk}/", {"verdict": "verify"})
    assert again.status_code == 422


def test_a_refusal_needs_a_reason(world, pending, sign_in):
    client = sign_in("lead")
    told = client.post(f"/desk/employers/{pending.pk}/", {"verdict": "refuse", "reason": " "})
    assert told.status_code == 422
    client.post(f"/desk/employers/{pending.pk}/", {"verdict": "refuse", "reason": "执照模糊"})
    pending.refresh_from_db()
    assert (pending.status, pending.reason) == ("refused", "执照模糊")


@pytest.mark.parametrize("who", ["window_elsewhere", "agent", "holder"])
def test_others_find_nothing(world, pending, sign_in, who):
    for rest in ("", "licence/"):
        assert sign_in(who).get(f"/desk/employers/{pending.pk}/{rest}").status_code == 404


def test_a_reviewer_sees_the_employer_and_does_not_judge(world, pending, sign_in):
    client = sign_in("reviewer")
    assert client.get("/desk/employers/").status_code == 404
    page = client.get(f"/desk/employers/{pending.pk}/").content.decode()
    assert "核验通过" not in page
    assert client.post(f"/desk/employers/{pending.pk}/", {"verdict": "verify"}).status_code == 404
    pending.refresh_from_db()
    assert pending.status == "pending"
