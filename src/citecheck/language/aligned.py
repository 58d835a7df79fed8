"""Text → the same text in lower case, character for character, so that offsets in one are offsets in the other."""

import re
from functools import lru_cache

_SPACES = "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000\t"
_APOSTROPHES = "\u2019\u02bc\u2018\u0060\u00b4\uff07"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"
_DIGITS = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "٪": "%", "٫": ".", "٬": ",", "،": ","}

_TABLE = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_DASHES, "-"),
    **{digit: str(value) for digits in _DIGITS for value, digit in enumerate(digits)},
    **_ARABIC,
    "ё": "е",
    "％": "%",
    "，": ",",
    "：": ":",
    "．": ".",
}
_VARIANT = re.compile(f"[{''.join(map(re.escape, _TABLE))}]")


@lru_cache(maxsize=64)
def aligned(text: str) -> str:
    """The text in lower case, with spaces, apostrophes, dashes, digits and variant letters unified one for one."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    return lower if lower.isascii() else _VARIANT.sub(_plain, lower)


def _plain(match: re.Match[str]) -> str:
    return _TABLE[match.group()]
