"""A run → CSV (RFC 4180) for spreadsheets: one row a fact, with the passage that decides it."""

import csv
import io
from collections.abc import Iterator

from citecheck.model import ArticleResult, ClaimResult, Count, Evidence, FactResult, RunResult
from citecheck.reports.inert import inert

COLUMNS = (
    *("article", "section", "line", "claim", "cited", "claim_verdict", "score", "findings"),
    *("kind", "fact", "value", "fact_verdict", "match"),
    *("reference", "health", "url", "quote", "context", "explanation"),
)
_FORMULA = ("=", "+", "-", "@")


def render_csv(run: RunResult) -> str:
    """Every fact of every claim; a claim without facts has a row of its own."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for article in run.articles:
        for result in article.claims:
            for row in _rows(article, result):
                writer.writerow({column: _cell(value) for column, value in row.items()})
    return text.getvalue()


def _cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula: a leading ``=``, ``+``, ``-`` or ``@`` gets an ``'``."""
    text = inert(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(article: ArticleResult, result: ClaimResult) -> Iterator[dict[str, object]]:
    claim = result.claim
    of_claim: dict[str, object] = {
        "article": article.article.path,
        "section": " / ".join(claim.section),
        "line": claim.position.line,
        "claim": claim.text,
        "cited": " ".join(f"[{citation.reference}]" for citation in claim.citations),
        "claim_verdict": result.verdict,
        "score": f"{result.score:.2f}",
        "findings": " ".join(finding.rule for finding in result.findings),
    }
    if not result.facts:
        yield of_claim
    for fact in result.facts:
        yield of_claim | _fact(fact) | (_evidence(article, fact.evidence[0], fact) if fact.evidence else {})


def _fact(fact: FactResult) -> dict[str, object]:
    return {
        "kind": fact.kind,
        "fact": fact.text,
        "value": _value(fact.value) if isinstance(fact.value, Count) else fact.value,
        "fact_verdict": fact.verdict,
        "explanation": fact.reason,
    }


def _value(count: Count) -> str:
    """``11 person killed``, ``40..85 sheep``, ``11.. person``: EDTF's way of writing open intervals."""
    low, high = ("" if end is None else _number(end) for end in (count.low, count.high))
    number = low if low == high else f"{low}..{high}"
    return " ".join(part for part in (number, count.unit, count.role) if part)


def _number(number: float) -> str:
    return f"{number:.15g}" if isinstance(number, float) else str(number)


def _evidence(article: ArticleResult, evidence: Evidence, fact: FactResult) -> dict[str, object]:
    source = next((ref for ref in article.references if ref.reference.id == evidence.reference), None)
    return {
        "match": evidence.match or "",
        "reference": evidence.reference,
        "health": source.health if source else "",
        "url": (source.reference.url or "") if source else "",
        "quote": evidence.quote,
        "context": evidence.context,
        "explanation": "; ".join(part for part in (evidence.detail, fact.reason) if part),
    }
