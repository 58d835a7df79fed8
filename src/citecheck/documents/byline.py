"""The lines around a headline → who wrote the page and when, as a reader sees it."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import NamedTuple

from citecheck.documents.dates import written_days

_LONGEST_NAME = 60
_MOST_WORDS = 6
_PARTICLES = frozenset((
    "de", "du", "des", "la", "le", "van", "von", "der", "den", "zu", "di", "da", "dos", "do", "del", "y", "e", "et",
    "and", "und", "bin", "ibn", "al", "el", "ben", "и", "та", "і", "с", "avec", "with", "mit",
))  # fmt: skip
_NAME_END = re.compile(r"\s*(?:[|·•—–/,;:(\d]|\s-\s|$)")


class Days(NamedTuple):
    """The days of publication and of the last update in ISO 8601, where they were found."""

    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True)
class Byline:
    """The lines around a headline, read when asked for: dates take time to find, and many pages declare theirs.

    ``languages`` are those that a date may be written in, the likeliest first.
    """

    lines: Sequence[str]
    languages: Sequence[str]

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The names of one line."""
        return next((authors for line in self.lines if (authors := _authors(line))), ())

    @property
    def updated(self) -> str | None:
        """The day of the last update, which only a word for it tells from other days."""
        folded = "\n".join(self.lines).casefold()
        return self.days.updated if any(word in folded for word in _listed()["updated"]) else None

    @cached_property
    def days(self) -> Days:
        """The days as the first language reads them that finds one of publication, else one of an update."""
        found = Days()
        for language in self.languages:
            days = _days(self.lines, language)
            if days.published:
                return days
            found = found if found.updated else days
        return found


def _days(lines: Sequence[str], language: str) -> Days:
    """A date is of the last word before it, and of publication without one."""
    published: list[tuple[bool, str]] = []
    updated: list[str] = []
    for line in lines:
        for day, word in _dated(line, language):
            if word == "updated":
                updated.append(day)
            else:
                published.append((word is None, day))
    return Days(
        published=min(published, key=lambda found: found[0])[1] if published else None,
        updated=updated[0] if updated else None,
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
