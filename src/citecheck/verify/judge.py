"""Fact × sources → a verdict with its evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from citecheck.facts.count import CountMention
from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.facts.quote import is_translated
from citecheck.model import Evidence, FactKind, FactResult, FactVerdict, Match
from citecheck.verify.anchor import Standing
from citecheck.verify.chance import needs_anchor
from citecheck.verify.contradiction import NAMED, contradicts
from citecheck.verify.passage import Place, fewest_places
from citecheck.verify.prepared import Obstacle
from citecheck.verify.reading import Reading
from citecheck.verify.slots import leftover, twin_place
from citecheck.verify.thresholds import thresholds
from citecheck.verify.unread import unread_words

_SHOWN = 3
"""How many pieces of evidence a fact carries at most."""


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A hit of a fact in a sentence of one source, and whether it decides (else it is only shown)."""

    fact: Mention
    reading: Reading
    hit: Hit
    sentence: int
    decides: bool
    near: bool
    evidence: float

    @property
    def place(self) -> Place:
        """The sentence it stands in."""
        return self.reading.reference, self.sentence


def judge_facts(
    facts: Sequence[Mention], readings: Sequence[Reading], obstacles: Sequence[Obstacle]
) -> tuple[FactResult, ...]:
    """Judge the facts of a claim against all the sources that the claim cites as a group.

    A fact is supported if any source has it; contradicted only if none has and one contradicts it; not found only
    if every source could be read in full.
    """
    seen = [[each for reading in readings for each in _sightings(index, facts, reading)] for index in range(len(facts))]
    supporting = [_not_outdone(filter(_supports, sightings), sightings) for sightings in seen]
    passage = fewest_places([{each.place: each.evidence * each.hit.strength for each in some} for some in supporting])
    return tuple(
        _result(fact, FactVerdict.SUPPORTED, _in_passage(some, passage))
        if some
        else _unsupported(fact, sightings, readings, obstacles)
        for fact, sightings, some in zip(facts, seen, supporting, strict=True)
    )


def _supports(sighting: _Sighting) -> bool:
    return sighting.hit.relation is Relation.SAME and sighting.decides


def _not_outdone(some: Iterable[_Sighting], sightings: Sequence[_Sighting]) -> list[_Sighting]:
    """Those of some sightings that no other outdoes."""
    outdoing = [
        each
        for each in sightings
        if each.hit.relation is Relation.DIFFERENT and each.decides and each.evidence >= thresholds().outdoing
    ]
    return [each for each in some if not (outdoing and _is_outdone(each, outdoing))]


def _is_outdone(sighting: _Sighting, outdoing: Sequence[_Sighting]) -> bool:
    """Whether another value stands where much more of the claim agrees, so that this one is of something else.

    A date as written is not: a passage has its date from wherever in the text the date is given. Nor is a count that
    names what it counts, right beside that place: a story goes on from one truck to three.
    """
    if sighting.fact.kind is FactKind.DATE and sighting.hit.match is not Match.INFERRED:
        return False
    own = sighting.sentence
    beside = sighting.reading.source.around(own) if _names_its_own(sighting) else (own,)
    return any(
        each.reading is sighting.reading
        and each.sentence not in beside
        and sighting.evidence < thresholds().outdone * each.evidence
        for each in outdoing
    )


def _names_its_own(sighting: _Sighting) -> bool:
    return sighting.hit.strength >= thresholds().named


def _in_passage(supporting: Sequence[_Sighting], passage: Sequence[Place]) -> list[_Sighting]:
    """The best sighting in each source, of those in the passage where there are such: a reader wants no more."""
    best: dict[str, _Sighting] = {}
    for each in sorted(supporting, key=lambda each: (each.place not in passage, *_rank(each))):
        best.setdefault(each.reading.reference, each)
    return list(best.values())


def _unsupported(
    fact: Mention, sightings: Sequence[_Sighting], readings: Sequence[Reading], obstacles: Sequence[Obstacle]
) -> FactResult:
    different = [each for each in sightings if each.hit.relation is Relation.DIFFERENT and each.decides]
    if different and not _is_said(sightings, max(each.evidence for each in different)):
        return _result(fact, FactVerdict.CONTRADICTED, different, min(different, key=_rank).hit.detail)
    return _absent(fact, sightings, readings, obstacles)


def _is_said(sightings: Sequence[_Sighting], evidence: float) -> bool:
    """Whether a fact is said, or its very value of something else, where others of so much evidence do not count."""
    if any(_is_nuance(each, evidence) for each in sightings):
        return True
    same = (each for each in sightings if each.hit.relation is Relation.SAME)
    return any(each.near or _stands(each) for each in _not_outdone(same, sightings))


def _is_nuance(sighting: _Sighting, evidence: float) -> bool:
    """Whether the very value is said of something else where as much of the claim agrees: no other contradicts it."""
    nuance = sighting.hit.relation is Relation.NUANCE and sighting.hit.strength > thresholds().named
    return nuance and sighting.evidence >= evidence


def _stands(sighting: _Sighting) -> bool:
    """Whether the source's own text has the fact, with what it counts, be it elsewhere: then nothing contradicts it."""
    return sighting.hit.strength >= thresholds().named and sighting.reading.source.counts_fully(sighting.hit.start)


def _sightings(index: int, facts: Sequence[Mention], reading: Reading) -> Iterator[_Sighting]:
    standing = reading.anchor.standing(index)
    found = [_sighting(index, facts, hit, reading, standing) for hit in reading.hits[index]]
    twin = twin_place(index, facts, reading, standing)
    if twin is not None:
        yield from (each for each in found if each.hit.relation is not Relation.SAME)
        yield replace(_sighting(index, facts, twin, reading, standing), decides=reading.source.counts_fully(twin.start))
        return
    yield from found
    if not any(_settles(each, standing) for each in found):
        for hit in leftover(index, facts, reading, standing):
            yield _sighting(index, facts, hit, reading, standing)


