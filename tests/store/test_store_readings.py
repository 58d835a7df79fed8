"""Captures as read come back equal; what is damaged, or was read by other code, does not come back."""

import logging
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from builders import GAZETTE, STARTED, document, rich_run, snapshot
from citecheck.model import Document, Exchange, Failure, Reading, Snapshot, Stage, Visit
from citecheck.store import Store, StoredMemory, rows_of_readings

URL = "https://gazette.example/anna-lise"
CAPTURE = snapshot(URL, GAZETTE)
CODE = "c" * 64


def visit(*statuses: int) -> Visit:
    headers = (("Content-Type", "text/html"), ("X-Note", "naïve “quotes”"), ("X-Note", "2"))
    return Visit(URL, tuple(Exchange(URL, b"", b"", each, "Why", headers, b"", "", STARTED, 0.0) for each in statuses))


def reading(read: Document | Failure | None = None, of: Snapshot = CAPTURE) -> Reading:
    return Reading(of, CODE, "0badcafe", "content", visit(301, 200), read or document(URL, GAZETTE))


def kept(path: Path, *readings: Reading) -> StoredMemory:
    with Store.open(path) as store:
        store.add_rows(rows_of_readings(readings))
    return StoredMemory(path, CODE)


def changed(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("pragma foreign_keys = on")
    assert connection.execute(sql).rowcount > 0
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "read",
    [
        document(URL, GAZETTE),
        replace(document(URL, "\x00\x1b[2J «十一人»\r\n"), language=None, zones=(), pages=()),
        Failure(Stage.DOCUMENT, "http-status", "The server answered 404.", retryable=True),
    ],
)
def test_a_reading_comes_back_equal(tmp_path: Path, read: Document | Failure) -> None:
    memory = kept(tmp_path / "x #1?.db", reading(read))

    assert memory.reading(CAPTURE) == reading(read)
    assert memory.reading(replace(CAPTURE, offset=7)) is None


def test_what_was_read_for_an_article_is_kept_with_it_and_each_document_once(tmp_path: Path) -> None:
    run = rich_run()
    sources = [each for each in run.articles[0].references if each.document and each.snapshot]
    readings = [reading(each.document, of=each.snapshot) for each in sources if each.snapshot]
    with Store.open(tmp_path / "x.db") as store:
        store.begin_run(run.id, run.started_at, run.offline)
        store.add_article(run.id, run.articles[0], 0, readings)
        [kept_article] = store.articles_of(run.id)
    memory = StoredMemory(tmp_path / "x.db", CODE)

    assert kept_article == run.articles[0]
    assert sources
    found = [memory.reading(each.snapshot) for each in readings]
    assert [each.document for each in found if each] == [each.document for each in sources]


def test_what_was_read_is_found_by_what_it_depends_on_and_by_the_capture(tmp_path: Path) -> None:
    memory = kept(tmp_path / "x.db", reading(), reading(of=replace(CAPTURE, offset=7)))

    assert memory.document("content") == document(URL, GAZETTE)
    assert memory.document("other content") is None
    assert memory.checksum(CAPTURE) == "0badcafe"
    assert memory.checksum(replace(CAPTURE, offset=9)) is None


def test_other_code_reads_anew_and_its_reading_takes_the_place(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    kept(path, reading())
    other = replace(reading(document(URL, "Autre texte.")), code="d" * 64)

    assert StoredMemory(path, other.code).reading(CAPTURE) is None
    kept(path, other)
    assert StoredMemory(path, other.code).reading(CAPTURE) == other
    assert StoredMemory(path, CODE).reading(CAPTURE) is None


def test_what_the_database_would_give_back_otherwise_is_not_kept(tmp_path: Path) -> None:
    assert kept(tmp_path / "x.db", reading(document(URL, "half \ud83d of it"))).reading(CAPTURE) is None


@pytest.mark.parametrize(
    "damage",
    [
        "update readings set exchanges = '[[\"half'",
        "update readings set exchanges = '[[1]]'",
        "update texts set text = replace(text, 'Onze', 'Douze')",
        "update documents set zones = '[]'",
        "update documents set metadata = 'null'",
    ],
)
def test_what_is_damaged_is_told_once_not_taken_over_and_mended_by_the_next_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: str
) -> None:
    path = tmp_path / "x.db"
    memory = kept(path, reading())
    changed(path, damage)

    with caplog.at_level(logging.WARNING, "citecheck"):
        assert memory.reading(CAPTURE) is None
        assert memory.reading(CAPTURE) is None
    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == [
        f"{path}: what was read of {URL} cannot be taken over"
    ]
    assert kept(path, reading()).reading(CAPTURE) == reading()


def test_a_reading_goes_with_its_snapshot(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    memory = kept(path, reading())
    changed(path, "delete from snapshots")

    assert memory.reading(CAPTURE) is None


def test_a_database_that_cannot_be_read_is_told_and_gives_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    memory = StoredMemory(tmp_path / "none.db", CODE)

    with caplog.at_level(logging.WARNING, "citecheck"):
        assert memory.reading(CAPTURE) is None
        assert memory.judged(["k"]) == {}
        assert memory.document("content") is None
        assert memory.checksum(CAPTURE) is None
    assert len(caplog.records) == 1
    assert not (tmp_path / "none.db").exists()


def test_pages_that_are_no_source_of_any_reference_are_not_searched(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    kept(path, reading())
    with Store.open(path) as store:
        store.begin_run("r", STARTED, offline=False)
        store.finish_run("r", STARTED, 0)

    connection = sqlite3.connect(path)
    assert connection.execute("select count(*) from documents").fetchone() == (1,)
    assert connection.execute("select count(*) from sources").fetchone() == (0,)
    connection.close()
