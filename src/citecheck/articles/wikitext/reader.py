"""Wikitext → Article."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from citecheck.articles.alignment import claims_of, has_words
from citecheck.articles.passage import beginning
from citecheck.articles.positions import Lines
from citecheck.articles.wikitext.blocks import BlockReader
from citecheck.articles.wikitext.fields import is_infobox, subject_name
from citecheck.articles.wikitext.footnotes import Content, Footnote, find_footnotes, short_citations
from citecheck.articles.wikitext.markup import Kind, Markup, parse, walk
from citecheck.articles.wikitext.rendering import Marks, Renderer, marks_inside
from citecheck.articles.wikitext.short_citations import WorkIndex, short_citations_in
from citecheck.articles.wikitext.works import WorkReader
from citecheck.articles.work import Work
from citecheck.language.identify import detect_language
from citecheck.model import Article, Reference

_BOLD = re.compile(r"'''+([^\x01\n]{1,120}?)'''+")
_LEAD = 20_000
_LANGUAGE_SAMPLE = 500


def read_wikitext(text: str, path: str, language: str | None) -> Article:
    """Read a page in MediaWiki's wikitext.

    References have the numbers that the rendered page shows; one that is defined and never cited is called
    ``unused 1``. A footnote that cites several works gives several references, ``5``, ``5.2``, ….

    Args:
        text: The page.
        path: Where it came from, as :attr:`Article.path` has it.
        language: Its language, or ``None`` to recognise it.
    """
    markup = parse(text)
    unmarked = Renderer(markup, {})
    footnotes = find_footnotes(markup, unmarked.plain)
    lines = Lines(text)
    collector = _References(markup, unmarked, lines)
    for footnote in footnotes:
        collector.add(footnote)
    renderer = Renderer(markup, collector.marks)
    notes = _notes(footnotes, collector.marks)
    passages = list(BlockReader(markup, renderer, collector.marks, notes).passages())
    title = _title(markup, unmarked) or _file_title(path)
    language = language or detect_language(beginning(passages, _LANGUAGE_SAMPLE))
    claims = claims_of(passages, lines=lines, title=title, language=language)
    return Article(path, title, language, "wikitext", text, tuple(collector.found), claims)


class _References:
    """Turns footnotes into references, and remembers which node cites which."""

    def __init__(self, markup: Markup, renderer: Renderer, lines: Lines) -> None:
        self._markup = markup
        self._lines = lines
        self._reader = WorkReader(markup, renderer)
        self._renderer = renderer
        self._index: WorkIndex | None = None
        self.found: list[Reference] = []
        self.marks: dict[int, list[str]] = {}

    def add(self, footnote: Footnote) -> None:
        """Add the references of a footnote: one for each work that it cites."""
        works = self._works(footnote) or [None]
        ids = [footnote.id, *(f"{footnote.id}.{number}" for number in range(2, len(works) + 1))]
        node = footnote.node
        markers = [self._lines.position(mark.start, mark.end) for mark in footnote.marks]
        for id_, work in zip(ids, works, strict=True):
            reference = (work or Work()).reference(
                id=id_,
                position=self._lines.position(node.start, node.end),
                name=footnote.name or "; ".join(short.text for short in footnote.short) or None,
                raw=self._markup.text[node.start : node.end],
                markers=markers,
            )
            self.found.append(reference if work else replace(reference, defined=False))
        for mark in footnote.marks:
            self.marks.setdefault(mark.start, []).extend(ids)

    def _works(self, footnote: Footnote) -> list[Work | None]:
        """The works of a footnote; ``None`` for one that it names and that is not there."""
        works: list[Work | None] = [self._works_index().find(short) for short in footnote.short]
        if footnote.content is None:
            return works
        works += self._reader.cited(footnote.content)
        for node in () if footnote.is_note else short_citations_in(footnote.content.nodes):
            named = short_citations(node, self._markup.arguments(node), self._renderer.plain)
            works += [self._works_index().find(short) for short in named]
        return works or [self._reader.from_text(footnote.content, is_note=footnote.is_note)]

    def _works_index(self) -> WorkIndex:
        if self._index is None:
            self._index = WorkIndex(self._markup, self._reader, self._renderer.plain)
            self._index.add_all()
        return self._index


def _notes(footnotes: Sequence[Footnote], marks: Marks) -> dict[int, Content]:
    """The contents of explanatory notes that cite sources themselves, by the start of the note's first marker."""
    return {
        footnote.marks[0].start: footnote.content
        for footnote in footnotes
        if footnote.is_note and footnote.marks and footnote.content
        if any(marks_inside(node, marks) for node in footnote.content.nodes)
    }


def _title(markup: Markup, renderer: Renderer) -> str | None:
    """What the page calls itself: by ``{{DISPLAYTITLE}}``, else its infobox, else the first words in bold type."""
    for node in walk(markup.nodes):
        if node.kind is Kind.FUNCTION and node.name == "displaytitle":
            return next((renderer.plain(argument) for argument in markup.arguments(node)), None)
    lead = [node for node in markup.nodes if node.end <= _LEAD]
    for node in lead:
        name = subject_name(markup, renderer, node) if is_infobox(markup, node, in_lead=True) else None
        if name:
            return name
    bold = _BOLD.search(markup.masked(0, min(_LEAD, len(markup.shadow)), lead))
    name = " ".join(renderer.render(*bold.span(1), ()).text.split()) if bold else ""
    return name if has_words(name) else None


def _file_title(path: str) -> str | None:
    name = PurePath(path).name.split(".")[0].replace("_", " ")
    return name if has_words(name) and not path.startswith("<") else None
