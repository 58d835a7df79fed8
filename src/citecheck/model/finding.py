"""A finding: one rule that did not hold at one place, with its evidence."""

from dataclasses import dataclass
from enum import StrEnum

from citecheck.model.article import Position
from citecheck.model.rule import Level, Rule


class Match(StrEnum):
    """How the source's words correspond to the claim's."""

    EXACT = "exact"
    NORMALISED = "normalised"
    TRANSLATED = "translated"
    TRANSLITERATED = "transliterated"
    ALIAS = "alias"
    FUZZY = "fuzzy"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of a source that decides a fact.

    ``start`` and ``end`` are half-open character offsets in the text of the reference's document, so that
    ``document.text[start:end] == quote``. ``context`` is the sentence around the quote. ``detail`` says in a person's
    words why the passage decides it, and on which page of a paginated source it stands. ``match`` is ``None`` where
    the passage contradicts.
    """

    reference: str
    quote: str
    start: int
    end: int
    match: Match | None
    context: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule: what, how serious, where in the article, and the evidence.

    ``fingerprint`` identifies the finding across runs and across edits elsewhere in the article.
    """

    rule: Rule
    level: Level
    message: str
    position: Position | None = None
    fingerprint: str = ""
    evidence: tuple[Evidence, ...] = ()
