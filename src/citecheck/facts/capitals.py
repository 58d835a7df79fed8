"""Text in a language with capitals → the runs of words that are written like names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from citecheck.facts.claim_words import Word, is_large, telling_words
from citecheck.facts.concepts import meanings
from citecheck.facts.demonyms import english_people, people_of
from citecheck.facts.gazetteer import lookup
from citecheck.facts.vocabulary import (
    honorifics,
    joiners,
    months,
    not_names,
    openers,
    organisation_words,
    particles,
    place_words,
)

_SPACE = re.compile(r"[ \u00a0\u202f]?(?:[ld]['’])?(?:al|el)?[ \u00a0\u202f-]?|[ \u00a0](?:[lLdD]['’])?| & |[-–‐]")
_AFTER_INITIAL = re.compile(r"\.?[ \u00a0-]?")
_LONGEST_LINK = 3
_LONGEST_TITLE = 3
_LONGEST_ABBREVIATION = 4
"""Letters of an abbreviation before whose full stop a name goes on (``Sen. Feinstein``, ``St. Louis``)."""
_OF = frozenset({"of", "de", "du", "des", "d", "di", "do", "da", "del", "della", "dell"})
_COMPASS = frozenset({"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western"})
_CONJUNCTIONS = frozenset({"and", "et", "und", "y", "e", "i"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are written like one name; ``sure`` is false where only a sentence's first capital says so."""

    words: tuple[Word, ...]
    sure: bool


def runs(text: str, language: str) -> list[Run]:
    """The runs of capitalised words of a text, with the particles and joining words inside them.

    Titles, adjectives of countries, weekdays and words that merely begin a sentence are cut off; a run that has
    nothing else is left out.
    """
    found = telling_words(text, language)
    links = joiners(language)
    pieces = _pieces(text, found, links)
    return [run for piece in pieces for run in _trim(piece, found, language)]


def _pieces(text: str, found: Sequence[Word], links: frozenset[str]) -> Iterator[list[Word]]:
    """Runs as written, before trimming: capitalised words, and what joins them."""
    index = 0
    while index < len(found):
        if not _starts_name(text, found, index):
            index += 1
            continue
        piece = [found[index]]
        index += 1
        while (step := _next(text, found, index, links, piece)) > 0:
            piece.extend(found[index : index + step])
            index += step
        yield piece


def _starts_name(text: str, found: Sequence[Word], index: int) -> bool:
    word = found[index]
    if word.is_capitalised:
        return True
    # "al-Assad", "d'Artagnan": a particle, hyphen, capital.
    following = found[index + 1] if index + 1 < len(found) else None
    is_hyphenated = following is not None and text[word.end : following.start] == "-" and following.is_capitalised
    return is_hyphenated and word.form in particles()


def _next(text: str, found: Sequence[Word], index: int, links: frozenset[str], piece: Sequence[Word]) -> int:
    """How many words from ``index`` on continue the run: a capitalised word, or joining words before one."""
    previous = found[index - 1]
    for length in range(1, _LONGEST_LINK + 2):
        if index + length > len(found):
            return 0
        word = found[index + length - 1]
        gap = text[previous.end : word.start]
        if not _is_narrow(gap, previous) or word.opens:
            return 0
        if word.is_capitalised or (word.text.isdigit() and gap == "-"):
            between = found[index : index + length - 1]
            return length if _may_join(between, links, piece, word) else 0
        previous = word
    return 0


def _is_narrow(gap: str, previous: Word) -> bool:
    if previous.is_capitalised and len(previous.text) <= _LONGEST_ABBREVIATION and _AFTER_INITIAL.fullmatch(gap):
        return gap != ""
    return _SPACE.fullmatch(gap) is not None and gap != ""


def _may_join(between: Sequence[Word], links: frozenset[str], piece: Sequence[Word], following: Word) -> bool:
    if not between:
        return True
    phrase = " ".join(word.form for word in between)
    if between[0].form in _CONJUNCTIONS:
        # "the Department of Health and Human Services", but "the Bank of England and Barclays".
        is_office = _is_office(piece[:2]) and any(not word.is_capitalised for word in piece)
        return phrase in links and is_office and bool(meanings(following.form))
    if all(word.form in particles() for word in between):
        return True
    # "Emmanuel Macron of France" is two names, "the Bank of England" and "the Battle of Elakla" are one each.
    is_of = between[0].form in _OF and sum(not word.opens for word in piece) <= 1
    return phrase in links and (is_of or _is_office(piece))


def _is_office(piece: Sequence[Word]) -> bool:
    named = organisation_words() | place_words()
    return any(word.form in named for word in piece)


