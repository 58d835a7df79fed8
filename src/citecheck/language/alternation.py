"""Words → one regular expression that matches the longest of them, fast."""

from collections.abc import Iterable
from re import escape
from typing import cast

_END = ""
_Node = dict[str, object]


def alternation(words: Iterable[str]) -> str:
    """A group that matches any of the words, preferring longer ones; words that begin alike share their beginning.

    A regular expression that lists its words tries them one by one; one that branches letter by letter does not.
    """
    root: _Node = {}
    for word in words:
        node = root
        for letter in word:
            node = cast("_Node", node.setdefault(letter, {}))
        node[_END] = {}
    return _branches(root) if root else "(?!)"


def _branches(node: _Node) -> str:
    options = [_chain(letter, cast("_Node", child)) for letter, child in sorted(node.items()) if letter != _END]
    if not options:
        return ""
    optional = "?" if _END in node else ""
    return options[0] if len(options) == 1 and not optional else f"(?:{'|'.join(options)}){optional}"


def _chain(letter: str, node: _Node) -> str:
    return escape(letter) + _branches(node)
