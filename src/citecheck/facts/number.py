"""Numbers of things: found with what they count, compared by value and by what they count."""

from collections.abc import Iterator, Sequence

from citecheck.facts.agreement import Agreement, agreeing, agreement
from citecheck.facts.count import SCORE, Counted, CountMention
from citecheck.facts.counted import read_counted
from citecheck.facts.counting import count_mention, counts_of, find_counts
from citecheck.facts.interface import Compare, Comparison, Find, Hit, Kind, Mention, Relation, Seek
from citecheck.facts.source import Source
from citecheck.facts.telephones import TELEPHONE
from citecheck.language.numeral import Sort
from citecheck.model import FactKind

SMALL = 12
MIDDLING = 99
_PEOPLE = frozenset({"person", "civilian", "combatant", "official"})
_ORDINAL_FOR_COUNT = 0.6
"""Translations write "his 21st birthday" for 21 years and the other way round."""
_WORD_STEM = 5
"""Two nouns of one language that begin with so many equal letters are taken for one."""


def is_number(counted: Counted) -> bool:
    """Whether a number counts things: neither money nor a share nor a measure."""
    unit = counted.unit
    return unit is None or (unit.factor is None and unit.group not in ("money", "percent"))


find = find_counts(FactKind.NUMBER, is_number)
"""Every number in a text that counts things, with its unit where the lexicon knows it."""


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How a number of the source bears on a claimed one."""
    mine, other = counts_of(claimed, found)
    ours, theirs = mine.counted, other.counted
    how = agreement(ours, theirs)
    likeness = unit_likeness(mine, other)
    alike = (ours.sort is Sort.ORDINAL) == (theirs.sort is Sort.ORDINAL)
    if not alike and _ranks_others(ours, theirs):
        return None
    if how is Agreement.OTHER:
        return _different(mine, other, likeness) if alike else None
    return agreeing(mine, other, how, value_strength(ours.value, likeness) * (1.0 if alike else _ORDINAL_FOR_COUNT))


def _ranks_others(claimed: Counted, found: Counted) -> bool:
    """Whether an ordinal of the source ranks nothing that the claim counts: "two points", « segunda parte »."""
    return claimed.sort is not Sort.ORDINAL and claimed.unit is not None and claimed.unit != found.unit


def unit_likeness(claimed: CountMention, found: CountMention) -> float:
    """How sure it is that two numbers count the same things: 1 the same unit, 0 others, 0.5 where unknown."""
    ours, theirs = claimed.counted, found.counted
    if SCORE in (ours.unit, theirs.unit) and ours.unit != theirs.unit:
        return 0.0
    if ours.unit is not None and theirs.unit is not None:
        if ours.unit.name == theirs.unit.name:
            return 1.0
        if ours.unit.group == theirs.unit.group:
            return 0.8
        return 0.7 if {ours.unit.group, theirs.unit.group} <= _PEOPLE else 0.2
    if claimed.language == found.language and ours.noun and theirs.noun:
        return 1.0 if ours.noun[:_WORD_STEM] == theirs.noun[:_WORD_STEM] else 0.3
    return 0.5


def value_strength(value: float, likeness: float) -> float:
    """How sure equal values make a match: large numbers by themselves, small ones with what they count."""
    if likeness >= 0.7:
        return likeness
    if value > MIDDLING:
        return 0.9 if likeness >= 0.5 else 0.7
    base = 0.45 if value <= SMALL else 0.6
    return base * likeness * 2


def _different(claimed: CountMention, found: CountMention, likeness: float) -> Comparison | None:
    if TELEPHONE in (claimed.counted.unit, found.counted.unit):
        return None
    if likeness < 1.0 or found.counted.sort in (Sort.ONE, Sort.IMPLICIT, Sort.FRACTION):
        return None
    if claimed.counted.sort is Sort.ORDINAL:
        return None
    detail = f"the source says « {found.text} »"
    return Comparison(Relation.DIFFERENT, None, detail, 1.0 if claimed.counted.unit is not None else 0.6)


def by_counts(find: Find, compare: Compare) -> Seek:
    """A ``seek`` for counts: among those of the kind, and among others where one side does not say what it counts.

    "Palin, 29," and "29 ans" are of different kinds and still one number.
    """

    def seek(claimed: Mention, source: Source) -> Iterator[Hit]:
        assert isinstance(claimed, CountMention)  # noqa: S101 - the kinds of this function find these only
        for found in source.mentions(find):
            outcome = compare(claimed, found, source)
            if outcome is not None:
                yield Hit(found.start, found.end, outcome.relation, outcome.match, outcome.detail, outcome.strength)
        yield from _elsewhere(claimed, source.mentions(find), source)

    return seek


def _elsewhere(claimed: CountMention, own: Sequence[Mention], source: Source) -> Iterator[Hit]:
    """Numbers of the source that agree and are of another kind than its own mentions."""
    language, agreed = source.setting.language, (Agreement.EQUAL, Agreement.WITHIN)
    taken = {each.counted.number for each in own if isinstance(each, CountMention)}
    for counted in read_counted(source.text, language):
        if counted.number in taken or (how := agreement(claimed.counted, counted)) not in agreed:
            continue
        found = count_mention(FactKind.NUMBER, source.text, counted, language)
        outcome = _compare_elsewhere(claimed, found, how)
        if outcome is not None:
            yield Hit(found.start, found.end, outcome.relation, outcome.match, outcome.detail, outcome.strength)


def _compare_elsewhere(claimed: CountMention, found: CountMention, how: Agreement) -> Comparison | None:
    ours, theirs = claimed.counted, found.counted
    both = ours.unit is not None and theirs.unit is not None
    if both and unit_likeness(claimed, found) < _ALIKE:
        return None
    alike = (ours.sort is Sort.ORDINAL) == (theirs.sort is Sort.ORDINAL)
    if not alike and _ranks_others(ours, theirs):
        return None
    strength = value_strength(ours.value, unit_likeness(claimed, found) if both else _UNSAID)
    return agreeing(claimed, found, how, strength * (1.0 if alike else _ORDINAL_FOR_COUNT))


_ALIKE = 0.8
"""From this likeness on, two units are names of one thing in two languages: a lap is « una vuelta », as is a round."""
_UNSAID = 0.45
"""The likeness of what two numbers of different kinds count, where one does not say it."""


NUMBER = Kind(FactKind.NUMBER, find, by_counts(find, compare))
"""The kind of fact that counts of things are."""
