"""Running text with links and markers, as a reader meets them piece by piece → text in a buffer, and the links in it.

A link on words cites for the sentence that it stands in; one on a number is a marker as in print; a bare address is a
citation and no part of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from citecheck.articles.alignment import has_words
from citecheck.articles.buffer import TextBuffer
from citecheck.articles.linked_text import BARE_URL, Link

_MARK_IN_TEXT = re.compile(rf"{BARE_URL.pattern}|\[(\d{{1,4}})\]", re.IGNORECASE)
_MARKER_LABEL = re.compile(r"[\s\[(]*(?:\d{1,4}|[*†‡§¶]{1,3})[\s\])]*")
_CLOSING = frozenset(".,;:!?)")

Span = tuple[int, int]
"""A span of the article's text."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to: an address of the web, ``None`` for anything else.

    ``title`` is the title that the link gives, ``name`` the label that its address is defined under.
    """

    url: str | None
    title: str | None = None
    name: str | None = None


class Citing(Protocol):
    """What gives references their ids as markers are met; spans are those of the markers in the article."""

    def footnote(self, key: str, span: Span) -> Sequence[str]:
        """The references of a footnote."""

    def link(self, target: Target, label: str, span: Span) -> str:
        """The reference that a link to the web cites."""

    def listed(self, number: str, span: Span) -> Sequence[str] | None:
        """The entry that ``[number]`` cites; ``None`` where no list has it."""


@dataclass(slots=True)
class _Open:
    """A link that is not closed yet: where it begins in the text and the article, and how many pieces came before."""

    target: Target
    start: int
    at: int
    pieces: int
    is_address: bool
    has_image: bool = False


@dataclass(slots=True)
class LinkWriter:
    """Text under construction; ``citing`` is ``None`` where markers are only left out."""

    citing: Citing | None = None
    buffer: TextBuffer = field(default_factory=TextBuffer)
    links: list[Link] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text so far."""
        return self.buffer.text

    def write(self, text: str, start: int, end: int) -> None:
        """Add text that stands for a span of the article."""
        if text[:1] in _CLOSING:
            self.buffer.close_gap()
        self.buffer.write(text, start, end)

    def copy(self, text: str, start: int, end: int, *, is_exact: bool = True) -> None:
        """Copy text without the bare addresses and the numbers in brackets that are markers.

        Where it is exact, it stands in the article character by character.
        """

        def span(first: int, last: int) -> Span:
            return (start + first, start + last) if is_exact else (start, end)

        at = 0
        for found in () if self._open else _MARK_IN_TEXT.finditer(text):
            number = found[1]
            ids = self.citing.listed(number, span(*found.span())) if number and self.citing else None
            if number and self.citing and ids is None:
                continue
            self.write(text[at : found.start()], *span(at, found.start()))
            if number:
                self.buffer.mark(ids or ())
            else:
                self._bare(Target(found[0]), span(*found.span()))
            at = found.end()
        self.write(text[at:], *span(at, len(text)))

    def note(self, key: str, span: Span) -> None:
        """Add the marker of a footnote."""
        self.buffer.mark(self.citing.footnote(key, span) if self.citing else ())

    def image(self) -> None:
        """Leave an image out."""
        if self._open:
            self._open[-1].has_image = True
        self.buffer.drop()

    def open_link(self, target: Target, at: int, *, is_address: bool = False) -> None:
        """Begin a link at an offset of the article."""
        self._open.append(_Open(target, self.buffer.length, at, self.buffer.checkpoint(), is_address))

    def close_link(self, end: int) -> None:
        """End the innermost link at an offset of the article; where none is open, nothing happens."""
        if not self._open:
            return
        opened = self._open.pop()
        url = opened.target.url
        label = self.buffer.text_from(opened.pieces)
        is_address = opened.is_address or (url is not None and label.strip() == url)
        span = (opened.at, max(end, opened.at + 1))
        if url is None or (not has_words(label) and opened.has_image):
            if is_address:
                self.buffer.cut(opened.pieces)
        elif is_address or not has_words(label):
            self.buffer.cut(opened.pieces)
            self._bare(opened.target, span)
        elif _MARKER_LABEL.fullmatch(label):
            self.buffer.cut(opened.pieces)
            self.links.append(Link(self.buffer.length, self.buffer.length, url))
            self.buffer.mark([self.citing.link(opened.target, label, span)] if self.citing else ())
        else:
            self.links.append(Link(opened.start, self.buffer.length, url))
            if self.citing:
                self.buffer.mark_link(self.citing.link(opened.target, label, span))

    def abandon_links(self) -> None:
        """Forget links that are not closed where their block ends."""
        self._open.clear()

    def _bare(self, target: Target, span: Span) -> None:
        self.links.append(Link(self.buffer.length, self.buffer.length, target.url or ""))
        if self.citing:
            self.buffer.mark_link(self.citing.link(target, "", span))
        self.buffer.drop()
