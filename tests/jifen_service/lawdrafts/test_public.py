"""What administrators publish stands on the public pages at once, and stays there once withdrawn."""

from datetime import timedelta

from django.test import Client
from django.utils.html import strip_tags
from tests.jifen_service.lawdrafts.conftest import AT, changing, proposed

from jifen import default_engine
from jifen_service.lawdrafts import service
from jifen_service.lawdrafts.records import records

TODAY = AT.date()


def words(address: str) -> str:
    page = Client(headers={"host": "localhost"}).get(address)
    assert page.status_code == 200
    return " ".join(strip_tags(page.content.decode()).split())


def test_a_publication_is_public_with_its_values_and_so_is_its_end(
    draft, office, law_folder, django_capture_on_commit_callbacks
):
    assert "还没有发布过修改" in words("/law/changes")
    history, contents = "/law/pass_mark", "/law"
    assert "平台发布的修改 1" not in words(history)
    ready = proposed(draft, office.wang)
    with django_capture_on_commit_callbacks(execute=True):
        record = service.publish(ready.pk, ready.version, office.li)
    told = words("/law/changes")
    assert "测试" in told
    assert "125 分" in told
    assert record.digest in told
    assert TODAY.isoformat() in told
    # Neither who wrote nor why is for the public.
    assert "为了测试" not in told
    for address in (history, contents):
        assert "125 分" in words(address)
        assert "平台发布的修改 1" in words(address)
    eve = TODAY - timedelta(days=1)
    difference = words(f"/law/difference?from={eve}&to={TODAY}")
    assert "120 分125 分" in difference
    assert "平台发布的修改 1" in difference

    asked = service.step(draft.pk, ready.version + 1, office.wang, "ask_withdrawal", "错了")
    with django_capture_on_commit_callbacks(execute=True):
        service.withdraw(draft.pk, asked.version, office.li)
    assert "已撤回" in words("/law/changes")
    assert "125 分" in words("/law/changes")
    assert "平台发布的修改 1" not in words(history)
    # The same document may be cited again by the next.
    again = service.create(office.wang, changing(126, TODAY))
    ready = proposed(again, office.wang)
    with django_capture_on_commit_callbacks(execute=True):
        service.publish(ready.pk, ready.version, office.li)
    assert [(one.number, one.withdrawn) for one in records(default_engine().book)] == [(2, None), (1, TODAY)]


def test_a_file_laid_into_the_folder_by_hand_is_told_too(draft, office, law_folder, db):
    text = service.as_file(draft).replace("changes:", f"published: {TODAY}\nchanges:", 1)
    (law_folder / "0007-by-hand.yaml").write_text(text, "utf-8")
    (record,) = records(default_engine().book)
    assert (record.number, record.file, record.withdrawn) == (7, "0007-by-hand.yaml", None)
    assert [dated.value for dated in record.values["pass_mark.pass_mark"]] == [125]
    assert "125 分" in words("/law/changes")
