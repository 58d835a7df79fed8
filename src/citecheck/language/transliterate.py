"""Words of any script → Latin letters, an approximate sound, and the skeleton of their consonants."""

import re
from collections import Counter
from functools import lru_cache
from operator import eq, itemgetter

from citecheck.language.normalise import fold

# anyascii drops alef and keeps marks for ayn and hamza; names need the long vowel, and ayn parts like a vowel.
_ARABIC = str.maketrans({"ا": "a", "ع": "a", "ء": "", "ئ": "", "ؤ": "w", "و": "u", "ي": "i", "ڤ": "v", "غ": "gh"})
_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff]")
_ABJAD = re.compile(r"[\u0590-\u08ff]")
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
_NASAL_END = re.compile(r"m(?=a?$)")
_SILENT_END = re.compile(r"(?<=[a-z]{2})(?:e|h)$")
_VOWELS = "aeiouwhy"  # with the consonants that come and go between scripts
_CLASSES = str.maketrans(
    {"p": "b", "v": "f", "d": "t", "g": "k", "z": "s", "x": "s", "j": "s"} | dict.fromkeys(_VOWELS, "a")
)

_SCRIPTS = (
    ("latin", 0x41, 0x24F),
    ("latin", 0x1E00, 0x1EFF),
    ("cyrillic", 0x400, 0x52F),
    ("abjad", 0x590, 0x8FF),
    ("han", 0x3400, 0x9FFF),
)

# Other readings of a Latin spelling, each a list of what is written where, and what is read: letters that languages
# read differently, and English vowels.
_READINGS = tuple(
    tuple((re.compile(written), read) for written, read in reading)
    for reading in (
        ((r"w", "v"),),
        ((r"v", ""),),
        ((r"(?<![cdgkprstwz])h", "k"),),
        ((r"ch", "k"),),
        ((r"(?<=[aeiou])gh", ""), (r"^kn", "n"), (r"^wr", "r")),
        ((r"g(?=[eiy])|^g", "j"),),
        ((r"(?<!d)j", ""),),
        ((r"(?<!d)j", "k"),),
        ((r"j", "g"),),
        (
            (r"a(?=[b-df-hj-np-tvz]e)|ay|ai", "ei"),
            (r"i(?=[b-df-hj-np-tvz]e)|igh", "ai"),
            (r"u(?=[b-df-hj-np-tvz]{2})", "a"),
            (r"ea", "i"),
            (r"ow|oa", "ou"),
            (r"au|aw", "o"),
        ),
    )
)


@lru_cache(maxsize=65536)
def latin(word: str) -> str:
    """A word in lower-case ASCII letters and digits, without spaces: ``Хрущёв`` is ``khrushchev``.

    Arabic and Hebrew words keep their consonants and long vowels only, as written.
    """
    folded = word.lower() if word.isascii() else fold(word)
    if not folded.isascii():
        from anyascii import anyascii  # imported where first needed: its tables cost 20 ms

        if _ARABIC_SCRIPT.search(folded):
            folded = folded.translate(_ARABIC)
        folded = anyascii(folded).lower()
    return folded if folded.isascii() and folded.isalnum() else _NOT_LETTERS.sub("", folded)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A coarse spelling of how a word sounds, the same for most romanisations of one name.

    ``Djamel`` and ``Jamel`` are ``jamel``; ``Droukdel`` is ``drukdel``.
    """
    return _sound_of_latin(latin(word))


def _sound_of_latin(spelled: str) -> str:
    return _SILENT_END.sub("", _undoubled(_SOUND.sub(lambda match: _SOUND_OF[match.group()], spelled)))


def _undoubled(spelled: str) -> str:
    """A spelling with one letter for several of one in a row; most have none, which is told much sooner."""
    return _DOUBLED.sub(itemgetter(1), spelled) if any(map(eq, spelled, spelled[1:])) else spelled


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[str, ...]:
    """How a word may sound: as :func:`sound` has it, and with letters read as other languages do.

    ``Washington`` may be read with a v (Вашингтон), ``Michael`` with a k, ``Jong`` with a g (جونج).
    """
    spelled = latin(word)
    return tuple(dict.fromkeys(_sound_of_latin(each) for each in (spelled, *(_read(spelled, it) for it in _READINGS))))


def _read(spelled: str, reading: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for written, read in reading:
        spelled = written.sub(read, spelled)
    return spelled


@lru_cache(maxsize=131072)
def frame_of(sounded: str) -> str:
    """The classes of the consonants of a sound in order, with an ``a`` where vowels, h or w stand.

    Classes: b p → b; f v → f; d t → t; g k q → k; s z sh ch j → s; l, m, n, r; m → n at the end. Those of ``Gaddafi``
    and of ``Kadhafi`` are ``katafa``.
    """
    return _NASAL_END.sub("n", _undoubled(sounded.translate(_CLASSES)))


def skeleton(word: str) -> str:
    """The classes of a word's consonants in order: ``ktf``."""
    return frame_of(sound(word)).replace("a", "")


@lru_cache(maxsize=65536)
def skeletons(word: str) -> tuple[str, ...]:
    """The skeletons of all readings of a word, that of its sound first."""
    return tuple(dict.fromkeys(frame_of(each).replace("a", "") for each in readings(word)))


def is_abjad(word: str) -> bool:
    """Whether a word is in a script that leaves out most vowels (Arabic or Hebrew)."""
    return _ABJAD.search(word) is not None


def script(text: str) -> str:
    """The script of most letters of a text's beginning: ``latin``, ``cyrillic``, ``abjad``, ``han`` or ``other``."""
    return _script(text[:_BEGINNING])  # the cache holds no whole pages


_BEGINNING = 400


@lru_cache(maxsize=65536)
def _script(text: str) -> str:
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else "other"
    counts: Counter[str] = Counter()
    for letter, number in Counter(filter(str.isalpha, text)).items():
        counts[_script_of(ord(letter))] += number
    return counts.most_common(1)[0][0] if counts else "other"


def _script_of(code: int) -> str:
    return next((name for name, first, last in _SCRIPTS if first <= code <= last), "other")
