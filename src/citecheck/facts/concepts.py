"""Common words inside names and their translations: ``Court`` is « Cour », „Gerichtshof“, «суд», 法院."""

from functools import cache, lru_cache
from importlib.resources import files

from citecheck.language.words import form, has_han

_SHORTEST = 2


@cache
def _tables() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]], tuple[tuple[str, ...], ...]]:
    """Meanings by whole word and by beginning, and the Chinese words of each meaning."""
    text = files("citecheck.facts").joinpath("data/concepts.txt").read_text("utf-8")
    whole: dict[str, frozenset[int]] = {}
    beginnings: dict[str, frozenset[int]] = {}
    han: list[tuple[str, ...]] = []
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines):
        found = line.replace("|", " ").split()
        han.append(tuple(word for word in found if has_han(word)))
        for word in found:
            table = beginnings if word.endswith("*") else whole
            key = form(word.removesuffix("*"))
            table[key] = table.get(key, frozenset()) | {number}
    return whole, beginnings, tuple(han)


@lru_cache(maxsize=65536)
def meanings(word: str) -> frozenset[int]:
    """The meanings that a word's form may have, as numbers; words of any language share them where they translate."""
    whole, beginnings, _ = _tables()
    if word in whole:
        return whole[word]
    lengths = range(len(word), _SHORTEST - 1, -1)
    fitting = (length for length in lengths if len(word) - length <= _longest_ending(length))
    return next((beginnings[word[:length]] for length in fitting if word[:length] in beginnings), frozenset())


def _longest_ending(stem: int) -> int:
    """How many letters may follow a beginning: short ones take case endings, long ones whole words (Luftwaffe)."""
    return 2 if stem <= 3 else 4 if stem == 4 else 12


@cache
def stems_for(meaning: int) -> tuple[str, ...]:
    """The words and beginnings of words that have a meaning."""
    whole, beginnings, _ = _tables()
    return tuple(stem for table in (whole, beginnings) for stem, each in table.items() if meaning in each)


def han_words(meaning: int) -> tuple[str, ...]:
    """The Chinese words that have a meaning."""
    return _tables()[2][meaning]
