"""A database with every migration applied, made once a run: whoever needs an empty platform copies it."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAME = "jifen.sqlite3"


def copy_ready_database(folder: Path, var: Path) -> None:
    """Put an empty, migrated SQLite database into `var`; `folder` is one that pytest made for a test."""
    # Under xdist each worker has a folder of its own beneath the run's.
    run = folder.parent.parent if "PYTEST_XDIST_WORKER" in os.environ else folder.parent
    made = run / "ready"
    with (run / "ready.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / NAME).exists():
            draft = run / "ready-draft"
            shutil.rmtree(draft, ignore_errors=True)
            for command in (["migrate", "-v0"], ["createcachetable"]):
                manage(draft, *command)
            made.mkdir(exist_ok=True)
            (draft / NAME).rename(made / NAME)
    var.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made / NAME, var / NAME)


def manage(var: Path, *command: str) -> None:
    """Run a command of the platform on the data of `var`, on SQLite whatever the other tests run on."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"JIFEN_VAR": str(var), "JIFEN_DEBUG": "0", "JIFEN_DEMO": "0"}
    call = [sys.executable, "-m", "jifen_service.manage", *command]
    subprocess.run(call, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=120)
