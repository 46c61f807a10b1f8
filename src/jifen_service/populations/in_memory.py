"""Files in memory alone (内存文件), for an engine that reads by name: nothing of them is on a disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def file_of(content: bytes) -> Iterator[str]:
    """Give a name under which this process reads the content.

    Where the system has no files in memory it is a temporary one, readable by its owner alone.
    """
    if not hasattr(os, "memfd_create"):
        with tempfile.NamedTemporaryFile(prefix="jifen-", suffix=".parquet") as file:
            file.write(content)
            file.flush()
            yield file.name
        return
    handle = os.memfd_create("jifen")
    try:
        with os.fdopen(os.dup(handle), "wb") as out:
            out.write(content)
        yield f"/proc/self/fd/{handle}"
    finally:
        os.close(handle)
