"""The phrases around a number ("at least", "environ", "or more") → its interval."""

import re
from collections.abc import Container, Mapping
from dataclasses import replace

from citecheck.facts.count import Counted
from citecheck.language.number_words import number_words

_LONGEST = 4
"""Bounding phrases have at most so many words."""
_WITHIN = 32
_BEFORE_WORD = re.compile(r"[^\s']+'?|'")


def bounded(counted: Counted, low: str, language: str) -> Counted:
    """The number with the interval that the words before and behind it give it."""
    words = number_words(language)
    bound, start = _before(low, counted.start, words.bounds, words.one, language)
    if bound is None:
        bound = next((how for phrase, how in words.after.items() if _follows(low, counted, phrase, language)), None)
    if bound is None:
        return counted
    value = _centre(counted)
    if counted.low is not None and counted.high is not None and counted.low < counted.high and not counted.near:
        return replace(counted, start=start, near=True)
    if bound in ("min", "above"):
        return replace(counted, start=start, low=value if counted.near else counted.low, high=None)
    if bound in ("max", "below"):
        return replace(counted, start=start, low=None, high=value if counted.near else counted.high)
    return replace(counted, start=start, near=True)


def _centre(counted: Counted) -> float:
    ends = [end for end in (counted.low, counted.high) if end is not None]
    return sum(ends) / len(ends)


def _before(
    low: str, start: int, bounds: Mapping[str, str], articles: Container[str], language: str
) -> tuple[str | None, int]:
    """How the phrase in front bounds the number, and where that phrase begins."""
    before = low[max(start - _WITHIN, 0) : start].rstrip(" $£€¥(")
    if language == "zh":
        phrase = next((each for each in bounds if before.endswith(each)), None)
        return (bounds[phrase], start - len(phrase)) if phrase else (None, start)
    found = list(_BEFORE_WORD.finditer(before))
    if found and found[-1].group() in articles:
        found.pop()
    for length in range(min(len(found), _LONGEST), 0, -1):
        words = [each.group() for each in found[-length:]]
        phrase = " ".join(words).replace("' ", "'")
        if phrase in bounds:
            return bounds[phrase], max(start - _WITHIN, 0) + found[-length].start()
    return None, start


def _follows(low: str, counted: Counted, phrase: str, language: str) -> bool:
    ends = (counted.number[1], counted.end)
    if language == "zh":
        return any(low.startswith(phrase, end) for end in ends)
    return any(low.startswith(f" {phrase}", end) and not low[end + 1 + len(phrase) :][:1].isalpha() for end in ends)
