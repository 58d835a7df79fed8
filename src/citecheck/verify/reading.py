"""A source that was read for a claim: what bears on each of its facts, and where it tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.verify.anchor import Anchor
from citecheck.verify.prepared import PreparedSource


@dataclass(frozen=True, slots=True)
class Reading:
    """The hits of each fact of a claim in one source, and how well each sentence agrees with the claim.

    ``foreign`` says that the source is in another language.
    """

    reference: str
    source: PreparedSource
    hits: tuple[tuple[Hit, ...], ...]
    anchor: Anchor
    foreign: bool

    def accounts_for(self, start: int, end: int, without: int | None = None) -> bool:
        """Whether a stretch of the source is where another fact of the claim was found."""
        return any(
            hit.relation is Relation.SAME and hit.start < end and start < hit.end
            for index, hits in enumerate(self.hits)
            if index != without
            for hit in hits
        )

    def lacking(self, sentence: int, facts: Sequence[Mention]) -> list[int]:
        """The facts of the claim that a sentence does not state."""
        return [index for index, _ in enumerate(facts) if not self.anchor.facts[index].get(sentence)]
