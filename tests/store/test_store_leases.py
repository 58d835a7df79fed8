"""Two runs on one database never fetch the same URL at once; a run that is gone keeps nothing from anybody."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from citecheck.store import Store
from citecheck.store.leases import LASTS, Leases, may_live, this_process

A, B, C = "http://a.example/", "http://b.example/", "http://c.example/"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "x.db") as opened:
        yield opened


def held_by(store: Store, owner: str, clock: Clock, *, lives: bool = True) -> Leases:
    return Leases(store._db, store._path, clock, owner, lambda _: lives)


def test_what_one_run_has_taken_another_does_not_get(store: Store) -> None:
    clock = Clock()
    one, two = held_by(store, "one", clock), held_by(store, "two", clock)

    assert one.take([A, B, A]) == {A, B}
    assert two.take([B, C]) == {C}
    assert one.take([A, B, C]) == {A, B}
    one.release()
    assert two.take([A, B, C]) == {A, B, C}


def test_leases_of_a_run_that_is_not_heard_of_run_out(store: Store) -> None:
    clock = Clock()
    one, two = held_by(store, "one", clock), held_by(store, "two", clock)
    one.take([A])

    clock.now += LASTS - timedelta(seconds=1)
    assert two.take([A]) == set()
    clock.now += timedelta(seconds=2)
    assert two.take([A]) == {A}


def test_a_run_that_is_still_at_it_keeps_them(store: Store) -> None:
    clock = Clock()
    one, two = held_by(store, "one", clock), held_by(store, "two", clock)
    one.take([A])

    for _ in range(20):
        clock.now += LASTS / 2
        one.renew()
        assert two.take([A]) == set()


def test_a_dead_run_holds_nothing(store: Store) -> None:
    clock = Clock()
    held_by(store, "one", clock).take([A])

    assert held_by(store, "two", clock, lives=False).take([A]) == {A}


def test_a_run_that_ends_clears_away_what_the_dead_have_left(store: Store) -> None:
    clock = Clock()
    one, two = held_by(store, "one", clock), held_by(store, "two", clock)
    one.take([A])
    clock.now += LASTS / 2
    two.take([B])
    held_by(store, "three", clock).take([C])
    clock.now += LASTS / 2

    two.release()

    assert store._db.execute("select url from leases").fetchall() == [(C,)]
    held_by(store, "four", clock, lives=False).release()
    assert store._db.execute("select url from leases").fetchall() == []


def test_who_lives() -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    node = this_process().rpartition(":")[0]

    assert this_process() == f"{node}:{os.getpid()}"
    assert may_live(this_process())
    assert may_live(f"{node}:1")
    assert may_live("elsewhere:1")
    assert may_live("no process")
    assert not may_live(f"{node}:{int(gone.stdout)}")


def test_a_store_gives_leases_to_this_process(store: Store) -> None:
    assert store.leases(Clock()).take([A]) == {A}
    assert store._db.execute("select owner from leases").fetchall() == [(this_process(),)]
