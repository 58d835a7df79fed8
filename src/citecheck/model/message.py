"""The bytes of an HTTP/1.x response → its head and its body, piece by piece or all at once (RFC 9112)."""

import re

from citecheck.model.head import Framing, Head, MessageError, framing, parse_head, shown

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?\r?\Z", re.DOTALL)
_MAX_CHUNK_LINE = 4096
_MAX_REDIRECT_BODY = 16 * 1024  # nobody reads it, and a chain may have many


class ResponseReader:
    """Takes the bytes of a connection as they come and finds the final response in them.

    Interim responses (1xx, such as 103 Early Hints) are passed over and are not part of :attr:`wire`.

    Args:
        max_head: bytes of head after which the response is refused.
        max_body: bytes of body, as they go over the wire, after which it is cut; that of a redirect is cut earlier.
    """

    def __init__(self, *, max_head: int = 128 * 1024, max_body: int | None = None) -> None:
        self.head: Head | None = None
        self.done = False
        self.truncated: str | None = None
        self._max_head = max_head
        self._max_body = max_body
        self._data = bytearray()
        self._start = 0  # of the final response in the data
        self._body_at = 0
        self._end = 0
        self._framing = Framing.CLOSE
        self._length = 0
        self._chunks: list[tuple[int, int]] = []  # where in the data each lies
        self._chunk_at = 0

    def feed(self, data: bytes | memoryview) -> None:
        """Take the next bytes.

        Raises:
            MessageError: they are no response, or one whose length is in doubt.
        """
        self._data += data
        while not self.done and self.head is None:
            if not self._read_head():
                return
        if not self.done:
            self._read_body()

    def finish(self, truncated: str = "disconnect") -> None:
        """Say that no more bytes will come; a body that should have been longer is marked with ``truncated``.

        Raises:
            MessageError: not even the head had come.
        """
        if self.done:
            return
        if self.head is None:
            raise MessageError("the answer ended inside its head" if self._data else "no answer")
        if self._framing is not Framing.CLOSE or truncated != "disconnect":
            self.truncated = truncated
        self._close(len(self._data))

    @property
    def started(self) -> bool:
        """Whether any byte has come."""
        return bool(self._data)

    @property
    def self_delimited(self) -> bool:
        """Whether the response ended where it said it would, with nothing after it."""
        whole = self.done and self.truncated is None and self._framing is not Framing.CLOSE
        return whole and self._end == len(self._data)

    @property
    def well_framed(self) -> bool:
        """Whether the body was framed as the head says, as far as it came."""
        if self._framing is not Framing.CHUNKED or not self.done:
            return self.done
        return bool(self._chunks[:-1]) or self.truncated is None or self._chunk_is_readable()

    @property
    def wire(self) -> bytes:
        """The final response as it came: head and body, codings untouched."""
        return bytes(memoryview(self._data)[self._start : self._end])

    @property
    def body(self) -> bytes:
        """The body with its transfer coding removed and its content coding kept."""
        return self._body_in(self._data, 0)

    def take(self) -> tuple[bytes, bytes]:
        """:attr:`wire` and :attr:`body`, without a third copy of a large page in memory; the reader is spent then."""
        wire = self.wire
        self._data = bytearray()
        return wire, self._body_in(wire, self._start)

    def _body_in(self, data: bytes | bytearray, start: int) -> bytes:
        view = memoryview(data)
        if self._framing is Framing.CHUNKED:
            return b"".join([view[begin - start : end - start] for begin, end in self._chunks])
        return bytes(view[self._body_at - start : self._end - start])

    def _read_head(self) -> bool:
        match = _END_OF_HEAD.search(self._data, self._start)
        size = (match.end() if match else len(self._data)) - self._start
        if size > self._max_head:
            raise MessageError(f"more than {self._max_head} bytes of headers")
        if match is None:
            return False
        head = parse_head(bytes(self._data[self._start : match.start()]))
        if head.status < 200 and head.status != 101:
            self._start = match.end()
            self._max_head -= size  # an endless row of interim responses is refused as well
            return True
        self.head, self._body_at = head, match.end()
        self._framing, self._length = framing(head)
        if self._max_body is not None and 300 <= head.status < 400 and head.values("location"):
            self._max_body = min(self._max_body, _MAX_REDIRECT_BODY)
        self._chunk_at = self._body_at
        return True

    def _read_body(self) -> None:
        self._cut()
        match self._framing:
            case Framing.EMPTY:
                self._close(self._body_at)
            case Framing.LENGTH if len(self._data) >= self._body_at + self._length:
                self._close(self._body_at + self._length)
            case Framing.CHUNKED:
                self._read_chunks()
        if self.truncated and not self.done:
            self._close(len(self._data))

    def _cut(self) -> None:
        """Drop what lies beyond the cap."""
        if self._max_body is None or self._framing is Framing.EMPTY:
            return
        limit = self._body_at + self._max_body
        end = self._body_at + self._length if self._framing is Framing.LENGTH else len(self._data)
        if min(end, len(self._data)) > limit:
            self.truncated = "length"
            del self._data[limit:]

    def _read_chunks(self) -> None:
        while (end_of_line := self._data.find(b"\n", self._chunk_at)) >= 0:
            size = _chunk_size(self._data[self._chunk_at : end_of_line])
            begin = end_of_line + 1
            if size == 0:
                self._read_trailers(begin)
                return
            end = begin + size
            if len(self._data) < end + 2 and not (len(self._data) > end and self._data[end] == 0x0A):
                return
            after = end + (1 if self._data[end] == 0x0A else 2)
            if bytes(self._data[end:after]) not in (b"\n", b"\r\n"):
                raise MessageError("a chunk is longer than it says")
            self._chunks.append((begin, end))
            self._chunk_at = after
        if len(self._data) - self._chunk_at > _MAX_CHUNK_LINE:
            raise MessageError("malformed chunk size")

    def _read_trailers(self, at: int) -> None:
        while (end_of_line := self._data.find(b"\n", at)) >= 0:
            if not self._data[at:end_of_line].strip():
                self._close(end_of_line + 1)
                return
            at = end_of_line + 1

    def _close(self, end: int) -> None:
        self.done, self._end = True, end
        if self._framing is Framing.CHUNKED and self.truncated:
            self._chunks.append(self._rest_of_chunk(end))

    def _chunk_is_readable(self) -> bool:
        line, _, _ = self._data[self._chunk_at : self._end].partition(b"\n")
        return not line or _CHUNK_SIZE.match(line) is not None

    def _rest_of_chunk(self, end: int) -> tuple[int, int]:
        """Where what had come of the chunk that was cut lies."""
        end_of_line = self._data.find(b"\n", self._chunk_at, end)
        if end_of_line < 0:
            return end, end
        size = _chunk_size(self._data[self._chunk_at : end_of_line])
        return end_of_line + 1, min(end, end_of_line + 1 + size)


def read_response(response: bytes, truncated: str | None = None) -> tuple[Head, bytes]:
    """Split a stored response into its head and its body without the transfer coding.

    A body that says it is chunked and is not (some archivers store it decoded) is taken as it stands.

    Raises:
        MessageError: the bytes are no HTTP response.
    """
    reader = ResponseReader(max_head=len(response))
    try:
        reader.feed(response)
        reader.finish(truncated or "disconnect")
    except MessageError:
        pass  # what follows the head is no body in its framing
    if reader.head is not None and reader.well_framed:
        return reader.head, reader.body
    end = _END_OF_HEAD.search(response)
    head = parse_head(response[: end.start()] if end else response)
    return head, response[end.end() :] if end else b""


def _chunk_size(line: bytes | bytearray) -> int:
    match = _CHUNK_SIZE.match(line)
    if match is None:
        raise MessageError(f"malformed chunk size: {shown(line)}")
    return int(match[1], 16)
