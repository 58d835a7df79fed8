import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.facts.letters import letter_names


@pytest.mark.parametrize(
    ("name", "script", "text", "found"),
    [
        ("CNN", "abjad", "قناة سي إن إن الأمريكية", "سي إن إن"),
        ("BBC", "abjad", "وبي بي سي", "بي بي سي"),
        ("CNN", "cyrillic", "телеканал Си-эн-эн сообщил", "Си-эн-эн"),
        ("B.B.C.", "cyrillic", "на Би-би-си", "Би-би-си"),
    ],
)
def test_an_acronym_is_found_by_the_names_of_its_letters(name, script, text, found):
    assert [text[start:end] for start, end in letter_names(name, text, script)] == [found]


@pytest.mark.parametrize(
    ("name", "script", "text"),
    [
        ("UN", "abjad", "يو إن"),
        ("BBC", "abjad", "عربي سي"),
        ("BBC", "latin", "bi bi si"),
        ("Reuters", "cyrillic", "ар и ю ти и ар эс"),
    ],
)
def test_what_is_short_or_no_acronym_is_not_spelled_out(name, script, text):
    assert list(letter_names(name, text, script)) == []


@given(
    st.text(string.ascii_uppercase, min_size=1, max_size=8), st.text(), st.sampled_from(["abjad", "cyrillic", "han"])
)
def test_no_text_is_too_strange(name, text, script):
    assert all(0 <= start < end <= len(text) for start, end in letter_names(name, text, script))
