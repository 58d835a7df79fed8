"""What the tests ask other processes to do; those find it by this module's name."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from citecheck.cluster import let_others_work


def begin(_: object) -> Callable[[], None]:
    return lambda: None


def process_of(_: object = None) -> int:
    return os.getpid()


def fail(text: str) -> None:
    raise ValueError(text)


def die_while(file: Path) -> int:
    """Kill this process as long as there is a file; let the others be under way by then."""
    if file.exists():
        time.sleep(0.2)
        file.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def die(_: object = None) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def slow(number: int) -> int:
    time.sleep(0.05)
    return number


def meet(folder: Path, name: str) -> bool:
    """Wait until the other one is there, without keeping the worker from it."""
    let_others_work()
    (folder / name).touch()
    until = time.monotonic() + 20
    while time.monotonic() < until and len(list(folder.iterdir())) < 2:
        time.sleep(0.01)
    return len(list(folder.iterdir())) == 2
