"""Results ↔ Parquet files, for runs too large to go into one database as they come.

A part holds the rows of some articles, as the database has them: one Parquet row for each, with the name of its table
and its columns as JSON; rows are numbered from 1 in each part. A part's name says what is in it (``part-SHA256``), and
it is there whole or not at all. ``run.json`` beside the parts tells of the run.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from citecheck import __version__
from citecheck.errors import ConfigError, StoreError
from citecheck.model import ArchiveCopy, ArticleResult, RunResult
from citecheck.store.batch import NUMBERED, TABLES, Batch, Row, Rows, as_json, moment
from citecheck.store.store import Store

PART_ROWS = 100_000
"""Rows after which a part is written: some tens of megabytes."""

_RUN = "run.json"
_PARTS = "part-*.parquet"


class Parts:
    """A folder that takes the results of one run, part by part.

    Args:
        folder: where the parts are written; made where it is missing.
        store: the database that knows how URLs fared before.
    """

    def __init__(self, folder: Path, store: Store, *, part_rows: int = PART_ROWS) -> None:
        _parquet()
        self._folder = folder
        self._store = store
        self._part_rows = part_rows
        self._batch = _empty()
        self._run: Row = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder} cannot be written: {error.strerror}") from error

    def begin_run(self, run_id: str, started_at: datetime, offline: bool) -> None:
        """Note that a run has begun.

        Raises:
            StoreError: The folder holds another run, or cannot be written.
        """
        if (self._folder / _RUN).exists():
            raise StoreError(f"{self._folder} holds the parts of a run already: name an empty folder, or --resume")
        self._run = {
            "id": run_id, "started_at": moment(started_at), "finished_at": None, "offline": int(offline),
            "exit_code": None, "tool_version": __version__,
        }  # fmt: skip
        self._write(_RUN, json.dumps(self._run).encode())

    def unfinished(self) -> str | None:
        """The run whose parts are here, if it never finished."""
        if not (self._folder / _RUN).exists():
            return None
        self._run = _run_in(self._folder)
        return None if self._run["finished_at"] else str(self._run["id"])

    def begun_at(self, run_id: str) -> datetime:  # noqa: ARG002 — a folder holds one run
        """When the run began."""
        return datetime.fromisoformat(self._run["started_at"])

    def add_rows(self, rows: Rows) -> None:
        """Take the results of an article; they are safe when the part that they go into is full.

        Args:
            rows: those of :func:`citecheck.store.rows_of_article`, without readings: a database that is too large for
                the results is so for what they were read from.

        Raises:
            StoreError: The folder cannot be written.
        """
        self._batch.extend(rows)
        if sum(len(rows) for rows in self._batch.rows.values()) >= self._part_rows:
            self._flush()

    def finish_run(self, run_id: str, finished_at: datetime, exit_code: int) -> None:  # noqa: ARG002 — as below
        """Write what is left, and note that the run has ended.

        Raises:
            StoreError: The folder cannot be written.
        """
        self._flush()
        self._run |= {"finished_at": moment(finished_at), "exit_code": exit_code}
        self._write(_RUN, json.dumps(self._run).encode())

    def load_run(self, run_id: str) -> RunResult:
        """The run without its articles: they can be seen when the parts are loaded."""
        row = self._run
        started, finished = (datetime.fromisoformat(row[name]) for name in ("started_at", "finished_at"))
        return RunResult(run_id, started, finished, bool(row["offline"]), row["exit_code"], ())

    def finished_articles(self, run_id: str) -> dict[int, str]:  # noqa: ARG002 — a folder holds one run
        """The paths of the articles in the parts, by their places."""
        rows = (row for part in sorted(self._folder.glob(_PARTS)) for row in read_part(part)["articles"])
        return {row["place"]: row["path"] for row in rows}

    def articles_of(self, run_id: str) -> Iterator[ArticleResult]:  # noqa: ARG002 — nothing is loaded from parts
        """None: what was finished before counts when the parts are loaded."""
        return iter(())

    def failures_of(self, url: str) -> Sequence[datetime]:
        """When fetching ``url`` failed before."""
        return self._store.failures_of(url)

    def copy_of(self, url: str) -> ArchiveCopy | None:
        """The newest archive copy of a URL that was found before."""
        return self._store.copy_of(url)

    def _flush(self) -> None:
        batch, self._batch = self._batch, _empty()
        lines = [(table, as_json(row)) for table, rows in batch.rows.items() for row in rows]
        if lines:
            digest = hashlib.sha256("\n".join(f"{table} {row}" for table, row in lines).encode()).hexdigest()
            self._write(f"part-{digest}.parquet", _packed(lines))

    def _write(self, name: str, data: bytes) -> None:
        try:
            with tempfile.NamedTemporaryFile(dir=self._folder, prefix=".", delete=False) as file:
                file.write(data)
            Path(file.name).replace(self._folder / name)
        except OSError as error:
            raise StoreError(f"{self._folder / name} cannot be written: {error.strerror}") from error


def load_parts(folder: Path, store: Store) -> tuple[str, int]:
    """Load the parts of a run into a database; what it has of them already is left alone.

    Args:
        folder: the parts.
        store: the database.

    Returns:
        The run's id and how many articles were loaded.

    Raises:
        StoreError: The folder holds no run, a part is damaged, or the database cannot be written.
    """
    run, count = _run_in(folder), 0
    started_at = datetime.fromisoformat(run["started_at"])
    known = store.finished_articles(run["id"])
    if not store.has_run(run["id"]):
        store.begin_run(run["id"], started_at, bool(run["offline"]))
    for path in sorted(folder.glob(_PARTS)):
        rows = read_part(path)
        if any(row["place"] in known for row in rows["articles"]):
            continue
        store.add_rows(rows)
        count += len(rows["articles"])
    if run["finished_at"]:
        store.finish_run(run["id"], datetime.fromisoformat(run["finished_at"]), run["exit_code"])
    return run["id"], count


def read_part(path: Path) -> Rows:
    """The rows of a part, by table.

    Raises:
        StoreError: It is damaged, or its name is not that of what it holds.
    """
    try:
        lines = _unpacked(path)
        rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        for table, row in lines:
            rows[table].append(json.loads(row))
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(f"{path} is damaged: {error}") from error
    digest = hashlib.sha256("\n".join(f"{table} {row}" for table, row in lines).encode()).hexdigest()
    if path.name != f"part-{digest}.parquet":
        raise StoreError(f"{path} is damaged: it does not hold what its name says")
    return rows


def _empty() -> Batch:
    return Batch(dict.fromkeys(NUMBERED, 0))


def _run_in(folder: Path) -> Row:
    try:
        run: Row = json.loads((folder / _RUN).read_text("utf-8"))
    except FileNotFoundError as error:
        raise StoreError(f"{folder} holds no parts of a run ({_RUN} is missing)") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder / _RUN} is damaged: {error}") from error
    return run


def _packed(lines: Sequence[tuple[str, str]]) -> bytes:
    pyarrow, parquet = _parquet()
    table = pyarrow.table({"table": [name for name, _ in lines], "row": [row for _, row in lines]})
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd", use_dictionary=["table"])
    return bytes(sink.getvalue())


def _unpacked(path: Path) -> list[tuple[str, str]]:
    _, parquet = _parquet()
    columns = parquet.read_table(path).to_pydict()
    return list(zip(columns["table"], columns["row"], strict=True))


def _parquet() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ConfigError("parts are Parquet files: install citecheck with its extra 'cluster'") from error
    return pa, parquet
