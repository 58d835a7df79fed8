"""References → what a web archive holds of them, and captures of what it does not: look-ups first, then saving.

Knows archives by their interfaces only. Every answer is kept as it comes, so a run that is cut short goes on where it
stopped: what was looked up a short while ago is not looked up again, a capture that was accepted is asked after, what
is archived is not saved twice.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from citecheck.archivers.cases import Case, cases_of, moments_of
from citecheck.archivers.interface import Job, Lookup, Memory, Saver
from citecheck.archivers.looking import Answer, Looking
from citecheck.archivers.mementos import host_of
from citecheck.archivers.pace import Pace
from citecheck.archivers.saving import SavingQueue
from citecheck.archivers.trouble import is_copied, stops
from citecheck.model import ArchiveAction, ArchiveCheck, ArchiveCopy, ArchiveOutcome, Article, Failure, Reference

JOB_KEPT = timedelta(minutes=50)
"""How long a capture is asked after: the archive keeps its status for about an hour."""

OnProgress = Callable[[str, int, int, str], None]
"""Told the stage, how many are done, of how many, and the URL."""


class ArchiveState(StrEnum):
    """How a reference stands with the archive after a run."""

    NO_URL = "no-url"
    IS_COPY = "is-copy"
    IN_ARTICLE = "in-article"
    FOUND = "found"
    ABSENT = "absent"
    RECENT = "recent"
    SAVED = "saved"
    PENDING = "pending"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ArchivedReference:
    """A reference, the copy nearest to when it was read, and what came of saving it.

    ``newest`` is the copy that was saved now, or that is recent enough for none to be saved. With the state
    ``IS_COPY`` or ``IN_ARTICLE``, ``nearest`` is the copy that the article names.
    """

    path: str
    reference: Reference
    state: ArchiveState
    nearest: ArchiveCopy | None = None
    newest: ArchiveCopy | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class ArchivingResult:
    """Every reference in reading order; ``stopped`` says why the rest was left to another run."""

    references: tuple[ArchivedReference, ...]
    saving: bool
    stopped: Failure | None = None


@dataclass(frozen=True, slots=True)
class ArchivingRules:
    """How old a copy must be for another to be made, how long a look-up's answer holds, and what to ask for at all."""

    max_age: timedelta
    fresh_for: timedelta
    include_archived: bool = False


@dataclass(frozen=True, slots=True)
class _Standing:
    state: ArchiveState
    copy: ArchiveCopy | None = None
    failure: Failure | None = None


