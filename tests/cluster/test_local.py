"""Calls in this process and in others, and what becomes of them when a process dies."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from calls import begin, die, die_while, fail, process_of, slow
from citecheck.cluster import LocalExecutor
from citecheck.errors import WorkerDiedError
from servers import PATIENCE


@pytest.fixture
def executor() -> Iterator[LocalExecutor]:
    with LocalExecutor(2, begin, None, first_here=2) as running:
        yield running


def test_the_first_calls_are_made_here_and_the_others_elsewhere(executor: LocalExecutor) -> None:
    made = [executor.submit(process_of).result() == os.getpid() for _ in range(4)]

    assert made == [True, True, False, False]


def test_with_one_worker_everything_is_done_here() -> None:
    with LocalExecutor(1, begin, None, first_here=0) as executor:
        assert executor.submit(process_of).result() == os.getpid()


@pytest.mark.parametrize("first_here", [0, 1])
def test_an_error_is_the_callers(first_here: int) -> None:
    with LocalExecutor(2, begin, None, first_here=first_here) as executor, pytest.raises(ValueError, match="so"):
        executor.submit(fail, "so").result()


def test_a_process_that_dies_takes_nothing_with_it(executor: LocalExecutor, tmp_path: Path) -> None:
    (tmp_path / "deadly").touch()
    executor.submit(process_of), executor.submit(process_of)

    promises = [executor.submit(die_while, tmp_path / "deadly"), *(executor.submit(slow, n) for n in range(20))]

    assert [each.result(PATIENCE) for each in promises[1:]] == list(range(20))
    assert promises[0].result(PATIENCE) > 0
    assert executor.submit(slow, 7).result(PATIENCE) == 7


def test_what_kills_every_process_fails_alone(executor: LocalExecutor) -> None:
    executor.submit(process_of), executor.submit(process_of)

    deadly, *others = executor.submit(die), *(executor.submit(slow, n) for n in range(10))

    with pytest.raises(WorkerDiedError):
        deadly.result(PATIENCE)
    assert [each.result(PATIENCE) for each in others] == list(range(10))


def test_the_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    script = (
        "import time, calls\n"
        "from citecheck.cluster import LocalExecutor\n"
        "if __name__ == '__main__':\n"
        "    executor = LocalExecutor(1 + 1, calls.begin, None, first_here=0)\n"
        "    print(executor.submit(calls.process_of).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    (tmp_path / "starter.py").write_text(script)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, tmp_path / "starter.py"], stdout=subprocess.PIPE, text=True, env=environment
    ) as starter:
        assert starter.stdout is not None
        worker = int(starter.stdout.readline())
        starter.kill()

    assert _gone(worker)


def _gone(process: int) -> bool:
    for _ in range(6000):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_an_interruption_does_not_wait_for_what_has_not_begun() -> None:
    executor = LocalExecutor(2, begin, None, first_here=0)
    promises = [executor.submit(slow, number) for number in range(400)]
    promises[0].result(PATIENCE)

    executor.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert sum(each.cancelled() for each in promises) > 200
