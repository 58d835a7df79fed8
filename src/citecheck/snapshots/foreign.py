"""Another tool's WARC or WACZ file → its records one by one, within limits that no bomb passes."""

import gzip
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from citecheck.errors import ArchiveError
from citecheck.snapshots.reader import DamagedError, StoredRecord, parse_record

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RECORD_BYTES = 64 * 1024 * 1024
"""Larger records (films, mostly) are passed over."""

MAX_RATIO = 100
"""How many times its size a file may decompress to, beyond :data:`FREE_BYTES`; WARC files of text reach 20."""

FREE_BYTES = 1024**3
"""What any file may decompress to."""

_MAX_HEAD = 64 * 1024
_MAX_JSON = 16 * 1024 * 1024
_PIECE = 64 * 1024
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TROUBLE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)

Raw = tuple[bytes, StoredRecord]
"""A record: its bytes as they stand in the file, and as read."""


def read_foreign(path: Path) -> Iterator[Raw | str]:
    """Every record of a WARC file, compressed or not, or of those in a WACZ file; or why one cannot be had.

    Of a WACZ file the digests of ``datapackage.json`` are checked first. Nothing is unpacked to the disk.

    Raises:
        ArchiveError: the file is neither, or a WACZ file that is damaged or wants to be unpacked elsewhere.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(5)
            file.seek(0)
            if magic.startswith(b"PK"):
                yield from _of_wacz(path, file)
            elif magic.startswith((b"\x1f\x8b", b"WARC/")):
                yield from _of_warc(file, path.stat().st_size)
            else:
                raise ArchiveError(f"{path}: neither a WARC nor a WACZ file")
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read: {error.strerror or error}") from error


def _of_warc(file: io.BufferedReader, size: int) -> Iterator[Raw | str]:
    """The records of a WARC file; what follows a place that cannot be read is lost, and said to be."""
    stream = io.BufferedReader(_Capped(_inflated(file), FREE_BYTES + MAX_RATIO * size), _PIECE)
    while True:
        try:
            item = _next(stream)
        except (DamagedError, *_TROUBLE) as error:
            yield f"from here on the file cannot be read: {error}"
            return
        if item is None:
            return
        yield item


def _next(stream: BinaryIO) -> Raw | str | None:
    """The next record of a stream, ``None`` at its end."""
    line = stream.readline(_MAX_HEAD)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(_MAX_HEAD)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise DamagedError("no record where one should begin")
    head = bytearray(line)
    while line not in (b"\r\n", b"\n"):
        line = stream.readline(_MAX_HEAD)
        head += line
        if not line or len(head) > _MAX_HEAD:
            raise DamagedError("the head of a record does not end")
    lengths = _LENGTH.findall(head)
    if len(lengths) != 1:
        raise DamagedError("a record without a length")
    length = int(lengths[0])
    if length > MAX_RECORD_BYTES:
        _skip(stream, length)
        return f"a record of {length} bytes is too large"
    block = stream.read(length)
    if len(block) < length:
        raise DamagedError("the last record is torn off")
    data = bytes(head) + block
    try:
        return data, parse_record(data)
    except DamagedError as error:
        return str(error)


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0:
        piece = stream.read(min(length, _PIECE))
        if not piece:
            raise DamagedError("the last record is torn off")
        length -= len(piece)


def _inflated(file: io.BufferedReader) -> io.BufferedReader | gzip.GzipFile:
    return gzip.GzipFile(fileobj=file, mode="rb") if file.peek(2)[:2] == b"\x1f\x8b" else file


class _Capped(io.RawIOBase):
    """A stream that breaks off when more comes than it may hold."""

    def __init__(self, source: io.BufferedReader | gzip.GzipFile, most: int) -> None:
        self._source = source
        self._most = most
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        into = memoryview(buffer)
        data = self._source.read1(len(into))  # what came before a place that cannot be read is not lost
        self._left -= len(data)
        if self._left < 0:
            raise DamagedError(f"it decompresses to more than {self._most} bytes")
        into[: len(data)] = data
        return len(data)


def _of_wacz(path: Path, file: io.BufferedReader) -> Iterator[Raw | str]:
    with _opened(path, file) as package:
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
        _check_names(path, entries)
        digests = _digests(path, package)
        warcs = [each for each in entries if re.fullmatch(r"archive/[^/]+\.warc(\.gz)?", each.filename)]
        if not warcs:
            raise ArchiveError(f"{path}: not a WACZ file: there is no WARC file in it")
        for entry in warcs:
            _check_digest(path, package, entry, digests.get(entry.filename))
        for entry in warcs:
            with package.open(entry) as packed:
                buffered: io.BufferedReader = io.BufferedReader(cast("Any", packed), _PIECE)
                for item in _of_warc(buffered, entry.compress_size):
                    yield f"{entry.filename}: {item}" if isinstance(item, str) else item


@contextmanager
def _opened(path: Path, file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as package:
            yield package
    except _TROUBLE as error:
        raise ArchiveError(f"{path}: a damaged ZIP file: {error}") from error


def _check_names(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a package made to be unpacked where it should not be; no name in it is used as one here."""
    names = [entry.filename for entry in entries]
    for name in names:
        if name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name):
            raise ArchiveError(f"{path}: refused: {name!r} in it leads out of the folder it is unpacked to")
    if len(set(names)) < len(names):
        raise ArchiveError(f"{path}: refused: two files of one name are in it")


def _digests(path: Path, package: zipfile.ZipFile) -> dict[str, str]:
    """The digests that ``datapackage.json`` has of the files in the package."""
    try:
        with package.open("datapackage.json") as file:
            described = json.loads(file.read(_MAX_JSON))
        return {str(each["path"]): str(each.get("hash", "")) for each in described["resources"]}
    except KeyError:
        raise ArchiveError(f"{path}: not a WACZ file: no datapackage.json with resources in it") from None
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveError(f"{path}: its datapackage.json cannot be read: {error}") from error


def _check_digest(path: Path, package: zipfile.ZipFile, entry: zipfile.ZipInfo, digest: str | None) -> None:
    """Refuse a package whose WARC file is not the one it was made with."""
    label, _, _ = (digest or "").partition(":")
    if digest is None or label not in ("sha256", "md5"):
        raise ArchiveError(f"{path}: datapackage.json has no digest of {entry.filename}")
    left, found = FREE_BYTES + MAX_RATIO * entry.compress_size, hashlib.new(label, usedforsecurity=False)
    with package.open(entry) as file:
        while piece := file.read(_PIECE):
            found.update(piece)
            left -= len(piece)
            if left < 0:
                raise ArchiveError(f"{path}: {entry.filename} decompresses without end")
    if found.hexdigest() != digest.partition(":")[2].lower():
        raise ArchiveError(f"{path}: damaged: {entry.filename} is not the file that its digest was made of")
