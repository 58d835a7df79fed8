"""HTML → its elements and texts in document order; the one place that knows HTML parsers.

A page is parsed once and nothing recurses. What receives it (:class:`Handler`) says for each element in which
*place* the texts inside it stand, and is given that place with them; so no end of an element need be told.
"""

from collections.abc import Mapping
from typing import Generic, Protocol, TypeVar

from lxml import etree  # type: ignore[import-untyped] # lxml has no types
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from citecheck.documents.burden import is_light, thinned

Place = TypeVar("Place")
Attributes = Mapping[str, str | None]

_NO_ATTRIBUTES: dict[str, str | None] = {}
_WITHOUT_EVENTS = LexborDocumentOptions.WO_EVENTS.value


class Handler(Protocol[Place]):
    """What receives a page's elements and texts in document order."""

    root: Place
    """The place around the outermost element."""

    def element(self, tag: str, attributes: Attributes, place: Place) -> Place | None:
        """An element begins in a place; ``tag`` and the attribute names are in lower case.

        Returns:
            The place that its content stands in, or ``None`` where nothing inside is wanted.
        """

    def text(self, text: str, place: Place) -> None:
        """Text in a place, character references resolved."""


def feed(markup: bytes, handler: Handler[Place]) -> None:
    """Parse a page in UTF-8, however broken, and hand its elements to ``handler``, comments and templates left out."""
    if is_light(markup):
        feed_tree(markup, handler)
    else:
        feed_directly(markup, handler)


def feed_tree(markup: bytes, handler: Handler[Place]) -> None:
    """Build lexbor's tree, which is that of the HTML Standard, and walk it."""
    root = LexborHTMLParser(markup, options=_WITHOUT_EVENTS).root
    if root is None:
        return
    element, text = handler.element, handler.text
    places: dict[int, Place | None] = {root.mem_id: element("html", root.attributes, handler.root)}
    nodes = root.traverse(include_text=True)
    next(nodes)
    for node in nodes:
        parent = node.parent
        place = places.get(parent.mem_id) if parent is not None else handler.root
        if place is None:
            continue
        tag = node.tag
        if tag == "-text":
            text(node.text_content or "", place)
        elif tag is not None:
            places[node.mem_id] = element(tag, node.attributes, place)


def feed_directly(markup: bytes, handler: Handler[Place]) -> None:
    """Let libxml2 call the handler: three times slower, but without a tree, in time linear in the page."""
    parser = etree.HTMLParser(target=_Target(handler), huge_tree=True, encoding="utf-8")
    try:
        parser.feed(thinned(markup))
        parser.close()
    except etree.LxmlError:
        return  # what was read until then has been handed on


class _Target(Generic[Place]):
    def __init__(self, handler: Handler[Place]) -> None:
        self._handler = handler
        self._places: list[Place | None] = [handler.root]

    def start(self, tag: str, attributes: Attributes) -> None:
        """Hand on an element; lxml's empty mapping is slow to ask."""
        place = self._places[-1]
        if place is not None:
            place = self._handler.element(tag, attributes if len(attributes) else _NO_ATTRIBUTES, place)
        self._places.append(place)

    def data(self, text: str) -> None:
        """Hand on a text."""
        place = self._places[-1]
        if place is not None:
            self._handler.text(text, place)

    def end(self, _tag: str) -> None:
        """Go back to the place around the element."""
        self._places.pop()

    def close(self) -> None:
        """Nothing is kept."""
