"""A claim judged against two versions of a source → what one version has and the other lacks, as findings."""

from collections.abc import Sequence
from datetime import datetime

from citecheck.model import (
    ArchiveCopy,
    ClaimResult,
    Diagnosis,
    FactResult,
    FactVerdict,
    Finding,
    Reference,
    Rule,
)
from citecheck.verify.fingerprints import fingerprint
from citecheck.verify.reference_rules.finding import finding

_LONGEST_QUOTE = 240
_FACTS_NAMED = 3


def losses(having: ClaimResult, lacking: ClaimResult, reference: str) -> list[tuple[FactResult, FactResult]]:
    """The facts that a reference's one version supports and nothing supports with the other, each as judged by both."""
    pairs = zip(having.facts, lacking.facts, strict=True)
    return [
        (had, lacks)
        for had, lacks in pairs
        if had.verdict is FactVerdict.SUPPORTED
        and any(evidence.reference == reference for evidence in had.evidence)
        and lacks.verdict in (FactVerdict.NOT_FOUND, FactVerdict.CONTRADICTED)
    ]


def drift(now: ClaimResult, then: ClaimResult, reference: Reference, captured_at: datetime | None) -> Finding | None:
    """The finding at a claim for the facts that an earlier version of a source supported and the present one does not.

    Args:
        now: the claim against the source as it is.
        then: the claim against the earlier version, all else the same.
        reference: whose source it is.
        captured_at: when the earlier version was captured, if known.
    """
    gone = losses(then, now, reference.id)
    if not gone:
        return None
    when = f" on {captured_at.date().isoformat()}" if captured_at else " in its archive copy"
    told = [f"{had.text}: reference {reference.id} had {_quoted(had, reference.id)}{when}" for had, _ in gone]
    return Finding(
        rule=Rule.SOURCE_DRIFT,
        level=Rule.SOURCE_DRIFT.level,
        message="; ".join(told) + ". It is gone from the source now.",
        position=now.claim.position,
        fingerprint=fingerprint(Rule.SOURCE_DRIFT, now.claim.text, *(had.text for had, _ in gone)),
        evidence=tuple(evidence for _, lacks in gone for evidence in lacks.evidence),
    )


def copy_lacks(reference: Reference, copy: ArchiveCopy, lacking: Sequence[FactResult]) -> Finding | None:
    """The finding at a reference whose archive copy lacks facts that the live page has."""
    if not lacking:
        return None
    named = ", ".join(f"“{fact.text}”" for fact in lacking[:_FACTS_NAMED])
    more = f" and {len(lacking) - _FACTS_NAMED} more" if len(lacking) > _FACTS_NAMED else ""
    message = f"The archive copy {copy.memento_url} lacks what the live page has: {named}{more}."
    return finding(Rule.ARCHIVE_COPY_UNUSABLE, reference, message)


def copy_unusable(reference: Reference, copy: ArchiveCopy, diagnosis: Diagnosis) -> Finding:
    """The finding at a reference whose archive copy is none of the cited page."""
    message = f"The archive copy {copy.memento_url} does not show the cited page. {diagnosis.sign}"
    return finding(Rule.ARCHIVE_COPY_UNUSABLE, reference, message)


def _quoted(fact: FactResult, reference: str) -> str:
    evidence = next(each for each in fact.evidence if each.reference == reference)
    text = evidence.context if evidence.quote in evidence.context else evidence.quote
    return f"« {' '.join((text if len(text) <= _LONGEST_QUOTE else evidence.quote).split())} »"
