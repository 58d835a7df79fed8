import io
import json

from rich.console import Console

from citecheck.model import Article, Citation, Claim, Person, Position, Reference
from citecheck.reports import render_refs, render_refs_json

AT = Position(3, 7, 20, 30)
LONG = "A title that is so long that a terminal of forty columns could not hold it on one line at all"


def an_article() -> Article:
    references = (
        Reference(
            "1", AT, title=LONG, authors=(Person("Orr", "Tim"),), site="Zone", date="2019-06-14", markers=(AT, AT),
            url="http://x.example/", archive_url="http://a.example/", language="fr", access_date="2020-01-01",
            fields={"title": LONG},
        ),
        Reference("2", AT, name="ghost", defined=False, markers=(AT,)),
        Reference("3", AT, raw="a \x1b[31mplain\x1b[0m text"),
    )  # fmt: skip
    claims = (
        Claim("c1", "Five men left.", AT, citations=(Citation("1"), Citation("2", direct=False))),
        Claim("c2", "Nobody came.", AT, section=("After", "Later")),
    )
    return Article("a.wikitext", "The \u202etitle", "en", "wikitext", "x", references, claims)


def shown(article: Article) -> str:
    out = io.StringIO()
    render_refs(article, Console(file=out, width=40))
    return out.getvalue()


def test_references_and_claims_are_listed_with_all_their_fields() -> None:
    text = shown(an_article())

    assert f"[1] {LONG}\n" in text, "a title is not broken where the output is no terminal"
    assert "Tim Orr · Zone · 2019-06-14 · read 2020-01-01 · fr · cited 2×" in text
    assert "archived: http://a.example/" in text
    assert "(cited as ghost, and defined nowhere)" in text
    assert "never cited" in text
    assert "[1](2)" in text
    assert "After / Later" in text
    assert "3:7" in text


def test_what_acts_on_a_terminal_is_spelled_out() -> None:
    text = shown(an_article())

    assert "\x1b" not in text
    assert "\u202e" not in text


def test_json_has_the_same_and_more() -> None:
    listing = json.loads(render_refs_json(an_article()))

    assert listing["schema"] == "citecheck.refs/1"
    assert [reference["cited"] for reference in listing["references"]] == [2, 1, 0]
    assert [reference["defined"] for reference in listing["references"]] == [True, False, True]
    assert listing["references"][0]["markers"][0] == {"line": 3, "column": 7, "start": 20, "end": 30}
    assert listing["claims"][0]["citations"] == [
        {"reference": "1", "direct": True},
        {"reference": "2", "direct": False},
    ]
