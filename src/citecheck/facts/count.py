"""A number in its context, as the kinds of fact that count share it."""

from dataclasses import dataclass
from typing import NamedTuple

from citecheck.facts.interface import Mention
from citecheck.language.numeral import Numeral, Sort
from citecheck.language.units import Unit

ROUGHLY = 0.2
"""A collective such as "une dizaine" stands for its number give or take this share: 8 to 12."""
SCORE = Unit("score", "score")
"""What two numbers count that are the result of a game."""


class Counted(NamedTuple):
    """A number in its context; a named tuple, since a page has many and each is made anew with all that is found out.

    ``start`` and ``end`` enclose the number with its bound and unit; ``number`` is the span of the digits or words
    themselves. ``low`` and ``high`` bound it (``None``: open); those of a score are its two sides, the smaller
    first. ``step`` is the size of one unit of the last place written, ``alternate`` the reading of digits under
    the other convention (1.200). ``unit.group`` is ``money``, ``percent``, ``score`` or a group of ``units.json``;
    ``noun`` is the first word behind the number, in lower case. ``near`` marks approximations.
    """

    start: int
    end: int
    number: tuple[int, int]
    low: float | None
    high: float | None
    sort: Sort
    step: float = 1.0
    alternate: float | None = None
    unit: Unit | None = None
    noun: str = ""
    near: bool = False
    digits: bool = False

    @property
    def value(self) -> float:
        """The number to compare by size: the upper end, or the lower where there is none."""
        return self.high if self.high is not None else self.low or 0.0


@dataclass(frozen=True, slots=True)
class CountMention(Mention):
    """A counted fact; ``counted`` holds what was parsed, ``language`` the language it was read in."""

    counted: Counted
    language: str


def alone(numeral: Numeral) -> Counted:
    """A number that is no part of a range, without its context yet."""
    span = (numeral.start, numeral.end)
    low: float | None = numeral.value
    high: float | None = numeral.value
    if numeral.sort is Sort.ABOUT:
        low, high = numeral.value * (1 - ROUGHLY), numeral.value * (1 + ROUGHLY)
    elif numeral.sort is Sort.VAGUE:
        high = None
    return Counted(
        *span,
        span,
        low,
        high,
        numeral.sort,
        numeral.step,
        numeral.alternate,
        None,
        "",
        numeral.sort is Sort.ABOUT,
        numeral.digits,
    )
