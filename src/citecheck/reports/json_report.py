"""A run → the JSON report, version 1: a public contract, described by ``data/report-1.schema.json``."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.resources import files
from math import isfinite
from typing import Any

from citecheck import __version__
from citecheck.model import (
    ArticleResult,
    Baseline,
    ClaimResult,
    ClaimVerdict,
    Evidence,
    FactResult,
    FactValue,
    Finding,
    Health,
    LeftOut,
    Position,
    ReferenceResult,
    RunResult,
    Snapshot,
    StandIn,
    outline_of,
)
from citecheck.reports.json_text import json_text
from citecheck.reports.totals import Totals

SCHEMA = "citecheck.report/1"

Json = dict[str, Any]


def report_schema() -> Json:
    """The JSON Schema (2020-12) that every report of this version follows."""
    text = files("citecheck.reports").joinpath("data/report-1.schema.json").read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


def render_json(run: RunResult) -> str:
    """A run as an indented JSON text that ends in a line break."""
    return json_text(to_report(run))


def to_report(run: RunResult) -> Json:
    """A run as the values of the JSON report, in the order of the model."""
    totals, articles = Totals.of(run), []
    for result in run.articles:
        totals.add(outline_of(result))
        articles.append(_article(result, run.baseline))
    return {
        "schema": SCHEMA,
        "tool": {"name": "citecheck", "version": __version__},
        "run": {
            "id": run.id,
            "started_at": _time(run.started_at),
            "finished_at": _time(run.finished_at),
            "offline": run.offline,
            "exit_code": run.exit_code,
        },
        "articles": articles,
        "summary": _summary(totals),
    }


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _article(result: ArticleResult, baseline: Baseline | None) -> Json:
    return {
        "path": result.article.path,
        "title": result.article.title,
        "language": result.article.language,
        "format": result.article.format,
        "references": [_reference(reference, baseline) for reference in result.references],
        "claims": [_claim(claim, baseline) for claim in result.claims],
        "left_out": [_left_out(claim) for claim in result.article.left_out],
    }


def _left_out(claim: LeftOut) -> Json:
    return {"id": claim.id, "text": claim.text, "reason": claim.reason, "position": _position(claim.position)}


def _reference(result: ReferenceResult, baseline: Baseline | None) -> Json:
    reference, snapshot, document = result.reference, result.snapshot, result.document
    stated_type = document.media_type if document else None
    return {
        "id": reference.id,
        "title": reference.title,
        "authors": [author.name for author in reference.authors],
        "site": reference.site,
        "date": reference.date,
        "access_date": reference.access_date,
        "language": reference.language,
        "url": reference.url,
        "archive_url": reference.archive_url,
        "cited": reference.cited,
        "health": result.health.value,
        "health_sign": result.diagnosis.sign,
        "final_url": snapshot.final_url if snapshot else None,
        "media_type": snapshot.media_type if snapshot else stated_type,
        "snapshot": _snapshot(snapshot) if snapshot else None,
        "stand_in": _stand_in(result.stand_in) if result.stand_in else None,
        "findings": _findings(result.findings, baseline),
    }


def _stand_in(stand_in: StandIn) -> Json:
    return {"url": stand_in.url, "captured_at": _time(stand_in.captured_at) if stand_in.captured_at else None}


def _snapshot(snapshot: Snapshot) -> Json:
    return {
        "warc": snapshot.warc,
        "offset": snapshot.offset,
        "record_id": snapshot.record_id,
        "sha256": snapshot.sha256,
        "fetched_at": _time(snapshot.fetched_at),
    }


def _claim(result: ClaimResult, baseline: Baseline | None) -> Json:
    claim = result.claim
    return {
        "id": claim.id,
        "text": claim.text,
        "section": " / ".join(claim.section) or None,
        "kind": claim.kind.value,
        "position": _position(claim.position),
        "citations": [{"reference": citation.reference, "direct": citation.direct} for citation in claim.citations],
        "verdict": result.verdict.value,
        "score": result.score,
        "facts": [_fact(fact) for fact in result.facts],
        "findings": _findings(result.findings, baseline),
    }


def _fact(fact: FactResult) -> Json:
    return {
        "kind": fact.kind.value,
        "text": fact.text,
        "value": _value(fact.value),
        "start": fact.start,
        "end": fact.end,
        "verdict": fact.verdict.value,
        "reason": fact.reason,
        "evidence": [_evidence(evidence) for evidence in fact.evidence],
    }


def _value(value: FactValue) -> str | Json:
    if isinstance(value, str):
        return value
    plain: Json = {"low": _number(value.low), "high": _number(value.high), "unit": value.unit}
    return plain | ({"role": value.role} if value.role is not None else {})


def _number(number: float | None) -> int | float | None:
    """Whole numbers without a decimal point; what overflowed to infinity is an open end."""
    if number is None or (isinstance(number, float) and not isfinite(number)):
        return None
    return int(number) if number == int(number) else number


def _findings(findings: Iterable[Finding], baseline: Baseline | None) -> list[Json]:
    return [
        {
            "rule": finding.rule.value,
            "level": finding.level.value,
            "message": finding.message,
            "position": _position(finding.position) if finding.position else None,
            "fingerprint": finding.fingerprint,
            "baseline": baseline.state(finding.fingerprint).value if baseline else None,
            "evidence": [_evidence(evidence) for evidence in finding.evidence],
        }
        for finding in findings
    ]


def _evidence(evidence: Evidence) -> Json:
    return {
        "reference": evidence.reference,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "match": evidence.match.value if evidence.match else None,
        "context": evidence.context,
        "detail": evidence.detail,
    }


def _position(position: Position) -> Json:
    return {"line": position.line, "column": position.column}


def _summary(totals: Totals) -> Json:
    funnel = totals.funnel
    return {
        "claims": {verdict.value: totals.claims[verdict] for verdict in ClaimVerdict},
        "references": {health.value: totals.references[health] for health in Health},
        "funnel": {
            "cited": funnel.cited,
            "with_url": funnel.with_url,
            "fetched": funnel.fetched,
            "readable": funnel.readable,
            "checked": funnel.checked,
        },
    }
