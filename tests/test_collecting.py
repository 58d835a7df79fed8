"""Which sources are fetched, which are taken from captures, and what two runs leave to each other."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from citecheck.collecting import Collector, OnVisit, OnWait, Progress, Source, Wanted
from citecheck.model import Exchange, Failure, Snapshot, Stage, Visit

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
A, B, C = "http://a.example/", "http://b.example/", "http://c.example/"
DOWN = Failure(Stage.FETCH, "timeout", "no answer")


def a_visit(url: str) -> Visit:
    return Visit(url, (Exchange(url, b"", b"", 200, "", (), b"five", "192.0.2.1", NOW, 0.1),))


class Captures:
    def __init__(self, *ages: tuple[str, timedelta], damaged: tuple[str, ...] = (), warc: str = "a.warc.gz") -> None:
        self.kept = {url: self.snapshot(url, NOW - age, warc) for url, age in ages}
        self.damaged = damaged

    def snapshot(self, url: str, when: datetime, warc: str = "a.warc.gz") -> Snapshot:
        return Snapshot(url, url, (), warc, 0, "urn:uuid:1", "00", 200, "text/html", when)

    def find(self, url: str) -> Snapshot | None:
        return self.kept.get(url)

    def replay(self, url: str) -> tuple[Snapshot, Visit] | Failure:
        if url not in self.kept or url in self.damaged:
            return Failure(Stage.SNAPSHOT, "damaged" if url in self.damaged else "no-capture", "…")
        return self.kept[url], a_visit(url)

    def store(self, visit: Visit) -> Snapshot:
        self.kept[visit.url] = self.snapshot(visit.url, NOW)
        return self.kept[visit.url]


class Leases:
    """Some URLs are another run's until it has been asked a few times."""

    def __init__(self, elsewhere: dict[str, int], captures: Captures) -> None:
        self.elsewhere = elsewhere
        self.captures = captures
        self.released: list[str] | None = []

    def take(self, urls: Iterable[str]) -> list[str]:
        free = []
        for url in urls:
            self.elsewhere[url] = self.elsewhere.get(url, 0) - 1
            if self.elsewhere[url] < 0:
                free.append(url)
        return free

    def renew(self) -> None:
        pass

    def release(self, urls: Iterable[str] | None = None) -> None:
        self.released = None if urls is None else [*(self.released or []), *urls]


def collect(collector: Collector, *urls: str) -> dict[str, Source]:
    found: dict[str, Source] = {}
    collector.collect([Wanted(url) for url in urls], found.__setitem__)
    return found


class Fetching:
    def __init__(self, **down: Failure) -> None:
        self.asked: list[str] = []
        self.down = down

    def __call__(self, wanted: Iterable[Wanted], on_visit: OnVisit, on_wait: OnWait) -> None:
        for each in wanted:
            self.asked.append(each.url)
            on_visit(each.url, DOWN if each.url in self.down.values() or each.url == C else a_visit(each.url))


def test_what_has_a_fresh_capture_is_not_fetched() -> None:
    fetch = Fetching()
    captures = Captures((A, timedelta(hours=1)), (B, timedelta(days=9)))

    found = collect(Collector(captures, NOW - timedelta(days=1), fetch), A, B)

    assert fetch.asked == [B]
    assert set(found) == {A, B}


def test_a_damaged_capture_is_no_capture() -> None:
    fetch = Fetching()

    collect(Collector(Captures((A, timedelta(0)), damaged=(A,)), NOW - timedelta(days=1), fetch), A)

    assert fetch.asked == [A]


@pytest.mark.parametrize(("refresh", "expected"), [(False, []), (True, [A])])
def test_what_a_person_imported_is_fresh_for_ever_unless_refreshed(refresh: bool, expected: list[str]) -> None:
    fetch = Fetching()
    captures = Captures((A, timedelta(days=900)), warc="imported-1.warc.gz")

    collect(Collector(captures, NOW, fetch, refresh=refresh), A)

    assert fetch.asked == expected


def test_a_failure_comes_with_the_last_capture() -> None:
    found = collect(Collector(Captures((C, timedelta(days=9))), NOW, Fetching()), C)

    assert found[C].failure == DOWN
    assert found[C].snapshot is not None


def test_offline_nothing_is_fetched_and_what_is_missing_says_so() -> None:
    found = collect(Collector(Captures((A, timedelta(days=900))), NOW), A, B)

    assert found[A].failure is None
    assert found[B].failure is not None
    assert found[B].failure.reason == "no-capture"


def test_what_another_run_is_fetching_is_waited_for_and_then_taken_from_its_captures() -> None:
    captures, fetch, waits = Captures(), Fetching(), list[float]()
    leases = Leases({A: 2}, captures)

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        captures.store(a_visit(A))

    found = collect(Collector(captures, NOW - timedelta(days=1), fetch, leases=leases, sleep=sleep), A, B)

    assert fetch.asked == [B]
    assert set(found) == {A, B}
    assert len(waits) == 1
    assert leases.released is None


def test_what_another_run_let_go_of_is_fetched_here() -> None:
    captures, fetch = Captures(), Fetching()

    collect(Collector(captures, NOW, fetch, leases=Leases({A: 2}, captures), sleep=lambda _: None), A)

    assert fetch.asked == [A]


def test_progress_counts_up_to_all_that_is_wanted() -> None:
    steps: list[Progress] = []

    collect(Collector(Captures((A, timedelta(0))), NOW, Fetching(), progress=steps.append), A, B, C)

    assert (steps[-1].done, steps[-1].total, steps[-1].failed) == (3, 3, 1)
