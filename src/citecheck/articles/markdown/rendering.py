"""The inline tokens of a Markdown block → text in a buffer, with the links and footnotes met in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Protocol

from markdown_it.token import Token

from citecheck.articles.alignment import has_words
from citecheck.articles.buffer import TextBuffer
from citecheck.articles.linked_text import BARE_URL, Link, web_address
from citecheck.articles.markdown.parsing import Inline

_NUMBER_IN_BRACKETS = re.compile(r"\[(\d{1,4})\]")
_MARK_IN_TEXT = re.compile(rf"{BARE_URL.pattern}|{_NUMBER_IN_BRACKETS.pattern}", re.IGNORECASE)
_MARKER_LABEL = re.compile(r"[\s\[(]*(?:\d{1,4}|[*†‡§¶]{1,3})[\s\])]*")
_ANCHOR = re.compile(r"<a\s[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_CLOSING = frozenset(".,;:!?)")

Span = tuple[int, int]


class Citing(Protocol):
    """What gives references their ids as markers are met; spans are those of the markers in the article."""

    def footnote(self, token: Token, span: Span) -> Sequence[str]:
        """The references of a footnote."""

    def link(self, url: str, label: str, token: Token | None, span: Span) -> str:
        """The reference that a link cites."""

    def listed(self, number: str, span: Span) -> Sequence[str] | None:
        """The entry that ``[number]`` cites; ``None`` where no list has it."""


@dataclass(slots=True)
class _Open:
    """A link that is not closed yet: where it begins in the text and the article, and how many pieces came before."""

    token: Token
    url: str | None
    start: int
    at: int
    pieces: int
    has_image: bool = False


@dataclass(slots=True)
class Rendering:
    """Text under construction; ``citing`` is ``None`` where markers are only left out."""

    citing: Citing | None = None
    buffer: TextBuffer = field(default_factory=TextBuffer)
    links: list[Link] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    def render(self, inline: Inline) -> "Rendering":
        """Add the text of a block's tokens."""
        for token in inline.tokens:
            self._token(token, inline)
        self._open.clear()
        return self

    def _token(self, token: Token, inline: Inline) -> None:
        start, end = inline.span_of(token)
        match token.type:
            case "text":
                self._text(token.content, start, end, is_exact=inline.whole is None)
            case "text_special" | "code_inline":
                self._write(token.content.replace("\n", " "), start, end)
            case "softbreak" | "hardbreak":
                self.buffer.write(" ", start, end)
            case "link_open":
                self._open_link(token, str(token.attrs.get("href", "")), start)
            case "link_close":
                self._close_link(end)
            case "image":
                self._image()
            case "html_inline":
                self._html(token, start, end)
            case "footnote_ref":
                self.buffer.mark(self.citing.footnote(token, (start, end)) if self.citing else ())

    def _text(self, text: str, start: int, end: int, *, is_exact: bool) -> None:
        """Copy text without the bare addresses and the numbers in brackets that are markers."""

        def span(first: int, last: int) -> Span:
            return (start + first, start + last) if is_exact else (start, end)

        at = 0
        for found in () if self._open else _MARK_IN_TEXT.finditer(text):
            number = found[1]
            ids = self.citing.listed(number, span(*found.span())) if number and self.citing else None
            if number and self.citing and ids is None:
                continue
            self._write(text[at : found.start()], *span(at, found.start()))
            if number:
                self.buffer.mark(ids or ())
            else:
                self._bare(found[0], None, span(*found.span()))
            at = found.end()
        self._write(text[at:], *span(at, len(text)))

    def _write(self, text: str, start: int, end: int) -> None:
        if text[:1] in _CLOSING:
            self.buffer.close_gap()
        self.buffer.write(text, start, end)

    def _bare(self, url: str, token: Token | None, span: Span) -> None:
        self.links.append(Link(self.buffer.length, self.buffer.length, url))
        if self.citing:
            self.buffer.mark_link(self.citing.link(url, "", token, span))
        self.buffer.drop()

    def _open_link(self, token: Token, href: str, start: int) -> None:
        opened = _Open(token, web_address(href), self.buffer.length, start, self.buffer.checkpoint())
        self._open.append(opened)

    def _close_link(self, end: int) -> None:
        if not self._open:
            return
        opened = self._open.pop()
        label = self.buffer.text_from(opened.pieces)
        is_address = opened.token.markup == "autolink" or (opened.url is not None and label.strip() == opened.url)
        span = (opened.at, max(end, opened.at + 1))
        if opened.url is None or (not has_words(label) and opened.has_image):
            if is_address:
                self._cut(opened)
            return
        if is_address or not has_words(label):
            self._cut(opened)
            self._bare(opened.url, opened.token, span)
        elif _MARKER_LABEL.fullmatch(label):
            self._cut(opened)
            self.links.append(Link(self.buffer.length, self.buffer.length, opened.url))
            self.buffer.mark([self.citing.link(opened.url, label, opened.token, span)] if self.citing else ())
        else:
            self.links.append(Link(opened.start, self.buffer.length, opened.url))
            if self.citing:
                self.buffer.mark_link(self.citing.link(opened.url, label, opened.token, span))

    def _cut(self, opened: _Open) -> None:
        """Take back what was written since the link began."""
        self.buffer.cut(opened.pieces)

    def _image(self) -> None:
        if self._open:
            self._open[-1].has_image = True
        self.buffer.drop()

    def _html(self, token: Token, start: int, end: int) -> None:
        tag = token.content
        anchor = _ANCHOR.match(tag)
        if anchor:
            self._open_link(Token("link_open", "a", 1), unescape(anchor[1] or anchor[2] or anchor[3] or ""), start)
        elif tag.lower().startswith("</a"):
            self._close_link(end)
        elif _BREAK.match(tag):
            self.buffer.write(" ", start, end)
