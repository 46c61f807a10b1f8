"""A real Spark cluster on this machine's loopback: one master, two workers, started and stopped here."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

LOOPBACK = "127.0.0.1"
PATIENCE = 60


@contextmanager
def standalone_cluster(logs: Path) -> Iterator[str]:
    """Give the address of a master that two workers have joined."""
    with ExitStack() as stack:
        log = logs / "master.log"
        place = ("--host", LOOPBACK, "--webui-port", "0")
        stack.enter_context(_running("master.Master", log, *place, "--port", "0"))
        master = _found(r"(spark://[\d.]+:\d+)", log)
        for number in range(2):
            work = ("--cores", "1", "--memory", "1g", "--work-dir", str(logs / f"work-{number}"))
            worker = logs / f"worker-{number}.log"
            stack.enter_context(_running("worker.Worker", worker, *place, *work, master))
            _found(r"(Successfully registered with master)", worker)
        yield master


@contextmanager
def _running(role: str, log: Path, *arguments: str) -> Iterator[None]:
    home = Path(find_spec("pyspark").origin).parent
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}", *arguments]
    own = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": LOOPBACK, "PYSPARK_PYTHON": sys.executable}
    environment = {**os.environ, **own}
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _found(pattern: str, log: Path) -> str:
    for _ in range(PATIENCE * 10):
        match = re.search(pattern, log.read_text("utf-8", errors="replace"))
        if match:
            return match[1]
        time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8", errors="replace"))
