"""A day → written as an article writes its dates."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from citecheck.articles.bibliographic_date import parse_date
from citecheck.patching.tables import table

Writer = Callable[[date], str]
"""Writes a day in one format."""


def iso(day: date) -> str:
    """ISO 8601, which every wiki's templates take: ``2019-03-01``."""
    return f"{day:%Y-%m-%d}".zfill(10)


def written_like(examples: Iterable[str], language: str | None) -> Writer:
    """The format of the first example that is a full date in a known one; ISO 8601 where none is.

    Args:
        examples: Dates as the article writes them, the best one first.
        language: The article's language, whose month names are tried first.
    """
    for example in examples:
        writer = _format_of(example.strip(), language)
        if writer is not None:
            return writer
    return iso


def _format_of(example: str, language: str | None) -> Writer | None:
    """The format that gives the example back to the letter, and that is read as the day it was made of."""
    try:
        day = date.fromisoformat(parse_date(example, day_first=True) or "")
    except ValueError:
        return None
    return next((write for write in _writers(language) if write(day) == example), None)


@cache
def _writers(language: str | None) -> tuple[Writer, ...]:
    return tuple(_known(language))


def _known(language: str | None) -> Iterator[Writer]:
    formats = table("date_formats")
    for pattern in formats["plain"]:
        yield _writer(pattern, None, None)
    worded = formats["worded"]
    for key in sorted(worded, key=lambda key: key != language):
        for names in formats["months"][key]:
            for pattern in worded[key]:
                yield _writer(pattern, tuple(names), formats["first_day"].get(key))


def _writer(pattern: str, names: tuple[str, ...] | None, first: str | None) -> Writer:
    def write(day: date) -> str:
        number = first if first and day.day == 1 else str(day.day)
        return pattern.format(
            y=f"{day.year:04}",
            m=day.month,
            mm=f"{day.month:02}",
            d=number,
            dd=f"{day.day:02}",
            name=names[day.month - 1] if names else "",
        )

    return write
