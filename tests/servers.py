"""Real HTTP servers on 127.0.0.1: one whose every byte a test decides, and one in threads for whole answers."""

import asyncio
import contextlib
import selectors
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar


@dataclass
class Call:
    """A request as it came, and the connection to answer it on."""

    request: bytes
    writer: asyncio.StreamWriter
    server: "Server"

    @property
    def target(self) -> str:
        return self.request.split(b" ", 2)[1].decode()

    def header(self, name: str) -> str | None:
        for line in self.request.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()


PATIENCE = 300.0  # seconds; a test waits so long only for what will never come

Route = Callable[[Call], Awaitable[None]]
T = TypeVar("T")


class _IdleClock:
    """A selector that counts the seconds it waited for in vain."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self.idle = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        found = self._selector.select(timeout)
        if not found and timeout is not None and timeout > 0:
            self.idle += timeout
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._selector, name)


class _PatientLoop(asyncio.SelectorEventLoop):
    """A loop whose time stands still while anything happens or could, if only the machine had time for it."""

    def __init__(self) -> None:
        self._idle_clock = _IdleClock()
        super().__init__(self._idle_clock)

    def time(self) -> float:
        return self._idle_clock.idle


def patiently(main: Coroutine[Any, Any, T]) -> T:
    """Run client and server, both of this process, so that however busy the machine is no time-out comes too early.

    Where a byte is on its way between them it is there at once, so whoever waits in vain waits for time alone. That
    time is waited for, and nothing else counts: not how long a call took, nor how long others had the processor.
    """
    with asyncio.Runner(loop_factory=_PatientLoop) as runner:
        return runner.run(main)


@dataclass
class Server:
    """What a running server has seen."""

    routes: dict[str, Route]
    port: int = 0
    calls: list[Call] = field(default_factory=list)
    in_flight: dict[str, int] = field(default_factory=dict)
    most_in_flight: dict[str, int] = field(default_factory=dict)
    connections: int = 0

    def targets(self) -> list[str]:
        return [call.target for call in self.calls]


def answer(body: bytes = b"", *, status: str = "200 OK", headers: tuple[str, ...] = (), length: bool = True) -> Route:
    """A whole response with its length."""
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else []), "", ""]
    return raw("\r\n".join(lines).encode("latin-1") + body)


def page(text: str, *headers: str) -> Route:
    return answer(text.encode(), headers=("Content-Type: text/html; charset=utf-8", *headers))


def redirect(location: str, status: str = "302 Found", *headers: str) -> Route:
    return answer(status=status, headers=(f"Location: {location}", *headers))


def raw(data: bytes, *, close: bool = False) -> Route:
    """These bytes and no others."""

    async def route(call: Call) -> None:
        await call.send(data)
        if close:
            call.writer.close()

    return route


def pieces(*parts: bytes, pause: float = 0.01, close: bool = False) -> Route:
    """The parts of a response, one after the other."""

    async def route(call: Call) -> None:
        for part in parts:
            await call.send(part)
            await asyncio.sleep(pause)
        if close:
            call.writer.close()

    return route


def stall(before: bytes = b"") -> Route:
    """Some bytes, then silence."""

    async def route(call: Call) -> None:
        await call.send(before)
        await asyncio.sleep(60)

    return route


def reset(before: bytes = b"") -> Route:
    """Some bytes, then a TCP reset."""

    async def route(call: Call) -> None:
        await call.send(before)
        await asyncio.sleep(0.02)
        call.writer.transport.abort()

    return route


def in_turn(*routes: Route) -> Route:
    """One route after the other; the last one stays."""
    left = list(routes)

    async def route(call: Call) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(call)

    return route


@contextlib.asynccontextmanager
async def serve(routes: dict[str, Route], tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Run a server for the block; a path without a route is a 404."""
    server = Server(routes)
    tasks: set[asyncio.Task[None]] = set()

    async def on_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server.connections += 1
        try:
            await _answer_all(server, reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.transport.abort()

    listener = await asyncio.start_server(on_connection, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)


async def _answer_all(server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        call = Call(await reader.readuntil(b"\r\n\r\n"), writer, server)
        server.calls.append(call)
        host = call.header("host") or ""
        server.in_flight[host] = server.in_flight.get(host, 0) + 1
        server.most_in_flight[host] = max(server.most_in_flight.get(host, 0), server.in_flight[host])
        try:
            route = server.routes.get(call.target) or server.routes.get("*") or answer(status="404 Not Found")
            await route(call)
        finally:
            server.in_flight[host] -= 1


class Handler(BaseHTTPRequestHandler):
    """What the servers in threads answer requests with; :meth:`answer` says how."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for its header's acknowledgement

    def answer(self) -> None:
        raise NotImplementedError

    def do_GET(self) -> None:
        self.answer()

    do_POST = do_GET  # noqa: N815 — the name is the base class's

    def reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 128

    def __init__(self, handler: type[Handler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.open: set[socket.socket] = set()

    def process_request(self, request: socket.socket, client_address: object) -> None:
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, *args: object) -> None:
        """Clients that break off, or are killed, are what is tested."""

    def hang_up(self) -> None:
        """Answer no more, not on the connections that are kept alive either."""
        self.shutdown()
        for connection in list(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()


@contextlib.contextmanager
def answering(handler: type[Handler], tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run a server in threads for the block; gives its port."""
    server = _Server(handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.hang_up()
        thread.join()
