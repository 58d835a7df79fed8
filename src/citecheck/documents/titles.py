"""Whether two titles name the same work."""

import re

from citecheck.documents.signs import plain

_WORD = re.compile(r"\w+")
_ENOUGH = 0.6


def names_same_work(cited: str, stated: str, share: float = _ENOUGH) -> bool:
    """Whether most of a cited title's words, by default six in ten, stand in what a page states of itself."""
    wanted = set(_WORD.findall(plain(cited)))
    found = set(_WORD.findall(plain(stated)))
    return bool(wanted) and len(wanted & found) >= share * len(wanted)
