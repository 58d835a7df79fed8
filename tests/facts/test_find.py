import json
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from citecheck.facts import KINDS, find_facts
from citecheck.facts.interface import Relation, Setting
from citecheck.facts.source import Source
from citecheck.language.lexicon import LANGUAGES
from citecheck.model import Count, FactKind


def found(text, language="en", **setting):
    kinds = {FactKind.NAME, FactKind.PLACE, FactKind.ORGANISATION, FactKind.LEADER, FactKind.MEANS}
    facts = find_facts(text, Setting(language, **setting))
    return [(each.kind.value, each.text, each.value) for each in facts if each.kind not in kinds]


def counts(text, language="en"):
    return [value for _, _, value in found(text, language) if isinstance(value, Count)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("at least 11 ships", Count(11, None, "ship")),
        ("more than 40 ships", Count(40, None, "ship")),
        ("up to 40 ships", Count(None, 40, "ship")),
        ("fewer than 40 ships", Count(None, 40, "ship")),
        ("40 ships or more", Count(40, None, "ship")),
        ("between 40 and 85 ships", Count(40, 85, "ship")),
        ("40 to 85 ships", Count(40, 85, "ship")),
        ("3 to 5 million ships", Count(3e6, 5e6, "ship")),
        ("dozens of ships", Count(24, None, "ship")),
        ("a dozen ships", Count(12, 12, "ship")),
        ("the third ship", Count(3, 3, "ship", "ordinal")),
        ("a 3-1 win", Count(1, 3, "score")),
        ("$3.5 million", Count(3_500_000, 3_500_000, "USD")),
        ("20 per cent", Count(20, 20, "%")),
        ("85 miles per hour", Count(85, 85, "mph")),
        ("12 lb 4 oz", Count(12.25, 12.25, "lb")),
        ("3 min 42 s", Count(3.7, 3.7, "minute")),
        ("4 light-years", Count(4, 4, "light-year")),
        ("two hours and a half of rain", Count(2.5, 2.5, "hour")),
        ("26 °C", Count(26, 26, "°C")),
        ("a 20-year-old man", Count(20, 20, "year")),
        ("Mara Lind, 29, said", Count(29, 29, "year")),
        ("in his 40s", Count(32, 48, "year")),
        ("a magnitude 7.5 quake", Count(7.5, 7.5)),
        ("call 0800 555 111", Count(800555111, 800555111, "telephone number")),
        ("70 %–90 %", Count(70, 90, "%")),
    ],
)
def test_a_count_has_its_bounds_and_unit(text, value):
    assert counts(text) == [value]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "une dizaine de navires", Count(8, 12, "ship")),
        ("fr", "plus d'une centaine de personnes", Count(100, None, "person")),
        ("fr", "des centaines de personnes", Count(200, None, "person")),
        ("es", "un centenar de personas", Count(100, 100, "person")),
        ("de", "rund 3,5 Millionen Euro", Count(3_500_000, 3_500_000, "EUR")),
        ("de", "fünfjährige Beratungen", Count(5, 5, "year")),
        ("it", "più di 20 chilometri", Count(20, None, "km")),
        ("pt", "cerca de 20 por cento", Count(20, 20, "%")),
        ("ar", "حوالي 20 كيلومترا", Count(20, 20, "km")),
        ("ru", "более 20 процентов", Count(20, None, "%")),
        ("uk", "понад 20 кілометрів", Count(20, None, "km")),
        ("zh", "至少20公里", Count(20, None, "km")),
        ("es", "entre un 70 % y un 90 %", Count(70, 90, "%")),
        ("ar", "في الدقيقة 89", Count(89, 89, "minute")),
        ("zh", "300多人", Count(300, None, "person")),
        ("zh", "两个半小时", Count(2.5, 2.5, "hour")),
        ("zh", "1小时30分钟", Count(1.5, 1.5, "hour")),
        ("fr", "deux ans et demi de guerre", Count(2.5, 2.5, "year")),
        ("ar", "عامين ونصف العام", Count(2.5, 2.5, "year")),
    ],
)
def test_counts_have_bounds_and_units_in_every_language(language, text, value):
    assert counts(text, language) == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("killing 14 civilians and injuring nine", [(14, "killed"), (9, "wounded")]),
        ("14 civilians and 3 soldiers were killed", [(14, "killed"), (3, "killed")]),
        ("fourteen dead and nine injured", [(14, "killed"), (9, "wounded")]),
        ("three gunmen who killed a guard", [(1, "killed")]),
        ("11 people were killed or wounded", [(11, "casualties")]),
        ("the death toll rose to 14", [(14, "killed")]),
        ("no casualties", [(0, "casualties")]),
        ("a man was shot dead", [(1, "killed")]),
        ("he was killed aged 18", []),
    ],
)
def test_casualties_go_with_what_happened_to_them(text, values):
    facts = [value for kind, _, value in found(text) if kind == "casualty"]

    assert [(value.low, value.role) for value in facts] == values


