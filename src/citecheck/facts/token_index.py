"""A source → its words by form, by stem and by the sound of those that may be names."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import compress, filterfalse
from operator import not_

from rapidfuzz import process
from rapidfuzz.distance import OSA

from citecheck.facts.concepts import meanings, stems_for
from citecheck.facts.demonyms import people_of, stems_of
from citecheck.facts.source import Source
from citecheck.facts.vocabulary import case_endings, openers, proclitics
from citecheck.language.transliterate import is_abjad, script, skeleton, skeletons
from citecheck.language.words import form

_CYRILLIC = re.compile("[а-яё]")
_SHORTEST_STEM = 3
_GERMAN_GENITIVE = re.compile("(?<=[a-z]{3})s$")
_FINAL_VOWEL = re.compile("[aeiouyаеиіоуыюяьй]$")
_ADJECTIVE = re.compile(
    "i?en(?:ne)?s?|ai(?:se?s?|n(?:e?s)?)|oi(?:se?)?s?|i?an[aoeis]?s?|ens[ei]s?|e[nñ][ao]s?|es[ei]s?|in[aoie]s?|"
    "ers?|ern|isch(?:e[nmrs]?)?|(?:ь?с|ц)к(?:ии|ая|ое|ие|ого|ому|им|ом|ои|ую|их|ими|і|а|е|у|ою)|[اه]?ي(?:ه|ين|ون)?"
)
"""What makes a place's name an adjective or an inhabitant, in our languages."""
_LOOSE = 0.6
_SHORTEST_HALF = 4
_ARTICLES = ("al", "el", "ul")
_CROWD = 1000


@lru_cache(maxsize=131072)
def stems(word: str) -> tuple[str, ...]:
    """What may be left of a word's form without case endings (Cyrillic), proclitics (Arabic) or a final s (Latin)."""
    if _CYRILLIC.search(word):
        return tuple(
            word[:-length]
            for length in range(1, min(4, len(word) - _SHORTEST_STEM + 1))
            if word[-length:] in case_endings()
        ) or (word,)
    if is_abjad(word):
        return tuple(dict.fromkeys([word, *_without_clitics(word)]))
    return (_GERMAN_GENITIVE.sub("", word),)


def _without_clitics(word: str) -> Iterator[str]:
    for clitic in proclitics():
        if word.startswith(clitic) and len(word) - len(clitic) >= _SHORTEST_STEM:
            yield word[len(clitic) :]


@lru_cache(maxsize=131072)
def _bones(word: str) -> tuple[str, ...]:
    """The skeletons of a form and of its stems."""
    return tuple({skeleton(each) for each in (word, *stems(word))})


@lru_cache(maxsize=131072)
def _tail_meanings(word: str) -> frozenset[int]:
    """What the last word of a compound may mean; the first one and it must have four letters each."""
    tails = (word[start:] for start in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1))
    return next((found for tail in tails if (found := meanings(tail))), frozenset())


