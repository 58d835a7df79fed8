"""What every kind of fact offers: find it in a claim, and seek it in a source."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from citecheck.facts.source import Source
from citecheck.model import FactKind, FactValue, Match


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text's facts are read against.

    ``language`` is a primary language subtag; ``published`` resolves relative days ("jeudi"); ``preceding`` is
    the text before, from which years are inherited; ``aliases`` are groups of names for one thing.
    """

    language: str
    published: date | None = None
    preceding: str = ""
    aliases: tuple[tuple[str, ...], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact as it stands in a text, ``text == source[start:end]``. Kinds subclass it to carry what they parsed."""

    kind: FactKind
    text: str
    start: int
    end: int
    value: FactValue


class Relation(StrEnum):
    """How a passage of the source bears on a claimed fact."""

    SAME = "same"
    """The passage states the fact."""
    NUANCE = "nuance"
    """The value is the same, but what it is said of differs in a way a person should know."""
    DIFFERENT = "different"
    """The passage gives another value in the same role."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the source that bears on a claimed fact.

    ``start`` and ``end`` are half-open offsets in the source's text; ``strength`` in 0..1 is how sure the
    comparison is (1 for exact values, the similarity for names); ``detail`` explains it to a person. Where the
    relation is *different*, ``match`` is ``None``.
    """

    start: int
    end: int
    relation: Relation
    match: Match | None
    detail: str = ""
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of comparing two mentions of one kind."""

    relation: Relation
    match: Match | None
    detail: str = ""
    strength: float = 1.0


Find = Callable[[str, Setting], Sequence[Mention]]
Compare = Callable[[Mention, Mention, Source], Comparison | None]
Seek = Callable[[Mention, Source], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact: ``find`` reads it from a claim, ``seek`` looks for a claimed one in a source.

    ``languages`` are those that it can be sought in; empty for any.
    """

    name: FactKind
    find: Find
    seek: Seek
    languages: frozenset[str] = frozenset()

    def is_sought_in(self, language: str) -> bool:
        """Whether a source in a language can state it in words that are known."""
        return not self.languages or language in self.languages


def by_mentions(find: Find, compare: Compare) -> Seek:
    """A ``seek`` for kinds that are found alike in claim and source: compare with every mention of the source."""

    def seek(claimed: Mention, source: Source) -> Iterable[Hit]:
        for found in source.mentions(find):
            outcome = compare(claimed, found, source)
            if outcome is not None:
                yield Hit(found.start, found.end, outcome.relation, outcome.match, outcome.detail, outcome.strength)

    return seek
