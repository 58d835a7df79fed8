"""Captures that an index names → the records that lie in files, and the visits that they hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from citecheck.errors import ArchiveError
from citecheck.model.exchange import Exchange, Visit
from citecheck.model.url import request_url
from citecheck.snapshots.cdxj import Capture
from citecheck.snapshots.chains import Chain
from citecheck.snapshots.index import Index
from citecheck.snapshots.member import crc32
from citecheck.snapshots.reader import DamagedError, StoredRecord, read_record
from citecheck.snapshots.replay import exchange_of, group_at
from citecheck.snapshots.surt import surt


class Records:
    """The records of an archive folder, read where its index says that they lie.

    Args:
        folder: the archive's.
        index: of that folder.
    """

    def __init__(self, folder: Path, index: Index) -> None:
        self._folder = folder
        self._index = index

    def visit(self, url: str, chain: Chain) -> Visit:
        """The visit that a chain of captures is.

        Raises:
            ArchiveError: a record is missing or damaged.
        """
        try:
            return Visit(url, tuple(self._exchange(capture) for capture in chain))
        except (DamagedError, OSError) as error:
            final = chain[-1]
            raise ArchiveError(f"{self._folder / final.warc}, offset {final.offset}: {error}") from error

    def checksum(self, chain: Chain) -> str | None:
        """A CRC-32 over what :meth:`visit` reads of answers, compressed as it lies; ``None`` where that is missing."""
        checksum = 0
        try:
            for capture in chain:
                checksum = crc32(self._stored(capture), checksum)
                if capture.refers_to is not None:
                    checksum = crc32(self._stored(self._origin(capture)), checksum)
        except (DamagedError, OSError):
            return None
        return f"{checksum:08x}"

    def _exchange(self, capture: Capture) -> Exchange:
        with self._opened(capture) as file:
            response = read_record(file, capture.offset, capture.length)
            if response.id != capture.record_id:
                raise DamagedError(f"the record there is not {capture.record_id}")
            group = group_at(file, response)
        return exchange_of(group, self.holder(capture, response)[1] if capture.refers_to is not None else None)

    def holder(self, capture: Capture, record: StoredRecord | None = None) -> tuple[Capture, StoredRecord]:
        """The capture that a revisit refers to, which holds its body, and its record.

        Raises:
            DamagedError, OSError: there is none.
        """
        origin = self._origin(capture, record)
        return origin, self.record(origin)

    def record(self, capture: Capture) -> StoredRecord:
        """The record of a capture.

        Raises:
            DamagedError, OSError: there is none.
        """
        with self._opened(capture) as file:
            return read_record(file, capture.offset, capture.length)

    def _origin(self, capture: Capture, record: StoredRecord | None = None) -> Capture:
        """The capture that a revisit refers to: of the same URL, or of that which its record names."""
        origin = self._named(capture.refers_to, capture.key)
        if origin is None:
            target = (record or self.record(capture)).fields.get("warc-refers-to-target-uri", "")
            origin = next((found for key in _keys(target) if (found := self._named(capture.refers_to, key))), None)
        if origin is None:
            raise DamagedError(f"it refers to {capture.refers_to}, which is not in the index")
        return origin

    def _named(self, record_id: str | None, key: str) -> Capture | None:
        return next((each for each in self._index.captures(key) if each.record_id == record_id), None)

    def _stored(self, capture: Capture) -> bytes:
        """A record as it lies in its file, compressed."""
        with self._opened(capture) as file:
            file.seek(capture.offset)
            return file.read(capture.length)

    @contextmanager
    def _opened(self, capture: Capture) -> Iterator[BinaryIO]:
        """The file of a capture, without a buffer: how much is to be read is known."""
        with (self._folder / capture.warc).open("rb", buffering=0) as file:
            yield file


def _keys(url: str) -> tuple[str, ...]:
    try:
        return (surt(request_url(url)),)
    except ValueError:
        return ()
