"""A claim → the names in it, as persons and things, places, or organisations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from citecheck.facts.aliases import Alias, alias_groups, harvest
from citecheck.facts.capitals import Run, runs
from citecheck.facts.gazetteer import Entry, begins_name, lookup, lookup_forms
from citecheck.facts.interface import Mention, Setting
from citecheck.facts.token_index import stems
from citecheck.facts.vocabulary import capitalises_names, nominative_endings, organisation_words, place_words
from citecheck.language.tokens import tokens_of
from citecheck.language.transliterate import latin, script
from citecheck.language.words import form, forms, has_han, words
from citecheck.model import FactKind

_LONGEST_KNOWN = 8
"""Words of the longest names of the gazetteer that are looked for in a text."""
_LARGE = 100_000
_SURNAMES_BELOW = 30_000
_LONGEST_HAN = 12
_MOST_INFLECTED = 2
"""Words of a name up to which its cases are undone."""
_SHORTEST_HAN = 2


@dataclass(frozen=True, slots=True)
class NameMention(Mention):
    """A name in a claim; its ``value`` is the name without case endings, as far as the gazetteer has it.

    ``aliases`` are other names of the same thing, from the claim's own text and setting.
    """

    language: str
    aliases: tuple[Alias, ...] = ()


def find_names(text: str, setting: Setting, kind: FactKind) -> list[NameMention]:
    """The names of one kind in a claim, in order.

    Where the language writes names with capitals, names are the runs of capitalised words, less titles, weekdays,
    months, adjectives of countries and a sentence's first word (unless more speaks for it). In German, where all
    nouns have capitals, runs of two and more, acronyms and known names count; in scripts without capitals, known
    names and the aliases of the setting only.
    """
    return [mention for mention in read_names(text, setting) if mention.kind is kind]


@lru_cache(maxsize=256)
def read_names(text: str, setting: Setting) -> tuple[NameMention, ...]:
    """All names of a claim, of every kind; see :func:`find_names`."""
    before = harvest(setting.preceding, setting.language) if setting.preceding else ()
    groups = (*setting.aliases, *before, *harvest(text, setting.language))
    spans = _spans(text, setting)
    return tuple(_mention(text, span, setting.language, groups) for span in spans)


def _mention(text: str, span: tuple[int, int], language: str, groups: Sequence[tuple[str, ...]]) -> NameMention:
    name = text[span[0] : span[1]]
    known = uninflected(name)
    return NameMention(_kind(known), name, *span, known, language, alias_groups(name, groups))


@lru_cache(maxsize=4096)
def uninflected(name: str) -> str:
    """A name in a case or with proclitics as the gazetteer has it («Франции» is «Франция»), or as it is."""
    if lookup(name) or script(name) not in {"cyrillic", "abjad"}:
        return name
    choices = [_uninflected(form(name[start:end])) for start, end in words(name)]
    if len(choices) > _MOST_INFLECTED:
        return name
    known = (each for each in product(*choices) if lookup_forms(each))
    return next((lookup_forms(each)[0].names_in(script(name))[0] for each in known), name)


def _uninflected(word: str) -> tuple[str, ...]:
    if script(word) == "abjad":
        return stems(word)
    return tuple(dict.fromkeys(stem + ending for stem in (word, *stems(word)) for ending in nominative_endings()))


def _spans(text: str, setting: Setting) -> list[tuple[int, int]]:
    known = list(_known(text, setting))
    if capitalises_names(setting.language) or setting.language == "de":
        known += [_span(run) for run in runs(text, setting.language) if _is_name(run, setting.language)]
    return _outermost(known)


def _span(run: Run) -> tuple[int, int]:
    return run.words[0].start, run.words[-1].end


def _is_name(run: Run, language: str) -> bool:
    if language != "de":
        return run.sure
    name = " ".join(word.text for word in run.words)
    return run.sure and (len(run.words) > 1 or run.words[0].text.isupper() or bool(lookup(name)))


def _outermost(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without those that overlap a longer one, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other_start or start >= other_end for other_start, other_end in kept):
            kept.append((start, end))
    return sorted(kept)


def _known(text: str, setting: Setting) -> Iterator[tuple[int, int]]:
    """Names of the gazetteer and of the setting's aliases, as far as capitals would not tell."""
    tokens, has_characters = tokens_of(text), has_han(text)
    found = tuple(map(form, tokens.written))
    has_capitals = capitalises_names(setting.language) or setting.language == "de"
    aliases = frozenset(forms(name) for group in setting.aliases for name in group)
    for index, word in enumerate(tokens.written):
        if has_characters and has_han(word):
            yield from _known_han(word, tokens.starts[index])
        elif not has_capitals or word[0].isupper():
            length = _known_from(found[index : index + _LONGEST_KNOWN], aliases, has_capitals=has_capitals)
            if length:
                yield tokens.starts[index], tokens.span(index + length - 1)[1]


def _known_from(found: tuple[str, ...], aliases: frozenset[tuple[str, ...]], *, has_capitals: bool) -> int:
    """How many of some forms from the first one on are a known name; 0 if they begin none."""
    shortest = 2 if has_capitals else 1  # a single word with a capital is for the runs to judge
    first, rest = found[0], found[1:]
    firsts = (first,) if has_capitals else tuple(dict.fromkeys((first, *stems(first))))
    for length in range(max(_longest(each, rest, aliases) for each in firsts), shortest - 1, -1):
        names = [(each, *rest[: length - 1]) for each in firsts]
        if any(name in aliases or _is_known(name, has_capitals=has_capitals) for name in names):
            return length
    return 0


def _longest(first: str, rest: tuple[str, ...], aliases: frozenset[tuple[str, ...]]) -> int:
    """How many words from a first one on may be one known name."""
    if aliases:
        return 1 + len(rest)
    length = 1
    while length <= len(rest) and begins_name((first, *rest[: length - 1])):
        length += 1
    return length


def _is_known(name: tuple[str, ...], *, has_capitals: bool) -> bool:
    entries = lookup_forms(name)
    if has_capitals:
        return any(entry.kind == "organisation" for entry in entries)
    return any(len(name) > 1 or entry.kind != "city" or entry.population >= _LARGE for entry in entries)


def _known_han(run: str, offset: int) -> Iterator[tuple[int, int]]:
    index = 0
    while index < len(run):
        length = next(
            (
                length
                for length in range(min(_LONGEST_HAN, len(run) - index), _SHORTEST_HAN - 1, -1)
                if _is_known((run[index : index + length],), has_capitals=False)
            ),
            0,
        )
        if length:
            yield offset + index, offset + index + length
        index += max(length, 1)


def _kind(name: str) -> FactKind:
    entries = lookup(name) or (lookup(latin(name)) if script(name) != "latin" else ())
    if entries:
        return _kind_of_entry(name, entries)
    found = [name[start:end] for start, end in words(name)]
    if any(form(word) in organisation_words() for word in (found[0], found[-1])):
        return FactKind.ORGANISATION
    if any(form(word) in place_words() for word in (found[0], found[-1])) and len(found) > 1:
        return FactKind.PLACE
    if len(found) == 1 and name.isupper() and name.isalpha():
        return FactKind.ORGANISATION
    return FactKind.NAME


def _kind_of_entry(name: str, entries: Sequence[Entry]) -> FactKind:
    if entries[0].kind == "organisation":
        return FactKind.ORGANISATION
    # A surname may be a small town's name too.
    is_place = entries[0].kind != "city" or entries[0].population >= _SURNAMES_BELOW or len(name.split()) > 1
    return FactKind.PLACE if is_place else FactKind.NAME
