"""The rows of an article → its outline, without a look at texts and evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citecheck.model import ClaimVerdict, Health, Level, Outline, OutlinedFinding, OutlinedReference, Rule

if TYPE_CHECKING:
    from sqlite_utils import Database

_PATH = "select path from articles where id = ?"
_REFERENCES = """
    select label, health, url is not null, snapshot_id is not null, document_id is not null
    from article_references where article_id = ? order by id
"""
_USED = """
    select citations.label from claims join citations on citations.claim_id = claims.id
    where article_id = ? and exists (select * from facts where facts.claim_id = claims.id)
"""
_VERDICTS = "select verdict from claims where article_id = ? order by id"
_FINDINGS = """
    select rule, level, message, fingerprint,
        coalesce(findings.line_number, article_references.line_number, claims.line_number)
    from findings left join article_references on article_references.id = reference_id
        left join claims on claims.id = claim_id
    where findings.article_id = ? order by claim_id, reference_id, findings.id
"""  # a null comes before every number


def load_outline(db: Database, number: int) -> Outline:
    """Load what reports count of an article.

    Args:
        db: The results database.
        number: The article's number in ``articles``.

    Raises:
        ValueError, LookupError: A row holds what citecheck never writes: the database is damaged.
    """

    def rows(sql: str) -> list[Any]:
        return list(db.execute(sql, [number]))

    [(path,)] = rows(_PATH)
    used = {label for (label,) in rows(_USED)}
    return Outline(
        path=path,
        references=[
            OutlinedReference(
                Health(health), bool(url), bool(snapshot), bool(document), checked=bool(document) and label in used
            )
            for label, health, url, snapshot, document in rows(_REFERENCES)
        ],
        verdicts=[ClaimVerdict(verdict) for (verdict,) in rows(_VERDICTS)],
        findings=[OutlinedFinding(Rule(rule), Level(level), *rest) for rule, level, *rest in rows(_FINDINGS)],
    )
