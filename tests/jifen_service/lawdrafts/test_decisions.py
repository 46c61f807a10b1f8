"""A publication changes what is still open, and nothing that was decided: row, pages, print, verification."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.jifen_service.casework.world import START, World, advance, make_world, new_case, take
from tests.jifen_service.lawdrafts.conftest import MARK, changing

from jifen import default_engine
from jifen_service.accounts.roles import Role
from jifen_service.casework import queries
from jifen_service.casework.models import Case, Decision
from jifen_service.casework.rules import items
from jifen_service.lawdrafts import service
from jifen_service.lawdrafts.service import Author
from jifen_service.notices import wording
from jifen_service.notices.models import Notice
from jifen_service.portal.guide.drawings import usual_ways
from jifen_service.portal.home.example import example
from jifen_service.portal.search.entries import entries

SITE = "https://jifen.example"
NEW_MARK = 377


@pytest.fixture
def world(db, settings, tmp_path) -> World:
    told = tmp_path / "clock"
    told.write_text(START.isoformat())
    settings.CLOCK_FILE = str(told)
    return make_world()


def publish(make_person, capture) -> None:
    """A pass mark that nobody of this world reaches, from a year before the decision on."""
    one, other = (Author(make_person(name, Role.CITY_ADMIN), START) for name in ("wang", "li"))
    draft = service.create(one, changing(NEW_MARK, START.date() - timedelta(days=365)))
    draft = service.propose(draft.pk, draft.version, one, "为了测试")
    with capture(execute=True):
        service.publish(draft.pk, draft.version, other)


def told_of(case: Case) -> list[object]:
    """All that says what was decided on a case, to its holder and to strangers.

    A print is written from ``document`` and ``data`` alone.
    """
    notice = Notice.objects.get(case=case)
    return [
        Decision.objects.filter(case=case).values().get(),
        queries.decided_score(case.decisions.get(), "zh"),
        wording.document(notice, "zh", SITE),
        wording.data(notice, SITE),
        Client().get(f"/api/v1/notices/{notice.code}").json(),
        Client().get(f"/verify/{notice.code}/").content,
    ]


def test_what_was_decided_stays_and_what_is_open_is_scored_anew(
    world, law_folder, make_person, django_capture_on_commit_callbacks
):
    decided = advance(world, new_case(world), "decide_passed")
    other = advance(world, new_case(world, who="stranger"), "accept", who="stranger")
    before, score = told_of(decided), queries.live_score(other, START.date(), "zh").result
    assert score["passes"]
    publish(make_person, django_capture_on_commit_callbacks)
    assert told_of(decided) == before
    score = queries.live_score(other, START.date(), "zh").result
    assert (score["pass_mark"], score["passes"]) == (NEW_MARK, False)
    assert score["policy"]["amendments"] == [1]
    take(world, other, "propose", "reviewer", data={"outcome": "below"})
    take(world, other, "decide_below", "approver")
    old, new = Decision.objects.get(case=decided), Decision.objects.get(case=other)
    assert (old.policy, old.law_version != new.law_version) == (new.policy, True)
    assert (old.trace.get("amendments"), new.trace["amendments"]) == (None, [1])


def test_every_place_that_keeps_something_of_the_law_sees_it(
    world, law_folder, make_person, django_capture_on_commit_callbacks
):
    day, client = START.date(), Client()
    kept = items(), example(day, "zh"), usual_ways(day, "zh"), entries(day)
    pages = ("/", "/guide/what", "/benefits", "/news")
    known = {page: str(NEW_MARK) in client.get(page).content.decode() for page in pages}
    publish(make_person, django_capture_on_commit_callbacks)
    now = items(), example(day, "zh"), usual_ways(day, "zh"), entries(day)
    assert [was is is_now for was, is_now in zip(kept, now, strict=True)] == [False] * len(kept)
    assert example(day, "zh").json["pass_mark"] == NEW_MARK
    assert any(str(NEW_MARK) in entry.text["zh"] for entry in now[-1])
    assert default_engine().book.law_on(day).value(MARK) == NEW_MARK
    told = {page: str(NEW_MARK) in client.get(page).content.decode() for page in pages}
    assert not any(known.values())
    assert [page for page, tells in told.items() if not tells] == []
