"""HTML → the same page in one notation, whatever its author wrote, as a list of its tags each with the text after it.

In that notation, the HTML Standard's own for writing a tree down (§13.3, "Serializing HTML fragments"), all tags are
there, in pairs and properly nested, names are in lower case, attributes stand in double quotes, and ``<``, ``>`` and
``&`` are escaped wherever they are no markup; so splitting strings is all it takes to read it. This is the one place
that knows HTML parsers, and lexbor does the work in C: parsing, leaving out what is no text, writing.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped] # lxml has no types
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from citecheck.documents.burden import is_light, thinned

EMPTY = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
))  # fmt: skip
"""Elements without an end tag."""

_LEFT_OUT = (
    "script", "style", "template", "svg", "iframe", "noembed", "noframes", "select", "textarea", "object", "canvas",
    "audio", "video", "map", "datalist",
)  # fmt: skip
_SELECTOR = ",".join(_LEFT_OUT)
_ATTRIBUTE = re.compile(r'([^\s="]+)="([^"]*)"')
_ESCAPED = (("&nbsp;", "\u00a0"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_DEEPEST = 2_000  # elements inside each other; the time of an end tag may grow with them
_PORTION = 65_536  # bytes; libxml2 goes through all of what it is given before it heeds an exception
_WITHOUT_EVENTS = LexborDocumentOptions.WO_EVENTS.value


class Markup(NamedTuple):
    """A page's tags, ``tag attributes>text`` or ``/tag>text`` each, and its blocks of JSON-LD."""

    tags: list[str]
    blocks: list[str]


def read_markup(markup: bytes) -> Markup:
    """Read a page in UTF-8, however broken; comments, scripts and other elements without text are left out."""
    return read_tree(markup) if is_light(markup) else read_stream(markup)


def read_tree(markup: bytes) -> Markup:
    """The page by lexbor's tree, which is that of the HTML Standard."""
    tree = LexborHTMLParser(markup, options=_WITHOUT_EVENTS)
    blocks: list[str] = []
    for node in reversed(tree.css(_SELECTOR)):  # what is inside another goes before it
        if node.tag == "script" and _is_json_ld(node.attributes):
            blocks.append(node.text())
        node.decompose()
    before, *comments = (tree.html or "").split("<!--")
    written = "".join([before, *[comment.partition("-->")[2] for comment in comments]])
    return Markup(written.split("<"), blocks[::-1])


def read_stream(markup: bytes) -> Markup:
    """The page as libxml2 reads it: slower by far, but without a tree, in time linear in the page."""
    target = _Target()
    parser = etree.HTMLParser(target=target, huge_tree=True, encoding="utf-8")
    try:
        thin = thinned(markup)
        for start in range(0, len(thin), _PORTION):
            parser.feed(thin[start : start + _PORTION])
        parser.close()
    except (etree.LxmlError, _TooDeepError):
        pass  # what was read until then stands
    return Markup("".join(target.written).split("<"), ["".join(block) for block in target.blocks])


def _is_json_ld(attributes: Mapping[str, str | None]) -> bool:
    return "ld+json" in (attributes.get("type") or "").lower()


def attributes_of(written: str) -> dict[str, str]:
    """Attributes by name in lower case."""
    attributes: dict[str, str] = dict(_ATTRIBUTE.findall(written))
    return {name: resolved(value) for name, value in attributes.items()} if "&" in written else attributes


def value_of(written: str, name: str) -> str:
    """The value of one attribute, empty where it is not there; quicker than reading them all."""
    before, found, after = written.partition(f'{name}="')
    if not found:
        return ""
    if before and (before[-1] != " " or before.count('"') % 2):  # the end of another's name or value looks like it
        return attributes_of(written).get(name, "")
    return resolved(after.partition('"')[0])


def resolved(text: str) -> str:
    """A text, or an attribute's value, with its character references resolved."""
    if "&" in text:
        for reference, character in _ESCAPED:
            text = text.replace(reference, character)
    return text


class _TooDeepError(Exception):
    """Elements nest so deep that the rest of the page is not read."""


class _Target:
    """What libxml2 calls for each tag and text of a page."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.blocks: list[list[str]] = []
        self._depth = 0
        self._left_out = 0  # how many elements that are left out are open
        self._block: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Write a start tag."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        if tag == "script" and _is_json_ld(attributes):
            self._block = []
            self.blocks.append(self._block)
        self._left_out += tag in _LEFT_OUT
        if not self._left_out:
            pairs = "".join([f' {name}="{escape(value)}"' for name, value in attributes.items()])
            self.written.append(f"<{tag}{pairs}>")

    def data(self, text: str) -> None:
        """Write a text."""
        if self._left_out:
            self._block.append(text)
        else:
            self.written.append(escape(text, quote=False))

    def end(self, tag: str) -> None:
        """Write an end tag."""
        self._depth -= 1
        if not self._left_out and tag not in EMPTY:
            self.written.append(f"</{tag}>")
        if tag in _LEFT_OUT:
            self._left_out -= 1
            self._block = []

    def close(self) -> None:
        """Nothing is left to write."""
