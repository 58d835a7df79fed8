"""One HTTP/1.1 connection: request bytes → the response's bytes, exactly as they crossed the wire."""

import asyncio
import hashlib
import ssl

from citecheck.fetch.budget import Budget
from citecheck.fetch.trouble import FetchError
from citecheck.model.exchange import Tls
from citecheck.model.head import MessageError
from citecheck.model.message import ResponseReader


class Connection(asyncio.BufferedProtocol):
    """A connection that carries one exchange at a time.

    asyncio calls the protocol methods; :meth:`exchange` is what others call.

    Args:
        budget: counts the bytes that all connections hold, and may pause this one.
        space: where bytes come in; one for all connections of a loop, because each reads it before another's come.
    """

    def __init__(self, budget: Budget, space: memoryview) -> None:
        self._budget = budget
        self._space = space
        self._paused_at: float | None = None
        self._deadline = 0.0
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._reader: ResponseReader | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._heard_at = 0.0
        self.peer = ""
        self.tls: Tls | None = None
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note who is at the other end."""
        self._transport = transport  # type: ignore[assignment]  # asyncio hands a Transport to a Protocol
        name = transport.get_extra_info("peername")
        self.peer = (f"[{name[0]}]:{name[1]}" if ":" in name[0] else f"{name[0]}:{name[1]}") if name else ""
        self.tls = _tls(transport.get_extra_info("ssl_object"))

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - asyncio's signature
        """Where the next bytes go."""
        return self._space

    def buffer_updated(self, nbytes: int) -> None:
        """Hand the bytes to the exchange that waits for them; unasked-for bytes end the connection."""
        self._heard_at = self._loop.time()
        if self._reader is None or self._waiter is None or self._waiter.done():
            self.close()
            return
        try:
            self._reader.feed(self._space[:nbytes])
        except MessageError as error:
            self._waiter.set_exception(error)
            return
        if self._reader.done:
            self._waiter.set_result(None)
        else:
            self._budget.grow(self, nbytes)

    def pause(self) -> None:
        """Leave what comes to the operating system, and so to the sender; meanwhile no time runs out."""
        if self._transport is not None and self._paused_at is None:
            self._paused_at = self._loop.time()
            self._transport.pause_reading()

    def resume(self) -> None:
        """Read on."""
        if self._transport is not None and self._paused_at is not None:
            self._heard_at = self._loop.time()
            self._deadline += self._heard_at - self._paused_at
            self._paused_at = None
            self._transport.resume_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the exchange under way that no more will come."""
        self.closed = True
        if self._waiter is None or self._waiter.done():
            return
        if self._reader is not None and self._reader.head is not None:
            self._reader.finish()
            self._waiter.set_result(None)
        else:
            self._waiter.set_exception(exc or ConnectionResetError("closed before an answer"))

    async def exchange(self, request: bytes, reader: ResponseReader, *, silence: float, deadline: float) -> None:
        """Send a request and read until ``reader`` is done.

        An answer that is cut by time or by the other side after its head has come leaves a ``reader`` that says so.

        Args:
            request: the request, whole.
            reader: takes the response.
            silence: seconds without a byte after which the answer is given up.
            deadline: the time of the loop at which it is given up.

        Raises:
            TimeoutError: the time was up before the head had come.
            OSError: the connection broke before it had.
            MessageError: the bytes are no HTTP response.
        """
        if self._transport is None or self.closed:
            raise ConnectionResetError("the connection is closed")
        self._reader, self._waiter = reader, self._loop.create_future()
        self._heard_at = self._loop.time()
        self._deadline = deadline
        self._timer = self._loop.call_at(min(self._deadline, self._heard_at + silence), self._on_timer, silence)
        try:
            self._transport.write(request)
            await self._waiter
        except BaseException:  # somebody who gives up may do so when the answer has just come
            self.close()
            raise
        finally:
            self._timer.cancel()
            self._budget.free(self)
            self.resume()
            self._reader = self._waiter = None
        if not (reader.self_delimited and _persistent(reader)):
            self.close()

    def _on_timer(self, silence: float) -> None:
        if self._paused_at is not None:
            due = self._loop.time() + silence
        else:
            due = min(self._deadline, self._heard_at + silence)
        if due > self._loop.time():  # something was heard meanwhile
            self._timer = self._loop.call_at(due, self._on_timer, silence)
        elif self._waiter is not None and not self._waiter.done():
            if self._reader is not None and self._reader.head is not None:
                self._reader.finish("time")
                self._waiter.set_result(None)
            else:
                self._waiter.set_exception(TimeoutError())

    async def tunnel(self, request: bytes) -> None:
        """Ask a proxy for a tunnel.

        Raises:
            FetchError: ``proxy``, with the status it refused with.
        """
        reader = _TunnelReader()
        if self._transport is None:
            raise ConnectionResetError("the connection is closed")
        self._reader, self._waiter = reader, self._loop.create_future()
        try:
            self._transport.write(request)
            await self._waiter
        except BaseException:
            self.close()
            raise
        finally:
            self._reader = self._waiter = None
        status = reader.head.status if reader.head else 0
        if not 200 <= status < 300:
            self.close()
            raise FetchError("proxy", f"the proxy refused the connection with status {status}")

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Secure a tunnel that stands."""
        if self._transport is None:
            raise ConnectionResetError("the connection is closed")
        peer = self.peer
        secured = await self._loop.start_tls(self._transport, self, context, server_hostname=host)
        if secured is None:
            raise ConnectionResetError("closed while securing the connection")
        self.connection_made(secured)
        self.peer = peer

    def close(self) -> None:
        """Close at once; bytes on their way are dropped."""
        self.closed = True
        if self._transport is not None:
            self._transport.abort()


class _TunnelReader(ResponseReader):
    """The answer to CONNECT: a head, after which the tunnel begins."""

    def feed(self, data: bytes | memoryview) -> None:
        """Read the head; a body is not looked for."""
        super().feed(data)
        self.done = self.head is not None


def _persistent(reader: ResponseReader) -> bool:
    """Whether the server keeps the connection open (RFC 9112 §9.3)."""
    if reader.head is None or reader.head.version != "1.1" or len(reader.head.values("content-length")) > 1:
        return False
    tokens = ",".join(reader.head.values("connection")).lower().split(",")
    return "close" not in (token.strip() for token in tokens)


def _tls(secured: ssl.SSLObject | None) -> Tls | None:
    if secured is None:
        return None
    cipher = secured.cipher()
    certificate = secured.getpeercert(binary_form=True) or b""
    return Tls(secured.version() or "", cipher[0] if cipher else "", hashlib.sha256(certificate).hexdigest())
