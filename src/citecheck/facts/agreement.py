"""Two counts → whether their values agree, and how to say so."""

from enum import StrEnum

from citecheck.facts.count import Counted, CountMention
from citecheck.facts.interface import Comparison, Relation
from citecheck.language.numeral import Sort
from citecheck.model import Match


class Agreement(StrEnum):
    """How the values of two counts relate."""

    EQUAL = "equal"
    WITHIN = "within"
    """The source's value lies in the claimed range, or rounds to the claimed value."""
    VAGUER = "vaguer"
    """The source bounds or rounds what the claim states exactly."""
    FURTHER = "further"
    """The claim's bound or rounding holds of the source's value, but tells less than that: at least 30, of 36."""
    OTHER = "other"


_EXACT_ENOUGH = 1e-9
_ONE_OFF = 10
"""From here on, "about" lets a small number be one off: about a dozen may be 11."""
_CLOSE = 0.15
"""A value this share beyond a claimed bound still counts as what "more than" meant."""


_NOT_FAR = 1.5
"""Up to this many times a bound, the bound is nearly what the source says; beyond, nobody would say it so."""
_MOST_OF_VAGUE = 8
_ROUNDED = 0.125


def agreement(claimed: Counted, found: Counted) -> Agreement:
    """Compare two values as intervals, with the precision that their digits imply."""
    if _far_apart(claimed, found):
        return Agreement.OTHER
    if _equal(claimed, found):
        return Agreement.EQUAL
    if _alternate(claimed, found):
        return Agreement.EQUAL
    if claimed.near and found.near and _within(found, claimed):
        return Agreement.WITHIN
    if _within(claimed, found) or _same_bound(claimed, found):
        ranged = claimed.low is not None and claimed.high is not None and claimed.low != claimed.high
        return Agreement.VAGUER if ranged and claimed.sort is Sort.CARDINAL else Agreement.WITHIN
    if _within(found, claimed) or _opposed(claimed, found):
        return Agreement.VAGUER
    if _is_vaguely(claimed, found):
        return Agreement.WITHIN
    return Agreement.FURTHER if _holds(claimed, found) else Agreement.OTHER


def _is_vaguely(claimed: Counted, found: Counted) -> bool:
    """Whether a plural stands for a value: 36 are dozens, 340 are hundreds."""
    if claimed.sort is not Sort.VAGUE or claimed.low is None or found.low is None or found.sort is Sort.VAGUE:
        return False
    return claimed.low <= found.low <= _MOST_OF_VAGUE * claimed.low


def _holds(claimed: Counted, found: Counted) -> bool:
    """Whether what is claimed is true of the source's exact value, and not by far: at least 30, some 40, of 36.

    Two bounds with different numbers are another thing: one of them misreports the other.
    """
    if found.low is None or found.low != found.high or found.near:
        return False
    if claimed.low is not None and claimed.high is None:
        return claimed.low <= found.low <= _NOT_FAR * claimed.low
    if claimed.high is not None and claimed.low is None:
        return claimed.high / _NOT_FAR <= found.low <= claimed.high
    off = abs(claimed.value - found.low)
    return claimed.near and off <= min(last_place(claimed.value, claimed.step) / 2, _ROUNDED * claimed.value)


def _far_apart(claimed: Counted, found: Counted) -> bool:
    """Whether two exact values differ by more than any rounding; decides most pairs of a long page at once."""
    ours, theirs = claimed.low, found.low
    if ours is None or theirs is None or ours != claimed.high or theirs != found.high:
        return False
    if claimed.alternate is not None or found.alternate is not None:
        return False
    return theirs > 1.5 * ours or ours > 1.5 * theirs


