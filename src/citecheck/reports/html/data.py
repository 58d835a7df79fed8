"""A run → what the report's script shows on demand, as JSON that is safe inside a page."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from citecheck.model import (
    ArticleResult,
    ClaimResult,
    Count,
    Document,
    Evidence,
    FactResult,
    FactValue,
    FactVerdict,
    Finding,
    ReferenceResult,
    Rule,
    Snapshot,
    Stated,
)
from citecheck.reports.html.pieces import passage, shown

Json = dict[str, Any]

_QUOTES_OF_ONE_FACT = 3
_WORST_FIRST = (FactVerdict.CONTRADICTED, FactVerdict.NOT_FOUND, FactVerdict.UNCHECKABLE, FactVerdict.SUPPORTED)
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def claim_id(article: int, claim: int) -> str:
    """The name of a claim's element in the page."""
    return f"c{article}-{claim}"


def reference_id(article: int, reference: int) -> str:
    """The name of a reference's element in the page."""
    return f"r{article}-{reference}"


def safe_json(value: object) -> str:
    """A JSON text in which nothing ends a script element, opens a comment or breaks a line (HTML §4.12.1.3)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _LONE_SURROGATE.sub("\ufffd", text.translate(_ESCAPES))


def web_address(url: str | None) -> str | None:
    """A URL that a link may lead to; ``None`` for every other scheme, ``javascript:`` above all."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    return "".join(char for char in url if char.isprintable()).strip()[:2000]


def report_data(run_id: str, articles: Iterable[ArticleResult]) -> Json:
    """Everything that is shown on demand: the evidence of claims, the details of references."""
    return {"run": run_id, "articles": [_article(number, result) for number, result in enumerate(articles)]}


def _article(number: int, result: ArticleResult) -> Json:
    ids = {each.reference.id: reference_id(number, place) for place, each in enumerate(result.references)}
    documents = {each.reference.id: each.document for each in result.references}
    return {
        "title": shown(result.article.title or result.article.path),
        "claims": {claim_id(number, place): _claim(each, ids, documents) for place, each in enumerate(result.claims)},
        "references": {ids[each.reference.id]: _reference(each) for each in result.references},
    }


def _claim(result: ClaimResult, ids: dict[str, str], documents: dict[str, Document | None]) -> Json:
    claim = result.claim
    facts = sorted(result.facts, key=lambda fact: _WORST_FIRST.index(fact.verdict))
    return {
        "verdict": result.verdict.value,
        "score": round(result.score, 2),
        "kind": claim.kind.value,
        "section": [shown(heading) for heading in claim.section],
        "line": claim.position.line,
        "cites": [[ids[each.reference], each.direct] for each in claim.citations if each.reference in ids],
        "facts": [_fact(fact, ids, documents) for fact in facts],
        "findings": [_finding(finding) for finding in result.findings],
    }


def _fact(fact: FactResult, ids: dict[str, str], documents: dict[str, Document | None]) -> Json:
    return {
        "kind": fact.kind.value,
        "text": shown(fact.text),
        "value": spoken_value(fact.value),
        "verdict": fact.verdict.value,
        "reason": shown(fact.reason),
        "evidence": [_evidence(each, ids, documents) for each in fact.evidence[:_QUOTES_OF_ONE_FACT]],
    }


def _evidence(evidence: Evidence, ids: dict[str, str], documents: dict[str, Document | None]) -> Json:
    around = passage(evidence, documents.get(evidence.reference))
    return {
        "source": ids.get(evidence.reference),
        "at": [evidence.start, evidence.end],
        "parts": [around.lead, around.before, around.quote, around.after, around.trail],
        "match": evidence.match.value if evidence.match else None,
        "detail": shown(evidence.detail),
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule.value,
        "level": finding.level.value,
        "message": shown(finding.message),
        "fingerprint": finding.fingerprint,
    }


def _reference(result: ReferenceResult) -> Json:
    reference, document = result.reference, result.document
    return {
        "label": shown(reference.id),
        "title": shown(reference.title or reference.trans_title or ""),
        "lines": [shown(line) for line in imprint(result)],
        "health": result.health.value,
        "sign": shown(result.diagnosis.sign),
        "failure": shown(result.failure.detail) if result.failure else "",
        "url": web_address(reference.url),
        "address": shown(reference.url or ""),
        "instead": shown(result.stand_in.spoken) if result.stand_in else "",
        "final": shown(result.snapshot.final_url) if result.snapshot else "",
        "copy": web_address(reference.archive_url),
        "copied": shown(reference.archive_date or ""),
        "language": document.language if document else None,
        "media": document.media_type if document else "",
        "snapshot": _snapshot(result.snapshot) if result.snapshot else None,
        "fields": [list(row) for row in compared_fields(result)],
        "findings": [_finding(finding) for finding in result.findings],
    }


def imprint(result: ReferenceResult) -> Iterator[str]:
    """What identifies a source beside its title: authors, site, date."""
    reference = result.reference
    yield from (", ".join(person.name for person in reference.authors), reference.site or "", reference.date or "")


def _snapshot(snapshot: Snapshot) -> Json:
    return {
        "file": shown(snapshot.warc),
        "offset": snapshot.offset,
        "record": shown(snapshot.record_id),
        "sha256": shown(snapshot.sha256),
        "status": snapshot.status,
        "fetched": f"{snapshot.fetched_at:%Y-%m-%d %H:%M} UTC",
    }


def compared_fields(result: ReferenceResult) -> Iterator[tuple[str, str, str, str, bool]]:
    """The name of each field, what the article says, what the page says, where, and whether that is a finding."""
    if result.document is None:
        return
    reference, page = result.reference, result.document.metadata
    rules = {finding.rule for finding in result.findings}
    for name, cited, stated, breaks in (
        ("title", reference.title, (page.title,), {Rule.REF_TITLE_MISMATCH}),
        ("author", "; ".join(each.name for each in reference.authors), page.authors, {Rule.REF_AUTHOR_MISMATCH}),
        ("site", reference.site, (page.site,), set[Rule]()),
        ("date", reference.date, (page.published,), {Rule.REF_DATE_MISMATCH, Rule.REF_DATE_IS_ACCESS_DATE}),
        ("language", reference.language, (page.language,), {Rule.REF_LANGUAGE_MISMATCH}),
    ):
        said, origin = _stated(stated)
        if cited or said:
            yield name, shown(cited or ""), shown(said), shown(origin), bool(rules & breaks)


def _stated(values: Iterable[Stated | None]) -> tuple[str, str]:
    known = [value for value in values if value is not None]
    return "; ".join(value.value for value in known), ", ".join(dict.fromkeys(value.origin for value in known))


def spoken_value(value: FactValue) -> str:
    """A fact's value in words: ``11 person, killed``, ``40 to 85 sheep``, ``at least 11``; dates as ISO 8601."""
    if isinstance(value, str):
        return shown(value)
    amount = _amount(value)
    counted = " ".join(part for part in (amount, shown(value.unit or "")) if part)
    return ", ".join(part for part in (counted, shown(value.role or "")) if part)


def _amount(value: Count) -> str:
    low, high = (None if end is None else f"{end:,.15g}" for end in (value.low, value.high))
    if low is None or high is None:
        return f"at least {low}" if low is not None else f"at most {high}" if high is not None else "any number of"
    return low if low == high else f"{low} to {high}"
