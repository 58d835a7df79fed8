"""A page's tree → Article."""

import re
from collections.abc import Iterator, Sequence

from bs4.element import Tag

from citecheck.articles.alignment import claims_of, has_words
from citecheck.articles.cited_sources import CitedSources, Source
from citecheck.articles.headings import section_kind
from citecheck.articles.html_page.blocks import BlockReader, InlineWriter, host_of
from citecheck.articles.html_page.notes import Note, Notes, find_notes
from citecheck.articles.linked_text import works_of
from citecheck.articles.mediawiki_html.page import Page, attribute
from citecheck.articles.passage import beginning
from citecheck.articles.positions import Lines
from citecheck.articles.titles import title_from_path
from citecheck.articles.words import language_code
from citecheck.articles.work import Work
from citecheck.language.identify import detect_language
from citecheck.model import Article

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEADING_NUMBER = re.compile(r"\s*(?:\^\s*)?[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3})[\]).:]*\s+")
_LANGUAGE_SAMPLE = 4_000
_LONGEST_TITLE = 300


def read_html_page(text: str, path: str, language: str | None) -> Article:
    """Read a web page: its footnotes, its links to other sites, its lists of sources.

    Args:
        text: The page.
        path: Where it came from, as :attr:`Article.path` has it.
        language: Its language, or ``None`` for what the page says, or else to recognise it.
    """
    page = Page(text)
    notes = find_notes(page)
    content = _content(page)
    inline = InlineWriter(page, notes, _own_host(page))
    footnotes = {note.key: _footnote(inline, note) for note in notes.found.values()}
    sources = CitedSources(text, Lines(text), footnotes, list(_listed(inline, content)), {})
    heading = next((tag for tag in page.tags if tag.name == "h1" and content in tag.parents), None)
    passages = list(BlockReader(inline, sources, heading).passages(content))
    title = _title(page, heading) or title_from_path(path)
    language = language or _language(content) or detect_language(beginning(passages, _LANGUAGE_SAMPLE))
    claims = claims_of(passages, lines=Lines(text), title=title, language=language)
    return Article(path, title, language, "html", text, tuple(sources.references()), claims)


def _content(page: Page) -> Tag:
    """The element that holds the article: the main one, the largest that is called an article, or the body."""
    for name in ("main", "article"):
        found = [(tag, page.span(tag) or (0, 0)) for tag in page.tags if tag.name == name]
        if found:
            return max(found, key=lambda item: item[1][1] - item[1][0])[0]
    return next((tag for tag in page.tags if tag.name == "body"), page.soup)


def _own_host(page: Page) -> str | None:
    for tag in page.tags:
        is_canonical = tag.name == "link" and "canonical" in attribute(tag, "rel").lower().split()
        if is_canonical or (tag.name == "meta" and attribute(tag, "property") == "og:url"):
            address = attribute(tag, "href") or attribute(tag, "content")
            if "//" in address:
                return host_of(address)
    return None


def _title(page: Page, heading: Tag | None) -> str | None:
    said = next((tag for tag in page.tags if tag.name == "meta" and attribute(tag, "property") == "og:title"), None)
    head = next((tag for tag in page.tags if tag.name == "title"), None)
    for title in (
        page.words(heading) if heading else "",
        attribute(said, "content") if said else "",
        page.words(head) if head else "",
    ):
        if has_words(title):
            return " ".join(title.split())[:_LONGEST_TITLE]
    return None


def _language(content: Tag) -> str | None:
    for tag in (content, *content.parents):
        language = language_code(attribute(tag, "lang") or attribute(tag, "xml:lang"))
        if language:
            return language
    return None


def _footnote(inline: InlineWriter, note: Note) -> Source:
    page = inline.page
    if note.entry is None:
        span = page.span(note.markers[0]) or (0, 1)
        return Source([Work()], span, number=note.number, name=note.key, is_defined=False)
    works = _works(inline, note.entry) or [Work()]
    return Source(works, _span(page, note.entry), number=note.number, name=note.key)


def _works(inline: InlineWriter, entry: Tag) -> Sequence[Work]:
    written = inline.plain(entry)
    text, number = written.text, _LEADING_NUMBER.match(written.text)
    cut = number.end() if number and has_words(text[number.end() :]) else 0
    links = [link.moved(-cut) for link in written.links if link.start >= cut]
    return works_of(text[cut:], links) if has_words(text) or links else ()


def _span(page: Page, tag: Tag) -> tuple[int, int]:
    """Where an element stands; one without an end tag goes on up to its last text."""
    start, end = page.span(tag) or (0, 1)
    last = tag.find_all(string=True)[-1:]
    ends = [piece[2] for string in last for piece in page.pieces(string)]
    return start, max(end, *ends, start + 1)


def _listed(inline: InlineWriter, content: Tag) -> Iterator[Source]:
    """The entries of lists of sources, as sections that are called so hold them."""
    headings: list[tuple[int, str]] = []
    numbers: dict[int, int] = {}
    for tag in content.find_all([*_HEADINGS, "li", "p"]):
        if tag.name in _HEADINGS:
            level = int(tag.name[1])
            headings = [(other, text) for other, text in headings if other < level]
            headings.append((level, inline.page.words(tag)))
            continue
        number = _list_number(tag, numbers)
        kind = next(filter(None, (section_kind(text) for _, text in headings)), None)
        if kind in ("references", "bibliography") and not _is_within_entry(inline.notes, tag):
            works = _works(inline, tag)
            if works and (tag.name == "li" or works[0].url):
                yield Source(works, _span(inline.page, tag), number=number)


def _is_within_entry(notes: Notes, tag: Tag) -> bool:
    is_outside = not (notes.is_entry(tag) or notes.holds_entry(tag))
    return not is_outside or any(notes.is_entry(parent) or parent.name == "li" for parent in tag.parents)


def _list_number(tag: Tag, numbers: dict[int, int]) -> str | None:
    """The number that an item of an ordered list has; ``numbers`` are those of the items before, by list."""
    parent = tag.parent
    if tag.name != "li" or parent is None or parent.name != "ol":
        return None
    start = attribute(parent, "start")
    first = int(start) if start.isascii() and start.isdecimal() and len(start) < 6 else 1
    numbers[id(parent)] = numbers.get(id(parent), first - 1) + 1
    return str(numbers[id(parent)])
