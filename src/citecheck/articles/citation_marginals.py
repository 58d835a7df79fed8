"""The parts of a formatted citation that words of their own mark: URL, identifiers, language, dates of access."""

import re
from dataclasses import dataclass, field
from functools import cache

from citecheck.articles.bibliographic_date import parse_date
from citecheck.articles.words import language_code, word_list

PARENTHESIS = re.compile(r"[(（]([^()（）]{1,60})[)）]")
"""A short remark in parentheses, of either width."""

_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"\]\[{}|]+[^\s<>\"\]\[{}|.,;:!?)'»”]", re.IGNORECASE)
_BRACKETED = re.compile(r"\[([^\[\]]{8,20})\]")
_VIA = re.compile(r"\s*[–-]\s*via\s+[^.]+", re.IGNORECASE)
_DATE_END = re.compile(r"(?:(?<=\d{3})|(?<=-\d\d))(?=[.;)）](?:\s|$))")
_LONGEST_DATE = 45


@dataclass(slots=True)
class Marginals:
    """What is left of a citation's text, and what has been taken out of it."""

    text: str
    url: str | None = None
    language: str | None = None
    access_date: str | None = None
    archive_date: str | None = None
    identifiers: dict[str, str] = field(default_factory=dict)


def read_marginals(text: str) -> Marginals:
    """Take what is marked out of a citation; the rest is its authors, title, site, publisher and date."""
    reading = Marginals(text)
    _take_url(reading)
    _take_date(reading, "archived")
    _take_date(reading, "retrieved")
    _take_bracketed_date(reading)
    _take_identifiers(reading)
    _take_language(reading)
    reading.text = _VIA.sub("", reading.text)
    return reading


def cut(text: str, start: int, end: int) -> str:
    """A text without a part of it, and without the white space that would be doubled."""
    return f"{text[:start].rstrip()} {text[end:].lstrip(' ')}"


def _take_url(reading: Marginals) -> None:
    found = _URL.search(reading.text)
    if found:
        reading.url = found[0]
        reading.text = cut(reading.text, *found.span())


def _take_date(reading: Marginals, what: str) -> None:
    """Take out the last "Retrieved …" that a date follows, or every "Archived …"."""
    for found in reversed(list(_phrases(what).finditer(reading.text))):
        end, date = _date_at(reading.text, found.end())
        if what == "archived":
            reading.archive_date = reading.archive_date or date
        elif date:
            reading.access_date = date
        else:
            continue
        reading.text = cut(reading.text, found.start(), end)
        if what == "retrieved":
            return


@cache
def _phrases(what: str) -> re.Pattern[str]:
    phrases = sorted(word_list("citation_words")[what], key=len, reverse=True)
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    tail = r"(?:\s*\(PDF\))?(?:\s+from the original)?(?:\s+on\b)?[\s:：]*"
    return re.compile(rf"(?<![^\W_])[(（]?(?:{words}){tail}", re.IGNORECASE)


def _date_at(text: str, start: int) -> tuple[int, str | None]:
    """The end of the date that stands at an offset, with the punctuation behind it, and its EDTF form."""
    window = _DATE_END.split(text[start : start + _LONGEST_DATE])[0]
    ends = [found.start() for found in re.finditer(r"[.,;)\]）]|$|\s", window)]
    for end in sorted(ends, reverse=True):
        date = parse_date(window[:end])
        if date:
            closing = re.compile(r"[.,;)\]）\s]*").match(text, start + end)
            return closing.end() if closing else start + end, date
    return start, None


def _take_bracketed_date(reading: Marginals) -> None:
    """Chinese and Portuguese citations print the date of access in brackets."""
    found = _BRACKETED.search(reading.text) if reading.access_date is None else None
    date = parse_date(found[1]) if found else None
    if found and date:
        reading.access_date = date
        reading.text = cut(reading.text, *found.span())


def _take_identifiers(reading: Marginals) -> None:
    for found in reversed(list(_identifiers().finditer(reading.text))):
        reading.identifiers[found["scheme"].lower()] = found["value"].strip(" .")
        reading.text = cut(reading.text, *found.span())


@cache
def _identifiers() -> re.Pattern[str]:
    schemes = "|".join(map(re.escape, sorted(word_list("citation_words")["identifiers"], key=len, reverse=True)))
    return re.compile(rf"\b(?P<scheme>{schemes})(?:[:：]\s*|\s+)(?P<value>[^\s,;]*\d[^\s,;]*)[.,;]?")


def _take_language(reading: Marginals) -> None:
    for found in PARENTHESIS.finditer(reading.text):
        code = _language_named(found[1])
        if code:
            before, after = reading.text[: found.start()].rstrip(" ."), reading.text[found.end() :].lstrip(" .")
            reading.language = code
            reading.text = f"{before}. {after}"  # what stands before "(in French)" ends there
            return


def _language_named(text: str) -> str | None:
    """The language of ``in French``, ``französisch``, ``en`` or ``بالفرنسية``; only tags of known languages."""
    words = word_list("citation_words")["in_language"]
    head, _, rest = text.strip().partition(" ")
    name = re.split(r"[,/&]|\band\b", rest if rest and head in words else text)[0].strip()
    if len(name) <= 3 and name.isascii() and name not in word_list("bibliographic_words")["languages"].values():
        return None
    return language_code(name) or language_code(name.removeprefix("ب"))
