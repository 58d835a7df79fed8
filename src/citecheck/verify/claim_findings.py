"""A claim's verdict → the finding that a person reads."""

from collections.abc import Mapping, Sequence
from itertools import chain

from citecheck.model import (
    Claim,
    ClaimVerdict,
    Count,
    Evidence,
    FactResult,
    FactValue,
    FactVerdict,
    Finding,
    Level,
    Rule,
)
from citecheck.verify.fingerprints import fingerprint
from citecheck.verify.prepared import Obstacle, PreparedSource
from citecheck.verify.unread import unread_words

_RULES = {
    ClaimVerdict.CONTRADICTED: Rule.CLAIM_CONTRADICTED,
    ClaimVerdict.PARTIAL: Rule.CLAIM_PARTIAL,
    ClaimVerdict.NOT_FOUND: Rule.CLAIM_NOT_FOUND,
    ClaimVerdict.UNCHECKABLE: Rule.CLAIM_UNCHECKABLE,
    ClaimVerdict.UNCITED: Rule.CLAIM_UNCITED,
}
_LONGEST_QUOTE = 240

Cited = Mapping[str, PreparedSource | Obstacle]


def claim_finding(
    claim: Claim, verdict: ClaimVerdict, facts: Sequence[FactResult], cited: Cited, language: str
) -> Finding | None:
    """The one finding of a claim in a language, or ``None`` for a supported one."""
    rule = _RULES.get(verdict)
    if rule is None:
        return None
    open_facts = [fact for fact in facts if fact.verdict is not FactVerdict.SUPPORTED]
    return Finding(
        rule=rule,
        level=_level(rule, claim),
        message=_message(rule, facts, cited, language),
        position=claim.position,
        fingerprint=fingerprint(rule, claim.text, *(f"{fact.kind}={fact.text}" for fact in open_facts)),
        evidence=tuple(chain.from_iterable(fact.evidence for fact in open_facts)),
    )


def _level(rule: Rule, claim: Claim) -> Level:
    inherited = bool(claim.citations) and not any(citation.direct for citation in claim.citations)
    return list(Level)[max(rule.level.rank - inherited, 0)]


def spoken(value: FactValue) -> str:
    """A fact's value as one writes it: ``11 killed``, ``40–85 km``, ``at least 11``."""
    if not isinstance(value, Count):
        return value
    low, high = (None if end is None else f"{end:g}" for end in (value.low, value.high))
    if low == high:
        number = low or "some"
    elif low is None or high is None:
        number = f"at most {high}" if low is None else f"at least {low}"
    else:
        number = f"{low}–{high}"
    return " ".join(part for part in (number, value.unit, value.role) if part)


def _message(rule: Rule, facts: Sequence[FactResult], cited: Cited, language: str) -> str:
    match rule:
        case Rule.CLAIM_UNCITED:
            return "The claim cites no source."
        case Rule.CLAIM_UNCHECKABLE:
            return _uncheckable(facts, cited, language)
        case Rule.CLAIM_CONTRADICTED:
            return _contradicted(facts)
        case _:
            return _missing(facts, cited)


def _uncheckable(facts: Sequence[FactResult], cited: Cited, language: str) -> str:
    reasons = [f"{_named([key])}: {source.reason}" for key, source in cited.items() if isinstance(source, Obstacle)]
    if reasons:
        return "Could not be checked: " + "; ".join(reasons) + "."
    if not facts:
        unread = unread_words([language])
        why = f" ({unread})" if unread else ""
        return f"States no date, number, name or quote that can be looked up in the source{why}."
    return "Could not be checked: " + "; ".join(dict.fromkeys(fact.reason for fact in facts if fact.reason)) + "."


def _contradicted(facts: Sequence[FactResult]) -> str:
    against = [fact for fact in facts if fact.verdict is FactVerdict.CONTRADICTED]
    return " ".join(f"{fact.text}: {_instead(fact.evidence[0])}." for fact in against)


def _instead(evidence: Evidence) -> str:
    if evidence.quote in evidence.detail:  # it quotes what stands there: no need to do so twice
        return evidence.detail.replace("the source", _named([evidence.reference]), 1)
    quoted = f"{_named([evidence.reference])} says « {_shortened(evidence)} »"
    return f"{quoted} ({evidence.detail})" if evidence.detail else quoted


def _missing(facts: Sequence[FactResult], cited: Cited) -> str:
    sentences = [_not_found(fact, cited) for fact in facts if fact.verdict is FactVerdict.NOT_FOUND]
    unread = [fact for fact in facts if fact.verdict is FactVerdict.UNCHECKABLE]
    if unread:
        named = ", ".join(fact.text for fact in unread)
        sentences.append(f"Could not be checked: {named} ({unread[0].reason}).")
    return " ".join(sentences)


def _not_found(fact: FactResult, cited: Cited) -> str:
    missing = f"{fact.text}: not found in {_named(list(cited))}"
    if not fact.evidence:
        return f"{missing} ({fact.reason})." if fact.reason else f"{missing}."
    nearest = fact.evidence[0]
    reason = fact.reason or nearest.detail
    if nearest.quote in reason:
        return f"{missing}; {reason.replace('the source', _named([nearest.reference]), 1)}."
    why = f" ({reason})" if reason else ""
    return f"{missing}; {_named([nearest.reference])} has « {_shortened(nearest)} »{why}."


def _shortened(evidence: Evidence) -> str:
    """The sentence around a quote where it is short enough, else the quote."""
    text = evidence.context if evidence.quote in evidence.context else evidence.quote
    return " ".join((text if len(text) <= _LONGEST_QUOTE else evidence.quote).split())


def _named(references: Sequence[str]) -> str:
    return "reference " + ", ".join(references) if len(references) == 1 else "references " + ", ".join(references)
