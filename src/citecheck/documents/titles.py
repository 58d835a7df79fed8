"""Whether two titles name the same work."""

import re

from citecheck.documents.signs import plain

_WORD = re.compile(r"\w+")
_ENOUGH = 0.6


_LETTERS = 4


def content_words(text: str) -> set[str]:
    """The words of a text that are long enough to tell one subject from another."""
    return {word for word in _WORD.findall(plain(text)) if len(word) >= _LETTERS}


def names_same_work(cited: str, stated: str, share: float = _ENOUGH) -> bool:
    """Whether most of a cited title's words, by default six in ten, stand in what a page states of itself."""
    wanted = set(_WORD.findall(plain(cited)))
    found = set(_WORD.findall(plain(stated)))
    return bool(wanted) and len(wanted & found) >= share * len(wanted)
