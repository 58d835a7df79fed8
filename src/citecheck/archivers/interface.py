"""What the archiving stage knows of archives: how to ask, how to save, where to remember."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from citecheck.model import ArchiveAction, ArchiveCheck, ArchiveCopy, Failure


@dataclass(frozen=True, slots=True)
class Job:
    """A capture that an archive has accepted; ``id`` is the archive's name for it."""

    url: str
    id: str


@dataclass(frozen=True, slots=True)
class Backoff:
    """The archive wants to be left alone for so many seconds; ``failure`` says so to a person."""

    seconds: float
    failure: Failure


class Lookup(Protocol):
    """An archive that can be asked what it holds."""

    def nearest(self, url: str, moment: datetime) -> ArchiveCopy | Failure | None:
        """The copy of ``url`` made nearest to a moment; ``None`` where the archive answers that it has none."""


class Saver(Protocol):
    """An archive that makes copies when asked to."""

    def submit(self, url: str, max_age: timedelta) -> Job | Failure | Backoff:
        """Ask for a capture, unless the archive has one that is younger than ``max_age``."""

    def status(self, job: Job) -> ArchiveCopy | Failure | Backoff | None:
        """What became of a capture; ``None`` while it lasts."""


class Memory(Protocol):
    """Where answers are kept between runs."""

    def last(self, url: str, archive: str, action: ArchiveAction) -> ArchiveCheck | None:
        """The latest answer about a URL."""

    def add(self, check: ArchiveCheck) -> None:
        """Keep an answer."""
