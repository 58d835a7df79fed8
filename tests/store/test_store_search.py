"""What the sources say can be searched as soon as a run is over, and stays searchable whatever is done to the file."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from builders import rich_run
from citecheck.store import Store

FOUND = """
    select url, snippet(source_search, 1, '<', '>', '', 3) from source_search
    join sources on number = source_search.rowid where source_search match ?
"""


def found(path: Path, words: str) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    try:
        return sorted(connection.execute(FOUND, [words]))
    finally:
        connection.close()


def test_sources_are_found_without_accents_once_however_many_runs_read_them(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Store.open(path) as store:
        store.add_run(rich_run())
        store.add_run(replace(rich_run(), id="20300101-000000-0000"))

    assert found(path, "BLESSEES") == [("https://gazette.example/2019/02/22/anna-lise", "été <blessées>, selon")]
    assert found(path, "nobody") == []


def test_a_run_that_is_not_over_adds_nothing(tmp_path: Path) -> None:
    path, run = tmp_path / "x.db", rich_run()
    with Store.open(path) as store:
        store.begin_run(run.id, run.started_at, offline=False)
        store.add_article(run.id, run.articles[0])
        assert found(path, "blessees") == []
        store.finish_run(run.id, run.finished_at, 0)

    assert len(found(path, "blessees")) == 1


def test_a_large_run_is_searched_before_it_is_over_and_each_document_is_found_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citecheck.store.store.FILL_AT", 1)
    path, run = tmp_path / "x.db", rich_run()
    with Store.open(path) as store:
        store.begin_run(run.id, run.started_at, offline=False)
        for place in range(2):
            store.add_article(run.id, run.articles[0], place)
        assert len(found(path, "blessees")) == 1
        store.finish_run(run.id, run.finished_at, 0)

    assert len(found(path, "blessees")) == 1


def test_the_index_survives_a_vacuum_and_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Store.open(path) as store:
        store.add_run(rich_run())
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("vacuum")
    connection.execute("insert into source_search (source_search, rank) values ('integrity-check', 1)")
    connection.close()

    assert len(found(path, "blessees")) == 1
