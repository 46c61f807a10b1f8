"""Populations: uploaded tables are checked before anything is kept, sealed, and gone once deleted."""

import shutil
from datetime import timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from django.conf import settings as live
from django.core.files.uploadedfile import SimpleUploadedFile

from jifen_service.audit.models import AuditEvent
from jifen_service.config import clock
from jifen_service.populations import folders, rules
from jifen_service.populations.adding import erase_due
from jifen_service.populations.models import Population
from jifen_service.vault import files

NEW = "/city/populations/new/"


def tables(persons: Path, ledger: Path) -> dict[str, object]:
    return {
        "way": "upload",
        "name": "抽样",
        "persons": SimpleUploadedFile("persons.parquet", persons.read_bytes()),
        "ledger": SimpleUploadedFile("ledger.parquet", ledger.read_bytes()),
    }


def added(city, people: Path) -> Population:
    answer = city.post(NEW, tables(people / "persons.parquet", people / "ledger.parquet"))
    assert answer.status_code == 302, answer.context["problems"]
    return Population.objects.get()


def test_an_upload_is_sealed_seen_and_erased(city, people, django_capture_on_commit_callbacks):
    population = added(city, people)
    assert (population.people, population.seen["months"]) == (300, ["2021-12", "2026-11"])
    page = city.get(f"/city/populations/{population.pk}/").content.decode()
    assert "2021-12 – 2026-11" in page
    assert "2026-10-04" in page
    sealed = [path.read_bytes() for path in Path(live.VAULT_FILES).glob("??/*")]
    assert len(sealed) == 2
    assert not any(b"PAR1" in content or b"person_id" in content for content in sealed)
    assert files.read(population.persons_key) == (people / "persons.parquet").read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        city.post(f"/city/populations/{population.pk}/remove/")
    assert not Population.objects.exists()
    assert not list(files.all_keys())
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "population_added",
        "population_removed",
    }


def test_an_upload_goes_after_its_term(city, people, django_capture_on_commit_callbacks):
    population = added(city, people)
    ends = population.made_at + rules.kept()
    assert erase_due(ends - timedelta(seconds=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_due(ends) == 1
    assert not list(files.all_keys())


@pytest.mark.parametrize("fault", ["column", "value", "no_parquet", "cut"])
def test_a_wrong_table_is_named_and_nothing_is_kept(city, people, tmp_path, fault):
    wrong = tmp_path / "persons.parquet"
    table, words = pq.read_table(people / "persons.parquet"), "<code>persons"
    if fault == "column":
        table, words = table.drop_columns(["award"]), "<code>persons.award</code>"
    if fault == "value":
        place = table.schema.get_field_index("education")
        table = table.set_column(place, "education", [["wizard"] * len(table)])
        words = "wizard"
    pq.write_table(table, wrong)
    if fault == "no_parquet":
        wrong.write_bytes(b"person_id,birth_date\n1,1990-01-01\n")
    if fault == "cut":
        content = wrong.read_bytes()
        wrong.write_bytes(content[:600] + content[900:])
    answer = city.post(NEW, tables(wrong, people / "ledger.parquet"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "什么都没有保存" in page
    assert "/proc/" not in page
    assert not Population.objects.exists()
    assert not list(files.all_keys())


def test_only_folders_below_the_root_can_be_named(city, people, settings, tmp_path):
    root = Path(settings.POPULATIONS)
    root.mkdir()
    shutil.copytree(people, root / "whole")
    shutil.copytree(people, tmp_path / "outside")
    (root / "led-out").symlink_to(tmp_path / "outside")
    (root / "empty").mkdir()
    assert folders.names() == ("whole",)
    for name in ("../outside", "led-out", "empty", ".", "", "whole/../whole"):
        assert folders.tables(name) is None
        assert city.post(NEW, {"way": "folder", "folder": name}).status_code == 422
    assert city.post(NEW, {"way": "folder", "folder": "whole"}).status_code == 302
    assert Population.objects.get().people == 300


def test_invented_people_are_kept_nowhere(city):
    assert (
        city.post(NEW, {"way": "invent", "name": "虚构", "people": "200001", "seed": "1"}).status_code == 422
    )
    assert city.post(NEW, {"way": "invent", "name": "虚构", "people": "400", "seed": "1"}).status_code == 302
    population = Population.objects.get()
    assert population.made_at.date() == clock.today()
    assert not list(files.all_keys())
