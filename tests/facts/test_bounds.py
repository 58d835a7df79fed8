"""The phrases around a number: every one of the tables bounds it."""

import pytest

from citecheck.facts.bounds import bounded
from citecheck.facts.count import Counted
from citecheck.language.lexicon import LANGUAGES
from citecheck.language.number_words import number_words
from citecheck.language.numeral import Sort


def _read(low: str) -> Counted:
    start = low.index("40")
    return Counted(start, start + 2, (start, start + 2), 40.0, 40.0, Sort.CARDINAL, digits=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_in_front_bounds(language: str) -> None:
    gap = "" if language == "zh" else " "
    phrases = number_words(language).bounds

    missed = [each for each in phrases if bounded(_read(low := f"{each}{gap}40"), low, language) == _read(low)]

    assert phrases
    assert missed == []


@pytest.mark.parametrize("language", [each for each in LANGUAGES if number_words(each).after])
def test_every_phrase_behind_bounds(language: str) -> None:
    gap = "" if language == "zh" else " "

    missed = [
        each
        for each in number_words(language).after
        if bounded(_read(low := f"40{gap}{each}"), low, language) == _read(low)
    ]

    assert missed == []


def test_other_words_do_not_bound() -> None:
    low = "turnover 40 or moreover"

    assert bounded(_read(low), low, "en") == _read(low)