def _settles(sighting: _Sighting, standing: Standing) -> bool:
    """Whether a sighting leaves no question of what stands in the place of the claimed value."""
    match sighting.hit.relation:
        case Relation.SAME:
            return sighting.evidence >= thresholds().outdone * standing.best
        case Relation.NUANCE:  # the very value, said of something else
            return sighting.hit.strength > thresholds().named and _is_close(sighting.sentence, standing)
        case Relation.DIFFERENT:
            return sighting.decides


def _sighting(index: int, facts: Sequence[Mention], hit: Hit, reading: Reading, standing: Standing) -> _Sighting:
    sentence = reading.source.sentence_at(hit.start)
    near = _is_near(hit, sentence, reading, standing)
    match hit.relation:
        case Relation.DIFFERENT:
            decides = contradicts(index, facts, hit, reading, standing)
        case Relation.SAME:
            decides = near or not (needs_anchor(facts[index]) or _is_guessed(hit))
        case Relation.NUANCE:
            decides = True  # it supports nothing; a person should know of it wherever the source says it
    decides = decides and reading.source.counts_fully(hit.start)
    return _Sighting(facts[index], reading, hit, sentence, decides, near, standing.evidence(sentence))


def _is_guessed(hit: Hit) -> bool:
    """Whether the source says less than the claim ("October 6", without a year), so that the place must tell."""
    return hit.match is Match.INFERRED and hit.strength < thresholds().sure


def _is_close(sentence: int, standing: Standing) -> bool:
    """Whether a sentence is of those that agree best with the claim."""
    return standing.evidence(sentence) >= max(thresholds().least, standing.best * thresholds().near_best)


def _is_near(hit: Hit, sentence: int, reading: Reading, standing: Standing) -> bool:
    """Whether a hit lies where the source tells of the claim; one that names what it counts, in the same paragraph."""
    if hit.strength < thresholds().named:
        return _is_close(sentence, standing)
    if standing.evidence(sentence) >= max(thresholds().least, standing.best * thresholds().near_best_named):
        return True
    return any(_is_close(each, standing) for each in reading.source.paragraph_of(sentence))


def _absent(
    fact: Mention, sightings: Sequence[_Sighting], readings: Sequence[Reading], obstacles: Sequence[Obstacle]
) -> FactResult:
    reasons = [obstacle.reason for obstacle in obstacles]
    reasons += ["only a part of the source could be read" for reading in readings if reading.source.partial]
    if reasons or not readings:
        return _result(fact, FactVerdict.UNCHECKABLE, [], "; ".join(dict.fromkeys(reasons)))
    if all(is_translated(fact, reading.source.source) for reading in readings):
        originals = [each for each in sightings if each.near]
        return _result(fact, FactVerdict.UNCHECKABLE, originals, "a translated quotation cannot stand there verbatim")
    nuanced = [each for each in sightings if each.hit.relation is Relation.NUANCE and each.decides]
    if nuanced:
        why = [min(nuanced, key=_rank).hit.detail, _unread_words(fact, readings)]
        return _result(fact, FactVerdict.NOT_FOUND, nuanced, "; ".join(filter(None, why)))
    aside = [each for each in sightings if each.hit.relation is Relation.SAME and _is_telling(fact, each.hit)]
    why = [_why_aside(aside), _unread_words(fact, readings)]
    return _result(fact, FactVerdict.NOT_FOUND, aside, "; ".join(filter(None, why)))


def _unread_words(fact: Mention, readings: Sequence[Reading]) -> str:
    """Why a fact of numbers or words may be missed in a language without tables; empty where all are known."""
    if fact.kind in NAMED:
        return ""
    own = {fact.language} if isinstance(fact, CountMention) else set()
    return unread_words({reading.source.language for reading in readings} | own)


def _is_telling(fact: Mention, hit: Hit) -> bool:
    """Whether a place that does not decide is worth showing: a bare small number stands everywhere."""
    return hit.strength >= thresholds().named or not needs_anchor(fact)


def _why_aside(aside: Sequence[_Sighting]) -> str:
    if not aside:
        return ""
    if any(each.reading.source.counts_fully(each.hit.start) for each in aside):
        return "it stands in the source, but not where the source tells of this"
    return "it stands only outside the page's own text"


def _rank(sighting: _Sighting) -> tuple[bool, float, float]:
    """Best first: what decides, then what stands where more of the claim agrees, then the surer comparison."""
    return not sighting.decides, -sighting.evidence * sighting.hit.strength, -sighting.hit.strength


def _result(fact: Mention, verdict: FactVerdict, sightings: Sequence[_Sighting], reason: str = "") -> FactResult:
    best = sorted(sightings, key=_rank)[:_SHOWN]
    evidence = tuple(_evidence(each) for each in best)
    return FactResult(fact.kind, fact.text, fact.value, fact.start, fact.end, verdict, evidence, reason)


def _evidence(sighting: _Sighting) -> Evidence:
    hit, source = sighting.hit, sighting.reading.source
    page = source.document.page_at(hit.start)
    return Evidence(
        reference=sighting.reading.reference,
        quote=source.document.text[hit.start : hit.end],
        start=hit.start,
        end=hit.end,
        match=hit.match,
        context=source.texts(sighting.sentence, sighting.sentence + 1)[0],
        detail="; ".join(filter(None, (hit.detail, f"page {page}" if page else ""))),
    )
