"""Provisional."""

from collections.abc import Sequence

from citecheck.facts.interface import Mention
from citecheck.model import FactResult, FactVerdict
from citecheck.verify.chance import weight
from citecheck.verify.judge import Reading


def score(claim: str, facts: Sequence[Mention], results: Sequence[FactResult], readings: Sequence[Reading]) -> float:
    """How well the claim is supported, 0..1."""
    best = min(max(max(reading.anchor.words.values(), default=0.0) for reading in readings) / 20, 1)
    total = sum(map(weight, facts))
    found = sum(weight(f) for f, r in zip(facts, results, strict=True) if r.verdict is FactVerdict.SUPPORTED)
    return (best + found / total) / 2 if total else best
