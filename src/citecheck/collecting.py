"""The URLs that an article cites → their sources: captured, fresh or fetched, and read.

Every source is captured before it is read, and what is read is what the archive has. Several runs may work at once.
"""

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol

from citecheck.errors import ArchiveError
from citecheck.model import Article, Document, Failure, Snapshot, Stage, Visit

LEASE_POLL = 0.5
"""Seconds between two looks at what another run is fetching."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A URL to fetch, and the languages that its page is wanted in, the best one first."""

    url: str
    languages: tuple[str, ...] = ()


OnVisit = Callable[[str, Visit | Failure], None]
OnWait = Callable[[str], None]
Fetch = Callable[[Sequence[Wanted], OnVisit, OnWait], None]
"""Fetches URLs and reports each as it comes, in any order; and now and then, what it waits for."""


class Captures(Protocol):
    """Where captures are kept."""

    def replay(self, url: str) -> tuple[Snapshot, Visit] | Failure:
        """The newest capture of ``url`` and its exchanges, or why there are none: ``no-capture``, ``damaged``."""

    def read(self, snapshot: Snapshot) -> Visit:
        """The exchanges of a capture, as they went over the wire. It raises :class:`ArchiveError`."""

    def store(self, visit: Visit) -> Snapshot:
        """Keep what a visit brought."""


class Leases(Protocol):
    """Who fetches what, where several runs work at once."""

    def take(self, urls: Iterable[str]) -> Collection[str]:
        """Those of the URLs that no other run is fetching; from now on this one is."""

    def renew(self) -> None:
        """Say that this run is still at it."""

    def release(self) -> None:
        """Say that it is done."""


@dataclass(frozen=True, slots=True)
class Source:
    """What became of one URL: where what came is kept, and what could be read of it."""

    snapshot: Snapshot | None = None
    document: Document | Failure | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come, for a person who waits; ``waiting`` says on what, where it does."""

    stage: str
    done: int
    total: int
    item: str = ""
    failed: int = 0
    waiting: str = ""


@dataclass(slots=True)
class _Tally:
    """How far fetching has come."""

    total: int
    done: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Collector:
    """Gets sources, from captures or by fetching. Without ``fetch`` it is offline: what is not captured is not there.

    Attributes:
        captures: where they are kept.
        read_document: reads what came.
        clock: the time of day.
        fetch: fetches.
        refresh: whether everything is fetched again, however new its capture.
        fresh_for: how long a capture stands in for fetching.
        progress: told how far it has come.
        leases: keep two runs from fetching the same.
        sleep: waits, seconds.
    """

    captures: Captures
    read_document: Callable[[Visit], Document | Failure]
    clock: Callable[[], datetime]
    fetch: Fetch | None = None
    refresh: bool = False
    fresh_for: timedelta = timedelta(days=1)
    progress: Callable[[Progress], None] = field(default=lambda _: None)
    leases: Leases | None = None
    sleep: Callable[[float], None] = time.sleep

    def collect(self, article: Article, sources: dict[str, Source]) -> None:
        """Fill in the sources of an article's URLs: from the captures where they are fresh, else by fetching."""
        wanted = [each for each in wanted_of(article) if each.url not in sources]
        missing = []
        for looked, each in enumerate(wanted, 1):
            if not self._from_captures(each.url, sources):
                missing.append(each)
            self.progress(Progress("captures", looked, len(wanted), each.url))
        if self.fetch is not None and missing:
            self._fetch_missing(self.fetch, missing, sources)

    def _from_captures(self, url: str, sources: dict[str, Source]) -> bool:
        """Take a source from its capture, and say whether that is all there is to do."""
        found = self.captures.replay(url)
        if isinstance(found, Failure):
            if self.fetch is None:
                sources[url] = Source(failure=found)
            return self.fetch is None
        snapshot, visit = found
        if not self._is_fresh(snapshot):
            return False
        sources[url] = Source(snapshot, self.read_document(visit))
        return True

    def _is_fresh(self, snapshot: Snapshot) -> bool:
        if self.fetch is None:
            return True
        return not self.refresh and (snapshot.imported or self.clock() - snapshot.fetched_at < self.fresh_for)

    def _fetch_missing(self, fetch: Fetch, missing: Sequence[Wanted], sources: dict[str, Source]) -> None:
        """Fetch what no other run is fetching; take the rest from the captures when that run has it."""
        tally = _Tally(len(missing))
        if self.leases is None:
            self._fetch(fetch, missing, sources, tally)
            return
        while missing:
            free = self.leases.take(each.url for each in missing)
            ours = [each for each in missing if each.url in free]
            try:
                if ours:
                    self._fetch(fetch, ours, sources, tally)
            finally:
                self.leases.release()
            missing = [each for each in missing if each.url not in free]
            if missing:
                self.progress(self._step(tally, waiting=f"another run ({len(missing)})"))
                self.sleep(LEASE_POLL)
            missing = [each for each in missing if not self._from_captures(each.url, sources)]
            tally.done = tally.total - len(missing)

    def _fetch(self, fetch: Fetch, wanted: Sequence[Wanted], sources: dict[str, Source], tally: _Tally) -> None:
        def on_visit(url: str, outcome: Visit | Failure) -> None:
            failed = isinstance(outcome, Failure)
            sources[url] = self._failed(url, outcome) if isinstance(outcome, Failure) else self._captured(outcome)
            tally.done, tally.failed = tally.done + 1, tally.failed + failed
            if self.leases is not None:
                self.leases.renew()
            self.progress(self._step(tally, url))

        fetch(wanted, on_visit, lambda waiting: self.progress(self._step(tally, waiting=waiting)))

    @staticmethod
    def _step(tally: _Tally, item: str = "", waiting: str = "") -> Progress:
        return Progress("fetch", tally.done, tally.total, item, tally.failed, waiting)

    def _captured(self, visit: Visit) -> Source:
        snapshot = self.captures.store(visit)
        if visit.final.status == HTTPStatus.NOT_MODIFIED:  # then the page is that of the capture it refers to
            return self._replayed(snapshot)
        return Source(snapshot, self.read_document(visit))

    def _replayed(self, snapshot: Snapshot) -> Source:
        visit = self.visit(snapshot)
        if isinstance(visit, Failure):
            return Source(failure=visit)
        return Source(snapshot, self.read_document(visit))

    def visit(self, snapshot: Snapshot) -> Visit | Failure:
        """The exchanges of a capture once more, for who did not keep them."""
        try:
            return self.captures.read(snapshot)
        except ArchiveError as error:
            return Failure(Stage.SNAPSHOT, "damaged", str(error))

    def _failed(self, url: str, failure: Failure) -> Source:
        """A source that did not answer is read from its last capture where there is one."""
        found = self.captures.replay(url)
        if isinstance(found, Failure):
            return Source(failure=failure)
        return Source(found[0], self.read_document(found[1]), failure)


def wanted_of(article: Article) -> list[Wanted]:
    """The URLs of an article, each once, with the languages of the references that cite it and then its own."""
    languages: dict[str, dict[str, None]] = {}
    for reference in article.references:
        if reference.url:
            known = languages.setdefault(reference.url, {})
            known |= {reference.language: None} if reference.language else {}
    own = {article.language: None} if article.language else {}
    return [Wanted(url, tuple(known | own)) for url, known in languages.items()]
