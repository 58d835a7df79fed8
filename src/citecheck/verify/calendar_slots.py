"""A claimed number that stands where a date or a time belongs → the date or time that the passage has in its place.

"91 September 1918", "in 970" and "at 15:98" are read as numbers: no calendar or clock has them. What the source says
in their place is no number there.
"""

import re
from collections.abc import Iterator, Sequence

from citecheck.facts import time
from citecheck.facts.count import CountMention
from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.model import FactKind
from citecheck.verify.reading import Reading

_LAST_DAY = 31
_FIRST_YEAR = 100
_BETWEEN = 4
"""Letters between a day and its month at most: "51st of May"."""
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_YEAR = re.compile(r"\D*\d{4}(?:s|\D+\d{2,4})?\D*")
_CLOCK = re.compile(r"(\d{1,2}):(\d{1,2})(?!\d)")
_STRENGTH = 0.5


def calendar_places(index: int, facts: Sequence[Mention], reading: Reading, sentence: int) -> Iterator[Hit]:
    """The dates and times of a sentence in whose place the claim has a number that is none."""
    claimed = facts[index]
    if not isinstance(claimed, CountMention) or claimed.kind not in (FactKind.NUMBER, FactKind.ORDINAL):
        return
    spans = [*_days(index, facts, reading, sentence), *_years(claimed, reading, sentence)]
    for start, end in [*spans, *_times(claimed, reading, sentence)]:
        detail = f"the source says « {reading.source.document.text[start:end]} » in its place"
        yield Hit(start, end, Relation.DIFFERENT, None, detail, _STRENGTH)


def _days(index: int, facts: Sequence[Mention], reading: Reading, sentence: int) -> Iterator[tuple[int, int]]:
    """The days that the source has of a month that the claim names beside a number no day of it can have."""
    claimed = facts[index]
    assert isinstance(claimed, CountMention)  # noqa: S101 - tells the type checker
    if claimed.counted.value <= _LAST_DAY:
        return
    beside = (number for number, fact in enumerate(facts) if fact.kind is FactKind.DATE and _are_beside(claimed, fact))
    for number in beside:
        for hit in reading.hits[number]:
            same = hit.relation is Relation.SAME and reading.source.sentence_at(hit.start) == sentence
            if same and _DAY.search(reading.source.document.text, hit.start, hit.end):
                yield hit.start, hit.end


def _are_beside(one: Mention, other: Mention) -> bool:
    return 0 <= max(one.start, other.start) - min(one.end, other.end) <= _BETWEEN


def _years(claimed: CountMention, reading: Reading, sentence: int) -> Iterator[tuple[int, int]]:
    """The years of a sentence that no fact of the claim accounts for, where a bare number may be one."""
    counted = claimed.counted
    bare = counted.unit is None and counted.digits and counted.low == counted.high and counted.value >= _FIRST_YEAR
    if not bare or not claimed.text.isdigit() or len(claimed.text) > len("2000"):
        return
    start, end = reading.source.source.sentences[sentence]
    for first, last in reading.source.dates:
        written = reading.source.document.text[first:last]
        if start <= first < end and _YEAR.fullmatch(written) and not reading.accounts_for(first, last):
            yield first, last


def _times(claimed: CountMention, reading: Reading, sentence: int) -> Iterator[tuple[int, int]]:
    """The times of a sentence of which a number written as one has the hours or the minutes."""
    written = _CLOCK.search(claimed.text)
    if written is None:
        return
    source = reading.source
    for found in source.source.mentions(time.find):
        other = _CLOCK.search(found.text)
        if other is None or source.sentence_at(found.start) != sentence:
            continue
        if written[1] == other[1] or written[2] == other[2]:
            yield found.start, found.end
