"""The phrases around a number ("at least", "environ", "or more") → its interval."""

import re
from functools import lru_cache

from citecheck.facts.count import Counted
from citecheck.language.number_words import NumberWords, number_words

_LONGEST = 4
"""Bounding phrases have at most so many words."""
_WITHIN = 32
_BEFORE_WORD = re.compile(r"[^\s']+'?|'")


def bounded(counted: Counted, low: str, language: str) -> Counted:
    """The number with the interval that the words before and behind it give it."""
    words = number_words(language)
    bound, start = _before(low, counted.start, words, language)
    if bound is None:
        bound = _behind(low, counted, words, language)
    if bound is None:
        return counted
    value = _centre(counted)
    if counted.low is not None and counted.high is not None and counted.low < counted.high and not counted.near:
        return counted._replace(start=start, near=True)
    if bound in ("min", "above"):
        return counted._replace(start=start, low=value if counted.near else counted.low, high=None)
    if bound in ("max", "below"):
        return counted._replace(start=start, low=None, high=value if counted.near else counted.high)
    return counted._replace(start=start, near=True)


def _centre(counted: Counted) -> float:
    ends = [end for end in (counted.low, counted.high) if end is not None]
    return sum(ends) / len(ends)


def _before(low: str, start: int, words: NumberWords, language: str) -> tuple[str | None, int]:
    """How the phrase in front bounds the number, and where that phrase begins."""
    bounds, before = words.bounds, low[max(start - _WITHIN, 0) : start].rstrip(" $£€¥(")
    if language == "zh":
        phrase = next((each for each in bounds if before.endswith(each)), None)
        return (bounds[phrase], start - len(phrase)) if phrase else (None, start)
    if not before.rstrip().endswith(_last_words(language)):
        return None, start
    found = list(_BEFORE_WORD.finditer(before))
    if found and found[-1].group() in words.one:
        found.pop()
    for length in range(min(len(found), _LONGEST), 0, -1):
        phrase = " ".join(each.group() for each in found[-length:]).replace("' ", "'")
        if phrase in bounds:
            return bounds[phrase], max(start - _WITHIN, 0) + found[-length].start()
    return None, start


@lru_cache(maxsize=16)
def _last_words(language: str) -> tuple[str, ...]:
    """What stands right before a number that is bounded: the last word of a phrase, or an article behind it."""
    words = number_words(language)
    return tuple(words.one.union(_BEFORE_WORD.findall(phrase)[-1] for phrase in words.bounds))


def _behind(low: str, counted: Counted, words: NumberWords, language: str) -> str | None:
    """How the phrase behind bounds the number."""
    ends, openings = (counted.number[1], counted.end), _openings(language)
    if not (low.startswith(openings, ends[0]) or low.startswith(openings, ends[1])):
        return None
    return next((how for phrase, how in words.after.items() if _follows(low, ends, phrase, language)), None)


@lru_cache(maxsize=16)
def _openings(language: str) -> tuple[str, ...]:
    """What stands right behind a number that is bounded there."""
    phrases = number_words(language).after
    return tuple(phrases) if language == "zh" else tuple({f" {phrase.split()[0]}" for phrase in phrases})


def _follows(low: str, ends: tuple[int, int], phrase: str, language: str) -> bool:
    if language == "zh":
        return any(low.startswith(phrase, end) for end in ends)
    return any(low.startswith(f" {phrase}", end) and not low[end + 1 + len(phrase) :][:1].isalpha() for end in ends)
