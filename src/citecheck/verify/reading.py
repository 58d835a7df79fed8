"""A source that was read for a claim: what bears on each of its facts, and where it tells of it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
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
        """Whether a stretch of the source is, for the most part, where another fact of the claim is best found."""
        sentence, (first, last) = self.source.sentence_at(start), self._number(start, end)
        for index, hits in enumerate(self.hits):
            inside = [
                hit for hit in hits if hit.relation is Relation.SAME and self.source.sentence_at(hit.start) == sentence
            ]
            best = max((hit.strength for hit in inside), default=0.0)
            for hit in inside if index != without else ():
                begins, ends = self._number(hit.start, hit.end)
                if hit.strength == best and 2 * (min(ends, last) - max(begins, first)) > last - first:
                    return True
        return False

    def _number(self, start: int, end: int) -> tuple[int, int]:
        """Of a count with its noun ("huit des dix espèces"), the span of its number; other spans as they are."""
        counts = self.source.counts
        place = bisect_left(counts, start, key=lambda each: each.start)
        while place < len(counts) and counts[place].start == start:
            if counts[place].end == end:
                return counts[place].number
            place += 1
        return start, end

    def lacks(self, sentence: int, index: int) -> bool:
        """Whether neither a sentence nor those beside it in its paragraph have a fact of the claim."""
        return not any(self.anchor.facts[index].get(each) for each in self.source.around(sentence))

    def lacking(self, index: int, rivals: Iterable[int], sentence: int) -> list[int]:
        """Those of some facts of the claim that a sentence lacks; only one itself may stand in the sentences beside."""
        return [
            each
            for each in rivals
            if (not self.anchor.facts[each].get(sentence) if each == index else self.lacks(sentence, each))
        ]

    def is_only_one_lacking(self, index: int, rivals: Sequence[int], facts: Sequence[Mention], sentence: int) -> bool:
        """Whether, of some facts of the claim, a sentence lacks none but one, and those that share words with it."""
        mine = facts[index]
        lacking = self.lacking(index, rivals, sentence)
        return index in lacking and all(
            facts[each].start < mine.end and mine.start < facts[each].end for each in lacking
        )
