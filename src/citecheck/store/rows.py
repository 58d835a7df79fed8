"""An article's results → rows for every table."""

from collections.abc import Iterable, Mapping
from math import isfinite
from urllib.parse import urlsplit

from citecheck.model import (
    Article,
    ArticleResult,
    ClaimResult,
    Document,
    Evidence,
    FactResult,
    FactValue,
    Failure,
    Finding,
    Position,
    ReferenceResult,
    Snapshot,
    Stage,
    StandIn,
)
from citecheck.store.batch import Batch, Row, as_json, columns_of, moment

PLAIN_REFERENCE_COLUMNS = (
    *("name", "title", "trans_title", "site", "publisher", "date", "access_date", "language"),
    *("url", "archive_url", "archive_date", "url_status", "raw"),
)
PLAIN_SNAPSHOT_COLUMNS = ("url", "final_url", "warc", "record_id", "sha256", "status", "media_type")


def host_of(url: str | None) -> str | None:
    """The host of a URL, in lower case; ``None`` where there is none."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def add_article(batch: Batch, run_id: str, started_at: str, result: ArticleResult, place: int) -> None:
    """Add an article, its references and its claims, each with all that belongs to it."""
    article_id = batch.add(
        "articles", _article(run_id, result.article, place) | {"text_sha256": batch.text(result.article.text)}
    )
    numbers = [
        batch.add("article_references", _reference(article_id, reference) | _source(batch, reference))
        for reference in result.references
    ]
    labels = [reference.reference.id for reference in result.references]
    by_label = dict(zip(reversed(labels), reversed(numbers), strict=True))
    adder = _Adder(batch, article_id, by_label)
    for number, reference in zip(numbers, result.references, strict=True):
        adder.findings(reference.findings, reference_id=number)
        if (checked := _link_check(started_at, reference)) is not None:
            batch.note("link_checks", checked)
    for claim in result.claims:
        adder.claim(claim)


def _link_check(started_at: str, result: ReferenceResult) -> Row | None:
    """When the link was last really tried, and what came of it; ``None`` where that says nothing of the link."""
    if result.reference.url is None or not result.diagnosis.is_strike:
        return None
    if result.failure is not None and result.failure.stage is Stage.FETCH:
        checked_at = started_at
    elif result.followed_at is not None:
        checked_at = moment(result.followed_at)
    elif result.snapshot is not None and result.stand_in is None:
        checked_at = moment(result.snapshot.fetched_at)
    else:
        return None
    return {"url": result.reference.url, "checked_at": checked_at, "health": result.health.value}


class _Adder:
    """Adds what belongs to the claims and references of one article."""

    def __init__(self, batch: Batch, article_id: int, references: Mapping[str, int]) -> None:
        self._batch = batch
        self._article_id = article_id
        self._references = references

    def claim(self, result: ClaimResult) -> None:
        claim_id = self._batch.add("claims", _claim(self._article_id, result))
        for citation in result.claim.citations:
            row = {"claim_id": claim_id, **self._named(citation.reference), "direct": int(citation.direct)}
            self._batch.add("citations", row)
        for fact in result.facts:
            fact_id = self._batch.add("facts", _fact(claim_id, fact))
            self._evidence(fact.evidence, fact_id=fact_id)
        self.findings(result.findings, claim_id=claim_id)

    def findings(
        self, findings: Iterable[Finding], *, reference_id: int | None = None, claim_id: int | None = None
    ) -> None:
        for finding in findings:
            row = {"article_id": self._article_id, "reference_id": reference_id, "claim_id": claim_id}
            finding_id = self._batch.add("findings", row | _finding(finding))
            self._evidence(finding.evidence, finding_id=finding_id)

    def _evidence(
        self, evidence: Iterable[Evidence], *, fact_id: int | None = None, finding_id: int | None = None
    ) -> None:
        for piece in evidence:
            row = {"fact_id": fact_id, "finding_id": finding_id, **self._named(piece.reference)}
            self._batch.add("evidence", row | _evidence(piece))

    def _named(self, label: str) -> Row:
        return {"reference_id": self._references.get(label), "label": label}


def _named(thing: object, *names: str) -> Row:
    """The attributes of a dataclass that fill columns of the same name."""
    return {name: getattr(thing, name) for name in names}


def _article(run_id: str, article: Article, place: int) -> Row:
    row = _named(article, "path", "title", "language", "format", "revision", "direction")
    left_out = as_json(article.left_out)
    row |= {"run_id": run_id, "place": place, "aliases": as_json(article.aliases), "left_out": left_out}
    return row


def _reference(article_id: int, result: ReferenceResult) -> Row:
    reference = result.reference
    return {
        "article_id": article_id,
        "label": reference.id,
        **_named(reference, *PLAIN_REFERENCE_COLUMNS, "cited"),
        **_place(reference.position),
        **_failure(result.failure),
        "host": host_of(reference.url),
        "authors": as_json(reference.authors),
        "fields": as_json(dict(reference.fields)),
        "defined": int(reference.defined),
        "markers": as_json(reference.markers),
        "health": result.health.value,
        "health_sign": result.diagnosis.sign,
        **_stand_in(result.stand_in),
        "followed_at": moment(result.followed_at) if result.followed_at else None,
    }


def _stand_in(stand_in: StandIn | None) -> Row:
    captured_at = stand_in.captured_at if stand_in else None
    return {
        "stand_in_url": stand_in.url if stand_in else None,
        "stand_in_captured_at": moment(captured_at) if captured_at else None,
    }


def _source(batch: Batch, result: ReferenceResult) -> Row:
    return {
        "snapshot_id": add_snapshot(batch, result.snapshot) if result.snapshot else None,
        "document_id": add_document(batch, result.document) if result.document else None,
    }


def add_snapshot(batch: Batch, snapshot: Snapshot) -> str:
    """Add a snapshot; gives its id."""
    return batch.once(snapshot, lambda: batch.share("snapshots", snapshot_row(snapshot)))


def snapshot_row(snapshot: Snapshot) -> Row:
    """The row of a snapshot, without its id."""
    row = _named(snapshot, *PLAIN_SNAPSHOT_COLUMNS)
    hops, fetched_at = as_json(snapshot.hops), moment(snapshot.fetched_at)
    return row | {"hops": hops, "warc_offset": snapshot.offset, "fetched_at": fetched_at}


def add_document(batch: Batch, document: Document) -> str:
    """Add a document and its text; gives its id."""
    return batch.once(document, lambda: _add_document(batch, document))


def _add_document(batch: Batch, document: Document) -> str:
    row = {
        **_named(document, "url", "media_type", "language"),
        "text_sha256": batch.text(document.text),
        "zones": as_json([[zone.kind, zone.start, zone.end] for zone in document.zones]),
        "metadata": as_json(document.metadata),
        "pages": as_json(document.pages),
    }
    return batch.share("documents", row)


def _failure(failure: Failure | None) -> Row:
    values = columns_of(failure) if failure else dict.fromkeys(("stage", "reason", "detail", "retryable"))
    return {f"failure_{name}": value for name, value in values.items()}


def _place(position: Position | None) -> Row:
    return {
        "line_number": position.line if position else None,
        "column_number": position.column if position else None,
        "start_offset": position.start if position else None,
        "end_offset": position.end if position else None,
    }


def _claim(article_id: int, result: ClaimResult) -> Row:
    claim = result.claim
    return {
        "article_id": article_id,
        "label": claim.id,
        **_named(claim, "text", "kind"),
        **_named(result, "verdict", "score"),
        **_place(claim.position),
        "section": as_json(claim.section),
        "context_title": claim.context.title,
        "context_section": as_json(claim.context.section),
        "context_preceding": claim.context.preceding,
        "verdict_key": result.key or None,
    }


def _fact(claim_id: int, fact: FactResult) -> Row:
    row = _named(fact, "kind", "text", "verdict", "reason") | _value(fact.value)
    return row | {"claim_id": claim_id, "start_offset": fact.start, "end_offset": fact.end}


def _value(value: FactValue) -> Row:
    if isinstance(value, str):
        return {"value": value, "low": None, "high": None, "unit": None, "role": None}
    return {"value": None, **columns_of(value), "low": _amount(value.low), "high": _amount(value.high)}


def _amount(amount: float | None) -> float | None:
    """A number as a column of reals can hold it; what is too large is an open end."""
    try:
        return float(amount) if amount is not None and isfinite(amount) else None
    except OverflowError:
        return None


def _finding(finding: Finding) -> Row:
    return _named(finding, "rule", "level", "message", "fingerprint") | _place(finding.position)


def _evidence(evidence: Evidence) -> Row:
    row = _named(evidence, "quote", "match", "context", "detail")
    return row | {"start_offset": evidence.start, "end_offset": evidence.end}
