"""By what means an attack was made: "drone strikes", « tirs d'artillerie », "the helicopters opened fire".

A source agrees where it tells of an attack by the same means. It disagrees only where it says that this means did
*not* attack (it watched, it was unarmed) and, next to that, which other means did.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from citecheck.facts.interface import Hit, Kind, Mention, Relation, Setting
from citecheck.facts.source import Source
from citecheck.language.aligned import aligned
from citecheck.model import FactKind, Match

_NEAR = 2
"""How many sentences on either side may name the means that did attack."""
_FLAGS = re.IGNORECASE | re.UNICODE


@dataclass(frozen=True, slots=True)
class Attack(Mention):
    """An attack by one means; ``value`` is the canonical English name of the means."""


@dataclass(frozen=True, slots=True)
class _Idle:
    """A means that is said not to have attacked."""

    means: str
    start: int
    end: int


class _Patterns:
    """The words of one language, compiled when first asked for: most texts tell of no attack.

    A group's name ends in the index of its means in ``names``. Every attack holds a ``hint``, of an aligned text.
    """

    def __init__(self, language: str) -> None:
        words = _words()
        self._means: dict[str, list[str]] = {name: forms[language] for name, forms in words["means"].items()}
        self._compounds: dict[str, list[str]] = words["compounds"][language]
        keys = ("nouns", "verbs", "agents", "connectors", "passive", "idle")
        self._parts = {key: _either(words[key][language]) for key in keys}
        self.names = tuple(self._means)

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """What an attack is told with."""
        said = (*map(_either, self._compounds.values()), self._parts["nouns"], self._parts["verbs"])
        return re.compile(rf"\b(?:{'|'.join(said)})")

    @cached_property
    def means(self) -> re.Pattern[str]:
        """A means."""
        return re.compile(rf"\b(?:{self._any('m')})\b", _FLAGS)

    @cached_property
    def attack(self) -> re.Pattern[str]:
        """An attack with its means."""
        parts = self._parts
        own = "|".join(f"(?P<o{self.names.index(name)}>{_either(forms)})" for name, forms in self._compounds.items())
        forms = (
            own,
            rf"(?:{self._any('a')})[\s-]+(?:{parts['nouns']})",
            rf"(?:{self._any('b')})(?:[\s-]+(?!(?:{parts['passive']})\b)[\w'-]+){{0,3}}?\s+(?:{parts['verbs']})",
            rf"(?:{parts['nouns']})(?:\s+(?:{parts['connectors']}))*\s*(?:{self._any('c')})",
            rf"(?:{parts['verbs']})\s+(?:{parts['agents']})(?:\s+(?:{parts['connectors']}))*\s*(?:{self._any('d')})",
        )
        return re.compile(rf"\b(?:{'|'.join(forms)})\b", _FLAGS)

    @cached_property
    def idle(self) -> re.Pattern[str]:
        """What says of a means that it did not attack."""
        return re.compile(rf"\b(?:{self._parts['idle']})\b", _FLAGS)

    def _any(self, prefix: str) -> str:
        """Any means, each in a group of its own."""
        return "|".join(f"(?P<{prefix}{i}>{_either(forms)})" for i, forms in enumerate(self._means.values()))


@cache
def _words() -> Mapping[str, Any]:
    text = files("citecheck.facts").joinpath("data", "means.json").read_text(encoding="utf-8")
    words: dict[str, Any] = json.loads(text)
    return words


@cache
def _patterns(language: str) -> _Patterns | None:
    return _Patterns(language) if language in _words()["verbs"] else None


def _either(words: Sequence[str]) -> str:
    return "|".join(re.sub(" ", r"\\s+", word) for word in sorted(words, key=len, reverse=True))


def find(text: str, setting: Setting) -> tuple[Mention, ...]:
    """The attacks that a text tells of with their means, in order."""
    patterns = _patterns(setting.language)
    if patterns is None or not patterns.hint.search(aligned(text)):
        return ()
    return tuple(_attacks(text, 0, patterns))


def seek(claimed: Mention, source: Source) -> Iterator[Hit]:
    """Where the source tells of an attack by the claimed means, or says that it did not attack but another did."""
    patterns = _patterns(source.setting.language)
    if patterns is None:
        return
    for number, (start, end) in enumerate(source.sentences):
        sentence = _plain(source.text[start:end])
        if not patterns.means.search(sentence):
            continue
        for attack in _attacks(sentence, start, patterns):
            if attack.value == claimed.value:
                yield _same(claimed, attack, source)
        for idle in _idles(sentence, start, patterns):
            if idle.means == claimed.value and (others := _others(number, idle, source, patterns)):
                yield _different(idle, others, source)


def _plain(text: str) -> str:
    return text.replace("’", "'")


def _attacks(text: str, offset: int, patterns: _Patterns) -> Iterator[Attack]:
    for match in patterns.attack.finditer(_plain(text)):
        if patterns.idle.search(match.group()):
            continue
        name = patterns.names[_number(match)]
        yield Attack(
            FactKind.MEANS, text[match.start() : match.end()], offset + match.start(), offset + match.end(), name
        )


def _number(match: re.Match[str]) -> int:
    return next(int(group[1:]) for group, text in match.groupdict().items() if text is not None)


def _idles(sentence: str, offset: int, patterns: _Patterns) -> list[_Idle]:
    """What is said not to have attacked: the last means named before the words that say so."""
    found: dict[int, _Idle] = {}
    for match in patterns.idle.finditer(sentence):
        before = list(patterns.means.finditer(sentence, 0, match.start()))
        if before:
            start = before[-1].start()
            found[start] = _Idle(patterns.names[_number(before[-1])], offset + start, offset + match.end())
    return list(found.values())


def _others(number: int, idle: _Idle, source: Source, patterns: _Patterns) -> list[Attack]:
    first, last = max(number - _NEAR, 0), min(number + _NEAR, len(source.sentences) - 1)
    start, end = source.sentences[first][0], source.sentences[last][1]
    return [attack for attack in _attacks(source.text[start:end], start, patterns) if attack.value != idle.means]


def _same(claimed: Mention, attack: Attack, source: Source) -> Hit:
    alike = claimed.text.casefold() == attack.text.casefold()
    match = Match.EXACT if alike else Match.TRANSLATED if _is_other_language(claimed, source) else Match.NORMALISED
    return Hit(attack.start, attack.end, Relation.SAME, match, f"the source tells of « {attack.text} »")


def _is_other_language(claimed: Mention, source: Source) -> bool:
    return not any(mention.text for mention in find(claimed.text, source.setting))


def _different(idle: _Idle, others: Sequence[Attack], source: Source) -> Hit:
    said, by = source.text[idle.start : idle.end], others[0]
    detail = f"the source says « {said} »; by its account the attack came from another means: « {by.text} »"
    return Hit(idle.start, idle.end, Relation.DIFFERENT, None, " ".join(detail.split()))


MEANS = Kind(FactKind.MEANS, find, seek, frozenset({"en", "fr"}))
"""The kind of fact that says by what means an attack was made."""
