"""URLs to be saved → captures, a few at a time, at the archive's pace, until each is done or given up."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from citecheck.archivers.interface import Backoff, Job, Saver
from citecheck.archivers.pace import Pace
from citecheck.archivers.telling import LOG, told
from citecheck.archivers.trouble import failure, is_copied, is_quota, is_silence, stops
from citecheck.model import ArchiveCopy, Failure

MOST_OPEN = 4
"""Captures at a time: at one every 10.7 seconds and half a minute each, no more than three overlap."""

POLLS = (5.0, 5.0, 10.0, 10.0, 20.0)
"""Seconds before the first and the following questions after a capture; then the last of them over again."""

JOB_PATIENCE = 300.0
"""Seconds for a capture: the archive ends one after 120 and may let it wait before that."""

ATTEMPTS = 3
RETRY_PAUSE = 60.0
"""Seconds before a URL's next attempt: what the archive asks for where too many captures are running."""

LONGEST_REST = 300.0
"""Seconds that are waited out where the archive asks for a rest; for more, the user is told to come back."""

SILENCES = 3
"""Requests in a row without a proper answer after which the archive counts as down."""

Report = Callable[[str, Job | ArchiveCopy | Failure], None]
"""Told of each URL: that its capture was accepted, and what came of it."""


@dataclass(frozen=True, slots=True)
class _Turn:
    url: str
    attempt: int
    not_before: float


@dataclass(frozen=True, slots=True)
class _Open:
    job: Job
    attempt: int
    polls: int
    poll_at: float
    deadline: float


class SavingQueue:
    """URLs on their way into an archive. Failures that concern every URL end it; the others end one URL.

    Args:
        saver: The archive.
        pace: How often it may be asked for a capture; its clock and sleep are the queue's.
        max_age: How old a copy must be for another to be made.
        report: Called with every URL's outcomes as they come.
    """

    def __init__(self, saver: Saver, pace: Pace, max_age: timedelta, report: Report) -> None:
        self.stopped: Failure | None = None
        self._saver = saver
        self._pace = pace
        self._max_age = max_age
        self._report = report
        self._waiting: deque[_Turn] = deque()
        self._open: list[_Open] = []
        self._rest_until = pace.clock()
        self._rests = 0
        self._silences = 0

    def add(self, url: str, job: Job | None = None) -> None:
        """Enqueue a URL; with ``job``, a capture that an earlier run was waiting for."""
        if job is None:
            self._waiting.append(_Turn(url, 1, self._pace.clock()))
        else:
            self._await(job, attempt=0)

    def run(self) -> None:
        """Work until nothing is left, or until ``stopped`` says why the rest must wait for another run."""
        while self._waiting or self._open:
            now = self._pace.clock()
            due = min(self._open, key=lambda item: item.poll_at, default=None)
            if now < self._rest_until:
                self._pace.sleep(self._rest_until - now)
            elif due is not None and due.poll_at <= now:
                self._poll(due)
            elif self._submission_at() <= now:
                self._submit()
            else:
                self._pace.sleep(min(self._submission_at(), due.poll_at if due else float("inf")) - now)

    def _submission_at(self) -> float:
        """When the next capture may be asked for."""
        if not self._waiting or len(self._open) >= MOST_OPEN:
            return float("inf")
        return max(self._pace.ready_at, min(turn.not_before for turn in self._waiting))

    def _submit(self) -> None:
        turn = min(self._waiting, key=lambda item: item.not_before)
        self._waiting.remove(turn)
        self._pace.mark()
        answer = self._saver.submit(turn.url, self._max_age)
        LOG.info("capture of %s: %s", turn.url, told(answer))
        self._listen(answer)
        match answer:
            case Job():
                self._report(turn.url, answer)
                self._await(answer, turn.attempt)
            case Backoff():
                self._waiting.appendleft(turn)
            case Failure():
                self._failed(turn.url, turn.attempt, answer)
        self._halt()

    def _await(self, job: Job, attempt: int) -> None:
        now = self._pace.clock()
        self._open.append(_Open(job, attempt, 0, now + (POLLS[0] if attempt else 0.0), now + JOB_PATIENCE))

    def _poll(self, item: _Open) -> None:
        self._open.remove(item)
        answer = self._saver.status(item.job)
        LOG.info("capture %s: %s", item.job.id, "in progress" if answer is None else told(answer))
        self._listen(answer)
        url = item.job.url
        match answer:
            case ArchiveCopy():
                self._report(url, answer)
            case Failure() if not is_silence(answer):
                self._failed(url, item.attempt, answer)
            case _ if self._pace.clock() >= item.deadline:
                self._report(url, failure("still-running", "the archive has not finished the capture yet"))
            case _:
                pause = POLLS[min(item.polls + 1, len(POLLS) - 1)]
                at = self._pace.clock() + pause
                self._open.append(_Open(item.job, item.attempt, item.polls + 1, at, item.deadline))
        self._halt()

    def _failed(self, url: str, attempt: int, trouble: Failure) -> None:
        """Try again where that may help; a capture of an earlier run that came to nothing is asked for anew."""
        again = trouble.retryable and attempt < ATTEMPTS and not is_copied(trouble)
        if stops(trouble) or (attempt and not again):
            self._report(url, trouble)
        else:
            pause = RETRY_PAUSE if attempt else 0.0
            self._waiting.append(_Turn(url, attempt + 1, self._pace.clock() + pause))

    def _listen(self, answer: Job | ArchiveCopy | Failure | Backoff | None) -> None:
        """Notice what an answer says of the archive rather than of one URL."""
        trouble = answer.failure if isinstance(answer, Backoff) else answer
        silent = isinstance(trouble, Failure) and is_silence(trouble)
        self._silences = self._silences + 1 if silent else 0
        self._rests = self._rests + 1 if isinstance(answer, Backoff) else 0
        if isinstance(answer, Backoff):
            self._rest_until = self._pace.clock() + answer.seconds
            if self._rests > 1 or answer.seconds > LONGEST_REST:
                self.stopped = answer.failure
        elif isinstance(answer, Failure) and stops(answer):
            self.stopped = answer
        elif self._silences >= SILENCES:
            self.stopped = failure("archive-unreachable", f"the archive seems to be down: {self._told(answer)}")

    @staticmethod
    def _told(answer: object) -> str:
        return answer.detail if isinstance(answer, Failure) else ""

    def _halt(self) -> None:
        """Once stopped, leave what was not begun to another run; what is being captured stays pending.

        Where only the account's quota is gone, the captures that were accepted are still waited for.
        """
        if self.stopped is None:
            return
        for turn in self._waiting:
            self._report(turn.url, failure(self.stopped.reason, f"not tried: {self.stopped.detail}"))
        self._waiting.clear()
        if not is_quota(self.stopped):
            self._open.clear()
