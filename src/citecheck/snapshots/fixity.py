"""An archive folder → whether every record is what it was when it was written, and the mending of what a crash left."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from citecheck.errors import ArchiveError
from citecheck.model.head import MessageError
from citecheck.model.message import read_response
from citecheck.snapshots.cdxj import Capture
from citecheck.snapshots.index import Index
from citecheck.snapshots.lock import try_lock
from citecheck.snapshots.reader import DamagedError, StoredRecord, scan
from citecheck.snapshots.replay import RESPONSES, StoredGroup, capture_of

PATTERN = "*.warc.gz"
"""The files of an archive that hold records."""


class Fault(StrEnum):
    """What can be wrong with an archive."""

    TORN = "torn"
    DAMAGED = "damaged"
    DIGEST = "digest"
    MISSING = "missing"
    NOT_INDEXED = "not-indexed"
    STALE = "stale"
    INDEX = "index"
    TIMESTAMP = "timestamp"

    @property
    def mendable(self) -> bool:
        """Whether repairing puts it right without losing anything that could still be read."""
        return self in (Fault.TORN, Fault.NOT_INDEXED, Fault.STALE, Fault.INDEX)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: in which file, at which byte offset of it, and what is wrong, as a sentence."""

    fault: Fault
    warc: str
    offset: int
    detail: str


def verify(folder: Path, index: Index) -> Iterator[Problem]:
    """Check every record's digests, that the index and the files agree, and that no file ends in a torn record.

    A file that a process is writing is checked up to where it has come.

    Raises:
        ArchiveError: a file cannot be read.
    """
    try:
        indexed = {(capture.warc, capture.offset): capture for capture in index}
    except ArchiveError as error:
        indexed = {}
        yield Problem(Fault.INDEX, "", 0, str(error))
    known = {capture.record_id for capture in indexed.values()}
    for path in warc_files(folder):
        for item in _examine(path):
            if isinstance(item, Problem):
                yield item
            else:
                yield from _compare(item, indexed.pop((item.warc, item.offset), None), known)
    for capture in indexed.values():
        yield Problem(Fault.STALE, capture.warc, capture.offset, f"the index has {capture.url} here; it is not")


def repair(folder: Path, index: Index) -> list[Problem]:
    """Cut off torn last records, and make the index anew from the files. Returns what was mended.

    Records damaged in the middle of a file stay as they are, for :func:`verify` to report. A file that a process is
    writing is left alone.

    Raises:
        ArchiveError: a file cannot be read or written.
    """
    mended = [problem for problem in verify(folder, index) if problem.fault.mendable]
    for problem in mended:
        if problem.fault is Fault.TORN:
            _truncate(folder / problem.warc, problem.offset)
    index.rebuild(lambda: (item for path in warc_files(folder) for item in _examine(path) if isinstance(item, Capture)))
    return mended


def warc_files(folder: Path) -> list[Path]:
    """The files of an archive that hold records, by name."""
    return sorted(folder.glob(PATTERN))


def _examine(path: Path) -> Iterator[Capture | Problem]:
    """Every capture in a file, and every fault."""
    group: dict[str, StoredRecord] = {}
    try:
        with path.open("rb") as file:
            in_use, size = _in_use(file.fileno()), os.fstat(file.fileno()).st_size
            for item in scan(file):
                if isinstance(item, tuple):
                    yield from _damage(path, *item, in_use=in_use, size=size)
                    continue
                response = group.get("response")
                if response is not None and item.belongs_to(response):
                    group[item.kind] = item
                    continue
                yield from _finish(path, group)
                group = {"response": item} if item.kind in RESPONSES else {}
                if item.problem():
                    yield Problem(Fault.DIGEST, path.name, item.offset, item.problem() or "")
            yield from _finish(path, group)
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}") from error


def _finish(path: Path, records: dict[str, StoredRecord]) -> Iterator[Capture | Problem]:
    """The capture that a group of records is, and what is wrong with those that follow the response."""
    if not records:
        return
    group = StoredGroup(records["response"], records.get("request"), records.get("metadata"))
    for record in (group.request, group.metadata):
        if record is not None and (trouble := record.problem()):
            yield Problem(Fault.DIGEST, path.name, record.offset, trouble)
    if not records["response"].url.startswith(("http:", "https:")):
        return
    if trouble := _body_problem(group):
        yield Problem(Fault.DIGEST, path.name, group.response.offset, trouble)
    try:
        yield capture_of(group, path.name)
    except DamagedError as error:
        yield Problem(Fault.DAMAGED, path.name, group.response.offset, str(error))


def _body_problem(group: StoredGroup) -> str | None:
    """Whether a body is the one whose digest the metadata record has; a revisit's body is elsewhere."""
    expected = group.metadata.about.get("body-sha256") if group.metadata else None
    if expected is None or group.response.kind == "revisit":
        return None
    try:
        _, body = read_response(group.response.block, group.response.fields.get("warc-truncated"))
    except MessageError:
        return None  # capture_of says so
    return None if hashlib.sha256(body).hexdigest() == expected else "the body is not the one its digest was made of"


def _damage(path: Path, offset: int, end: int, detail: str, *, in_use: bool, size: int) -> Iterator[Problem]:
    if end < size:
        yield Problem(Fault.DAMAGED, path.name, offset, detail)
    elif not in_use:
        yield Problem(Fault.TORN, path.name, offset, f"{size - offset} bytes at the end are no record: {detail}")


def _compare(capture: Capture, indexed: Capture | None, known: set[str]) -> Iterator[Problem]:
    if indexed is None:
        yield Problem(Fault.NOT_INDEXED, capture.warc, capture.offset, f"{capture.url} is not in the index")
    elif indexed != capture:
        yield Problem(Fault.INDEX, capture.warc, capture.offset, f"the index says something else of {capture.url}")
    if indexed and capture.refers_to and capture.refers_to not in known:
        detail = f"{capture.url} refers to {capture.refers_to}, which is not there"
        yield Problem(Fault.MISSING, capture.warc, capture.offset, detail)


def _in_use(descriptor: int) -> bool:
    """Whether a process holds the file's lock; asking takes it, and closing the file gives it back."""
    return not try_lock(descriptor)


def _truncate(path: Path, size: int) -> None:
    try:
        with path.open("r+b") as file:
            if try_lock(file.fileno()):
                file.truncate(size)
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror}") from error
