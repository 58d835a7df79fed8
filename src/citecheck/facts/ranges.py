"""Numbers side by side → one range ("between 40 and 85") or one score ("3-1") where they belong together."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from citecheck.facts.count import SCORE, Counted, alone
from citecheck.language.number_words import NumberWords, number_words
from citecheck.language.numeral import Numeral, Sort


def joined(numerals: Sequence[Numeral], low: str, language: str) -> Iterator[Counted]:
    """Numbers one by one, the two ends of a range as one ("between 40 and 85", "40 to 85", "40-85")."""
    words = number_words(language)
    both: Counted | None = None
    for first, second in zip_longest(numerals, numerals[1:]):
        if both is not None:
            both = None  # the second of these two is told
            continue
        near = second is not None and second.start - first.end <= _WIDEST_GAP
        both = _as_one(first, second, low, words) if near else None
        yield both or alone(first)


def _as_one(first: Numeral, second: Numeral, low: str, words: NumberWords) -> Counted | None:
    """Two numbers as a score or a range, if they are one."""
    return _score(first, second) if _is_score(first, second, low, words) else _range(first, second, low, words)


_DASH = re.compile(r" ?- ?")
_DASHED = re.compile(r"-\d")
_NEXT_WORD = re.compile(r"[ '\-]*([^\W\d_]+)")
_UNIT_SIGNS = re.compile(r" ?[%°€$£]")
_SIGNS = re.compile(r"[-%°€$£]")
_SIGNS_OF_UNITS = frozenset("%°€$£")
_ARTICLE = 3
_WIDEST_GAP = 14
"""Letters between two numbers that are one range or score, at most."""
_SCORED = frozenset({":", "比"})
"""What stands between the two sides of a score and hardly anything else."""
_HIGHEST_SCORE = 20
"""Two numbers up to here with a dash between them and nothing counted behind are the score of a game."""


def _range(first: Numeral, second: Numeral, low: str, words: NumberWords) -> Counted | None:
    if second.sort is not Sort.CARDINAL or first.sort not in (Sort.CARDINAL, Sort.ONE):
        return None
    gap, start = low[first.end : second.start], first.start
    before = low[max(start - 12, 0) : start]
    if _DASH.fullmatch(_UNIT_SIGNS.sub("", gap)) and first.sort is Sort.CARDINAL:
        if low[second.end : second.end + 1] == "-" or before.endswith("-"):
            return None
    else:
        middle = _between(gap, words)
        links = (middle, _without_article(middle))
        opener = next((each for each, link in words.between.items() if link in links and _ends(before, each)), "")
        if not opener and (middle not in words.to or any(_ends(before, each) for each in words.change)):
            return None
        start = low.rfind(opener, 0, start) if opener else start
    bottom = first.value * _shared_scale(first, second)
    if bottom >= second.value:
        return None
    span, step = (first.start, second.end), min(first.step, second.step)
    return Counted(start, second.end, span, bottom, second.value, Sort.CARDINAL, step, digits=first.digits)


def _between(gap: str, words: NumberWords) -> str:
    """What joins two numbers, without signs and articles: "70 % y un 90 %", "18- to 29-year-olds"."""
    parts = _SIGNS.sub(" ", gap).split()
    return " ".join(part for part in parts if part not in words.one)


def _without_article(middle: str) -> str:
    """What joins two numbers, without a short word at its end: "tra i 40 e gli 85"."""
    link, _, last = middle.rpartition(" ")
    return link if len(last) <= _ARTICLE else middle


def _score(first: Numeral, second: Numeral) -> Counted:
    """A score: its two sides as the ends of an interval, the smaller first, as winners are named first or last."""
    low, high = sorted((first.value, second.value))
    span = (first.start, second.end)
    return Counted(*span, span, low, high, Sort.CARDINAL, 1.0, unit=SCORE, digits=True)


def _is_score(first: Numeral, second: Numeral, low: str, words: NumberWords) -> bool:
    if not first.digits or not second.digits or first.sort is not Sort.CARDINAL or second.sort is not Sort.CARDINAL:
        return False
    gap = low[first.end : second.start].strip()
    if (gap != "-" and gap not in _SCORED and gap not in words.to) or _DASHED.match(low, second.end):
        return False
    highest = _HIGHEST_SCORE if gap not in _SCORED else 10 * _HIGHEST_SCORE
    counts = _is_followed(low, second.end, words) or low[second.end :].lstrip()[:1] in _SIGNS_OF_UNITS
    changes = any(_ends(low[max(first.start - 12, 0) : first.start], each) for each in words.change)
    if (changes and counts) or max(first.value, second.value) > 10 * _HIGHEST_SCORE:
        return False
    return gap in _SCORED or (first.value >= second.value and gap == "-") or (second.value <= highest and not counts)


def _is_followed(low: str, end: int, words: NumberWords) -> bool:
    """Whether something may be counted behind a number: a word that does not end the search for a noun."""
    following = _NEXT_WORD.match(low, end)
    return following is not None and following[1] not in words.stops


def _ends(before: str, word: str) -> bool:
    """Whether a text ends with a word, or with the word and a short article behind it ("entre un 70 %")."""
    parts = before.split()
    return word in parts[-1:] or (word in parts[-2:-1] and len(parts[-1]) <= 3) or before.endswith(f" {word} ")


def _shared_scale(first: Numeral, second: Numeral) -> float:
    """The thousand or million of the second number that the first shares: 3 to 5 million."""
    if not second.digits or second.step < 1000 or first.step > 1 or first.value >= 1000:
        return 1.0
    scale = next(each for each in (1e3, 1e6, 1e9, 1e12) if each >= second.step)
    return scale if first.value * scale < second.value else 1.0
