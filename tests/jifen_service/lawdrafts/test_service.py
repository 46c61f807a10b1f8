"""A draft becomes law by two administrators, whole or not at all, and ends by two; what was decided stays."""

from datetime import date
from hashlib import sha256

import pytest
from django.db import transaction
from tests.jifen_service.lawdrafts.conftest import AT, EXERCISE, MARK, changing, proposed

from jifen import default_engine
from jifen.law import amended
from jifen_service.audit.errors import AppendOnlyError
from jifen_service.audit.models import AuditEvent
from jifen_service.lawdrafts import content, files, service
from jifen_service.lawdrafts.errors import NotAllowed, NotLaw, Stale
from jifen_service.lawdrafts.models import Draft, Event, Publication
from jifen_service.lawdrafts.states import State

TODAY = AT.date()


def mark(day: date = TODAY) -> int:
    return default_engine().book.law_on(day).value(MARK)


@pytest.fixture
def publish(django_capture_on_commit_callbacks, office):
    """Propose by its author's hand and publish by the other's, with what follows the transaction."""

    def publish_it(draft: Draft) -> Publication:
        ready = proposed(draft, office.wang)
        with django_capture_on_commit_callbacks(execute=True):
            return service.publish(ready.pk, ready.version, office.li)

    return publish_it


def test_a_second_administrator_publishes_and_the_law_is_another_at_once(draft, office, publish, law_folder):
    before = mark()
    record = publish(draft)
    assert (before, mark()) == (120, 125)
    file = law_folder / record.file
    assert record.file == "0001-a-test.yaml"
    assert sha256(file.read_bytes()).hexdigest() == record.digest
    assert (record.proposer, record.publisher, record.reason) == (
        office.wang.user,
        office.li.user,
        "为了测试",
    )
    assert default_engine().book.amendments[0].published == TODAY
    told = AuditEvent.objects.get(action="law_publish")
    assert (told.subject_id, told.actor, told.detail["file"]) == (str(draft.pk), office.li.user, record.file)
    assert told.detail["keys"] == [MARK]


def test_who_wrote_any_of_it_cannot_publish_it(draft, office, law_folder):
    draft = service.edit(draft.pk, draft.version, office.li, changing(126, TODAY))
    draft = proposed(draft, office.wang)
    for one in (office.wang, office.li):
        with pytest.raises(NotAllowed, match="four_eyes"), transaction.atomic():
            service.publish(draft.pk, draft.version, one)
    assert not Publication.objects.exists()
    assert service.publish(draft.pk, draft.version, office.zhao).number == 1


def test_a_proposed_draft_is_edited_only_when_taken_back(draft, office):
    draft = proposed(draft, office.wang)
    with pytest.raises(NotAllowed, match="state"), transaction.atomic():
        service.edit(draft.pk, draft.version, office.wang, changing(126, TODAY))
    draft = service.step(draft.pk, draft.version, office.li, "take_back")
    assert service.edit(draft.pk, draft.version, office.wang, changing(126, TODAY)).state == State.DRAFT
    with pytest.raises(NotAllowed, match="reason"), transaction.atomic():
        service.propose(draft.pk, draft.version + 1, office.wang, " ")


def test_an_old_version_is_told_what_happened_and_changes_nothing(draft, office):
    service.edit(draft.pk, draft.version, office.li, changing(126, TODAY))
    with pytest.raises(Stale) as caught, transaction.atomic():
        proposed(draft, office.wang)
    assert [event.actor for event in caught.value.happened] == [office.li.user]
    assert Draft.objects.get(pk=draft.pk).state == State.DRAFT


def test_what_is_no_law_is_neither_kept_nor_published(draft, office):
    with pytest.raises(NotLaw, match="whole number"), transaction.atomic():
        service.edit(draft.pk, draft.version, office.wang, changing("many", TODAY))
    with pytest.raises(NotLaw, match="no such parameter"), transaction.atomic():
        service.create(office.wang, changing(1, TODAY, key="pass_mark.none"))
    empty = service.create(office.wang, content.blank("空", "Empty"))
    with pytest.raises(NotLaw, match="changes"), transaction.atomic():
        proposed(empty, office.wang)
    assert Draft.objects.get(pk=draft.pk).version == 1


def test_it_is_checked_on_the_law_of_the_moment(draft, office, publish):
    same_document = service.create(office.wang, changing(130, date(2028, 1, 1)))
    later = proposed(same_document, office.wang)
    publish(draft)
    with pytest.raises(NotLaw, match="document of the law already"), transaction.atomic():
        service.publish(later.pk, later.version, office.li)
    assert Draft.objects.get(pk=later.pk).state == State.PROPOSED


