"""httpx's transport over guarded connections, which hands back what crossed the wire as an :class:`Exchange`.

httpx's own transport decodes headers and bodies and hides the connection. Here the connection is ours: the address
that was checked is the one connected to, and the bytes are kept as they came.
"""

import asyncio
import base64
import ssl
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import unquote

import httpx

from citecheck.fetch.budget import Budget
from citecheck.fetch.connection import Connection
from citecheck.fetch.guard import Endpoint, Guard
from citecheck.fetch.policy import FetchPolicy, Proxy, parse_proxy
from citecheck.fetch.trouble import FetchError
from citecheck.model.exchange import Exchange
from citecheck.model.message import ResponseReader

EXCHANGE = "citecheck.exchange"
"""The key of the :class:`Exchange` in a response's extensions."""

SECONDS = "citecheck.seconds"
"""The key, in a request's extensions, of the seconds that its answer may take; the policy's where it is absent."""

_MAX_ADDRESSES = 4
_SPACE = 256 * 1024  # bytes taken from the operating system at once
_NOTHING = httpx.ByteStream(b"")
_PORTS = {"http": 80, "https": 443}

_Origin = tuple[str, str, int]


class WireTransport(httpx.AsyncBaseTransport):
    """Sends each request over a connection of its origin, kept open between requests.

    The response it returns has the status alone: headers and body are in the :class:`Exchange` among its
    extensions, so that httpx neither prepares redirects nor collects cookies.

    Args:
        policy: limits and proxy.
        guard: decides where a connection may go.
        context: gives what verifies TLS; always the same, because building one costs more than a request.
        now: the clock that stamps exchanges.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        guard: Guard,
        *,
        context: Callable[[], ssl.SSLContext],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._policy = policy
        self._guard = guard
        self._context = context
        self._now = now
        self._proxy = parse_proxy(policy.proxy) if policy.proxy else None
        self._idle: OrderedDict[_Origin, list[Connection]] = OrderedDict()
        self._budget = Budget(policy.max_bytes_in_flight)
        self._space = memoryview(bytearray(_SPACE))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and return when its response is whole or cut.

        Raises:
            FetchError: the guard or a proxy refused.
            OSError: the connection failed; :class:`ssl.SSLError` where securing it did.
            TimeoutError: it took too long.
            MessageError: the answer is no HTTP response.
        """
        origin = _origin(request.url)
        wire = self._serialise(request, origin)
        started_at, clock = self._now(), asyncio.get_running_loop().time
        start = clock()
        total = request.extensions.get(SECONDS, self._policy.total_seconds)
        connection, reader = await self._exchange(origin, wire, start + total)
        if reader.head is None:
            raise ConnectionResetError("no answer")
        response, body = reader.take()
        exchange = Exchange(
            url=str(request.url),
            request=wire,
            response=response,
            status=reader.head.status,
            reason=reader.head.reason,
            headers=reader.head.headers,
            body=body,
            peer=connection.peer,
            started_at=started_at,
            seconds=round(clock() - start, 6),
            tls=connection.tls,
            truncated=reader.truncated,
        )
        return httpx.Response(exchange.status, stream=_NOTHING, extensions={EXCHANGE: exchange})

    async def aclose(self) -> None:
        """Close the connections kept open."""
        while self._idle:
            self._close_oldest()

    async def _exchange(self, origin: _Origin, wire: bytes, deadline: float) -> tuple[Connection, ResponseReader]:
        if self._proxy is not None and origin[0] == "http":
            wire = wire[:-2] + _proxy_credentials(self._proxy) + b"\r\n"  # sent, and never recorded
        kept = self._kept_open(origin)
        if kept is not None:
            reader = self._new_reader()
            try:
                return await self._send(origin, kept, wire, reader, deadline), reader
            except ConnectionError:
                if reader.started:
                    raise
                # the server closed the idle connection as the request was on its way (RFC 9112 §9.3.1)
        reader = self._new_reader()
        return await self._send(origin, await self._connect(origin, deadline), wire, reader, deadline), reader

    async def _send(
        self, origin: _Origin, connection: Connection, wire: bytes, reader: ResponseReader, deadline: float
    ) -> Connection:
        policy = self._policy
        await connection.exchange(wire, reader, silence=policy.timeout, deadline=deadline)
        if not connection.closed:
            self._idle.setdefault(origin, []).append(connection)
            self._idle.move_to_end(origin)
            while len(self._idle) > policy.jobs * 2:
                self._close_oldest()
        return connection

    def _kept_open(self, origin: _Origin) -> Connection | None:
        """A connection to an origin that nobody uses, taken out."""
        idle = self._idle.get(origin, [])
        while idle:
            connection = idle.pop()
            if not idle:
                del self._idle[origin]
            if not connection.closed:
                return connection
        return None

    def _close_oldest(self) -> None:
        for connection in self._idle.popitem(last=False)[1]:
            connection.close()

    def _new_reader(self) -> ResponseReader:
        return ResponseReader(max_body=self._policy.max_bytes)

    async def _connect(self, origin: _Origin, deadline: float) -> Connection:
        scheme, host, port = origin
        async with asyncio.timeout_at(min(deadline, asyncio.get_running_loop().time() + self._policy.timeout)):
            if self._proxy is not None:
                return await self._connect_by_proxy(self._proxy, origin)
            endpoints = await self._guard.endpoints(host, port)
            return await self._first_that_answers(endpoints, host if scheme == "https" else None)

    async def _first_that_answers(self, endpoints: tuple[Endpoint, ...], tls_host: str | None) -> Connection:
        *others, last = endpoints[:_MAX_ADDRESSES]
        for endpoint in others:
            try:
                async with asyncio.timeout(self._policy.timeout / (len(others) + 1)):
                    return await self._open(endpoint, tls_host)
            except ssl.SSLError:
                raise
            except OSError:  # TimeoutError is one
                continue
        return await self._open(last, tls_host)

    async def _open(self, endpoint: Endpoint, tls_host: str | None) -> Connection:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(
            lambda: Connection(self._budget, self._space),
            endpoint.address,
            endpoint.port,
            ssl=self._context() if tls_host else None,
            server_hostname=tls_host,
        )
        return connection

    async def _connect_by_proxy(self, proxy: Proxy, origin: _Origin) -> Connection:
        scheme, host, port = origin
        self._guard.check_unresolved(host, port)
        connection = await self._open(Endpoint(proxy.host, proxy.port), proxy.host if proxy.secure else None)
        if scheme == "https":
            authority = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            request = f"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n".encode("ascii")
            await connection.tunnel(request + _proxy_credentials(proxy) + b"\r\n")
            await connection.start_tls(self._context(), host)
        return connection

    def _serialise(self, request: httpx.Request, origin: _Origin) -> bytes:
        by_proxy = self._proxy is not None and origin[0] == "http"
        target = str(request.url).encode("ascii") if by_proxy else request.url.raw_path
        lines = [request.method.encode("ascii") + b" " + target + b" HTTP/1.1"]
        lines += [name + b": " + value for name, value in request.headers.raw]
        return b"\r\n".join(lines) + b"\r\n\r\n"


def _origin(url: httpx.URL) -> _Origin:
    host = url.raw_host.decode("ascii")
    if url.scheme not in _PORTS or not host:
        raise FetchError("bad-url", f"only http and https URLs are fetched, not {url.scheme or 'this'}")
    return url.scheme, host, url.port or _PORTS[url.scheme]


def _proxy_credentials(proxy: Proxy) -> bytes:
    if proxy.userinfo is None:
        return b""
    return b"Proxy-Authorization: Basic " + base64.b64encode(unquote(proxy.userinfo).encode()) + b"\r\n"
