"""Full-text search over the sources as read: an index of SQLite's FTS5, filled now and then and when a run is over.

Triggers would make every insert dearer; a fill adds the documents of references that are new since the last one. The
index keeps no copy of the texts but reads them through the view ``sources``, whose numbers are kept in a table of
their own: the row ids of ``documents`` would change under ``vacuum``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SEARCH = (
    """
    create table source_numbers (
        number integer primary key, document_id text not null unique references documents (id) on delete cascade
    ) strict
    """,
    """
    create view sources as
        select source_numbers.number, documents.url, json_extract(documents.metadata, '$.title.value') as title,
            json_extract(documents.metadata, '$.published.value') as published, documents.language,
            documents.media_type, texts.text
        from source_numbers
        join documents on documents.id = source_numbers.document_id
        join texts on texts.sha256 = documents.text_sha256
    """,
    """
    create virtual table source_search using fts5(
        title, text, content='sources', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
    )
    """,
)
"""What makes the index."""

FILL_AT = 1000
"""Documents that wait after which an index is filled: while other processes check, and not all at the end."""

_NUMBER_CITED = """
    insert into source_numbers (document_id)
    select id from documents where exists (select * from article_references where document_id = documents.id)
    except select document_id from source_numbers
"""
_NUMBER = "insert or ignore into source_numbers (document_id) values (?)"
_FILLED = "select coalesce(max(id), 0) from source_search_docsize"  # a table that FTS5 keeps: the sizes of all it has
_SET = "insert into source_search (source_search, rank) values (?, ?)"
_OPTIONS = {"automerge": 0, "hashsize": 8 * 1024 * 1024}
"""Of FTS5: a fill keeps this many bytes before it writes them, and only merges what there would be too many pieces of.

With its defaults, which spread the work for programs that add texts one by one, a fill takes two thirds longer.
"""

_FILL = "insert into source_search (rowid, title, text) select number, title, text from sources where number > ?"


def index_sources(db: Database, documents: Iterable[str] | None = None) -> None:
    """Take documents that are not in the index yet into it; for use in a transaction.

    Args:
        db: The database.
        documents: Their ids; all that references name, if not given, which takes a look at each.
    """
    (last,) = db.execute(_FILLED).fetchone()
    if documents is None:
        db.execute(_NUMBER_CITED)
    else:
        db.conn.executemany(_NUMBER, [(each,) for each in documents])
    for option in _OPTIONS.items():
        db.execute(_SET, option)
    db.execute(_FILL, [last])
