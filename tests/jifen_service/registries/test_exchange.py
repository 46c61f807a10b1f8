"""Questions out as CSV and answers back, told row by row; pages kept of a check by hand."""

import csv
import io
from datetime import timedelta

import pytest
import yaml
from tests.jifen_service.casework import world as w
from tests.jifen_service.registries.conftest import DAY, ask, begin

from jifen_service.audit.service import looks_at
from jifen_service.casework.errors import NotAllowed, NotConcerned, UploadRefused
from jifen_service.casework.retention import anonymise_all
from jifen_service.registries import evidence, exchange
from jifen_service.registries.models import Lookup

S = Lookup.Status
FACTS = {"有无登记": "有", "学历层次": "本科", "学校": "某大学", "专业": "计算机", "毕业日期": "2010/7/1"}


@pytest.fixture
def sent(world, accepted, sandbox) -> list[dict[str, str]]:
    """The rows of a file about education that has just gone out."""
    told = {"schools": {"name": {"zh": "学历", "en": "schools"}, "adapter": "file", "topics": ["education"]}}
    other = sandbox.file.with_name("by-file.yaml")
    other.write_text(yaml.safe_dump({"registries": told}), encoding="utf-8")
    return other


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def file_of(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("gb18030")


@pytest.fixture
def row(world, accepted, sent, settings) -> dict[str, str]:
    """The one row of a file about the holder's education that went out."""
    settings.REGISTRIES = str(sent)
    begin(accepted)
    batch = exchange.export("schools", world.reviewer, at=DAY)
    (found,) = table(exchange.content(batch, "zh"))
    return found


def test_a_file_names_who_is_asked_about_and_that_is_recorded(world, accepted, row):
    assert (row["姓名"], row["身份证号"]) == (w.NAME, w.ID_NUMBER)
    assert accepted.lookups.get(topic="education").status == S.SENT
    assert looks_at("case", accepted.pk)[0].detail == {"what": "registry_file"}
    # It went out once; the same officer may have it again, another centre may not.
    assert exchange.export("schools", world.reviewer, at=DAY) is None
    elsewhere = w.member("reviewer_elsewhere", "reviewer", centre=world.elsewhere)
    with pytest.raises(NotConcerned):
        exchange.batch_of(elsewhere, exchange.batches(world.reviewer)[0].pk)
    told = exchange.receive_file("schools", elsewhere, file_of({**row, **FACTS}), at=DAY)
    assert [problem.code for problem in told.problems] == ["not_asked"]


def test_what_comes_back_counts_and_the_rest_is_told_by_row_and_column(world, accepted, row):
    wrong = [
        {**row, "编号": "17"},
        {**row, "编号": "00000000-0000-4000-8000-000000000000"},
        {**row, **FACTS, "毕业日期": "去年"},
    ]
    told = exchange.receive_file("schools", world.reviewer, file_of(*wrong), at=DAY)
    seen = [(problem.row, problem.column["zh"], problem.code) for problem in told.problems]
    assert seen == [(2, "编号", "no_number"), (3, "编号", "not_asked"), (4, "毕业日期", "bad_value")]
    assert accepted.checks.get(topic="education").status == "open"
    right = file_of({**row, **FACTS})
    assert exchange.receive_file("schools", world.reviewer, right, at=DAY).counted == 1
    assert accepted.checks.get(topic="education").status == "agrees"
    # The same file twice changes nothing.
    again = exchange.receive_file("schools", world.reviewer, right, at=DAY)
    assert (again.counted, again.before, again.problems) == (0, 1, [])


def test_a_file_that_comes_back_after_the_decision_is_kept(world, accepted, row):
    w.take(world, accepted, "propose", "reviewer", at=DAY)
    told = exchange.receive_file("schools", world.reviewer, file_of({**row, **FACTS}), at=DAY)
    assert (told.counted, told.late) == (0, 1)
    assert accepted.lookups.get(topic="education").late


def test_a_page_is_kept_of_a_check_by_hand(world, accepted):
    kept = evidence.keep(accepted.pk, world.reviewer, "archive", "查询.png", w.photo(), at=DAY)
    assert evidence.read(world.approver, kept.pk, at=DAY)[1] == w.photo()
    assert looks_at("case", accepted.pk)[0].action == "look_evidence"
    with pytest.raises(UploadRefused):
        evidence.keep(accepted.pk, world.reviewer, "archive", "a.png", b"GIF89a", at=DAY)
    with pytest.raises(NotAllowed):
        evidence.keep(accepted.pk, world.window, "archive", "a.png", w.photo(), at=DAY)
    with pytest.raises(NotConcerned):
        evidence.read(world.window_elsewhere, kept.pk, at=DAY)


def test_what_registers_said_goes_with_the_case(world, accepted, vault_folder):
    begin(accepted)
    ask(accepted, "tax")
    evidence.keep(accepted.pk, world.reviewer, "archive", "查询.png", w.photo(), at=DAY)
    w.take(world, accepted, "withdraw", "holder", at=DAY)
    anonymise_all(DAY + timedelta(days=400))
    assert accepted.lookups.get(topic="tax").answer is None
    assert list(accepted.evidence.values_list("name", "file_key")) == [("", "")]
    assert not [path for path in vault_folder.rglob("*") if path.is_file()]
