"""Text → forms to compare by: folded, or squashed to letters and digits with a map back to the text."""

import re
import unicodedata
from functools import lru_cache
from itertools import chain, repeat

_UNIFIED = {
    **dict.fromkeys("‘’‚‛ʼʻʹ′`´ʿʾ‵", "'"),
    **dict.fromkeys("“”„‟«»″‶〝〞「」『』", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    # Letters that Unicode does not decompose into a base letter and an accent.
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    # Arabic: the spelling of final letters and the Persian forms vary from one keyboard to another.
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ـ": "",
}
_NEITHER = re.compile("[^a-z0-9]+")
"""What is neither a letter nor a digit in a text of small ASCII letters."""
_TABLE = {ord(character): replacement for character, replacement in _UNIFIED.items()}


def fold(text: str) -> str:
    """A text without the differences that do not matter when comparing words.

    NFKC and case folding (Unicode Standard Annex 15; section 3.13 of the standard), accents and vowel marks
    removed, quotation marks, apostrophes and dashes unified, invisible characters (soft hyphens, joiners,
    direction marks) dropped, white space folded to single spaces and stripped. Idempotent.
    """
    if not text.isascii():
        return " ".join("".join(map(_fold_character, unicodedata.normalize("NFKC", text))).split())
    return " ".join(text.lower().replace("`", "'").split())


@lru_cache(maxsize=65536)
def _fold_character(character: str) -> str:
    compatible = unicodedata.normalize("NFKC", character).casefold()
    kept = (
        each
        for each in unicodedata.normalize("NFD", compatible.translate(_TABLE))
        if not _is_accent(each) and unicodedata.category(each) != "Cf"
    )
    return unicodedata.normalize("NFC", "".join(kept).translate(_TABLE))


def squash(text: str) -> tuple[str, list[int]]:
    """A text's letters and digits only, folded, with the offset that each came from.

    Returns:
        The squashed text, and for each of its characters the offset in ``text`` of the character it comes from:
        ``len(offsets) == len(squashed)``, ascending.
    """
    pieces = list(map(_squash_character, text))
    offsets = chain.from_iterable(map(repeat, range(len(text)), map(len, pieces)))
    return "".join(pieces), list(offsets)


def squashed(text: str) -> str:
    """A text's letters and digits only, folded: what :func:`squash` makes of it, without the offsets."""
    if text.isascii():
        return _NEITHER.sub("", text.lower())
    return "".join(map(_squash_character, text))


def _is_accent(character: str) -> bool:
    """Whether a combining mark may go: Hebrew and Arabic vowel points, accents; not Indic signs or kana voicing.

    By canonical combining class: 10 to 36 are the points, 200 and above the accents.
    """
    return 10 <= (order := unicodedata.combining(character)) <= 36 or order >= 200


@lru_cache(maxsize=65536)
def _squash_character(character: str) -> str:
    return "".join(each for each in _fold_character(character) if each.isalnum())
