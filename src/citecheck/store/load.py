"""The rows of a run → its :class:`RunResult`, equal to the one that was stored."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from citecheck.model import (
    Article,
    ArticleResult,
    Citation,
    Claim,
    ClaimKind,
    ClaimResult,
    ClaimVerdict,
    Context,
    Count,
    Diagnosis,
    Evidence,
    FactKind,
    FactResult,
    FactVerdict,
    Failure,
    Finding,
    Health,
    LeftOut,
    Level,
    Match,
    Person,
    Position,
    Reference,
    ReferenceResult,
    Rule,
    RunResult,
    Snapshot,
    Stage,
    StandIn,
)
from citecheck.store.batch import Row
from citecheck.store.document_rows import document_of
from citecheck.store.rows import PLAIN_REFERENCE_COLUMNS, PLAIN_SNAPSHOT_COLUMNS

if TYPE_CHECKING:
    from sqlite_utils import Database

_Groups = Mapping[int, Sequence[Row]]

_REFERENCES = "select * from article_references where article_id = ? order by id"
_DOCUMENTS = """
    select documents.*, text from documents join texts on sha256 = text_sha256
    where id in (select document_id from article_references where article_id = ?)
"""
_SNAPSHOTS = """
    select * from snapshots where id in (select snapshot_id from article_references where article_id = ?)
"""
_CLAIMS = "select * from claims where article_id = ? order by id"
_CITATIONS = """
    select citations.* from citations join claims on claims.id = claim_id where article_id = ? order by citations.id
"""
_FACTS = "select facts.* from facts join claims on claims.id = claim_id where article_id = ? order by facts.id"
_FACT_EVIDENCE = """
    select evidence.* from evidence join facts on facts.id = fact_id join claims on claims.id = claim_id
    where article_id = ? order by evidence.id
"""
_FINDINGS = "select * from findings where article_id = ? order by id"
_FINDING_EVIDENCE = """
    select evidence.* from evidence join findings on findings.id = finding_id
    where article_id = ? order by evidence.id