def _same(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is second
    return abs(first - second) <= _EXACT_ENOUGH * max(abs(first), abs(second), 1.0)


def _equal(claimed: Counted, found: Counted) -> bool:
    return _same(claimed.low, found.low) and _same(claimed.high, found.high)


def _same_bound(claimed: Counted, found: Counted) -> bool:
    """Whether one bounds the very number that the other states: 11 and "at least 11", not "up to" and "more than"."""
    for one, other in ((claimed, found), (found, claimed)):
        if one.low is not None and one.high is not None:
            continue
        point = other.low if other.low == other.high or other.high is None else None
        if one.low is not None and point is not None and _same(one.low, point):
            return True
        point = other.high if other.low == other.high or other.low is None else None
        if one.high is not None and point is not None and _same(one.high, point):
            return True
    return False


def _alternate(claimed: Counted, found: Counted) -> bool:
    """Whether they agree where digits may be grouped or decimal (1.200)."""
    if found.alternate is not None and claimed.low == claimed.high and _same(found.alternate, claimed.low):
        return True
    return claimed.alternate is not None and found.low == found.high and _same(claimed.alternate, found.low)


def _within(outer: Counted, inner: Counted) -> bool:
    """Whether the inner count is one that the outer may stand for."""
    if inner.low is None or inner.high is None:
        return _same_open(outer, inner)
    if outer.unit is not None and outer.unit.group == "score":
        return False
    if outer.low is not None and outer.high is not None:
        slack = _slack(outer) if inner.low == inner.high else 0.0
        return outer.low - slack <= inner.low and inner.high <= outer.high + slack
    if outer.low is not None:
        return _is_just_above(outer.low, inner.low, outer.step)
    return outer.high is not None and _is_just_below(outer.high, inner.high, outer.step)


def _is_just_above(bound: float, value: float, step: float) -> bool:
    """Whether a value is what "more than" may bound: beyond it by less than its last place that is not zero."""
    return bound <= value <= bound * (1 + _CLOSE) and value - bound < last_place(bound, step)


def _is_just_below(bound: float, value: float, step: float) -> bool:
    """The same of "up to"."""
    return bound * (1 - _CLOSE) <= value <= bound and bound - value < last_place(bound, step)


def last_place(value: float, step: float) -> float:
    """The place of the last digit that is not zero: 10,000 of 140,000."""
    place = step
    while place * 10 <= abs(value) and round(value / (place * 10), 6).is_integer():
        place *= 10
    return place


def _opposed(claimed: Counted, found: Counted) -> bool:
    """One number bounded in opposite directions: "more than 11" and "fewer than 11"."""
    ends = [(one.low, one.high) for one in (claimed, found)]
    return any(
        one[1] is None and other[0] is None and one[0] is not None and other[1] is not None and _same(one[0], other[1])
        for one, other in (ends, ends[::-1])
    )


def _same_open(outer: Counted, inner: Counted) -> bool:
    """Two bounds of one direction and nearly one value ("more than 140,000", "at least 141,000")."""
    if outer.low is None and inner.low is None and outer.high and inner.high:
        return _is_just_below(outer.high, inner.high, outer.step)
    if outer.high is None and inner.high is None and outer.low and inner.low:
        return _is_just_above(outer.low, inner.low, outer.step)
    return False


def _slack(outer: Counted) -> float:
    """How far off a value may be that was rounded to this one: half of the last place that is not zero.

    At least two places are kept (100 million stands for 95 to 105), and plain numbers that only happen to be
    round (200) are taken as exact unless the text says "about".
    """
    if outer.low != outer.high or outer.low is None or outer.sort is not Sort.CARDINAL:
        return 0.0
    value, place = abs(outer.low), outer.step
    while place * 100 <= value and round(value / (place * 10), 6).is_integer():
        place *= 10
    rounded = outer.step >= 1000 or place >= 100 * outer.step
    if outer.near:
        return max(place / 2 if place > outer.step else 0.0, value * 0.02 if value >= 20 else value // _ONE_OFF)
    return place / 2 if rounded else 0.0


def agreeing(claimed: CountMention, found: CountMention, how: Agreement, strength: float) -> Comparison:
    """The comparison of two counts whose values agree in some way, explained."""
    if how is Agreement.EQUAL:
        note = conversion(claimed, found)
        return Comparison(
            Relation.SAME, number_match(claimed, found), f"« {found.text} »: {note}" if note else "", strength
        )
    if how is Agreement.WITHIN:
        return Comparison(
            Relation.SAME, Match.INFERRED, f"« {found.text} » agrees with « {claimed.text} »", 0.8 * strength
        )
    if how is Agreement.FURTHER:
        detail = (
            f"the source says « {found.text} » ({interval_text(found.counted)}), which « {claimed.text} » leaves open"
        )
        return Comparison(Relation.NUANCE, Match.INFERRED, detail, 0.7 * strength)
    detail = f"the source says only « {found.text} » ({interval_text(found.counted)})"
    return Comparison(Relation.NUANCE, Match.INFERRED, detail, 0.7 * strength)


def number_match(claimed: CountMention, found: CountMention) -> Match:
    """How the words of two equal counts correspond."""
    ours, theirs = numeral_text(claimed), numeral_text(found)
    if ours == theirs:
        return Match.EXACT
    both_digits = claimed.counted.digits and found.counted.digits
    return Match.NORMALISED if both_digits or claimed.language == found.language else Match.TRANSLATED


def numeral_text(mention: CountMention) -> str:
    """The number of a mention as written, without its bound and unit."""
    start, end = mention.counted.number
    return mention.text[max(start - mention.start, 0) : end - mention.start].casefold()


def said(value: float) -> str:
    """A number in digits for a person: 11, 3.5, 141,000."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"


def interval_text(counted: Counted) -> str:
    """A count in words for a person: 11, at least 11, up to 40, between 8 and 12."""
    low, high = counted.low, counted.high
    if low is not None and high is not None:
        return said(low) if low == high else f"between {said(low)} and {said(high)}"
    if low is not None:
        return f"at least {said(low)}"
    return f"up to {said(high)}" if high is not None else "some"


def conversion(claimed: CountMention, found: CountMention) -> str:
    """The clause that says a number word in digits, "onze = 11"; empty for digits and where both write alike."""
    if found.counted.digits or numeral_text(claimed) == numeral_text(found):
        return ""
    start, end = found.counted.number
    written = found.text[max(start - found.start, 0) : end - found.start]
    return f"{written} = {interval_text(found.counted)}"
