"""Elements → the text that a reader sees, piece by piece into a buffer, with the markers that stand in it."""

from collections.abc import Mapping, Sequence

from bs4.element import NavigableString, Tag

from citecheck.articles.buffer import TextBuffer
from citecheck.articles.mediawiki_html.page import Page, attribute, classes, is_hidden, names, walk

Marks = Mapping[int, Sequence[str]]
"""Which references an element cites, by the element's ``id()``."""

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ITEMS = frozenset(["li", "p", "div", "tr", "dd", "dt", "td", "th", "ul", "ol", "dl", "table", "blockquote"])


class Writer:
    """Writes elements of one page into buffers."""

    def __init__(self, page: Page, marks: Marks) -> None:
        self._page = page
        self._marks = marks
        self._at = 0
        self.met: list[Tag] = []
        """The markers written, for whoever reads the notes that they point at; to be emptied by that reader."""

    def enters(self, tag: Tag) -> bool:
        """Whether what is in an element is written from its own texts, and not for the element as a whole."""
        return not (self.is_marker(tag) or is_hidden(tag) or _is_left_out(tag) or self._is_power(tag))

    def is_marker(self, tag: Tag) -> bool:
        """Whether an element is a footnote's marker."""
        return id(tag) in self._marks

    def has_markers(self, root: Tag) -> bool:
        """Whether a marker is in an element."""
        return any(isinstance(node, Tag) and self.is_marker(node) for _, node in walk(root, lambda _: True))

    def write(self, buffer: TextBuffer, root: Tag) -> None:
        """Write what is in an element; blocks in it become items with semicolons between them."""
        for is_start, node in walk(root, self.enters):
            if isinstance(node, NavigableString):
                self.string(buffer, node)
            elif isinstance(node, Tag) and node.name in _ITEMS:
                if is_start:
                    self.reach(node)
                buffer.break_item(self._at, self._at)
            elif isinstance(node, Tag) and is_start:
                self.element(buffer, node)

    def marks_only(self, buffer: TextBuffer, root: Tag) -> None:
        """Write the markers in an element, and no text."""
        if self.is_marker(root):
            self.element(buffer, root)
            return
        for is_start, node in walk(root, lambda tag: not self.is_marker(tag)):
            if is_start and isinstance(node, Tag) and self.is_marker(node):
                self.element(buffer, node)

    def string(self, buffer: TextBuffer, string: NavigableString) -> None:
        """Write a string of the tree."""
        for text, start, end in self._page.pieces(string):
            if start < 0:
                buffer.write(text, self._at, self._at)
            else:
                buffer.write(text, start, end)
                self._at = end

    def element(self, buffer: TextBuffer, tag: Tag) -> None:
        """Write what stands for an element as a whole, at its start tag."""
        self.reach(tag)
        if self.is_marker(tag):
            buffer.mark(self._marks[id(tag)])
            self.met.append(tag)
        elif tag.name in ("br", "hr"):
            buffer.break_item(self._at, self._at)
        elif is_hidden(tag) or _is_left_out(tag):
            buffer.drop()
        elif self._is_power(tag):
            start, end = self._page.span(tag) or (self._at, self._at)
            buffer.write(self._page.words(tag).translate(_SUPERSCRIPT), start, end)

    def reach(self, tag: Tag) -> None:
        """Note that the reading has come to an element."""
        span = self._page.span(tag)
        if span:
            self._at = span[0]

    def _is_power(self, tag: Tag) -> bool:
        """Whether an element is a number set high: ``km<sup>2</sup>``."""
        if tag.name != "sup" or len(tag.contents) != 1 or not isinstance(tag.contents[0], NavigableString):
            return False
        written = self._page.words(tag)
        return written.isascii() and written.isdecimal()


def _is_left_out(tag: Tag) -> bool:
    """Whether an element shows what has no form as text, such as a formula."""
    if tag.name in ("math", "img", "canvas") or not names("left_out").isdisjoint(classes(tag)):
        return True
    # "[p. 12]" behind a marker is set like one, and points at no footnote.
    is_page = tag.name == "sup" and "reference" in classes(tag)
    return is_page or "mw:LanguageVariant" in attribute(tag, "typeof")
