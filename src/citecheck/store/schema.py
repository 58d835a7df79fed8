"""The tables and views of the results database, as ordered migrations that are recorded in it."""

from collections.abc import Iterable

from sqlite_utils import Database, Migrations

from citecheck.store.search import SEARCH, index_sources
from citecheck.store.views import VIEWS

APPLICATION_ID = 0x63697465
"""``PRAGMA application_id`` of a citecheck database: "cite" in ASCII."""

migrations = Migrations("citecheck")

_RUNS_AND_SOURCES = (
    """
    create table runs (
        id text primary key, started_at text not null, finished_at text, offline integer not null, exit_code integer,
        tool_version text not null
    ) strict
    """,
    "create table texts (sha256 text primary key, text text not null) strict",
    """
    create table documents (
        id text primary key, url text not null, media_type text not null, language text,
        text_sha256 text not null references texts (sha256), zones text not null, metadata text not null
    ) strict
    """,
    """
    create table snapshots (
        id text primary key, url text not null, final_url text not null, hops text not null, warc text not null,
        warc_offset integer not null, record_id text not null, sha256 text not null, status integer not null,
        media_type text not null, fetched_at text not null
    ) strict
    """,
    """
    create table link_checks (
        url text not null, checked_at text not null, health text not null, primary key (url, checked_at)
    ) strict
    """,
)

_ARTICLES = (
    """
    create table articles (
        id integer primary key, run_id text not null references runs (id) on delete cascade, path text not null,
        title text, language text, format text not null, text_sha256 text not null references texts (sha256),
        aliases text not null
    ) strict
    """,
    """
    create table article_references (
        id integer primary key, article_id integer not null references articles (id) on delete cascade,
        label text not null, name text, title text, trans_title text, authors text not null, site text,
        publisher text, date text, access_date text, language text, url text, host text, archive_url text,
        archive_date text, url_status text, fields text not null, raw text not null, defined integer not null,
        cited integer not null, line_number integer not null, column_number integer not null,
        start_offset integer not null, end_offset integer not null, markers text not null,
        health text not null, health_sign text not null,
        snapshot_id text references snapshots (id), document_id text references documents (id),
        failure_stage text, failure_reason text, failure_detail text, failure_retryable integer
    ) strict
    """,
    """
    create table claims (
        id integer primary key, article_id integer not null references articles (id) on delete cascade,
        label text not null, text text not null, kind text not null, section text not null,
        line_number integer not null, column_number integer not null, start_offset integer not null,
        end_offset integer not null, context_title text, context_section text not null,
        context_preceding text not null, verdict text not null, score real not null
    ) strict
    """,
    """
    create table citations (
        id integer primary key, claim_id integer not null references claims (id) on delete cascade,
        reference_id integer references article_references (id) on delete cascade, label text not null,
        direct integer not null
    ) strict
    """,
)

_FINDINGS = (
    """
    create table facts (
        id integer primary key, claim_id integer not null references claims (id) on delete cascade, kind text not null,
        text text not null, value text, low real, high real, unit text, role text, start_offset integer not null,
        end_offset integer not null, verdict text not null, reason text not null
    ) strict
    """,
    """
    create table findings (
        id integer primary key, article_id integer not null references articles (id) on delete cascade,
        reference_id integer references article_references (id) on delete cascade,
        claim_id integer references claims (id) on delete cascade, rule text not null, level text not null,
        message text not null, line_number integer, column_number integer, start_offset integer,
        end_offset integer, fingerprint text not null
    ) strict
    """,
    """
    create table evidence (
        id integer primary key, fact_id integer references facts (id) on delete cascade,
        finding_id integer references findings (id) on delete cascade,
        reference_id integer references article_references (id) on delete cascade, label text not null,
        quote text not null, start_offset integer not null, end_offset integer not null, match text,
        context text not null, detail text not null, check ((fact_id is null) <> (finding_id is null))
    ) strict
    """,
)

