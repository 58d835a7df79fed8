"""The entries of a bibliography → Article: references, and no claims."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from citecheck.articles.bibliographic_date import parse_date
from citecheck.articles.positions import Lines
from citecheck.articles.titles import title_from_path
from citecheck.articles.work import Work, work_from_template
from citecheck.errors import ArticleError
from citecheck.model import Article, Person, Reference

_EDTF = re.compile(r"\d{4}(?:-\d\d){0,2}(?:~|/\d{4}(?:-\d\d){0,2})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: where it stands, the key that it is cited by, and its work; ``None`` where it cannot be read."""

    start: int
    end: int
    key: str | None
    work: Work | None


def bibliography(text: str, path: str, language: str | None, format_name: str, entries: Iterable[Entry]) -> Article:
    """The article that a bibliography is. An entry's id is its key, or else its number.

    Raises:
        ArticleError: There is no entry that can be read.
    """
    lines = Lines(text)
    entries = list(entries)
    if all(entry.work is None or entry.work.is_empty for entry in entries):
        message = f"{path}: no entries found in it as {format_name}"
        raise ArticleError(message)
    references: list[Reference] = []
    taken: set[str] = set()
    for number, entry in enumerate(entries, start=1):
        id_ = entry.key or str(number)
        id_ = id_ if id_ not in taken else f"{id_} ({number})"
        while id_ in taken:
            id_ += "'"
        taken.add(id_)
        position = lines.position(entry.start, entry.end)
        raw = text[entry.start : entry.end]
        work = entry.work or Work()
        references.append(work.reference(id=id_, position=position, name=entry.key, raw=raw, markers=()))
    return Article(path, title_from_path(path), language, format_name, text, tuple(references))


def work_from_fields(fields: Mapping[str, str], authors: tuple[Person, ...], written: Mapping[str, str]) -> Work:
    """A work from fields that are called as in Citation Style 1; ``written`` are all of them as the entry has them."""
    known = {name: value for name, value in fields.items() if value}
    work = work_from_template("cite web", known)
    return replace(work, authors=authors, date=_edtf(known.get("date", "")) or work.date, fields=dict(written))


def _edtf(text: str) -> str | None:
    """A date that is in EDTF already, as an interval or an approximate one is."""
    found = _EDTF.fullmatch(text)
    parts = [part for part in text.rstrip("~").split("/") if parse_date(part) == part] if found else []
    return text if found and len(parts) == 1 + text.count("/") else None
