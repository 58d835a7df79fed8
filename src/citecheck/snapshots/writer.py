"""Record groups → appended to a WARC file of one's own, whole or not at all."""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from citecheck.snapshots.faults import unwritable
from citecheck.snapshots.lock import try_lock
from citecheck.snapshots.records import Recorder

MAX_FILE_BYTES = 1024**3
"""Size at which a new file is begun; 1 GB is what web archives use."""


class WarcFile:
    """A WARC file that this process alone writes; it holds the file's lock for as long as it is open.

    Args:
        folder: where to make it.
        recorder: writes its first record.
        provenance: fields of that record.
        now: the clock that names and stamps the file.
        new_id: makes the file's name unique.
        prefix: begins the file's name.

    Raises:
        ArchiveError: the file cannot be made.
    """

    def __init__(
        self,
        folder: Path,
        recorder: Recorder,
        provenance: dict[str, str],
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        prefix: str = "citecheck",
    ) -> None:
        moment = now()
        self.name = f"{prefix}-{moment.astimezone(UTC):%Y%m%d%H%M%S}-{new_id()[:8]}.warc.gz"
        self._path = folder / self.name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
        except OSError as error:
            raise unwritable(self._path, error) from error
        try_lock(self._descriptor)  # nobody else can hold it: the file is new
        self.size = 0
        info = recorder.warcinfo(self.name, moment, provenance)
        self.info_id = info.id
        self.append([info.data])

    def append(self, pieces: Sequence[bytes]) -> int:
        """Write bytes at the end and say at which offset they begin.

        Raises:
            ArchiveError: they cannot be written; what was written of them is taken back.
        """
        start, data = self.size, b"".join(pieces)
        try:
            write_whole(self._descriptor, data, start)
        except OSError as error:
            raise unwritable(self._path, error) from error
        self.size = start + len(data)
        return start

    def close(self) -> None:
        """Have the bytes on disk and let go of the file.

        Raises:
            ArchiveError: the disk refuses.
        """
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            raise unwritable(self._path, error) from error
        finally:
            os.close(self._descriptor)


def write_whole(descriptor: int, data: bytes, size: int) -> None:
    """Append data to a file of a certain size; where it cannot be written whole, the file is what it was.

    Raises:
        OSError: it cannot be written.
    """
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except OSError:
        os.ftruncate(descriptor, size)
        raise
