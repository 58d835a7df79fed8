from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.facts.date import DATE
from citecheck.facts.interface import Relation, Setting
from citecheck.facts.source import Source
from citecheck.language.lexicon import LANGUAGES

PUBLISHED = date(2018, 9, 30)


def found(text, language="en", published=PUBLISHED):
    return [each.value for each in DATE.find(text, Setting(language, published))]


def relations(claim, text, language="en"):
    [claimed] = DATE.find(claim, Setting("en"))
    return {hit.relation for hit in DATE.seek(claimed, Source(text, Setting(language, PUBLISHED)))}


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "the first Monday of May", "2018-05-07"),
        ("en", "the last Friday in June 2017", "2017-06-30"),
        ("en", "Thanksgiving", "2018-11-22"),
        ("en", "Black Friday 2019", "2019-11-29"),
        ("en", "the 15th of next month", "2018-10-15"),
        ("en", "3 June last year", "2017-06-03"),
        ("fr", "le 15 du mois prochain", "2018-10-15"),
        ("fr", "à Noël", "2018-12-25"),
        ("es", "el 21 de este mes", "2018-09-21"),
        ("es", "hace unos tres días", "2018-09-27"),
        ("it", "due settimane fa, a giugno", "2018-09-16"),
        ("ru", "в июне прошлого года", "2017-06"),
        ("uk", "торік у червні", "2017-06"),
        ("zh", "三天前", "2018-09-27"),
        ("zh", "去年6月", "2017-06"),
        ("ar", "يوم الأحد الماضي", "2018-09-23"),
    ],
)
def test_dates_are_resolved_by_the_day_of_publication(language, text, value):
    assert found(text, language)[0] == value


def test_a_weekday_chooses_the_year():
    assert found("On Tuesday 9 May the court sat.") == ["2017-05-09"]


def test_a_weekday_that_fits_no_near_year_is_set_aside():
    assert found("On Tuesday 29 February the court sat.", published=date(2017, 3, 1)) == ["2016-02-29"]


def test_dates_that_are_written_alike_are_never_contradicted():
    assert relations("It began on 1 October 2016.", "It began on 1 October.") == {Relation.NUANCE}
    assert relations("It began on 1 October.", "It began on 1 October last year.") == {Relation.SAME}
    assert relations("It began on 1 October 2016.", "It began on 4 October.") == {Relation.DIFFERENT}


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_another_day_is_never_the_same(day, distance):
    other = date.fromordinal(day.toordinal() + distance)
    claim, text = (f"It began on {each.day} {each:%B %Y}." for each in (day, other))

    assert relations(claim, text) == {Relation.DIFFERENT}
    assert relations(claim, claim) == {Relation.SAME}


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from([*LANGUAGES, "tr"]))
def test_no_text_is_too_strange(text, language):
    for each in DATE.find(text, Setting(language, PUBLISHED)):
        assert text[each.start : each.end] == each.text
