"""CSL-JSON, as Zotero, pandoc and citation processors exchange references → Article."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from citecheck.articles.bibliography import Entry, bibliography, work_from_fields
from citecheck.articles.work import Work
from citecheck.errors import ArticleError
from citecheck.model import Article, Person

_LISTS = ("items", "references", "data")
_FIELDS = {
    "title": "title",
    "container-title": "website",
    "publisher": "publisher",
    "language": "language",
    "URL": "url",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmc",
}
_SPACE = " \t\r\n\ufeff"
_DECODER = json.JSONDecoder()


def read_csl_json(text: str, path: str, language: str | None) -> Article:
    """Read a list of CSL items, one item, or an object that has the list as ``items`` or ``references``.

    Args:
        text: The file.
        path: Where it came from, as :attr:`Article.path` has it.
        language: The language of the bibliography, if it has one.

    Raises:
        ArticleError: It is no JSON, or holds no items.
    """
    try:
        entries = [_entry(start, end, item) for start, end, item in _items(text, _skip(text, 0))]
    except json.JSONDecodeError as error:
        message = f"{path}: not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise ArticleError(message) from None
    except (ValueError, RecursionError, IndexError):
        message = f"{path}: not valid JSON: a number or a nesting beyond measure, or the text ends early"
        raise ArticleError(message) from None
    return bibliography(text, path, language, "csl-json", entries)


def _items(text: str, at: int) -> Iterator[tuple[int, int, Any]]:
    """Every item with its span; items are decoded one by one, as decoded JSON has no places."""
    if text[at] == "[":
        yield from _elements(text, at)
        return
    whole, end = _DECODER.raw_decode(text, at)
    key = next((key for key in _LISTS if isinstance(whole, dict) and isinstance(whole.get(key), list)), None)
    if key is None:
        yield at, end, whole
        return
    for name, start in _members(text, at):
        if name == key:
            yield from _elements(text, start)
            return


def _elements(text: str, at: int) -> Iterator[tuple[int, int, Any]]:
    """The elements of the array that begins at an offset."""
    at = _skip(text, at + 1)
    while text[at] != "]":
        item, end = _DECODER.raw_decode(text, at)
        yield at, end, item
        at = _separator(text, end, "]")


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys of the object that begins at an offset, and where their values begin."""
    at = _skip(text, at + 1)
    while text[at] != "}":
        name, end = _DECODER.raw_decode(text, at)
        start = _skip(text, _skip(text, end) + 1)
        yield name, start
        at = _separator(text, _DECODER.raw_decode(text, start)[1], "}")


def _separator(text: str, at: int, closing: str) -> int:
    at = _skip(text, at)
    if text[at] == ",":
        return _skip(text, at + 1)
    if text[at] != closing:
        raise json.JSONDecodeError("expected a comma", text, at)
    return at


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _entry(start: int, end: int, item: object) -> Entry:
    if not isinstance(item, dict):
        return Entry(start, end, None, None)
    key = item.get("id")
    return Entry(
        start, end, str(key) if isinstance(key, (str, int)) and str(key).strip() else None, work_from_csl(item)
    )


def work_from_csl(item: Mapping[str, Any]) -> Work:
    """The work that a CSL item describes (CSL 1.0.2, appendix III and IV); what is of an unknown form is left out."""
    fields = {ours: _text(item.get(theirs)) for theirs, ours in _FIELDS.items()}
    fields["date"] = _date(item.get("issued"))
    fields["access-date"] = _date(item.get("accessed"))
    custom = item.get("custom")
    if isinstance(custom, dict):
        fields["archive-url"] = _text(custom.get("archive_url"))
        fields["archive-date"] = _text(custom.get("archive_date"))
        fields["trans-title"] = _text(custom.get("trans_title"))
    written = {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for key, value in item.items()
    }
    people = item.get("author")
    authors = tuple(filter(None, map(_person, people))) if isinstance(people, list) else ()
    return work_from_fields(fields, authors, written)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), "")
    return " ".join(value.split()) if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _person(name: object) -> Person | None:
    if not isinstance(name, dict):
        return Person(literal=name.strip()) if isinstance(name, str) and name.strip() else None
    family = " ".join(filter(None, (_text(name.get("non-dropping-particle")), _text(name.get("family")))))
    given = " ".join(filter(None, (_text(name.get("given")), _text(name.get("dropping-particle")))))
    literal = _text(name.get("literal")) or (family if not given else "") or (given if not family else "")
    if literal:
        return Person(literal=literal)
    return Person(family=family, given=given) if family else None


def _date(value: object) -> str:
    """A CSL date as a date is written: EDTF where it has parts, else its raw form."""
    if not isinstance(value, dict):
        return _text(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts:
        dates = [_from_parts(part, value.get("season")) for part in parts[:2]]
        if all(dates):
            return f"{dates[0]}~" if value.get("circa") and len(dates) == 1 else "/".join(dates)
    return _text(value.get("raw")) or _text(value.get("literal"))


def _from_parts(parts: object, season: object) -> str:
    numbers = [_text(part) for part in parts] if isinstance(parts, list) else []
    if not numbers or not all(number.isascii() and number.isdigit() and len(number) < 5 for number in numbers):
        return ""
    year = f"{int(numbers[0]):04}"
    name = _text(season)
    if len(numbers) == 1 and name in ("1", "2", "3", "4"):
        return f"{year}-{20 + int(name)}"
    return "-".join([year, *(f"{int(number):02}" for number in numbers[1:3])])
