"""Ages: found by their words ("29-year-old", « âgé de 29 ans », "Palin, 29,"), compared with any number of years."""

from functools import lru_cache

from citecheck.facts.agreement import Agreement, agreeing, agreement
from citecheck.facts.count import Counted, CountMention
from citecheck.facts.counted import read_counted
from citecheck.facts.counting import count_mention, counts_of
from citecheck.facts.interface import Comparison, Kind, Mention, Relation, Setting
from citecheck.facts.number import by_counts
from citecheck.facts.source import Source
from citecheck.language.aligned import aligned
from citecheck.language.number_words import NumberWords, number_words
from citecheck.language.numeral import Sort
from citecheck.model import FactKind

_OLDEST = 125
_BEFORE = 24
_YEARS_ONLY = 0.8
"""How sure it is that a number of years which is not said to be an age is the one that is claimed."""

_PERHAPS_AN_AGE = 0.6


@lru_cache(maxsize=64)
def _found(text: str, language: str) -> tuple[CountMention, ...]:
    return tuple(
        count_mention(FactKind.AGE, text, each, language)
        for each in _years(text, language)
        if is_age(each, aligned(text), number_words(language))
    )


def _years(text: str, language: str) -> list[Counted]:
    counts = read_counted(text, language)
    return [each for each in counts if each.unit is not None and each.unit.name == "year"]


def is_age(counted: Counted, low: str, words: NumberWords) -> bool:
    """Whether a number of years is an age: by a word of its own, by the words around it, or set off behind a name."""
    if counted.sort is not Sort.CARDINAL or not 0 < counted.value <= _OLDEST:
        return False
    start, end = counted.number
    unit = low[end : counted.end]
    before = low[max(start - _BEFORE, 0) : start].rstrip()
    if any(word in unit for word in words.age_units) or any(before.endswith(word) for word in words.age_before):
        return True
    set_off = before.endswith(",") and low[counted.end : counted.end + 1] in (",", ".")
    return not unit or set_off or any(low.startswith(word, counted.end) for word in words.age_after)


def find(text: str, setting: Setting) -> tuple[CountMention, ...]:
    """Every age in a text; the unit is ``year``."""
    return _found(text, setting.language)


def find_years(text: str, setting: Setting) -> tuple[CountMention, ...]:
    """Every number of years in a text, those that are ages as ages: what an age is sought among."""
    language, ages = setting.language, {each.counted.number for each in _found(text, setting.language)}
    return tuple(
        count_mention(FactKind.AGE if each.number in ages else FactKind.QUANTITY, text, each, language)
        for each in _years(text, language)
    )


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How a number of years bears on a claimed age; many languages say an age as mere years, « un homme de 41 ans »."""
    ours, theirs = counts_of(claimed, found)
    how = agreement(ours.counted, theirs.counted)
    if how is not Agreement.OTHER:
        return agreeing(ours, theirs, how, 1.0 if found.kind is FactKind.AGE else _YEARS_ONLY)
    if theirs.counted.sort is Sort.ONE:
        return None  # "a year" is nobody's age
    detail = f"the source says « {found.text} »"
    return Comparison(Relation.DIFFERENT, None, detail, 0.8 if found.kind is FactKind.AGE else _PERHAPS_AN_AGE)


AGE = Kind(FactKind.AGE, find, by_counts(find_years, compare))
"""The kind of fact that ages are."""
