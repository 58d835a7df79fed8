"""Copies of sources in public web archives, and what is remembered of asking an archive about them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from citecheck.model.failure import Failure


@dataclass(frozen=True, slots=True)
class ArchiveCopy:
    """A capture of ``url`` in a public archive: a memento in the words of RFC 7089.

    ``captured_at`` is in UTC; ``None`` where the copy's address does not tell. ``archive`` is the archive's host.
    """

    url: str
    memento_url: str
    captured_at: datetime | None
    archive: str


class ArchiveAction(StrEnum):
    """What an archive was asked for."""

    LOOKUP = "lookup"
    SAVE = "save"


class ArchiveOutcome(StrEnum):
    """What an archive answered: ``PENDING`` is a capture that it has accepted and not finished."""

    FOUND = "found"
    ABSENT = "absent"
    SAVED = "saved"
    PENDING = "pending"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ArchiveCheck:
    """One question to an archive and its answer, as it is kept between runs.

    ``near`` is the moment that a look-up asked for the nearest capture to; ``job_id`` the archive's name of a
    capture that is pending. ``copy`` is there where the outcome is ``FOUND`` or ``SAVED``, ``failure`` where it is
    ``FAILED``.
    """

    url: str
    archive: str
    action: ArchiveAction
    outcome: ArchiveOutcome
    checked_at: datetime
    copy: ArchiveCopy | None = None
    failure: Failure | None = None
    job_id: str | None = None
    near: datetime | None = None
