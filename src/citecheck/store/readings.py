"""Captures as read ↔ rows, so that a capture is read once by each version of the code, however often it is checked."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from citecheck.model import Document, Exchange, Failure, Reading, Snapshot, Stage, Visit
from citecheck.store.batch import Batch, Row, as_json, cleaned, digest, moment, name_of
from citecheck.store.document_rows import document_of
from citecheck.store.rows import add_document, add_snapshot, snapshot_row

_READING = """
    select checksum, content, exchanges, failure_reason, failure_detail, failure_retryable, document_id, documents.url,
        media_type, language, documents.text_sha256, zones, metadata, pages, text
    from readings left join documents on documents.id = document_id left join texts on sha256 = text_sha256
    where code = ? and
"""
BY_SNAPSHOT, BY_CONTENT = f"{_READING} snapshot_id = ?", f"{_READING} content = ? limit 1"
"""Rows of readings by the code that read, and by a capture or what it holds."""

_DOCUMENT = ("url", "media_type", "language", "text_sha256", "zones", "metadata", "pages")
"""The columns that name a document, in the order in which :func:`add_document` has them."""


class DamagedError(ValueError):
    """A row that is not as it was written."""


def snapshot_id(snapshot: Snapshot) -> str:
    """What names a snapshot's row."""
    return name_of(cleaned(snapshot_row(snapshot)))


def add_readings(batch: Batch, readings: Iterable[Reading]) -> None:
    """Add readings and what they refer to; not one that the database would give back otherwise than it is."""
    for reading in readings:
        _add_reading(batch, reading)


def _add_reading(batch: Batch, reading: Reading) -> None:
    document = reading.document if isinstance(reading.document, Document) else None
    failure = reading.document if isinstance(reading.document, Failure) else None
    exchanges = as_json([_head(exchange) for exchange in reading.visit.exchanges])
    if _has_lone_surrogates(exchanges, document.text if document else ""):
        return
    batch.note(
        "readings",
        {
            "snapshot_id": add_snapshot(batch, reading.snapshot),
            "code": reading.code,
            "checksum": reading.checksum,
            "content": reading.content,
            "exchanges": exchanges,
            "document_id": add_document(batch, document) if document else None,
            "failure_reason": failure.reason if failure else None,
            "failure_detail": failure.detail if failure else None,
            "failure_retryable": int(failure.retryable) if failure else None,
        },
    )


def reading_of(row: Row, snapshot: Snapshot, code: str) -> Reading:
    """A reading from a row of :data:`BY_SNAPSHOT`.

    Raises:
        DamagedError, ValueError, KeyError, TypeError: The row holds what citecheck never writes.
    """
    visit = Visit(snapshot.url, tuple(_exchange(*each) for each in json.loads(row["exchanges"])))
    return Reading(snapshot, code, row["checksum"], row["content"], visit, read_of(row))


def read_of(row: Row) -> Document | Failure:
    """What was read, from a row of a reading.

    Raises:
        DamagedError, ValueError, KeyError, TypeError: The row holds what citecheck never writes.
    """
    if row["document_id"] is None:
        retryable = bool(row["failure_retryable"])
        return Failure(Stage.DOCUMENT, str(row["failure_reason"]), str(row["failure_detail"]), retryable)
    named = name_of({name: row[name] for name in _DOCUMENT})
    if named != row["document_id"] or digest(row["text"]) != row["text_sha256"]:
        raise DamagedError("it is not what its digest says")
    return document_of(row, row["text"])


def _head(exchange: Exchange) -> Sequence[Any]:
    return [exchange.url, exchange.status, exchange.reason, exchange.headers, moment(exchange.started_at)]


def _exchange(url: str, status: int, reason: str, headers: Sequence[Sequence[str]], started_at: str) -> Exchange:
    began = datetime.fromisoformat(started_at)
    return Exchange(url, b"", b"", status, reason, tuple((name, value) for name, value in headers), b"", "", began, 0.0)


def _has_lone_surrogates(*texts: str) -> bool:
    try:
        for text in texts:
            text.encode()
    except UnicodeEncodeError:
        return True
    return False
