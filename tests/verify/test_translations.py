"""Words of a claim meet their translations in a source of another language."""

import pytest

from citecheck.facts.interface import Setting
from citecheck.facts.source import Source
from citecheck.verify.translations import places_of, told_meanings


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Il pleut.\nL'école a fermé."),
        ("ru", "Идёт дождь.\nШколу закрыли."),
        ("ar", "تمطر.\nأغلقت المدرسة."),
        ("zh", "下雨了。\n学校关闭了。"),
    ],
)
def test_a_translated_word_tells_its_sentence(language: str, text: str) -> None:
    places = places_of(told_meanings("The school was closed.", "en"), Source(text, Setting(language)))

    assert {place for each in places.values() for place in each} == {1}


def test_stop_words_tell_nothing() -> None:
    assert told_meanings("of the and in", "en") == frozenset()
