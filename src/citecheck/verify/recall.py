"""A claim and its sources → a digest of all that its verdict depends on; and a verdict found by it, as a result."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import fields

from citecheck.model import Claim, ClaimResult, Judged
from citecheck.verify.claim_findings import claim_finding
from citecheck.verify.prepared import UNDEFINED, UNKNOWN_LANGUAGE, Obstacle, PreparedSource

_WHERE = ("id", "position")
"""What says where a claim stands and not what it says."""


def claim_key(
    claim: Claim,
    sources: Mapping[str, PreparedSource | Obstacle],
    *,
    language: str | None,
    aliases: Sequence[tuple[str, ...]] = (),
    before: str = "",
    code: str,
) -> str:
    """A digest of everything that :func:`citecheck.verify.judge_claim` goes by.

    Args:
        claim: as there, and so are ``sources``, ``language``, ``aliases`` and ``before``.
        sources: as there.
        language: as there.
        aliases: as there.
        before: as there.
        code: stands for the code, its data, its libraries, and whether it has a sentence encoder.
    """
    told = tuple(getattr(claim, each.name) for each in fields(claim) if each.name not in _WHERE)
    cited = [(each.reference, _told(sources.get(each.reference))) for each in claim.citations]
    return _digest(repr((code, told, cited, language, tuple(aliases), before)))


def renewed(
    claim: Claim, judged: Judged, sources: Mapping[str, PreparedSource | Obstacle], *, language: str | None
) -> ClaimResult:
    """The result that judging a claim would have, where its verdict is known from before."""
    cited = {each.reference: sources.get(each.reference, UNDEFINED) for each in claim.citations}
    finding = claim_finding(claim, judged.verdict, judged.facts, cited, language or UNKNOWN_LANGUAGE)
    return ClaimResult(claim, judged.verdict, judged.score, judged.facts, (finding,) if finding else ())


def _told(source: PreparedSource | Obstacle | None) -> object:
    return source.digest if isinstance(source, PreparedSource) else source


def _digest(told: str) -> str:
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
