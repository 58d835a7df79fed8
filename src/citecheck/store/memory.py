"""What earlier runs left in a results database, for the processes that read and judge: opened to be read only."""

import json
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from citecheck.model import ClaimVerdict, Document, Failure, Judged, Reading, Snapshot
from citecheck.store.batch import Row
from citecheck.store.load import fact_of
from citecheck.store.readings import BY_CONTENT, BY_SNAPSHOT, read_of, reading_of, snapshot_id

_LOG = logging.getLogger("citecheck.store")
_WAIT = 5.0
_DAMAGED = (sqlite3.Error, ValueError, KeyError, TypeError)
_CHECKSUM = "select checksum from readings where snapshot_id = ?"
_CLAIMS = """
    select claims.id, verdict_key, verdict, score from json_each(?) join claims on claims.id =
        (select id from claims where verdict_key = value order by id desc limit 1)
"""
_FACTS = "select * from facts where claim_id in (select value from json_each(?)) order by id"
_EVIDENCE = "select * from evidence where fact_id in (select value from json_each(?)) order by id"


class StoredMemory:
    """A results database as later runs remember it; what cannot be read in it is told once, and done anew.

    Args:
        path: the database.
        code: a digest of what reads and judges: what other code has read is not taken over.
    """

    def __init__(self, path: Path, code: str) -> None:
        self._path = path
        self._code = code
        self._connection: sqlite3.Connection | None = None
        self._told = False

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def reading(self, snapshot: Snapshot) -> Reading | None:
        """A capture as this code has read it before, if it has."""
        try:
            row = next(iter(self._rows(BY_SNAPSHOT, self._code, snapshot_id(snapshot))), None)
            return reading_of(row, snapshot, self._code) if row else None
        except _DAMAGED as error:
            self._tell(f"what was read of {snapshot.url}", error)
        return None

    def document(self, content: str) -> Document | Failure | None:
        """What this code has read of an equal answer before, if it has."""
        try:
            row = next(iter(self._rows(BY_CONTENT, self._code, content)), None)
            return read_of(row) if row else None
        except _DAMAGED as error:
            self._tell("what was read of an equal page", error)
        return None

    def checksum(self, snapshot: Snapshot) -> str | None:
        """Of a capture when it was read, by whatever code."""
        try:
            row = next(iter(self._rows(_CHECKSUM, snapshot_id(snapshot))), None)
            return str(row["checksum"]) if row else None
        except _DAMAGED as error:
            self._tell(f"what was read of {snapshot.url}", error)
        return None

    def judged(self, keys: Sequence[str]) -> Mapping[str, Judged]:
        """Those claims that were judged before, by their keys."""
        try:
            return self._judged(keys)
        except _DAMAGED as error:
            self._tell("how claims were judged", error)
        return {}

    def _judged(self, keys: Sequence[str]) -> Mapping[str, Judged]:
        claims = self._rows(_CLAIMS, json.dumps(list(keys)))
        facts = self._rows(_FACTS, json.dumps([row["id"] for row in claims]))
        proofs = _grouped(self._rows(_EVIDENCE, json.dumps([row["id"] for row in facts])), "fact_id")
        of_claim = _grouped(facts, "claim_id")
        return {
            row["verdict_key"]: Judged(
                ClaimVerdict(row["verdict"]),
                row["score"],
                tuple(fact_of(fact, proofs[fact["id"]]) for fact in of_claim[row["id"]]),
            )
            for row in claims
        }

    def _rows(self, sql: str, *parameters: str) -> list[Row]:
        if self._connection is None:
            self._connection = self._open()
        with closing(self._connection.execute(sql, parameters)) as cursor:
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def _open(self) -> sqlite3.Connection:
        address = f"{self._path.absolute().as_uri()}?mode=ro"
        return sqlite3.connect(address, timeout=_WAIT, uri=True, check_same_thread=False, isolation_level=None)

    def _tell(self, what: str, error: Exception) -> None:
        if not self._told:
            _LOG.warning("%s: %s cannot be taken over (%s): it is done anew", self._path, what, error)
        self._told = True


def _grouped(rows: Iterable[Row], column: str) -> defaultdict[int, list[Row]]:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
