"""The employees' points over the years: right, paged, in a constant number of queries, as a spreadsheet."""

import io

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.jifen_service.casework.world import NAME, make_user, new_case, person, take

from jifen_service.audit.models import AuditEvent


def test_a_row_says_today_the_next_change_and_the_month_below(world, agent, submitted):
    text = agent.get(reverse("employers:years")).content.decode()
    assert submitted.number in text
    assert NAME not in text
    assert "2027-06-01" in text
    book = load_workbook(io.BytesIO(agent.get(reverse("employers:years_download")).content))
    titles, row = list(book.active.iter_rows(values_only=True))
    assert dict(zip(titles, row, strict=True))["2026-11-23 的积分"] > 120
    assert NAME not in row
    taken = AuditEvent.objects.get(action="look_years_downloaded")
    assert (taken.subject_id, taken.detail) == (str(submitted.employer_id), {"rows": 1})


def test_queries_do_not_grow_with_the_employees(world, agent, submitted):
    address = reverse("employers:years")
    agent.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        agent.get(address)
    for name in ("second", "third"):
        world.people[name] = person(make_user(name))
        other = new_case(world, who=name)
        take(world, other, "submit", name)
    with CaptureQueriesContext(connection) as more:
        assert agent.get(address).content.decode().count('class="case-id"') == 3
    assert len(more) == len(few)
