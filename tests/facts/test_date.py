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
        ("en", "Presidents' Day 2018", "2018-02-19"),
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
        ("en", "Q3 2019", "2019-35"),
        ("en", "the second half of last year", "2017-41"),
        ("de", "im dritten Quartal", "2018-35"),
        ("en", "mid-May", "2018-05-11/2018-05-20"),
        ("en", "in early 2019", "2019-01/2019-04"),
        ("de", "Ende Februar 2016", "2016-02-21/2016-02-29"),
        ("zh", "去年底", "2017-09/2017-12"),
        ("ru", "на Рождество 2018 года", "2018-01-07"),
        ("uk", "на Різдво 2018 року", "2018-12-25"),
        ("ru", "на Пасху 2018 года", "2018-04-08"),
        ("en", "Orthodox Easter 2016", "2016-05-01"),
        ("zh", "2018年复活节", "2018-04-01"),
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


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "It began on 5 May 2017. Two days later, it ended.", "2017-05-07"),
        ("en", "It began on 5 May 2017. The next day, it ended.", "2017-05-06"),
        ("en", "It began in 2015. Two years later, it ended.", "2017"),
        ("en", "It began in March 2015. Two months later, it ended.", "2015-05"),
        ("fr", "Le 5 mai 2017, il partit. Le lendemain, il mourut.", "2017-05-06"),
        ("es", "El 5 de mayo de 2017 salió. Seis días después murió.", "2017-05-11"),
        ("de", "Am 5. Mai 2017 ging er. Am Tag darauf starb er.", "2017-05-06"),
        ("it", "Il 5 maggio 2017 partì. Il giorno dopo morì.", "2017-05-06"),
        ("pt", "Em 5 de maio de 2017 partiu. No dia seguinte morreu.", "2017-05-06"),
        ("ar", "في 5 مايو 2017 رحل. في اليوم التالي مات.", "2017-05-06"),
        ("ru", "5 мая 2017 года он ушел. На следующий день он умер.", "2017-05-06"),
        ("uk", "5 травня 2017 року він пішов. Наступного дня він помер.", "2017-05-06"),
        ("zh", "2017年5月5日他走了。次日去世。", "2017-05-06"),
    ],
)
def test_days_are_counted_from_the_date_before_in_the_text(language, text, value):
    assert found(text, language)[-1] == value


def test_the_date_before_may_stand_in_the_text_before():
    setting = Setting("en", PUBLISHED, preceding="It began on 5 May 2017.")

    assert [each.value for each in DATE.find("Two days later, it ended.", setting)] == ["2017-05-07"]


@pytest.mark.parametrize(
    ("claim", "language", "text", "relation"),
    [
        ("It fell in Q3 2019.", "fr", "Il est tombé au troisième trimestre 2019.", Relation.SAME),
        ("It fell in Q3 2019.", "en", "It fell on 3 August 2019.", Relation.SAME),
        ("It fell in Q3 2019.", "en", "It fell in 2019.", Relation.NUANCE),
        ("It fell in Q3 2019.", "en", "It fell in the first quarter of 2019.", Relation.DIFFERENT),
        ("It fell in 2019.", "en", "It fell in Q3 2019.", Relation.SAME),
        ("It fell in Q3 2017.", "de", "Es fiel im dritten Quartal.", Relation.NUANCE),
        ("Third-quarter profit fell.", "de", "Der Gewinn fiel im dritten Quartal.", Relation.SAME),
        ("It fell in mid-May 2018.", "ru", "Он упал 15 мая 2018 года.", Relation.SAME),
        ("It fell in mid-May 2018.", "ru", "Он упал в середине мая 2018 года.", Relation.SAME),
        ("It fell in mid-May 2018.", "en", "It fell in May 2018.", Relation.NUANCE),
        ("It fell in early May 2018.", "en", "It fell in late May 2018.", Relation.DIFFERENT),
        ("It fell on 7 January 2018.", "ru", "Он упал на Рождество 2018 года.", Relation.SAME),
        ("It fell on 25 December 2018.", "ru", "Он упал на Рождество 2018 года.", Relation.NUANCE),
        ("It fell on 25 December 2018.", "uk", "Він упав на Різдво 2018 року.", Relation.SAME),
        ("It fell on 7 January 2018.", "uk", "Він упав на Різдво 2018 року.", Relation.NUANCE),
    ],
)
def test_parts_of_years_and_feasts_are_compared(claim, language, text, relation):
    assert relations(claim, text, language) == {relation}


@pytest.mark.parametrize(("claim", "text"), [("early May 2018", "mid-May 2018"), ("Q1 2019", "early 2019")])
def test_vague_dates_that_may_overlap_never_contradict(claim, text):
    assert Relation.DIFFERENT not in relations(f"It fell in {claim}.", f"It fell in {text}.")


@pytest.mark.parametrize("text", ["30 February", "31 April", "February 30, 2019", "29 February 2019"])
def test_a_day_that_does_not_exist_is_no_date(text):
    assert found(text) == []
    assert found(text, published=None) == []


@pytest.mark.parametrize("text", ["It fell on Friday.", "It fell ten years ago.", "It fell last year."])
def test_a_year_that_the_source_does_not_write_is_no_sure_support(text):
    [found_date] = DATE.find(text, Setting("en", PUBLISHED))
    [claimed] = DATE.find(f"It fell in {found_date.first.year}.", Setting("en"))
    [hit] = DATE.seek(claimed, Source(text, Setting("en", PUBLISHED)))

    assert (hit.relation, hit.strength < 0.75) == (Relation.SAME, True)


def test_days_counted_from_a_day_before_a_vaguer_date_contradict_nothing():
    text = "It began on 5 May 2017. In mid-June 2017 it paused. Two days later, it ended."
    [claimed] = DATE.find("It ended on 9 July 2017.", Setting("en"))
    hits = DATE.seek(claimed, Source(text, Setting("en", PUBLISHED)))

    assert [text[hit.start : hit.end] for hit in hits if hit.relation is Relation.DIFFERENT] == ["5 May 2017"]


@pytest.mark.parametrize("published", [date(1, 1, 2), date(9999, 12, 31)])
@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "tomorrow",
        "next Friday",
        "last week",
        "Thanksgiving",
        "Easter",
        "12 May",
        "999 years ago",
        "the 15th.",
    ],
)
def test_no_day_lies_beyond_the_years_that_a_date_can_have(text, published):
    assert all(each.first is None or 1 <= each.first.year <= 9999 for each in DATE.find(text, Setting("en", published)))


def test_counting_on_ends_with_the_last_year_that_a_date_can_have():
    values = found("On 1 May 2999 it began. " + "Then, 999 years later, it ended. " * 12)

    assert values[:8] == ["2999-05-01", "3998", "4997", "5996", "6995", "7994", "8993", "9992"]
