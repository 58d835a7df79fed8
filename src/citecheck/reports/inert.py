"""Text from a page or an article → the same text on one line, in which nothing acts on whoever shows it."""

import re

_ACTIVE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # control characters: they move cursors, ring bells and start escape sequences
    "\u202a-\u202e\u2066-\u2069"  # they reorder what is around them
    "\u2060-\u2065\ufff9-\ufffb\ufffe\uffff"  # they cannot be seen, or are no characters at all
    "\ud800-\udfff"  # halves of characters: they have no UTF-8 form
    "\U000e0000-\U000e007f"  # letters that cannot be seen
    "]"
)
_SPACE = re.compile(r"\s+")
_HARMLESS = str.maketrans("", "", "\u00ad\u061c\u200b\u200e\u200f\ufeff")
"""Direction marks, soft hyphens and zero-width spaces: honest pages are full of them, and nobody misses them."""

_WORD = 16
"""A word longer than this is cut: there may be no space for a long way, as in Chinese."""


def inert(text: str) -> str:
    """A text with white space folded to single spaces, and every other invisible or acting character spelled out.

    An escape character becomes ``<U+001B>``. Joiners stay: Persian and Hindi cannot be written without them.
    """
    return _ACTIVE.sub(_spelled, _SPACE.sub(" ", text.translate(_HARMLESS)).strip())


def _spelled(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def shortened(text: str, length: int) -> str:
    """A text cut to a number of characters, after a word where one ends nearby, with an ellipsis for what was cut."""
    if len(text) <= length:
        return text
    kept = text[: max(length - 1, 0)]
    end = kept.rfind(" ")
    return (kept[:end] if end > max(len(kept) - _WORD, 0) else kept).rstrip() + "…"


def window(context: str, quote: str, length: int) -> tuple[str, str, str]:
    """What stands before a quote in its context, the quote, and what stands after, in about ``length`` characters.

    Where something was cut there is an ellipsis. A quote that is not in the context stands alone.
    """
    if not quote or quote not in context:
        return "", shortened(quote or context, length), ""
    before, _, after = context.partition(quote)
    quote = shortened(quote, length)
    room = max(length - len(quote), 0)
    kept = _ending(before, max(room // 2, room - len(after)))
    return kept, quote, shortened(after, max(room - len(kept), 0))


def _ending(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    kept = text[len(text) - max(length - 1, 0) :]
    start = kept.find(" ") + 1
    return "…" + (kept[start:] if start < _WORD else kept)
