"""A citation formatted as text → the work that it cites, by the order and punctuation of its parts.

The rules are those that Citation Style 1 (the common templates of the larger Wikipedias) writes by, which most
hand-written citations follow loosely: ``Family, Given (date). "Title" [translation]. Site (in Language). Publisher.
Identifiers. Archived from the original on … . Retrieved … .`` Where there is no author, the date follows the site.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from citecheck.articles.bibliographic_date import parse_date
from citecheck.articles.citation_marginals import Marginals, read_marginals
from citecheck.articles.citation_names import (
    ACCEPTED_FORMAT,
    BARE_EDITION,
    EDITION,
    LEADING_NAMES,
    PLACE,
    names_and_date,
    segments,
    without_editors,
    without_place,
)
from citecheck.articles.persons import persons_from_list
from citecheck.articles.work import Work
from citecheck.model import Person

_QUOTES = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("「", "」"), ("『", "』"), ("《", "》"))
_AFTER_TITLE = r"\s*(?:\[(?P<trans>[^\]]*)\])?\s*(?:\((?:PDF|[^()]{0,25})\))?\s*"
_AUTHORS_AND_DATE = re.compile(
    r"(?P<authors>[^(\[（]*(?:\([^()]*\)[^(\[（]*)??)[(\[（](?P<date>[^()\[\]（）]*\d[^()\[\]（）]*)[)\]）]\s*[.,:]?\s*"
)
_ISSUER = re.compile(r"(?P<site>[^()]{4,}?) ?\((?P<publisher>[^()]{4,})\)")
_LONGEST_LEAD_WORD = 12
_LONGEST_CITATION = 5_000
_MOST_WORDS_OF_A_NAME = 6
_MOST_GIVEN_NAMES = 4
_LONGEST_AUTHOR = 60
_DIRECTION_MARKS = str.maketrans("", "", "\u200e\u200f\u061c")
_IN = re.compile(r"(?:(?P<authors>[^:.!?()\d]{3,80}): )?(?P<title>[^()]{3,300}?)[.,!?] In: (?P<rest>.+)")
_SLASHES = re.compile(
    r"(?P<authors>(?:[^\W\d_][^\W\d_'’-]+,? [^\W\d_]\.(?: ?[^\W\d_]\.)?(?:, )?){1,6})?"
    r"\s*(?P<title>.{3,300}?) // (?P<rest>.+)"
)
_FEWEST_WORDS_OF_A_TITLE = 3
_PERSON = re.compile(r"(?:[^\W\d_][^\W\d_'’-]*\.? ){1,2}[^\W\d_][\w'’-]+")


def work_from_text(text: str) -> Work:
    """The work that a formatted citation cites; parts that it does not have, or not in a known order, are ``None``."""
    reading = read_marginals(" ".join(text[:_LONGEST_CITATION].translate(_DIRECTION_MARKS).split()))
    reading.text = reading.text.lstrip(" .")
    parts = _quoted(reading.text) or _contained(reading.text)
    return _assemble(reading, *parts) if parts else _without_quotes(reading)


def _contained(text: str) -> tuple[str, str, None, str] | None:
    """The authors, the title and what it stands in, where German or Russian marks part them.

    ``Ann Lee: Die Mauer. In: Anzeiger. 4. Mai 2018`` and ``Ли А. Стена // Газета. — АТД, 2018.``
    """
    found = _IN.match(text) or _SLASHES.match(text)
    return (found["authors"] or "", found["title"].strip(" ."), None, found["rest"]) if found else None


def work_from_link(before: str, label: str, after: str, url: str) -> Work:
    """The work behind a linked title with text around it: ``Lee, Ann. [http://… Title], The Paper, 4 May 2001``."""
    reading = read_marginals(" ".join(after[:_LONGEST_CITATION].split()))
    reading.url = url
    quoted = _quoted(label)
    title = quoted[1] if quoted and not quoted[0].strip() else label
    title = " ".join(title.split()).strip(' "“”.,')
    return _assemble(reading, " ".join(before.split()), title, None, reading.text)


def work_from_italics(text: str, italics: Sequence[tuple[int, int]]) -> Work | None:
    """The work whose title stands in italics behind the name of its author; ``None`` where it does not.

    Quotation marks show a title themselves, and italics are the name of a journal then.

    Args:
        text: The citation.
        italics: The spans of it that are in italics.
    """
    if len(italics) != 1 or any(mark in text for mark, _ in _QUOTES):
        return None
    start, end = italics[0]
    before = text[:start].strip()
    if not before or before[-1] not in ",:.;)" or not text[start:end].strip():
        return None
    return replace(work_from_link(before, text[start:end], text[end:], ""), url=None)


def _assemble(reading: Marginals, before: str, title: str, translated: str | None, after: str) -> Work:
    authors, date = _authors_and_date(without_editors(before))
    names, late_date = names_and_date(after)
    people = persons_from_list(authors)
    work = Work(
        title=title or None,
        trans_title=translated,
        authors=people if date or all(map(_is_plausible, people)) else (),
        site=names[0] if names else None,
        publisher=names[1] if len(names) > 1 else None,
        date=date or late_date,
    )
    return _with_marginals(work, reading)


def _with_marginals(work: Work, reading: Marginals) -> Work:
    return replace(
        work,
        url=reading.url,
        language=reading.language,
        access_date=reading.access_date,
        archive_date=reading.archive_date,
        fields=reading.identifiers,
    )


def _quoted(text: str) -> tuple[str, str, str | None, str] | None:
    """What is before, in and behind the quotation marks of the title, with the translated title in brackets."""
    starts = [(text.find(opening), opening, closing) for opening, closing in _QUOTES if opening in text]
    if not starts:
        return None
    start, opening, closing = min(starts)
    before, body = text[:start], text[start + 1 :]
    if len(before.strip()) > _LONGEST_LEAD_WORD and before.rstrip()[-1] not in ".,:;)）]":
        return None  # a word in quotation marks within an unquoted title
    found = _title_end(body, opening, closing)
    if found is None:
        return None
    return before, body[: found.start()].strip().rstrip(","), found.groupdict().get("trans"), body[found.end() :]


def _title_end(body: str, opening: str, closing: str) -> re.Match[str] | None:
    """The closing quotation mark of a title that may have quotation marks in it, with what belongs to it."""
    balanced = _balanced_end(body, opening, closing) if opening != closing else None
    if balanced:
        return balanced
    # A title ends before a full stop or comma; failing that before a space; failing that at the first mark.
    for behind in (rf"{_AFTER_TITLE}(?:[.,;]|$)", rf"{_AFTER_TITLE}(?=\s|$)", ""):
        found = re.compile(re.escape(closing) + behind).search(body)
        if found:
            return found
    return None


def _balanced_end(body: str, opening: str, closing: str) -> re.Match[str] | None:
    depth = 1
    for found in re.finditer(f"[{re.escape(opening + closing)}]", body):
        depth += 1 if found[0] == opening else -1
        if depth == 0:
            return re.compile(rf"{re.escape(closing)}{_AFTER_TITLE}[.,;]?").match(body, found.start())
    return None


def _is_plausible(person: Person) -> bool:
    """Whether a name that no date follows is a name, and not the beginning of a remark."""
    words = person.name.split()
    if not words or len(words) > _MOST_WORDS_OF_A_NAME:
        return False
    return not words[0][0].islower() and not any(map(str.isdigit, person.name))


def _authors_and_date(before: str) -> tuple[str, str | None]:
    before = before.strip(" ,")
    found = _AUTHORS_AND_DATE.match(before)
    date = parse_date(found["date"]) if found else None
    if found and date:
        return found["authors"].rstrip(" ,"), date
    return before.rstrip(" :,"), None


def _without_quotes(reading: Marginals) -> Work:
    """A book, or a page whose title is set off by italics that plain text does not show."""
    authors, date, rest = _leading_authors(reading.text.strip(" ."))
    title, after = _book_title(rest, is_dated=date is not None)
    names, late_date = names_and_date(after)
    is_book = len(names) == 1 and not _is_web_site(names[0]) and (date is not None or PLACE.match(names[0]))
    site, publisher = (None, without_place(names[0])) if is_book else (*names, None, None)[:2]
    issued = _ISSUER.fullmatch(site) if site and publisher is None else None
    if issued:
        site, publisher = issued["site"], issued["publisher"]
    work = Work(
        title=title,
        authors=persons_from_list(authors),
        site=site,
        publisher=publisher,
        date=date or late_date,
    )
    return _with_marginals(work, reading)


def _leading_authors(text: str) -> tuple[str, str | None, str]:
    """The authors and the date that a citation begins with, and the rest of it."""
    found = _AUTHORS_AND_DATE.match(text)
    date = parse_date(found["date"]) if found else None
    if found and date and _are_names(found["authors"]):
        rest = text[found.end() :].strip(" .:;,")
        return (found["authors"].rstrip(" ,"), date, rest) if rest else ("", date, found["authors"].strip())
    named = LEADING_NAMES.match(text)
    if named:
        return named["names"], None, text[named.end() :]
    first, *others = [*segments(text), ""]
    return (first, None, ". ".join(filter(None, others))) if _is_author(first, others) else ("", None, text)


def _is_author(first: str, others: Sequence[str]) -> bool:
    """Whether what stands before the first full stop is an author without a comma in the name.

    That is so before a title and a place of publication; and a person's name before a title of some words and the name
    of what it stands in.
    """
    if len(others) < 3 or len(first) > _LONGEST_AUTHOR or not first[:1].isalpha() or any(map(str.isdigit, first)):
        return False
    if PLACE.match(others[1]) and not PLACE.match(others[0]) and ":" not in first and not _is_web_site(others[0]):
        return True
    return _PERSON.fullmatch(first) is not None and len(others[0].split()) > _FEWEST_WORDS_OF_A_TITLE


def _are_names(authors: str) -> bool:
    """Whether given names are short; a long one is a title behind them, which has a date of its own."""
    people = persons_from_list(authors)
    given = (person.given or (person.literal or "").partition(", ")[2] for person in people)
    return all(len(name.split()) <= _MOST_GIVEN_NAMES for name in given)


def _book_title(text: str, *, is_dated: bool) -> tuple[str | None, str]:
    """The title that a text begins with, and what follows it.

    Where the date came first, as in English citations, a title may have full stops: it goes on up to the place of
    publication. Where the date comes last, as in Chinese ones, what stands between is what the title is a part of.
    """
    parts = list(segments(text))
    if len(parts) == 1:
        parts = text.split(", ")
    edition = next((index for index, part in enumerate(parts[:4]) if EDITION.search(part)), None)
    place = next((index for index, part in enumerate(parts[:4]) if index and PLACE.match(part)), None)
    size = edition + 1 if edition is not None and (is_dated or edition == 0) else (place if is_dated else None) or 1
    title = ACCEPTED_FORMAT.sub("", EDITION.sub("", ". ".join(parts[:size]))).strip(" ,;:")
    title = title if is_dated else BARE_EDITION.sub("", title)
    return title or None, ". ".join(parts[size:])


def _is_web_site(name: str) -> bool:
    return "." in name and " " not in name
