"""A socket on loopback ↔ requests and responses; the only file that knows of the network."""

import contextlib
import sys
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import Any

from citecheck.review.message import ALWAYS, Request, Response, refused

MAX_BODY = 16 * 1024
"""Bytes; a decision has a few hundred."""

PATIENCE = 10.0
"""Seconds in which a client has to send the next bytes."""

_AT_ONCE = 32
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT")

Respond = Callable[[Request], Response]


class ReviewServer(ThreadingHTTPServer):
    """Answers requests to ``127.0.0.1``, each in a thread of its own.

    Browsers open connections in advance and send nothing on them; so they hold up nobody.

    Args:
        port: The port; 0 for any that is free.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        self.respond: Respond = _not_yet
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        self._open: set[socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def port(self) -> int:
        """The port that it listens at."""
        return int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 — the signature is socketserver's
        """Answer, or hang up where too many ask at once."""
        if self._places.acquire(blocking=False):
            self._open.add(request)
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 — as above
        """Answer in this thread, and make room for the next."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._open.discard(request)
            self._places.release()

    def server_close(self) -> None:
        """Hang up on everybody: a connection that a browser opened in advance is else answered after the end."""
        super().server_close()
        for connection in tuple(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(SHUT_RDWR)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:  # noqa: ARG002, ANN401 — as above
        """A browser that hangs up is no error; all else is told in one line."""
        error = sys.exception()
        if not isinstance(error, OSError):
            sys.stderr.write(f"citecheck review: a request failed: {error!r}\n")


def _not_yet(_: Request) -> Response:
    return refused(HTTPStatus.SERVICE_UNAVAILABLE, "not ready yet")


class _Handler(BaseHTTPRequestHandler):
    """One connection, one request: HTTP/1.0 leaves no doubt where a message ends."""

    protocol_version = "HTTP/1.0"
    default_request_version = "HTTP/1.0"  # of a request that names none; as HTTP/0.9 its answer would have no head
    server_version = "citecheck"
    sys_version = ""
    timeout = PATIENCE
    server: ReviewServer

    def _handle(self) -> None:
        body = self._body()
        if isinstance(body, Response):
            return self._send(body)
        path, _, query = self.path.partition("?")
        headers: dict[str, tuple[str, ...]] = {}
        for name, value in self.headers.items():
            headers[name.lower()] = (*headers.get(name.lower(), ()), str(value))
        return self._send(self.server.respond(Request(self.command, path, query, headers, body)))

    def _body(self) -> bytes | Response:
        """The body, as long as its length says; what has a length that is in doubt or too great is not read."""
        lengths = self.headers.get_all("Content-Length", [])
        if self.headers.get_all("Transfer-Encoding"):
            return refused(HTTPStatus.LENGTH_REQUIRED, "a body needs a Content-Length")
        if not lengths:
            return b""
        if len(lengths) > 1 or not (lengths[0].isascii() and lengths[0].isdigit()):
            return refused(HTTPStatus.BAD_REQUEST, "the Content-Length is no number")
        if len(lengths[0]) > 9 or int(lengths[0]) > MAX_BODY:
            return refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {MAX_BODY} bytes")
        return self.rfile.read(int(lengths[0]))

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in {**ALWAYS, **response.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", response.media_type)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 — the signature is http.server's
        """What http.server itself refuses, such as a malformed request line, is answered like all else."""
        self.close_connection = True
        self.command = self.command or "GET"
        self.request_version = self.request_version or self.protocol_version
        self._send(refused(HTTPStatus(code), HTTPStatus(code).phrase.lower()))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the name is http.server's
        """Say nothing: addresses may hold the token."""


for _method in _METHODS:
    setattr(_Handler, f"do_{_method}", _Handler._handle)  # noqa: SLF001 — it is this module's own class
