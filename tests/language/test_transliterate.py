"""Names in any script come down to one sound."""

import pytest

from citecheck.language.transliterate import frame_of, is_abjad, latin, readings, script, skeleton, skeletons, sound


@pytest.mark.parametrize(
    ("word", "spelled"),
    [("Хрущёв", "khrushchev"), ("Łódź", "lodz"), ("القاعدة", "alqaadh"), ("Ξάνθη", "xanthi"), ("北京", "beijing")],
)
def test_words_of_any_script_in_latin_letters(word: str, spelled: str) -> None:
    assert latin(word) == spelled


@pytest.mark.parametrize(
    ("one", "other"),
    [("Djamel", "Jamel"), ("Droukdel", "Drukdel"), ("Chekhov", "Чехов"), ("Mohammed", "Mohamed"), ("Sidane", "Sidan")],
)
def test_spellings_of_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_the_skeleton_keeps_classes_of_consonants() -> None:
    assert skeleton("Gaddafi") == skeleton("Kadhafi") == "ktf"
    assert frame_of(sound("Gaddafi")) == "katafa"


@pytest.mark.parametrize(
    ("word", "other"),
    [("Washington", "Вашингтон"), ("Hollande", "Holland"), ("Michael", "Mikael"), ("George", "Джордж")],
)
def test_another_reading_meets_the_other_spelling(word: str, other: str) -> None:
    assert not set(skeletons(word)).isdisjoint(skeletons(other))


def test_the_first_reading_is_the_sound() -> None:
    assert readings("Washington")[0] == sound("Washington")


@pytest.mark.parametrize(
    ("text", "name"),
    [("Mali", "latin"), ("Élysée", "latin"), ("Мали", "cyrillic"), ("مالي", "abjad"), ("马里", "han"), ("…", "other")],
)
def test_scripts(text: str, name: str) -> None:
    assert script(text) == name


def test_abjads_are_arabic_and_hebrew() -> None:
    assert is_abjad("تمبكتو")
    assert is_abjad("ירושלים")
    assert not is_abjad("Timbuktu")
