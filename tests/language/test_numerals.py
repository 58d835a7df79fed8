import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.language.lexicon import LANGUAGES
from citecheck.language.numeral import Sort
from citecheck.language.numerals import read_numerals


def read(text, language="en"):
    return [(text[each.start : each.end], each.value, each.sort) for each in read_numerals(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "two hundred and fifty-three thousand", 253_000),
        ("en", "3.5 million", 3_500_000),
        ("en", "three million five hundred thousand", 3_500_000),
        ("en", "half a dozen", 6),
        ("en", "1,234,567.5", 1_234_567.5),
        ("fr", "deux cent mille quatre-vingt-onze", 200_091),
        ("fr", "soixante et onze", 71),
        ("fr", "vingt-et-un", 21),
        ("fr", "1 200 000", 1_200_000),
        ("fr", "3,5 millions", 3_500_000),
        ("fr", "septante-deux", 72),
        ("es", "treinta y cinco", 35),
        ("es", "dos mil millones", 2_000_000_000),
        ("es", "1.200.000", 1_200_000),
        ("de", "dreihundertfünfundzwanzigtausend", 325_000),
        ("de", "zwei Millionen", 2_000_000),
        ("de", "3,5 Mio.", 3_500_000),
        ("it", "ventitremila", 23_000),
        ("it", "duecentocinquanta", 250),
        ("pt", "vinte e cinco mil e duzentos", 25_200),
        ("pt", "3 mil milhões", 3_000_000_000),
        ("ar", "خمسة وعشرون", 25),
        ("ar", "ثلاثمائة وخمسين ألف", 350_000),
        ("ar", "أحد عشر", 11),
        ("ar", "١٢٣", 123),
        ("ru", "двадцать три тысячи", 23_000),
        ("ru", "пятьсот сорок два", 542),
        ("ru", "трёх", 3),
        ("uk", "п’ятдесят сім", 57),
        ("uk", "3,5 млн", 3_500_000),
        ("zh", "三百二十", 320),
        ("en", "two and a half million", 2_500_000),
        ("en", "a million and a half", 1_500_000),
        ("en", "half a million", 500_000),
        ("en", "quarter of a million", 250_000),
        ("en", "two dozen", 24),
        ("en", "three and a half", 3.5),
        ("fr", "deux millions et demi", 2_500_000),
        ("fr", "un demi-million", 500_000),
        ("fr", "trois douzaines", 36),
        ("es", "dos millones y medio", 2_500_000),
        ("es", "medio millón", 500_000),
        ("de", "eine halbe Million", 500_000),
        ("it", "un milione e mezzo", 1_500_000),
        ("pt", "dois milhões e meio", 2_500_000),
        ("ru", "два с половиной миллиона", 2_500_000),
        ("ru", "полмиллиона", 500_000),
        ("uk", "пів мільйона", 500_000),
        ("ar", "مليونين ونصف المليون", 2_500_000),
        ("ar", "ثلاثة ملايين ونصف", 3_500_000),
        ("ar", "نصف مليون", 500_000),
        ("zh", "3.5万", 35_000),
        ("zh", "12亿5千万", 1_250_000_000),
        ("zh", "二〇一九", 2019),
    ],
)
def test_a_number_is_read_whole(language, text, value):
    assert [(found, number) for found, number, _ in read(text, language)] == [(text, value)]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "twenty-first", 21),
        ("en", "125th", 125),
        ("fr", "21e", 21),
        ("fr", "troisième", 3),
        ("fr", "XIXe siècle", 19),
        ("es", "siglo XIX", 19),
        ("es", "trigésimo sexta", 36),
        ("ar", "التاسع عشر", 19),
        ("ru", "14-й", 14),
        ("zh", "第三", 3),
    ],
)
def test_ordinals_are_told_from_counts(language, text, value):
    [(_, number, sort)] = read(text, language)

    assert (number, sort) == (value, Sort.ORDINAL)


