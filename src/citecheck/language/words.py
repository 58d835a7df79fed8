"""Text → its words, with where they stand and the form to compare them by."""

import re
from functools import lru_cache

from citecheck.language.normalise import fold

MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u109f\u1780-\u17dd"
"""The vowel signs of Hebrew, Arabic, Indic and South-East Asian scripts, which ``\\w`` lacks."""
_LETTER = rf"[\w{MARKS}]"
_APOSTROPHE = r"['’ʼ]"
_ELISION = (
    rf"(?:[cdjlmnstCDJLMNST]|[Qq]u|[Dd]ell|[Nn]ell|[Aa]ll|[Dd]all|[Ss]ull|[Ll]orsqu|[Pp]uisqu|[Jj]usqu){_APOSTROPHE}"
)
_DOTTED = r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"
_WORD = re.compile(
    rf"({_DOTTED})|"
    rf"(?:{_ELISION}(?={_LETTER}{{2}}))?({_LETTER}+(?:{_APOSTROPHE}(?![sS]\b){_LETTER}+)*)(?:{_APOSTROPHE}[sS]\b)?"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The spans of a text's words, in order.

    Hyphens part words; apostrophes (``Jama'at``) and the full stops of acronyms (``U.N.``) do not, but elided
    articles (``l'armée``) and the English possessive are left out. Text in scripts without spaces comes as runs of
    characters.
    """
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [match.span(match.lastindex or 0) for match in found]


def form(word: str) -> str:
    """A word's form for comparing: folded, without apostrophes and full stops."""
    # Most words need no more than this, which is done sooner than they are found among all that were folded.
    return word.lower() if word.isascii() and word.isalnum() else _folded(word)


@lru_cache(maxsize=131072)
def _folded(word: str) -> str:
    return " ".join(fold(word).replace("'", "").replace(".", "").split())


@lru_cache(maxsize=32768)
def forms(text: str) -> tuple[str, ...]:
    """The forms of a text's words, in order."""
    return tuple(form(text[start:end]) for start, end in words(text))


def has_han(text: str) -> bool:
    """Whether a text has Chinese characters, which stand without spaces between words."""
    return _HAN.search(text) is not None
