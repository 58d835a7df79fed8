"""A folder of snapshots: visits go in, byte-exact, and come out the same."""

import hashlib
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self

from citecheck.errors import ArchiveError
from citecheck.model.exchange import Exchange, Visit
from citecheck.model.failure import Failure, Stage
from citecheck.model.snapshot import Snapshot
from citecheck.snapshots.cdxj import Capture
from citecheck.snapshots.chains import Chain, chain_from, snapshot_of, visits_to
from citecheck.snapshots.fixity import Problem, repair, verify, warc_files
from citecheck.snapshots.importing import Imported, Importer
from citecheck.snapshots.index import Index
from citecheck.snapshots.member import LEVEL
from citecheck.snapshots.reader import DamagedError
from citecheck.snapshots.records import Recorder, head_of
from citecheck.snapshots.replay import captures_of
from citecheck.snapshots.stored_records import Records
from citecheck.snapshots.surt import surt
from citecheck.snapshots.wacz import export
from citecheck.snapshots.writer import MAX_FILE_BYTES, WarcFile

_CONDITION = re.compile(rb"\n(?:if-none-match|if-modified-since):", re.IGNORECASE)


class Archive:
    """Snapshots in a folder: WARC files and one index over them.

    Several processes may use the same folder at once: each writes WARC files of its own, and the index is changed
    under a lock. Reading makes no file. A context manager; closing it brings the index in order.

    Args:
        folder: where the files lie; made by the first :meth:`store`.
        provenance: fields for the records, about the tool that writes them: ``software``, ``operator``,
            ``config-sha256``.
        now: the clock that names files.
        new_id: makes record ids, UUIDs as text.
        level: of the compression, 0 to 9.
        max_file_bytes: size at which a new WARC file is begun.
    """

    def __init__(
        self,
        folder: Path,
        *,
        provenance: dict[str, str] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        new_id: Callable[[], str] = lambda: str(uuid.uuid4()),
        level: int = LEVEL,
        max_file_bytes: int = MAX_FILE_BYTES,
    ) -> None:
        self.folder = folder
        self._provenance = provenance or {}
        self._now = now
        self._new_id = new_id
        self._max_file_bytes = max_file_bytes
        self._recorder = Recorder(new_id, level=level)
        self._index = Index(folder)
        self._records = Records(folder, self._index)
        self._file: WarcFile | None = None
        self._mutex = threading.Lock()

    def __enter__(self) -> Self:
        """Be ready; nothing is opened yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self.close()

    def close(self) -> None:
        """Put the index in order and let go of the files.

        Raises:
            ArchiveError: they cannot be written.
        """
        with self._mutex:
            try:
                if self._file is not None:
                    self._file.close()
                    self._file = None
                    self._index.merge()
            finally:
                self._index.close()

    def store(self, visit: Visit) -> Snapshot:
        """Append a visit; it is in the archive, and found, when this returns.

        A body that the same URL gave before, byte for byte, is not stored again but referred to; so is the page that
        the answer to a conditional request (304) says has not changed. Its snapshot is that of the earlier page at a
        later time.

        Raises:
            ArchiveError: it cannot be written.
        """
        with self._mutex:
            originals = self._originals(visit)
            file = self._open_file()
            groups = self._recorder.groups(visit, originals, self._provenance, file.info_id)
            offset = file.append([record.data for group in groups for record in group.records])
            captures = captures_of(groups, originals, file.name, offset)
            self._index.add(captures)
            return snapshot_of(visit.url, tuple(captures))

    def find(self, url: str) -> Snapshot | None:
        """The newest complete visit to a URL: its redirects followed, in the archive, to an answer.

        Raises:
            ArchiveError: the index is damaged.
        """
        with self._mutex:
            chain = next(visits_to(self._index, url), None)
            return snapshot_of(url, chain) if chain else None

    def versions(self, url: str) -> Iterator[Snapshot]:
        """Every complete visit to a URL, the newest first.

        Raises:
            ArchiveError: the index is damaged.
        """
        with self._mutex:
            chains = list(visits_to(self._index, url))
        return (snapshot_of(url, chain) for chain in chains)

    def read(self, snapshot: Snapshot) -> Visit:
        """The visit that a snapshot points at, as it was stored.

        Raises:
            ArchiveError: its records are missing or damaged.
        """
        return self.read_with_checksum(snapshot)[0]

    def read_with_checksum(self, snapshot: Snapshot) -> tuple[Visit, str | None]:
        """:meth:`read` and :meth:`checksum` in one.

        Raises:
            ArchiveError: its records are missing or damaged.
        """
        with self._mutex:
            chain = self._chain(snapshot)
            if chain is not None:
                return self._records.visit(snapshot.url, chain), self._records.checksum(chain)
        raise ArchiveError(f"{self.folder}: the index does not know {snapshot.record_id}, a capture of {snapshot.url}")

    def checksum(self, snapshot: Snapshot) -> str | None:
        """A CRC-32 over the records that a snapshot's visit is read from, as they lie in their files, compressed.

        Far quicker than reading them. ``None`` where one is not there, or where the index is damaged.
        """
        with self._mutex:
            try:
                chain = self._chain(snapshot)
                return self._records.checksum(chain) if chain is not None else None
            except ArchiveError:
                return None

    def replay(self, url: str) -> tuple[Snapshot, Visit] | Failure:
        """:meth:`find` and :meth:`read` in one, with trouble as a value: ``no-capture`` or ``damaged``."""
        with self._mutex:
            try:
                chain = next(visits_to(self._index, url), None)
                if chain is not None:
                    return snapshot_of(url, chain), self._records.visit(url, chain)
            except ArchiveError as error:
                return Failure(Stage.SNAPSHOT, "damaged", str(error))
        return Failure(Stage.SNAPSHOT, "no-capture", "there is no capture of it")

    def captures(self) -> Iterator[Capture]:
        """Every capture, those of redirects on the way included, in the order of the index.

        Raises:
            ArchiveError: the index is damaged.
        """
        return iter(self._index)

    def snapshots(self) -> Iterator[Snapshot]:
        """Every complete visit, from the URL it began with, in the order of the index.

        Raises:
            ArchiveError: the index is damaged.
        """
        for capture in self._index:
            if capture.visit in (None, capture.record_id):
                chain = chain_from(self._index, capture)
                if chain is not None:
                    yield snapshot_of(capture.url, chain)

    def export(self, target: Path) -> None:
        """Write the whole archive as one WACZ file: see :func:`citecheck.snapshots.wacz.export`.

        Raises:
            ArchiveError: it is empty, damaged or being written, or the target cannot be written.
        """
        software = self._provenance.get("software", "citecheck")
        with self._mutex:
            export(target, warc_files(self.folder), list(self._index), self.snapshots(), software)

    def import_file(self, source: Path) -> Imported:
        """Take over another tool's captures from a WARC or WACZ file: see :mod:`citecheck.snapshots.importing`.

        Raises:
            ArchiveError: the file cannot be read or is none, or the archive cannot be written.
        """
        with self._mutex:
            importer = Importer(self.folder, self._index, self._recorder, self._provenance, self._now, self._new_id)
            return importer.take(source)

    def verify(self) -> Iterator[Problem]:
        """Everything that is wrong with the archive: see :func:`citecheck.snapshots.fixity.verify`.

        Raises:
            ArchiveError: a file cannot be read.
        """
        return verify(self.folder, self._index)

    def repair(self) -> list[Problem]:
        """Mend what a crash left, and say what was mended: see :func:`citecheck.snapshots.fixity.repair`.

        Raises:
            ArchiveError: a file cannot be read or written.
        """
        with self._mutex:
            return repair(self.folder, self._index)

    def _open_file(self) -> WarcFile:
        if self._file is not None and self._file.size >= self._max_file_bytes:
            self._file.close()
            self._file = None
        if self._file is None:
            self._file = WarcFile(self.folder, self._recorder, self._provenance, now=self._now, new_id=self._new_id)
        return self._file

    def _originals(self, visit: Visit) -> dict[int, Capture]:
        """For exchanges whose URL gave the same bytes before, or says that it would, the capture that has them."""
        found = {}
        for position, exchange in enumerate(visit.exchanges):
            original = None
            if exchange.status == HTTPStatus.NOT_MODIFIED and _CONDITION.search(exchange.request):
                original = self._confirmed(exchange)
            elif exchange.body and exchange.truncated is None:
                original = self._original(exchange)
            if original is not None:
                found[position] = original
        return found

    def _confirmed(self, exchange: Exchange) -> Capture | None:
        """The capture with the page that a 304 is about."""
        for capture in reversed(self._same_url(exchange)):
            if capture.status != HTTPStatus.OK:
                continue
            try:
                return self._records.holder(capture)[0] if capture.refers_to is not None else capture
            except (DamagedError, OSError):
                continue
        return None

    def _same_url(self, exchange: Exchange) -> list[Capture]:
        return [each for each in self._index.captures(surt(exchange.url)) if each.url == exchange.url]

    def _original(self, exchange: Exchange) -> Capture | None:
        earlier = self._same_url(exchange)
        if not earlier:
            return None
        sha256 = hashlib.sha256(exchange.body).hexdigest()
        tail = exchange.response[len(head_of(exchange.response)) :]
        for capture in reversed(earlier):
            if (capture.sha256, capture.refers_to) != (sha256, None):
                continue
            try:
                block = self._records.record(capture).block
            except (DamagedError, OSError):
                continue  # what cannot be read is stored anew
            if block[len(head_of(block)) :] == tail:
                return capture
        return None

    def _chain(self, snapshot: Snapshot) -> Chain | None:
        chains = visits_to(self._index, snapshot.url)
        return next((chain for chain in chains if chain[-1].record_id == snapshot.record_id), None)
