"""A review of a stored run, really served on loopback."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from builders import rich_run
from citecheck.model import RunResult
from citecheck.reports.html import render_html
from citecheck.review import Access, JudgementLog, ReviewApp, ReviewServer
from citecheck.store import Store
from citecheck.wiring.reviewing import source_of
from servers import PATIENCE

TOKEN = "a-token-of-the-tests"


@dataclass
class Clock:
    """A clock that the test turns."""

    at: datetime = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def turn(self, days: int) -> None:
        self.at += timedelta(days=days)


@dataclass
class Review:
    """A served review: where it is, and a client that a browser would be."""

    access: Access
    db: Path
    run: RunResult = field(repr=False)
    clock: Clock = field(default_factory=Clock)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.access.port}"

    def headers(self) -> dict[str, str]:
        return {"Cookie": f"{self.access.cookie}={TOKEN}"}

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.access.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, self.headers() if headers is None else headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def judge(self, **order: Any) -> tuple[int, dict[str, Any]]:
        headers = {**self.headers(), "Origin": f"http://{self.host}", "Content-Type": "application/json"}
        status, _, body = self.send("POST", "/judgements", json.dumps(order).encode(), headers)
        return status, json.loads(body)

    def states(self) -> dict[str, Any]:
        status, _, body = self.send("GET", "/judgements")
        assert status == 200
        return json.loads(body)["findings"]


@contextmanager
def reviewing(db: Path, run: RunResult) -> Iterator[Review]:
    """A review of a run that a database holds, until the end of the block."""

    @contextmanager
    def log() -> Iterator[JudgementLog]:
        with Store.open(db, create=False) as store:
            yield store.judgements

    with ReviewServer(0) as server:
        review = Review(Access(TOKEN, server.port), db, run)
        known = frozenset(finding.fingerprint for finding in run.findings if finding.fingerprint)
        page = render_html(run, review=True).encode()
        server.respond = ReviewApp(review.access, page, run.id, known, source_of(run), log, "ana", review.clock).respond
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield review
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Review]:
    run = rich_run()
    with Store.open(tmp_path / "results.db") as store:
        store.add_run(run)
        later = replace(run, id="20260302-100000-ffff", started_at=run.finished_at + timedelta(hours=1))
        store.add_run(replace(later, finished_at=later.started_at + timedelta(seconds=1)))
    with reviewing(tmp_path / "results.db", run) as served:
        yield served
