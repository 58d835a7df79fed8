"""The notations of parts of a year or month: the third quarter of 2019, Q3 2019, mid-May, late 2018."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation
from citecheck.language.calendar_words import calendar
from citecheck.language.lexicon import Table, load_table
from citecheck.language.notation import YEAR, Head, Notation, any_of, clitic, notation, optional
from citecheck.language.number_words import number_words

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
PARTS = ("early", "mid", "late")


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """The words for parts of years and months; see ``calendar_periods.json``."""

    quarter: tuple[str, ...]
    half: tuple[str, ...]
    alone: tuple[str, ...]
    pregnancy: tuple[str, ...]
    figures: tuple[str, ...]
    letters: tuple[str, ...]
    half_letters: tuple[str, ...]
    of: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    noun_first: bool

    def nouns(self) -> tuple[str, ...]:
        """The words for any period."""
        return (*self.quarter, *self.half)


@lru_cache(maxsize=16)
def period_words(language: str) -> PeriodWords:
    """The words for parts of years and months in a language; none for a language without tables."""
    own: Table = load_table("calendar_periods").get(language, {})

    def several(part: str) -> tuple[str, ...]:
        return tuple(map(aligned, own.get(part, ())))

    return PeriodWords(
        quarter=several("quarter"),
        half=several("half"),
        alone=several("alone"),
        pregnancy=several("pregnancy"),
        figures=several("figures"),
        letters=several("letters"),
        half_letters=several("half_letters"),
        of=several("of"),
        parts={part: several(part) for part in PARTS},
        noun_first=language == "ar",
    )


def part_words(language: str) -> frozenset[str]:
    """The words for early, mid and late."""
    return frozenset(word for words in period_words(language).parts.values() for word in words)


def period_heads(language: str) -> frozenset[str]:
    """The words other than numbers that a quarter may begin with: q3, الربع."""
    words = period_words(language)
    quarters = [f"{letter}{n}" for letter in words.letters for n in range(1, 5)]
    halves = [f"{letter}{n}" for letter in words.half_letters for n in (1, 2)]
    nouns = words.nouns() if words.noun_first else ("第",) if language == "zh" else ()
    return frozenset([*quarters, *halves, *nouns])


@lru_cache(maxsize=16)
def ordinals(language: str) -> dict[str, int]:
    """First to fourth in a language, and in Roman numerals."""
    words = {**number_words(language).ordinal, **calendar(language).nth}
    return {word: int(value) for word, value in words.items() if 1 <= value <= 4} | ROMAN


def period_notations(language: str, months: str, year: str) -> Iterator[Notation]:
    """The notations, given the names of months and the year behind one as patterns."""
    words = period_words(language)
    if words.quarter:
        yield from _quarters(language, words)
        yield notation("part", _part(language, words, months, year), Head.PART)


def _quarters(language: str, words: PeriodWords) -> Iterator[Notation]:
    known, number = calendar(language), rf"(?P<n>{alternation(ordinals(language))}"
    of, before = optional({*known.of, *words.of}), optional(known.year_before)
    year = rf"(?:,? {of}(?:{before}(?P<y>{YEAR}|'\d\d)(?!\d|[.,]\d|%)|(?P<phrase>{alternation(known.years)})(?!\w)))"
    noun = rf"(?:(?P<quarter>{any_of(words.quarter)})|(?P<half>{any_of(words.half)}))(?!\w)"
    suffix = rf"[1-4](?:{any_of((*known.suffix, '-й', '-м', 'º', '°', '.'))})?"
    named = rf"{noun} {number})(?!\w)" if words.noun_first else rf"{number}|{suffix}) {noun}"
    head = (Head.PERIOD,) if words.noun_first else (Head.SPELLED, Head.ORDINAL, Head.ONE, Head.NUMBER)
    yield notation("period", rf"{clitic(language)}{named}{year}", *head)
    yield from _short_quarters(words, year)
    if words.alone:
        other = rf"(?! {alternation(words.pregnancy)})" if words.pregnancy else ""
        alone = rf"(?P<quarter>{any_of(words.alone)})(?!\w){other}"
        yield notation("period", rf"{number}|{suffix}) {alone}", *head)
    if words.figures:
        ranked = rf"[ -](?P<quarter>{any_of(words.quarter)})(?= {alternation(words.figures)}(?!\w))"
        yield notation("period", rf"{number}|{suffix}){ranked}", *head)


def _short_quarters(words: PeriodWords, year: str) -> Iterator[Notation]:
    """Quarters and halves by a letter and their number: Q3 2019, 3T19, 2019 Q3, H1 2019."""
    letter = rf"(?:(?P<quarter>{any_of(words.letters)})|(?P<half>{any_of(words.half_letters)}))"
    short_year = rf"(?:[ /-]?(?P<y>{YEAR})|[ /-]?'?(?P<y2>\d\d))(?!\w|[.,]\d|%)"
    any_year = rf"(?:{short_year}|{year.replace('<y>', '<y3>')})"
    yield notation("period", rf"{letter}(?P<n>[1-4]){any_year}", Head.PERIOD)
    yield notation("period", rf"(?P<n>[1-4]){letter}{short_year}", Head.NUMBER)
    yield notation("period", rf"(?P<y>{YEAR})[ /-]?{letter}(?P<n>[1-4])(?!\w)", Head.YEAR)


def _part(language: str, words: PeriodWords, months: str, year: str) -> str:
    known = calendar(language)
    names = "|".join(rf"(?P<{part}>{alternation(words.parts[part])})" for part in PARTS)
    of = optional({*known.of, *words.of})
    day_behind = r"(?!,? \d\d?(?!\d))" if language == "en" else ""
    bare_year = rf"{optional(known.year_before)}(?P<y2>{YEAR})(?!\w|[.,:/-]\d|-\w|%)"
    relative = rf"(?P<phrase>{alternation(known.years)})(?!\w)"
    return (
        rf"{clitic(language)}(?:{names})[ -]{of}(?:(?P<m>{months})(?!\w)\.?{day_behind}{year}?|{bare_year}|{relative})"
    )
