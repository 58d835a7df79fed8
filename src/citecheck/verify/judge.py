"""Fact × sources → a verdict with its evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.model import Evidence, FactResult, FactVerdict
from citecheck.verify.anchor import Anchor
from citecheck.verify.chance import needs_anchor
from citecheck.verify.prepared import Obstacle, PreparedSource

_SHOWN = 3
"""How many pieces of evidence a fact carries at most."""
_LEAST = 1.5
"""Nats: a sentence in which less agrees is not anchored at all."""
_NEAR_BEST = 0.6
"""A sentence belongs to the anchored passage from this share of the best sentence's evidence."""
_NAMED = 0.7
"""The strength from which a hit agrees in what is counted, too; such a one may stand further from the best sentence."""
_NEAR_BEST_NAMED = 0.35
_STRONG = 3.0
"""Nats: what a contradiction asks of its sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A source that was read for a claim: what bears on each of the claim's facts, and where the claim is told."""

    reference: str
    source: PreparedSource
    hits: tuple[tuple[Hit, ...], ...]
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A hit in one source, and whether it decides (else it is only shown)."""

    reading: Reading
    hit: Hit
    decides: bool
    near: bool
    evidence: float


def judge_fact(index: int, fact: Mention, readings: Sequence[Reading], obstacles: Sequence[Obstacle]) -> FactResult:
    """Judge the fact at ``index`` of a claim against all the sources that the claim cites as a group.

    It is supported if any source has it; contradicted only if none has and one contradicts it; not found only
    if every source could be read in full.
    """
    sightings = [each for reading in readings for each in _sightings(index, fact, reading)]
    same = [each for each in sightings if each.hit.relation is Relation.SAME]
    supporting = [each for each in same if each.decides]
    if supporting:
        return _result(fact, FactVerdict.SUPPORTED, supporting)
    different = [each for each in sightings if each.hit.relation is Relation.DIFFERENT and each.decides]
    if different and not any(each.near for each in same):
        return _result(fact, FactVerdict.CONTRADICTED, different, min(different, key=_rank).hit.detail)
    return _absent(fact, sightings, readings, obstacles)


def _sightings(index: int, fact: Mention, reading: Reading) -> Iterator[_Sighting]:
    hits = reading.hits[index]
    best = reading.anchor.best(index) if hits else 0.0
    for hit in hits:
        evidence = reading.anchor.evidence(reading.source.sentence_at(hit.start), index)
        near = _is_near(index, reading, hit, best)
        match hit.relation:
            case Relation.DIFFERENT:
                decides = evidence >= max(_STRONG, best * _NEAR_BEST)
            case Relation.SAME:
                decides = near or not needs_anchor(fact)
            case Relation.NUANCE:
                decides = True  # it supports nothing; a person should know of it wherever the source says it
        yield _Sighting(reading, hit, decides and reading.source.counts_fully(hit.start), near, evidence)


def _is_near(index: int, reading: Reading, hit: Hit, best: float) -> bool:
    """Whether a hit lies where the source tells of the claim; one that names what it counts, in the same paragraph."""
    sentence = reading.source.sentence_at(hit.start)
    evidence = reading.anchor.evidence(sentence, index)
    if hit.strength < _NAMED:
        return evidence >= max(_LEAST, best * _NEAR_BEST)
    if evidence >= max(_LEAST, best * _NEAR_BEST_NAMED):
        return True
    around = reading.source.paragraph_of(sentence)
    return any(reading.anchor.evidence(each, index) >= max(_LEAST, best * _NEAR_BEST) for each in around)


def _absent(
    fact: Mention, sightings: Sequence[_Sighting], readings: Sequence[Reading], obstacles: Sequence[Obstacle]
) -> FactResult:
    reasons = [obstacle.reason for obstacle in obstacles]
    reasons += ["only a part of the source could be read" for reading in readings if reading.source.partial]
    if reasons or not readings:
        return _result(fact, FactVerdict.UNCHECKABLE, [], "; ".join(dict.fromkeys(reasons)))
    nuanced = [each for each in sightings if each.hit.relation is Relation.NUANCE and each.decides]
    if nuanced:
        return _result(fact, FactVerdict.NOT_FOUND, nuanced, min(nuanced, key=_rank).hit.detail)
    aside = [each for each in sightings if each.hit.relation is Relation.SAME and _is_telling(fact, each.hit)]
    return _result(fact, FactVerdict.NOT_FOUND, aside, _why_aside(aside))


def _is_telling(fact: Mention, hit: Hit) -> bool:
    """Whether a place that does not decide is worth showing: a bare small number stands everywhere."""
    return hit.strength >= _NAMED or not needs_anchor(fact)


def _why_aside(aside: Sequence[_Sighting]) -> str:
    if not aside:
        return ""
    if any(each.reading.source.counts_fully(each.hit.start) for each in aside):
        return "it stands in the source, but not where the source tells of this"
    return "it stands only outside the page's own text"


def _rank(sighting: _Sighting) -> tuple[bool, float, float]:
    """Best first: what decides, then the surer comparison, then the better anchored."""
    return not sighting.decides, -sighting.hit.strength, -sighting.evidence


def _result(fact: Mention, verdict: FactVerdict, sightings: Sequence[_Sighting], reason: str = "") -> FactResult:
    best = sorted(sightings, key=_rank)[:_SHOWN]
    evidence = tuple(_evidence(each) for each in best)
    return FactResult(fact.kind, fact.text, fact.value, fact.start, fact.end, verdict, evidence, reason)


def _evidence(sighting: _Sighting) -> Evidence:
    hit, source = sighting.hit, sighting.reading.source
    return Evidence(
        reference=sighting.reading.reference,
        quote=source.document.text[hit.start : hit.end],
        start=hit.start,
        end=hit.end,
        match=hit.match,
        context=source.texts[source.sentence_at(hit.start)],
        detail=hit.detail,
    )
