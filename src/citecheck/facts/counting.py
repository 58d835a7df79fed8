"""The numbers of a text → mentions of one kind of fact that counts; what these kinds share."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from citecheck.facts.count import Counted, CountMention
from citecheck.facts.counted import read_counted
from citecheck.facts.interface import Mention, Setting
from citecheck.language.numeral import Sort
from citecheck.model import Count, FactKind

FindCounts = Callable[[str, Setting], Sequence[CountMention]]


def count_mention(kind: FactKind, text: str, counted: Counted, language: str, role: str | None = None) -> CountMention:
    """A mention of a counted number with its value."""
    unit = counted.unit.name if counted.unit is not None else None
    return CountMention(
        kind=kind,
        text=text[counted.start : counted.end],
        start=counted.start,
        end=counted.end,
        value=Count(counted.low, counted.high, unit, role),
        counted=counted,
        language=language,
    )


def find_counts(kind: FactKind, belongs: Callable[[Counted], bool]) -> FindCounts:
    """A ``find`` for the kind of fact to which some numbers of a text belong; ranks have the role ``ordinal``."""

    @lru_cache(maxsize=64)
    def found(text: str, language: str) -> tuple[CountMention, ...]:
        counts = filter(belongs, read_counted(text, language))
        return tuple(count_mention(kind, text, each, language, _role(each)) for each in counts)

    def find(text: str, setting: Setting) -> tuple[CountMention, ...]:
        return found(text, setting.language)

    return find


def _role(counted: Counted) -> str | None:
    return "ordinal" if counted.sort is Sort.ORDINAL else None


def counts_of(claimed: Mention, found: Mention) -> tuple[CountMention, CountMention]:
    """Two mentions as the counts that they are: a kind compares its own mentions only."""
    assert isinstance(claimed, CountMention)  # noqa: S101 - tells the type checker
    assert isinstance(found, CountMention)  # noqa: S101
    return claimed, found