"""


def load_article(db: Database, number: int) -> ArticleResult:
    """Load everything of an article.

    Args:
        db: The results database.
        number: The article's number in ``articles``.

    Raises:
        ValueError, KeyError, TypeError, LookupError: A row holds what citecheck never writes: the database is damaged.
    """
    [row] = db.query("select * from articles where id = ?", [number])
    return _ArticleLoader(db, row).result()


def load(run: Row, articles: Sequence[ArticleResult]) -> RunResult:
    """A finished run from its row in ``runs`` and the results of its articles.

    Raises:
        ValueError, KeyError, TypeError: The row holds what citecheck never writes: the database is damaged.
    """
    return RunResult(
        id=run["id"],
        started_at=datetime.fromisoformat(run["started_at"]),
        finished_at=datetime.fromisoformat(run["finished_at"]),
        offline=bool(run["offline"]),
        exit_code=run["exit_code"],
        articles=articles,
    )


class _ArticleLoader:
    """Loads one article with one query per table."""

    def __init__(self, db: Database, row: Row) -> None:
        self._db = db
        self._row = row
        self._documents = {each["id"]: document_of(each, each["text"]) for each in self._rows(_DOCUMENTS)}
        self._snapshots = {each["id"]: _snapshot(each) for each in self._rows(_SNAPSHOTS)}

    def result(self) -> ArticleResult:
        findings = self._rows(_FINDINGS)
        proofs = _grouped(self._rows(_FINDING_EVIDENCE), "finding_id")
        references = self._references(_findings(findings, "reference_id", proofs))
        claims = self._claims(_findings(findings, "claim_id", proofs))
        return ArticleResult(self._article(references, claims), references, claims)

    def _rows(self, sql: str) -> list[Row]:
        return list(self._db.query(sql, [self._row["id"]]))

    def _article(self, references: Sequence[ReferenceResult], claims: Sequence[ClaimResult]) -> Article:
        row = self._row
        return Article(
            path=row["path"],
            title=row["title"],
            language=row["language"],
            format=row["format"],
            text=self._text(row["text_sha256"]),
            references=tuple(result.reference for result in references),
            claims=tuple(result.claim for result in claims),
            aliases=tuple(tuple(names) for names in json.loads(row["aliases"])),
            revision=row["revision"],
            direction=row["direction"],
            left_out=tuple(
                LeftOut(**{**claim, "position": Position(**claim["position"])}) for claim in json.loads(row["left_out"])
            ),
        )

    def _text(self, sha256: str) -> str:
        (text,) = self._db.execute("select text from texts where sha256 = ?", [sha256]).fetchone()
        return str(text)

    def _references(self, findings: Mapping[int, tuple[Finding, ...]]) -> tuple[ReferenceResult, ...]:
        return tuple(
            ReferenceResult(
                reference=_reference(row),
                diagnosis=Diagnosis(Health(row["health"]), row["health_sign"]),
                snapshot=self._snapshots[row["snapshot_id"]] if row["snapshot_id"] else None,
                document=self._documents[row["document_id"]] if row["document_id"] else None,
                failure=_failure(row),
                findings=findings.get(row["id"], ()),
                stand_in=_stand_in(row),
                followed_at=_moment(row["followed_at"]),
            )
            for row in self._rows(_REFERENCES)
        )

    def _claims(self, findings: Mapping[int, tuple[Finding, ...]]) -> tuple[ClaimResult, ...]:
        citations = _grouped(self._rows(_CITATIONS), "claim_id")
        facts = _grouped(self._rows(_FACTS), "claim_id")
        proofs = _grouped(self._rows(_FACT_EVIDENCE), "fact_id")
        return tuple(
            ClaimResult(
                claim=_claim(row, citations.get(row["id"], ())),
                verdict=ClaimVerdict(row["verdict"]),
                score=row["score"],
                facts=tuple(fact_of(fact, proofs.get(fact["id"], ())) for fact in facts.get(row["id"], ())),
                findings=findings.get(row["id"], ()),
                key=row["verdict_key"] or "",
            )
            for row in self._rows(_CLAIMS)
        )


def _grouped(rows: Iterable[Row], column: str) -> _Groups:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def _findings(rows: Sequence[Row], column: str, proofs: _Groups) -> dict[int, tuple[Finding, ...]]:
    groups: dict[int, tuple[Finding, ...]] = {}
    for row in rows:
        if row[column] is not None:
            found = _finding(row, proofs.get(row["id"], ()))
            groups[row[column]] = (*groups.get(row[column], ()), found)
    return groups


def _reference(row: Row) -> Reference:
    return Reference(
        id=row["label"],
        position=_place(row),
        authors=tuple(Person(**author) for author in json.loads(row["authors"])),
        fields=json.loads(row["fields"]),
        markers=tuple(Position(**marker) for marker in json.loads(row["markers"])),
        defined=bool(row["defined"]),
        **{name: row[name] for name in PLAIN_REFERENCE_COLUMNS},
    )


def _place(row: Row) -> Position:
    return Position(row["line_number"], row["column_number"], row["start_offset"], row["end_offset"])


def _failure(row: Row) -> Failure | None:
    if row["failure_stage"] is None:
        return None
    retryable = bool(row["failure_retryable"])
    return Failure(Stage(row["failure_stage"]), row["failure_reason"], row["failure_detail"], retryable)


def _stand_in(row: Row) -> StandIn | None:
    return StandIn(row["stand_in_url"], _moment(row["stand_in_captured_at"])) if row["stand_in_url"] else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _snapshot(row: Row) -> Snapshot:
    return Snapshot(
        **{name: row[name] for name in PLAIN_SNAPSHOT_COLUMNS},
        hops=tuple(json.loads(row["hops"])),
        offset=row["warc_offset"],
        fetched_at=datetime.fromisoformat(row["fetched_at"]),
    )


def _claim(row: Row, citations: Sequence[Row]) -> Claim:
    return Claim(
        id=row["label"],
        text=row["text"],
        position=_place(row),
        kind=ClaimKind(row["kind"]),
        section=tuple(json.loads(row["section"])),
        citations=tuple(Citation(citation["label"], bool(citation["direct"])) for citation in citations),
        context=Context(row["context_title"], tuple(json.loads(row["context_section"])), row["context_preceding"]),
    )


def fact_of(row: Row, proofs: Sequence[Row]) -> FactResult:
    """A row of ``facts`` and those of its evidence as a fact."""
    counted = Count(row["low"], row["high"], row["unit"], row["role"])
    return FactResult(
        kind=FactKind(row["kind"]),
        text=row["text"],
        value=counted if row["value"] is None else row["value"],
        start=row["start_offset"],
        end=row["end_offset"],
        verdict=FactVerdict(row["verdict"]),
        evidence=tuple(_proof(proof) for proof in proofs),
        reason=row["reason"],
    )


def _finding(row: Row, proofs: Sequence[Row]) -> Finding:
    return Finding(
        rule=Rule(row["rule"]),
        level=Level(row["level"]),
        message=row["message"],
        position=None if row["line_number"] is None else _place(row),
        fingerprint=row["fingerprint"],
        evidence=tuple(_proof(proof) for proof in proofs),
    )


def _proof(row: Row) -> Evidence:
    return Evidence(
        reference=row["label"],
        quote=row["quote"],
        start=row["start_offset"],
        end=row["end_offset"],
        match=None if row["match"] is None else Match(row["match"]),
        context=row["context"],
        detail=row["detail"],
    )
