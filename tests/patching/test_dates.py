"""Dates in the format of an example."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.articles.bibliographic_date import parse_date
from citecheck.patching.dates import iso, written_like
from citecheck.patching.tables import table

FORMATS = table("date_formats")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
EXAMPLES = [
    ("en", "2 May 2020"),
    ("en", "May 2, 2020"),
    ("en", "2 Jan 2020"),
    ("fr", "2 mai 2020"),
    ("fr", "1er mai 2020"),
    ("de", "2. Mai 2020"),
    ("es", "2 de mayo de 2020"),
    ("it", "2 maggio 2020"),
    ("pt", "2 de maio de 2020"),
    ("ru", "2 мая 2020"),
    ("ar", "2 مايو 2020"),
    ("uk", "2 травня 2020"),
    ("zh", "2020年5月2日"),
    ("de", "02.05.2020"),
    ("en", "2020-05-02"),
]


@given(st.sampled_from(EXAMPLES), DAYS)
def test_a_date_is_written_like_the_example_and_read_back(example: tuple[str, str], day: date) -> None:
    language, written = example

    text = written_like([written], language)(day)

    assert parse_date(text, day_first=True) == day.isoformat()
    assert [letter for letter in text if letter in ",.-年"] == [letter for letter in written if letter in ",.-年"]


@pytest.mark.parametrize("language", FORMATS["months"])
def test_each_language_has_twelve_months(language: str) -> None:
    assert [len(names) for names in FORMATS["months"][language]] == [12] * len(FORMATS["months"][language])
    assert language in FORMATS["worded"]


@pytest.mark.parametrize("example", ["", "May 2020", "2020", "2 May. 2020", "soon", "31 February 2020", "{{date}}"])
def test_what_is_no_full_date_in_a_known_format_gives_no_format(example: str) -> None:
    assert written_like([example], "en") is iso
    assert written_like([example, "2 May 2020"], "en")(date(2019, 3, 1)) == "1 March 2019"


def test_the_language_of_the_article_decides_where_words_are_the_same() -> None:
    assert written_like(["3 avril 2020"], "en")(date(2019, 3, 1)) == "1er mars 2019"
    assert written_like(["3 April 2020"], "en")(date(2019, 3, 1)) == "1 March 2019"
    assert written_like(["3 April 2020"], "de")(date(2019, 3, 1)) == "1 März 2019"
