import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.facts.casualty import CASUALTY
from citecheck.facts.interface import Setting
from citecheck.language.lexicon import LANGUAGES


def casualties(text, language="en"):
    found = CASUALTY.find(text, Setting(language))
    return [(text[each.start : each.end], each.value.low, each.value.high, each.value.role) for each in found]


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("en", "54 people were infected", "infected"),
        ("en", "7 remain in hospital", "hospitalised"),
        ("en", "300 were rescued", "rescued"),
        ("fr", "54 contaminés", "infected"),
        ("fr", "300 personnes secourues", "rescued"),
        ("es", "7 hospitalizados", "hospitalised"),
        ("de", "300 Menschen wurden gerettet", "rescued"),
        ("de", "12 Festgenommene", "arrested"),
        ("it", "7 ricoverati", "hospitalised"),
        ("pt", "300 resgatados", "rescued"),
        ("ar", "إنقاذ 300 مهاجر", "rescued"),
        ("ru", "спасены 300 человек", "rescued"),
        ("ru", "54 заражённых", "infected"),
        ("uk", "врятовано 300 людей", "rescued"),
        ("uk", "двоє взяті в полон", "captured"),
        ("zh", "300人获救", "rescued"),
        ("zh", "7人住院", "hospitalised"),
    ],
)
def test_what_happened_is_told_in_every_language(language, text, role):
    assert [found[-1] for found in casualties(text, language)] == [role]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the death toll rose to 120"),
        ("de", "die Zahl der Toten stieg auf 120; 7 ertranken"),
        ("ru", "число погибших выросло до 120"),
        ("uk", "кількість загиблих зросла до 120"),
        ("zh", "死亡人数升至120人"),
    ],
)
def test_a_toll_that_rose_is_its_new_number(language, text):
    assert casualties(text, language)[0][1:] == (120, 120, "killed")


def test_a_mention_begins_with_its_bound_and_ends_with_its_words():
    [(text, *rest)] = casualties("Не менее 11 солдат погибли и пропали танки.", "ru")

    assert (text, *rest) == ("Не менее 11 солдат погибли", 11, None, "killed")


def test_a_phrase_begins_with_a_word():
    setting = Setting("en")

    assert [each.text for each in CASUALTY.find("There were no deaths.", setting)] == ["no deaths"]
    assert CASUALTY.find("Casino deaths are rare.", setting) == ()


def test_arabic_semicolons_part_what_they_part():
    found = casualties("إصابة شرطيين؛ تحييد 40 إرهابيا", "ar")

    assert [(low, role) for _, low, _, role in found if low == 40] == [(40, "put-out-of-action")]


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_no_text_is_too_strange(text, language):
    for each in CASUALTY.find(text, Setting(language)):
        assert text[each.start : each.end] == each.text


def test_a_page_of_casualties_is_read_in_time_that_grows_with_it():
    text = "3 were killed. " * 4_000

    assert len(CASUALTY.find(text, Setting("en"))) == 4_000


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Bei der Flut starben in Sachsen mehr als 18 Menschen.", (18, None)),
        ("de", "Vierzehn Zivilisten verloren ihr Leben.", (14, 14)),
        ("de", "Soldaten töteten bei dem Einsatz drei Kämpfer.", (3, 3)),
        ("fr", "Dans l'incendie ont trouvé la mort 17 passagers.", (17, 17)),
        ("es", "Murieron en el accidente 14 personas.", (14, 14)),
        ("it", "Sono morte nella notte 14 persone.", (14, 14)),
        ("ru", "Жертвами теракта стали 45 человек.", (45, 45)),
        ("zh", "爆炸夺去了五人的生命", (5, 5)),
        ("en", "Twelve of the 40 passengers died.", (12, 12)),
        ("fr", "Douze des 40 passagers sont morts.", (12, 12)),
        ("en", "Two more succumbed to their injuries.", (2, 2)),
    ],
)
def test_the_people_are_those_whom_it_happened_to(language, text, count):
    assert [found[1:] for found in casualties(text, language)] == [(*count, "killed")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Er starb in einem Lager mit 180 Menschen."),
        ("es", "Murió en un barrio donde viven 14 personas."),
        ("fr", "Il a été tué dans un village de 200 habitants."),
        ("ru", "Он погиб в городе с населением 300 человек."),
    ],
)
def test_people_of_the_place_are_no_casualties(language, text):
    assert casualties(text, language) == []
