"""A database of every earlier version becomes one of this version, with all that it holds."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from builders import plain_run, rich_run
from citecheck.store import Store
from citecheck.store.batch import NUMBERED, TABLES, Batch
from citecheck.store.rows import add_article
from citecheck.store.schema import APPLICATION_ID, migrations

NAMES = [migration.name for migration in migrations.pending(Database(memory=True))]
FIRST_WITH_RESULTS = 3


def made_by(path: Path, level: int) -> None:
    """A database as the version with so many migrations made it, with a run in it where it had the tables."""
    db = Database(path)
    migrations.apply(db, stop_before=NAMES[level] if level < len(NAMES) else None)
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    if level >= FIRST_WITH_RESULTS:
        fill(db)
    db.conn.commit()
    db.close()


def fill(db: Database) -> None:
    run = rich_run()
    began, ended = run.started_at.isoformat(), run.finished_at.isoformat()
    db.table("runs").insert(
        {"id": run.id, "started_at": began, "finished_at": ended, "offline": 0, "exit_code": 1, "tool_version": "0"}
    )
    batch = Batch(dict.fromkeys(NUMBERED, 0))
    for place, article in enumerate(run.articles):
        add_article(batch, run.id, began, article, place)
    for table in TABLES:
        columns = set(db.table(table).columns_dict)
        rows = [{name: value for name, value in row.items() if name in columns} for row in batch.rows[table]]
        db.table(table).insert_all(rows, ignore=True)


@pytest.mark.parametrize("level", range(1, len(NAMES) + 1), ids=NAMES)
def test_a_database_of_an_earlier_version(tmp_path: Path, level: int) -> None:
    path = tmp_path / "x.db"
    made_by(path, level)

    with Store.open(path) as store:
        if level >= FIRST_WITH_RESULTS:
            loaded = store.load_run()
            assert loaded.findings == rich_run().findings
            assert [len(article.claims) for article in loaded.articles] == [8, 1]
        store.add_run(replace(plain_run(), id="20300101-000000-0000"))
    connection = sqlite3.connect(path)
    assert [name for (name,) in connection.execute("select name from _sqlite_migrations order by name")] == NAMES
    (count,) = connection.execute("select count(*) from source_search where source_search match 'blessees'").fetchone()
    connection.close()
    assert count == 1
