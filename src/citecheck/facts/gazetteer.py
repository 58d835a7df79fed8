"""A name → the places and well-known organisations that it may mean, with their names in other languages."""

import gzip
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

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

    @property
    def is_place(self) -> bool:
        """Whether this is a country, region or city."""
        return self.kind != "organisation"


@lru_cache(maxsize=16384)
def lookup(name: str) -> tuple[Entry, ...]:
    """The entries that a name may mean, countries and large cities first; accents, case and hyphens aside.

    A short name all in capitals (``AI``) is an acronym: it means only what bears it in capitals.
    """
    key = " ".join(forms(name))
    entries = tuple(_entry(offset) for offset in _offsets(key)) if key else ()
    return tuple(entry for entry in entries if _bears(entry, name)) if is_acronym(name) else entries


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
    # A search by halves in the sorted bytes costs 10 µs; a dictionary of all keys would cost 50 ms and 30 MB at load.
    data, low = _data()
    high = len(data)
    wanted = key.encode() + b"\t"
    while low < high:
        line = data.rfind(b"\n", 0, (low + high) // 2) + 1
        line = max(line, low)
        end = data.index(b"\n", line) + 1
        if data.startswith(wanted, line):
            return [int(each) for each in data[line + len(wanted) : end].split()]
        if data[line:end] < wanted:
            low = end
        else:
            high = line
    return []


@lru_cache(maxsize=16384)
def _entry(offset: int) -> Entry:
    data, _ = _data()
    kind, code, population, *names = data[offset : data.index(b"\n", offset)].decode().split("\t")
    return Entry(offset, cast("EntryKind", kind), code, int(population), tuple(names))
