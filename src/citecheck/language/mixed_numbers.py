"""Numbers and their parts in words → one number: two and a half million, half a million, trois douzaines.

What a number and a fraction are in a text, :mod:`citecheck.language.numerals` has read; here they are put together.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation
from citecheck.language.number_words import NumberWords, number_words
from citecheck.language.numeral import Numeral, Sort
from citecheck.language.tokens import Openers, matches, openers, tokens_of

_SCALES = (1e3, 1e6, 1e9, 1e12)
_COUNTED_ROUGHLY = 10.0, 100.0
"""What "three tens" and "two hundreds" (три десятка, deux centaines) are told in is no exact count."""
_TENTH = 0.1
_SMALLEST = 0.25
"""Nobody says a tenth of a million; in Arabic, the tenth is written as the ten of eleven."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """``behind`` a number: "and a half (million)"; ``leading``: "half a million"; ``multiple``: "dozen" of "two dozen".

    ``openers`` are what the leading ones begin with. ``alone`` are the parts that may stand behind a number without a
    scale: "two and a third" may go on with "died".
    """

    behind: re.Pattern[str]
    leading: re.Pattern[str]
    multiple: re.Pattern[str]
    openers: Openers
    parts: Mapping[str, float]
    alone: frozenset[str]
    scales: Mapping[str, float]
    multiples: Mapping[str, float]


def with_mixed(numerals: Sequence[Numeral], text: str, language: str) -> tuple[Numeral, ...]:
    """The numbers of a text, in order, those put together that are parts of one number."""
    patterns = _patterns(language)
    if patterns is None:
        return tuple(numerals)
    mixed = list(_mixed(numerals, aligned(text), patterns))
    mixed = _beside(_leading(text, numerals, patterns), mixed)
    return tuple(_beside(numerals, mixed))


def _beside(numerals: Iterable[Numeral], kept: Sequence[Numeral]) -> list[Numeral]:
    """Those kept and the numerals that overlap none of them, in order; both are in order and without overlaps."""
    if not kept:
        return list(numerals)
    starts = [each.start for each in kept]
    others = []
    for each in numerals:
        place = bisect_right(starts, each.start)
        behind, ahead = kept[place - 1 : place], kept[place : place + 1]
        if not any(one.start < each.end and each.start < one.end for one in (*behind, *ahead)):
            others.append(each)
    return sorted((*kept, *others), key=lambda each: each.start)


def _mixed(numerals: Sequence[Numeral], low: str, patterns: _Patterns) -> Iterator[Numeral]:
    for each in numerals:
        if each.sort not in (Sort.CARDINAL, Sort.ONE):
            continue
        match = patterns.behind.match(low, each.end)
        if match is not None and (match["scale"] or match["part"] in patterns.alone):
            yield _joined(each, match, low, patterns)
        elif (match := patterns.multiple.match(low, each.end)) is not None and each.value > 1:
            size = patterns.multiples[match["multiple"]]
            sort = Sort.ABOUT if size in _COUNTED_ROUGHLY else Sort.CARDINAL
            yield each._replace(end=match.end(), value=each.value * size, sort=sort)


def _joined(base: Numeral, match: re.Match[str], low: str, patterns: _Patterns) -> Numeral:
    """A number and a fraction behind it: the fraction is one of the number's own scale, if it has one."""
    part = patterns.parts[match["part"]]
    own = patterns.scales.get(re.split("[ -]", low[base.start : base.end])[-1], 1.0)
    scale = patterns.scales[match["scale"]] if match["scale"] else own
    value = (base.value + part) * scale if base.value < min(_SCALES) else base.value + part * scale
    return Numeral(base.start, match.end(), value, step=_TENTH * scale)


def _leading(text: str, numerals: Sequence[Numeral], patterns: _Patterns) -> Iterator[Numeral]:
    found = list(matches(patterns.leading, aligned(text), tokens_of(text).openings(patterns.openers)))
    articles = {each.end: each.start for each in numerals if each.sort is Sort.ONE} if found else {}
    for match in found:
        part, scale = patterns.parts[match["part"]], patterns.scales[match["scale"]]
        start = articles.get(match.start() - 1, match.start())
        yield Numeral(start, match.end(), part * scale, step=_TENTH * scale)


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns | None:
    words = number_words(language)
    if not words.joined:
        return None
    parts = {word: part for word, part in {**words.fraction, **words.parts}.items() if part >= _SMALLEST}
    scales = {word: value for word, value in words.cardinal.items() if value in _SCALES}
    return _Patterns(
        _behind(words, parts, scales),
        _before(words, parts, scales),
        _multiple(words),
        openers(parts, digits=False),
        parts,
        words.behind,
        scales,
        words.multiples,
    )


def _behind(words: NumberWords, parts: Iterable[str], scales: Iterable[str]) -> re.Pattern[str]:
    joined = alternation(words.joined)
    glue = rf" {joined}" if "و" in words.joined else rf"[ -]{joined}[ -]"
    return re.compile(
        rf"{glue}(?P<part>{alternation(parts)})(?![\w-])(?:{_of(words)}(?P<scale>{alternation(scales)})(?!\w))?"
    )


def _before(words: NumberWords, parts: Iterable[str], scales: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<part>{alternation(parts)}){_of(words)}(?P<scale>{alternation(scales)})(?!\w)")


def _of(words: NumberWords) -> str:
    """What stands between a fraction and its scale: half a million, un quart de million, نصف المليون."""
    links = alternation(words.part_of)
    return rf"(?:[ -]|(?: {links}[ ]?))" if words.part_of else "[ -]"


def _multiple(words: NumberWords) -> re.Pattern[str]:
    return (
        re.compile(rf"[ -](?P<multiple>{alternation(words.multiples)})(?!\w)")
        if words.multiples
        else re.compile("(?!)")
    )
