"""A claimed count and the passage that tells of the claim → the other count that stands in its place there."""

import re
from collections.abc import Iterator, Sequence

from citecheck.facts import casualty
from citecheck.facts.agreement import Agreement, agreement, interval_text, numeral_text
from citecheck.facts.count import SCORE, Counted, CountMention
from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.facts.number import is_number
from citecheck.facts.quantity import convert
from citecheck.language.lexicon import LANGUAGES
from citecheck.language.numeral import Sort
from citecheck.model import FactKind
from citecheck.verify.anchor import Standing
from citecheck.verify.calendar_slots import calendar_places
from citecheck.verify.reading import Reading
from citecheck.verify.thresholds import thresholds

_STRENGTH = 0.5
_DASHED = re.compile(r"\d+[½¼¾]? ?[-–:] ?\d+[½¼¾]?")


def leftover(index: int, facts: Sequence[Mention], reading: Reading, standing: Standing) -> Iterator[Hit]:
    """The one count that may stand for a missing count of the claim, and for no other of it.

    In a sentence that says what the claim says, a count that no fact of the claim accounts for stands in the place
    of the one that is missing, whatever it counts: the lexicons need not know the noun in both languages. Of the
    sentences that say so much, the best one with such a count is taken.
    """
    claimed = facts[index]
    if not isinstance(claimed, CountMention) or not {claimed.language, reading.source.language} <= set(LANGUAGES):
        return
    for sentence in standing.parallel(thresholds().parallel_leftover):
        free = [each for each in _free(reading, sentence) if not _has_another_role(claimed, each, reading)]
        places = _surer([each for each in free if _could_be(claimed, each)])
        if places:
            if len(places) == 1 and _is_its_place(claimed, places[0], _missing(index, facts, reading, sentence)):
                yield _in_place(places[0], reading)
            return
        dated = list(calendar_places(index, facts, reading, sentence))
        if dated:
            if len(dated) == 1:
                yield dated[0]
            return


def _surer(places: list[Counted]) -> list[Counted]:
    """The places without words that only imply a number of they do not say what, where there are others."""
    return [each for each in places if each.sort is not Sort.IMPLICIT or each.unit is not None] or places


def twin_place(index: int, facts: Sequence[Mention], reading: Reading, standing: Standing) -> Hit | None:
    """What the source says in place of a count that the claim says twice and the source once, beside another.

    Of "the 200 metres and 200 metres", where the source has « 200 mètres et 400 mètres », the second is the other one.
    """
    claimed = facts[index]
    if not isinstance(claimed, CountMention) or claimed.counted.unit is None:
        return None
    twins = [each for each in facts if isinstance(each, CountMention) and _are_twins(claimed, each)]
    for sentence in standing.parallel(thresholds().parallel_leftover)[:1] if len(twins) == 1 else ():
        once = [each for each in _inside(reading, sentence) if _is_twice_claimed(claimed, each)]
        free = [each for each in _free(reading, sentence) if each not in once and _could_be(claimed, each)]
        if len(once) == len(free) == 1 and (claimed.start < twins[0].start) == (free[0].start < once[0].start):
            return _in_place(free[0], reading)
    return None


def _are_twins(one: CountMention, other: CountMention) -> bool:
    return one.kind is other.kind and one.value == other.value and not _overlap(one, other)


def _is_twice_claimed(claimed: CountMention, found: Counted) -> bool:
    same = (claimed.counted.low, claimed.counted.high) == (found.low, found.high)
    return same and found.unit in (None, claimed.counted.unit)


def _is_its_place(claimed: CountMention, place: Counted, missing: Sequence[CountMention]) -> bool:
    """Whether a sentence lacks the claimed count, and no other that the place could be."""
    rivals = [each for each in missing if each is not claimed and not _overlap(each, claimed)]
    return claimed in missing and not any(_could_be(rival, place) for rival in rivals)


def _in_place(found: Counted, reading: Reading) -> Hit:
    quote = reading.source.document.text[found.start : found.end]
    value = "" if found.digits else f" ({interval_text(found)})"
    detail = f"the source says « {quote} »{value} in its place"
    return Hit(found.start, found.end, Relation.DIFFERENT, None, detail, _STRENGTH)


def _missing(index: int, facts: Sequence[Mention], reading: Reading, sentence: int) -> list[CountMention]:
    """The counts of the claim that a sentence lacks; see :meth:`Reading.lacking`."""
    lacking = [facts[each] for each in reading.lacking(index, range(len(facts)), sentence)]
    return [fact for fact in lacking if isinstance(fact, CountMention)]


def _free(reading: Reading, sentence: int) -> list[Counted]:
    """The counts of a sentence that no fact of the claim accounts for."""
    return [each for each in _inside(reading, sentence) if not reading.accounts_for(*each.number)]


