"""A sandbox register on a free port, asked over HTTP as any register, and a case that was just accepted."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from django_tasks_db.models import DBTaskResult
from tests.jifen_service.casework import world as w

from jifen_service.casework.models import Case
from jifen_service.demo.sandbox.answering import Fault, Known
from jifen_service.demo.sandbox.server import serve
from jifen_service.registries import asking, tasks
from jifen_service.registries.models import Circuit, Lookup

DAY = datetime(2026, 7, 6, 10, 0, tzinfo=w.SHANGHAI)
#: waits that a test can afford
QUICK = {"timeout": 0.4, "connect": 0.4, "attempts": 2, "wait": 0.0, "fail_max": 3, "open_for": 600}


@dataclass
class Sandbox:
    """The register: what it knows of the holder, the faults ordered of it, how to write its configuration."""

    port: int
    faults: list[Fault]
    known: dict[str, Known]
    file: Path
    settings: object

    def configure(self, **changed: object) -> None:
        """Serve these topics over HTTP, archives by file, everything else by hand."""
        over_http = {
            topic: {
                "name": {"zh": f"{topic} 登记", "en": f"{topic} register"},
                "adapter": "http", "topics": [topic], "url": f"http://127.0.0.1:{self.port}/{topic}",
                **QUICK, **changed,
            }
            for topic in ("education", "insurance", "residence_permit", "conduct", "tax")
        }  # fmt: skip
        by_file = {
            "archive": {"name": {"zh": "档案", "en": "archives"}, "adapter": "file", "topics": ["archive"]}
        }
        self.file.write_text(yaml.safe_dump({"registries": over_http | by_file}), encoding="utf-8")


@pytest.fixture
def world(db, settings, tmp_path) -> w.World:
    told = tmp_path / "clock"
    told.write_text(DAY.isoformat(), encoding="ascii")
    settings.CLOCK_FILE = str(told)
    return w.make_world()


@pytest.fixture
def sandbox(settings, tmp_path) -> Iterator[Sandbox]:
    profile = {key: value for part in w.SECTIONS.values() for key, value in part.get("profile", {}).items()}
    known = {w.ID_NUMBER: Known(("holder",), profile, w.SECTIONS["family"]["personal"])}
    faults: list[Fault] = []
    settings.REGISTRIES = str(tmp_path / "registries.yaml")
    with serve(known, lambda: list(faults), 0) as server:
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        running.start()
        found = Sandbox(server.server_address[1], faults, known, Path(settings.REGISTRIES), settings)
        found.configure()
        yield found
        server.shutdown()


@pytest.fixture
def accepted(world, sandbox) -> Case:
    return w.advance(world, w.new_case(world, DAY), "accept", at=DAY)


def begin(case: Case) -> dict[str, Lookup]:
    """Do what the worker does first, without what follows: the questions, by topic."""
    tasks.begin.call(str(case.pk))
    return {lookup.topic: lookup for lookup in case.lookups.all()}


def ask(case: Case, topic: str, minutes: float = 0) -> Lookup:
    """Put the newest question about a topic, so many minutes later."""
    newest = case.lookups.filter(topic=topic).first()
    asking.put_question(newest.pk, DAY + timedelta(minutes=minutes))
    newest.refresh_from_db()
    return newest


def cool_down(topic: str) -> None:
    """Let the time pass for which a circuit stays open."""
    row = Circuit.objects.get(pk=topic)
    Circuit.objects.filter(pk=topic).update(opened_at=row.opened_at - timedelta(seconds=QUICK["open_for"]))


def waiting_tasks(name: str) -> int:
    return DBTaskResult.objects.filter(task_path=f"jifen_service.registries.tasks.{name}").count()
