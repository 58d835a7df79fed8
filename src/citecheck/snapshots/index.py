"""The index of an archive: a sorted CDXJ file that is searched where it lies, and a journal of what is new.

Lookups bisect ``index.cdxj`` on disk, so an index of any size costs no memory. New captures are appended to
``index.journal.cdxj``, which is merged in now and then and when the archive is closed. Every change is made under one
lock file, and the sorted file is only ever replaced whole, so a reader needs no lock.
"""

import mmap
import os
from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO

from citecheck.errors import ArchiveError
from citecheck.snapshots.cdxj import Capture, parse_line
from citecheck.snapshots.faults import unwritable
from citecheck.snapshots.lock import locked
from citecheck.snapshots.writer import write_whole

INDEX = "index.cdxj"
JOURNAL = "index.journal.cdxj"
LOCK = ".lock"

_MERGE_LINES = 4096  # lines of journal, held in memory, that set a merge off
_MERGE_SHARE = 2048  # bytes of a large index to one such line, so that it is not written anew too often


class Index:
    """The captures of one archive folder.

    Args:
        folder: where the index lies; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = folder / INDEX
        self._journal = folder / JOURNAL
        self._paths = str(self._index), str(self._journal)
        self._map: mmap.mmap | None = None
        self._map_of: tuple[int, int, int] | None = None
        self._fresh: dict[str, list[str]] = {}
        self._fresh_lines = 0
        self._fresh_file: BinaryIO | None = None
        self._fresh_read = 0  # how far the journal was read

    def captures(self, key: str) -> list[Capture]:
        """Every capture under a key, oldest first.

        Raises:
            ArchiveError: the index is damaged.
        """
        self._refresh()
        lines = dict.fromkeys(chain(self._sorted_lines(key), self._fresh.get(key, ())))
        return sorted(map(self._parse, lines), key=lambda capture: (capture.date, capture.warc, capture.offset))

    def __iter__(self) -> Iterator[Capture]:
        """Every capture, in the order of the keys."""
        self._refresh()
        fresh = (line for lines in self._fresh.values() for line in lines)
        return map(self._parse, _merged(self._all_sorted_lines(), fresh))

    def add(self, captures: Iterable[Capture]) -> None:
        """Append captures to the journal.

        Raises:
            ArchiveError: it cannot be written.
        """
        lines = [capture.line for capture in captures]
        try:
            with locked(self._folder / LOCK):
                self._read_journal()
                self._append("".join(f"{line}\n" for line in lines).encode())
        except OSError as error:
            raise unwritable(self._journal, error) from error
        for line in lines:
            self._note(line)
        indexed = self._map_of[1] if self._map_of else 0
        if self._fresh_lines >= max(_MERGE_LINES, indexed // _MERGE_SHARE):
            self.merge()

    def merge(self) -> None:
        """Bring the journal into the sorted file.

        Raises:
            ArchiveError: it cannot be written.
        """
        if not self._journal.exists():
            return
        try:
            with locked(self._folder / LOCK):
                self._refresh()
                fresh = (line for lines in self._fresh.values() for line in lines)
                self._write(_merged(self._all_sorted_lines(), fresh))
        except OSError as error:
            raise unwritable(self._index, error) from error

    def rebuild(self, captures: Callable[[], Iterable[Capture]]) -> None:
        """Make the index hold certain captures and no others.

        Args:
            captures: finds them; called while the lock is held, so that nothing is added meanwhile and lost.

        Raises:
            ArchiveError: it cannot be written.
        """
        try:
            with locked(self._folder / LOCK):
                self._write(sorted({capture.line for capture in captures()}))
        except OSError as error:
            raise unwritable(self._index, error) from error

    def close(self) -> None:
        """Let go of the files."""
        self._close_map()
        self._forget_journal()

    def _close_map(self) -> None:
        if self._map is not None:
            self._map.close()
        self._map = self._map_of = None

    def _write(self, lines: Iterable[str]) -> None:
        """Replace the sorted file whole and drop the journal; the lock is held."""
        new = self._index.with_suffix(".new")
        try:
            with new.open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(f"{line}\n" for line in lines)
                out.flush()
                os.fsync(out.fileno())
            self._close_map()
            new.replace(self._index)
        except OSError:  # on a disk that is full, what was written of it takes room from what is needed
            new.unlink(missing_ok=True)
            raise
        self._journal.unlink(missing_ok=True)  # after the replacing: a reader looks at the journal first

    def _refresh(self) -> None:
        """See what other processes, and this one, have changed. The journal first: merging empties it last."""
        self._read_journal()
        identity = _identity(self._paths[0])
        if identity == self._map_of:
            return
        self._close_map()
        if identity is not None and identity[1]:
            with self._index.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._map_of = identity

    def _append(self, data: bytes) -> None:
        """Append to the journal, which was read to its end; the lock is held.

        It begins a new line where a crash left half of one, and takes back what it could not write whole.
        """
        file = os.open(self._journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            size = os.fstat(file).st_size
            data = b"\n" + data if size > self._fresh_read else data
            write_whole(file, data, size)
            self._fresh_read = size + len(data)
        finally:
            os.close(file)

    def _read_journal(self) -> None:
        """Read what was appended since; from the start where the journal is another file than before.

        It stays open, because the number of a file that nobody holds may be given to the next one.
        """
        identity = _identity(self._paths[1])
        if self._fresh_file is None or identity is None or os.fstat(self._fresh_file.fileno()).st_ino != identity[0]:
            self._forget_journal()
            if identity is None:
                return
            try:
                self._fresh_file = self._journal.open("rb")
            except FileNotFoundError:  # merged at this moment
                return
        elif identity[1] == self._fresh_read:
            return
        self._fresh_file.seek(self._fresh_read)
        data = self._fresh_file.read()
        whole = data.rfind(b"\n") + 1  # a line that is being written is read next time
        for line in data[:whole].decode("utf-8", "replace").split("\n"):
            if line.endswith("}"):  # not the half that a crash left
                self._note(line)
        self._fresh_read += whole

    def _note(self, line: str) -> None:
        self._fresh.setdefault(line.partition(" ")[0], []).append(line)
        self._fresh_lines += 1

    def _forget_journal(self) -> None:
        if self._fresh_file is not None:
            self._fresh_file.close()
        self._fresh_file = None
        self._fresh, self._fresh_lines, self._fresh_read = {}, 0, 0

    def _sorted_lines(self, key: str) -> Iterator[str]:
        if self._map is None:
            return
        prefix = key.encode() + b" "
        at = _first_at_or_after(self._map, prefix)
        while self._map[at : at + len(prefix)] == prefix:
            line, at = _line(self._map, at)
            yield line

    def _all_sorted_lines(self) -> Iterator[str]:
        at = 0
        while self._map is not None and at < len(self._map):
            line, at = _line(self._map, at)
            yield line

    def _parse(self, line: str) -> Capture:
        try:
            return parse_line(line)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ArchiveError(
                f"{self._index}: not a line of a citecheck index: {line[:60]!r}; "
                "'citecheck snapshots verify --repair' makes the index anew"
            ) from None


def _identity(path: str) -> tuple[int, int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - before every look-up; a Path takes as long as the system does
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _line(data: mmap.mmap, at: int) -> tuple[str, int]:
    """The line that begins at an offset, and where the next one does; the last may have lost its end."""
    end = data.find(b"\n", at)
    end = len(data) if end < 0 else end
    return data[at:end].decode("utf-8", "replace"), end + 1


def _merged(lines: Iterable[str], fresh: Iterable[str]) -> Iterator[str]:
    """Sorted lines and unsorted ones as one, without doubles; as bytes sort, which for UTF-8 is as strings do."""
    return (line for line, _ in groupby(merge(lines, sorted(fresh))))


def _first_at_or_after(data: mmap.mmap, prefix: bytes) -> int:
    """The offset of the first line that is not less than ``prefix``, in sorted lines."""
    low, high = 0, len(data)  # both are starts of lines, or the end
    while low < high:
        middle = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\n", middle)
        end = len(data) if end < 0 else end
        if data[middle : middle + len(prefix)] < prefix:
            low = min(end + 1, len(data))
        else:
            high = middle
    return low
