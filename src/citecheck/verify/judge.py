"""Fact × sources → a verdict with its evidence."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.model import Evidence, FactResult, FactVerdict
from citecheck.verify.anchor import Anchor
from citecheck.verify.chance import needs_anchor
from citecheck.verify.prepared import Obstacle, PreparedSource

Seeker = Callable[[Mention, PreparedSource], Iterable[Hit]]

_SHOWN = 3
"""How many pieces of evidence a fact carries at most."""
_NEAR_BEST = 0.6
"""A sentence belongs to the anchored passage from this share of the best sentence's score."""
_ANCHORED = 0.15
"""No sentence below this score is anchored at all."""
_STRONG = 0.3
_STRONG_WORDS = 2
"""What a contradiction asks of its sentence: this score, and so many of the claim's rare words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A source that was read for a claim, and where in it the claim seems to be told."""

    reference: str
    source: PreparedSource
    anchor: Anchor

    def is_anchored(self, offset: int) -> bool:
        """Whether the sentence at an offset belongs to the passage that tells of the claim."""
        score = self.anchor.scores.get(self.source.sentence_at(offset), 0.0)
        return score >= max(_ANCHORED, _NEAR_BEST * self.anchor.best)

    def is_strongly_anchored(self, offset: int) -> bool:
        """Whether that sentence agrees with the claim so far that another value in it contradicts."""
        sentence = self.source.sentence_at(offset)
        score = self.anchor.scores.get(sentence, 0.0)
        return (
            score >= max(_STRONG, _NEAR_BEST * self.anchor.best) and self.anchor.rare.get(sentence, 0) >= _STRONG_WORDS
        )


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A hit in one source, and whether it decides (else it is only shown)."""

    reading: Reading
    hit: Hit
    decides: bool


def judge_fact(fact: Mention, readings: Sequence[Reading], obstacles: Sequence[Obstacle], seek: Seeker) -> FactResult:
    """Judge one fact against all the sources that its claim cites as a group.

    It is supported if any source has it; contradicted only if none has and one contradicts it; not found only
    if every source could be read in full.
    """
    sightings = [_sighting(fact, reading, hit) for reading in readings for hit in seek(fact, reading.source)]
    same = [each for each in sightings if each.hit.relation is Relation.SAME]
    supporting = [each for each in same if each.decides]
    if supporting:
        return _result(fact, FactVerdict.SUPPORTED, supporting)
    different = [each for each in sightings if each.hit.relation is Relation.DIFFERENT and each.decides]
    if different and not any(_is_near(each) for each in same):
        return _result(fact, FactVerdict.CONTRADICTED, different, different[0].hit.detail)
    return _absent(fact, sightings, readings, obstacles)


def _sighting(fact: Mention, reading: Reading, hit: Hit) -> _Sighting:
    counts = reading.source.counts_fully(hit.start)
    match hit.relation:
        case Relation.DIFFERENT:
            decides = counts and reading.is_strongly_anchored(hit.start)
        case Relation.SAME | Relation.NUANCE:
            decides = counts and (not needs_anchor(fact) or reading.is_anchored(hit.start))
    return _Sighting(reading, hit, decides)


def _is_near(sighting: _Sighting) -> bool:
    return sighting.reading.is_anchored(sighting.hit.start)


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
    aside = [each for each in sightings if each.hit.relation is Relation.SAME]
    return _result(fact, FactVerdict.NOT_FOUND, aside, _why_aside(aside))


def _why_aside(aside: Sequence[_Sighting]) -> str:
    if not aside:
        return ""
    if any(each.reading.source.counts_fully(each.hit.start) for each in aside):
        return "it stands in the source, but not where the source tells of this"
    return "it stands only outside the page's own text"


def _rank(sighting: _Sighting) -> tuple[bool, float, float]:
    """Best first: what decides, then the surer comparison, then the better anchored."""
    hit, reading = sighting.hit, sighting.reading
    return not sighting.decides, -hit.strength, -reading.anchor.scores.get(reading.source.sentence_at(hit.start), 0.0)


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
