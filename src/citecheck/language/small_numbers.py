"""The numbers of days in words, and those beside "ago": up to 31."""

from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation
from citecheck.language.number_words import number_words

_SMALL = 31
_TEN = 10


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """The numbers up to 31 in words: simple ones, and those of two words with what may link them.

    ``ones_first`` says that the ones stand before the tens, as in Arabic.
    """

    simple: dict[str, int]
    tens: dict[str, int]
    ones: dict[str, int]
    links: tuple[str, ...]
    ones_first: bool = False

    def values(self) -> dict[str, int]:
        """Every number with its value."""
        joined = {
            f"{one}{link}{tens}" if self.ones_first else f"{tens}{link}{one}": value + digit
            for tens, value in self.tens.items()
            for one, digit in self.ones.items()
            for link in self.links
            if value + digit <= _SMALL
        }
        return joined | self.simple

    def pattern(self) -> str:
        """A pattern of any of them: joined ones are no words of their own, which would be thousands to compile."""
        parts = (self.ones, self.tens) if self.ones_first else (self.tens, self.ones)
        first, second = map(alternation, parts)
        pair = rf"{first}(?:{alternation(self.links)}){second}(?!\w)|" if self.tens else ""
        return f"(?:{pair}{alternation(self.simple)})"


@lru_cache(maxsize=16)
def small_numbers(language: str) -> SmallNumbers:
    """The numbers up to 31 of a language, cardinal and ordinal."""
    words = number_words(language)
    numbers = {**words.ordinal, **words.cardinal}
    simple = {word: int(value) for word, value in numbers.items() if 1 <= value <= _SMALL and value == int(value)}
    tens = {word: value for word, value in simple.items() if value in (20, 30)}
    ones = {word: value for word, value in simple.items() if value < _TEN} | dict.fromkeys(words.one, 1)
    if language == "ar":
        first = {aligned(word): 1 for word in _FIRST_OF_TWO}
        definite = {f"ال{word}": value for word, value in tens.items() if not word.startswith("ال")}
        return SmallNumbers(simple | definite | first, tens | definite, ones | first, (" و",), ones_first=True)
    links = ["-", " "]
    for each in words.connector:
        links += [f" {each} ", f"-{each}-"]
    return SmallNumbers(simple, tens, ones, tuple(links))


_FIRST_OF_TWO = ("الحادي", "الحادية")
"""First, where tens follow: الحادي والعشرون is the 21st."""
