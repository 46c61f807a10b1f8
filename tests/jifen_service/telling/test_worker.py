"""The worker killed while it delivers, the gateway failing: real processes, real HTTP, one real database."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.jifen_service.casework.world import SHANGHAI, make_user
from tests.jifen_service.telling.crowd import DEAD, REFUSED, TOLD, TOLD_LESS, make_crowd
from tests.jifen_service.telling.sandboxed import Sandbox, sandbox

from jifen_service.casework.models import OutboxMessage
from jifen_service.telling import delivering, texts
from jifen_service.telling.models import OPEN, Channel, Delivery

#: a thousand messages on the one database; on the other, where the locks differ, fewer do
ON_SQLITE = connection.vendor == "sqlite"
PEOPLE, CASES_EACH = (51 if ON_SQLITE else 13), 4
MESSAGES = CASES_EACH * ((PEOPLE - 2) * len(TOLD) + sum(TOLD_LESS.values()))
LIMITS = {"SMS_DAILY_PER_NUMBER": 15, "SMS_DAILY": 700 if ON_SQLITE else 150}
EVENING = datetime(2026, 7, 6, 20, 50, tzinfo=SHANGHAI)
#: when the clock stands on each of the following days: what failed is due again by then
HOURS = ((8, 1), (8, 9), (9, 0), (13, 0))
PATIENCE_SECONDS = 60


class Worker:
    """`jifen-service work` on the test's own database, by a clock that the test moves."""

    def __init__(self, folder: Path, gateway: Sandbox) -> None:
        self.clock, self.gateway = folder / "clock", gateway
        self.sent_on: dict[object, list[str]] = defaultdict(list)
        told = {f"JIFEN_{name}": str(value) for name, value in LIMITS.items()}
        self.environment = os.environ | told | {
            "JIFEN_CLOCK_FILE": str(self.clock),
            "JIFEN_SMS_GATEWAY": gateway.address,
            "JIFEN_SMS_QUIET": "21:00-08:00",
            "DATABASE_URL": database_url(),
        }  # fmt: skip

    def set_clock(self, moment: datetime) -> None:
        draft = self.clock.with_suffix(".new")
        draft.write_text(moment.isoformat(), encoding="ascii")
        draft.replace(self.clock)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "jifen_service.manage", "work", "--interval", "0.2"]
        with subprocess.Popen(command, env=self.environment) as process:
            try:
                yield process
            finally:
                process.kill()

    def work_off(self, process: subprocess.Popen[bytes], moment: datetime) -> None:
        """Let the worker do all that is due at a moment, and note what the gateway got meanwhile."""
        self.set_clock(moment)
        until(lambda: not delivering.is_due(moment), process)
        known = sum(map(len, self.sent_on.values()))
        self.sent_on[moment.date()] += [text["phone"] for text in self.gateway.sent[known:]]


def database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        return f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"
    return f"sqlite:///{name}"


def until(holds: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE_SECONDS * 5):
        if holds():
            return
        assert process.poll() is None, "the worker ended by itself"
        time.sleep(0.2)
    raise AssertionError("the worker does not get there")


@pytest.mark.django_db(transaction=True)
def test_a_thousand_messages_a_failing_gateway_and_a_killed_worker(tmp_path, settings):
    settings.SMS_GATEWAY = "set, so that texts are counted as due"
    for name, value in LIMITS.items():
        setattr(settings, name, value)
    make_crowd(PEOPLE, CASES_EACH, EVENING)
    assert OutboxMessage.objects.count() == MESSAGES
    assert MESSAGES == 1000 or not ON_SQLITE
    with sandbox(fail_every=3) as gateway:
        worker = Worker(tmp_path, gateway)
        worker.set_clock(EVENING)
        with worker.running() as process:
            until(lambda: len(gateway.sent) >= MESSAGES // 10, process)
            process.send_signal(signal.SIGKILL)
        with worker.running() as process:
            worker.work_off(process, EVENING)
            nothing_goes_out_by_night(worker, process)
            days = iter(range(1, 15))
            while Delivery.objects.filter(state__in=OPEN).exists():
                day = EVENING + timedelta(days=next(days))
                for hour, minute in HOURS:
                    worker.work_off(process, day.replace(hour=hour, minute=minute))
        everything_went_out_once_or_was_given_up(gateway)
        in_the_order_in_which_it_happened(gateway)
    limits_were_kept(worker)


def nothing_goes_out_by_night(worker: Worker, process: subprocess.Popen[bytes]) -> None:
    night = EVENING.replace(hour=23)
    assert Delivery.objects.filter(state__in=OPEN, next_try_at__lte=night).count() > MESSAGES // 10
    before = worker.gateway.told()["attempts"]
    worker.set_clock(night)
    # The worker is at it meanwhile: twice, as the run that takes the first would send only after that.
    officer, event = make_user("officer"), OutboxMessage.objects.order_by("pk")[0].event
    for name in ("propose", "send_back"):
        note = OutboxMessage.objects.create(event=event, recipient=officer, template=name, created_at=night)
        taken = OutboxMessage.objects.filter(pk=note.pk).exclude(told_at=None)
        until(taken.exists, process)
    assert worker.gateway.told()["attempts"] == before


def everything_went_out_once_or_was_given_up(gateway: Sandbox) -> None:
    found = list(Delivery.objects.filter(channel=Channel.SMS).select_related("recipient"))
    assert len(found) == MESSAGES
    delivered = {str(one.key) for one in found if one.state == Delivery.State.DELIVERED}
    sent = [text["key"] for text in gateway.sent]
    assert len(sent) == len(set(sent)) == len(delivered)
    assert set(sent) == delivered
    given_up = Counter((one.recipient.phone, one.problem) for one in found if str(one.key) not in delivered)
    bad = {
        (REFUSED, "refused"): CASES_EACH * TOLD_LESS[REFUSED],
        (DEAD, "busy"): CASES_EACH * TOLD_LESS[DEAD],
    }
    assert given_up == bad
    assert gateway.told()["attempts"] > len(sent) * 1.3


def in_the_order_in_which_it_happened(gateway: Sandbox) -> None:
    told = defaultdict(list)
    for text in gateway.sent:
        number = re.search(r"JF2026-\d+", text["text"])
        assert number[0] in text["parameters"]
        told[number[0]].append(text["template"])
    shipped = [texts.shipped()[f"{name}.applicant"][Channel.SMS]["zh"].template for name in TOLD]
    assert len(told) == (PEOPLE - 2) * CASES_EACH
    assert all(order == shipped for order in told.values())


def limits_were_kept(worker: Worker) -> None:
    first, second, *_later = worker.sent_on.values()
    assert MESSAGES // 5 < len(first) <= LIMITS["SMS_DAILY"]
    assert second
    for phones in worker.sent_on.values():
        assert len(phones) <= LIMITS["SMS_DAILY"]
        assert max(Counter(phones).values(), default=0) <= LIMITS["SMS_DAILY_PER_NUMBER"]
