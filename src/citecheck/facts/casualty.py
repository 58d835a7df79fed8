"""Casualties: how many people were killed, wounded, captured, …; compared by count and by what happened to them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from citecheck.facts.agreement import Agreement, agreeing, agreement, conversion, interval_text
from citecheck.facts.count import Counted, CountMention
from citecheck.facts.counted import read_counted
from citecheck.facts.counting import count_mention
from citecheck.facts.interface import Comparison, Hit, Kind, Mention, Relation, Setting
from citecheck.facts.number import is_number, value_strength
from citecheck.facts.role_words import RoleWord, role_words
from citecheck.facts.source import Source
from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation
from citecheck.language.casualty_words import CasualtyWords, casualty_words, compatible_roles, said_role
from citecheck.language.number_words import number_words
from citecheck.language.numeral import Sort
from citecheck.language.tokens import Openers, matches, openers, tokens_of
from citecheck.model import Count, FactKind, Match

PEOPLE = frozenset({"person", "civilian", "combatant", "official"})
_LEFT, _RIGHT = 80, 32
"""How far a count may stand before and behind the word that says what happened, in characters."""
_BARE_WORDS = 3
"""A number that names nobody belongs to a role word at most so many words behind it: "nine were badly injured"."""
_BESIDE = 12
_SHOWN = 60
"""A mention longer than this shows only its count."""
_VERB_FIRST = frozenset({"fr", "es", "de", "it", "pt", "ar", "ru", "uk"})
"""Languages in which people may stand behind what happened to them, with a place or time between."""
_BREAK = re.compile(r"[.!?;:\n。！？；؛؟](?!\d)|[()]")
_TOLL_BREAK = re.compile(r"[.!?;\n。！？；؛؟](?!\d)")


# Finding ------------------------------------------------------------------------------------------------------


def find(text: str, setting: Setting) -> tuple[CountMention, ...]:
    """Every count of casualties in a text, with its role; "no casualties" counts 0."""
    return _found(text, setting.language)


@lru_cache(maxsize=64)
def _found(text: str, language: str) -> tuple[CountMention, ...]:
    low, lexicon = aligned(text), casualty_words(language)
    words = role_words(text, language)
    people = list(filter(_counts_people, read_counted(text, language))) if words else []
    found: dict[tuple[tuple[int, int], str], CountMention] = {}
    for index, word in enumerate(words):
        before = words[index - 1].end if index else 0
        if word.toll and index + 1 < len(words) and _says_of_what(word, words[index + 1], low):
            continue
        for counted, joined in _counts_of(word, before, people, low, language):
            found.setdefault((counted.number, word.role), _mention(text, counted, word, language, alone=joined))
    for mention in _none(text, low, lexicon, language):
        found.setdefault((mention.counted.number, str(mention.start)), mention)
    return tuple(sorted(found.values(), key=lambda each: each.start))


def _says_of_what(toll: RoleWord, word: RoleWord, low: str) -> bool:
    """Whether a second word says what a toll counts: "le bilan est de douze blessés"."""
    gap = low[toll.end : word.start]
    return len(gap) <= _RIGHT + _BESIDE and not _TOLL_BREAK.search(gap)


def _counts_people(counted: Counted) -> bool:
    if counted.sort in (Sort.ORDINAL, Sort.FRACTION) or not is_number(counted):
        return False
    if counted.unit is None:
        return counted.sort is not Sort.IMPLICIT
    return counted.unit.group in PEOPLE


def _counts_of(
    word: RoleWord, floor: int, people: list[Counted], low: str, language: str
) -> Iterator[tuple[Counted, bool]]:
    """The counts that a role word is said of, behind it ("killing 14") or before it; true marks joined ones."""
    behind = _at(bisect_left(people, word.end, key=lambda each: each.start), people)
    left = _at(bisect_right(people, word.start, key=lambda each: each.number[1]) - 1, people)
    if left is not None and not _reaches_left(left, word, floor, low, language):
        left = None
    follows = word.active and behind is not None and _reaches_right(word, behind, low, language)
    if behind is not None and follows and (left is None or not _is_passive(left, word, low, language)):
        yield behind, False
        return
    if left is None or not word.passive:
        return
    part = _part_of(left, people, low, language)
    if part is not None:
        yield part, False
        return
    yield left, False
    for each in _joined(left, people, low, floor):
        yield each, True


def _part_of(whole: Counted, people: list[Counted], low: str, language: str) -> Counted | None:
    """Those of a whole that something happened to: 12 of the 40 passengers died."""
    part = _at(bisect_left(people, whole.number, key=lambda each: each.number) - 1, people)
    if part is None or low[part.number[1] : whole.start].strip() not in casualty_words(language).part:
        return None
    return part._replace(unit=part.unit or whole.unit, end=whole.end)


def _at(index: int, people: list[Counted]) -> Counted | None:
    return people[index] if 0 <= index < len(people) else None


def _reaches_left(left: Counted, word: RoleWord, floor: int, low: str, language: str) -> bool:
    gap = low[left.number[1] : word.start]
    if len(gap) > (16 if language == "zh" else _LEFT) or _BREAK.search(gap):
        return False
    if left.end <= floor and left.number[1] < floor:
        return False
    if language == "zh":
        return "，" not in gap and "," not in gap
    words = re.findall(r"\w+", gap)
    lexicon = casualty_words(language)
    numbers = number_words(language)
    blocked = numbers.stops - lexicon.be
    if left.unit is None:
        return len(words) <= _BARE_WORDS and blocked.isdisjoint(words) and "," not in gap
    if left.sort is Sort.ONE:
        return (blocked - numbers.connector).isdisjoint(words) and "," not in gap
    return not lexicon.who.intersection(words) or not lexicon.be.isdisjoint(words)


def _is_passive(left: Counted, word: RoleWord, low: str, language: str) -> bool:
    gap = low[left.number[1] : word.start]
    return bool(set(re.findall(r"\w+", gap)) & casualty_words(language).be)


def _reaches_right(word: RoleWord, behind: Counted, low: str, language: str) -> bool:
    gap = low[word.end : behind.start]
    if len(gap) > (8 if language == "zh" else _RIGHT):
        return False
    if word.toll or gap.strip() == ":":
        return not _TOLL_BREAK.search(gap)
    if _BREAK.search(gap):
        return False
    sure = behind.unit is not None and behind.sort is not Sort.ONE
    if "," in gap or "，" in gap or (not sure and len(gap.split()) > 1):
        return False
    lexicon, words = casualty_words(language), re.findall(r"\w+", gap)
    stops = number_words(language).stops - lexicon.who - lexicon.object
    return stops.isdisjoint(words) or (language in _VERB_FIRST and sure and _is_adverbial(words, stops, language))


def _is_adverbial(words: list[str], stops: frozenset[str], language: str) -> bool:
    """Whether the words between a verb and its people say only where and when: "starben in Berlin 14 Menschen"."""
    clauses = number_words(language).connector | casualty_words(language).where
    return words[0] in stops and stops.isdisjoint(words[2:]) and clauses.isdisjoint(words)


def _joined(left: Counted, people: list[Counted], low: str, floor: int) -> Iterator[Counted]:
    """Counts that share the role: "14 civilians and 3 soldiers were killed", "14 people, among them 3 children"."""
    index = bisect_left(people, left.number, key=lambda each: each.number)
    while index and people[index - 1].number[1] >= floor:
        before = people[index - 1]
        gap = low[before.end : left.start]
        if len(gap) > 24 or _BREAK.search(gap) or before.unit is None or before.sort is Sort.ONE:
            return
        yield before
        left, index = before, index - 1


def _mention(text: str, counted: Counted, word: RoleWord, language: str, *, alone: bool) -> CountMention:
    start, end = min(counted.start, word.start), max(counted.end, word.end)
    between = text[counted.end : word.start]
    if alone or end - start > _SHOWN or "," in between or any(each.isdigit() for each in between):
        start, end = counted.start, counted.end
    if word.toll and counted.low is None:
        counted = counted._replace(low=counted.high)  # a toll that rose "до 120" is 120
    plain = count_mention(FactKind.CASUALTY, text, counted, language, word.role)
    return replace(plain, text=text[start:end], start=start, end=end)


@lru_cache(maxsize=16)
def _none_pattern(language: str) -> re.Pattern[str]:
    edges = ("", "") if language == "zh" else (r"(?<!\w)" if language != "ar" else "", r"(?!\w)")
    return re.compile(alternation(casualty_words(language).zero).join(edges))


@lru_cache(maxsize=16)
def _none_openers(language: str) -> Openers | None:
    """What the phrases begin with; nothing is known of that where they may stand inside of a word."""
    return openers(casualty_words(language).zero, digits=False) if language not in ("zh", "ar") else None


def _none(text: str, low: str, lexicon: CasualtyWords, language: str) -> Iterator[CountMention]:
    if not lexicon.zero:
        return
    beginning = _none_openers(language)
    openings = tokens_of(text).openings(beginning) if beginning is not None else None
    for match in matches(_none_pattern(language), low, openings):
        counted = Counted(*match.span(), match.span(), 0.0, 0.0, Sort.CARDINAL, 1.0)
        yield count_mention(FactKind.CASUALTY, text, counted, language, lexicon.zero[match.group()])


# Comparing ----------------------------------------------------------------------------------------------------


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How casualties of the source bear on claimed ones."""
    assert isinstance(claimed, CountMention)  # noqa: S101 - a kind compares its own mentions only
    assert isinstance(found, CountMention)  # noqa: S101
    ours, theirs = _role(claimed), _role(found)
    how = agreement(claimed.counted, found.counted)
    if ours == theirs:
        return _same_role(claimed, found, how)
    if frozenset((ours, theirs)) not in compatible_roles() or how is Agreement.OTHER:
        return None
    note = conversion(claimed, found)
    said = f"{said_role(theirs)}, not said to be {said_role(ours)}"
    detail = (
        f"the source says « {found.text} » ({note}; {said})" if note else f"the source says « {found.text} » ({said})"
    )
    return Comparison(Relation.NUANCE, Match.INFERRED, detail, 0.9 if how is Agreement.EQUAL else 0.6)


