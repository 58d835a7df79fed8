"""References as CSL-JSON."""

import json

import pytest

from citecheck.articles import read_text
from citecheck.model import Article, Person, Position, Reference
from citecheck.reports import render_refs_csl
from citecheck.reports.csl import csl_date

AT = Position(3, 7, 20, 30)
FULL = Reference(
    "1", AT, title="Fire", trans_title="Feu", authors=(Person("Orr", "Tim"), Person(literal="AFP")), site="Zone",
    publisher="Press", date="2019-06-14", access_date="2020-01-02", language="fr", url="https://x.example/",
    archive_url="https://a.example/", archive_date="2020-01-03", url_status="dead",
)  # fmt: skip


def items(*references: Reference) -> list[dict]:
    return json.loads(render_refs_csl(Article("a", "T", "en", "wikitext", "x", references)))


def test_an_item_has_all_that_is_known():
    assert items(FULL) == [
        {
            "id": "1",
            "type": "webpage",
            "title": "Fire",
            "author": [{"family": "Orr", "given": "Tim"}, {"literal": "AFP"}],
            "container-title": "Zone",
            "publisher": "Press",
            "issued": {"date-parts": [[2019, 6, 14]]},
            "accessed": {"date-parts": [[2020, 1, 2]]},
            "language": "fr",
            "URL": "https://x.example/",
            "custom": {
                "trans_title": "Feu",
                "archive_url": "https://a.example/",
                "archive_date": "2020-01-03",
                "url_status": "dead",
            },
        }
    ]


def test_what_is_not_known_or_not_defined_is_left_out():
    assert items(Reference("1", AT), Reference("2", AT, defined=False)) == [{"id": "1", "type": "document"}]


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        (None, None),
        ("2019", {"date-parts": [[2019]]}),
        ("2019-06", {"date-parts": [[2019, 6]]}),
        ("2019-06/2019-07", {"date-parts": [[2019, 6], [2019, 7]]}),
        ("2019-22", {"date-parts": [[2019]], "season": 2}),
        ("1900~", {"date-parts": [[1900]], "circa": True}),
        ("2019-33", {"literal": "2019-33"}),
        ("19XX", {"literal": "19XX"}),
        ("2019/2020/2021", {"literal": "2019/2020/2021"}),
    ],
)
def test_dates(edtf, expected):
    assert csl_date(edtf) == expected


def test_what_is_written_is_read_again():
    read = read_text(render_refs_csl(Article("a", "T", "en", "wikitext", "x", (FULL,))), "a.csl.json").references[0]

    for name in (
        "id",
        "title",
        "trans_title",
        "authors",
        "site",
        "publisher",
        "date",
        "access_date",
        "language",
        "url",
    ):
        assert getattr(read, name) == getattr(FULL, name), name
    assert (read.archive_url, read.archive_date) == (FULL.archive_url, FULL.archive_date)
