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
        """Whether a stretch of the source is, for the most part, where another fact of the claim was found."""
        return any(
            hit.relation is Relation.SAME and 2 * (min(hit.end, end) - max(hit.start, start)) > end - start
            for index, hits in enumerate(self.hits)
            if index != without
            for hit in hits
        )

    def is_only_one_lacking(self, index: int, rivals: Sequence[int], facts: Sequence[Mention], sentence: int) -> bool:
        """Whether, of some facts of the claim, a sentence lacks none but one, and those that share words with it."""
        mine = facts[index]
        lacking = [each for each in rivals if not self.anchor.facts[each].get(sentence)]
        return index in lacking and all(
            facts[each].start < mine.end and mine.start < facts[each].end for each in lacking
        )
