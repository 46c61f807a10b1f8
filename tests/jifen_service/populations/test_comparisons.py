"""Comparisons run beside the pages, are whole or not at all, and outlive what they were made of."""

import json
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import settings as live
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from jifen_service.config import clock
from jifen_service.lawdrafts import content, service
from jifen_service.populations import comparing, tasks
from jifen_service.populations.adding import invent
from jifen_service.populations.models import Comparison, Population, State
from jifen_service.populations.running import work_on

ROOT = Path(__file__).resolve().parents[3]
MARK = ROOT / "examples" / "what-if" / "pass-mark-125.yaml"
COMPARE, COMPARED = "/city/populations/compare/", "/city/populations/compared"


@pytest.fixture
def population(city, world) -> Population:
    return invent(service.Author(world.city_admin.user, clock.now()), "虚构", 400, 1)


def asked(city, population: Population, **told: object) -> Comparison:
    fields = {"population": population.pk, "on": "2026-07-06", "least": "10", **told}
    answer = city.post(COMPARE, fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return Comparison.objects.get()


def work() -> None:
    """What the process beside the worker does; the story in the browser has a real one."""
    for row in DBTaskResult.objects.ready().filter(queue_name=tasks.QUEUE):
        row.task.call(*row.task_result.args)


def litter() -> list[Path]:
    return list((Path(live.VAR) / "populations-work").glob("*"))


def test_a_draft_is_compared_as_it_was(city, world, population):
    author = service.Author(world.city_admin.user, clock.now())
    draft = service.take_in(author, MARK.read_bytes())
    form = city.get(f"{COMPARE}?draft={draft.pk}").context["form"]
    assert (form["after"].value(), form["on"].value()) == (f"draft:{draft.pk}", clock.today())
    comparison = asked(city, population, after=f"draft:{draft.pk}")
    page = city.get(f"{COMPARED}/{comparison.pk}/").content.decode()
    assert "在排队" in page
    assert 'http-equiv="refresh"' in page
    assert tasks.is_waiting()
    service.edit(draft.pk, draft.version, author, content.blank("空", "Empty"))
    work()
    comparison.refresh_from_db()
    assert (comparison.state, comparison.progress, litter()) == (State.DONE, 100, [])
    found = comparison.shown("zh")
    assert found["pass_marks"] == [120, 125]
    assert found["whole"]["people"] == 400
    assert found["whole"]["up"] == 0 < found["whole"]["down"]
    page = city.get(f"{COMPARED}/{comparison.pk}/").content.decode()
    assert "标准分值 125" in page
    assert "虚构的人" in page
    assert "之后又改过" in page
    assert city.post(f"/city/populations/{population.pk}/remove/").status_code == 302
    reports(city, comparison, found)


def reports(city, comparison: Comparison, found: dict[str, object]) -> None:
    """What may be taken along, though the population is gone."""
    page = city.get(f"{COMPARED}/{comparison.pk}/report.html")
    policy = page["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline'")
    assert "script" not in policy
    assert not re.search(r"<script|<link|(?:src|href)=", page.content.decode())
    assert json.loads(city.get(f"{COMPARED}/{comparison.pk}/report.json").content) == found
    picture = city.get(f"{COMPARED}/{comparison.pk}/distribution.png")
    assert picture.content.startswith(b"\x89PNG")
    assert city.get(f"{COMPARED}/{comparison.pk}/report.pdf").status_code == 404


def test_wrong_values_are_said_where_one_waits(city, people, settings):
    folder = Path(settings.POPULATIONS) / "wrong"
    shutil.copytree(people, folder)
    persons = pq.read_table(folder / "persons.parquet")
    place = persons.schema.get_field_index("crimes")
    pq.write_table(persons.set_column(place, "crimes", [[-1] * len(persons)]), folder / "persons.parquet")
    city.post("/city/populations/new/", {"way": "folder", "folder": "wrong"})
    comparison = asked(city, Population.objects.get(), after="shanghai-2018")
    work()
    page = city.get(f"{COMPARED}/{comparison.pk}/").content.decode()
    assert "persons.crimes" in page
    assert "300 行超出范围" in page
    assert Comparison.objects.get().state == State.REFUSED


def test_what_was_stopped_writes_nothing_and_can_begin_again(city, world, population):
    comparison, author = (
        asked(city, population, after="shanghai-2018"),
        service.Author(world.city_admin.user, clock.now()),
    )
    moments = []

    def now():
        moments.append(clock.now())
        if len(moments) == 2:
            comparing.cancel(author, comparison.pk)
        return moments[-1]

    assert work_on(comparison.pk, 1, now) == ""
    comparison.refresh_from_db()
    assert (comparison.state, comparison.result, litter()) == (State.CANCELLED, {}, [])
    # The task of before the stop finds that it was overtaken.
    work()
    assert Comparison.objects.get().state == State.CANCELLED
    city.post(f"{COMPARED}/{comparison.pk}/again/")
    work()
    comparison.refresh_from_db()
    assert comparison.state == State.DONE
    # What is done stays; another begins beside it.
    city.post(f"{COMPARED}/{comparison.pk}/again/")
    again = Comparison.objects.exclude(pk=comparison.pk).get()
    assert (again.state, again.names, again.result) == (State.WAITING, comparison.names, {})
    assert Comparison.objects.get(pk=comparison.pk).result


def test_people_who_were_removed_meanwhile_are_missed(city, population):
    comparison = asked(city, population, after="shanghai-2018")
    city.post(f"/city/populations/{population.pk}/remove/")
    work()
    assert "找不到“虚构”" in city.get(f"{COMPARED}/{comparison.pk}/").content.decode()


def test_a_killed_worker_is_noticed(city, world, population):
    comparison = asked(city, population, after="shanghai-2018")
    Comparison.objects.update(state=State.RUNNING, progress=40)
    assert "好一会儿没有进展了" not in city.get(f"{COMPARED}/{comparison.pk}/").content.decode()
    Comparison.objects.update(progress_at=clock.now() - comparing.STOPPED_AFTER - timedelta(seconds=1))
    assert "好一会儿没有进展了" in city.get(f"{COMPARED}/{comparison.pk}/").content.decode()
    city.post(f"{COMPARED}/{comparison.pk}/again/")
    comparison.refresh_from_db()
    assert (comparison.state, comparison.progress, comparison.run) == (State.WAITING, 0, 2)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "改后的规则请选一个"),
        ({"after": "shanghai-2018", "least": "2"}, "least"),
        ({"after": "shanghai-2018", "on": "2001-01-01"}, "2001"),
        ({"file": MARK.read_bytes(), "on": "2026-06-30"}, "2026-07-01 起才适用"),
        ({"file": b"name: ["}, "draft.yaml"),
        ({"file": b"name: {zh: a, en: b}\nchanges: {nothing.here: []}\n"}, "changes"),
    ],
)
def test_what_cannot_be_compared_is_said(city, population, told, words):
    if "file" in told:
        told = told | {"file": SimpleUploadedFile("change.yaml", told["file"])}
    fields = {"population": population.pk, "on": "2026-07-06", "least": "10", **told}
    answer = city.post(COMPARE, fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Comparison.objects.exists()
