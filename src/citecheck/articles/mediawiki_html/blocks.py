"""A page's tree → passages in reading order: paragraphs, list items, infobox fields, table rows, captions, notes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bs4.element import NavigableString, Tag

from citecheck.articles.buffer import TextBuffer
from citecheck.articles.headings import section_kind
from citecheck.articles.mediawiki_html.infobox import InfoboxReader, is_infobox
from citecheck.articles.mediawiki_html.inline import Writer
from citecheck.articles.mediawiki_html.page import Page, classes, is_hidden, names, walk
from citecheck.articles.mediawiki_html.tables import TableReader
from citecheck.articles.passage import Passage

_PARAGRAPHS = frozenset(["p", "div", "li", "ul", "ol", "dl", "dd", "dt", "blockquote", "center", "address", "hr"])
_TABLES = frozenset(["table", "tbody", "tr", "td", "th", "caption"])
_BLOCKS = _PARAGRAPHS | _TABLES | {"section", "article", "main", "details", "summary", "body", "header", "aside"}
_HEADING = re.compile(r"h([1-6])")


@dataclass(slots=True)
class _State:
    """Where the reading stands: the headings above, the paragraph begun, whether the section holds claims."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    buffer: TextBuffer = field(default_factory=TextBuffer)
    is_content: bool = True

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(heading for _, heading in self.headings)


class BlockReader:
    """Reads the passages of a page; ``notes`` are the entries of notes that cite sources, by their markers."""

    def __init__(self, page: Page, writer: Writer, notes: Mapping[int, list[Tag]]) -> None:
        self._page = page
        self._writer = writer
        self._notes = notes
        self._read_notes: set[int] = set()
        self._infoboxes = InfoboxReader(page, writer)
        self._tables = TableReader(page, writer)
        self._state = _State()

    def passages(self, root: Tag) -> Iterator[Passage]:
        """All passages in an element, those of sections that hold no claims left out."""
        for is_start, node in walk(root, self._enters):
            if isinstance(node, NavigableString):
                self._writer.string(self._state.buffer, node)
            elif isinstance(node, Tag):
                yield from self._tag(node, is_start=is_start)
        yield from self._flush()

    def _enters(self, tag: Tag) -> bool:
        if not self._writer.enters(tag) or _HEADING.fullmatch(tag.name) or _is_figure(tag) or is_infobox(tag):
            return False
        if not names("quoted_from").isdisjoint(classes(tag)):
            return False
        return tag.name != "table" or _is_layout(tag)

    def _tag(self, tag: Tag, *, is_start: bool) -> Iterator[Passage]:
        heading = _HEADING.fullmatch(tag.name)
        if not is_start:
            if tag.name in _BLOCKS:
                yield from self._flush()
        elif not self._writer.enters(tag):
            self._writer.element(self._state.buffer, tag)
        elif heading:
            yield from self._flush()
            self._open_section(int(heading[1]), tag)
        elif self._enters(tag):
            self._writer.reach(tag)
            if tag.name in _BLOCKS:
                yield from self._flush()
            elif tag.name == "br":
                self._writer.element(self._state.buffer, tag)
        else:
            yield from self._flush()
            yield from self._block(tag)

    def _block(self, tag: Tag) -> Iterator[Passage]:
        """What is read as a whole: an infobox, a table, the captions of a figure, whom a quotation is from."""
        state = self._state
        self._writer.reach(tag)
        if not state.is_content:
            return
        if is_infobox(tag):
            yield from self._infoboxes.passages(tag, state.section)
        elif tag.name == "table":
            yield from self._tables.passages(tag, state.section)
        elif _is_figure(tag):
            yield from self._captions(tag)
        else:
            self._writer.marks_only(state.buffer, tag)
            yield from self._flush()
        yield from self._notes_met()

    def _captions(self, figure: Tag) -> Iterator[Passage]:
        """The captions that a footnote stands in."""
        for is_start, node in walk(figure, lambda tag: not (is_hidden(tag) or _is_caption(tag))):
            if is_start and isinstance(node, Tag) and _is_caption(node) and self._writer.has_markers(node):
                buffer = TextBuffer()
                self._writer.write(buffer, node)
                yield buffer.passage(section=self._state.section)

    def _flush(self) -> Iterator[Passage]:
        """The paragraph begun, then the notes that hang on it."""
        buffer, self._state.buffer = self._state.buffer, TextBuffer()
        if not self._state.is_content:
            self._writer.met.clear()
            return
        if buffer.markers or buffer.last:
            yield buffer.passage(section=self._state.section)
        yield from self._notes_met()

    def _notes_met(self) -> Iterator[Passage]:
        """Notes that cite sources give claims where their first marker stands."""
        while self._writer.met:
            markers, self._writer.met = self._writer.met, []
            for entry in (entry for marker in markers for entry in self._notes.get(id(marker), ())):
                if id(entry) not in self._read_notes:
                    self._read_notes.add(id(entry))
                    buffer = TextBuffer()
                    self._writer.write(buffer, entry)
                    yield buffer.passage(section=self._state.section)

    def _open_section(self, level: int, heading: Tag) -> None:
        state = self._state
        text = self._page.words(heading, self._writer.is_marker)
        state.headings = [(other, above) for other, above in state.headings if other < level]
        state.headings.append((level, text))
        state.is_content = not any(section_kind(above) for _, above in state.headings)


def _is_figure(tag: Tag) -> bool:
    return tag.name == "figure" or not names("figures").isdisjoint(classes(tag))


def _is_caption(tag: Tag) -> bool:
    return tag.name == "figcaption" or not names("captions").isdisjoint(classes(tag))


def _is_layout(table: Tag) -> bool:
    """Whether a table only places parts of the page, with sections in them."""
    return table.find(["h2", "h3"]) is not None
