"""MediaWiki's HTML → Article."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bs4.element import Tag

from citecheck.articles.alignment import claims_of, has_words
from citecheck.articles.mediawiki_html.blocks import BlockReader
from citecheck.articles.mediawiki_html.footnotes import Footnote, find_footnotes
from citecheck.articles.mediawiki_html.infobox import InfoboxReader, is_infobox
from citecheck.articles.mediawiki_html.inline import Writer
from citecheck.articles.mediawiki_html.metadata import content_of, direction_of, language_of, title_of
from citecheck.articles.mediawiki_html.page import Page
from citecheck.articles.mediawiki_html.works import WorkReader
from citecheck.articles.passage import beginning
from citecheck.articles.positions import Lines
from citecheck.articles.titles import title_from_path
from citecheck.articles.work import Work
from citecheck.language.identify import detect_language
from citecheck.model import Article, Reference

_LANGUAGE_SAMPLE = 2_000
_LONGEST_NAME = 120


def read_mediawiki_html(text: str, path: str, language: str | None) -> Article:
    """Read a page that MediaWiki made: by Parsoid (with ``data-mw``), as it is shown, or as a mirror shows it.

    References have the numbers that the page shows. A footnote that cites several works gives several references,
    ``5``, ``5.2``, …. A marker stands where its ``sup`` element stands, a reference where its entry stands.

    Args:
        text: The page.
        path: Where it came from, as :attr:`Article.path` has it.
        language: Its language, or ``None`` for what the page says, or else to recognise it.
    """
    page = Page(text)
    footnotes, cited = find_footnotes(page)
    references, ids = _references(page, footnotes)
    marks = {marker: [each for footnote in found for each in ids[footnote.key]] for marker, found in cited.items()}
    writer = Writer(page, marks)
    content = content_of(page)
    passages = list(BlockReader(page, writer, _notes(footnotes, writer)).passages(content))
    title = title_of(page) or _subject(page, writer) or title_from_path(path)
    language = language or language_of(page, content) or detect_language(beginning(passages, _LANGUAGE_SAMPLE))
    claims = claims_of(passages, lines=Lines(text), title=title, language=language)
    return Article(
        path, title, language, "mediawiki-html", text, tuple(references), claims, direction=direction_of(content)
    )


def _references(page: Page, footnotes: Sequence[Footnote]) -> tuple[list[Reference], Mapping[str, list[str]]]:
    """The references of all footnotes, and the ids of each footnote's references by its key."""
    reader = WorkReader(page)
    lines = Lines(page.source)
    references: list[Reference] = []
    ids: dict[str, list[str]] = {}
    for footnote in footnotes:
        places = [page.span(tag) for tag in (*([footnote.entry] if footnote.entry else ()), *footnote.marks)]
        place = next(filter(None, places), None)
        works = reader.cited(footnote.entry, is_note=footnote.is_note) if footnote.entry else []
        ids[footnote.key] = []
        if place is None:
            continue
        for number, work in enumerate(works or [None], 1):
            reference = (work or Work()).reference(
                id=footnote.id if number == 1 else f"{footnote.id}.{number}",
                position=lines.position(*place),
                name=_name(footnote, reader),
                raw=page.source[slice(*place)],
                markers=[lines.position(*span) for span in map(page.span, footnote.marks) if span],
            )
            references.append(reference if work else replace(reference, defined=False))
            ids[footnote.key].append(reference.id)
    return references, ids


def _name(footnote: Footnote, reader: WorkReader) -> str | None:
    """The name that a footnote was given; for one that a short citation made, what it says."""
    if footnote.name and footnote.name.startswith("FOOTNOTE") and footnote.entry:
        return reader.text(footnote.entry).rstrip(".")[:_LONGEST_NAME] or footnote.name
    return footnote.name


def _notes(footnotes: Sequence[Footnote], writer: Writer) -> dict[int, list[Tag]]:
    """The entries of explanatory notes that cite sources themselves, by the ``id()`` of the note's markers."""
    notes: dict[int, list[Tag]] = {}
    for footnote in footnotes:
        if footnote.is_note and footnote.entry and writer.has_markers(footnote.entry):
            for mark in footnote.marks[:1]:
                notes.setdefault(id(mark), []).append(footnote.entry)
    return notes


def _subject(page: Page, writer: Writer) -> str | None:
    """The name in the infobox, else the first words in bold type."""
    boxes = InfoboxReader(page, writer)
    for tag in page.tags:
        name = boxes.name(tag) if is_infobox(tag) else None
        if name:
            return name
    bold = next((tag for tag in page.tags if tag.name == "b" and tag.parent and tag.parent.name == "p"), None)
    name = page.words(bold, writer.is_marker) if bold else ""
    return name if has_words(name) else None
