"""docs/store.md describes the schema as it is; its queries run, and the views answer what they promise."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from builders import rich_run
from citecheck.store import Store

DOCS = Path(__file__).parents[2] / "docs" / "store.md"


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("store") / "results.db"
    with Store.open(path) as store:
        store.add_run(rich_run())
    opened = sqlite3.connect(path)
    opened.row_factory = sqlite3.Row
    yield opened
    opened.close()


def documented() -> dict[str, list[str]]:
    sections = re.split(r"^### (\w+)$", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        name: re.findall(r"^- `(\w+)`", body.partition("\n## ")[0], re.MULTILINE)
        for name, body in zip(sections[::2], sections[1::2], strict=True)
    }


def test_every_table_view_and_column_is_documented(connection: sqlite3.Connection):
    names = [
        name
        for (name,) in connection.execute("select name from sqlite_schema where type in ('table', 'view')")
        if not name.startswith(("sqlite_", "_sqlite_", "source_search_"))
    ]
    actual = {name: {row["name"] for row in connection.execute(f"pragma table_info({name})")} for name in names}

    assert {name: set(columns) for name, columns in documented().items()} == actual


def test_the_documented_queries_run(connection: sqlite3.Connection):
    (block,) = re.findall(r"```sql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    queries = [query for query in block.split(";") if query.strip()]

    assert [len(connection.execute(query).fetchall()) for query in queries] == [3, 4, 14, 1, 0]


def test_contradicted_claims(connection: sqlite3.Connection):
    row = dict(connection.execute("select * from contradicted_claims where path like '%anna%'").fetchone())

    assert row == {
        "run_id": rich_run().id,
        "path": "references/anna-lise.wikitext",
        "line_number": 14,
        "section": '["History","Sinking"]',
        "claim": "The sinking killed 11 people, said Captain Yann Le Goff.",
        "kind": "casualty",
        "fact": "killed 11 people",
        "quote": "Onze personnes ont été blessées",
        "context": "Onze personnes ont été blessées, selon la préfecture.",
        "detail": "the source counts 11 wounded, not killed",
        "reference": "1",
        "url": "https://gazette.example/2019/02/22/anna-lise",
    }


def test_dead_links_by_host(connection: sqlite3.Connection):
    rows = connection.execute("select host, links, dead, unreachable, soft_404, parked from dead_links_by_host")

    assert {tuple(row) for row in rows} == {
        ("mort.example", 1, 1, 0, 0, 0),
        ("soft-404.example", 1, 0, 0, 1, 0),
        ("parked.example", 1, 0, 0, 0, 1),
        ("unreachable.example", 1, 0, 1, 0, 0),
    }


def test_claims_by_source(connection: sqlite3.Connection):
    sql = """
        select reference, claims, supported, partial, contradicted, not_found, uncheckable from claims_by_source
        where path like '%anna%'
    """

    assert [tuple(row) for row in connection.execute(sql)] == [
        ("1", 5, 2, 1, 1, 1, 0),
        ("2", 2, 1, 0, 1, 0, 0),
        ("3", 0, 0, 0, 0, 0, 0),
        ("note 1", 1, 0, 0, 0, 1, 0),
        ("4", 1, 0, 0, 0, 0, 1),
    ]


def test_evidence_stands_in_its_document_where_the_offsets_say(connection: sqlite3.Connection):
    sql = """
        select quote, substr(text, evidence.start_offset + 1, evidence.end_offset - evidence.start_offset) as found
        from evidence join article_references on article_references.id = reference_id
        join documents on documents.id = document_id join texts on texts.sha256 = text_sha256
    """
    rows = connection.execute(sql).fetchall()

    assert len(rows) == 12
    assert all(row["quote"] == row["found"] for row in rows)


def test_keys_name_the_columns_that_they_lead_to(connection: sqlite3.Connection):
    """Datasette follows only such."""
    names = [name for (name,) in connection.execute("select name from sqlite_schema where type = 'table'")]
    keys = [key for name in names for key in connection.execute(f"pragma foreign_key_list({name})")]

    assert len(keys) > 10
    assert [tuple(key) for key in keys if key["to"] is None] == []


def test_the_questions_for_datasette_have_answers(connection: sqlite3.Connection):
    metadata = json.loads((DOCS.parent / "datasette.json").read_text(encoding="utf-8"))["databases"]["citecheck"]
    given = {"words": "blessees", "url": "https://gazette.example/2019/02/22/anna-lise"}
    rows = {
        name: len(connection.execute(query["sql"], given).fetchall()) for name, query in metadata["queries"].items()
    }
    tables = {name for (name,) in connection.execute("select name from sqlite_schema where type in ('table', 'view')")}

    assert rows == {
        "search_sources": 1,
        "contradicted_in_the_latest_run": 3,
        "findings_by_rule": 11,
        "new_since_the_run_before": 12,
        "hosts_that_lose_links": 4,
        "health_of_a_link": 1,
    }
    assert set(metadata["tables"]) <= tables
