"""Look-ups that are remembered: what was asked a short while ago is not asked again, a silent archive not for ever."""

from collections.abc import Callable
from datetime import datetime, timedelta

from citecheck.archivers.interface import Lookup, Memory
from citecheck.archivers.saving import SILENCES
from citecheck.archivers.telling import LOG, told
from citecheck.archivers.trouble import failure, is_silence, stops
from citecheck.model import ArchiveAction, ArchiveCheck, ArchiveCopy, ArchiveOutcome, Failure

Answer = ArchiveCopy | Failure | None
"""The copy that was sought; ``None`` where the archive has none."""


class Looking:
    """Look-ups in one archive. ``down`` says why it is no longer asked, once that is so.

    Args:
        lookup: Asks the archive.
        archive: The archive's name in memory.
        memory: Keeps its answers.
        now: The time of day, in UTC.
        fresh_for: How long an answer holds.
    """

    def __init__(
        self, lookup: Lookup, archive: str, memory: Memory, now: Callable[[], datetime], fresh_for: timedelta
    ) -> None:
        self.down: Failure | None = None
        self._lookup = lookup
        self._archive = archive
        self._memory = memory
        self._now = now
        self._fresh_for = fresh_for
        self._silences = 0

    def nearest(self, url: str, near: datetime | None) -> Answer:
        """The copy nearest to a moment, or to now, from memory where that is fresh."""
        known = self._memory.last(url, self._archive, ArchiveAction.LOOKUP)
        if known is not None and known.near == near and self._holds(known):
            return known.copy
        answer = self._ask(url, near or self._now())
        if not (isinstance(answer, Failure) and stops(answer)):
            self._memory.add(self._check(url, near, answer))
        return answer

    def newest(self, url: str) -> ArchiveCopy | None:
        """The newest copy, asked for now; ``None`` as well where the archive does not answer."""
        answer = self._ask(url, self._now())
        return answer if isinstance(answer, ArchiveCopy) else None

    def _holds(self, known: ArchiveCheck) -> bool:
        """Whether an answer is still good. One from the future (the clock was put back) is as old as it is far off."""
        return known.outcome is not ArchiveOutcome.FAILED and abs(self._now() - known.checked_at) < self._fresh_for

    def _ask(self, url: str, moment: datetime) -> Answer:
        if self.down is not None:
            return failure(self.down.reason, f"not tried: {self.down.detail}")
        answer = self._lookup.nearest(url, moment)
        LOG.info("look-up in %s of %s: %s", self._archive, url, told(answer))
        trouble = answer if isinstance(answer, Failure) else None
        self._silences = self._silences + 1 if trouble and is_silence(trouble) else 0
        if trouble and stops(trouble):
            self.down = trouble
        elif trouble and self._silences >= SILENCES:
            self.down = failure("archive-unreachable", f"the archive seems to be down: {trouble.detail}")
        return answer

    def _check(self, url: str, near: datetime | None, answer: Answer) -> ArchiveCheck:
        copy = answer if isinstance(answer, ArchiveCopy) else None
        trouble = answer if isinstance(answer, Failure) else None
        outcome = ArchiveOutcome.FOUND if copy else ArchiveOutcome.FAILED if trouble else ArchiveOutcome.ABSENT
        return ArchiveCheck(url, self._archive, ArchiveAction.LOOKUP, outcome, self._now(), copy, trouble, near=near)
