import pytest

from citecheck.language.calendar import read_dates


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Sunday Times said so."),
        ("en", "He told the Mail on Sunday."),
        ("en", "the Good Friday Agreement"),
        ("en", "Bloody Sunday"),
        ("en", "Sheffield Wednesday lost."),
        ("en", "a play for August Wilson"),
        ("en", "April Jones came."),
        ("fr", "Le Journal du dimanche"),
        ("fr", "rue du 4 septembre"),
        ("fr", "avenue du 8 mai 1945"),
        ("es", "Plácido Domingo cantó"),
        ("es", "en Santo Domingo"),
        ("es", "la avenida 9 de Julio"),
        ("de", "Welt am Sonntag schreibt"),
        ("de", "Straße des 17. Juni"),
        ("it", "piazza XX Settembre"),
        ("it", "il Venerdì di Repubblica"),
        ("pt", "na rua 25 de Março"),
        ("ar", "شارع 26 يوليو"),
        ("ar", "حرب أكتوبر"),
        ("ru", "улица 8 Марта"),
        ("ru", "Кровавое воскресенье"),
        ("uk", "вулиця 8 Березня"),
        ("zh", "十月革命"),
        ("zh", "黑色星期五"),
    ],
)
def test_a_name_that_holds_a_date_is_none(language, text):
    assert read_dates(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on Friday"),
        ("en", "In April Orlan came."),
        ("en", "in late August Orlan came."),
        ("fr", "La réunion a pris place le 4 septembre."),
        ("fr", "Au cours du 4 septembre"),
        ("fr", "Ce Dimanche"),
        ("es", "El Domingo llegó."),
        ("es", "Nació en la calle el 9 de julio."),
        ("de", "Der Freitag war kalt."),
        ("it", "È andato via il 25 aprile."),
        ("ru", "На улице 8 марта было холодно."),
        ("ar", "في شارع يوم 26 يوليو"),
    ],
)
def test_a_date_beside_a_name_stays_one(language, text):
    assert len(read_dates(text, language)) == 1


def test_a_text_that_names_somebody_may_takes_the_name_for_the_month_only_behind_in():
    found = read_dates("Theresa May came. It was told by May on Tuesday, and in May it failed.", "en")

    assert [(each.month, each.weekday) for each in found] == [(None, 1), (5, None)]


def test_a_month_may_stand_behind_by_where_nobody_is_called_so():
    assert [each.month for each in read_dates("By May it failed.", "en")] == [5]
