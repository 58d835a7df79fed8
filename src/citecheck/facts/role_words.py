"""Text → the words in it that say what happened to people: killed, blessés, уничтожены."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation
from citecheck.language.casualty_words import CasualtyWords, casualty_words
from citecheck.language.tokens import Openers, matches, openers, tokens_of


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A word that says what happened to people; ``toll`` phrases stand before their number with any link."""

    start: int
    end: int
    role: str
    passive: bool
    active: bool
    toll: bool = False


@lru_cache(maxsize=16)
def _role_pattern(language: str) -> re.Pattern[str]:
    words = casualty_words(language)
    every = {*words.passive, *words.active, *words.toll}
    whole = alternation(word for word in every if not word.endswith("*"))
    stems = alternation(word[:-1] for word in every if word.endswith("*"))
    if language == "zh":
        return re.compile(f"(?P<word>{whole})")
    return re.compile(rf"(?<!\w){_clitic(language)}(?:(?P<word>{whole})|(?P<stem>{stems})\w*)(?!\w)")


def _clitic(language: str) -> str:
    return "[وفبل]{0,2}(?:ال)?" if language == "ar" else ""


@lru_cache(maxsize=16)
def _role_openers(language: str) -> Openers:
    words = casualty_words(language)
    every = {*words.passive, *words.active, *words.toll}
    stems = openers(word.removesuffix("*") for word in every if word.endswith("*") or _clitic(language))
    return openers(
        (word for word in every if not word.endswith("*")), _clitic(language) + alternation(stems.runs), digits=False
    )


def role_words(text: str, language: str) -> list[RoleWord]:
    """The words of a text that say what happened to people, in order."""
    return _merged(list(_words(text, language)), aligned(text), casualty_words(language))


def _words(text: str, language: str) -> Iterator[RoleWord]:
    lexicon, low, pattern = casualty_words(language), aligned(text), _role_pattern(language)
    openings = None if language == "zh" else tokens_of(text).openings(_role_openers(language))
    for match in matches(pattern, low, openings):
        groups = match.groupdict()
        word = groups["word"] or f"{groups['stem']}*"
        toll = word in lexicon.toll
        passive, active = lexicon.passive.get(word), lexicon.active.get(word)
        role = "killed" if toll else passive or active or ""
        yield RoleWord(match.start(), match.end(), role, passive is not None, active is not None or toll, toll)


def _merged(words: list[RoleWord], low: str, lexicon: CasualtyWords) -> list[RoleWord]:
    """Two roles of one count ("killed or wounded") as casualties."""
    merged: list[RoleWord] = []
    for word in words:
        last = merged[-1] if merged else None
        if last is not None and low[last.end : word.start].strip() in lexicon.either and last.role != word.role:
            merged[-1] = replace(word, start=last.start, role="casualties")
        else:
            merged.append(word)
    return merged
