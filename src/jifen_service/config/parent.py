"""Ending with the process that started this one, however it went."""

import os
import signal
import threading
import time

_LOOK_SECONDS = 1.0


def end_with(parent: int) -> None:
    """Watch `parent` from a thread, and ask this process to end once it is gone.

    The id is told rather than asked for: the parent may have ended while this process was starting.
    """
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
