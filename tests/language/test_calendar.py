from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.language.calendar import date_spans, read_dates
from citecheck.language.lexicon import LANGUAGES


def read(text, language="en"):
    return [(text[each.start : each.end], each.year, each.month, each.day) for each in read_dates(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "21 February 2019"),
        ("en", "February 21, 2019"),
        ("en", "Feb. 21st, 2019"),
        ("en", "2019-02-21"),
        ("en", "the 21st of February 2019"),
        ("fr", "21 février 2019"),
        ("fr", "jeudi 21 février 2019"),
        ("fr", "21/02/2019"),
        ("es", "21 de febrero de 2019"),
        ("de", "21. Februar 2019"),
        ("de", "21.2.2019"),
        ("it", "21 febbraio 2019"),
        ("pt", "21 de fevereiro de 2019"),
        ("ar", "21 فبراير 2019"),
        ("ar", "٢١ شباط ٢٠١٩"),
        ("ru", "21 февраля 2019"),
        ("uk", "21 лютого 2019"),
        ("zh", "2019年2月21日"),
    ],
)
def test_a_day_is_read_in_every_notation(language, text):
    [(_, *day)] = read(f"({text})", language)

    assert day == [2019, 2, 21]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "yesterday"),
        ("fr", "hier"),
        ("es", "ayer"),
        ("de", "gestern"),
        ("it", "ieri"),
        ("pt", "ontem"),
        ("ar", "أمس"),
        ("ru", "вчера"),
        ("uk", "вчора"),
        ("zh", "昨天"),
    ],
)
def test_yesterday_is_known_in_every_language(language, text):
    [found] = read_dates(text, language)

    assert (found.unit, found.distance) == ("this day", -1)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "three days ago"),
        ("fr", "il y a trois jours"),
        ("es", "hace tres días"),
        ("de", "vor drei Tagen"),
        ("it", "tre giorni fa"),
        ("pt", "há três dias"),
        ("ar", "قبل ثلاثة أيام"),
        ("ru", "три дня назад"),
        ("uk", "три дні тому"),
    ],
)
def test_days_are_counted_back_in_every_language(language, text):
    [found] = read_dates(text, language)

    assert (found.unit, found.distance, found.counts) == ("day", -3, True)
    assert date_spans(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "last Tuesday"), ("fr", "mardi dernier"), ("es", "el martes pasado"), ("de", "letzten Dienstag")],
)
def test_a_weekday_leans_back(language, text):
    [found] = read_dates(text, language)

    assert (found.weekday, found.lean) == (1, -1)


def test_a_weekday_of_a_week_is_one_date():
    [found] = read_dates("We met on Tuesday of last week.", "en")

    assert (found.weekday, found.unit, found.distance) == (1, "this week", -1)


def test_common_words_are_no_months():
    assert read("We may march on the decks in the sun") == []
    assert read("Il marche vers mars et sept amis", "fr") == []
    assert read("In May it rained") == [("May", None, 5, None)]


def test_counts_are_no_years():
    assert read("2000 people and 1500 km and $2019") == []
    assert read("In 2000 people left") == [("2000", 2000, None, None)]


def test_seasons_decades_and_ranges():
    season, decade, days = read_dates("In 2018–19, in the 1990s and on 22–23 May 2018", "en")

    assert (season.year, season.last_year) == (2018, 2019)
    assert decade.decade == 1990
    assert (days.day, days.last_day, days.month) == (22, 23, 5)


@given(st.text(max_size=80), st.sampled_from((*LANGUAGES, "und")))
def test_any_text_is_read_in_order_without_overlaps(text, language):
    found = read_dates(text, language)

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("language", "text", "weekday", "nth", "month"),
    [
        ("en", "the first Monday of May", 0, 1, 5),
        ("en", "the last Friday in June", 4, -1, 6),
        ("fr", "le premier lundi de mai", 0, 1, 5),
        ("es", "el tercer jueves de noviembre", 3, 3, 11),
        ("de", "am ersten Montag im Mai", 0, 1, 5),
        ("it", "il primo lunedì di maggio", 0, 1, 5),
        ("ru", "первый понедельник мая", 0, 1, 5),
    ],
)
def test_a_weekday_is_counted_in_its_month(language, text, weekday, nth, month):
    [found] = read_dates(text, language)

    assert (found.weekday, found.nth, found.month) == (weekday, nth, month)


@pytest.mark.parametrize(
    ("language", "text", "year"),
    [
        ("en", "January 25, nineteen eighty-six", 1986),
        ("en", "6 April seventeen hundred thirty-three", 1733),
        ("es", "el diez de octubre de dos mil dieciocho", 2018),
        ("fr", "le 14 juillet mille neuf cent quatre-vingt-neuf", 1989),
    ],
)
def test_a_year_may_be_spelled_out(language, text, year):
    [found] = read_dates(text, language)

    assert found.year == year


def test_a_spelled_number_that_is_no_year_is_left_alone():
    assert read("On May 3 twenty people came.") == [("May 3", None, 5, 3)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "June last year"),
        ("ru", "в июне прошлого года"),
        ("fr", "en juin de l'an dernier"),
        ("zh", "去年6月"),
        ("uk", "торік у червні"),
    ],
)
def test_a_month_takes_its_year_from_the_words_beside_it(language, text):
    [found] = read_dates(text, language)

    assert (found.month, found.unit, found.distance) == (6, "year", -1)


