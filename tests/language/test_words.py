"""Words, as names and comparisons need them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citecheck.language.words import form, forms, has_han, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jama'at Nasr al-Islam", ["Jama'at", "Nasr", "al", "Islam"]),
        ("l’armée d'Aqmi qu'elle", ["armée", "Aqmi", "elle"]),
        ("Mali's army", ["Mali", "army"]),
        ("the U.N. and J.R. Smith, e.g. the U.S.", ["the", "U.N.", "and", "J.R.", "Smith", "e.g.", "the", "U.S."]),
        ("MQ-9", ["MQ", "9"]),
        ("مُحَمَّد हिन्दी", ["مُحَمَّد", "हिन्दी"]),
        ("", []),
    ],
)
def test_words_are_found(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == found


def test_forms_leave_out_what_does_not_matter() -> None:
    assert forms("L’Élysée, Jama'at U.N.") == ("elysee", "jamaat", "un")


@given(st.text())
def test_words_are_in_order_and_do_not_overlap(text: str) -> None:
    end_before = 0
    for start, end in words(text):
        assert end_before <= start < end
        end_before = end


@example("0\r.\r0")
@given(st.text(max_size=20))
def test_a_form_is_its_own_form(text: str) -> None:
    assert form(form(text)) == form(text)


def test_chinese_is_seen() -> None:
    assert has_han("在马里")
    assert not has_han("Mali")


@pytest.mark.parametrize("unit", ["a.", "a'", "l'", "a.b", "'"])
def test_hostile_repetition_stays_linear(unit: str) -> None:
    assert all(start < end for start, end in words(unit * 100_000))
