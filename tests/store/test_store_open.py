"""What cannot be opened is refused in one line that says what to do; no foreign error escapes."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builders import STARTED, plain_run, rich_run
from citecheck.errors import StoreDiskError, StoreError
from citecheck.store import Store


def stored(path: Path) -> Path:
    with Store.open(path) as store:
        store.add_run(rich_run())
    return path


def test_a_file_that_is_no_database(tmp_path: Path):
    path = tmp_path / "results.db"
    path.write_text("once upon a time, " * 500)

    with pytest.raises(StoreError, match=r"results\.db is not a results database: name another file with --db"):
        Store.open(path)
    assert path.read_text().startswith("once upon")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path):
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table bookmarks (url)")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(StoreError, match="database of another program"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_database_of_a_newer_version(tmp_path: Path):
    path = stored(tmp_path / "results.db")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('citecheck', '9999_more', '')"
        )
    connection.close()

    with pytest.raises(StoreError, match="written by a newer citecheck: update citecheck"):
        Store.open(path)


def test_an_older_database_is_brought_up_to_date(tmp_path: Path):
    path = stored(tmp_path / "results.db")
    with sqlite3.connect(path) as connection:
        connection.execute("drop view claims_by_source")
        connection.execute("drop view contradicted_claims")
        connection.execute("drop view dead_links_by_host")
        connection.execute("delete from _sqlite_migrations where name = '0004_views'")
    connection.close()

    with Store.open(path) as store:
        assert store.load_run() == rich_run()
        assert "claims_by_source" in store._db.view_names()


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("citecheck.store.schema.VIEWS", {"good": "select 1 as one", "bad": "nonsense"})
    path = tmp_path / "results.db"
    with pytest.raises(StoreError):
        Store.open(path)
    monkeypatch.undo()

    with Store.open(path) as store:
        assert "good" not in store._db.view_names()
        store.add_run(plain_run())


@pytest.mark.parametrize("table", ["runs", "claims"])
def test_a_damaged_file(tmp_path: Path, table: str):
    path = stored(tmp_path / "results.db")
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("select rootpage from sqlite_schema where name = ?", [table]).fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    connection.close()
    damaged = bytearray(path.read_bytes())
    damaged[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(damaged)

    with pytest.raises(StoreError, match=r"is damaged .*move it away and run again"), Store.open(path) as store:
        store.load_run()


@pytest.mark.parametrize(
    "change",
    [
        "update claims set verdict = 'maybe'",
        "update article_references set authors = '{'",
        "update article_references set markers = '[{\"page\": 1}]'",
        "update documents set metadata = '{}'",
        "update articles set aliases = '3'",
        "update runs set finished_at = 'yesterday'",
    ],
)
def test_rows_that_citecheck_never_writes_are_damage_too(tmp_path: Path, change: str):
    path = stored(tmp_path / "results.db")
    with sqlite3.connect(path) as connection:
        connection.execute(change)
    connection.close()

    with Store.open(path) as store, pytest.raises(StoreError, match=r"is damaged: run .* cannot be read"):
        store.load_run()


def test_a_database_that_another_program_is_writing(tmp_path: Path):
    path = stored(tmp_path / "results.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    try:
        with Store.open(path, wait=0) as store:
            assert store.load_run() == rich_run()
            with pytest.raises(StoreError, match="is locked by another program: wait until it is done"):
                store.begin_run("x", STARTED, offline=False)
    finally:
        other.close()


def test_a_folder(tmp_path: Path):
    with pytest.raises(StoreError, match="is a folder, not a results database"):
        Store.open(tmp_path)


def test_a_folder_that_does_not_exist(tmp_path: Path):
    with pytest.raises(StoreError, match="its folder does not exist; make the folder"):
        Store.open(tmp_path / "nowhere" / "results.db")
    assert not (tmp_path / "nowhere").exists()


def test_a_missing_file_is_not_made_where_one_must_exist(tmp_path: Path):
    with pytest.raises(StoreError, match="there are no results yet; `citecheck run` makes them"):
        Store.open(tmp_path / "results.db", create=False)
    assert not (tmp_path / "results.db").exists()


def test_a_path_that_cannot_be_written():
    with pytest.raises(StoreError, match="cannot be written"):
        Store.open("/proc/results.db")


@pytest.mark.parametrize("name", ["x" * 300, "a\0b"])
def test_a_path_that_no_file_can_have(tmp_path: Path, name: str):
    with pytest.raises(StoreError, match="cannot be used"):
        Store.open(tmp_path / name)


def test_an_empty_file_becomes_a_database(tmp_path: Path):
    path = tmp_path / "results.db"
    path.touch()

    assert stored(path).stat().st_size > 0


def test_what_was_stored_before_the_process_dies_is_kept(tmp_path: Path):
    path = tmp_path / "results.db"
    store = Store.open(path)
    store.begin_run("x", datetime(2026, 3, 2, tzinfo=UTC), offline=False)
    store.add_article("x", rich_run().articles[0])

    with Store.open(path) as reader:  # the first store is still open, as after a crash
        assert [(run.id, run.finished_at, len(run.articles)) for run in reader.runs()] == [("x", None, 1)]
    store.close()


def test_the_database_is_in_wal_mode_and_keeps_its_keys(tmp_path: Path):
    path = stored(tmp_path / "results.db")
    with Store.open(path) as store:
        assert store._db.journal_mode == "wal"
        assert list(store._db.query("pragma foreign_key_check")) == []
        store._db.table("runs").delete(rich_run().id)
        left = {
            table: store._db.table(table).count for table in ("articles", "claims", "facts", "evidence", "findings")
        }

    assert set(left.values()) == {0}


def test_a_full_disk_keeps_what_was_stored(tmp_path: Path):
    path = stored(tmp_path / "results.db")
    with Store.open(path) as store:
        (pages,) = store._db.execute("pragma page_count").fetchone()
        store._db.execute(f"pragma max_page_count = {pages}")
        with pytest.raises(StoreDiskError, match=r"cannot grow .*free some disk space and run again"):
            store.add_run(replace(rich_run(), id="more"))

        assert store.load_run() == rich_run()
