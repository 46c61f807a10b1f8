"""The audit chain: what somebody with the database in hand does to it is found and named."""

import threading
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from jifen_service.audit import service
from jifen_service.audit.errors import AppendOnlyError
from jifen_service.audit.models import AuditEvent, AuditHead, Chain
from jifen_service.audit.verify import faults, heads

AT = datetime(2026, 7, 4, 9, 30, tzinfo=UTC)
THREADS = 20


def record(action: str = "change", subject: object = 1, **detail: object) -> None:
    service.record(None, "window", action, "case", subject, AT, "10.0.0.1", detail)


def tamper(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def found() -> list[tuple[str, int, str]]:
    return [(fault.chain, fault.sequence, fault.kind) for fault in faults()]


@pytest.fixture
def chain(db: None) -> None:
    for number in range(1, 6):
        record(f"step{number}", reasons=["a", {"n": number}])


@pytest.mark.usefixtures("chain")
class TestTampering:
    def test_an_untouched_chain_is_whole(self):
        record("look")
        assert found() == []

    @pytest.mark.parametrize(
        "change",
        [
            "action = 'x'",
            "at = '2020-01-01'",
            "ip = ''",
            "subject_id = '2'",
            "detail = '{}'",
            "role = 'lead'",
        ],
    )
    def test_altered(self, change: str):
        tamper(f"UPDATE audit_auditevent SET {change} WHERE sequence = 3")
        assert found() == [("change", 3, "altered")]

    def test_altered_with_its_plain_hash_made_anew(self):
        tamper("UPDATE audit_auditevent SET action = 'other', own_hash = previous_hash WHERE sequence = 3")
        assert ("change", 3, "altered") in found()

    def test_removed(self):
        tamper("DELETE FROM audit_auditevent WHERE sequence IN (2, 3)")
        assert found() == [("change", 2, "removed")]

    def test_removed_and_renumbered(self):
        tamper("DELETE FROM audit_auditevent WHERE sequence = 2")
        tamper("UPDATE audit_auditevent SET sequence = 2 WHERE sequence = 3")
        assert ("change", 2, "altered") in found()

    def test_cut_off_at_the_end(self):
        tamper("DELETE FROM audit_auditevent WHERE sequence = 5")
        assert found() == [("change", 5, "cut")]

    def test_cut_off_with_the_head_set_back(self):
        noted = heads()
        last = AuditEvent.objects.get(sequence=4)
        tamper("DELETE FROM audit_auditevent WHERE sequence = 5")
        AuditHead.objects.update(sequence=4, own_hash=last.own_hash)
        assert found() == []
        assert [(fault.sequence, fault.kind) for fault in faults(noted)] == [(5, "cut")]

    def test_re_ordered(self):
        for old, new in ((2, 99), (3, 2), (99, 3)):
            tamper(f"UPDATE audit_auditevent SET sequence = {new} WHERE sequence = {old}")
        assert {(2, "altered"), (3, "altered")} <= {(number, kind) for _, number, kind in found()}

    def test_a_whole_row_put_in_anothers_place(self):
        """Its own seal is right, as it is a row that was written; it does not follow the one before it."""
        first = AuditEvent.objects.get(sequence=1)
        tamper("DELETE FROM audit_auditevent WHERE sequence < 3")
        first.pk = None
        AuditEvent.objects.bulk_create([first])
        assert found() == [("change", 2, "removed")]

    def test_the_command_names_the_row_and_fails(self):
        tamper("UPDATE audit_auditevent SET action = 'other' WHERE sequence = 3")
        said = StringIO()
        with pytest.raises(CommandError, match="1 faults"):
            call_command("audit_verify", stdout=said)
        assert "change 3: the row is not as it was written" in said.getvalue()

    def test_the_command_says_when_all_is_well(self):
        said = StringIO()
        call_command("audit_verify", "--expect", f"change:{heads()['change']}", stdout=said)
        assert "whole" in said.getvalue()


@pytest.mark.django_db
def test_rows_are_not_changed_through_models():
    record()
    event = AuditEvent.objects.get()
    for refused in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            refused()
    with pytest.raises(AppendOnlyError):
        AuditEvent.objects.update(action="other")


@pytest.mark.django_db
def test_looks_have_their_own_chain_and_are_listed():
    record("look", subject=7)
    record("look_unmasked", subject=7)
    record("change", subject=7)
    record("look", subject=8)
    assert [event.action for event in service.looks_at("case", 7)] == ["look_unmasked", "look"]
    assert [event.sequence for event in AuditEvent.objects.filter(chain=Chain.CHANGE)] == [1]
    assert service.events_of("case", 7).count() == 3


@pytest.mark.django_db
def test_numbers_of_people_are_masked_should_they_slip_in():
    record(note="ID 31010119900101123X, phone 13812345678", other=[0.5])
    detail = AuditEvent.objects.get().detail
    assert detail == {"note": "ID 3101**********123X, phone 138****5678", "other": ["0.5"]}


@pytest.mark.django_db
def test_what_is_rolled_back_was_not_recorded():
    with transaction.atomic():
        record()
        transaction.set_rollback(True)
    record()
    assert [event.sequence for event in AuditEvent.objects.all()] == [1]
    assert found() == []


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_append_one_chain():
    """Each appends within a transaction of its own that also looks; none is lost, none stands twice."""
    start, failed = threading.Barrier(THREADS), []

    def append(number: int) -> None:
        try:
            start.wait()
            for action in ("look", "change"):
                record(action, subject=number)
        except Exception as error:  # a thread's failure must reach the test
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=append, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for chain in Chain.values:
        rows = AuditEvent.objects.filter(chain=chain).order_by("sequence")
        assert list(rows.values_list("sequence", flat=True)) == list(range(1, THREADS + 1))
    assert found() == []
