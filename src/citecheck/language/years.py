"""Four digits in their context → whether they are a year."""

import re

from citecheck.language.calendar_words import calendar
from citecheck.language.number_words import number_words
from citecheck.language.units import Unit, money_words, units

_YEAR_NOW = range(1900, 2036)
"""Four digits of this range are a year unless something speaks against it; others where something speaks for it."""
_YEARS_OF_HISTORY = range(1500, 1900)
_WITHOUT_WORD = frozenset({"de"})
"""Languages that write years of history without a word before ("erschien 1894."), and begin sentences with them."""
_YEARS_TOLD = range(1000, 2100)
"""Years that news and histories tell of; others ("by 2150") have nothing behind them that they might count."""
_MEASURES = frozenset({"person", "civilian", "combatant"})
_NEXT_WORD = re.compile(r"[ -]([^\W\d_]+|%|°)")
_OPENING = re.compile(r"(\S+)[ (]*$")


def is_year(year: int, low: str, span: tuple[int, int], language: str) -> bool:
    """Whether four digits at a span of aligned text are a year: not money, nor a count of what stands behind them."""
    words, (start, end) = calendar(language), span
    suffix = _NEXT_WORD.match(low, end)
    if suffix is not None and suffix[1] in words.year_suffix:
        return True
    before = _OPENING.search(low, max(start - 14, 0), start)
    opened = before is not None and (
        (before[1] in words.month_openers and before[1] not in words.to)
        or before[1] in words.year_before
        or low[start - 1] == "("
    )
    if suffix is not None and _is_counted(suffix[1], language, opened=opened):
        return False
    if year not in _YEARS_TOLD and suffix is not None and suffix[1] not in number_words(language).stops:
        return False
    likely = year in _YEAR_NOW or (year in _YEARS_OF_HISTORY and _is_bare_year(suffix, low, start, language))
    return opened or (likely and low[start - 1 : start] not in ("$", "€", "£", "+"))


def _is_counted(word: str, language: str, *, opened: bool) -> bool:
    unit: Unit | None = units(language).get(word)
    money = money_words(language)
    if money.percent.get(word) or money.after.get(word) or word in number_words(language).cardinal:
        return True
    return unit is not None and (unit.factor is not None or (unit.group in _MEASURES and not opened))


def _is_bare_year(suffix: re.Match[str] | None, low: str, start: int, language: str) -> bool:
    """Whether the language writes a year like this: nothing stands behind it to be counted, or it opens a sentence."""
    if language not in _WITHOUT_WORD:
        return False
    opens = low[max(start - 2, 0) : start].strip() in ("", ".", "!", "?")
    return opens or suffix is None or suffix[1] in number_words(language).stops
