"""A small web archive on 127.0.0.1 shaped like archive.org's: its CDX index, Save Page Now 2 and its pages.

It answers from what it holds, unless a test has put another answer in line for an endpoint.
"""

import hashlib
import json
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from servers import Handler, answering

ACCESS, SECRET = "AKIDfacade0001", "s3cr3t/Facade+0002"


@dataclass
class Request:
    endpoint: str
    path: str
    query: dict[str, str]
    form: dict[str, str]
    headers: dict[str, str]


@dataclass
class Reply:
    status: int = 200
    body: str | bytes = ""
    media_type: str = "text/plain"
    headers: dict[str, str] = field(default_factory=dict)


Answer = Callable[[Request], Reply]


def as_json(record: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(record), "application/json")


@dataclass
class WebArchive:
    """What the archive holds, what it was asked, and what it is to answer next."""

    captures: dict[str, list[str]] = field(default_factory=dict)
    saves_at: str = "20260302093100"
    polls_before_done: int = 1
    port: int = 0
    secure: bool = False
    requests: list[Request] = field(default_factory=list)
    scripted: dict[str, deque[Answer]] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)
    polls: dict[str, int] = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self) -> str:
        return f"https://localhost:{self.port}" if self.secure else f"http://127.0.0.1:{self.port}"

    def next(self, endpoint: str, *answers: Reply | Answer) -> None:
        """Put answers in line for ``cdx``, ``save`` or ``status``; then it answers from what it holds again."""
        line = self.scripted.setdefault(endpoint, deque())
        line.extend(answer if callable(answer) else (lambda _, reply=answer: reply) for answer in answers)

    def asked(self, endpoint: str) -> list[Request]:
        return [request for request in self.requests if request.endpoint == endpoint]

    def stall(self, _: Request) -> Reply:
        """Never answer while the test lasts."""
        self.closing.wait()
        return Reply(500)

    def answer(self, request: Request) -> Reply:
        self.requests.append(request)
        line = self.scripted.get(request.endpoint)
        if line:
            return line.popleft()(request)
        return getattr(self, request.endpoint)(request)

    def cdx(self, request: Request) -> Reply:
        url, closest = request.query["url"], request.query["closest"]
        stamps = sorted(self.captures.get(url, []), key=lambda stamp: abs(seconds(stamp) - seconds(closest)))
        rows = [f"example,gazette)/ {stamp} {url} text/html 200 {'A' * 32} 1234" for stamp in stamps]
        return Reply(body="".join(f"{row}\n" for row in rows[: int(request.query["limit"])]))

    def save(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"LOW {ACCESS}:{SECRET}":
            return as_json({"message": "You need to be logged in to use Save Page Now."}, 401)
        url = request.form["url"]
        job_id = "spn2-" + hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()
        self.jobs[job_id] = url
        return as_json({"url": url, "job_id": job_id})

    def status(self, request: Request) -> Reply:
        job_id = request.path.rpartition("/")[2]
        if job_id not in self.jobs:
            return as_json({"status": "error", "message": "no such job"})
        self.polls[job_id] = self.polls.get(job_id, 0) + 1
        if self.polls[job_id] <= self.polls_before_done:
            return as_json({"status": "pending", "job_id": job_id, "resources": []})
        url = self.jobs[job_id]
        self.captures.setdefault(url, []).append(self.saves_at)
        return as_json({"status": "success", "job_id": job_id, "timestamp": self.saves_at, "original_url": url})

    def web(self, request: Request) -> Reply:
        stamp, _, url = request.path.removeprefix("/web/").partition("/")
        held = stamp in self.captures.get(url, [])
        return Reply(200 if held else 404, f"<title>{url}</title>" if held else "", "text/html")


def seconds(stamp: str) -> float:
    return time.mktime(time.strptime(stamp, "%Y%m%d%H%M%S"))


def endpoint_of(path: str) -> str:
    if path.startswith("/save/status/"):
        return "status"
    return {"/cdx/search/cdx": "cdx", "/save": "save"}.get(path, "web")


@contextmanager
def web_archive(archive: WebArchive | None = None, tls: ssl.SSLContext | None = None) -> Iterator[WebArchive]:
    """A running archive: with nothing in it if none is given, and behind TLS if a context is."""
    archive = archive or WebArchive()
    archive.secure = tls is not None

    class Page(Handler):
        def answer(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            query, form = ({key: value[0] for key, value in parse_qs(text).items()} for text in (parts.query, body))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = archive.answer(Request(endpoint_of(parts.path), parts.path, query, form, headers))
            if archive.closing.is_set():
                self.close_connection = True
                return
            data = reply.body if isinstance(reply.body, bytes) else reply.body.encode()
            self.reply(reply.status, data, {"Content-Type": reply.media_type, **reply.headers})

    with answering(Page, tls) as archive.port:
        try:
            yield archive
        finally:
            archive.closing.set()
