"""What follows the title in a formatted citation → the names of site and publisher, and the date."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from citecheck.articles.bibliographic_date import parse_date
from citecheck.articles.citation_marginals import PARENTHESIS, cut
from citecheck.articles.words import month_number, word_list

EDITION = re.compile(
    r"\s*[(（]第\w+[期版卷][)）]|\s*\((?:\w+\.?\s)?[^()]{0,20}\b(?:ed|ed\.|edition|éd\.|Aufl\.|изд\.)\)"
)
"""An edition in parentheses."""
BARE_EDITION = re.compile(
    r"\s+(?:第?[初再一二三四五六七八九十\d]+版|修[订訂]版|增[订訂]版|\d+(?:st|nd|rd|th)|reprint|revised)$"
)
"""An edition at the end of a title, as Chinese citations have it."""
ACCEPTED_FORMAT = re.compile(r"\s*\((?:PDF|DOC|video|audio|map)\)", re.IGNORECASE)
"""A file format in parentheses."""
PLACE = re.compile(r"[^:\d]{2,40}:\s+(?=\S)")
"""A place of publication, which a colon and the publisher follow."""

_GIVEN = r"(?:[A-ZÀ-Þ]\.(?:[ -]?[A-ZÀ-Þ]\.){0,3}|[^\W\d_][^\d;,.:()]{0,30}(?: [A-ZÀ-Þ]\.)*)"
_NAME = rf"[^\W\d_][^\d;,.:()]{{0,40}}, ?{_GIVEN}"
_VANCOUVER_NAMES = r"(?:[A-ZÀ-Þ][\w'’-]+ [A-Z]{1,3}(?:, |(?=\.)))+"
_PLAIN_NAMES = r"[^\s.;:()]+\.?(?: [^\s.;:()]+\.?){0,3}(?:; [^;:()]{2,40})+?"
_FULL_NAME = r"(?:[^\W\d_][^\W\d_'’-]*\.? ){1,3}[^\W\d_][\w'’-]+"
_MIXED_NAMES = rf"{_NAME}; {_FULL_NAME}(?:, {_FULL_NAME})+(?=\.)"
_HAN_NAMES = r"[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})+|[\u4e00-\u9fff]{2,3}"
_HAN_EDITORS = re.compile(r"(?:^|(?<=[.。] ))[^.。,，]{1,40}\s*[,，]\s*主?[编編](?:[.。]\s*|\s*$)")
_SHORT_JOURNAL = re.compile(r"(?:[^\W\d_]{1,11}\. ?){1,3}\d+\s*[(:]")
_EDITORS = re.compile(rf"{_NAME}(?:(?:; ?| & ){_NAME})*\s?[(（](?:[Ee]ds?\.?|编|編|[Hh]rsg\.?)[)）]\.\s*")
LEADING_NAMES = re.compile(
    rf"(?P<names>{_MIXED_NAMES}|{_NAME}(?:(?:; ?| & ){_NAME})*|{_PLAIN_NAMES}|{_VANCOUVER_NAMES}|{_HAN_NAMES})"
    r"(?:\s?[（(](?:[Ee]ds?\.?|编|編)[)）]\. |(?<=\.) ?(?![（(])|\. )(?=\S)"
)
"""Persons at the beginning of a text, up to the full stop behind them."""

_JOURNAL = re.compile(
    r"(?P<site>.+?)[.,]?\s+(?:[Vv]ol\.?\s+)?\d+[A-Za-z]?\s*(?:\([^()]{1,30}\))?\s*:\s*(?:pp?\.\s*)?\w+"
)
_VOLUME = re.compile(r"\s*[,.]?\s+(?:\d+\s*\([^()]{1,30}\)|(?:Vol|vol|Bd|t)\.\s*\w+|No\.\s*\w+|\d+)\s*$")
_VOLUME_SEGMENT = re.compile(
    r"\d[\d–-]*[A-Za-z]?(?:\s*\([^()]+\))?(?:\s*:\s*\S|$)|\d{4}(?:-\d\d){0,2}, (?:\d|[IVXL]+\b)"
)
_DETAILS = re.compile(r",\s+(?=\d|(?:[Vv]ol|[Nn]o|[Pp]p?|[Ii]ssue|[Pp]age)s?\b)")
_CONTINUED = re.compile(r"(?:Supplement|Suppl|Series|Section|Part|Serie|Série)\b")
_FULL_STOP = re.compile(r"[.。．](?:\s+|$)|[。．]")
_ROLE_SUFFIX = re.compile(r"[,.]?\s*\((?:[Ee]ds?|[Hh]rsg|dir|a cura di|ред|org)\.?\)\s*$")
_ON_SITE = re.compile(r"(?:sur|su|on|auf|на|em|en)\s+(?:le site\s+)?(?=\S+\.\w{2,})")
_NAME_AND_DATE = re.compile(
    r"(?P<name>[^\d,:()]{2,80}), (?P<date>[^\d,:()]{0,30}(?:\d{1,2}(?:er)?\.? [^\d,:()]{2,20} )?\d{4})"
)
_DAY = re.compile(r"(?:^|[\s,(])\d{1,2}$")
_PAGES = re.compile(r"(?:^|,?\s+)(?:S|pp?|págs?|с|С|стр)\.\s*\d[\d\s–—-]*(?:ff?\b\.?)?[^.]*")
_DASH = re.compile(r"[.,]? — ")
_LONGEST_SHORT_WORD = 11


def names_and_date(after: str) -> tuple[list[str], str | None]:
    """The site and the publisher, in this order and as far as they are there, and the date as EDTF."""
    date: str | None = None
    names: list[str] = []
    after = _without_container_editors(_ON_SITE.sub("", after.strip(" .,;")))
    for segment in _whole_names(list(segments(_PAGES.sub("", _DASH.sub(". ", after))))):
        rest, found = _without_date(segment)
        date = date or found
        name = _name(rest)
        if name and len(names) < 2:
            names.append(without_place(name) if names else name)
    return names, date


def without_place(name: str) -> str:
    """``Oxford University Press`` of ``Oxford: Oxford University Press``."""
    place = PLACE.match(name)
    return name[place.end() :] if place else name


def without_editors(text: str) -> str:
    """``Ma`` of ``Ma. Li, 编. ``, as Chinese citations name the editors of what a part is in."""
    rest = _HAN_EDITORS.sub("", text)
    return rest if rest == text else rest.rstrip(" .。")


def segments(text: str) -> Iterator[str]:
    """The parts between full stops that end no abbreviation, initial or number."""
    start = 0
    for found in _FULL_STOP.finditer(text):
        before = text[max(start, found.start() - 12) : found.start()]
        if found[0][0] == "." and found.end() < len(text) and _abbreviation().search(before):
            continue
        if _DAY.search(before) and _is_month(text[found.end() : found.end() + _LONGEST_SHORT_WORD].split(" ")[0]):
            continue
        yield text[start : found.start()].strip()
        start = found.end()
    if text[start:].strip():
        yield text[start:].strip()


@cache
def _abbreviation() -> re.Pattern[str]:
    words = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in word_list("citation_words")["abbreviations"])
    return re.compile(rf"(?:^|[\s(\[\"“'-])(?:[A-ZА-ЯÉ]|{words})$")


@lru_cache(maxsize=1024)
def _is_month(word: str) -> bool:
    return word.isalpha() and parse_date(f"1. {word} 2000") is not None


def _whole_names(parts: list[str]) -> list[str]:
    """Put the name of a journal together that has full stops in it: ``Am. J. Vet. Res. 60 (9): 1106``."""
    if len(parts) > 1 and _is_short_word(parts[0]) and _SHORT_JOURNAL.match(parts[1]):
        return [". ".join(parts[:2]), *parts[2:]]  # "Vet. J. 189 (2): 177", where J. is an initial otherwise
    if len(parts) < 2 or not any(map(_VOLUME_SEGMENT.match, parts[1:])):
        return parts
    size = 1
    while size < len(parts) - 1 and (
        (_is_short_word(parts[size - 1]) and _is_short_word(parts[size])) or _CONTINUED.match(parts[size])
    ):
        size += 1
    return [". ".join(parts[:size]), *parts[size:]]


def _is_short_word(part: str) -> bool:
    words = part.replace(".", "").split()
    return 0 < len(words) <= 2 and all(word.isalpha() and len(word) <= _LONGEST_SHORT_WORD for word in words)


def _name(segment: str) -> str | None:
    """The name of a site or publisher in a segment, without volume and edition; ``None`` if it is none."""
    segment = segment.strip(" ,;:")
    if not segment or _not_a_name().match(segment):
        return None
    journal = _JOURNAL.match(segment)
    name = _VOLUME.sub("", EDITION.sub("", journal["site"] if journal else _DETAILS.split(segment)[0]))
    return ACCEPTED_FORMAT.sub("", name).strip(" ,;:.") or None


@cache
def _not_a_name() -> re.Pattern[str]:
    words = "|".join(word_list("citation_words")["not_names"])
    other = r"\d[\d\s()–:,.-]*$|\W*$|\([^()]*\)$|\d+(?:st|nd|rd|th)\b"
    return re.compile(rf"{other}|(?:{words})(?:\.?\s*\d|\b\.?:?\s)", re.IGNORECASE)


def _without_date(segment: str) -> tuple[str, str | None]:
    """A segment without the date that it is, begins with, ends in or has in parentheses."""
    named = _NAME_AND_DATE.fullmatch(segment)
    if named and not any(map(month_number, named["name"].split())):
        date = parse_date(named["date"])
        if date:
            return named["name"], date
    start = re.match(r"[^,:]*(?=[,:] ?(?:\d|[IVXL]+\b))", segment)
    date = (parse_date(start[0]) if start else None) or parse_date(segment)
    if date:
        return "", date
    for found in reversed(list(PARENTHESIS.finditer(segment))):
        date = parse_date(found[1])
        if date:
            return cut(segment, *found.span()), date
    parts = segment.split(", ")
    for size in (1, 2):  # "14 June 2019" is one part, "June 14, 2019" two
        for index in range(1, len(parts) - size + 1):
            date = parse_date(", ".join(parts[index : index + size]))
            if date:
                return ", ".join(parts[:index]), date
    return segment, None


def _without_container_editors(after: str) -> str:
    """``In Lee, Ann (ed.). Book. Publisher`` → ``Book. Publisher``."""
    word = next((word for word in word_list("citation_words")["containers"] if after.startswith(f"{word} ")), None)
    if word is None:
        return _EDITORS.sub("", after, count=1) if _EDITORS.match(after) else without_editors(after)
    rest = after[len(word) + 1 :]
    named = LEADING_NAMES.match(rest)
    if named:
        return rest[named.end() :]
    head, *others = segments(rest)
    is_person = bool(_ROLE_SUFFIX.search(head)) or ";" in head or len([each for each in others if _name(each)]) > 1
    return ". ".join(others) if others and is_person else rest
