"""What ICU spells out is read back, in every gender and case that it knows."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.language.numerals import read_numerals

TOOLS = Path(__file__).parents[2] / "tools"

pytest.importorskip("icu4py", reason="the spelling of numbers needs icu4py")


@pytest.fixture(scope="module")
def generator():
    sys.path.insert(0, str(TOOLS))
    try:
        import generate_number_words

        yield generate_number_words
    finally:
        sys.path.remove(str(TOOLS))


def read(generator, number, language, ruleset):
    spelled = generator.formatter(language, ruleset).format({"n": number}).replace("\u00ad", "")
    text = f"（{spelled}）" if language == "zh" else f"({spelled})"
    return spelled, [each.value for each in read_numerals(text, language)]


@pytest.mark.parametrize("language", ["en", "fr", "es", "de", "it", "pt", "ru", "uk", "ar", "zh"])
@settings(max_examples=40, deadline=None)
@given(number=st.one_of(st.integers(2, 130), st.integers(131, 9_999), st.integers(10_000, 999_999)))
def test_a_spelled_number_is_read_back(generator, language, number):
    rulesets = ("%spellout-cardinal",) if language == "zh" else generator.rulesets("cardinal", language)

    for ruleset in rulesets:
        spelled, found = read(generator, number, language, ruleset)

        assert found == [number], spelled
