import pytest

from citecheck.language.calendar import read_dates
from citecheck.language.lexicon import LANGUAGES

QUARTERS = {
    "en": ("the third quarter of 2019", "Q3 2019", "2019 Q3", "3Q19"),
    "fr": ("le troisième trimestre 2019", "le 3e trimestre de 2019", "T3 2019"),
    "es": ("el tercer trimestre de 2019", "3T 2019"),
    "de": ("im dritten Quartal 2019", "drittes Quartal 2019", "3. Quartal 2019"),
    "it": ("il terzo trimestre del 2019", "3° trimestre 2019"),
    "pt": ("o terceiro trimestre de 2019", "3º trimestre de 2019", "3T19"),
    "ar": ("في الربع الثالث من عام 2019", "الربع الثالث 2019"),
    "ru": ("третий квартал 2019 года", "в третьем квартале 2019 года", "III квартал 2019 года"),
    "uk": ("третій квартал 2019 року", "у третьому кварталі 2019 року", "III квартал 2019 року"),
    "zh": ("2019年第三季度", "2019年三季度", "2019年Q3"),
}
HALVES = {
    "en": "the first half of 2019",
    "fr": "le premier semestre 2019",
    "es": "el primer semestre de 2019",
    "de": "erstes Halbjahr 2019",
    "it": "il primo semestre del 2019",
    "pt": "o primeiro semestre de 2019",
    "ar": "في النصف الأول من عام 2019",
    "ru": "первое полугодие 2019 года",
    "uk": "перше півріччя 2019 року",
    "zh": "2019年上半年",
}
MID_MAY = {
    "en": "in mid-May 2018",
    "fr": "à la mi-mai 2018",
    "es": "a mediados de mayo de 2018",
    "de": "Mitte Mai 2018",
    "it": "a metà maggio 2018",
    "pt": "em meados de maio de 2018",
    "ar": "في منتصف مايو 2018",
    "ru": "в середине мая 2018 года",
    "uk": "у середині травня 2018 року",
    "zh": "2018年5月中旬",
}
EARLY_AND_LATE = {
    "en": ("in early 2018", "by the end of 2018"),
    "fr": ("début 2018", "fin 2018"),
    "es": ("a principios de 2018", "a finales de 2018"),
    "de": ("Anfang 2018", "Ende 2018"),
    "it": ("inizio 2018", "alla fine del 2018"),
    "pt": ("no início de 2018", "no final de 2018"),
    "ar": ("مطلع عام 2018", "أواخر عام 2018"),
    "ru": ("в начале 2018 года", "в конце 2018 года"),
    "uk": ("на початку 2018 року", "наприкінці 2018 року"),
    "zh": ("2018年初", "2018年底"),
}


@pytest.mark.parametrize(("language", "text"), [(each, text) for each in LANGUAGES for text in QUARTERS[each]])
def test_a_quarter_is_known_in_every_language(language, text):
    [found] = read_dates(text, language)

    assert (found.year, found.month, found.months) == (2019, 7, 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_half_is_known_in_every_language(language):
    [found] = read_dates(HALVES[language], language)

    assert (found.year, found.month, found.months) == (2019, 1, 6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_middle_of_a_month_is_known_in_every_language(language):
    [found] = read_dates(MID_MAY[language], language)

    assert (found.year, found.month, found.part) == (2018, 5, "mid")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ends_of_a_year_are_known_in_every_language(language):
    parts = [[(each.year, each.part) for each in read_dates(text, language)] for text in EARLY_AND_LATE[language]]

    assert parts == [[(2018, "early")], [(2018, "late")]]


def test_a_quarter_of_no_year_is_none():
    assert read_dates("They led in the third quarter and a quarter of them left.", "en") == ()


@pytest.mark.parametrize(
    "text", ["the early 1990s", "the end of the 1943 season", "late on May 12", "mettre fin en 2018"]
)
def test_what_only_looks_like_a_part_of_a_year_is_none(text):
    assert [each.part for each in read_dates(text, "fr" if "fin" in text else "en")] == [None]


def test_the_day_behind_late_may_is_no_part_of_it():
    [found] = read_dates("It happened late May 12.", "en")

    assert (found.month, found.day, found.part) == (5, 12, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "third-quarter profit"),
        ("en", "the third quarter results"),
        ("fr", "au 3e trimestre"),
        ("es", "en el tercer trimestre"),
        ("de", "im dritten Quartal"),
        ("it", "nel terzo trimestre"),
        ("pt", "no terceiro trimestre"),
        ("ru", "в третьем квартале"),
        ("uk", "у третьому кварталі"),
        ("zh", "第三季度"),
    ],
)
def test_a_quarter_may_have_its_year_from_elsewhere(language, text):
    [found] = read_dates(text, language)

    assert (found.year, found.month, found.months) == (None, 7, 3)


@pytest.mark.parametrize(("language", "text"), [("fr", "troisième trimestre de grossesse"), ("en", "third quarter")])
def test_what_is_no_quarter_of_a_year_is_no_date(language, text):
    assert read_dates(text, language) == ()