def test_the_half_of_another_thing_is_no_part_of_a_measure():
    assert counts("ten miles and a half marathon")[0] == Count(10, 10, "mile")


def test_articles_and_both_are_not_claimed():
    assert counts("A car hit both boats, and one of them sank.") == []
    assert counts("One car sank.") == [Count(1, 1, "car")]


def test_an_article_counts_for_a_source_where_a_noun_that_is_counted_follows():
    setting = Setting("fr")
    source = Source("Un premier pick-up est repéré. Deux autres véhicules le rejoignent.", setting)
    one, two = find_facts("One pick-up was joined by two vehicles.", Setting("en"))
    number = next(each for each in KINDS if each.name is FactKind.NUMBER)

    for fact in (one, two):
        assert max(hit.strength for hit in number.seek(fact, source) if hit.relation is Relation.SAME) == 1.0


def test_facts_do_not_overlap_and_leave_the_number_where_words_are_shared():
    facts = found("On 21 February 2019 at 1:13pm, 11 fighters were killed; it cost $20.")

    assert [kind for kind, _, _ in facts] == ["date", "time", "casualty", "money"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("February 21, 2019", "2019-02-21"),
        ("February 2019", "2019-02"),
        ("in 2019", "2019"),
        ("the 1990s", "199X"),
        ("2018–19", "2018/2019"),
        ("22 and 23 November 2018", "2018-11-22/2018-11-23"),
        ("between September 30 and October 1, 2019", "2019-09-30"),
        ("February 21", "XXXX-02-21"),
        ("on Thursday", "XXXX-WXX-4"),
    ],
)
def test_a_date_is_written_in_edtf(text, value):
    assert found(text)[0][2] == value


def test_a_year_is_inherited():
    assert found("It rained on February 21.", preceding="In 2019 it was dry.")[0][2] == "2019-02-21"
    assert found("It rained on December 31.", published=date(2019, 1, 2))[0][2] == "2018-12-31"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yesterday", "2019-02-21"),
        ("on Thursday", "2019-02-21"),
        ("last Tuesday", "2019-02-19"),
        ("three days ago", "2019-02-19"),
        ("last week", "2019-02-11/2019-02-17"),
        ("Tuesday of last week", "2019-02-12"),
        ("last month", "2019-01"),
        ("last year", "2018"),
        ("Easter Monday", "2019-04-22"),
        ("Monday 18th", "2019-02-18"),
    ],
)
def test_relative_days_count_from_the_publication(text, value):
    assert found(text, published=date(2019, 2, 22))[0][2] == value


@settings(max_examples=150, deadline=None)
@example("0W", "zh", None)
@given(
    st.text(max_size=120),
    st.sampled_from((*LANGUAGES, "und")),
    st.none() | st.dates(date(1000, 1, 1), date(3000, 1, 1)),
)
def test_any_text_gives_facts_that_stand_in_it_and_can_be_sought(text, language, published):
    setting = Setting(language, published)
    facts = find_facts(text, setting)
    source = Source(text, setting)

    for fact in facts:
        assert text[fact.start : fact.end] == fact.text
        kind = next(each for each in KINDS if each.name is fact.kind)
        for hit in kind.seek(fact, source):
            assert 0 <= hit.start <= hit.end <= len(text)
            assert 0 <= hit.strength <= 1
            assert (hit.match is None) == (hit.relation is Relation.DIFFERENT)


COUNTED = (FactKind.TIME, FactKind.MONEY, FactKind.PERCENTAGE, FactKind.CASUALTY, FactKind.QUANTITY, FactKind.NUMBER)
SENTENCES = [
    "At least 11 fighters were killed and nine wounded on 21 February 2019 at 1:13pm.",
    "The third truck cost $3.5 million, 20 per cent more than the two others, and went 85 miles per hour.",
    "Between 40 and 85 people lost 3–1 in the 19th century.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_text_supports_its_own_facts(sentence):
    setting = Setting("en")
    source = Source(sentence, setting)
    for fact in find_facts(sentence, setting):
        if fact.kind in (*COUNTED, FactKind.DATE):
            kind = next(each for each in KINDS if each.name is fact.kind)
            assert any(hit.relation is Relation.SAME and hit.strength >= 0.9 for hit in kind.seek(fact, source)), fact


def test_values_can_be_written_as_json():
    values = [value for _, _, value in found(" ".join(SENTENCES))]

    assert json.dumps([value if isinstance(value, str) else [value.low, value.high] for value in values])
