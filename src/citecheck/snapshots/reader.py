"""Bytes of a WARC file → its records, one gzip member at a time, with what is torn or damaged named."""

import base64
import hashlib
import io
import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO

from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from citecheck.snapshots.cdxj import parse_date
from citecheck.snapshots.member import isal_zlib

MAX_RECORD_BYTES = 512 * 1024 * 1024
"""What one record may decompress to; more is a bomb in somebody's archive."""

_inflating: Any = isal_zlib or zlib
"""ISA-L's zlib, where there is one for the platform: half the time."""

_HEADER = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0", "WARC/0.17", "WARC/0.18"])

PIECE = 64 * 1024
"""Bytes read at once where nobody knows how many a record has."""

_MAGIC = b"\x1f\x8b\x08"
_DIGESTS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512, "md5": hashlib.md5}


class DamagedError(ValueError):
    """Bytes in an archive that are no record, or not the one they should be."""


@dataclass(frozen=True)
class StoredRecord:
    """A record as read: where it lies, its header fields (names in lower case) and its block."""

    offset: int
    length: int
    fields: dict[str, str]
    block: bytes

    @property
    def kind(self) -> str:
        """Its WARC-Type."""
        return self.fields.get("warc-type", "")

    @property
    def id(self) -> str:
        """Its id, without angle brackets."""
        return self.fields.get("warc-record-id", "").strip("<> ")

    @property
    def url(self) -> str:
        """Its WARC-Target-URI; some tools put angle brackets around it, or leave spaces in it."""
        return self.fields.get("warc-target-uri", "").strip("<> ").replace(" ", "%20")

    def belongs_to(self, response: "StoredRecord") -> bool:
        """Whether it is the request or the metadata of a response; either may be the one that says so."""
        if self.kind not in ("request", "metadata"):
            return False
        return self.concurrent_to == response.id or (self.id != "" and response.concurrent_to == self.id)

    @property
    def concurrent_to(self) -> str:
        """The id of the record it was made together with."""
        return self.fields.get("warc-concurrent-to", "").strip("<> ")

    @cached_property
    def about(self) -> dict[str, str]:
        """The lines of an ``application/warc-fields`` block."""
        lines = (line.partition(":") for line in self.block.decode("utf-8", "replace").splitlines())
        return {name.strip(): value.strip() for name, colon, value in lines if colon}

    def problem(self) -> str | None:
        """What is wrong with it: digests that do not fit, fields that must not lack."""
        for name in ("warc-record-id", "warc-type", "warc-date"):
            if not self.fields.get(name):
                return f"no {name}"
        try:
            parse_date(self.fields["warc-date"])
        except ValueError:
            return f"not a WARC-Date: {self.fields['warc-date']}"
        if not digest_fits(self.fields.get("warc-block-digest", ""), self.block):
            return "the block is not the one its digest was made of"
        return None


def digest_fits(digest: str, data: bytes) -> bool:
    """Whether a labelled digest (``sha256:…``, in base 16 or 32) is that of the data; one of another kind may be.

    Args:
        digest: as a WARC header or a data package has it; an empty one says nothing.
        data: what it should be of.
    """
    label, _, value = digest.partition(":")
    algorithm = _DIGESTS.get(label.strip().lower().replace("-", ""))
    if algorithm is None:
        return True
    found = algorithm(data, usedforsecurity=False)
    in_base_32 = base64.b32encode(found.digest()).decode("ascii").rstrip("=")
    return value.strip().rstrip("=").lower() in (found.hexdigest(), in_base_32.lower())


def read_record(file: BinaryIO, offset: int, piece: int = PIECE) -> StoredRecord:
    """Read the record at an offset.

    Args:
        file: what holds it.
        offset: where it begins.
        piece: bytes read at once; the length that it has, if known.

    Raises:
        DamagedError: there is none.
        OSError: the file cannot be read.
    """
    file.seek(offset)
    data, length = _member(file, piece)
    return parse_record(data, offset, length)


def scan(file: BinaryIO) -> Iterator[StoredRecord | tuple[int, int, str]]:
    """Every record of a file in order; where bytes are damaged, their start and end and what is wrong instead.

    After damage it goes on at the next record that can be read, or at the end of the file.
    """
    offset, size = 0, file.seek(0, io.SEEK_END)
    while offset < size:
        try:
            record = read_record(file, offset)
        except DamagedError as error:
            end = _next_member(file, offset + 1)
            yield offset, end, str(error)
            offset = end
        else:
            yield record
            offset += record.length


def _member(file: BinaryIO, piece: int) -> tuple[bytes, int]:
    """Decompress the gzip member at the file's position: its content and its compressed length."""
    decoder = _inflating.decompressobj(31)
    out: list[bytes] = []
    length = size = 0
    while not decoder.eof:
        data = file.read(piece)
        if not data:
            raise DamagedError("the record is torn off at the end of the file")
        length += len(data)
        try:
            out.append(decoder.decompress(data, MAX_RECORD_BYTES + 1 - size))
        except _inflating.error as error:
            raise DamagedError(f"the record cannot be decompressed: {error}") from None
        size += len(out[-1])
        if size > MAX_RECORD_BYTES:
            raise DamagedError(f"the record is larger than {MAX_RECORD_BYTES} bytes")
    return b"".join(out), length - len(decoder.unused_data)


def parse_record(data: bytes, offset: int = 0, length: int = 0) -> StoredRecord:
    """Read a record that is not compressed.

    Args:
        data: the record.
        offset: where its compressed form lies in a file.
        length: of that form.

    Raises:
        DamagedError: it is none.
    """
    stream = io.BytesIO(data)
    try:
        fields = {name.lower(): value for name, value in _HEADER.parse(stream).headers}
        size = int(fields.get("content-length", ""))
    except (StatusAndHeadersParserException, EOFError, ValueError) as error:
        raise DamagedError(f"not a WARC record: {error}") from None
    block = data[stream.tell() : stream.tell() + max(size, 0)]
    if fields["content-length"] != str(len(block)):
        raise DamagedError("the record is shorter than it says")
    return StoredRecord(offset, length, fields, block)


def _next_member(file: BinaryIO, offset: int) -> int:
    """The offset of the next readable record, or the end of the file."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = data.find(_MAGIC, offset)
        while at >= 0:
            try:
                read_record(file, at)
            except DamagedError:
                at = data.find(_MAGIC, at + 1)
            else:
                return at
        return len(data)