@pytest.mark.parametrize("text", ["MQ-9", "A380", "G7", "AK-47", "Covid-19", "5G", "2.0.1", "007", "10.0.0.1"])
def test_digits_of_names_and_codes_are_no_numbers(text):
    assert read(f"the {text} was") == []


def test_words_that_mean_other_things_are_no_numbers():
    assert read("a second-in-command") == [("a", 1.0, Sort.ONE)]
    assert read("20 pour cent", "fr") == [("20", 20.0, Sort.CARDINAL)]
    assert read("20 por ciento", "es") == [("20", 20.0, Sort.CARDINAL)]


def test_articles_are_kept_apart():
    assert read("un homme et vingt et une femmes", "fr") == [
        ("un", 1.0, Sort.ONE),
        ("vingt et une", 21.0, Sort.CARDINAL),
    ]


def test_two_numbers_side_by_side_stay_two():
    assert [value for _, value, _ in read("one two three")] == [1, 2, 3]
    assert [value for _, value, _ in read("1.7 million four years ago")] == [1_700_000, 4]


def test_an_ambiguous_mark_has_two_readings():
    [number] = read_numerals("1.200", "fr")

    assert (number.value, number.alternate) == (1200.0, 1.2)


def test_a_space_groups_digits_by_threes():
    assert [value for _, value, _ in read("about 21 200 people")] == [21_200]
    assert [value for _, value, _ in read("on 21\u00a0200 people")] == [21_200]
    assert [value for _, value, _ in read("on 2018 200 people")] == [2018, 200]


def test_a_full_stop_behind_digits_makes_an_ordinal_in_german_behind_an_article():
    assert [(each.value, each.sort) for each in read_numerals("Das Tor fiel in der 89. Minute.", "de")] == [
        (89.0, Sort.ORDINAL)
    ]
    assert [each.sort for each in read_numerals("Es waren 89. Danach ging er.", "de")] == [Sort.CARDINAL]


@given(st.text(max_size=80), st.sampled_from((*LANGUAGES, "und")))
def test_any_text_is_read_in_order_and_in_bounds(text, language):
    numerals = read_numerals(text, language)

    assert all(0 <= each.start < each.end <= len(text) for each in numerals)
    assert list(numerals) == sorted(numerals, key=lambda each: each.start)


@given(st.integers(min_value=0, max_value=10**12))
def test_western_grouping_is_undone(number):
    assert read(f"about {number:,} of them")[0][1] == number


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("de", "zweitausend Menschen", [2000]),
        ("de", "drei Millionen fünfhunderttausend", [3_500_000]),
        ("fr", "dix-neuf cent quatre-vingt-neuf", [1989]),
        ("fr", "dix-sept ans", [17]),
        ("it", "vent'anni e 41enne", [20, 41]),
        ("it", "15mila persone", [15_000]),
        ("zh", "15万3000人", [153_000]),
        ("zh", "三百多万", [3_000_000]),
        ("ru", "ста двадцати человек", [120]),
        ("uk", "сімдесяти п'ятьом", [75]),
        ("pt", "vinte e cinco mil e trezentos", [25_300]),
    ],
)
def test_numbers_that_languages_build_their_own_way(language, text, values):
    assert [each.value for each in read_numerals(text, language)] == values


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "two and a third died"),
        ("en", "two and half of them"),
        ("fr", "deux et demi-finale"),
    ],
)
def test_a_part_behind_a_number_may_be_another_thing(language, text):
    assert read(text, language)[0][1] == 2


def test_a_rough_count_of_tens_is_rough():
    assert read("три десятка", "ru") == [("три десятка", 30, Sort.ABOUT)]


@pytest.mark.parametrize("text", ["5 500五", "5½ 10月; 12½千", "13.13.1776零", "1'000万"])
def test_a_chinese_run_that_is_no_number_is_left_out(text):
    assert [each for each in read_numerals(text, "zh") if each.end == len(text)] == []
