"""Judgements ↔ rows: what people said of findings, kept whole; nothing in it is overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.errors import StoreError
from citecheck.model import Decision, FactKind, JudgedFinding, Judgement, Rule, standing
from citecheck.store.batch import Row, cleaned, moment
from citecheck.store.database import exclusive, mapped

if TYPE_CHECKING:
    from sqlite_utils import Database

_ALL = "select * from judgements order by id"
_OF_RUN = """
    select * from judgements where fingerprint in (
        select fingerprint from findings join articles on articles.id = article_id where run_id = ?
    ) order by id
"""
_LAST_SEEN = """
    select findings.id, findings.fingerprint, findings.rule, findings.message, findings.claim_id, articles.path
    from findings join articles on articles.id = findings.article_id
    where findings.id in (
        select max(id) from findings where fingerprint in (select fingerprint from judgements) group by fingerprint
    )
"""
_KINDS = """
    select distinct facts.kind from facts where claim_id = :claim_id and verdict =
        case :rule when 'claim-contradicted' then 'contradicted' when 'claim-uncheckable' then 'uncheckable'
        else 'not-found' end
    order by facts.kind
"""


class Judgements:
    """The part of a results database that remembers what people decided, across runs."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def of_run(self, run: str) -> Mapping[str, Sequence[Judgement]]:
        """Every judgement of the findings of a run, whichever run it was made in, by fingerprint, oldest first.

        Raises:
            StoreError: The database is damaged or cannot be read.
        """
        return _by_fingerprint(self._read(_OF_RUN, [run]))

    def of(self, fingerprint: str) -> Sequence[Judgement]:
        """Every judgement of one finding, oldest first.

        Raises:
            StoreError: The database is damaged or cannot be read.
        """
        return self._read("select * from judgements where fingerprint = ? order by id", [fingerprint])

    def add(self, judgement: Judgement, *, seen: int | None) -> Judgement | None:
        """Keep a judgement, unless somebody was faster.

        Args:
            judgement: What to keep.
            seen: The ``id`` of the finding's last judgement that whoever judges knew of, ``None`` for none.

        Returns:
            The judgement with its ``id``; ``None``, and nothing is kept, where there is one that was not seen.

        Raises:
            StoreError: The database cannot be written.
        """
        with mapped(self._path), exclusive(self._db):
            sql = "select max(id) from judgements where fingerprint = ?"
            (last,) = self._db.execute(sql, [judgement.fingerprint]).fetchone()
            if last != seen:
                return None
            number = self._db.table("judgements").insert(_row(judgement)).last_pk
        return _judgement(_row(judgement) | {"id": number})

    def standing(self) -> Sequence[JudgedFinding]:
        """Every judgement that counts, with the finding as it was last seen, by article and rule.

        A judgement of a finding that no stored run has is left out.

        Raises:
            StoreError: The database is damaged or cannot be read.
        """
        kept = {name: standing(each) for name, each in _by_fingerprint(self._read(_ALL, [])).items()}
        with mapped(self._path):
            seen = list(self._db.query(_LAST_SEEN))
        judged = [self._judged(row, judgement) for row in seen if (judgement := kept[row["fingerprint"]]) is not None]
        return sorted(judged, key=lambda each: (each.article, each.rule, each.judgement.fingerprint))

    def _judged(self, row: Row, judgement: Judgement) -> JudgedFinding:
        with mapped(self._path):
            kinds = [FactKind(found["kind"]) for found in self._db.query(_KINDS, row)] if row["claim_id"] else []
        return JudgedFinding(judgement, Rule(row["rule"]), row["path"], row["message"], tuple(kinds))

    def _read(self, sql: str, values: Sequence[str]) -> list[Judgement]:
        with mapped(self._path):
            rows = list(self._db.query(sql, values))
        try:
            return [_judgement(row) for row in rows]
        except (ValueError, TypeError) as error:
            raise StoreError(f"{self._path} is damaged: the judgements cannot be read ({error})") from error


def _by_fingerprint(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    groups: defaultdict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        groups[judgement.fingerprint].append(judgement)
    return dict(groups)


def _row(judgement: Judgement) -> Row:
    row = {
        "fingerprint": judgement.fingerprint,
        "run_id": judgement.run,
        "who": judgement.who,
        "at": moment(judgement.at),
        "decision": judgement.decision.value,
        "reason": judgement.reason,
        "until": judgement.until.isoformat() if judgement.until else None,
    }
    return cleaned(row)


def _judgement(row: Row) -> Judgement:
    return Judgement(
        fingerprint=row["fingerprint"],
        run=row["run_id"],
        who=row["who"],
        at=datetime.fromisoformat(row["at"]),
        decision=Decision(row["decision"]),
        reason=row["reason"],
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        id=row["id"],
    )
