"""A name in Latin letters → where a Chinese text has characters that are read so: Xi Jinping, 习近平."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from citecheck.facts.source import Source
from citecheck.language.normalise import fold
from citecheck.language.words import words

_FEWEST, _MOST = 2, 6
"""How many characters a name has: one stands everywhere; foreign names written by their sound have more than four."""
_FIRST, _LAST = 0x4E00, 0x9FFF
_LONGEST_SYLLABLE = 6
_POINTS = "·・•‧"
"""What parts the names of foreigners in Chinese."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The Chinese characters of a text: ``places`` in it, and by what is read the indices of those that are read so."""

    places: tuple[int, ...]
    readings: tuple[str, ...]
    at: Mapping[str, tuple[int, ...]]


def read_so(name: str, source: Source) -> Iterator[tuple[int, int]]:
    """Where characters in a row are read as a name, surname first or last; half-open offsets."""
    spellings = _spellings(name)
    if not spellings:
        return
    read = source.derived(_read)
    for spelling in spellings:
        for first in read.at.get(spelling[0], ()):
            last = first + len(spelling) - 1
            if read.readings[first : last + 1] == spelling and _is_whole(read, first, last, source.text):
                yield read.places[first], read.places[last] + 1


def _is_whole(read: _Read, first: int, last: int, text: str) -> bool:
    """Whether nothing but a point stands between the characters."""
    places = read.places[first : last + 1]
    return all(text[one + 1 : other].strip(_POINTS) == "" for one, other in pairwise(places))


@lru_cache(maxsize=4096)
def _spellings(name: str) -> tuple[tuple[str, ...], ...]:
    """The syllables of a name in each way to part and order them; none where it is not all syllables."""
    parts = [tuple(_parted(fold(name[start:end]).replace("'", ""))) for start, end in words(name)]
    if not parts or not all(parts):
        return ()
    orders = [parts, [*parts[1:], parts[0]], [parts[-1], *parts[:-1]]] if len(parts) > 1 else [parts]
    every = dict.fromkeys(spelling for order in orders for spelling in _joined(order))
    return tuple(spelling for spelling in every if _FEWEST <= len(spelling) <= _MOST)


def _joined(parts: list[tuple[tuple[str, ...], ...]]) -> Iterator[tuple[str, ...]]:
    if not parts:
        yield ()
        return
    for rest in _joined(parts[1:]):
        yield from (first + rest for first in parts[0])


def _parted(word: str) -> Iterator[tuple[str, ...]]:
    """Every way to part a word into syllables."""
    if not word:
        yield ()
        return
    for length in range(1, min(_LONGEST_SYLLABLE, len(word)) + 1):
        if word[:length] in _syllables():
            yield from ((word[:length], *rest) for rest in _parted(word[length:]))


@cache
def _syllables() -> frozenset[str]:
    """What Chinese characters are read as, without tones."""
    return frozenset(filter(None, map(_reading, map(chr, range(_FIRST, _LAST + 1)))))


@lru_cache(maxsize=8192)
def _reading(character: str) -> str:
    from anyascii import anyascii  # imported where first needed: its tables cost 20 ms

    return anyascii(character).lower()


def _read(source: Source) -> _Read:
    places = tuple(place for place, each in enumerate(source.text) if _FIRST <= ord(each) <= _LAST)
    readings = tuple(_reading(source.text[place]) for place in places)
    at: dict[str, list[int]] = {}
    for index, reading in enumerate(readings):
        at.setdefault(reading, []).append(index)
    return _Read(places, readings, {reading: tuple(found) for reading, found in at.items()})
