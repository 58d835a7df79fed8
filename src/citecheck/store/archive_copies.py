"""Questions to web archives and their answers ↔ rows, so that a cut-short run goes on where it stopped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.errors import StoreError
from citecheck.model import ArchiveAction, ArchiveCheck, ArchiveCopy, ArchiveOutcome, Failure, Stage
from citecheck.store.batch import Row, cleaned, moment
from citecheck.store.database import exclusive, mapped

if TYPE_CHECKING:
    from sqlite_utils import Database


class ArchiveChecks:
    """The part of a results database that remembers what was asked of web archives; nothing in it is overwritten."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def last(self, url: str, archive: str, action: ArchiveAction) -> ArchiveCheck | None:
        """The latest answer of an archive about a URL, or ``None`` where it was never asked.

        Raises:
            StoreError: The database is damaged or cannot be read.
        """
        sql = "select * from archive_copies where url = ? and archive = ? and action = ? order by id desc limit 1"
        with mapped(self._path):
            row = next(self._db.query(sql, [url, archive, action.value]), None)
        try:
            return _check(row) if row else None
        except (ValueError, TypeError) as error:
            raise StoreError(f"{self._path} is damaged: what is known of archive copies cannot be read") from error

    def copies(self, url: str) -> list[ArchiveCopy]:
        """The copies of a URL that archives have named and not taken back, in the order in which they became known.

        An archive takes copies back that it finds no longer, or that it may not show any more.

        Raises:
            StoreError: The database is damaged or cannot be read.
        """
        sql = "select * from archive_copies where url = ? order by id"
        with mapped(self._path):
            rows = list(self._db.query(sql, [url]))
        try:
            return _standing([_check(row) for row in rows])
        except (ValueError, TypeError) as error:
            raise StoreError(f"{self._path} is damaged: what is known of archive copies cannot be read") from error

    def copy_of(self, url: str) -> ArchiveCopy | None:
        """The copy of a URL that the latest answer with one names, whatever archive gave it.

        Raises:
            StoreError: The database is damaged or cannot be read.
        """
        sql = "select * from archive_copies where url = ? and memento_url is not null order by id desc limit 1"
        with mapped(self._path):
            row = next(self._db.query(sql, [url]), None)
        try:
            return _check(row).copy if row else None
        except (ValueError, TypeError) as error:
            raise StoreError(f"{self._path} is damaged: what is known of archive copies cannot be read") from error

    def add(self, check: ArchiveCheck) -> None:
        """Keep an answer; a process that is killed after this has not lost it.

        Raises:
            StoreError: The database cannot be written.
        """
        with mapped(self._path), exclusive(self._db):
            self._db.table("archive_copies").insert(_row(check))


def _standing(checks: Iterable[ArchiveCheck]) -> list[ArchiveCopy]:
    """What is left of the copies named by answers in their order.

    That a look-up finds nothing takes back what look-ups found, and not what was saved: an index lags behind.
    """
    known: dict[str, ArchiveCheck] = {}
    for check in checks:
        gone = check.outcome is ArchiveOutcome.ABSENT
        hidden = check.failure is not None and check.failure.reason == "excluded"
        if gone or hidden:
            known = {
                address: each
                for address, each in known.items()
                if each.archive != check.archive or (gone and each.outcome is ArchiveOutcome.SAVED)
            }
        elif check.copy is not None and (check.copy.memento_url not in known or check.outcome is ArchiveOutcome.SAVED):
            known[check.copy.memento_url] = check
    return [each.copy for each in known.values() if each.copy is not None]


def _row(check: ArchiveCheck) -> Row:
    copy, failure = check.copy, check.failure
    row = {
        "url": check.url,
        "archive": check.archive,
        "action": check.action.value,
        "outcome": check.outcome.value,
        "checked_at": moment(check.checked_at),
        "near": _optional(check.near),
        "memento_url": copy.memento_url if copy else None,
        "captured_at": _optional(copy.captured_at) if copy else None,
        "job_id": check.job_id,
        "reason": failure.reason if failure else None,
        "detail": failure.detail if failure else None,
        "retryable": int(failure.retryable) if failure else None,
    }
    return cleaned(row)


def _check(row: Row) -> ArchiveCheck:
    copy = failure = None
    if row["memento_url"] is not None:
        copy = ArchiveCopy(row["url"], row["memento_url"], _moment(row["captured_at"]), row["archive"])
    if row["reason"] is not None:
        failure = Failure(Stage.ARCHIVE, row["reason"], row["detail"] or "", bool(row["retryable"]))
    return ArchiveCheck(
        row["url"],
        row["archive"],
        ArchiveAction(row["action"]),
        ArchiveOutcome(row["outcome"]),
        datetime.fromisoformat(row["checked_at"]),
        copy,
        failure,
        row["job_id"],
        _moment(row["near"]),
    )


def _optional(when: datetime | None) -> str | None:
    return moment(when) if when else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
