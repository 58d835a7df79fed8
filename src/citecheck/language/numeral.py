"""A number as it stands in a text."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written; ``step`` and ``alternate`` as in :class:`citecheck.language.digits.Digits`.

    ``start`` and ``end`` are half-open offsets; ``digits`` says that it is written in digits.
    """

    start: int
    end: int
    value: float
    sort: Sort = Sort.CARDINAL
    step: float = 1.0
    alternate: float | None = None
    digits: bool = False
