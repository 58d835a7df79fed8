"""A number as it stands in a text."""

from enum import StrEnum
from typing import NamedTuple


class Sort(StrEnum):
    """What a numeral is."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    ABOUT = "about"
    """A collective that stands for a number roughly: une dizaine."""
    VAGUE = "vague"
    """A plural that gives a lower bound only: dozens."""
    IMPLICIT = "implicit"
    """A word that implies a number without being one: both."""
    ONE = "one"
    """The number one, or an article."""


class Numeral(NamedTuple):
    """A number as written; a named tuple, since a page has many.

    ``start`` and ``end`` are half-open offsets; ``step`` and ``alternate`` as in
    :class:`citecheck.language.digits.Digits`; ``digits`` says that it is written in digits.
    """

    start: int
    end: int
    value: float
    sort: Sort = Sort.CARDINAL
    step: float = 1.0
    alternate: float | None = None
    digits: bool = False
