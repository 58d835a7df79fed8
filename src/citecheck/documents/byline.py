"""The lines around a headline → who wrote the page and when, as a reader sees it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citecheck.documents.dates import written_days

_LONGEST_NAME = 60
_MOST_WORDS = 6
_PARTICLES = frozenset((
    "de", "du", "des", "la", "le", "van", "von", "der", "den", "zu", "di", "da", "dos", "do", "del", "y", "e", "et",
    "and", "und", "bin", "ibn", "al", "el", "ben", "и", "та", "і", "с", "avec", "with", "mit",
))  # fmt: skip
_NAME_END = re.compile(r"\s*(?:[|·•—–/,;:(\d]|\s-\s|$)")


@dataclass(frozen=True, slots=True)
class Byline:
    """ISO dates and names, where they were found."""

    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()


def read_byline(lines: Sequence[str], language: str) -> Byline:
    """Read the lines around a headline; a date is of the last word before it, and of publication without one."""
    published: list[tuple[bool, str]] = []
    updated: list[str] = []
    for line in lines:
        for day, word in _dated(line, language):
            if word == "updated":
                updated.append(day)
            else:
                published.append((word is None, day))
    return Byline(
        published=min(published, key=lambda found: found[0])[1] if published else None,
        updated=updated[0] if updated else None,
        authors=next((authors for line in lines if (authors := _authors(line))), ()),
    )


def _dated(line: str, language: str) -> Iterator[tuple[str, str | None]]:
    """Every full date of a line, and which kind of word stands before it."""
    start = 0
    kind: str | None = None
    for written in written_days(line, language):
        for found in _words().finditer(line.casefold(), start, written.start):
            kind = found.lastgroup
        yield written.day, kind
        start = written.end


def without_by(name: str) -> str:
    """A name without the "By" that bylines, and careless metadata, put before it."""
    by = _by().match(name)
    return name[by.end() :] if by else name


def each_name(names: str) -> tuple[str, ...]:
    """The names that an "and" joins, where each has more than one word: "Ortega y Gasset" is one."""
    parts = tuple(part.strip() for part in _and().split(names))
    return parts if all(" " in part for part in parts) else (names,)


def _authors(line: str) -> tuple[str, ...]:
    by = _by().match(line)
    if not by:
        return ()
    name = _NAME_END.split(line[by.end() :], maxsplit=1)[0]
    if word := _words().search(name.casefold()):
        name = name[: word.start()].strip()
    names = each_name(name)
    return names if all(map(_is_name, names)) else ()


def _is_name(text: str) -> bool:
    words = text.split()
    capital = all(word in _PARTICLES or not word[0].islower() for word in words)
    return capital and 0 < len(words) <= _MOST_WORDS and len(text) <= _LONGEST_NAME


@cache
def _listed() -> dict[str, list[str]]:
    raw = files("citecheck.documents").joinpath("data/byline.json").read_text(encoding="utf-8")
    return {kind: sorted(words, key=len, reverse=True) for kind, words in json.loads(raw).items()}


@cache
def _words() -> re.Pattern[str]:
    published, updated = ("|".join(map(re.escape, _listed()[kind])) for kind in ("published", "updated"))
    return re.compile(rf"(?<!\w)(?:(?P<updated>{updated})|(?P<published>{published}))")


@cache
def _by() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _listed()["by"]))
    return re.compile(rf"(?:{words})(?:\s*[:：/]\s*|\s+)", re.IGNORECASE)


@cache
def _and() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _listed()["and"]))
    return re.compile(rf"\s(?:{words})\s", re.IGNORECASE)