_ARCHIVE_COPIES = """
    create table archive_copies (
        id integer primary key, url text not null, archive text not null, action text not null,
        outcome text not null, checked_at text not null, near text, memento_url text, captured_at text,
        job_id text, reason text, detail text, retryable integer
    ) strict
"""

_JUDGEMENTS = """
    create table judgements (
        id integer primary key, fingerprint text not null, run_id text, who text not null, at text not null,
        decision text not null, reason text not null, until text
    ) strict
"""


_READINGS = """
    create table readings (
        snapshot_id text primary key references snapshots (id) on delete cascade, code text not null,
        checksum text not null, exchanges text not null, document_id text references documents (id) on delete cascade,
        failure_reason text, failure_detail text, failure_retryable integer
    ) strict
"""


@migrations(name="0001_runs_and_sources")
def _runs_and_sources(db: Database) -> None:
    _create(db, _RUNS_AND_SOURCES)


@migrations(name="0002_articles")
def _articles(db: Database) -> None:
    _create(db, _ARTICLES)


@migrations(name="0003_findings")
def _findings(db: Database) -> None:
    _create(db, _FINDINGS)
    db.table("findings").create_index(["fingerprint"])


@migrations(name="0004_views")
def _views(db: Database) -> None:
    for name, select in VIEWS.items():
        db.create_view(name, select)


@migrations(name="0005_archive_copies")
def _archive_copies(db: Database) -> None:
    _create(db, (_ARCHIVE_COPIES,))
    db.table("archive_copies").create_index(["url", "archive", "action"])


@migrations(name="0006_leases")
def _leases(db: Database) -> None:
    _create(db, ("create table leases (url text primary key, owner text not null, expires_at text not null) strict",))


@migrations(name="0007_revisions_and_pages")
def _revisions_and_pages(db: Database) -> None:
    db.execute("alter table articles add column revision text")
    db.execute("alter table documents add column pages text not null default '[]'")


@migrations(name="0008_directions")
def _directions(db: Database) -> None:
    db.execute("alter table articles add column direction text")


@migrations(name="0009_claims_left_out")
def _claims_left_out(db: Database) -> None:
    db.execute("alter table articles add column left_out text not null default '[]'")


@migrations(name="0010_judgements")
def _judgements(db: Database) -> None:
    _create(db, (_JUDGEMENTS,))
    db.table("judgements").create_index(["fingerprint"])


@migrations(name="0011_places")
def _places(db: Database) -> None:
    db.execute("alter table articles add column place integer not null default 0")


@migrations(name="0012_stand_ins")
def _stand_ins(db: Database) -> None:
    for column in ("stand_in_url", "stand_in_captured_at", "followed_at"):
        db.execute(f"alter table article_references add column {column} text")


@migrations(name="0013_search")
def _search(db: Database) -> None:
    for statement in SEARCH:
        db.execute(statement)
    index_sources(db)


@migrations(name="0014_readings")
def _readings(db: Database) -> None:
    _create(db, (_READINGS,))
    db.execute("alter table claims add column verdict_key text")
    db.table("claims").create_index(["verdict_key"])


@migrations(name="0015_content")
def _content(db: Database) -> None:
    db.execute("alter table readings add column content text")
    db.table("readings").create_index(["content"])


@migrations(name="0016_fewer_indexes")
def _fewer_indexes(db: Database) -> None:
    """Drop what only deleting texts and documents would use, or a primary key does: each costs every row a page."""
    for name in ("readings_snapshot_id", "readings_document_id", "documents_text_sha256"):
        db.execute(f"drop index if exists idx_{name}")


def _create(db: Database, statements: Iterable[str]) -> None:
    """Create tables, one statement at a time (a script would end the migration's transaction), and index their keys."""
    before = set(db.table_names())
    for statement in statements:
        db.execute(statement)
    for name in sorted(set(db.table_names()) - before):
        for key in db.table(name).foreign_keys:
            db.table(name).create_index(list(key.columns))
