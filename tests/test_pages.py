"""A capture is read once, and taken over after that as if it were read."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from citecheck.errors import ArchiveError
from citecheck.model import Document, Exchange, Failure, Reading, Snapshot, Visit
from citecheck.pages import Page, Pages
from citecheck.recalling import Recall

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
URL = "http://good.example/"
SNAPSHOT = Snapshot(URL, URL, (), "a.warc.gz", 0, "urn:uuid:1", "00", 200, "text/html", NOW)
VISIT = Visit(URL, (Exchange(URL, b"GET", b"HTTP", 200, "OK", (("A", "1"),), b"body", "192.0.2.1", NOW, 0.1),))


@dataclass
class Captures:
    """One capture, which may be lost or damaged."""

    state: str | None = "0badcafe"
    damaged: bool = False
    read_so_often: int = 0

    def read_with_checksum(self, snapshot: Snapshot) -> tuple[Visit, str | None]:
        self.read_so_often += 1
        if self.damaged:
            raise ArchiveError("its digest is another")
        return VISIT, self.checksum(snapshot)

    def checksum(self, snapshot: Snapshot) -> str | None:
        return self.state

    def find(self, url: str) -> Snapshot | None:
        return SNAPSHOT

    def versions(self, url: str) -> list[Snapshot]:
        return [SNAPSHOT]


@dataclass
class Memory:
    """What was kept of earlier runs."""

    kept: dict[Snapshot, Reading] = field(default_factory=dict)

    def reading(self, snapshot: Snapshot) -> Reading | None:
        return self.kept.get(snapshot)

    def document(self, content: str) -> Document | None:
        return next((each.document for each in self.kept.values() if each.content == content), None)

    def judged(self, keys: object) -> dict[str, object]:
        return {}


def pages(captures: Captures, memory: Memory | None) -> Pages:
    recall = Recall("code", lambda exchange, sha256: sha256, lambda *_: "", lambda *_: None, readings=memory)  # type: ignore[arg-type, return-value]
    return Pages(captures, read, recall)


def read(visit: Visit) -> Document:
    return Document(visit.url, visit.final.body.decode(), "text/plain")


def remembering(captures: Captures) -> Memory:
    """What a first run leaves behind."""
    first = pages(captures, None)
    first.page(SNAPSHOT)
    captures.read_so_often = 0
    return Memory({each.snapshot: each for each in first.readings})


def test_what_was_read_is_taken_over_without_a_look_at_the_capture() -> None:
    captures = Captures()
    again = pages(captures, remembering(captures))

    page = again.page(SNAPSHOT)

    assert page.document == Document(URL, "body", "text/plain")
    assert isinstance(page.visit, Visit)
    assert (page.visit.final.status, page.visit.final.headers) == (200, (("A", "1"),))
    assert (page.visit.final.body, page.visit.final.response) == (b"", b"")
    assert (captures.read_so_often, again.readings) == (0, [])
    assert page.body is not None
    assert page.body() == b"body"


@pytest.mark.parametrize("state", [None, "00000001"], ids=["gone", "damaged"])
def test_a_capture_that_is_not_what_it_was_is_not_taken_over(state: str | None) -> None:
    captures = Captures()
    memory = remembering(captures)
    captures.state, captures.damaged = state, True

    assert isinstance(pages(captures, memory).page(SNAPSHOT).visit, Failure)


def test_an_equal_answer_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    captures = Captures()
    again = pages(captures, remembering(captures))
    later = replace(SNAPSHOT, record_id="urn:uuid:2")

    page = Pages(captures, lambda visit: pytest.fail("it is read"), again.recall, again.readings).page(later)

    assert page == Page(VISIT, Document(URL, "body", "text/plain"))
    assert [each.snapshot for each in again.readings] == [later]
    other = replace(later, sha256="11", record_id="urn:uuid:3")
    assert again.page(other).document == Document(URL, "body", "text/plain")
    assert len(again.readings) == 2


def test_a_capture_that_was_damaged_since_gives_no_body() -> None:
    captures = Captures()
    page = pages(captures, remembering(captures)).page(SNAPSHOT)
    captures.damaged = True

    assert page.body is not None
    assert page.body() == b""


def test_nothing_is_kept_of_a_page_that_there_was_no_memory_to_read() -> None:
    def read(visit: Visit) -> Document:
        raise MemoryError

    first = Pages(Captures(), read, pages(Captures(), None).recall)

    document = first.page(SNAPSHOT).document
    assert isinstance(document, Failure)
    assert document.reason == "too-large"
    assert first.readings == []
