"""Calls in this process and in others, and what becomes of them when a process dies."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from calls import begin, die, die_while, fail, process_of, slow
from citecheck.cluster import LocalExecutor
from citecheck.errors import WorkerDiedError


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

    assert [each.result(60) for each in promises[1:]] == list(range(20))
    assert promises[0].result(60) > 0
    assert executor.submit(slow, 7).result(60) == 7


def test_what_kills_every_process_fails_alone(executor: LocalExecutor) -> None:
    executor.submit(process_of), executor.submit(process_of)

    deadly, *others = executor.submit(die), *(executor.submit(slow, n) for n in range(10))

    with pytest.raises(WorkerDiedError):
        deadly.result(60)
    assert [each.result(60) for each in others] == list(range(10))