def test_a_withdrawal_takes_two_and_leaves_the_record(
    draft, office, publish, law_folder, django_capture_on_commit_callbacks
):
    record = publish(draft)
    draft.refresh_from_db()
    asked = service.step(draft.pk, draft.version, office.li, "ask_withdrawal", "有误")
    with pytest.raises(NotAllowed, match="four_eyes"), transaction.atomic():
        service.withdraw(asked.pk, asked.version, office.li)
    assert mark() == 125
    with django_capture_on_commit_callbacks(execute=True):
        service.withdraw(asked.pk, asked.version, office.wang)
    assert mark() == 120
    assert (law_folder / files.WITHDRAWN / record.file).read_text("utf-8") == record.content
    next_one = service.create(office.wang, changing(130, TODAY, tag="U"))
    assert publish(next_one).number == 2


def test_what_others_rest_on_is_not_withdrawn(draft, office, publish):
    publish(draft)
    cites_it = changing(130, date(2028, 1, 1))
    publish(service.create(office.wang, {**cites_it, "documents": {}}))
    draft.refresh_from_db()
    asked = service.step(draft.pk, draft.version, office.li, "ask_withdrawal", "有误")
    with pytest.raises(NotLaw, match=r"0002.*T is not in"), transaction.atomic():
        service.withdraw(asked.pk, asked.version, office.wang)


def test_a_crash_before_the_end_leaves_nothing_and_one_after_it_is_made_good(draft, office, law_folder):
    ready = proposed(draft, office.wang)

    def die():
        with transaction.atomic():
            service.publish(ready.pk, ready.version, office.li)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        die()
    assert not Publication.objects.exists()
    assert list(law_folder.glob("*.yaml")) == []
    assert Event.objects.filter(draft=draft).count() == 2
    # The test's own transaction never ends, so the folder is not followed: as if the process had died then.
    record = service.publish(ready.pk, ready.version, office.li)
    (law_folder / ".aside-half").write_text("name: [", "utf-8")
    assert mark() == 120
    assert files.follow() == (record.file,)
    assert mark() == 125
    assert not (law_folder / ".aside-half").exists()
    assert files.follow() == ()


def test_a_damaged_file_is_put_back_and_a_strange_one_is_named(draft, publish, law_folder, caplog):
    record = publish(draft)
    (law_folder / record.file).write_text("name: [", "utf-8")
    (law_folder / "0009-by-hand.yaml").write_text(record.content, "utf-8")
    assert files.foreign() == ("0009-by-hand.yaml",)
    assert files.follow() == (record.file,)
    assert "is not what was published" in caplog.text
    assert (law_folder / record.file).read_text("utf-8") == record.content
    assert (law_folder / f"{record.file}.damaged").is_file()


def test_records_are_added_only(draft, publish):
    record = publish(draft)
    for row in (record, draft.events.first()):
        for change in (row.save, row.delete, lambda row=row: type(row).objects.update(digest="")):
            with pytest.raises(AppendOnlyError):
                change()


def test_the_file_of_a_draft_is_the_one_that_a_comparison_takes(draft, tmp_path):
    path = tmp_path / "draft.yaml"
    path.write_text(service.as_file(draft), "utf-8")
    after = amended(default_engine().book, path)
    assert after.book.law_on(TODAY).value(MARK) == 125
    assert after.name == {"zh": "测试", "en": "A test"}


FILE = """\
name: {{zh: 测试, en: A test}}
changes: {{average_wage.wage: [{{from: 2027-07-01, value: {value}, certainty: estimate, sources: [EST]}}]}}
"""
REFUSED = [
    ("a: &x 1\nb: *x", "references"),
    ("name: [", "draft.yaml"),
    ("- 1", "says name"),
    ("name: {zh: 空, en: none}\nchanges: {}", "changes"),
    ("name: {zh: 空, en: none}\nchanges: {pass_mark.pass_mark: [{from: 2026-13-01}]}", "draft.yaml"),
    ("#" * (content.MOST + 1), "more than"),
    (FILE.format(value="{wage: 1.0e+999999, floor: 1, ceiling: 1}"), "more than"),
    (FILE.format(value="{wage: .nan, floor: 1, ceiling: 1}"), "draft.yaml"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_a_file_that_is_none_is_not_taken_in(office, law_folder, text, words):
    with pytest.raises(NotLaw, match=words):
        service.take_in(office.wang, text.encode())
    assert not Draft.objects.exists()


def test_exact_numbers_stay_exact_in_a_file():
    told = content.read(
        "changes: {k: [{from: 2026-01-01, value: {wage: 10061.60, floor: 7000.0}, sources: [A]}]}"
    )
    again = content.read(content.write(told))
    assert again == told
    assert "10061.60" in content.write(told)
    assert (
        EXERCISE["checked"]
        == content.read(content.write({"documents": {"T": EXERCISE}}))["documents"]["T"]["checked"]
    )


def test_what_keeps_the_folder_from_following_is_told_once(draft, publish, law_folder, caplog):
    record = publish(draft)
    assert mark() == 125
    away = law_folder.rename(law_folder.with_name("away"))
    hindered = files.look(files.look())
    assert "No such file" in hindered
    assert caplog.text.count("cannot be looked at") == 1
    assert mark() == 125, "the last good law stays"
    away.rename(law_folder)
    (law_folder / record.file).unlink()
    assert not files.look(hindered)
    assert (law_folder / record.file).is_file()
