"""Roman numerals beside the word for a century → ordinals."""

import re
from collections.abc import Iterator
from functools import lru_cache

from citecheck.language.numeral import Numeral, Sort
from citecheck.language.units import units

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN_NUMERAL = re.compile(r"(?P<roman>[IVXL](?<!\w.)[IVXL]*)(?:er|e|è|ème|º|°|-й|-го|-м|-е)?(?!\w)")


def _roman(written: str) -> int:
    values = [_ROMAN[each] for each in written]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


@lru_cache(maxsize=16)
def _centuries(language: str) -> tuple[str, ...]:
    """The words for a century, and what they begin with."""
    table = units(language)
    return tuple(word for words in (table.whole, table.stems) for word, unit in words.items() if unit.name == "century")


def read_centuries(text: str, low: str, language: str) -> Iterator[Numeral]:
    """Roman numerals beside the word for a century: XIXe siècle, siglo XIX."""
    if not any(word in low for word in _centuries(language)):
        return
    for match in _ROMAN_NUMERAL.finditer(text):
        beside = [*re.findall(r"\w+", low[max(match.start() - 14, 0) : match.start()])[-1:]]
        beside += re.findall(r"\w+", low[match.end() : match.end() + 20])[:1]
        named = (units(language).get(word) for word in beside)
        if any(unit is not None and unit.name == "century" for unit in named):
            yield Numeral(*match.span(), float(_roman(match["roman"])), Sort.ORDINAL)
