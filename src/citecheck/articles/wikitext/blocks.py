"""Wikitext → passages in reading order: paragraphs, list items, infobox fields, table rows, captions, notes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from citecheck.articles.buffer import TextBuffer
from citecheck.articles.headings import section_kind
from citecheck.articles.passage import Passage
from citecheck.articles.wikitext.fields import data_passages, infobox_passages, is_infobox, is_shown
from citecheck.articles.wikitext.footnotes import Content
from citecheck.articles.wikitext.markup import MASK, Kind, Markup, Node, NodeList
from citecheck.articles.wikitext.rendering import Marks, Renderer, is_file_link, label_span, marks_inside
from citecheck.articles.wikitext.tables import table_passages
from citecheck.articles.wikitext.template_text import name_set

_BLOCK_TAG = re.compile(
    r"</?(?:blockquote|div|p|center|li|ul|ol|dl|dd|dt|table|tr|td|th|caption|h[1-6]|section|gallery)\b[^<>\n]*>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(={1,6})(.+?)\1[ \t]*$")
_HATNOTE = re.compile(r":+[ \t]*''[^']")
_LIST_MARK = re.compile(r"[*#:;]+[ \t]*")


@dataclass(slots=True)
class _State:
    """Where the reading stands: the headings above, the paragraph begun, whether the section holds claims."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    paragraph: tuple[int, int] | None = None
    is_content: bool = True

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(heading for _, heading in self.headings)