def _trim(piece: Sequence[Word], found: Sequence[Word], language: str) -> Iterator[Run]:
    """Cuts off what is no name at either end; may split at weekdays and months."""
    part: list[Word] = []
    for word in piece:
        if _is_idle(word, part, found, language):
            yield from _named(part, found, language)
            part = []
        else:
            part.append(word)
    yield from _named(part, found, language)


def _is_idle(word: Word, before: Sequence[Word], found: Sequence[Word], language: str) -> bool:
    """Whether a word is a weekday, a month or the like; ``May`` behind a name and before no number is a surname."""
    if not word.is_capitalised:
        return False
    if word.form not in months(language):
        return word.form in not_names(language)
    following = next((other for other in found if other.start > word.start), None)
    named = [each for each in before if each.is_capitalised and each.form not in openers(language)]
    is_surname = named and following is not None and not following.text.isdigit()
    return not is_surname


def _named(part: list[Word], found: Sequence[Word], language: str) -> Iterator[Run]:
    for piece in _apart(part, language):
        kept = _without_particles(_without_prefix(_without_particles(piece), language))
        if kept and not all(_tells_nothing(word, language) for word in kept):
            yield Run(tuple(kept), _is_sure(kept, found))


def _apart(part: list[Word], language: str) -> Iterator[list[Word]]:
    """Parts a name at a title inside it: ``House Speaker Paul Ryan``; not a known name (``UN General Assembly``)."""
    start = 0
    if not _is_entry(part):
        for index in range(1, len(part) - 1):
            length = _title(part[index:], language)
            following = part[index + length : index + length + 1]
            if length and following and following[0].is_capitalised and not _is_office(part[index + length :]):
                yield part[start:index]
                start = index
    yield part[start:]


def _title(part: Sequence[Word], language: str) -> int:
    """How many words of a title or office a run begins with."""
    if not part[0].is_capitalised:
        return 0
    phrases = ((length, " ".join(each.form for each in part[:length])) for length in range(_LONGEST_TITLE, 0, -1))
    return next((length for length, phrase in phrases if phrase in honorifics(language)), 0)


def _without_particles(part: list[Word]) -> list[Word]:
    start, end = 0, len(part)
    while start < end and not part[start].is_capitalised and not _leads(part, start):
        start += 1
    while end > start and not part[end - 1].is_capitalised and not part[end - 1].text.isdigit():
        end -= 1
    return part[start:end]


def _leads(part: Sequence[Word], index: int) -> bool:
    """Whether a particle is tied to the next word, as in ``al-Assad``."""
    return index + 1 < len(part) and part[index + 1].start == part[index].end + 1 and part[index].form in particles()


def _without_prefix(part: list[Word], language: str) -> list[Word]:
    """Without titles, adjectives of countries and mere beginnings of sentences in front of a name."""
    while part and (length := _prefix(part, language)):
        part = _without_particles(part[length:])
    return part


def _prefix(part: Sequence[Word], language: str) -> int:
    """How many words in front are no part of the name."""
    word = part[0]
    if word.opens and word.form in openers(language):
        return 1
    if len(part) == 1 or _is_entry(part):
        return 0
    if length := _title(part, language):
        return length
    if word.opens and not part[1].is_capitalised and part[1].form not in particles() and not _is_office(part[:1]):
        return 1  # "Enforcement of Security Council sanctions": the first word is no name's
    return int(english_people(word.text) is not None and not _is_office(part))


def _is_entry(part: Sequence[Word]) -> bool:
    return bool(lookup(" ".join(word.text for word in part)))


def _tells_nothing(word: Word, language: str) -> bool:
    """Whether a word alone is no name: a title, an adjective of a country, a compass point, a particle, a letter."""
    return (
        word.form in _COMPASS
        or word.form in honorifics(language)
        or word.form in particles()
        or word.form in openers(language)
        or len(word.text) == 1
        or (people_of(word.text) is not None and not lookup(word.text))
        or (english_people(word.text) is not None and not word.text.isupper())
    )


def _is_sure(kept: Sequence[Word], found: Sequence[Word]) -> bool:
    """Whether more than the first capital of a sentence makes the run a name."""
    first = kept[0]
    if not first.opens or len(kept) > 1 or _is_marked(first.text):
        return True
    if is_large(first.text):
        return True
    return any(
        word.form == first.form and word.is_capitalised and not word.opens and word.start != first.start
        for word in found
    )


def _is_marked(word: str) -> bool:
    """Capitals beyond the first letter, or digits: ``JNIM``, ``MQ9``, ``McCain``."""
    return any(before.islower() and after.isupper() for before, after in pairwise(word)) or (
        len(word) > 1 and word.isupper()
    )
