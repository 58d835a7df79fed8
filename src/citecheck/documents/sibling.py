"""An address → one beside it that cannot exist; and whether a page is what the site answers to any such address.

A site that answers a made-up address with success and the very page that the cited one leads to does not have the
cited page (Z. Bar-Yossef et al., "Sic transit gloria telae", WWW 2004). The made-up part is a digest of the address, so
that a capture of the answer can be found again.
"""

import re
from hashlib import sha256
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from citecheck.documents.addresses import is_home
from citecheck.documents.case import Case
from citecheck.model import Document, Reference, Visit, ZoneKind

ALIKE = 0.9
"""Share of common shingles from which two pages are one."""

_WORDS = 4
_LETTERS = 24
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MONTH_OR_DAY = re.compile(r"\d{1,2}$")
_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+|\d+")
_HTML = ("text/html", "application/xhtml+xml")


def sibling_of(url: str) -> str | None:
    """An address that the same part of the site would answer, and that cannot exist; ``None`` for a home page.

    Everything that can name a page is replaced: the last segment, every other one with a digit that is no date, since
    many sites heed only the number before the words, and the values of a query.
    """
    parts = urlsplit(url)
    if is_home(url):
        return None
    nonsense = _nonsense(url)
    if query := parse_qsl(parts.query, keep_blank_values=True):
        made_up = urlencode([(name, nonsense) for name, _ in query])
        return urlunsplit((parts.scheme, parts.netloc, parts.path, made_up, ""))
    segments = parts.path.rstrip("/").split("/")
    last = segments.pop()
    extension = _EXTENSION.search(last)
    made = nonsense + (extension[0] if extension else "")
    kept = [quote(each, safe="%") if _is_place(each) else nonsense for each in segments]
    slash = "/" if parts.path.endswith("/") else ""
    return urlunsplit((parts.scheme, parts.netloc, "/".join([*kept, made]) + slash, "", ""))


def is_suspicious(document: Document, reference: Reference) -> bool:
    """Whether a page gives no sign that it is the cited one: then a sibling is asked for."""
    if document.media_type not in _HTML:
        return False
    case = Case(Visit(document.url, ()), document, None, reference)
    return not case.is_cited_work and not case.is_article


def answers_anything(case: Case) -> bool:
    """Whether the sibling's page is the one that came."""
    if case.document is None or case.sibling is None or case.is_cited_work or case.is_article:
        return False
    return likeness(case.document, case.sibling) >= ALIKE


def likeness(first: Document, second: Document) -> float:
    """0..1: the Jaccard index of the shingles of two pages' main texts, or whole texts where a page has no main one."""
    mine, theirs = _shingles(first), _shingles(second)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _shingles(document: Document) -> set[tuple[str, ...]]:
    main = "\n".join(document.text[zone.start : zone.end] for zone in document.zones if zone.kind is ZoneKind.MAIN)
    words = _WORD.findall((main or document.text).casefold())
    return (
        {tuple(words[start : start + _WORDS]) for start in range(max(1, len(words) - _WORDS + 1))} if words else set()
    )


def _nonsense(url: str) -> str:
    """Letters only: a number might be that of another page."""
    return "".join(chr(ord("a") + int(digit, 16)) for digit in sha256(url.encode()).hexdigest()[:_LETTERS])


def _is_place(segment: str) -> bool:
    dated = _YEAR.match(segment) or _MONTH_OR_DAY.match(segment)
    return bool(dated) or not any(letter.isdigit() for letter in segment)
