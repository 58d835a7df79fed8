"""URLs → their sources: captured already and fresh, or fetched and captured now.

Every source is captured before it is read, and what is read is what the archive has. Several runs may work at once.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from itertools import islice
from typing import Protocol

from citecheck.errors import ArchiveError
from citecheck.model import Article, Failure, Snapshot, Stage, Visit

LEASE_POLL = 0.5
"""Seconds between two looks at what another run is fetching."""

_BATCH = 64
"""URLs leased at once: one transaction for all of them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A URL to fetch, and the languages that its page is wanted in, the best one first.

    Of a ``lasting`` page any capture stands in for fetching, however old: what lies there does not change.
    """

    url: str
    languages: tuple[str, ...] = ()
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What became of one URL: where what came is kept, and why nothing came.

    Both are there where fetching failed and an earlier capture stands in.
    """

    snapshot: Snapshot | None = None
    failure: Failure | None = None


OnVisit = Callable[[str, Visit | Failure], None]
OnWait = Callable[[str], None]
OnSource = Callable[[str, Source], None]
Fetch = Callable[[Iterable[Wanted], OnVisit, OnWait], None]
"""Fetches URLs and reports each as it comes, in any order; and now and then, what it waits for.

The iterable is read as far ahead as hosts can be kept busy, so it may be longer than fits into memory.
"""


class Captures(Protocol):
    """Where captures are kept."""

    def find(self, url: str) -> Snapshot | None:
        """The newest capture of ``url``."""

    def replay(self, url: str) -> tuple[Snapshot, Visit] | Failure:
        """The newest capture of ``url`` and its exchanges, or why there are none: ``no-capture``, ``damaged``."""

    def store(self, visit: Visit) -> Snapshot:
        """Keep what a visit brought."""


class Leases(Protocol):
    """Who fetches what, where several runs work at once."""

    def take(self, urls: Iterable[str]) -> Collection[str]:
        """Those of the URLs that no other run is fetching; from now on this one is."""

    def renew(self) -> None:
        """Say that this run is still at it."""

    def release(self, urls: Iterable[str] | None = None) -> None:
        """Give back the leases of these URLs, or all."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come, for a person who waits; ``waiting`` says on what, where it does."""

    stage: str
    done: int
    total: int
    item: str = ""
    failed: int = 0
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class Collector:
    """Gets sources, from captures or by fetching. Without ``fetch`` it is offline: what is not captured is not there.

    Attributes:
        captures: where they are kept.
        fresh_since: from when on a capture stands in for fetching.
        fetch: fetches.
        refresh: whether captures that a person imported are fetched too.
        progress: told how far it has come.
        leases: keep two runs from fetching the same.
        is_known: whether a capture was read before and is undamaged, which others are tried for.
        sleep: waits, seconds.
    """

    captures: Captures
    fresh_since: datetime
    fetch: Fetch | None = None
    refresh: bool = False
    progress: Callable[[Progress], None] = field(default=lambda _: None)
    leases: Leases | None = None
    is_known: Callable[[Snapshot], bool] = lambda _: False
    sleep: Callable[[float], None] = time.sleep

    @property
    def offline(self) -> bool:
        """Whether nothing is fetched."""
        return self.fetch is None

    def collect(self, wanted: Iterable[Wanted], on_source: OnSource) -> None:
        """Find or fetch what is wanted, and tell of each source as soon as it is there.

        Args:
            wanted: each URL once; read no further ahead than fetching needs.
            on_source: called once for each URL, in any order.
        """
        if self.fetch is None:
            self._find(wanted, on_source)
        else:
            _Collection(self, self.fetch, on_source).run(wanted)

    def _find(self, wanted: Iterable[Wanted], on_source: OnSource) -> None:
        missing = Failure(Stage.SNAPSHOT, "no-capture", "there is no capture of it")
        for number, each in enumerate(wanted, 1):
            snapshot = self.captures.find(each.url)
            on_source(each.url, Source(snapshot, None if snapshot else missing))
            self.progress(Progress("sources", number, number, each.url))

    def fresh(self, wanted: Wanted) -> Source | None:
        """The source from its newest capture, where that stands in for fetching and can be read."""
        try:
            snapshot = self.captures.find(wanted.url)
        except ArchiveError:  # fetching does not need it
            return None
        if snapshot is None:
            return None
        stays = snapshot.imported or (wanted.lasting and snapshot.status == HTTPStatus.OK)
        is_fresh = snapshot.fetched_at >= self.fresh_since or (stays and not self.refresh)
        return Source(snapshot) if is_fresh and self._can_be_read(snapshot) else None

    def _can_be_read(self, snapshot: Snapshot) -> bool:
        return self.is_known(snapshot) or not isinstance(self.captures.replay(snapshot.url), Failure)


