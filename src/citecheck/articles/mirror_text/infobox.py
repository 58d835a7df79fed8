"""The flattened lines of an infobox → fields: a label, glued to its value or above it, and the value's lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from citecheck.articles.mirror_text.layout import Line
from citecheck.articles.words import word_list


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its label, if it has one that is known, and the input spans of its values; it begins at ``start``."""

    label: str | None
    start: int
    values: tuple[tuple[int, int], ...]


def read_fields(lines: Sequence[Line]) -> Iterator[Field]:
    """The fields of an infobox whose rows and columns were run together.

    A line that is or begins with a known label, or that has a tab or a colon after a short one, begins a field. Lines
    that follow a label standing alone are its values; other lines without a label are fields of their own.
    """
    label: str | None = None
    start, takes_lines = 0, False
    values: list[tuple[int, int]] = []
    for line in lines:
        found = _label(line.text)
        if found is None and takes_lines:
            values.append((line.start, line.end))
            continue
        if values:
            yield Field(label, start, tuple(values))
        label, size = found or (None, 0)
        value = line.text[size:].lstrip(" \t:")
        values = [(line.end - len(value), line.end)] if value else []
        start, takes_lines = line.start, not value
    if values:
        yield Field(label, start, tuple(values))


def _label(line: str) -> tuple[str, int] | None:
    """The label that a line begins with, and its length."""
    known = _labels().match(line)
    if known:
        return known[0].strip(), known.end()
    head, separator, _ = line.partition("\t")
    if separator and head.strip():
        return head.strip(), len(head)
    written = re.match(r"([^\W\d_][\w ./()-]{1,30}):(?=\s)", line)
    return (written[1], written.end()) if written else None


@cache
def _labels() -> re.Pattern[str]:
    labels = sorted(word_list("mirror_text")["infobox_labels"], key=len, reverse=True)
    # "DateFebruary 21": the label ends where a capital, a digit or anything that is no letter follows.
    return re.compile(rf"(?:{'|'.join(map(re.escape, labels))})(?=$|[^\w]|[A-ZÀ-ÞА-Я\d]|[\u0600-\u06ff\u4e00-\u9fff])")
