"""RIS, the tagged format of reference managers → Article."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from citecheck.articles.bibliography import Entry, bibliography, work_from_fields
from citecheck.articles.persons import person_from_name
from citecheck.articles.work import Work
from citecheck.model import Article

_RECORD = re.compile(r"^[ \t\ufeff]*TY  ?-", re.MULTILINE)
_END = re.compile(r"^[ \t]*ER  ?-[^\r\n]*", re.MULTILINE)
_TITLES = ("primary_title", "title", "short_title")
_SITES = ("secondary_title", "journal_name", "alternate_title3", "tertiary_title", "alternate_title2")
_DATES = ("date", "publication_year", "year")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:/(\d\d?)?)?(?:/(\d\d?)?)?(?:/.*)?")


def read_ris(text: str, path: str, language: str | None) -> Article:
    """Read a file of RIS records, each from its ``TY`` to its ``ER``.

    Args:
        text: The file.
        path: Where it came from, as :attr:`Article.path` has it.
        language: The language of the bibliography, if it has one.

    Raises:
        ArticleError: It holds no record.
    """
    return bibliography(text, path, language, "ris", _entries(text))


def _entries(text: str) -> Iterator[Entry]:
    starts = [found.end() - len(found[0].lstrip(" \t\ufeff")) for found in _RECORD.finditer(text)]
    for start, until in pairwise([*starts, len(text)]):
        ending = _END.search(text, start, until)
        end = ending.end() if ending else until
        end = start + len(text[start:end].rstrip(" \t\r\n\ufeff"))
        record = _parse(text[start:end])
        key = _first(record, "id", "label") if record else ""
        yield Entry(start, end, key or None, _work(record) if record else None)


def _parse(record: str) -> Mapping[str, Any] | None:
    """The fields of one record, ``None`` where it breaks the parser."""
    import rispy

    lines = [re.sub(r"^[ \t]*([A-Z][A-Z0-9]) {0,3}- ?", r"\1  - ", line) for line in re.split(r"\r\n|\n|\r", record)]
    try:
        # An address may have a semicolon in it, which by default would part it in two.
        found = rispy.loads("\n".join([*lines, "ER  - "]), delimiter_tags_mapping={})
    except (KeyError, AttributeError, TypeError, ValueError, IndexError):
        return None
    return found[0] if found else None


def _work(record: Mapping[str, Any]) -> Work:
    names = [*_all(record, "authors"), *_all(record, "first_authors")]
    fields = {
        "title": _first(record, *_TITLES),
        "trans-title": _first(record, "translated_title"),
        "website": _first(record, *_SITES),
        "publisher": _first(record, "publisher"),
        "date": next(filter(None, (_date(_first(record, name)) for name in _DATES)), ""),
        "access-date": _date(_first(record, "access_date")),
        "language": _first(record, "language"),
        "url": next((url for url in _all(record, "urls") if "://" in url), ""),
        "doi": _first(record, "doi").removeprefix("https://doi.org/"),
    }
    written = {name: "; ".join(_all(record, name)) for name in record if not isinstance(record[name], dict)}
    return work_from_fields(fields, tuple(person_from_name(name) for name in names if name.strip(" ,;")), written)


def _first(record: Mapping[str, Any], *names: str) -> str:
    return next((value for name in names for value in _all(record, name) if value), "")


def _all(record: Mapping[str, Any], name: str) -> list[str]:
    value = record.get(name, [])
    return [str(each).strip() for each in value] if isinstance(value, list) else [str(value).strip()]


def _date(text: str) -> str:
    """``2019/06/14/`` and ``2019///Summer`` as dates are written elsewhere."""
    found = _PARTIAL_DATE.fullmatch(text)
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)]) if found else text