class _Collection:
    """One time of collecting by fetching."""

    def __init__(self, collector: Collector, fetch: Fetch, on_source: OnSource) -> None:
        self._collector = collector
        self._fetch = fetch
        self._on_source = on_source
        self._elsewhere: list[Wanted] = []
        self._finished: list[str] = []
        self._total = self._done = self._failed = 0

    def run(self, wanted: Iterable[Wanted]) -> None:
        """Fetch what no other run is fetching; take the rest from the captures when that run has it."""
        try:
            self._fetch(self._missing(iter(wanted)), self._visited, self._wait)
            while self._elsewhere:
                again, self._elsewhere = self._elsewhere, []
                self._total -= len(again)
                self._wait(f"another run ({len(again)})")
                self._collector.sleep(LEASE_POLL)
                self._fetch(self._missing(iter(again)), self._visited, self._wait)
        finally:
            if self._collector.leases is not None:
                self._collector.leases.release()

    def _missing(self, wanted: Iterator[Wanted]) -> Iterator[Wanted]:
        """What is to be fetched; what has a fresh capture is settled on the way."""
        leases = self._collector.leases
        while batch := list(islice(wanted, _BATCH)):
            self._total += len(batch)
            missing = [each for each in batch if not self._settled(each)]
            ours = leases.take(each.url for each in missing) if leases and missing else [each.url for each in missing]
            self._elsewhere += [each for each in missing if each.url not in ours]
            yield from (each for each in missing if each.url in ours)

    def _settled(self, wanted: Wanted) -> bool:
        source = self._collector.fresh(wanted)
        if source is not None:
            self._settle(wanted.url, source)
        return source is not None

    def _visited(self, url: str, outcome: Visit | Failure) -> None:
        captures = self._collector.captures
        if isinstance(outcome, Failure):  # then its last capture is read, where there is one
            source = Source(captures.find(url), outcome)
        else:
            source = Source(captures.store(outcome))
        self._finished.append(url)
        self._release()
        self._settle(url, source)

    def _settle(self, url: str, source: Source) -> None:
        self._done += 1
        self._failed += source.failure is not None
        self._on_source(url, source)
        self._tell(url)

    def _release(self) -> None:
        leases = self._collector.leases
        if leases is None:
            return
        leases.renew()
        if len(self._finished) >= _BATCH:
            leases.release(self._finished)
            self._finished = []

    def _wait(self, waiting: str) -> None:
        self._tell(waiting=waiting)

    def _tell(self, item: str = "", waiting: str = "") -> None:
        self._collector.progress(Progress("sources", self._done, self._total, item, self._failed, waiting))


def wanted_of(article: Article) -> list[Wanted]:
    """The URLs of an article, each once, with the languages of the references that cite it and then its own."""
    languages: dict[str, dict[str, None]] = {}
    for reference in article.references:
        if reference.url:
            known = languages.setdefault(reference.url, {})
            known |= {reference.language: None} if reference.language else {}
    own = {article.language: None} if article.language else {}
    return [Wanted(url, tuple(known | own)) for url, known in languages.items()]
