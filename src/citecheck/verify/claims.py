"""Claim × sources → a verdict for every fact, one for the claim, a score and its finding."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from citecheck.facts import KINDS, find_facts
from citecheck.facts.interface import Mention, Setting
from citecheck.model import Claim, ClaimResult, ClaimVerdict, FactResult, FactVerdict
from citecheck.verify.anchor import anchor
from citecheck.verify.claim_findings import claim_finding
from citecheck.verify.judge import judge_facts
from citecheck.verify.meaning import Encoder
from citecheck.verify.nearness import nearness
from citecheck.verify.prepared import UNDEFINED, UNKNOWN_LANGUAGE, Obstacle, PreparedSource
from citecheck.verify.reading import Reading
from citecheck.verify.score import score
from citecheck.verify.translations import told_meanings
from citecheck.verify.words import Word, content_words

_KINDS = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim as the sources are searched for it."""

    text: str
    language: str
    words: Sequence[Word]
    meanings: Mapping[str, frozenset[int]]
    """What its words may mean, where a source is in another language."""


def judge_claim(
    claim: Claim,
    sources: Mapping[str, PreparedSource | Obstacle],
    *,
    language: str | None,
    aliases: Sequence[tuple[str, ...]] = (),
    before: str = "",
    encoder: Encoder | None = None,
) -> ClaimResult:
    """Judge a claim against all that it cites.

    Args:
        claim: the claim with its citations.
        sources: for each reference that can be cited, its source or why it could not be read.
        language: the claim's primary language subtag, if known.
        aliases: groups of names for one thing.
        before: what the article says before the claim, from which years are inherited.
        encoder: a multilingual sentence encoder that helps to find the passage.

    Returns:
        The claim with a verdict for each fact it states, one for itself, a score in 0..1 and its finding, if any.
    """
    cited = {citation.reference: sources.get(citation.reference, UNDEFINED) for citation in claim.citations}
    readable = [source for source in cited.values() if isinstance(source, PreparedSource)]
    told = _told(claim.text, language or UNKNOWN_LANGUAGE, readable)
    facts = _sought(find_facts(claim.text, _setting(claim, before, language, aliases)), readable)
    readings = [
        _read(reference, source, facts, told, encoder)
        for reference, source in cited.items()
        if isinstance(source, PreparedSource)
    ]
    obstacles = [source for source in cited.values() if isinstance(source, Obstacle)]
    results = judge_facts(facts, readings, obstacles)
    verdict = claim_verdict(claim, results, readable=bool(readings))
    finding = claim_finding(claim, verdict, results, cited, told.language)
    value = score(told.words, facts, results, readings)
    return ClaimResult(claim, verdict, value, results, (finding,) if finding else ())


def claim_verdict(claim: Claim, facts: Iterable[FactResult], *, readable: bool) -> ClaimVerdict:
    """What the verdicts of a claim's facts come to, where a source could be read or none."""
    verdicts = {fact.verdict for fact in facts}
    if not claim.citations:
        return ClaimVerdict.UNCITED
    if FactVerdict.CONTRADICTED in verdicts:
        return ClaimVerdict.CONTRADICTED
    if not readable or not verdicts or verdicts == {FactVerdict.UNCHECKABLE}:
        return ClaimVerdict.UNCHECKABLE
    if verdicts == {FactVerdict.SUPPORTED}:
        return ClaimVerdict.SUPPORTED
    if FactVerdict.SUPPORTED in verdicts:
        return ClaimVerdict.PARTIAL
    return ClaimVerdict.NOT_FOUND if FactVerdict.NOT_FOUND in verdicts else ClaimVerdict.UNCHECKABLE


def _told(text: str, language: str, sources: Sequence[PreparedSource]) -> _Told:
    foreign = any(source.language != language for source in sources)
    return _Told(text, language, content_words(text, language), told_meanings(text, language) if foreign else {})


def _sought(facts: Sequence[Mention], sources: Sequence[PreparedSource]) -> Sequence[Mention]:
    """The facts that one of the sources could state in words that are known, if any could be read."""
    if not sources:
        return facts
    languages = {source.language for source in sources}
    return [fact for fact in facts if any(map(_KINDS[fact.kind].is_sought_in, languages))]


def _setting(claim: Claim, before: str, language: str | None, aliases: Sequence[tuple[str, ...]]) -> Setting:
    context = claim.context
    told = (context.title or "", before, *context.section, context.preceding)
    return Setting(
        language=language or UNKNOWN_LANGUAGE,
        preceding="\n".join(part for part in told if part),
        aliases=tuple(aliases),
    )


def _read(
    reference: str, source: PreparedSource, facts: Sequence[Mention], told: _Told, encoder: Encoder | None
) -> Reading:
    hits = tuple(tuple(_KINDS[fact.kind].seek(fact, source.source)) for fact in facts)
    foreign = told.language != source.language
    measure = partial(nearness, told.text, told.language, encoder=encoder) if encoder is not None else None
    meanings = told.meanings if foreign else {}
    found = anchor(told.words, hits, source, foreign=foreign, meanings=meanings, measure=measure)
    return Reading(reference, source, hits, found, foreign)
