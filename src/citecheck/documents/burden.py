"""Markup → whether building its tree could take more than linear time, and the same markup without that danger.

A tree after the HTML Standard costs, at worst, the depth of nesting for each tag, every open formatting element for
each block (§13.2.4.3, "reconstruct the active formatting elements"), and every attribute of a tag for each of the
others. A page of 60 kB can ask for gigabytes so. The bounds are a hundred times what real pages reach.

Which ``<`` begins a tag depends on all that stands before it, so who means harm can hide a tag from any pattern that
goes through the markup tag by tag. Nothing is taken for harmless here on the word of such a pattern.
"""

import re
from collections.abc import Iterator

_MOST_BYTES = 4_000_000
_MOST_TAGS = 20_000
_MOST_COPIES = 1_000_000
_MOST_READ = 400_000
_FORMATTING = re.compile(
    rb"<(?=[bcefinstuBCEFINSTU])(?:[bBiIsSuU]|[eE][mM]|[tT][tT]|[bB][iI][gG]|[cC][oO][dD][eE]|[fF][oO][nN][tT]"
    rb"|[nN][oO][bB][rR]|[sS][mM][aA][lL][lL]|[sS][tT][rR](?:[iI][kK][eE]|[oO][nN][gG]))[\s/>]"
)
_SMALL = 64_000  # bytes, in which one tag does not find room for more attributes than take a second
_LONG_TAG = 4_096
_MOST_ATTRIBUTES = 1_000
_MOST_LOOKED_AT = 4  # times the markup
_MOST_TRIED = 8
_QUOTES = (b'"', b"'")
_VALUE = rb"""(?:"[^"]*+"|'[^']*+'|[^\s>]*+)"""
_BEFORE_ATTRIBUTE = b" \t\n\r\f\v/>\"'"
"""What one of stands before every attribute but the first."""
_ATTRIBUTE = re.compile(rb"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+" + _VALUE + rb")?+")
_ATTRIBUTES = rb"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+" + _VALUE + rb")?+)*+"
_TAG = re.compile(rb"(?P<start><(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+))" + _ATTRIBUTES)
_OPENING = re.compile(rb"<[a-zA-Z]")
_LONG_OPENING = re.compile(rb"<[a-zA-Z][^>]{%d}" % _LONG_TAG)
_QUOTED_END = re.compile(rb"""=\s*+(?:"[^">]*+>|'[^'>]*+>)""")
_QUOTED_VALUE = re.compile(rb"""=\s*["']""")
_LONG_RUN = re.compile(rb"[^>]{8192}")
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
    return len(markup) <= _SMALL or not _has_crowd(markup)


def _has_crowd(markup: bytes) -> bool:
    """Whether some tag has attributes in absurd number, or too much would have to be looked at to know."""
    looked_at = 0
    for start in (suspect for stretch in _stretches(markup) for suspect in _suspects(markup, *stretch)):
        tag = _TAG.match(markup, start)
        looked_at += len(tag[0]) if tag else 0
        if tag and (_is_crowded(tag[0]) or looked_at > _MOST_LOOKED_AT * len(markup)):
            return True
    return False


def _stretches(markup: bytes) -> Iterator[tuple[int, int]]:
    """The parts of the markup that have room for a long tag: half-open, and no tag goes beyond the end of its part."""
    start, size = 0, _LONG_TAG
    while start + _LONG_TAG < len(markup):
        end = _sure_end(markup, start, start + size)
        if end is None and start + size < len(markup):
            size *= 2
            continue
        end = end or len(markup)
        if end - start > _LONG_TAG:
            yield start, end
        start, size = end, _LONG_TAG


def _sure_end(markup: bytes, start: int, stop: int) -> int | None:
    """The place after a ``>`` that ends whatever tag is open, among the last few of a part that begins after one."""
    end = stop
    for _ in range(_MOST_TRIED):
        end = markup.rfind(b">", start, end)
        if end < 0:
            return None
        if not any(_is_opened(markup, quote, start, end) for quote in _QUOTES):
            return end + 1
    return None


def _is_opened(markup: bytes, quote: bytes, start: int, end: int) -> bool:
    """Whether a value may have begun with such a quote and not ended: it would be the last, after an equals sign."""
    last = markup.rfind(quote, start, end)
    return last >= 0 and markup[start:last].rstrip().endswith(b"=")


def _suspects(markup: bytes, start: int, end: int) -> Iterator[int]:
    """Where in a part a tag may begin that is long, or whose first ``>`` stands in quotes and so does not end it.

    Between one ``>`` and the next only the first ``<`` can begin a tag: what it does not begin goes on until then.
    """
    yield from (opening.start() for opening in _LONG_OPENING.finditer(markup, start, end))
    for quoted in _QUOTED_END.finditer(markup, start, end):
        opening = _OPENING.search(markup, max(markup.rfind(b">", start, quoted.start()) + 1, start), quoted.start())
        if opening:
            yield opening.start()


def thinned(markup: bytes) -> bytes:
    """As much of the markup as is read of a page, without what makes it a burden.

    Tags that nest deeper than browsers follow are left out, and attributes in absurd number. Where crowds are left,
    hidden from patterns, values lose their quotes, so that any ``>`` ends a tag.
    """
    pieces = markup.split(b"<", _MOST_READ)
    if len(pieces) > _MOST_READ:
        markup = markup[: len(markup) - len(pieces[-1]) - 1]
    thin = _TAG.sub(_Thinning(), markup)
    return _LONG_RUN.sub(rb"\g<0>>", _QUOTED_VALUE.sub(b"=", thin)) if _has_crowd(thin) else thin


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
    if len(tag) <= _LONG_TAG or len(tag) - len(tag.translate(None, _BEFORE_ATTRIBUTE)) < _MOST_ATTRIBUTES:
        return False
    return len(_ATTRIBUTE.findall(tag)) > _MOST_ATTRIBUTES
