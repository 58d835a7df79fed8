"""The numbers, months and years in a written date → what they stand for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.calendar_words import Calendar, calendar
from citecheck.language.chinese_numerals import LETTERS, read_chinese
from citecheck.language.number_words import number_words
from citecheck.language.small_numbers import small_numbers


@dataclass(frozen=True, slots=True)
class DateValues:
    """Reads the parts of dates in one language."""

    language: str
    words: Calendar
    small_numbers: dict[str, int]

    def number(self, written: str) -> int | None:
        """A number in digits or words."""
        digits = re.match(r"\d+", written)
        if digits:
            return int(digits.group())
        if self.language == "zh" and all(each in LETTERS for each in written):
            value = read_chinese(written)
            return int(value) if value is not None else None
        return self.small_numbers.get(written, 1 if written in number_words(self.language).one else None)

    def month(self, name: str) -> int:
        """The month of a name or number; 0 for none."""
        month = self.words.months.get(name)
        return month if month is not None else self.number(name) or 0

    def year(self, written: str) -> int:
        """A year of four digits or two, or in Chinese ones."""
        digits = written.lstrip("'")
        if not digits.isdigit():
            return self.number(digits) or 0
        year = int(digits)
        return year if year >= 100 else year + (2000 if year < 40 else 1900)


@lru_cache(maxsize=16)
def date_values(language: str) -> DateValues:
    """The reader of the parts of dates of a language."""
    return DateValues(language, calendar(language), small_numbers(language).values())
