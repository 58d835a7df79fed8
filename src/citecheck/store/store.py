"""The results database: runs go in article by article and come out whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from citecheck import __version__
from citecheck.errors import StoreError, UsageError
from citecheck.model import ArchiveCopy, ArticleResult, Reading, RunResult
from citecheck.store.archive_copies import ArchiveChecks
from citecheck.store.batch import NUMBERED, SHARED, Row, Rows, moment, renumbered
from citecheck.store.database import exclusive, insert, insert_named, mapped, open_database
from citecheck.store.judgements import Judgements
from citecheck.store.leases import Leases, this_process
from citecheck.store.link_checks import LinkChecks
from citecheck.store.load import load, load_article
from citecheck.store.packing import rows_of_article
from citecheck.store.run_list import RunSummary, summaries, told
from citecheck.store.search import FILL_AT, index_sources
from citecheck.store.stored_articles import StoredArticles

if TYPE_CHECKING:
    from sqlite_utils import Database

_CONFLICTS = dict.fromkeys(NUMBERED, "abort") | {"readings": "replace"}
"""What becomes of a row that is there already, where that is not left alone."""

_HELD = 50
"""Articles of a run that are held in memory; those of a larger one are loaded when they are asked for."""


class Store:
    """An open results database. One thread of one process writes; others may read meanwhile (WAL).

    A context manager: leaving it closes the file. What a method stored before that is kept, whatever follows.
    """

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path
        self._unsearched: set[str] = set()

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, wait: float = 5.0) -> Self:
        """Open a results database, make it where there is none, and bring it up to this version.

        Args:
            path: The database file.
            create: False to refuse where there is no file.
            wait: How many seconds to wait while another program writes.

        Raises:
            StoreError: The file is damaged, no database, another program's, newer than this version, locked,
                or cannot be written.
        """
        return cls(open_database(Path(path), create=create, wait=wait), Path(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with mapped(self._path):
            self._db.close()

    @property
    def archive_checks(self) -> ArchiveChecks:
        """What was asked of web archives, and what they answered."""
        return ArchiveChecks(self._db, self._path)

    @property
    def judgements(self) -> Judgements:
        """What people said of findings."""
        return Judgements(self._db, self._path)

    @property
    def link_checks(self) -> LinkChecks:
        """How links fared in this and earlier runs."""
        return LinkChecks(self._db, self._path)

    def leases(self, now: Callable[[], datetime], owner: str | None = None) -> Leases:
        """Who fetches what.

        Args:
            now: The clock that leases run out by.
            owner: Who takes them; this process if not given.
        """
        return Leases(self._db, self._path, now, owner or this_process())

    def begin_run(self, run_id: str, started_at: datetime, offline: bool) -> None:
        """Note that a run has started; until :meth:`finish_run` it counts as unfinished.

        Raises:
            StoreError: There is a run of this id, or the database cannot be written.
        """
        row = {"id": run_id, "started_at": moment(started_at), "offline": int(offline), "tool_version": __version__}
        with mapped(self._path), exclusive(self._db):
            if self._row(run_id) is not None:
                raise StoreError(f"{self._path} holds a run {run_id} already")
            self._db.table("runs").insert({**row, "finished_at": None, "exit_code": None})

    def add_article(self, run_id: str, result: ArticleResult, place: int = 0, readings: Sequence[Reading] = ()) -> None:
        """Store an article of a run that has begun, all of it or nothing.

        The references and claims of ``result.article`` are not stored apart from their results.

        Args:
            run_id: The run.
            result: The article's results.
            place: Where the article stands among those of the run; they may be stored in any order.
            readings: What was read of captures for it, stored in place of what was read of them before.

        Raises:
            StoreError: The run is unknown, or the database cannot be written.
        """
        self.add_rows(rows_of_article(run_id, self.begun_at(run_id), result, place, readings))

    def begun_at(self, run_id: str) -> datetime:
        """When a run began.

        Raises:
            StoreError: The run is unknown, or the database cannot be read.
        """
        with mapped(self._path):
            run = self._row(run_id)
        if run is None:
            raise StoreError(f"{self._path} holds no run {run_id}")
        return datetime.fromisoformat(run["started_at"])

    def has_run(self, run_id: str) -> bool:
        """Whether the database knows a run.

        Raises:
            StoreError: The database cannot be read.
        """
        with mapped(self._path):
            return self._row(run_id) is not None

    def add_rows(self, rows: Rows) -> None:
        """Store rows that were numbered elsewhere, from 1 on, all of them or nothing.

        Args:
            rows: as :mod:`citecheck.store.packing` makes them.

        Raises:
            StoreError: The rows do not fit, or the database cannot be written.
        """
        if not rows:
            return
        with mapped(self._path), exclusive(self._db):
            last = {table: self._last(table) for table in NUMBERED}
            for table, of_table in renumbered(rows, last).items():
                if table in SHARED:
                    insert_named(self._db, table, of_table, SHARED[table])
                else:
                    insert(self._db, table, of_table, _CONFLICTS.get(table, "ignore"))
            self._unsearched |= {row["document_id"] for row in rows.get("article_references", ()) if row["document_id"]}
            if len(self._unsearched) >= FILL_AT:
                index_sources(self._db, sorted(self._unsearched))
                self._unsearched.clear()

    def finish_run(self, run_id: str, finished_at: datetime, exit_code: int) -> None:
        """Note that a run has finished, and with what; its sources can be searched from now on at the latest.

        Raises:
            StoreError: The run is unknown, or the database cannot be written.
        """
        with mapped(self._path), exclusive(self._db):
            if self._row(run_id) is None:
                raise StoreError(f"{self._path} holds no run {run_id}")
            self._db.table("runs").update(run_id, {"finished_at": moment(finished_at), "exit_code": exit_code})
            index_sources(self._db)

    def add_run(self, run: RunResult) -> None:
        """Store a run that is already over.

        Raises:
            StoreError: There is a run of this id, or the database cannot be written.
        """
        self.begin_run(run.id, run.started_at, run.offline)
        for place, article in enumerate(run.articles):
            self.add_article(run.id, article, place)
        self.finish_run(run.id, run.finished_at, run.exit_code)

    def runs(self) -> list[RunSummary]:
        """Every run, latest start first, unfinished ones too.

        Raises:
            StoreError: The database cannot be read.
        """
        with mapped(self._path):
            return summaries(self._db)

    def load_run(self, run_id: str | None = None) -> RunResult:
        """Load a finished run: the one named, or the one that finished last.

        Raises:
            UsageError: There is no such run, or it never finished; the message lists the runs there are.
            StoreError: The database is damaged or cannot be read.
        """
        with mapped(self._path):
            row = self._row(run_id) if run_id is not None else self._latest()
        if row is None:
            raise UsageError(self._unknown(run_id))
        if row["finished_at"] is None:
            raise UsageError(f"run {run_id} never finished, so there is no report of it. {self._known()}")
        with mapped(self._path):
            try:
                return load(row, self._articles(row["id"]))
            except (ValueError, KeyError, TypeError, LookupError) as error:
                raise StoreError(f"{self._path} is damaged: run {row['id']} cannot be read ({error})") from error

    def unfinished(self) -> str | None:
        """The run that began last, if it never finished and no other process is at it.

        Raises:
            StoreError: The database cannot be read.
        """
        with mapped(self._path):
            last = next(self._db.query("select * from runs order by started_at desc, id desc limit 1"), None)
        return last["id"] if last is not None and last["finished_at"] is None else None

    def finished_articles(self, run_id: str) -> dict[int, str]:
        """The articles whose results a run has so far: the path of each by its place among those of the run.

        Raises:
            StoreError: The database cannot be read.
        """
        with mapped(self._path):
            rows = self._db.query("select place, path from articles where run_id = ? order by place", [run_id])
            return {row["place"]: row["path"] for row in rows}

    def articles_of(self, run_id: str) -> Iterator[ArticleResult]:
        """The results that a run has so far, in the order of its articles, each loaded when it is asked for.

        Raises:
            StoreError: The database cannot be read.
        """
        return iter(StoredArticles(self._path, self._numbers(run_id)))

    def failures_of(self, url: str) -> list[datetime]:
        """When a URL failed since it last answered: :meth:`LinkChecks.failures_of`."""
        return self.link_checks.failures_of(url)

    def copy_of(self, url: str) -> ArchiveCopy | None:
        """The newest copy of a URL that a look-up or a save has found.

        Raises:
            StoreError: The database is damaged or cannot be read.
        """
        return self.archive_checks.copy_of(url)

    def _numbers(self, run_id: str) -> list[int]:
        rows = self._db.query("select id from articles where run_id = ? order by place, id", [run_id])
        return [row["id"] for row in rows]

    def _articles(self, run_id: str) -> Sequence[ArticleResult]:
        numbers = self._numbers(run_id)
        if len(numbers) > _HELD:
            return StoredArticles(self._path, numbers)
        return tuple(load_article(self._db, number) for number in numbers)

    def _row(self, run_id: str) -> Row | None:
        return next(self._db.query("select * from runs where id = ?", [run_id]), None)

    def _latest(self) -> Row | None:
        sql = "select * from runs where finished_at is not null order by finished_at desc, id desc limit 1"
        return next(self._db.query(sql), None)

    def _last(self, table: str) -> int:
        (last,) = self._db.execute(f"select coalesce(max(id), 0) from {table}").fetchone()  # noqa: S608 - our names
        return int(last)

    def _unknown(self, run_id: str | None) -> str:
        what = "no finished run" if run_id is None else f"no run {run_id}"
        return f"{self._path} holds {what}. {self._known()}"

    def _known(self) -> str:
        return told(self.runs())