class Archiving:
    """The look-ups of one run in several archives, and its captures in the first.

    Args:
        base: The address of the archive that captures.
        lookup: Asks it what it holds.
        saver: Asks it for captures; without one, nothing is saved.
        memory: Keeps its answers.
        pace: How often it may be asked for captures.
        now: The time of day, in UTC.
        rules: What to ask for.
        progress: Called as the work moves on.
        others: Look-ups in other archives, by the names of these.
    """

    def __init__(
        self,
        base: str,
        lookup: Lookup,
        saver: Saver | None,
        memory: Memory,
        pace: Pace,
        now: Callable[[], datetime],
        rules: ArchivingRules,
        progress: OnProgress = lambda *_: None,
        others: Mapping[str, Lookup] = MappingProxyType({}),
    ) -> None:
        self._base = base
        self._archive = host_of(base)
        self._looking = Looking(lookup, self._archive, memory, now, rules.fresh_for)
        self._others = [Looking(each, name, memory, now, rules.fresh_for) for name, each in others.items()]
        self._saver = saver
        self._memory = memory
        self._pace = pace
        self._now = now
        self._rules = rules
        self._progress = progress
        self._standing: dict[str, _Standing] = {}

    def run(self, articles: Iterable[Article]) -> ArchivingResult:
        """Look up every URL that the articles cite, each once, and save what has no recent copy."""
        cases = cases_of(articles, self._base, include_archived=self._rules.include_archived)
        moments = moments_of(cases)
        here: dict[str, Answer] = {}
        nearest: dict[str, Answer] = {}
        for number, (url, near) in enumerate(moments.items(), 1):
            here[url] = self._looking.nearest(url, near)
            nearest[url] = _nearest(
                [here[url], *(each.nearest(url, near) for each in self._others)], near or self._now()
            )
            self._progress("look up", number, len(moments), url)
        stopped = self._save(self._saver, here) if self._saver else self._looking.down
        return ArchivingResult(tuple(self._result(case, nearest) for case in cases), self._saver is not None, stopped)

    def _save(self, saver: Saver, nearest: Mapping[str, Answer]) -> Failure | None:
        def told(url: str, news: Job | ArchiveCopy | Failure) -> None:
            self._standing[url] = self._heard(url, news)
            self._progress("save", self._done(), len(nearest), url)

        queue = SavingQueue(saver, self._pace, self._rules.max_age, told)
        for url, copy in nearest.items():
            last = self._memory.last(url, self._archive, ArchiveAction.SAVE)
            job = self._unfinished(last)
            settled = None if job else self._settled(url, copy, last)
            if settled is None:
                queue.add(url, job)
            else:
                self._standing[url] = settled
        queue.run()
        return queue.stopped

    def _unfinished(self, last: ArchiveCheck | None) -> Job | None:
        """The capture that an earlier run did not see the end of."""
        if last is None or last.outcome is not ArchiveOutcome.PENDING or last.job_id is None:
            return None
        return Job(last.url, last.job_id) if abs(self._now() - last.checked_at) < JOB_KEPT else None

    def _settled(self, url: str, nearest: Answer, last: ArchiveCheck | None) -> _Standing | None:
        """What makes another capture pointless; ``None`` where one is to be made."""
        for copy in (nearest, last.copy if last else None):
            if isinstance(copy, ArchiveCopy) and self._is_recent(copy):
                return _Standing(ArchiveState.RECENT, copy)
        if last is not None and last.failure is not None and self._is_final(last.failure, last.checked_at):
            return _Standing(ArchiveState.FAILED, failure=last.failure)
        if nearest is None and last is None:
            return None  # the archive has no copy at all, so none that is recent
        newest = self._looking.newest(url) if self._rules.max_age else None
        return _Standing(ArchiveState.RECENT, newest) if newest and self._is_recent(newest) else None

    def _is_final(self, trouble: Failure, at: datetime) -> bool:
        return not trouble.retryable and abs(self._now() - at) < self._rules.max_age

    def _is_recent(self, copy: ArchiveCopy) -> bool:
        return copy.captured_at is not None and self._now() - copy.captured_at < self._rules.max_age

    def _heard(self, url: str, news: Job | ArchiveCopy | Failure) -> _Standing:
        """Take in what the archive says of a capture, and keep it."""
        match news:
            case Job():
                self._keep(url, ArchiveOutcome.PENDING, job_id=news.id)
                return _Standing(ArchiveState.PENDING)
            case ArchiveCopy():
                self._keep(url, ArchiveOutcome.SAVED, copy=news)
                return _Standing(ArchiveState.SAVED, news)
            case Failure(reason="still-running"):
                newest = self._looking.newest(url)
                if newest is not None and self._is_recent(newest):
                    return self._heard(url, newest)
                return _Standing(ArchiveState.PENDING, failure=news)
            case Failure() if is_copied(news):
                newest = self._looking.newest(url)
                return _Standing(ArchiveState.RECENT, newest, None if newest else news)
            case Failure():
                if not stops(news):  # which says nothing of this URL
                    self._keep(url, ArchiveOutcome.FAILED, trouble=news)
                return _Standing(ArchiveState.FAILED, failure=news)

    def _keep(
        self,
        url: str,
        outcome: ArchiveOutcome,
        *,
        copy: ArchiveCopy | None = None,
        trouble: Failure | None = None,
        job_id: str | None = None,
    ) -> None:
        check = ArchiveCheck(url, self._archive, ArchiveAction.SAVE, outcome, self._now(), copy, trouble, job_id)
        self._memory.add(check)

    def _done(self) -> int:
        waiting = sum(item.state is ArchiveState.PENDING and not item.failure for item in self._standing.values())
        return len(self._standing) - waiting

    def _result(self, case: Case, nearest: Mapping[str, Answer]) -> ArchivedReference:
        path, reference = case.path, case.reference
        if case.url is None:
            return ArchivedReference(path, reference, _unasked(case), case.copy, failure=case.failure)
        looked = nearest[case.url]
        copy = looked if isinstance(looked, ArchiveCopy) else None
        trouble = looked if isinstance(looked, Failure) else None
        standing = self._standing.get(case.url)
        if standing is not None:
            return ArchivedReference(path, reference, standing.state, copy, standing.copy, standing.failure)
        state = ArchiveState.FOUND if copy else ArchiveState.FAILED if trouble else ArchiveState.ABSENT
        return ArchivedReference(path, reference, state, copy, failure=trouble)


def _nearest(answers: Sequence[Answer], moment: datetime) -> Answer:
    """The copy made nearest to a moment, of the first archive that has one so near; else what the first answered."""
    dated = [copy for copy in answers if isinstance(copy, ArchiveCopy) and copy.captured_at is not None]
    return min(dated, key=lambda copy: abs((copy.captured_at or moment) - moment), default=answers[0])


def _unasked(case: Case) -> ArchiveState:
    if case.failure is not None:
        return ArchiveState.FAILED
    if case.copy is None:
        return ArchiveState.NO_URL
    return ArchiveState.IS_COPY if case.copy.memento_url == case.reference.url else ArchiveState.IN_ARTICLE
