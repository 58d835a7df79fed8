"""Dates of bibliographies → EDTF."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.articles.bibliographic_date import parse_date

CASES = {
    "2019-06-14": "2019-06-14",
    "2019-06": "2019-06",
    "2019": "2019",
    "2019-06-14T12:33:00Z": "2019-06-14",
    "14 June 2019": "2019-06-14",
    "June 14, 2019": "2019-06-14",
    "Jun. 14th, 2019": "2019-06-14",
    "Sept. 3, 2019": "2019-09-03",
    "Thursday, 14 June 2019": "2019-06-14",
    "14 June 2019, 5:30 pm": "2019-06-14",
    "14. Juni 2019": "2019-06-14",
    "1er juin 2019": "2019-06-01",
    "jeudi 14 juin 2019, 13h13": "2019-06-14",
    "14 de junio de 2019": "2019-06-14",
    "14 giugno 2019": "2019-06-14",
    "14 de junho de 2019": "2019-06-14",
    "14 июня 2019 года": "2019-06-14",
    "14 червня 2019 р.": "2019-06-14",
    "14 يونيو 2019": "2019-06-14",
    "١٤ يونيو ٢٠١٩": "2019-06-14",
    "14 تشرين الأول 2019": "2019-10-14",
    "2019年6月14日": "2019-06-14",
    "2019年6月": "2019-06",
    "June 2019": "2019-06",
    "junio de 2019": "2019-06",
    "Spring 2019": "2019-21",
    "Winter 2001–2002": "2001-24",
    "Q1 2019": "2019-33",
    "June–July 2019": "2019-06/2019-07",
    "14–16 June 2019": "2019-06-14/2019-06-16",
    "June 14–16, 2019": "2019-06-14/2019-06-16",
    "28 June – 3 July 2019": "2019-06-28/2019-07-03",
    "June 28 – July 3, 2019": "2019-06-28/2019-07-03",
    "December 2019 – January 2020": "2019-12/2020-01",
    "2019–2020": "2019/2020",
    "2019–20": "2019/2020",
    "2019-20": "2019/2020",
    "c. 1900": "1900~",
    "2005a": "2005",
    "[1999]": "1999",
    "14.06.2019": "2019-06-14",
    "3.4.2019": "2019-04-03",
    "14/06/2019": "2019-06-14",
    "06/14/2019": "2019-06-14",
    "2019/6/4": "2019-06-04",
}
UNREADABLE = (
    "n.d.",
    "",
    " ",
    "Unknown",
    "31 February 2019",
    "1990s",
    "5",
    "June",
    "June 5",
    "03/04/2019",
    "2012-13-45",
    "1 2 3 4",
    "4 May 201",
    "4 May 2018; 5 May 2019",
    "25 Dec 99",
    "99999",
    "4 May 3018",
    "12–10 May 2018",
)


@pytest.mark.parametrize("written", CASES)
def test_a_date_is_read(written):
    assert parse_date(written) == CASES[written]


@pytest.mark.parametrize("written", UNREADABLE)
def test_what_is_no_date_is_not_read(written):
    assert parse_date(written) is None


def test_the_order_of_day_and_month_can_be_told():
    assert parse_date("03/04/2019", day_first=True) == "2019-04-03"
    assert parse_date("03/04/2019", day_first=False) == "2019-03-04"


@given(st.dates(min_value=__import__("datetime").date(1000, 1, 1), max_value=__import__("datetime").date(2100, 12, 31)))
def test_every_day_is_read_in_three_notations(day):
    for written in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}"):
        assert parse_date(written) == day.isoformat()


@given(st.text(st.sampled_from("0123456789-–/., JuneMay年月日caq"), max_size=30) | st.text(max_size=40))
def test_nothing_makes_it_raise_and_what_it_gives_is_edtf(text):
    import re

    found = parse_date(text)

    assert found is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?~?(/\d{4}(-\d\d(-\d\d)?)?)?", found)
