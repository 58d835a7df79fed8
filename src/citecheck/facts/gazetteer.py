"""A name → the places and well-known organisations that it may mean, with their names in other languages."""

import gzip
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

from citecheck.language.transliterate import script
from citecheck.language.words import forms

EntryKind = Literal["country", "region", "city", "organisation"]

_LARGE = 100_000
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A place or an organisation. ``names[0]`` is the one to show; ``code`` is an ISO 3166-1 code or empty."""

    offset: int
    kind: EntryKind
    code: str
    population: int
    names: tuple[str, ...]

    def names_in(self, other: str) -> tuple[str, ...]:
        """The names in a script (see :func:`citecheck.language.transliterate.script`)."""
        return _names_in(self, other)

    @property
    def is_place(self) -> bool:
        """Whether this is a country, region or city."""
        return self.kind != "organisation"


@lru_cache(maxsize=16384)
def _names_in(entry: Entry, other: str) -> tuple[str, ...]:
    return tuple(name for name in entry.names if script(name) == other)


@lru_cache(maxsize=16384)
def lookup(name: str) -> tuple[Entry, ...]:
    """The entries that a name may mean, countries and large cities first; accents, case and hyphens aside.

    A short name all in capitals (``AI``) is an acronym: it means only what bears it in capitals.
    """
    entries = lookup_forms(forms(name))
    return tuple(entry for entry in entries if _bears(entry, name)) if is_acronym(name) else entries


@lru_cache(maxsize=65536)
def lookup_forms(name: tuple[str, ...]) -> tuple[Entry, ...]:
    """As :func:`lookup`, by the forms of a name's words."""
    return tuple(_entry(offset) for offset in _offsets(" ".join(name))) if name else ()


@lru_cache(maxsize=65536)
def begins_name(words: tuple[str, ...]) -> bool:
    """Whether some name of more words begins with these forms."""
    data, start = _data()
    wanted = " ".join(words).encode() + b" "
    line = _first_from(wanted, data, start)
    return data.startswith(wanted, line)


def is_acronym(name: str) -> bool:
    """Whether a name is one word of at most six capitals and no small letter."""
    return len(name) <= _LONGEST_ACRONYM and name.isupper() and name.replace(".", "").isalpha() and name.isascii()


def _bears(entry: Entry, name: str) -> bool:
    return any(is_acronym(each) and forms(each) == forms(name) for each in entry.names)


@lru_cache(maxsize=65536)
def forbids(name: str, other: str) -> bool:
    """Whether two names, however alike, are known to mean different places: Niger is not Nigeria.

    Small towns do not forbid, since surnames and villages share their names with many.
    """
    entries, others = _large(lookup(name)), _large(lookup(other))
    return bool(entries) and bool(others) and entries.isdisjoint(others)


def _large(entries: tuple[Entry, ...]) -> frozenset[int]:
    return frozenset(entry.offset for entry in entries if entry.kind != "city" or entry.population >= _LARGE)


@cache
def _data() -> tuple[bytes, int]:
    """The file's bytes (``tools/generate_gazetteer.py`` says how they are laid out), and where its keys begin."""
    packed = files("citecheck.facts").joinpath("data/gazetteer.txt.gz").read_bytes()
    data = gzip.decompress(packed)
    return data, data.index(b"\n\n") + 2


def _offsets(key: str) -> list[int]:
    data, start = _data()
    wanted = key.encode() + b"\t"
    line = _first_from(wanted, data, start)
    if not data.startswith(wanted, line):
        return []
    return [int(each) for each in data[line + len(wanted) : data.index(b"\n", line)].split()]


def _first_from(wanted: bytes, data: bytes, low: int) -> int:
    """The offset of the first line that is not before some bytes.

    A search by halves in the sorted bytes costs 10 µs; a dictionary of all keys would cost 50 ms and 30 MB at load.
    """
    high = len(data)
    while low < high:
        line = max(data.rfind(b"\n", 0, (low + high) // 2) + 1, low)
        end = data.index(b"\n", line) + 1
        if data[line:end] < wanted:
            low = end
        else:
            high = line
    return low


@lru_cache(maxsize=16384)
def _entry(offset: int) -> Entry:
    data, _ = _data()
    kind, code, population, *names = data[offset : data.index(b"\n", offset)].decode().split("\t")
    return Entry(offset, cast("EntryKind", kind), code, int(population), tuple(names))
