"""The date notations of a language, each compiled and tried only where a text holds what it may begin with."""

import re
from collections.abc import Iterator
from functools import lru_cache

from citecheck.language.calendar_chinese import chinese_notations
from citecheck.language.calendar_notations import numeric_notations, worded_notations
from citecheck.language.calendar_openings import Heads, Opening
from citecheck.language.notation import Head, Notation
from citecheck.language.other_calendars import hijri_notations


def matching(low: str, opening: Opening, language: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The notations of a language that match at an opening of an aligned text, best first, with their names."""
    for notation in _beginning(language, opening.heads):
        match = notation.compiled.match(low, opening.start)
        if match is not None:
            yield notation.name, match


@lru_cache(maxsize=1024)
def _beginning(language: str, heads: Heads) -> tuple[Notation, ...]:
    """The notations that begin with one of the heads."""
    hijri = hijri_notations() if Head.HIJRI in heads else ()
    return (*hijri, *(each for each in _notations(language) if not heads.isdisjoint(each.heads)))


@lru_cache(maxsize=16)
def _notations(language: str) -> tuple[Notation, ...]:
    """All of them; a language without tables has the numeric ones only."""
    worded = chinese_notations() if language == "zh" else worded_notations(language)
    return (*numeric_notations(), *worded)
