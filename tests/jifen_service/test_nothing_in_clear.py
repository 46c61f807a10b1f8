"""Nothing about a person lies readable on the disk or in a log: the sample world, loaded and used."""

import base64
import json
import logging
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import numpy
import pytest
from tests.ready_database import copy_ready_database

from jifen_service.casework.states import Kind, State

DRIVE = Path(__file__).parent / "demo" / "drive.py"
_NUMBER = re.compile(rb"(?<![0-9A-Za-z])(\d{17}[\dXx]|1[3-9]\d{9})(?![0-9A-Za-z])")
PATIENCE_SECONDS = 300
SHORTEST = 6


@dataclass(frozen=True)
class Used:
    """A sample world after use: where it lies, what is secret in it, what its processes printed."""

    folder: Path
    copy: Path
    secrets: tuple[str, ...]
    printed: bytes

    def manage(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return run(self.folder, "-m", "jifen_service.manage", *words)


def run(folder: Path, *words: str, check: bool = False) -> subprocess.CompletedProcess[bytes]:
    """A process on the data of `folder`, in demo mode, on SQLite whatever the other tests run on."""
    told = {"JIFEN_VAR": str(folder), "JIFEN_DEMO": "1", "DJANGO_SETTINGS_MODULE": SETTINGS}
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | told
    done = subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, check=False, timeout=PATIENCE_SECONDS
    )
    assert not check or done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done


SETTINGS = "jifen_service.config.settings"


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Used:
    folder, copy = tmp_path_factory.mktemp("var"), tmp_path_factory.mktemp("copy")
    copy_ready_database(folder, folder)
    prepared = run(folder, "-m", "jifen_service.manage", "prepare", check=True)
    driven = run(folder, str(DRIVE), str(copy), check=True)
    secrets = tuple(json.loads((copy / "secrets.json").read_text(encoding="utf-8")))
    (copy / "secrets.json").unlink()
    printed = prepared.stdout + prepared.stderr + driven.stdout + driven.stderr
    return Used(folder, copy, secrets, printed)


def written(secret: str) -> set[bytes]:
    """The ways in which a text may come to lie in a file without being hidden."""
    plain = secret.encode()
    ways = {
        plain, plain.hex().encode(), json.dumps(secret)[1:-1].encode(), secret.encode("utf-16-le"),
        secret.encode("gb18030"), quote(secret).encode(), base64.b64encode(plain).rstrip(b"="),
    }  # fmt: skip
    # Four bytes of a short name stand somewhere in megabytes of ciphertext by chance; six do not.
    return {way for way in ways if len(way) >= SHORTEST}


def standing_in(content: bytes, sought: set[bytes]) -> set[bytes]:
    """Which of some texts stand in a content; hundreds of texts and tens of megabytes at once.

    Where four bytes begin like one of them is found for the whole content first, the rest is compared there.
    """
    by_start: dict[int, list[bytes]] = {}
    for text in sought:
        by_start.setdefault(int.from_bytes(text[:4], "big"), []).append(text)
    padded = numpy.frombuffer(content + b"\0\0\0", dtype=numpy.uint8).astype(numpy.uint32)
    starts = padded[:-3] << 24 | padded[1:-2] << 16 | padded[2:-1] << 8 | padded[3:]
    begins = numpy.zeros(1 << 16, dtype=bool)
    begins[[start >> 16 for start in by_start]] = True
    near = numpy.flatnonzero(begins[starts >> 16])
    near = near[numpy.isin(starts[near], list(by_start))]
    return {text for at in near for text in by_start[int(starts[at])] if content.startswith(text, at)}


def test_what_stands_in_a_content_is_found_wherever_it_stands():
    sought = {b"13812345678", "张三".encode(), b"138123"}
    assert standing_in(b"x13812345678", sought) == {b"13812345678", b"138123"}
    assert standing_in("张三".encode() + b"13812", sought) == {"张三".encode()}
    assert standing_in(b"", sought) == set()


def test_the_ways_of_writing_find_what_is_in_clear():
    assert "张三".encode() in written("张三")
    assert rb"\u5f20\u4e09" in written("张三")
    assert b"13812345678" in written("13812345678")


def test_a_number_that_is_logged_is_seen(quiet_logs):
    logging.getLogger("django.request").error("no page for %s", "13812345678")
    logging.getLogger("anywhere").error("case %s", "990000198805140015")
    logging.getLogger("anywhere").error("order 138123456789")
    assert len(quiet_logs) == 2
    quiet_logs.clear()


def test_no_name_or_number_lies_in_the_database_or_the_uploads(used):
    assert len(used.secrets) > 200
    files = [path for folder in (used.folder, used.copy) for path in folder.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"jifen.sqlite3", "jifen.sqlite3-wal"} <= names
    assert sum("vault" in path.parts for path in files) > 500
    sought = {way for secret in used.secrets for way in written(secret)}
    assert [(path.name, way) for path in files for way in standing_in(path.read_bytes(), sought)] == []


def test_no_name_or_number_is_printed_or_logged(used):
    assert [secret for secret in used.secrets if any(way in used.printed for way in written(secret))] == []
    assert _NUMBER.findall(used.printed) == []
    # The library that subsets fonts for the printed form would name its characters one by one.
    assert b"cid0" not in used.printed


def test_the_sample_world_has_every_state_and_kind(used):
    asked = (
        "from jifen_service.casework.models import Case; import json;"
        "print(json.dumps([list(Case.objects.values_list(key, flat=True)) for key in ('state', 'kind')]))"
    )
    states, kinds = json.loads(used.manage("shell", "-v0", "-c", asked).stdout.splitlines()[-1])
    assert set(states) == set(State.values)
    assert set(kinds) == set(Kind.values)


def test_its_audit_is_whole_and_it_is_loaded_once(used):
    assert used.manage("audit_verify").returncode == 0
    again = used.manage("load_demo")
    assert (again.returncode, again.stdout.strip()) == (0, b"The sample world is loaded already.")


def test_it_is_refused_where_somebodys_data_is(tmp_path, tmp_path_factory):
    alone = {"JIFEN_DEMO": "0"}
    made = (
        "from jifen_service.accounts.models import User; User.objects.create_user('zhang', 'a-real-secret-1')"
    )
    manage = [sys.executable, "-m", "jifen_service.manage"]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | alone
    environment |= {"JIFEN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": SETTINGS}
    copy_ready_database(tmp_path_factory.mktemp("ready"), tmp_path)
    subprocess.run([*manage, "shell", "-c", made], env=environment, check=True, capture_output=True)
    for command in ("load_demo", "prepare"):
        refused = run(tmp_path, "-m", "jifen_service.manage", command)
        assert refused.returncode == 1, command
        assert b"empty" in refused.stderr, command
