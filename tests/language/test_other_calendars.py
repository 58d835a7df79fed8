from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.language.calendar import read_dates
from citecheck.language.other_calendars import gregorian


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (1398, "farvardin", 1, date(2019, 3, 21)),
        (1399, "farvardin", 1, date(2020, 3, 20)),
        (1357, "bahman", 22, date(1979, 2, 11)),
        (1408, "farvardin", 1, date(2029, 3, 20)),
    ],
)
def test_a_solar_hijri_day_is_its_gregorian_one(year, month, day, expected):
    assert gregorian("persian", year, month, day) == expected


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [(1440, "muharram", date(2018, 9, 11)), (1440, "ramadan", date(2019, 5, 6)), (1445, "ramadan", date(2024, 3, 11))],
)
def test_an_islamic_day_is_at_most_a_day_beside_what_was_observed(year, month, expected):
    assert abs(gregorian("islamic", year, month, 1) - expected) <= timedelta(days=1)


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "في 15 رجب 1440 هـ"), ("en", "on 15 Rajab 1440 AH"), ("fr", "le 15 Rajab 1440"), ("ar", "١٥ رجب ١٤٤٠")],
)
def test_an_islamic_day_is_read(language, text):
    [found] = read_dates(text, language)

    assert (found.year, found.month, found.slack) == (2019, 3, True)


def test_both_calendars_side_by_side_are_two_readings_of_one_day():
    hijri, plain = read_dates("15 رجب 1440 هـ الموافق 22 مارس 2019", "ar")

    assert abs(date(hijri.year, hijri.month, hijri.day) - date(plain.year, plain.month, plain.day)).days <= 1


@settings(deadline=None)
@given(st.integers(1300, 1499), st.sampled_from(["islamic", "persian"]))
def test_a_year_follows_the_one_before(year, calendar):
    first = {"islamic": "muharram", "persian": "farvardin"}[calendar]
    length = gregorian(calendar, year + 1, first, 1) - gregorian(calendar, year, first, 1)

    assert length.days in ((354, 355) if calendar == "islamic" else (365, 366))