class BlockReader:
    """Reads the passages of a page; ``notes`` are the contents of footnotes that hold text of their own."""

    def __init__(self, markup: Markup, renderer: Renderer, marks: Marks, notes: dict[int, Content]) -> None:
        self._markup = markup
        self._renderer = renderer
        self._marks = marks
        self._notes = notes
        self._nodes = NodeList(markup.nodes)
        self._skeleton = _without_block_tags(markup.masked(0, len(markup.shadow), markup.nodes))
        self._state = _State()

    def passages(self) -> Iterator[Passage]:
        """All passages, those of sections that hold no claims left out."""
        at, size = 0, len(self._skeleton)
        while at < size:
            end = self._skeleton.find("\n", at)
            end = size if end < 0 else end
            line = self._skeleton[at:end]
            if line.lstrip(" \t:").startswith("{|"):
                yield from self._flush()
                table_end = self._table_end(at)
                yield from self._table(at + line.index("{|"), table_end)
                end = table_end
            else:
                yield from self._line(line, at, end)
            at = end + 1
        yield from self._flush()

    def _line(self, line: str, start: int, end: int) -> Iterator[Passage]:
        heading = _HEADING.match(line) if line.startswith("=") else None
        if not line or line.isspace():
            yield from self._flush()
        elif heading:
            yield from self._flush()
            self._open_section(len(heading[1]), start + heading.start(2), start + heading.end(2))
        elif line[0] in "*#:;":
            yield from self._flush()
            if not _HATNOTE.match(line) or MASK in line:
                self._state.paragraph = (start + _list_mark_size(line), end)
                yield from self._flush()
        elif not line.startswith(("----", "|}")):
            yield from self._text_line(start, end)

    def _text_line(self, start: int, end: int) -> Iterator[Passage]:
        """A line of a paragraph, which ends where a template stands that is a block of its own."""
        at = start
        for node in self._nodes.within(start, end):
            block = self._block(node) if self._is_block(node, start, end) else None
            if block is None:
                continue
            self._extend(at, node.start)
            yield from self._flush()
            yield from block
            at = node.end
        self._extend(at, end)

    def _extend(self, start: int, end: int) -> None:
        if start < end and self._skeleton[start:end].strip():
            first = self._state.paragraph[0] if self._state.paragraph else start
            self._state.paragraph = (first, end)

    def _flush(self) -> Iterator[Passage]:
        """The paragraph begun, then the captions and notes that hang on it."""
        if self._state.paragraph is None:
            return
        (start, end), self._state.paragraph = self._state.paragraph, None
        if self._state.is_content:
            yield from self._passages_of(start, end, self._nodes.within(start, end))

    def _passages_of(self, start: int, end: int, nodes: Sequence[Node]) -> Iterator[Passage]:
        section = self._state.section
        captions = [node for node in nodes if self._is_cited_caption(node)]
        if captions:
            nodes = [node for node in nodes if node not in captions]
            for part_start, part_end in _around(start, end, captions):
                inside = [node for node in nodes if part_start <= node.start and node.end <= part_end]
                yield self._renderer.render(part_start, part_end, inside).passage(section=section)
        else:
            yield self._renderer.render(start, end, nodes).passage(section=section)
        for node in captions:
            yield self._caption(node)
        yield from self._notes_in(nodes)

    def _is_cited_caption(self, node: Node) -> bool:
        return bool(node.children) and is_file_link(self._markup, node) and bool(marks_inside(node, self._marks))

    def _caption(self, node: Node) -> Passage:
        start, end = label_span(self._markup, node)
        bar = self._markup.masked(start, end, [child for child in node.children if child.start >= start]).rfind("|")
        start += bar + 1
        inside = [child for child in node.children if child.start >= start]
        return self._renderer.render(start, end, inside).passage(section=self._state.section)

    def _notes_in(self, nodes: Sequence[Node]) -> Iterator[Passage]:
        for node in nodes:
            if node.start in self._notes:
                note = self._notes[node.start]
                yield self._renderer.render(note.start, note.end, note.nodes).passage(section=self._state.section)
            else:
                yield from self._notes_in(node.children)

    def _is_block(self, node: Node, start: int, end: int) -> bool:
        if node.kind is Kind.TAG:
            return node.name in ("gallery", "poem", "imagemap", "references")
        if node.kind is Kind.LINK:
            return self._is_cited_caption(node) and not self._skeleton[start : node.start].strip()
        if node.kind is not Kind.TEMPLATE or node.start in self._marks:
            return False
        if node.name in name_set("blocks"):
            return not self._skeleton[start : node.start].strip() or "\n" in self._markup.shadow[node.start : node.end]
        if is_infobox(self._markup, node, in_lead=not self._state.headings):
            return True
        alone = not self._skeleton[start:end].replace(MASK, "").strip()
        return alone and not is_shown(node.name)

    def _block(self, node: Node) -> Iterator[Passage]:
        if not self._state.is_content:
            return
        section = self._state.section
        if node.kind is Kind.LINK:
            yield self._caption(node)
        elif node.kind is Kind.TAG:
            yield from self._lines_of(node)
        elif node.name in name_set("blocks"):
            yield from self._quotation(node)
        elif is_infobox(self._markup, node, in_lead=not self._state.headings):
            yield from infobox_passages(self._markup, self._renderer, node, section)
            yield from self._notes_in(node.children)
        else:
            yield from data_passages(self._markup, self._renderer, self._marks, [node], section)

    def _quotation(self, node: Node) -> Iterator[Passage]:
        """The text in a template, cited also by the footnotes in its other parameters (the name of the speaker)."""
        others = TextBuffer()
        for argument in self._markup.arguments(node):
            if argument.name.lower() in name_set("block_values"):
                yield from self._passages_of(argument.start, argument.end, argument.children)
            else:
                for child in argument.children:
                    for mark in marks_inside(child, self._marks):
                        others.mark(mark)
        yield others.passage(section=self._state.section)

    def _lines_of(self, node: Node) -> Iterator[Passage]:
        """The captions of a gallery, or the lines of a poem, where a footnote stands in them."""
        if node.name == "references" or not marks_inside(node, self._marks):
            return
        masked = self._markup.masked(node.inner_start, node.inner_end, node.children)
        children = NodeList(node.children)
        at = node.inner_start
        for line in masked.split("\n"):
            end = at + len(line)
            start = at + line.find("|") + 1
            inside = children.within(start, end)
            if inside:
                yield self._renderer.render(start, end, inside).passage(section=self._state.section)
            at = end + 1

    def _table_end(self, start: int) -> int:
        """Where the line ends that closes the table begun at an offset."""
        depth = 0
        for found in re.compile(r"^[ \t:]*(\{\||\|\})", re.MULTILINE).finditer(self._skeleton, start):
            depth += 1 if found[1] == "{|" else -1
            if depth == 0:
                line_end = self._skeleton.find("\n", found.end())
                return line_end if line_end >= 0 else len(self._skeleton)
        return len(self._skeleton)

    def _table(self, start: int, end: int) -> Iterator[Passage]:
        if self._state.is_content:
            nodes = NodeList(self._nodes.within(start, end))
            yield from table_passages(self._skeleton[start:end], start, nodes, self._renderer, self._state.section)
            yield from self._notes_in(self._nodes.within(start, end))

    def _open_section(self, level: int, start: int, end: int) -> None:
        state = self._state
        heading = " ".join(self._renderer.render(start, end, self._nodes.within(start, end)).text.split())
        state.headings = [(other, text) for other, text in state.headings if other < level]
        state.headings.append((level, heading))
        state.is_content = not any(section_kind(text) for _, text in state.headings)


def _without_block_tags(skeleton: str) -> str:
    """HTML tags that begin or end a block become line breaks; the length stays."""
    return _BLOCK_TAG.sub(lambda found: "\n" + " " * (len(found[0]) - 1), skeleton)


def _list_mark_size(line: str) -> int:
    found = _LIST_MARK.match(line)
    return found.end() if found else 0


def _around(start: int, end: int, nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    at = start
    for node in nodes:
        if at < node.start:
            yield at, node.start
        at = node.end
    if at < end:
        yield at, end
