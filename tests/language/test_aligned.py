from hypothesis import given
from hypothesis import strategies as st

from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation


@given(st.text())
def test_an_aligned_text_is_as_long_as_the_text(text):
    assert len(aligned(text)) == len(text)


def test_variants_are_unified():
    assert aligned("Trois’ ٣\u00a0Ё – İ") == "trois' 3 е - İ"


@given(st.sets(st.text(alphabet="abc.*", min_size=1, max_size=4), min_size=1, max_size=8), st.data())
def test_an_alternation_matches_its_words_and_no_others(words, data):
    import re

    pattern = re.compile(alternation(words))
    word = data.draw(st.text(alphabet="abc.*", min_size=1, max_size=4))
    assert (pattern.fullmatch(word) is not None) == (word in words)