def test_days_in_digits_are_read_in_a_list():
    assert [text for text, *_ in read("le 20/11, 22/11 ou 25/11", "fr")] == ["20/11", "22/11", "25/11"]


@pytest.mark.parametrize("text", ["Christmas Island", "a Christmas tree", "3/4 of them", "the number 99999999"])
def test_what_only_looks_like_a_date_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize(("language", "text"), [("ru", "июньский саммит"), ("uk", "червневий саміт")])
def test_an_adjective_names_its_month(language, text):
    assert [month for _, _, month, _ in read(text, language)] == [6]


def test_a_portuguese_ordinal_is_no_weekday():
    assert len(read("Na quinta (27), e na segunda fase.", "pt")) == 1


@pytest.mark.parametrize(
    "text", ["Das Buch erschien 1894.", "Er zog 1894 in die Stadt.", "Sie blieb. 1894 zog er fort."]
)
def test_german_writes_years_of_history_without_a_word_before_them(text):
    assert [each.year for each in read_dates(text, "de")] == [1894]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Stadt hatte 1894 Einwohner."),
        ("en", "They took Flight 1549, which was late."),
        ("en", "Room 1642."),
        ("en", "of 7.8."),
    ],
)
def test_four_digits_that_count_or_number_are_no_year(language, text):
    assert read_dates(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It began on May 67."),
        ("en", "67 May"),
        ("fr", "le 67 mai"),
        ("es", "el 67 de mayo"),
        ("de", "am 67. Mai"),
        ("it", "il 67 maggio"),
        ("pt", "67 de maio"),
        ("ar", "67 مايو"),
        ("ru", "67 мая"),
        ("uk", "67 травня"),
        ("zh", "5月67日"),
    ],
)
def test_a_day_that_no_month_has_is_no_date(language, text):
    assert read_dates(text, language) == ()


def test_the_month_and_year_beside_a_day_that_none_has_stay_a_date():
    assert read("32 May 2019") == [("May 2019", 2019, 5, None)]


def test_a_month_before_a_count_and_a_short_year_stay_dates():
    assert read("In May 67 people came.") == [("May", None, 5, None)]
    assert read("in May '67") == [("May '67", 1967, 5, None)]


@pytest.mark.parametrize(
    ("language", "text", "unit", "distance"),
    [
        ("en", "Six days later", "day", 6),
        ("en", "Three weeks earlier", "week", -3),
        ("en", "Two days after, he left.", "day", 2),
        ("fr", "six jours plus tard", "day", 6),
        ("es", "seis días después", "day", 6),
        ("de", "sechs Tage darauf", "day", 6),
        ("it", "sei giorni dopo, partì", "day", 6),
        ("pt", "seis dias depois", "day", 6),
        ("ar", "بعد ستة أيام", "day", 6),
        ("ru", "шесть дней спустя", "day", 6),
        ("ru", "месяц спустя", "month", 1),
        ("uk", "через шість днів", "day", 6),
        ("zh", "六天后", "day", 6),
    ],
)
def test_days_are_counted_from_the_date_before(language, text, unit, distance):
    [found] = read_dates(text, language)

    assert (found.unit, found.distance, found.anaphoric) == (unit, distance, True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "two days after the attack"),
        ("fr", "six jours après l'attaque"),
        ("es", "seis días después de la batalla"),
        ("it", "sei giorni dopo la strage"),
        ("ar", "بعد ستة أيام من الهجوم"),
        ("ru", "через шесть дней после атаки"),
        ("uk", "через шість днів після атаки"),
    ],
)
def test_days_from_an_event_are_no_date(language, text):
    assert read_dates(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text", "unit", "distance"),
    [
        ("ru", "год назад", "year", -1),
        ("ru", "неделю назад", "week", -1),
        ("uk", "тиждень тому", "week", -1),
        ("ar", "قبل يومين", "day", -2),
        ("ar", "قبل أسبوع", "week", -1),
        ("ar", "منذ شهرين", "month", -2),
    ],
)
def test_a_unit_may_be_one_or_two_without_a_number(language, text, unit, distance):
    [found] = read_dates(text, language)

    assert (found.unit, found.distance) == (unit, distance)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21 فبراير/شباط 2019", [2019, 2, 21]),
        ("21 شباط (فبراير) 2019", [2019, 2, 21]),
        ("شباط/فبراير 2019", [2019, 2, None]),
        ("في تشرين الأول/أكتوبر", [None, 10, None]),
    ],
)
def test_a_month_has_two_names_in_arabic(text, day):
    [(_, *found)] = read(text, "ar")

    assert found == day


def test_two_months_side_by_side_are_no_double_name():
    assert [month for _, _, month, _ in read("في مارس/أبريل 2019", "ar")] == [3, 4]


@pytest.mark.parametrize("text", ["منذ عام 2014", "قبل يوم الانتخابات", "قبل شهر رمضان"])
def test_a_unit_that_what_follows_names_counts_nothing(text):
    assert [each.unit for each in read_dates(text, "ar")] in ([None], [])


def test_a_count_before_a_month_is_no_day_of_it():
    assert read("A bomb killed 12 in May 2018.") == [("May 2018", 2018, 5, None)]
    assert read("It began in June in 2017.") == [("June in 2017", 2017, 6, None)]
