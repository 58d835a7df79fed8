"""A path → an open, migrated results database, or one clear line that says why not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citecheck.errors import StoreDiskError, StoreError

if TYPE_CHECKING:
    from sqlite_utils import Database

_CACHE_KIB = 16 * 1024
"""Of the database, held in memory: digests are the keys of many tables, so new rows go anywhere in their indexes."""

_WAL_PAGES = 8192
"""Pages in the log after which they go into the database: 32 MB, in which most are written over several times."""


def open_database(path: Path, *, create: bool, wait: float) -> Database:
    """Open and migrate the database at a path.

    Args:
        path: The database file.
        create: Whether to make the file where there is none.
        wait: How many seconds to wait for another writer to finish.

    Raises:
        StoreError: The path cannot be used; the message says why and what to do.
    """
    try:
        _check_path(path, create=create)
        with mapped(path):
            return _opened(path, wait)
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be used ({error}): name another file with --db") from error


def _opened(path: Path, wait: float) -> Database:
    from sqlite_utils import Database  # a third of all that checking imports, and the processes that check need it not

    connection = sqlite3.connect(path, timeout=wait)
    try:
        return _prepared(Database(connection, execute_plugins=False), path)
    except BaseException:
        connection.close()
        raise


@contextmanager
def mapped(path: Path) -> Iterator[None]:
    """Turn every error of SQLite into a :class:`StoreError` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(path, error) from error


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a results database: name a file with --db")
    if path.exists():
        return
    if not create:
        raise StoreError(f"{path} does not exist: there are no results yet; `citecheck run` makes them")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"{path} cannot be made: its folder does not exist; make the folder or name another with --db")


def _prepared(db: Database, path: Path) -> Database:
    from citecheck.store.schema import APPLICATION_ID, migrations

    _check_ours(db, path)
    db.enable_wal()
    db.execute("pragma synchronous = normal")  # in WAL mode this risks the last commits at a power cut, never the file
    db.execute("pragma foreign_keys = on")
    db.execute(f"pragma cache_size = -{_CACHE_KIB}")
    db.execute(f"pragma wal_autocheckpoint = {_WAL_PAGES}")
    if migrations.pending(db):
        with exclusive(db):
            migrations.apply(db)
            db.execute(f"pragma application_id = {APPLICATION_ID}")
    return db


@contextmanager
def exclusive(db: Database) -> Iterator[None]:
    """One transaction, all or nothing, that takes the write lock first: what it reads nobody else changes."""
    db.conn.execute("begin immediate")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


def insert(db: Database, table: str, rows: Sequence[Mapping[str, Any]], on_conflict: str) -> None:
    """Insert rows that all have the columns of the first, two or more; for use in a transaction.

    Values are given by their places: those given by name are looked up by it, one by one. sqlite_utils looks into
    every value of every row and asks after the table's keys, which takes several times as long.
    """
    if rows:
        _insert(db, f"insert or {on_conflict}", table, rows)


def insert_named(db: Database, table: str, rows: Sequence[Mapping[str, Any]], name: str) -> None:
    """Insert rows that a column names by a digest of the others; one that is there and says otherwise is mended."""
    if rows:
        others = [column for column in rows[0] if column != name]
        values = ", ".join(f"[{each}] = excluded.[{each}]" for each in others)
        differs = " or ".join(f"[{table}].[{each}] is not excluded.[{each}]" for each in others)
        _insert(db, "insert", table, rows, f"on conflict ([{name}]) do update set {values} where {differs}")


def _insert(db: Database, verb: str, table: str, rows: Sequence[Mapping[str, Any]], otherwise: str = "") -> None:
    columns = list(rows[0])
    names, values = ", ".join(f"[{name}]" for name in columns), ", ".join("?" * len(columns))
    statement = f"{verb} into [{table}] ({names}) values ({values}) {otherwise}"
    db.conn.executemany(statement, map(itemgetter(*columns), rows))


def _check_ours(db: Database, path: Path) -> None:
    from sqlite_utils import Database

    from citecheck.store.schema import APPLICATION_ID, migrations

    tables = set(db.table_names())
    (mark,) = db.execute("pragma application_id").fetchone()
    if tables and mark != APPLICATION_ID:
        raise StoreError(f"{path} is the database of another program: name another file with --db")
    applied = {migration.name for migration in migrations.applied(db)}
    known = {migration.name for migration in migrations.pending(Database(memory=True, execute_plugins=False))}
    if applied - known:
        raise StoreError(f"{path} was written by a newer citecheck: update citecheck, or name another file with --db")


def _explained(path: Path, error: sqlite3.Error) -> StoreError:
    match getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]:
        case "BUSY" | "LOCKED":
            return StoreError(
                f"{path} is locked by another program: wait until it is done, or name another file with --db"
            )
        case "NOTADB":
            return StoreError(f"{path} is not a results database: name another file with --db")
        case "CORRUPT":
            return StoreError(
                f"{path} is damaged ({error}): move it away and run again (the captures in the archive are not "
                "touched), or save what can be read with `sqlite3 FILE .recover`"
            )
        case "READONLY" | "CANTOPEN" | "PERM" | "AUTH":
            return StoreError(f"{path} cannot be written ({error}): check its permissions and its folder's")
        case "FULL" | "IOERR":
            return StoreDiskError(f"{path} cannot grow ({error}): free some disk space and run again")
        case _:
            return StoreError(f"{path} cannot be used ({error})")
