"""A text → the other names that it gives for someone: "X, alias Y", « X, dit Y », "Long Name (LN)"."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from citecheck.facts.demonyms import people_of
from citecheck.facts.source import Source
from citecheck.facts.spelling import names_similarity
from citecheck.facts.vocabulary import particles
from citecheck.language.aligned import aligned
from citecheck.language.tokens import Openers, matches, openers, tokens_of
from citecheck.language.transliterate import skeleton
from citecheck.language.words import form, forms, words

_ALIKE = 0.85
_WINDOW = 90
"""How many characters before and after the cue a name may take."""
_LONGEST_NAME = 7
_BRACKET = re.compile(r"\(([^()\n]{2,60})\)")
_EDGES = " .,;:-–—\u00a0\"“”„«»'‘’()"
_BETWEEN = re.compile(r"[ \u00a0\u202f]|-|['’]|\.[ \u00a0]|[ \u00a0][ld]['’]")
_NAMES_JOINED = frozenset({"of", "the", "et", "and", "au", "aux", "for", "a", "pour", "to", "in"})


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name for the thing a name names, and the name that it stands beside."""

    name: str
    of: str


@lru_cache(maxsize=64)
def harvest(text: str, language: str = "") -> tuple[tuple[str, str], ...]:
    """The pairs of names that a text itself says are of one person or thing, in order.

    Found are names on both sides of a cue of the language (``data/aliases.json``) and acronyms in brackets behind
    their long form, or the reverse. Linear in the text's length.
    """
    pairs = [*_introduced(text, language), *_bracketed(text)]
    return tuple(dict.fromkeys(pair for pair in pairs if all(pair) and forms(pair[0]) != forms(pair[1])))


def alias_groups(name: str, groups: Iterable[Sequence[str]]) -> tuple[Alias, ...]:
    """The other names of the groups in which a name stands, in its own or a similar spelling."""
    found: dict[str, Alias] = {}
    for group in groups:
        like = next((each for each in group if is_same(name, each)), None)
        if like is not None:
            found.update({each: Alias(each, like) for each in group if each != like and each not in found})
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Harvest:
    """The pairs of names of a text, each with the skeletons of its words, by which likely ones are picked."""

    pairs: tuple[tuple[tuple[str, str], frozenset[str]], ...]

    def near(self, name: str) -> list[tuple[str, str]]:
        """The pairs one of whose names may be another spelling of a name."""
        wanted = _skeletons(name)
        return [pair for pair, found in self.pairs if not found.isdisjoint(wanted)]


def harvest_source(source: Source) -> Harvest:
    """What a source says of names; ask with ``source.derived(harvest_source)``."""
    pairs = harvest(source.text, source.setting.language)
    return Harvest(tuple((pair, _skeletons(pair[0]) | _skeletons(pair[1])) for pair in pairs))


def _skeletons(name: str) -> frozenset[str]:
    return frozenset(skeleton(word) for word in forms(name) if word not in particles())


def is_same(name: str, other: str) -> bool:
    """Whether two names are one by spelling."""
    return forms(name) == forms(other) or names_similarity(name, other) >= _ALIKE


@cache
def _cues(language: str) -> tuple[re.Pattern[str], Openers | None]:
    """What stands between two names, and what it begins with; nothing is known of that where words are not parted."""
    data = json.loads(files("citecheck.facts").joinpath("data/aliases.json").read_text("utf-8"))
    listed = {**data["all"], **data.get(language, {})}
    cues = sorted((cue for each in listed.values() for cue in each), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(cues)})(?:(?<=\w)(?!\w)|(?<=\W))")
    return pattern, None if language == "zh" else openers(aligned(" ".join(listed)).split(), digits=False)


def _introduced(text: str, language: str) -> Iterator[tuple[str, str]]:
    pattern, beginning = _cues(language)
    openings = None if beginning is None else tokens_of(text).openings(beginning)
    for cue in matches(pattern, text, openings):
        yield _name_before(text, cue.start()), _name_after(text, cue.end())


def _name_before(text: str, end: int) -> str:
    """The capitalised words that end right before an offset, commas and brackets aside."""
    line = max(text.rfind("\n", 0, end) + 1, end - _WINDOW)
    kept = text[line:end].rstrip(_EDGES)
    found = list(words(kept))
    first = len(kept)
    for start, stop in reversed(found[-_LONGEST_NAME:]):
        if (first < len(kept) or stop != len(kept)) and not _BETWEEN.fullmatch(kept[stop:first]):
            break
        if not _may_be_in_name(kept[start:stop]):
            break
        first = start
    return _trimmed(_without_adjective(kept[first:]))


def _without_adjective(name: str) -> str:
    """Without a country's adjective in front: « l'Algérien Djamel Okacha »."""
    first, _, rest = name.partition(" ")
    return rest if rest and people_of(first) is not None else name


def _name_after(text: str, start: int) -> str:
    line = text[start : start + _WINDOW].split("\n")[0]
    kept = line.lstrip(_EDGES)
    last = 0
    for begin, stop in list(words(kept))[:_LONGEST_NAME]:
        if last and not _BETWEEN.fullmatch(kept[last:begin]):
            break
        if not _may_be_in_name(kept[begin:stop]):
            break
        last = stop
    return _trimmed(kept[:last])


def _may_be_in_name(word: str) -> bool:
    return not word.islower() or form(word) in particles() or form(word) in _NAMES_JOINED


def _trimmed(name: str) -> str:
    """Without particles and small words that hang at the ends."""
    spans = [span for span in words(name) if not name[span[0] : span[1]].islower()]
    if not spans:
        return ""
    first = spans[0][0]
    hyphenated = re.search(r"\w+-$", name[:first])
    return name[hyphenated.start() if hyphenated else first : spans[-1][1]]


def _bracketed(text: str) -> Iterator[tuple[str, str]]:
    """Names with their acronym or long form behind them in brackets."""
    for match in _BRACKET.finditer(text):
        inside = re.split("[,;:]", match.group(1))[0].strip(_EDGES)
        line = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _WINDOW)
        before = text[line : match.start()].rstrip(_EDGES)
        last = before.split()[-1].strip(_EDGES) if before.split() else ""
        if _is_acronym(inside):
            yield _long_form(before, inside), inside
        elif _is_acronym(last) and _long_form(inside, last):
            yield inside, last


def _is_acronym(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return " " not in word and 2 <= len(letters) <= 8 and word[0].isupper() and (capitals > 1 or len(letters) <= 5)


def _long_form(text: str, acronym: str) -> str:
    """The words at the end of a text that begin with an acronym's letters in order, others between; or nothing.

    After Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text"
    (2003), but every letter must begin a word, and at most two words in a row may be passed over.
    """
    wanted = [character for character in acronym.casefold() if character.isalpha()]
    passed = 0
    for start, end in reversed(list(words(text))):
        if text[start:end].casefold().startswith(wanted[-1]):
            wanted.pop()
            passed = 0
            if not wanted:
                return text[start:].strip(_EDGES)
        else:
            passed += 1
            if passed > 2:
                return ""
    return ""
