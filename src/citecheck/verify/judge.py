"""Fact × sources → a verdict with its evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.model import Evidence, FactKind, FactResult, FactVerdict, Match
from citecheck.verify.anchor import Standing
from citecheck.verify.chance import needs_anchor
from citecheck.verify.prepared import Obstacle
from citecheck.verify.reading import Reading
from citecheck.verify.slots import leftover

_SHOWN = 3
"""How many pieces of evidence a fact carries at most."""
_LEAST = 1.5
"""Nats: a sentence in which less agrees is not anchored at all."""
_NEAR_BEST = 0.6
"""A sentence belongs to the anchored passage from this share of the best sentence's evidence."""
_NAMED = 0.7
"""The strength from which a hit agrees in what is counted, too; such a one may stand further from the best sentence."""
_NEAR_BEST_NAMED = 0.35
_SURE = 0.75
"""The strength from which an inferred value counts wherever it stands."""
_STRONG = 3.0
"""Nats: what a contradiction asks of its sentence."""

_PARALLEL = 0.4
"""The share of the claim that a contradiction asks of its sentence."""


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A hit in one source, and whether it decides (else it is only shown)."""

    reading: Reading
    hit: Hit
    decides: bool
    near: bool
    evidence: float


def judge_fact(
    index: int, facts: Sequence[Mention], readings: Sequence[Reading], obstacles: Sequence[Obstacle]
) -> FactResult:
    """Judge the fact at ``index`` of a claim against all the sources that the claim cites as a group.

    It is supported if any source has it; contradicted only if none has and one contradicts it; not found only
    if every source could be read in full.
    """
    fact = facts[index]
    sightings = [each for reading in readings for each in _sightings(index, facts, reading)]
    same = [each for each in sightings if each.hit.relation is Relation.SAME]
    supporting = [each for each in same if each.decides]
    if supporting:
        return _result(fact, FactVerdict.SUPPORTED, supporting)
    different = [each for each in sightings if each.hit.relation is Relation.DIFFERENT and each.decides]
    if different and not any(each.near or _stands(each) for each in same):
        return _result(fact, FactVerdict.CONTRADICTED, different, min(different, key=_rank).hit.detail)
    return _absent(fact, sightings, readings, obstacles)


def _stands(sighting: _Sighting) -> bool:
    """Whether the source's own text has the fact, with what it counts, be it elsewhere: then nothing contradicts it."""
    return sighting.hit.strength >= _NAMED and sighting.reading.source.counts_fully(sighting.hit.start)


def _sightings(index: int, facts: Sequence[Mention], reading: Reading) -> Iterator[_Sighting]:
    standing = reading.anchor.standing(index)
    hits = list(reading.hits[index])
    if not any(hit.relation is not Relation.NUANCE and _is_close(hit, reading, standing) for hit in hits):
        hits += leftover(index, facts, reading, standing)
    for hit in hits:
        near = _is_near(hit, reading, standing)
        match hit.relation:
            case Relation.DIFFERENT:
                places = _telling(facts[index], hit, reading)
                parallel = any(_is_parallel(place, standing) for place in places)
                decides = parallel and _is_in_its_place(index, facts, hit, reading)
            case Relation.SAME:
                decides = near or not (needs_anchor(facts[index]) or _is_guessed(hit))
            case Relation.NUANCE:
                decides = True  # it supports nothing; a person should know of it wherever the source says it
        evidence = standing.evidence(reading.source.sentence_at(hit.start))
        yield _Sighting(reading, hit, decides and reading.source.counts_fully(hit.start), near, evidence)


def _is_guessed(hit: Hit) -> bool:
    """Whether the source says less than the claim ("October 6", without a year), so that the place must tell."""
    return hit.match is Match.INFERRED and hit.strength < _SURE


def _is_close(hit: Hit, reading: Reading, standing: Standing) -> bool:
    """Whether a hit lies in the sentences that agree best with the claim."""
    return standing.evidence(reading.source.sentence_at(hit.start)) >= max(_LEAST, standing.best * _NEAR_BEST)


def _telling(fact: Mention, hit: Hit, reading: Reading) -> Sequence[int]:
    """The sentences that may say what a hit is about: its own; of casualties, those beside it in its paragraph too."""
    sentence = reading.source.sentence_at(hit.start)
    if fact.kind is not FactKind.CASUALTY:
        return (sentence,)
    paragraph = reading.source.paragraph_of(sentence)
    return range(max(sentence - 1, paragraph.start), min(sentence + 2, paragraph.stop))


def _is_parallel(sentence: int, standing: Standing) -> bool:
    """Whether a sentence says what the claim says, so that another value in it contradicts."""
    if standing.evidence(sentence) < max(_STRONG, standing.best * _NEAR_BEST):
        return False
    return standing.share(sentence) >= _PARALLEL


def _is_in_its_place(index: int, facts: Sequence[Mention], hit: Hit, reading: Reading) -> bool:
    """Whether the sentence has one such value too many, and lacks one such fact of the claim: this one.

    A value that another fact of the claim accounts for ("from 1997 to 2003"), or one of several, is in nobody's place.
    """
    sentence = reading.source.sentence_at(hit.start)
    others = [
        other
        for other in reading.hits[index]
        if other.relation is Relation.DIFFERENT and reading.source.sentence_at(other.start) == sentence
    ]
    free = [other for other in others if not reading.accounts_for(other.start, other.end, without=index)]
    rivals = [number for number, fact in enumerate(facts) if fact.kind is facts[index].kind]
    return reading.is_only_one_lacking(index, rivals, facts, sentence) and (free == [hit] or not others)


def _is_near(hit: Hit, reading: Reading, standing: Standing) -> bool:
    """Whether a hit lies where the source tells of the claim; one that names what it counts, in the same paragraph."""
    if hit.strength < _NAMED:
        return _is_close(hit, reading, standing)
    sentence = reading.source.sentence_at(hit.start)
    if standing.evidence(sentence) >= max(_LEAST, standing.best * _NEAR_BEST_NAMED):
        return True
    needed = max(_LEAST, standing.best * _NEAR_BEST)
    return any(standing.evidence(each) >= needed for each in reading.source.paragraph_of(sentence))


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
