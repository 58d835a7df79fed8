"""The phrases and markers by which error pages, walls and parked domains are known."""

import json
import re
from functools import cache
from importlib.resources import files

_APOSTROPHES = "’ʼ‘"
_PARTS = re.compile("[|»«] ?| [|–—·•»«:-]+ | [-–—]|[:：–—-] |[。，]")
_INTERJECTION = re.compile(
    r"^(?:(?:sorry|oops|oups|ups|uh-oh|whoops|hoppla|ooops|http|error|erreur|fehler|errore|erro|ошибка|помилка|خطأ|错误|[45]\d\d)\b"
    r"[\s,!.:…–-]*)+"
)
_LONGEST_LINE = 200
_ENDS = " .!?…:;,'\"“”()[]-–—！。¡¿"


@cache
def _data() -> dict[str, list[str]]:
    data: dict[str, list[str]] = json.loads(
        files("citecheck.documents").joinpath("data/signs.json").read_text(encoding="utf-8")
    )
    return data


@cache
def signs(kind: str) -> frozenset[str]:
    """The list named so in ``data/signs.json``, in the form that :func:`plain` gives."""
    return frozenset(plain(sign) for sign in _data()[kind])


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _data()[kind])


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    """The signs of a list, the longest first, grouped by their first letter: one look rules out nearly all of them."""
    rests: dict[str, list[str]] = {}
    for sign in sorted(signs(kind), key=len, reverse=True):
        rests.setdefault(sign[0], []).append(re.escape(sign[1:]))
    return re.compile("|".join(f"{re.escape(letter)}(?:{'|'.join(group)})" for letter, group in rests.items()))


@cache
def _bare_signs(kind: str) -> frozenset[str]:
    return frozenset(sign.strip(_ENDS) for sign in signs(kind))


def plain(text: str) -> str:
    """Text with case, kinds of apostrophe and white space levelled."""
    folded = text.casefold()
    if not folded.isascii():
        for apostrophe in _APOSTROPHES:  # quicker than a table by far
            folded = folded.replace(apostrophe, "'")
    return " ".join(folded.split())


def bare(title: str) -> str:
    """A title in plain form without the marks at its ends."""
    return plain(title).strip(_ENDS)


def sign_in(text: str, kind: str) -> str | None:
    """The first sign of a list that occurs anywhere in a text already in :func:`plain` form."""
    found = _any_of(kind).search(text)
    return found[0] if found else None


@cache
def _stems(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _data()[kind]))


def stem_in(text: str, kind: str) -> str | None:
    """What the first pattern of a list matches anywhere in a text already in :func:`plain` form."""
    found = _stems(kind).search(text)
    return found[0] if found else None


def every_sign(text: str, kind: str) -> list[str]:
    """Every occurrence of a list's signs in a text already in :func:`plain` form, in order."""
    return _any_of(kind).findall(text)


def titled(title: str, kind: str) -> str | None:
    """The sign of a list that a title, or one of the parts it joins with dashes, bars or colons, consists of."""
    whole = plain(title)
    wanted = _bare_signs(kind)
    for part in (whole, *_PARTS.split(whole)):
        stripped = part.strip(_ENDS)
        if stripped and stripped in wanted:
            return stripped
    return None


def worded(line: str, kind: str) -> str | None:
    """The line in plain form where one of the patterns of a list matches all of it but interjections and numbers."""
    stripped = _INTERJECTION.sub("", plain(line[:_LONGEST_LINE])).strip(_ENDS)
    return stripped if any(pattern.fullmatch(stripped) for pattern in _patterns(kind)) else None
