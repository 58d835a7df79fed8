"""Markup → whether building its tree could take more than linear time, and the same markup without that danger.

A tree after the HTML Standard costs, at worst, the depth of nesting for each tag, every open formatting element for
each block (§13.2.4.3, "reconstruct the active formatting elements"), and every attribute of a tag for each of the
others. A page of 60 kB can ask for gigabytes so. The bounds are a hundred times what real pages reach.
"""

import re
from collections.abc import Iterator

_MOST_BYTES = 1_000_000
_MOST_TAGS = 20_000
_MOST_COPIES = 1_000_000
_SMALL = 400_000  # up to this size it is enough to look at tags that are long up to their first ">"
_LONG_TAG = 4_096
_MOST_ATTRIBUTES = 1_000
_FORMATTING = re.compile(
    rb"<(?:[bBiIsSuU]|[eE][mM]|[tT][tT]|[bB][iI][gG]|[cC][oO][dD][eE]|[fF][oO][nN][tT]|[nN][oO][bB][rR]"
    rb"|[sS][mM][aA][lL][lL]|[sS][tT][rR](?:[iI][kK][eE]|[oO][nN][gG]))[\s/>]"
)
_ATTRIBUTES = rb"""(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+)*+"""
_START_TAG = re.compile(rb"<[a-zA-Z][^\s/>]*+" + _ATTRIBUTES)
_LONG_START = re.compile(rb"<[a-zA-Z][^>]{4096}")
_ATTRIBUTE = re.compile(rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_TAG = re.compile(rb"(?P<start><(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+))" + _ATTRIBUTES)
_DEEPEST = 512
_NOT_NESTING = frozenset((
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source", b"track", b"wbr",
    b"html", b"head", b"body", b"p", b"li", b"dt", b"dd", b"tr", b"td", b"th", b"tbody", b"thead", b"tfoot", b"option",
))  # fmt: skip


def is_light(markup: bytes) -> bool:
    """Whether the tree of a page is surely built in time and memory near those that real pages take."""
    tags = markup.count(b"<")
    if len(markup) > _MOST_BYTES or tags > _MOST_TAGS:
        return False
    # Where half the tags open what the other half repeat, there are most copies.
    if tags * tags / 4 > _MOST_COPIES and tags * len(_FORMATTING.findall(markup)) > _MOST_COPIES:
        return False
    return not any(map(_is_crowded, _START_TAG.findall(markup) if len(markup) > _SMALL else _long_tags(markup)))


def _long_tags(markup: bytes) -> Iterator[bytes]:
    tags = (_START_TAG.match(markup, start.start()) for start in _LONG_START.finditer(markup))
    return (tag[0] for tag in tags if tag)


def thinned(markup: bytes) -> bytes:
    """The markup without tags that nest deeper than browsers follow, and without attributes in absurd number."""
    return _TAG.sub(_Thinning(), markup)


class _Thinning:
    """Replaces the tags of one page in order."""

    def __init__(self) -> None:
        self._depth = 0

    def __call__(self, tag: re.Match[bytes]) -> bytes:
        name = tag["name"].lower()
        if name in _NOT_NESTING:
            return tag["start"] if _is_crowded(tag[0]) else tag[0]
        if tag["end"]:
            too_deep = self._depth > _DEEPEST
            self._depth = max(self._depth - 1, 0)
        else:
            self._depth += 1
            too_deep = self._depth > _DEEPEST
        if too_deep:
            return b" "
        return tag["start"] if _is_crowded(tag[0]) else tag[0]


def _is_crowded(tag: bytes) -> bool:
    return len(tag) > _LONG_TAG and len(_ATTRIBUTE.findall(tag)) > _MOST_ATTRIBUTES
