"""A word → the country or people it is the adjective of: ``French``, ``französische`` and ``французский`` are FR."""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from citecheck.language.words import form, has_han

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class _Table:
    english: dict[str, str]
    words: dict[str, str]
    stems: dict[str, str]
    han: tuple[tuple[str, str], ...]


@lru_cache(maxsize=65536)
def people_of(word: str) -> str | None:
    """The code of the country or people whose adjective or inhabitant a word is, in any of the ten languages.

    Codes are ISO 3166-1, or words of our own (``AFRICA``, ``KURD``). The longest known beginning decides, so that
    Nigeria's words are not Niger's.
    """
    table = _table()
    wanted = form(word)
    if wanted in table.words:
        return table.words[wanted]
    lengths = range(len(wanted), _SHORTEST - 1, -1)
    return next((table.stems[wanted[:length]] for length in lengths if wanted[:length] in table.stems), None)


def english_people(word: str) -> str | None:
    """As :func:`people_of`, for whole English words only (``Sahelian``)."""
    return _table().english.get(form(word))


@cache
def stems_of(code: str) -> tuple[str, ...]:
    """The words, or their beginnings, for the people with a code."""
    table = _table()
    return tuple(stem for part in (table.words, table.stems) for stem, other in part.items() if other == code)


def han_words(code: str) -> tuple[str, ...]:
    """The Chinese words for a people."""
    return tuple(word for word, other in _table().han if other == code)


@cache
def _table() -> _Table:
    text = files("citecheck.facts").joinpath("data/demonyms.txt").read_text("utf-8")
    table = _Table({}, {}, {}, ())
    han: list[tuple[str, str]] = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        code, english, others = line.split("\t")
        table.english.update({form(word): code for word in english.split()})
        for word in others.split():
            if has_han(word):
                han.append((word, code))
            elif word.endswith("*"):
                table.stems.setdefault(form(word[:-1]), code)
            else:
                table.words[form(word)] = code
    table.words.update(table.english)
    return _Table(table.english, table.words, table.stems, tuple(han))
