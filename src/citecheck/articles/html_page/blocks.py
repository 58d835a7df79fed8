"""A page's tree → passages: paragraphs, list items and table rows, with links and markers written as they are met."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from bs4.element import NavigableString, Tag

from citecheck.articles.alignment import has_words
from citecheck.articles.buffer import TextBuffer
from citecheck.articles.headings import section_kind
from citecheck.articles.html_page.notes import Notes, is_back_link
from citecheck.articles.link_writer import Citing, LinkWriter, Target
from citecheck.articles.linked_text import web_address
from citecheck.articles.mediawiki_html.page import Page, attribute, is_hidden, walk
from citecheck.articles.passage import Passage
from citecheck.articles.words import word_list
from citecheck.model import ClaimKind

_HEADING = re.compile(r"h([1-6])")
_AROUND_MARKERS = re.compile(r"[\s\[\](),;]*")


@cache
def _names(part: str) -> frozenset[str]:
    return frozenset(word_list("html_page")[part])


@dataclass(frozen=True, slots=True)
class InlineWriter:
    """Writes what stands in a block; links to ``own_host`` are within the page's site and cite nothing."""

    page: Page
    notes: Notes
    own_host: str | None = None

    def start(self, writer: LinkWriter, tag: Tag) -> None:
        """Write what begins with a tag that :meth:`enters` lets in, or stands for one that it does not."""
        start, end = self.page.span(tag) or (0, 0)
        if self.notes.is_marker(tag):
            writer.note(self.notes.by_marker[id(tag)].key, (start, max(end, start + 1)))
        elif tag.name == "a" and self.enters(tag):
            writer.open_link(self.target(tag), start)
        elif tag.name == "img":
            writer.image()
        elif tag.name == "br":
            writer.write(" ", start, end)
        elif not self.enters(tag):
            writer.buffer.drop()

    def end(self, writer: LinkWriter, tag: Tag) -> None:
        """Write what ends with a tag."""
        if tag.name == "a":
            writer.close_link((self.page.span(tag) or (0, 0))[1])

    def string(self, writer: LinkWriter, string: NavigableString) -> None:
        """Write a string of the tree, without the brackets around markers."""
        pieces = [piece for piece in self.page.pieces(string) if piece[1] >= 0]
        if not pieces:
            writer.write(" ", writer.buffer.end, writer.buffer.end)
        if _is_beside_marker(string) and all(_AROUND_MARKERS.fullmatch(text) for text, _, _ in pieces):
            return
        for index, (text, start, end) in enumerate(pieces):
            is_after = index == 0 and text[0] in "])" and self._is_marker(string.previous_sibling)
            is_before = index == len(pieces) - 1 and text[-1] in "[(" and self._is_marker(string.next_sibling)
            shown = text[is_after : len(text) - is_before]
            is_exact = end - start == len(text)
            writer.copy(shown, start + is_after, end - is_before, is_exact=is_exact)

    def enters(self, tag: Tag) -> bool:
        """Whether what is in an element is read."""
        return not (
            tag.name in _names("left_out")
            or is_hidden(tag)
            or self.notes.is_marker(tag)
            or is_back_link(self.page, tag)
        )

    def plain(self, tag: Tag) -> LinkWriter:
        """The text and links of an element, without markers."""
        writer = LinkWriter()
        for is_start, node in walk(tag, self.enters):
            if isinstance(node, NavigableString):
                self.string(writer, node)
            elif is_start:
                if node.name in _names("blocks"):
                    writer.write(" ", *(self.page.span(node) or (0, 0)))
                self.start(writer, node)
            else:
                self.end(writer, node)
        writer.abandon_links()
        return writer

    def target(self, tag: Tag) -> Target:
        """What a link leads to."""
        url = web_address(attribute(tag, "href"))
        is_own = url is not None and self.own_host is not None and host_of(url) == self.own_host
        return Target(None if is_own else url, attribute(tag, "title").strip() or None)

    def _is_marker(self, node: object) -> bool:
        return isinstance(node, Tag) and self.notes.is_marker(node)


def _is_beside_marker(string: NavigableString) -> bool:
    """Whether a string in superscript stands next to an element, as the brackets around a marker do."""
    node: NavigableString | Tag = string
    if string.parent is not None and string.parent.name != "sup" and len(string.parent.contents) == 1:
        node = string.parent
    is_raised = node.parent is not None and node.parent.name == "sup"
    return is_raised and bool(node.previous_sibling or node.next_sibling)


