"""Lines wrapped at a margin → paragraphs."""

import re
from collections.abc import Iterable

from citecheck.documents.outline import clean

_WIDEST = 130  # beyond this many characters a line was not wrapped, but is a paragraph
_FULL = 0.65
_ITEM = re.compile(r"(?:[•·▪‣◦*–—-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_HYPHENATED = re.compile(r"(?<=\w)[-\u00ad\u2010\x02]\n(\w)")


def unwrap(lines: Iterable[str]) -> list[str]:
    """Join the lines of each paragraph.

    A line goes on in the next where it nearly reaches the margin, which is the longest line's end, and the next is
    no item of a list. A word parted by a hyphen before a small letter is put together again. Empty lines end
    paragraphs and are left out.
    """
    stripped = [line.strip() for line in lines]
    margin = max((len(line) for line in stripped), default=0)
    paragraphs: list[list[str]] = []
    before = ""
    for line in stripped:
        if before and line and _goes_on(before, line, margin):
            paragraphs[-1].append(line)
        elif line:
            paragraphs.append([line])
        before = line
    return [text for paragraph in paragraphs if (text := clean(_HYPHENATED.sub(_together, "\n".join(paragraph))))]


def _together(parted: re.Match[str]) -> str:
    return parted[1] if parted[1].islower() else parted[0]


def _goes_on(line: str, after: str, margin: int) -> bool:
    return margin <= _WIDEST and len(line) >= _FULL * margin and not _ITEM.match(after)
