"""Folding removes what does not matter; squashing keeps a way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.language.normalise import fold, squash, squashed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Élysée\u00a0Palace ", "elysee palace"),
        ("L’armée — « finie »", 'l\'armee - " finie "'),
        ("ﬁnan\u00adcier", "financier"),
        ("Straße Łódź Ørsted", "strasse lodz orsted"),
        ("ЁЖИК Йод", "ежик иод"),
        ("مُحَمَّد إلى مدينـة", "محمد الي مدينه"),
        ("ﷺ １１ ㎞", "صلي الله عليه وسلم 11 km"),
        ("서울 バラク मोदी", "서울 バラク मोदी"),
        ("\u200eab\u200b\ufeffc", "abc"),
        ("`x`", "'x'"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_squashing_maps_every_character_back():
    letters, offsets = squash("« L’ﬁn… »")

    assert letters == "lfin"
    assert offsets == [2, 4, 4, 5]


@given(st.text())
def test_squashed_text_is_letters_and_digits_with_ascending_offsets(text):
    letters, offsets = squash(text)

    assert letters == squashed(text)
    assert len(letters) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(character.isalnum() for character in letters)
    assert all(0 <= offset < len(text) for offset in offsets)
