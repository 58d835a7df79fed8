"""Markup → whether building its tree could take more than linear time, and the same markup without that danger.

A tree after the HTML Standard costs, at worst, the depth of nesting for each tag, every open formatting element for
each block (§13.2.4.3, "reconstruct the active formatting elements"), and every attribute of a tag for each of the
others. A page of 60 kB can ask for gigabytes so. The bounds are a hundred times what real pages reach.
"""

import re

_MOST_BYTES = 1_000_000
_MOST_TAGS = 20_000
_MOST_COPIES = 2_000_000
_SMALL = 200_000  # the attributes of one tag that fit into this are read in seconds at worst
_LONG_TAG = 4_096
_MOST_ATTRIBUTES = 1_000
_FORMATTING = re.compile(
    rb"<(?:[bBiIsSuU]|[eE][mM]|[tT][tT]|[bB][iI][gG]|[cC][oO][dD][eE]|[fF][oO][nN][tT]|[nN][oO][bB][rR]"
    rb"|[sS][mM][aA][lL][lL]|[sS][tT][rR](?:[iI][kK][eE]|[oO][nN][gG]))[\s/>]"
)
_START_TAG = re.compile(
    rb"""<[a-zA-Z][^\s/>]*+(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+)*+"""
)
_ATTRIBUTE = re.compile(rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+""")
_NAME = re.compile(rb"<[a-zA-Z][^\s/>]*")


def is_light(markup: bytes) -> bool:
    """Whether the tree of a page is surely built in time and memory near those that real pages take."""
    tags = markup.count(b"<")
    if len(markup) > _MOST_BYTES or tags > _MOST_TAGS:
        return False
    if tags * tags > _MOST_COPIES and tags * len(_FORMATTING.findall(markup)) > _MOST_COPIES:
        return False
    return len(markup) <= _SMALL or not any(map(_is_crowded, _START_TAG.findall(markup)))


def thinned(markup: bytes) -> bytes:
    """The markup without the attributes of tags that have more of them than any real one."""
    return _START_TAG.sub(_thinned_tag, markup)


def _thinned_tag(tag: re.Match[bytes]) -> bytes:
    if not _is_crowded(tag[0]):
        return tag[0]
    name = _NAME.match(tag[0])
    return name[0] if name else b""


def _is_crowded(tag: bytes) -> bool:
    return len(tag) > _LONG_TAG and len(_ATTRIBUTE.findall(tag)) > _MOST_ATTRIBUTES
