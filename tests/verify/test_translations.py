"""Words of a claim meet their translations in a source of another language."""

from pathlib import Path

import pytest

from citecheck.facts import concepts
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
    told = frozenset().union(*told_meanings("The school was closed.", "en").values())
    places = places_of(told, Source(text, Setting(language)))

    assert {place for each in places.values() for place in each} == {1}


def test_stop_words_tell_nothing() -> None:
    assert told_meanings("of the and in", "en") == {}


def test_common_words_of_the_news_are_translated_and_no_word_of_them_is_doubled() -> None:
    lines = Path(concepts.__file__).with_name("data").joinpath("common_words.txt").read_text("utf-8").splitlines()
    english = [word for line in lines if not line.startswith("#") for word in line.partition("|")[0].split()]

    assert len(english) == len(set(english))
    told = told_meanings("She was rescued.", "en")["rescued"]
    assert places_of(told, Source("Идёт дождь.\nЕё спасли.", Setting("ru"))) == {meaning: [1] for meaning in told}


def test_one_particle_is_taken_off_an_arabic_word() -> None:
    told = told_meanings("energy", "en")["energy"]
    places = places_of(told, Source("وصلت الطاقة.\nوصلت البطاقة.\nهذه بطاقة.", Setting("ar")))

    assert all(0 in each and 1 not in each for each in places.values())
    assert places
