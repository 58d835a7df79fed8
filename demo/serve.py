"""Serve the demonstration pages of ``site.toml`` on loopback, each host by its name in the Host header."""

import argparse
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any, ClassVar

DEMO = Path(__file__).parent
Routes = dict[tuple[str, str], dict[str, Any]]


def read_routes(site: Path = DEMO / "site.toml") -> Routes:
    """The routes by host and path."""
    table = tomllib.loads(site.read_text(encoding="utf-8"))
    return {(route["host"], route["path"]): route for route in table["route"]}


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the routes."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "citecheck-demonstration", ""
    routes: ClassVar[Routes] = {}

    def do_GET(self) -> None:
        """Send the page, the redirect or a plain 404."""
        host = self.headers.get("Host", "").partition(":")[0]
        route = self.routes.get((host, self.path))
        if route is None:
            self._send(404, "text/plain; charset=utf-8", b"no such demonstration page\n")
        elif "redirect" in route:
            self._send(route["status"], "text/plain; charset=utf-8", b"", Location=route["redirect"])
        else:
            self._send(route["status"], route["content_type"], (DEMO / "pages" / route["file"]).read_bytes())

    do_HEAD = do_GET  # noqa: N815 — as above

    def _send(self, status: int, content_type: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@contextmanager
def serving(port: int = 0) -> Iterator[tuple[int, set[str]]]:
    """Serve in the background; gives the port and the names of the hosts."""
    routes = read_routes()
    handler = type("DemoHandler", (Handler,), {"routes": routes})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1], {host for host, _ in routes}
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    with serving(parser.parse_args().port) as (port, hosts):
        print(f"demonstration pages on 127.0.0.1:{port}; Ctrl-C ends it")
        for host in sorted(hosts):
            print(f"  --resolve {host}:80:127.0.0.1:{port}")
        with suppress(KeyboardInterrupt):
            Event().wait()
