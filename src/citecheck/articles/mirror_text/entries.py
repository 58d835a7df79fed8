"""The lines of a printed list of references → numbered entries, without their back-links."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citecheck.articles.mirror_text.layout import Line

_NUMBER = re.compile(r"(?:(\d{1,4})[.)](?=\s|\^|↑|\")|\[\s*(\d{1,4})\s*\]|([a-z])[.)](?=\s))\s*")
_ARROW = re.compile(r"(?:\^|↑)\s*(?:Jump up(?: to)?:?)?\s*|Jump up(?: to)?:?\s*", re.IGNORECASE)
_BACK_LINK = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})?|[a-z]{1,2})(?=\s)\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list: the number that markers cite it by, its text, and where it stands in the input."""

    id: str
    text: str
    start: int
    end: int


def read_entries(lines: Sequence[Line], cited: Mapping[str, int]) -> Iterator[Entry]:
    """The entries of a list of references.

    A line that begins with a number or an arrow begins an entry, any other carries it on. An entry without a number
    has the one that comes after the entry before it.

    Args:
        lines: The lines of the list.
        cited: How often the text cites each number: an entry has as many back-links, or none that are printed.
    """
    taken: set[str] = set()
    group: list[Line] = []
    number = 0
    for line in [*lines, None]:
        if line is not None and not (_NUMBER.match(line.text) or _ARROW.match(line.text)):
            group += [line] if group else []
            continue
        if group:
            entry = _entry(group, number + 1, cited)
            number = int(entry.id) if entry.id.isdecimal() else number
            if entry.id not in taken:
                taken.add(entry.id)
                yield entry
        group = [line] if line is not None else []


def _entry(lines: Sequence[Line], following: int, cited: Mapping[str, int]) -> Entry:
    text = " ".join(line.text for line in lines)
    number = _NUMBER.match(text)
    id_ = next(filter(None, number.groups()), str(following)) if number else str(following)
    rest = text[number.end() :] if number else text
    arrow = _ARROW.match(rest)
    rest = rest[arrow.end() :] if arrow else rest
    return Entry(id_, _without_back_links(rest, cited.get(id_, 0)), lines[0].start, lines[-1].end)


def _without_back_links(text: str, times_cited: int) -> str:
    """The text behind ``1 2 3 4`` or ``a b c``: counted from the first on, no more than the entry is cited."""
    at, found = 0, 0
    while (link := _BACK_LINK.match(text, at)) and _follows(link[0].strip(), found) and found < max(times_cited, 0):
        at, found = link.end(), found + 1
    return text[at:] if found > 1 else text


def _follows(link: str, found: int) -> bool:
    """Whether a back-link is the one that comes after so many."""
    if link[0].isdecimal():
        return link.rpartition(".")[2] in (str(found + 1), str(found))
    value = 0
    for letter in link:
        value = value * 26 + ord(letter) - ord("a") + 1
    return value == found + 1