def host_of(url: str) -> str:
    """The host of a web address, in lower case and without ``www.``."""
    return re.split(r"[/?#]", url.partition("//")[2])[0].lower().removeprefix("www.")


@dataclass(slots=True)
class _State:
    headings: list[tuple[int, str]] = field(default_factory=list)
    is_content: bool = True

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(heading for _, heading in self.headings)


class BlockReader:
    """Reads the passages of a page; ``title`` is the heading that names the page and opens no section."""

    def __init__(self, inline: InlineWriter, citing: Citing, title: Tag | None) -> None:
        self._inline = inline
        self._citing = citing
        self._title = title
        self._state = _State()
        self._writer = LinkWriter(citing)

    def passages(self, root: Tag) -> Iterator[Passage]:
        """All passages in an element, those of sections that hold no claims left out."""
        for is_start, node in walk(root, self._enters):
            if isinstance(node, NavigableString):
                self._inline.string(self._writer, node)
            elif is_start:
                yield from self._start(node)
            elif node.name in _names("blocks"):
                yield from self._flush()
            else:
                self._inline.end(self._writer, node)
        yield from self._flush()

    def _enters(self, tag: Tag) -> bool:
        if self._inline.notes.is_entry(tag) or _HEADING.fullmatch(tag.name) or is_data_table(tag):
            return False
        return self._inline.enters(tag)

    def _start(self, tag: Tag) -> Iterator[Passage]:
        heading = _HEADING.fullmatch(tag.name)
        if heading:
            yield from self._flush()
            if tag is not self._title:
                self._open_section(int(heading[1]), tag)
        elif tag.name == "table" and is_data_table(tag):
            yield from self._flush()
            yield from self._table(tag) if self._state.is_content else ()
        elif tag.name in _names("blocks"):
            yield from self._flush()
        else:
            self._inline.start(self._writer, tag)

    def _flush(self) -> Iterator[Passage]:
        self._writer.abandon_links()
        buffer, self._writer = self._writer.buffer, LinkWriter(self._citing if self._state.is_content else None)
        if self._state.is_content and (buffer.last or buffer.markers):
            yield buffer.passage(section=self._state.section)

    def _open_section(self, level: int, heading: Tag) -> None:
        state = self._state
        state.headings = [(other, above) for other, above in state.headings if other < level]
        state.headings.append((level, " ".join(self._inline.plain(heading).text.split())))
        state.is_content = not any(section_kind(above) for _, above in state.headings)
        self._writer = LinkWriter(self._citing if state.is_content else None)

    def _table(self, table: Tag) -> Iterator[Passage]:
        """Each row that is no header, its cells with the words above them."""
        header: list[str] = []
        for row in table.find_all("tr"):
            cells = [cell for cell in row.find_all(["td", "th"], recursive=False) if isinstance(cell, Tag)]
            if row.find_parent("table") is not table or not cells:
                continue
            if all(cell.name == "th" for cell in cells):
                header = [" ".join(self._inline.plain(cell).text.split()) for cell in cells]
                continue
            yield self._row(cells, header)

    def _row(self, cells: list[Tag], header: list[str]) -> Passage:
        buffer = TextBuffer()
        for number, cell in enumerate(cells):
            at = (self._inline.page.span(cell) or (0, 0))[0]
            buffer.break_item(at, at)
            if number < len(header) and has_words(header[number]):
                buffer.write(f"{header[number]}: ", at, at)
            self._cell(buffer, cell)
        return buffer.passage(ClaimKind.TABLE, self._state.section)

    def _cell(self, buffer: TextBuffer, cell: Tag) -> None:
        writer = LinkWriter(self._citing, buffer)
        for is_start, node in walk(cell, self._inline.enters):
            if isinstance(node, NavigableString):
                self._inline.string(writer, node)
            elif is_start:
                self._inline.start(writer, node)
            else:
                self._inline.end(writer, node)
        writer.abandon_links()


def is_data_table(tag: Tag) -> bool:
    """Whether a table has headers, and so rows that say something; others only place parts of the page."""
    return tag.name == "table" and tag.find("th") is not None and tag.find(["h1", "h2", "h3", "p", "table"]) is None
