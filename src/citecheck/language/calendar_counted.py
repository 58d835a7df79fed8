"""The notations of days, weeks, months and years that are counted from another day: three days ago, two weeks later."""

import re
from collections.abc import Iterator

from citecheck.language.alternation import alternation
from citecheck.language.calendar_words import Calendar, calendar
from citecheck.language.notation import Head, Notation, any_of, clitic, notation
from citecheck.language.number_words import number_words
from citecheck.language.other_calendars import hijri_words
from citecheck.language.small_numbers import small_numbers
from citecheck.language.units import units

STEPS = frozenset({"day", "week", "month", "year"})
"""What is counted from another day."""
_DIGITS = r"(?P<n>\d{1,3})"


def counted_notations(language: str) -> Iterator[Notation]:
    """Numbers of days with what they are counted from, before or behind them."""
    words, spelled = calendar(language), _spelled(language)
    bare, unit = rf"(?P<bare>{alternation(words.bare_units)})", rf"(?P<unit>{steps(language)})"
    behind = "|".join(
        rf"(?P<{name}>{'|'.join(_ends(side, words) for side in sides)})" for name, sides in words.counted(1).items()
    )
    before = "|".join(rf"(?P<{name}>{alternation(sides)})" for name, sides in words.counted(0).items())
    if behind:
        yield notation("counted", rf"{_DIGITS} {unit} (?:{behind})", Head.NUMBER)
        yield notation("counted", rf"(?:{spelled} {unit}|{bare}) (?:{behind})", Head.SPELLED, Head.ONE)
    if before:
        alone = rf"{bare}(?!\w)(?! (?:\d|{_named_behind(words)}))"
        number = rf"{about(language)}(?:(?:{_DIGITS}|{spelled.replace('<n>', '<n2>')}) {unit}(?!\w)|{alone})"
        of_event = rf"(?! {alternation(words.events)}(?!\w))" if words.events else ""
        yield notation("counted", rf"{clitic(language)}(?:{before}){number}{of_event}", Head.COUNTED)
    counted_from = rf"(?:(?P<after>{any_of(words.days_after)})|(?P<before>{any_of(words.days_before)}))(?= )"
    yield notation("counted-from", rf"{_DIGITS} {unit} {counted_from}", Head.NUMBER)
    yield notation("counted-from", rf"{spelled} {unit} {counted_from}", Head.SPELLED, Head.ONE)


def _named_behind(words: Calendar) -> str:
    """What makes a name of the unit before it: منذ عام 2014, قبل يوم الانتخابات, قبل شهر رمضان."""
    return rf"{alternation((*words.months, *hijri_words()))}(?!\w)" + (rf"|{words.article}" if words.article else "")


def _spelled(language: str) -> str:
    return rf"(?P<n>{small_numbers(language).pattern()}|{alternation(number_words(language).one)})"


def _ends(side: str, words: Calendar) -> str:
    """What stands behind a number of days, with nothing behind it that the days would be counted from."""
    prepositions = (*words.days_after, *words.days_before)
    if side in prepositions:
        return rf"{re.escape(side)}(?=[,.;:!?)]|$)"
    rest = [phrase[len(side) + 1 :] for phrase in prepositions if phrase.startswith(f"{side} ")]
    followed = rf"(?! {alternation(rest)}(?!\w))" if rest else ""
    return rf"{re.escape(side)}(?!\w){followed}"


def steps(language: str) -> str:
    """A pattern of the words for days, weeks, months and years."""
    table = units(language)
    whole = [word for word, unit in table.whole.items() if unit.name in STEPS]
    stems = [word for word, unit in table.stems.items() if unit.name in STEPS]
    return rf"(?:{alternation(whole)}|{alternation(stems)}\w*)"


def about(language: str) -> str:
    """A word for the uncertainty of a number with its space, or nothing."""
    return f"(?:{alternation(number_words(language).bounds)} )?"
