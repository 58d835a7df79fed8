"""HTML → parse events; the one place that knows an HTML parser.

Everything above works on events, so a page is parsed once, nothing recurses, and another parser can take this
one's place behind :func:`feed`.
"""

import re
from collections.abc import Mapping
from typing import Protocol

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from bs4.exceptions import ParserRejectedMarkup

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")


class Handler(Protocol):
    """What receives a page's elements and texts in document order."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; ``tag`` and the attribute names are in lower case."""

    def data(self, text: str) -> None:
        """Text inside the innermost open element, character references resolved."""

    def end(self, tag: str) -> None:
        """The innermost open element ends."""


def feed(html: str, handler: Handler) -> None:
    """Parse a page, however broken, and hand its elements to ``handler``; comments are left out."""
    open_tags: list[Tag] = []
    pending = [iter(_soup(html).contents)]
    while pending:
        node = next(pending[-1], None)
        if node is None:
            pending.pop()
            if open_tags:
                handler.end(open_tags.pop().name)
        elif isinstance(node, Tag):
            handler.start(node.name, node.attrs)  # type: ignore[arg-type] # attributes are plain strings: see _soup
            open_tags.append(node)
            pending.append(iter(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            handler.data(node)


def _soup(html: str) -> BeautifulSoup:
    # An XML declaration makes BeautifulSoup warn that XHTML is being read as HTML, which is what is wanted.
    markup = _XML_DECLARATION.sub("", html, count=1)
    try:
        return BeautifulSoup(
            f"\n<!---->{markup}", "lxml", huge_tree=True, multi_valued_attributes=None, string_containers={}
        )
    except ParserRejectedMarkup:
        return BeautifulSoup("<p></p>", "lxml")
