"""BibTeX and BibLaTeX → Article."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from citecheck.articles.bibliography import Entry, bibliography, work_from_fields
from citecheck.articles.latex_text import plain_text
from citecheck.articles.work import Work
from citecheck.errors import ArticleError
from citecheck.model import Article, Person

_SITES = ("booktitle", "journal", "journaltitle", "maintitle", "website")
_PUBLISHERS = ("publisher", "institution", "school", "organization")
_LANGUAGES = ("language", "langid", "hyphenation")
_URL = re.compile(r"\\url\s*\{([^{}]*)\}|(https?://[^\s{}]+)")
_AND_OR_BRACE = re.compile(r"\s+and\s+|[{}]", re.IGNORECASE)


def read_bibtex(text: str, path: str, language: str | None) -> Article:
    """Read a ``.bib`` file. An entry with broken syntax is a reference without fields.

    Args:
        text: The file.
        path: Where it came from, as :attr:`Article.path` has it.
        language: The language of the bibliography, if it has one.

    Raises:
        ArticleError: It holds no entry, or the parser fails at it.
    """
    return bibliography(text, path, language, "bibtex", _entries(text, path))


def _entries(text: str, path: str) -> Iterator[Entry]:
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ParsingFailedBlock
    from bibtexparser.model import Entry as Found

    # Other line ends become line feeds, without moving anything.
    plain = text.replace("\r\n", " \n").replace("\r", "\n")
    library = _library(plain, path)
    macros = {string.key.lower(): str(string.value) for string in library.strings}
    at = 0
    for block in library.blocks:
        found = (
            block.ignore_error_block if isinstance(block, (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)) else block
        )
        start = plain.find(block.raw, at) if block.raw else -1
        if start < 0 or not isinstance(found, (Found, ParsingFailedBlock)):
            continue
        at = start + len(block.raw.rstrip())
        if isinstance(found, Found):
            yield Entry(
                start, at, found.key or None, _work({f.key.lower(): str(f.value) for f in found.fields}, macros)
            )
        else:
            yield Entry(start, at, None, None)


def _library(text: str, path: str) -> Any:  # noqa: ANN401 — the library is without types
    from bibtexparser.entrypoint import parse_string

    # What it logs of broken entries is seen in the references that lack fields.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    try:
        return parse_string(text)
    except Exception as error:
        message = f"{path}: cannot be read as BibTeX: {type(error).__name__}"
        raise ArticleError(message) from error


def _work(fields: Mapping[str, str], macros: Mapping[str, str]) -> Work:
    values = {name: _resolved(value, macros) for name, value in fields.items()}
    text = {name: plain_text(value) for name, value in values.items()}
    archive = values.get("archiveprefix", values.get("eprinttype", "")).lower()
    title = ": ".join(filter(None, (text.get("title"), text.get("subtitle"))))
    known = {
        "title": title,
        "website": _first(text, _SITES),
        "publisher": _first(text, _PUBLISHERS),
        "date": _date(text),
        "access-date": text.get("urldate", ""),
        "language": _first(text, _LANGUAGES),
        "url": _url(values),
        "doi": text.get("doi", "").removeprefix("https://doi.org/"),
        "arxiv": text.get("eprint", "") if archive == "arxiv" else "",
    }
    return work_from_fields(known, tuple(_persons(values.get("author", ""))), values)


def _resolved(value: str, macros: Mapping[str, str]) -> str:
    """A value with the macros of ``gazette # { weekly}`` put in."""
    if " # " not in value:
        return value
    parts = [part.strip() for part in value.split(" # ")]
    return "".join(part[1:-1] if part[:1] in '{"' else macros.get(part.lower(), part) for part in parts)


def _first(text: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((text[name] for name in names if text.get(name)), "")


def _date(text: Mapping[str, str]) -> str:
    if text.get("date"):
        return text["date"]
    month, day, year = (text.get(name, "") for name in ("month", "day", "year"))
    if month.isdecimal() and len(month) < 3:
        return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day.isdecimal() and len(day) < 3 else "")
    return " ".join(filter(None, (day, month, year)))


def _url(values: Mapping[str, str]) -> str:
    if values.get("url"):
        return values["url"].replace("\\", "").strip("{}")
    found = _URL.search(values.get("howpublished", "")) or _URL.search(values.get("note", ""))
    return (found[1] or found[2]).replace("\\", "") if found else ""


def _persons(names: str) -> Iterator[Person]:
    for name in _split_names(names):
        if name.lower() == "others":
            continue
        if name.startswith("{") and name.endswith("}") and name.count("{") == 1:
            yield Person(literal=plain_text(name))
        else:
            yield _person(name)


def _split_names(names: str) -> Iterator[str]:
    """The names that are parted by ``and`` outside braces."""
    depth, at = 0, 0
    for found in _AND_OR_BRACE.finditer(names):
        if found[0] in "{}":
            depth = max(0, depth + (1 if found[0] == "{" else -1))
        elif depth == 0:
            yield names[at : found.start()].strip()
            at = found.end()
    if names[at:].strip():
        yield names[at:].strip()


def _person(name: str) -> Person:
    """``Family, Given``, ``von Family, Jr, Given`` or ``Given von Family``, as BibTeX parts them."""
    parts = [plain_text(part) for part in name.split(",")]
    if len(parts) > 1 and parts[-1]:
        return Person(family=", ".join(filter(None, parts[:-1])), given=parts[-1])
    words = parts[0].split()
    if len(words) < 2:
        return Person(literal=parts[0])
    first = next((index for index, word in enumerate(words[:-1]) if index and word[0].islower()), len(words) - 1)
    return Person(family=" ".join(words[first:]), given=" ".join(words[:first]))
