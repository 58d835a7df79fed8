"""HTML → parse events; the one place that knows an HTML parser.

Everything above works on events, so a page is parsed once, nothing recurses, and another parser can take this
one's place behind :func:`feed`.
"""

import re
from collections.abc import Mapping
from typing import Protocol

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from lxml import etree  # type: ignore[import-untyped] # lxml has no types

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_LARGE = 1_000_000
_NO_ATTRIBUTES: dict[str, str] = {}


class Handler(Protocol):
    """What receives a page's elements and texts in document order."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; ``tag`` and the attribute names are in lower case."""

    def data(self, text: str) -> None:
        """Text inside the innermost open element, character references resolved."""

    def end(self, tag: str) -> None:
        """The innermost open element ends."""


def feed(html: str, handler: Handler) -> None:
    """Parse a page, however broken, and hand its elements to ``handler``; comments are left out.

    Both ways use libxml2 and give the same events. A page of many megabytes goes without a tree, which would take a
    hundred times its size in memory.
    """
    if len(html) > _LARGE:
        feed_directly(html, handler)
    else:
        feed_soup(html, handler)


def feed_soup(html: str, handler: Handler) -> None:
    """Build BeautifulSoup's tree and walk it."""
    # An XML declaration makes BeautifulSoup warn that XHTML is read as HTML, and a lone address or file name that it
    # is no markup: both are meant to be read.
    markup = "<!---->" + _undeclared(html)
    soup = BeautifulSoup(markup, "lxml", huge_tree=True, multi_valued_attributes=None, string_containers={})
    open_tags: list[Tag] = []
    pending = [iter(soup.contents)]
    while pending:
        node = next(pending[-1], None)
        if node is None:
            pending.pop()
            if open_tags:
                handler.end(open_tags.pop().name)
        elif isinstance(node, Tag):
            handler.start(node.name, node.attrs)  # type: ignore[arg-type] # plain strings without multi-valued ones
            open_tags.append(node)
            pending.append(iter(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            handler.data(node)


def feed_directly(html: str, handler: Handler) -> None:
    """Let libxml2 call the handler."""
    parser = etree.HTMLParser(target=_Target(handler), huge_tree=True)
    try:
        parser.feed(_undeclared(html))
        parser.close()
    except etree.LxmlError:
        return  # what was read until then has been handed on


def _undeclared(html: str) -> str:
    declaration = _XML_DECLARATION.match(html)
    return html[declaration.end() :] if declaration else html


class _Target:
    def __init__(self, handler: Handler) -> None:
        self._start = handler.start
        self.data = handler.data
        self.end = handler.end

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hand on an element; lxml's empty mapping is slow to ask."""
        self._start(tag, attributes if len(attributes) else _NO_ATTRIBUTES)

    def close(self) -> None:
        """Nothing is kept."""