class TokenIndex:
    """The words of a source, found by what they look and sound like. Positions are indices of words.

    ``inflects`` says that the language's names take endings or prefixes that :func:`stems` takes off.
    """

    def __init__(self, source: Source) -> None:
        text = source.text
        self.text = text
        self.script = script(text)
        self._compounds = source.setting.language == "de"
        self.inflects = self.script != "latin" or source.setting.language == "de"
        self.openers = openers(source.setting.language)
        self._tokens = source.tokens
        self.size = len(source.tokens.written)
        self._telling = source.tokens.by_form
        self._at: dict[str, Sequence[int]] = {}
        self._apart = dict(self._written_apart())
        self._joined = [each for each, _ in self._apart]
        for each, position in self._apart:
            self._at[each] = [*self.at(each), position]

    def at(self, each: str) -> Sequence[int]:
        """The positions of the words that have a form; none where no word has it."""
        if each not in self._at:
            words = {each, *self._telling.get(each, ())}
            self._at[each] = sorted(position for word in words for position in self._tokens.at.get(word, ()))
        return self._at[each]

    @cached_property
    def _all(self) -> list[str]:
        """Every form, sorted."""
        return sorted({*self._tokens.forms, *self._joined}) if self._joined else self._tokens.forms

    @cached_property
    def _foreign(self) -> list[str]:
        """The forms in other than ASCII letters."""
        return list(filterfalse(str.isascii, dict.fromkeys((*self._telling, *self._joined))))

    def _written_apart(self) -> Iterator[tuple[tuple[str, int], int]]:
        """Names with an article between two words, as one word: ``Abd al-Malik`` as ``abdalmalik``."""
        for article in _ARTICLES:
            for position in self.at(article):
                if 0 < position < self.size - 1 and self.gap(position) in {" ", "-"} and self.gap(position - 1) == " ":
                    joined = "".join(map(self.form, range(position - 1, position + 2)))
                    if not self.word(position - 1).islower() and not self.word(position + 1).islower():
                        yield (joined, position - 1), position + 1

    def last_of(self, each: str, position: int) -> int:
        """The position of the last word of a form that stands at a position; most forms are one word."""
        return self._apart.get((each, position), position)

    def word(self, position: int) -> str:
        """A word as written."""
        return self._tokens.written[position]

    def form(self, position: int) -> str:
        """A word's form."""
        return form(self._tokens.written[position])

    def gap(self, position: int) -> str:
        """What stands between a word and the next one; no-break spaces as spaces."""
        return self._tokens.between(position, position + 1).replace("\u00a0", " ")

    def between(self, position: int, other: int) -> str:
        """What stands between two words."""
        return self._tokens.between(position, other)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Half-open character offsets of the text from one word to another."""
        return self._tokens.starts[first], self._tokens.starts[last] + len(self.word(last))

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        """Forms in other than ASCII letters by stem; a form may stand under several."""
        found: dict[str, list[str]] = {}
        for each in self._foreign:
            for stem in stems(each):
                found.setdefault(stem, []).append(each)
        return found

    def _of_stem(self, stem: str) -> Iterator[str]:
        """Forms that have a stem; those in ASCII letters are the stem itself and that with a final s."""
        yield from (each for each in (stem, f"{stem}s") if each.isascii() and self.at(each) and stem in stems(each))
        yield from self._by_stem.get(stem, ())

    @cached_property
    def _buckets(self) -> dict[str, tuple[list[str], list[str]]]:
        """For each first consonant class the skeletons of the words that may be names, and the words' forms."""
        buckets: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for each in self._names():
            for bones in _bones(each):
                keys, named = buckets[bones[:1]]
                keys.append(bones)
                named.append(each)
        return buckets

    @cached_property
    def crowd(self) -> int:
        """How many words a name might be found in by chance; more than a passage has do not count."""
        return min(max(sum(len(named) for _, named in self._buckets.values()), 1), _CROWD)

    def _names(self) -> Iterator[str]:
        """Forms that stand anywhere with a capital that tells, or uncommon words of a script without capitals."""
        small = map(str.islower, map("".join, self._telling.values()))
        capital = set(compress(self._telling, map(not_, small)))
        capital.update(self._joined)
        for each in capital.union(self._foreign):
            if len(each) < 2 or each.isdigit():
                continue
            if not each.isascii() and is_abjad(each):
                if self.openers.isdisjoint((each, *stems(each))):
                    yield each
            elif each in capital and (each not in self.openers or self._is_capital_inside(each)):
                yield each

    def _is_capital_inside(self, each: str) -> bool:
        """Whether a form stands somewhere with a capital that begins no sentence."""
        capital = (word for word in self._telling.get(each, ()) if not word.islower())
        return any(not self.opens_sentence(position) for word in capital for position in self._tokens.at[word])

    def opens_sentence(self, position: int) -> bool:
        """Whether a word begins a sentence, a quotation or a line, so that its capital tells nothing."""
        start = self._tokens.starts[position]
        before = self.text[max(0, start - 3) : start]
        return not before.strip() or before.rstrip(" \u00a0\u202f")[-1:] in '.!?:;«“„"' or "\n" in before

    def sounding_like(self, word: str) -> set[str]:
        """Forms in the source whose consonants are about those of a word."""
        found: set[str] = set()
        for wanted in skeletons(word):
            keys, named = self._buckets.get(wanted[:1], ([], []))
            if not keys:
                continue
            matches = process.extract(wanted, keys, scorer=OSA.normalized_similarity, score_cutoff=_LOOSE, limit=None)
            found.update(named[index] for _, _, index in matches)
        return found

    @cached_property
    def _beginnings(self) -> tuple[list[str], dict[str, list[str]]]:
        """What forms begin with, sorted, and the forms by it that are not just that: Arabic ones without proclitics."""
        found: dict[str, list[str]] = {}
        for each in filter(is_abjad, self._foreign):
            for stem in stems(each):
                if stem != each:
                    found.setdefault(stem, []).append(each)
        for stem in found.keys() & self._all:
            found[stem].insert(0, stem)
        return sorted(found.keys() | self._all) if found else self._all, found

    def of_people(self, code: str) -> Iterator[str]:
        """Forms that are an adjective or inhabitant of a country, by its code."""
        return (each for stem, each in self._beginning(stems_of(code)) if people_of(stem) == code)

    def of_meaning(self, meaning: int) -> Iterator[str]:
        """Forms that have a meaning (see :mod:`citecheck.facts.concepts`)."""
        return (each for stem, each in self._beginning(stems_for(meaning)) if meaning in meanings(stem))

    @cached_property
    def _tails(self) -> dict[int, list[str]]:
        """The compounds of a German text by what their last word means: ``Justizausschuss`` is a committee."""
        found: dict[int, list[str]] = {}
        for each in self._all if self._compounds else ():
            for meaning in _tail_meanings(each):
                found.setdefault(meaning, []).append(each)
        return found

    def of_tail(self, meaning: int) -> Sequence[str]:
        """Compounds whose last word has a meaning, in languages that write them as one word."""
        return self._tails.get(meaning, ())

    def with_endings(self, name: str) -> Iterator[str]:
        """Forms that are a place's name, inflected, or its adjective: лондонский, londonien, Londoner."""
        for stem in stems(name):
            yield from self._of_stem(stem)
        root = _FINAL_VOWEL.sub("", name)
        if len(root) >= _SHORTEST_STEM:
            yield from (each for stem, each in self._beginning([root]) if _ADJECTIVE.fullmatch(stem, len(root)))

    def _beginning(self, beginnings: Sequence[str]) -> Iterator[tuple[str, str]]:
        keys, found = self._beginnings
        for beginning in beginnings:
            low = bisect_left(keys, beginning)
            high = bisect_left(keys, beginning + "\U0010ffff", low)
            yield from ((key, each) for key in keys[low:high] for each in found.get(key, (key,)))

    def phrase(self, wanted: Sequence[str], *, inflected: bool = False) -> Iterator[tuple[int, int]]:
        """Where word forms stand in a row: first and last position. ``inflected`` compares stems."""
        if not wanted:
            return
        firsts = wanted[:1]
        if inflected:
            firsts = [each for stem in stems(wanted[0]) for each in self._of_stem(stem)]
        for position in sorted({position for first in firsts for position in self.at(first)}):
            if inflected and len(wanted[0]) - len(self.form(position)) > 1:
                continue  # "Росс" is no form of "Россия"
            last = position + len(wanted) - 1
            if last < self.size and all(
                self._is(position + step, each, inflected=inflected) for step, each in enumerate(wanted[1:], start=1)
            ):
                yield position, last

    def _is(self, position: int, wanted: str, *, inflected: bool) -> bool:
        found = self.form(position)
        return found == wanted or (inflected and not set(stems(wanted)).isdisjoint(stems(found)))


def token_index(source: Source) -> TokenIndex:
    """The index of a source's words; ask with ``source.derived(token_index)``."""
    return TokenIndex(source)
