"""Rows for every table, numbered so that a row can name its parent before it is stored."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

Row = dict[str, Any]

Rows = Mapping[str, Sequence[Row]]
"""Rows by their tables, parents first; those of one table have the same columns."""

NUMBERED = ("articles", "article_references", "claims", "citations", "facts", "findings", "evidence")
"""The tables whose rows are numbered, parents first; the order of the numbers is the order of the model."""

SHARED = {"texts": "sha256", "documents": "id", "snapshots": "id"}
"""The tables whose rows are named by a digest of what they say, so that equal ones are stored once; parents first.

Each has the column with that name.
"""

TABLES = (*SHARED, *NUMBERED, "link_checks")
"""Every table that an article's results go into, in an order in which each row names only rows before it."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Batch:
    """Rows to be stored in one transaction."""

    def __init__(self, last: Mapping[str, int]) -> None:
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._last = dict(last)
        self._named: dict[int, tuple[object, str]] = {}

    def add(self, table: str, row: Row) -> int:
        """Add a row to a numbered table; gives its number."""
        self._last[table] = number = self._last[table] + 1
        self.rows[table].append({"id": number, **cleaned(row)})
        return number

    def note(self, table: str, row: Row) -> None:
        """Add a row that is named by its columns."""
        self.rows.setdefault(table, []).append(row)

    def share(self, table: str, row: Row) -> str:
        """Add a row to a shared table; gives its digest."""
        row = cleaned(row)
        name = digest(row["text"]) if table == "texts" else name_of(row)
        self.rows[table].append({SHARED[table]: name, **row})
        return name

    def once(self, thing: object, add: Callable[[], str]) -> str:
        """The name of what may be there already: one document is in an article's results and in what was read.

        An equal one that is another object is added again, which the database does not mind.
        """
        if id(thing) not in self._named:
            self._named[id(thing)] = thing, add()
        return self._named[id(thing)][1]

    def extend(self, rows: Rows) -> None:
        """Add the rows of another batch, which were numbered from 1."""
        for table, added in renumbered(rows, self._last).items():
            self.rows[table] += added
            if table in self._last:
                self._last[table] += len(added)

    @property
    def filled(self) -> Rows:
        """The tables that rows were added to."""
        return {table: rows for table, rows in self.rows.items() if rows}

    def text(self, text: str) -> str:
        """Add a text; gives its SHA-256 in hexadecimal."""
        return self.share("texts", {"text": text})


def digest(text: str) -> str:
    """The SHA-256 of a text's UTF-8 form, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def name_of(row: Row) -> str:
    """What names a row of a shared table other than ``texts``: a digest of its values, in their order."""
    return digest(as_json(list(row.values())))


def columns_of(thing: Any) -> Row:  # noqa: ANN401 - any dataclass
    """The fields of a dataclass by their names; those that are dataclasses stay so."""
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=columns_of)


def as_json(value: object) -> str:
    """A JSON text without spaces; dataclasses are objects in it."""
    return "[]" if value == () else _JSON.encode(value)  # an encoder is made for each value, and most lists are empty


def cleaned(row: Row) -> Row:
    """A row as the database can hold it: lone surrogates have no UTF-8 form and become U+FFFD, one for one."""
    foreign = {column: value for column, value in row.items() if isinstance(value, str) and not value.isascii()}
    return row | {column: _LONE_SURROGATE.sub("\ufffd", value) for column, value in foreign.items()} if foreign else row


@lru_cache  # one moment stands in several rows of a source
def moment(time: datetime) -> str:
    """A timezone-aware time as ISO 8601 in UTC, so that texts sort as times do."""
    if time.tzinfo is None:
        raise ValueError(f"{time} has no time zone")
    return time.astimezone(UTC).isoformat()


_PARENTS = {
    "article_id": "articles",
    "reference_id": "article_references",
    "claim_id": "claims",
    "fact_id": "facts",
    "finding_id": "findings",
}
"""The columns that name a row of a numbered table."""


def renumbered(rows: Rows, last: Mapping[str, int]) -> dict[str, list[Row]]:
    """Rows numbered from 1 → the same rows numbered after the last ones, children with their parents."""

    def moved(table: str, of_table: Sequence[Row]) -> list[Row]:
        if table not in NUMBERED or not of_table:
            return list(of_table)
        shifts = {"id": last[table]} | {name: last[parent] for name, parent in _PARENTS.items() if name in of_table[0]}
        return [
            row | {name: row[name] + by for name, by in shifts.items() if row[name] is not None} for row in of_table
        ]

    return {table: moved(table, of_table) for table, of_table in rows.items()}
