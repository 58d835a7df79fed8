"""What stands behind a number: every unit of the tables is found there, those of several words too."""

import pytest

from citecheck.facts.nouns import noun_behind, unit_of
from citecheck.language.lexicon import LANGUAGES
from citecheck.language.units import money_words, units

_NUMBER = 5000.0


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "zh"])
def test_finds_every_unit_of_several_words(language: str) -> None:
    words = money_words(language)
    tables = (words.percent, words.points, words.after, units(language))
    phrases = [phrase for table in tables for phrase in table.patterns() if 1 <= phrase.count(" ") <= 2]

    missed = [
        phrase
        for phrase in phrases
        if unit_of(phrase, _NUMBER, language) is not None
        and noun_behind(f"5000 {phrase}", 4, _NUMBER, language, frozenset())[0] is None
    ]

    assert phrases
    assert missed == []


def test_takes_the_longest_unit() -> None:
    low = "60 miles per hour, 10 miles wide"

    unit, end, _ = noun_behind(low, 2, 60.0, "en", frozenset())

    assert unit is not None
    assert (unit.name, low[:end]) == ("mph", "60 miles per hour")


def test_reads_units_with_vowel_marks() -> None:
    low = "5 كيلومتراً مربعاً"

    unit, _, _ = noun_behind(low, 1, 5.0, "ar", frozenset())

    assert unit is not None
    assert unit.name == "km2"
