"""Web sites on loopback whose pages a test changes as it goes, reached under any name at port 80."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Sites:
    """``pages`` by URL; ``everything`` answers for a host what has no page of its own; else there is a 404."""

    pages: dict[str, Answer] = field(default_factory=dict)
    everything: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def resolve(self) -> tuple[str, ...]:
        return (f"*:80:127.0.0.1:{self.port}",)

    def answer(self, host: str, path: str) -> Answer:
        url = f"http://{host}{path}"
        self.asked.append(url)
        return self.pages.get(url) or self.everything.get(host) or Answer("<h1>Not Found</h1>", 404)


@contextmanager
def sites() -> Iterator[Sites]:
    """Running sites without a page."""
    world = Sites()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = world.answer(self.headers["Host"], self.path)
            body = answer.body.encode()
            self.send_response(answer.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    world.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