def may_be_said_of_both(one: CountMention, other: CountMention) -> bool:
    """Whether what happened to two counts of people may be one thing in other words: killed, and put out of action."""
    roles = frozenset((_role(one), _role(other)))
    return len(roles) == 1 or roles in compatible_roles()


def _role(mention: CountMention) -> str:
    return mention.value.role or "" if isinstance(mention.value, Count) else ""


def _same_role(claimed: CountMention, found: CountMention, how: Agreement) -> Comparison | None:
    likeness = _likeness(claimed, found)
    if how is Agreement.OTHER:
        if found.counted.sort in (Sort.ONE, Sort.IMPLICIT) and claimed.counted.value > 1:
            return None
        detail = f"the source says « {found.text} »{_in_digits(claimed, found)}"
        return Comparison(Relation.DIFFERENT, None, detail, likeness)
    return agreeing(claimed, found, how, likeness)


def _in_digits(claimed: CountMention, found: CountMention) -> str:
    note = conversion(claimed, found)
    return f" ({note})" if note and not found.counted.digits else ""


def _likeness(claimed: CountMention, found: CountMention) -> float:
    """1 where the same kind of people is counted or it is not said of which; less for civilians and fighters."""
    ours, theirs = claimed.counted.unit, found.counted.unit
    if ours is None or theirs is None or ours.name == theirs.name or ours.group == theirs.group:
        return 1.0
    return 0.9 if "person" in (ours.group, theirs.group) else 0.6


