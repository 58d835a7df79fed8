"""A claimed name and a source's words → the words that may be parts of it, in groups that stand together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from citecheck.facts.concepts import meanings
from citecheck.facts.demonyms import people_of
from citecheck.facts.gazetteer import is_acronym, lookup
from citecheck.facts.likeness import likeness
from citecheck.facts.token_index import TokenIndex
from citecheck.facts.vocabulary import every_honorific, organisation_words, particles, place_words
from citecheck.language.transliterate import script
from citecheck.language.words import form, forms, words

_MOST_PLACES = 40
_LEAST_ALIKE = 0.6
_COMMON_ALIKE = 0.9
_NEVER = 2.0
"""How alike a word must at least be, and one that a source would rather translate than transcribe."""
TRANSLATED = 0.9
"""How alike a word and its translation count."""
_WIDEST_GAP = 3
"""How many words may stand between two words of one name."""
_PARTICLE, _INITIAL, _COMMON = 0.15, 0.2, 0.4
"""How much particles, initials and common words tell, against 1 for the words that make a name."""
_LARGE = 100_000
_LINKS = frozenset({"of", "the", "and", "for", "in", "on", "et", "au", "aux", "und", "für"})
_TITLED_FROM = 4
"""Letters from which French and others write an acronym as a word."""


@dataclass(frozen=True, slots=True)
class Part:
    """A word of the claimed name, and how much it tells."""

    text: str
    form: str
    weight: float
    meanings: frozenset[int] = frozenset()

    @property
    def is_core(self) -> bool:
        """Whether it makes the name, rather than saying what kind of thing is named."""
        return self.weight == 1.0

    @property
    def is_particle(self) -> bool:
        """Whether it is one of the small words that may come and go."""
        return self.weight == _PARTICLE

    @property
    def is_common(self) -> bool:
        """Whether the dictionary has it, so that a source may translate it and write it without a capital."""
        return bool(self.meanings) or people_of(self.form) is not None or self.text.islower()


@dataclass(frozen=True, slots=True)
class Trace:
    """A word of the source that may be a part of the claimed name; up to ``last``, where it is written apart.

    ``is_tail`` says that it is the last word of a compound, whose first one may be another part.
    """

    position: int
    part: int
    likeness: float
    last: int
    translated: bool = False
    is_tail: bool = False


@lru_cache(maxsize=4096)
def parts_of(name: str, language: str) -> tuple[Part, ...]:
    """The words of a name in a language, weighed."""
    return tuple(_part(name[start:end], language) for start, end in words(name))


def _part(text: str, language: str) -> Part:
    meant = meanings(form(text), language)
    return Part(text, form(text), _weight(form(text), meant), meant)


def _weight(word: str, meant: frozenset[int]) -> float:
    if word in particles() or word in _LINKS:
        return _PARTICLE
    if len(word) == 1:
        return _INITIAL
    is_common = word in organisation_words() or word in place_words() or word in every_honorific()
    return _COMMON if is_common or meant or people_of(word) is not None else 1.0


def is_written_alike(name: str, found: str) -> bool:
    """Whether what was found may be a name, by its capitals: « un » is not the UN, « Otan » may be OTAN."""
    if is_acronym(name):
        return found.isupper() or (len(form(name)) >= _TITLED_FROM and found[0].isupper())
    return not found.islower() or name.islower()


def trace(parts: Sequence[Part], index: TokenIndex, *, exact: bool) -> Iterator[list[Trace]]:
    """The groups of words that may be parts of a name, each word for one part; ``exact`` leaves out likenesses."""
    traces = [each for number, part in enumerate(parts) for each in _traces(number, part, index, exact=exact)]
    for group in _groups(traces, index):
        yield _assign(group)


def _traces(number: int, part: Part, index: TokenIndex, *, exact: bool) -> Iterator[Trace]:
    if not exact:
        yield from (Trace(first, number, TRANSLATED, last, translated=True) for first, last in _phrases(part, index))
        tails = (each for meaning in part.meanings for each in index.of_tail(meaning))
        places = (at for tail in tails for at in index.at(tail))
        yield from (Trace(at, number, TRANSLATED, at, translated=True, is_tail=True) for at in places)
    found = _forms(part, index, exact=exact)
    translated = {} if exact else dict.fromkeys(_translations(part, index), TRANSLATED)
    for each in found | translated:
        alike = max(found.get(each, 0.0), translated.get(each, 0.0))
        is_translated = each in translated and each != part.form
        for position in index.at(each)[:_MOST_PLACES]:
            if (is_translated or part.is_common or is_written_alike(part.text, index.word(position))) and not (
                each in index.openers and index.opens_sentence(position)
            ):
                yield Trace(position, number, alike, index.last_of(each, position), is_translated)


def _phrases(part: Part, index: TokenIndex) -> Iterator[tuple[int, int]]:
    """Where a place that is a part of a name has a name of several words: « États-Unis » for US."""
    for wanted in _longer_names(part.form, index.script):
        yield from index.phrase(wanted)


@lru_cache(maxsize=4096)
def _longer_names(word: str, written: str) -> tuple[tuple[str, ...], ...]:
    entries = (entry for entry in lookup(word) if entry.kind in {"country", "region"})
    names = (forms(name) for entry in entries for name in entry.names_in(written))
    return tuple(dict.fromkeys(name for name in names if len(name) > 1))


def _forms(part: Part, index: TokenIndex, *, exact: bool) -> dict[str, float]:
    """Forms of the source that may be a part, with their likeness."""
    found = {part.form: 1.0} if index.at(part.form) else {}
    if exact or part.weight <= _INITIAL:
        return found
    least = _least_alike(part, index.script)
    for each in index.sounding_like(part.form) if least <= 1.0 else ():
        alike = likeness(part.form, each)
        if alike >= least and not (is_acronym(part.text) and script(each) == "latin"):
            found[each] = max(found.get(each, 0.0), alike)
    return found


@lru_cache(maxsize=4096)
def _least_alike(part: Part, other: str) -> float:
    """How alike a word in another script must be to count, more than 1 where nothing does.

    A source translates common words rather than transcribe them; and where the gazetteer has a place's name in the
    source's script, words that are merely like it are others.
    """
    known = [entry.kind for entry in lookup(part.form) if entry.names_in(other)]
    if any(kind != "city" for kind in known):
        return _NEVER
    return _COMMON_ALIKE if known or part.is_common else _LEAST_ALIKE


def _translations(part: Part, index: TokenIndex) -> Iterator[str]:
    """Forms of the source that translate a word: a common one, a country's adjective, a place's other names."""
    word = part.form
    for meaning in part.meanings:
        yield from index.of_meaning(meaning)
    entries = [entry for entry in lookup(word) if entry.kind != "city" or entry.population >= _LARGE]
    code = people_of(word) or next((entry.code for entry in entries if entry.kind == "country"), None)
    if code:
        yield from index.of_people(code)
    for entry in entries:
        for name in entry.names_in(index.script) if entry.is_place else ():
            endings = index.with_endings(form(name))
            yield from (each for each in endings if people_of(each) in {None, entry.code, code})


def _groups(traces: Sequence[Trace], index: TokenIndex) -> Iterator[list[Trace]]:
    """Traces that stand close together on one line."""
    ordered = sorted(traces, key=lambda each: each.position)
    group: list[Trace] = ordered[:1]
    for before, after in pairwise(ordered):
        if after.position - before.last > _WIDEST_GAP or _is_apart(before.position, after.position, index):
            yield group
            group = []
        group.append(after)
    if group:
        yield group


def _is_apart(before: int, after: int, index: TokenIndex) -> bool:
    between = index.between(before, after)
    return "\n" in between or ". " in between


def _assign(group: Sequence[Trace]) -> list[Trace]:
    """One position for each part and one part for each position, the likest first."""
    taken: list[Trace] = []
    for each in sorted(group, key=lambda each: -each.likeness):
        if all(each.part != other.part and _may_both_stand(each, other) for other in taken):
            taken.append(each)
    return sorted(taken, key=lambda each: each.position)


def _may_both_stand(one: Trace, other: Trace) -> bool:
    return one.position != other.position or one.is_tail is not other.is_tail
