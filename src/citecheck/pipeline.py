"""The stages of a run, in order: articles → sources → captures → verdicts → results.

Knows no concrete part: what fetches, captures, reads, judges and stores is handed in by :mod:`citecheck.wiring`.
Everything is a stream: an article is read when fetching has room for its sources, checked as soon as the last of them
is there, stored, and let go of.
"""

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from itertools import count
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from citecheck.collecting import OnSource, Progress, Source, Wanted, wanted_of
from citecheck.consulting import Known
from citecheck.errors import CheckError
from citecheck.gate import Gate, Share, Tally, share_of
from citecheck.model import ArchiveCopy, Article, ArticleResult, Failure, RunResult

MOST_IN_HAND = 64
"""Articles that are being checked or wait for it; while there are more, none is read."""


_NAMED = 5
"""Articles that a message names."""


class Collects(Protocol):
    """Gets sources."""

    @property
    def offline(self) -> bool:
        """Whether from captures only."""

    def collect(self, wanted: Iterable[Wanted], on_source: OnSource) -> None:
        """Get what is wanted, and tell of each source as soon as it is there."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where an article stands: in which run, when that began, and at which place among its articles."""

    run_id: str
    started_at: datetime
    place: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a check, on its way from the process that made it to the one that keeps results.

    ``rows`` is what is kept, in the form in which :class:`Results` takes it: it was made where there are many
    processes, and one writes. ``share`` is what the article adds to the tally. It is ``None`` where the article is not
    done: it waits for what is ``wanted``.
    """

    rows: Any
    share: Share | None = None
    wanted: Sequence[Wanted] = ()


class Results(Protocol):
    """Where results are kept; each article is kept whole or not at all."""

    def begin_run(self, run_id: str, started_at: datetime, offline: bool) -> None:
        """Note that a run has begun."""

    def begun_at(self, run_id: str) -> datetime:
        """When a run began."""

    def add_rows(self, rows: Any) -> None:  # noqa: ANN401 - as it likes to have them
        """Keep what came of one check: the results of an article, and what was read for it."""

    def finish_run(self, run_id: str, finished_at: datetime, exit_code: int) -> None:
        """Note that a run has ended."""

    def load_run(self, run_id: str) -> RunResult:
        """The results of a run that has ended."""

    def finished_articles(self, run_id: str) -> Mapping[int, str]:
        """The paths of the articles whose results a run has so far, by their places."""

    def articles_of(self, run_id: str) -> Iterable[ArticleResult]:
        """The results that a run has so far, in the order of its articles."""

    def failures_of(self, url: str) -> Sequence[datetime]:
        """When fetching ``url`` failed before."""

    def copy_of(self, url: str) -> ArchiveCopy | None:
        """The newest copy of ``url`` that an archive is known to have."""


Check = Callable[[Article, Mapping[str, Source], Known, Ticket], Outcome]
"""Checks an article, given its sources and what is known of them from before; or asks for more of them."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A run with all its parts.

    Attributes:
        collector: gets sources.
        results: keeps what is found.
        check: checks an article.
        executor: where articles are checked, one after the other or many at once.
        gate: says what fails the run.
        clock: the time of day.
        new_id: names a run that begins at a time.
        progress: told how far each stage has come.
    """

    collector: Collects
    results: Results
    check: Check
    executor: Executor
    gate: Gate
    clock: Callable[[], datetime]
    new_id: Callable[[datetime], str]
    progress: Callable[[Progress], None] = field(default=lambda _: None)

    def run(self, articles: Iterable[Article | Failure], resume: str | None = None) -> RunResult:
        """Check every article; what is finished is stored, article by article, whatever happens after.

        Args:
            articles: the articles, and in place of one that cannot be read, why.
            resume: a run that was cut short: it goes on, and ``articles`` are those that it has not finished.

        Raises:
            CheckError: The check of an article went wrong; those of the others are stored.
        """
        run_id = resume or self._begin()
        desk = _Desk(self, run_id, self.results.begun_at(run_id))
        if resume:
            desk.go_on(self.results.finished_articles(run_id), self.results.articles_of(run_id))
        self.collector.collect(desk.sources_of(articles), desk.settle)
        desk.clear()
        while desk.asked:
            self.collector.collect(desk.asked_for(), desk.settle)
            desk.clear()
        self.results.finish_run(run_id, self.clock(), desk.tally.exit_code)
        if desk.faults:
            raise _fault(desk.faults)
        return self.results.load_run(run_id)

    def _begin(self) -> str:
        started_at = self.clock()
        run_id = self.new_id(started_at)
        self.results.begin_run(run_id, started_at, self.collector.offline)
        return run_id


@dataclass(slots=True)
class _Order:
    """An article that waits for its sources."""

    article: Article
    place: int
    missing: int
    sources: dict[str, Source] = field(default_factory=dict)


class _Desk:
    """The articles of a run on their way through: read, waiting for sources, being checked, stored."""

    def __init__(self, pipeline: Pipeline, run_id: str, started_at: datetime) -> None:
        self.tally = Tally(pipeline.gate)
        self._pipeline = pipeline
        self._run_id = run_id
        self._started_at = started_at
        self._places: Iterator[int] = count()
        self._waiting: dict[str, list[_Order]] = {}
        self._failed: dict[str, Source] = {}
        self._checked: SimpleQueue[tuple[_Order, Future[Outcome]]] = SimpleQueue()
        self.asked: deque[Wanted] = deque()
        self.faults: list[tuple[str, Exception]] = []
        self._read = self._in_hand = self._done = 0

    def go_on(self, taken: Container[int], results: Iterable[ArticleResult]) -> None:
        """Count what the run had finished before it was cut short, and give its places to no other article."""
        self._places = (place for place in count() if place not in taken)
        for result in results:
            self.tally.add(share_of(result))
            self._read += 1
            self._done += 1

    def sources_of(self, articles: Iterable[Article | Failure]) -> Iterator[Wanted]:
        """The URLs that articles cite, each once while it is being fetched; an article is read when it is needed."""
        for article in articles:
            if isinstance(article, Failure):
                self.tally.unreadable = True
                continue
            order = _Order(article, next(self._places), 0)
            self._read += 1
            wanted = self._admit(order, wanted_of(article))
            if not order.missing:
                self._submit(order)
            yield from wanted
            yield from self.asked_for()
            self._store(until_in_hand=MOST_IN_HAND)

    def asked_for(self) -> Iterator[Wanted]:
        """What the checks of articles have asked for since."""
        while self.asked:
            yield self.asked.popleft()

    def settle(self, url: str, source: Source) -> None:
        """Hand a source to the articles that wait for it; those that wait for no other go on to be checked."""
        if source.failure is not None:
            self._failed[url] = source
        for order in self._waiting.pop(url, ()):
            order.sources[url] = source
            order.missing -= 1
            if not order.missing:
                self._submit(order)
        self._store(until_in_hand=MOST_IN_HAND)

    def clear(self) -> None:
        """Wait for all that is in hand."""
        self._store(until_in_hand=0)

    def _admit(self, order: _Order, sources: Iterable[Wanted]) -> list[Wanted]:
        """Let an article wait for sources; what nobody waited for before is to be fetched."""
        new = []
        for wanted in sources:
            if wanted.url in self._failed:
                order.sources[wanted.url] = self._failed[wanted.url]
                continue
            order.missing += 1
            if wanted.url not in self._waiting:
                new.append(wanted)
            self._waiting.setdefault(wanted.url, []).append(order)
        return new

    def _submit(self, order: _Order) -> None:
        pipeline = self._pipeline
        self._in_hand += 1
        ticket = Ticket(self._run_id, self._started_at, order.place)
        future = pipeline.executor.submit(pipeline.check, order.article, order.sources, self._known(order), ticket)
        future.add_done_callback(lambda done: self._checked.put((order, done)))

    def _known(self, order: _Order) -> Known:
        results = self._pipeline.results
        failing = [url for url, source in order.sources.items() if _fails(source)]
        cited = {each.url for each in order.article.references if each.url}
        return Known(
            failures={url: tuple(results.failures_of(url)) for url in failing},
            copies={url: copy for url in cited if (copy := results.copy_of(url))},
            at=self._pipeline.clock(),
        )

    def _store(self, until_in_hand: int) -> None:
        """Store what has been checked; wait for more while too much is in hand."""
        while True:
            try:
                order, done = self._checked.get(block=self._in_hand > until_in_hand)
            except Empty:
                return
            self._in_hand -= 1
            try:
                outcome = done.result()
            except Exception as error:  # noqa: BLE001 — the other articles go on; it is raised when they are done
                self.faults.append((order.article.path, error))
                self.tally.faulty = True
            else:
                if not self._finish(order, outcome):
                    continue
            self._done += 1
            self._pipeline.progress(Progress("articles", self._done, self._read, order.article.path, len(self.faults)))

    def _finish(self, order: _Order, outcome: Outcome) -> bool:
        """Store what a check has brought, and say whether its article is done; where it asks for more, it waits."""
        self._pipeline.results.add_rows(outcome.rows)
        if outcome.share is not None:
            self.tally.add(outcome.share)
            return True
        self.asked += self._admit(order, outcome.wanted)
        if not order.missing:
            self._submit(order)
        return False


def _fault(faults: Sequence[tuple[str, Exception]]) -> CheckError:
    (path, error), *more = faults
    kind = "" if isinstance(error, CheckError) else f"{type(error).__name__}: "
    others = f" (and {len(more)} more: {', '.join(each for each, _ in more[:_NAMED])})" if more else ""
    fault = CheckError(f"{path}: the check went wrong: {kind}{error}{others}")
    fault.__cause__ = error
    return fault


def _fails(source: Source) -> bool:
    return source.failure is not None or source.snapshot is None or source.snapshot.status >= HTTPStatus.BAD_REQUEST