def seek(claimed: Mention, source: Source) -> Iterable[Hit]:
    """Casualties of the source, and its bare counts of people, which may be told of in other words."""
    taken = set()
    for found in source.mentions(find):
        assert isinstance(found, CountMention)  # noqa: S101 - what this kind finds
        outcome = compare(claimed, found, source)
        if outcome is not None:
            taken.add(found.counted.number)
            yield Hit(found.start, found.end, outcome.relation, outcome.match, outcome.detail, outcome.strength)
        elif _role(found) != _role_of(claimed):
            taken.add(found.counted.number)
    yield from _bare(claimed, source, taken)


def _role_of(claimed: Mention) -> str:
    return _role(claimed) if isinstance(claimed, CountMention) else ""


def _bare(claimed: Mention, source: Source, taken: set[tuple[int, int]]) -> Iterator[Hit]:
    assert isinstance(claimed, CountMention)  # noqa: S101 - a kind compares its own mentions only
    for found in read_counted(source.text, source.setting.language):
        if found.number in taken or not _counts_people(found):
            continue
        if agreement(claimed.counted, found) not in (Agreement.EQUAL, Agreement.WITHIN):
            continue
        strength = value_strength(claimed.counted.value, 0.6 if found.unit else 0.4)
        said = f"« {source.text[found.start : found.end]} » ({interval_text(found)})"
        detail = f"{said}; {said_role(_role(claimed))} in other words, if at all"
        yield Hit(found.start, found.end, Relation.SAME, Match.INFERRED, detail, min(strength, 0.5))


CASUALTY = Kind(FactKind.CASUALTY, find, seek)
"""The kind of fact that casualties are."""