def _inside(reading: Reading, sentence: int) -> list[Counted]:
    start, end = reading.source.source.sentences[sentence]
    return [each for each in reading.source.counts if start <= each.start < end]


def _has_another_role(claimed: CountMention, found: Counted, reading: Reading) -> bool:
    """Whether a count is said of something that did not happen to the claimed ones: wounded, and not killed."""
    source = reading.source.source
    return claimed.kind is FactKind.CASUALTY and any(
        isinstance(each, CountMention)
        and each.counted.number == found.number
        and not casualty.may_be_said_of_both(claimed, each)
        for each in source.mentions(casualty.find)
    )


def may_be_rivals(one: Mention, other: Mention) -> bool:
    """Whether two facts of a claim are of one sort, so that a value in the source may be in the place of either."""
    if one.kind is not other.kind:
        return False
    units = [each.counted.unit for each in (one, other) if isinstance(each, CountMention)]
    if SCORE in units:
        return units == [SCORE, SCORE]
    measured = {unit.group for unit in units if unit is not None and unit.factor is not None}
    return len(measured) < 2


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _could_be(claimed: CountMention, found: Counted) -> bool:
    """Whether two counts may be values of one thing: of one sort and about one size, and counting alike."""
    ours = claimed.counted
    if SCORE in (ours.unit, found.unit):
        return _may_be_score(claimed) and found.unit == SCORE and (ours.low, ours.high) != (found.low, found.high)
    if not _are_of_one_sort(ours, found) or (_is_range(ours) and not _is_range(found)):
        return False
    if claimed.kind is FactKind.CASUALTY and found.unit is None and found.noun:
        return False
    value = _in_unit_of(found, ours)
    if value is None or _may_both_hold(ours, found):
        return False
    if _is_range(ours) and value == ours.value:
        return ours.unit == found.unit and ours.low != found.low
    if _is_range(found) and not _is_range(ours) and (ours.unit != found.unit or _spans(found, ours.value)):
        return False
    low, high = sorted((ours.value, value))
    return low > 0 and low != high and high <= thresholds().factor * low


def _may_both_hold(ours: Counted, found: Counted) -> bool:
    """Whether one of two counts is a bound that leaves room for the other: at least 184, more than 180."""
    bounded = any(each.low is None or each.high is None for each in (ours, found))
    return bounded and agreement(ours, found) is not Agreement.OTHER


def _spans(found: Counted, value: float) -> bool:
    """Whether a value lies in a range."""
    return found.low is not None and found.high is not None and found.low <= value <= found.high


def _are_of_one_sort(claimed: Counted, found: Counted) -> bool:
    """Whether two numbers say alike how many or which one; a dual or "both" says how many of what the claim counts."""
    if claimed.sort is found.sort or _are_numbered_alike(claimed, found):
        return True
    return claimed.sort is Sort.CARDINAL and found.sort is Sort.IMPLICIT and found.unit in (None, claimed.unit)


def _are_numbered_alike(claimed: Counted, found: Counted) -> bool:
    """Whether an ordinal and a number may number one sort of things.

    The 43rd minute is « el minuto 89 », a 21st birthday « ses 21 ans », 125th Street « calle 125 ».
    """
    if {claimed.sort, found.sort} != {Sort.ORDINAL, Sort.CARDINAL}:
        return False
    rank, number = (claimed, found) if claimed.sort is Sort.ORDINAL else (found, claimed)
    if number.unit is None and number.digits:
        return rank is claimed or rank.value > 1
    behind = found.end == found.number[1]
    return claimed.unit is not None and claimed.unit == found.unit and (behind or claimed.unit.name == "year")


def _may_be_score(claimed: CountMention) -> bool:
    """Whether a claimed count is a score, or written as one: two numbers with a dash ("a 1-11 win")."""
    counted = claimed.counted
    if counted.unit == SCORE:
        return True
    if counted.unit is not None and not is_number(counted):
        return False
    return _is_range(counted) and _DASHED.fullmatch(numeral_text(claimed)) is not None


def _is_range(count: Counted) -> bool:
    """Whether a count has two ends ("18 to 29"), which one number cannot stand for."""
    return count.low is not None and count.high is not None and count.low != count.high and not count.near


def _in_unit_of(found: Counted, claimed: Counted) -> float | None:
    """The size of a count in the unit of another; ``None`` where they are known to count different things."""
    mine, other = claimed.unit, found.unit
    if mine is None or other is None or mine == other:
        return found.value
    if mine.group != other.group:
        return None
    if mine.factor is not None and other.factor is not None:
        return convert(found.value, other, mine)
    return found.value
