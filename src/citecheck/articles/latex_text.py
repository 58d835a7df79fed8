"""A LaTeX string as bibliographies have it → plain text: accents, special letters, quotation marks and dashes."""

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "i",
    "j": "j",
    "textendash": "–",
    "textemdash": "—",
    "ldots": "…",
    "dots": "…",
    "textquoteright": "’",
    "textquoteleft": "‘",
    "textasciitilde": "~",
}
_ACCENT = re.compile(r"\\(?:([`'^~=.\"])|([uvHcdbkr])(?=[\s{\\]))\s*(?:\{\s*)?(\\[ij](?![A-Za-z])|[^\W\d_])(?:\s*\})?")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)\s*|([&%$#_{}~ -])|.|$)", re.DOTALL)
_MARKS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))


def plain_text(latex: str) -> str:
    """The text that LaTeX prints, without commands it has no letter for, and with white space folded."""
    if "\\" not in latex and not any(mark in latex for mark, _ in _MARKS):
        return " ".join(latex.replace("{", "").replace("}", "").split())
    text = _ACCENT.sub(_accented, latex)
    text = _COMMAND.sub(_printed, text)
    for mark, printed in _MARKS:
        text = text.replace(mark, printed)
    text = text.replace("{", "").replace("}", "").translate(_BACK)
    return " ".join(text.split())


_HIDDEN = {"{": "\ue000", "}": "\ue001", "~": "\ue002"}
_BACK = {ord(hidden): letter for letter, hidden in _HIDDEN.items()}


def _accented(found: re.Match[str]) -> str:
    opening = found[0].count("{")
    letter = found[3].lstrip("\\")
    accented = unicodedata.normalize("NFC", letter + _ACCENTS[found[1] or found[2]])
    # A brace that was not opened here belongs to what is around.
    return accented + ("}" if found[0].endswith("}") and not opening else "")


def _printed(found: re.Match[str]) -> str:
    if found[1]:
        return _LETTERS.get(found[1], "")
    return _HIDDEN.get(found[2], found[2]) if found[2] and found[2] != "-" else ""
