"""Words of any script → Latin letters, an approximate sound, and the skeleton of their consonants."""

import re
from collections.abc import Iterator
from functools import lru_cache

from citecheck.language.normalise import fold

# anyascii drops alef and keeps marks for ayn and hamza; names need the long vowel and not the marks.
_ARABIC = str.maketrans({"ا": "a", "ع": "", "ء": "", "ئ": "", "ؤ": "w", "و": "u", "ي": "i", "ڤ": "v", "غ": "gh"})
_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff]")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")

_SOUNDS = (
    # Spellings of one sound in the romanisations of the press, longest first. ``x`` stands for sh and ch, ``j``
    # for j, dj and zh.
    ("shch", "x"),
    ("tsch", "x"),
    ("tch", "x"),
    ("sch", "x"),
    ("dzh", "j"),
    ("dsch", "j"),
    ("ch", "x"),
    ("sh", "x"),
    ("cz", "x"),
    ("sz", "x"),
    ("zh", "j"),
    ("dj", "j"),
    ("dg", "j"),
    ("kh", "k"),
    ("gh", "g"),
    ("ck", "k"),
    ("cq", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("rh", "r"),
    ("ts", "s"),
    ("tz", "s"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("gue", "ge"),
    ("gui", "gi"),
    ("que", "ke"),
    ("qui", "ki"),
    ("oo", "u"),
    ("ou", "u"),
    ("ow", "ov"),
    ("ee", "i"),
    ("ie", "i"),
    ("ei", "ai"),
    ("eu", "u"),
    ("c", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("y", "i"),
)
_SOUND_OF = dict(_SOUNDS)
_SOUND = re.compile("|".join(re.escape(spelling) for spelling, _ in sorted(_SOUNDS, key=lambda pair: -len(pair[0]))))
_DOUBLED = re.compile(r"([a-z])\1+")
_SILENT_END = re.compile(r"(?<=[a-z]{2})(?:e|h)$")
_VOWELS = "aeiouwhy"
_CLASSES = str.maketrans(
    {"p": "b", "v": "f", "d": "t", "g": "k", "z": "s", "x": "s", "j": "s"} | dict.fromkeys(_VOWELS, " ")
)

# Letters that stand for different sounds in different languages: where, and what may be read instead.
_READINGS = tuple(
    (re.compile(written), read)
    for written, read in (
        (r"w", "v"),
        (r"v", ""),
        (r"(?<![cdgkprstwz])h", "k"),
        (r"ch", "k"),
        (r"(?<!n)g(?=[eiy])|(?<![a-z])g", "j"),
        (r"(?<!d)j", ""),
        (r"(?<!d)j", "k"),
    )
)


@lru_cache(maxsize=65536)
def latin(word: str) -> str:
    """A word in lower-case ASCII letters and digits, without spaces: ``Хрущёв`` is ``khrushchev``.

    Arabic and Hebrew words keep their consonants and long vowels only, as written.
    """
    from anyascii import anyascii  # imported where first needed: its tables cost 20 ms

    folded = fold(word)
    if not folded.isascii():
        if _ARABIC_SCRIPT.search(folded):
            folded = folded.translate(_ARABIC)
        folded = anyascii(folded).lower()
    return _NOT_LETTERS.sub("", folded)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A coarse spelling of how a word sounds, the same for most romanisations of one name.

    ``Djamel`` and ``Jamel`` are ``jamel``; ``Droukdel`` is ``drukdel``.
    """
    return _sound_of_latin(latin(word))


def _sound_of_latin(spelled: str) -> str:
    sounded = _SOUND.sub(lambda match: _SOUND_OF[match.group()], spelled)
    return _DOUBLED.sub(r"\1", _SILENT_END.sub("", _DOUBLED.sub(r"\1", sounded)))


def _consonants(sounded: str) -> str:
    return _DOUBLED.sub(r"\1", sounded.translate(_CLASSES)).replace(" ", "")


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The classes of a word's consonants in order: ``Gaddafi`` and ``Kadhafi`` are ``ktf``; vowels, h and w go.

    Classes: b p → b; f v → f; d t → t; g k q → k; s z sh ch j → s; l, m, n, r.
    """
    return _consonants(sound(word))


@lru_cache(maxsize=16384)
def skeletons(word: str) -> tuple[str, ...]:
    """The skeleton of a word and those of its other readings: ``Washington`` may be read with a v (Вашингтон)."""
    return tuple(dict.fromkeys(_readings(latin(word))))


def _readings(spelled: str) -> Iterator[str]:
    yield _consonants(_sound_of_latin(spelled))
    for written, read in _READINGS:
        other = written.sub(read, spelled)
        if other != spelled:
            yield _consonants(_sound_of_latin(other))


def is_abjad(word: str) -> bool:
    """Whether a word is in a script that leaves out most vowels (Arabic or Hebrew)."""
    return any("\u0590" <= character <= "\u08ff" for character in word)
