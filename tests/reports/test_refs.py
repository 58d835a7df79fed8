"""``citecheck refs`` on a terminal, in a pipe, as JSON and as CSL-JSON."""

import io
import json
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from citecheck.model import Article, Citation, Claim, LeftOut, Person, Position, Reference
from citecheck.reports import render_refs, render_refs_csl, render_refs_json

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
        Claim("c3", "Nobody came.", AT, section=("After", "Later")),
    )
    left_out = (LeftOut("c2", "Six women stayed.", AT, "It is a poem."),)
    aliases = (("Long Name", "LN"),)
    return Article(
        "a.wikitext", "The \u202etitle", "en", "wikitext", "x", references, claims, aliases, "77", left_out=left_out
    )


def shown(article: Article, width: int = 40, *, is_terminal: bool = False) -> str:
    out = io.StringIO()
    render_refs(article, Console(file=out, width=width, force_terminal=is_terminal, color_system=None))
    return out.getvalue()


def test_references_and_claims_are_listed_with_all_their_fields() -> None:
    text = shown(an_article())

    assert f"[1]  {LONG}\n" in text, "a title is not broken where the output is no terminal"
    assert "Tim Orr · Zone · 2019-06-14 · read 2020-01-01 · fr · cited 2×" in text
    assert "archived: http://a.example/" in text
    assert "cited as “ghost” and defined nowhere" in text
    assert "never cited" in text
    assert "c1  3:7  [1] (2)  Five men left.\n" in text
    assert "After › Later" in text
    assert "Long Name = LN" in text


def test_the_head_says_how_much_needs_a_look() -> None:
    text = shown(an_article())

    assert "a.wikitext · wikitext · en · revision 77" in text
    assert "3 references (1 without URL, 1 never defined, 1 never cited) · 2 claims (1 uncited, 1 left out)" in text


def test_what_is_left_out_stands_with_its_reason() -> None:
    text = shown(an_article())

    assert "c2  Six women stayed.\n" in text
    assert "why: It is a poem.\n" in text


def test_a_bibliography_shows_no_claims_and_no_counts_of_citations() -> None:
    text = shown(replace(an_article(), claims=(), left_out=()))

    assert "cited 2×" not in text
    assert "never cited" not in text
    assert "Claims" not in text


@pytest.mark.parametrize("width", [40, 80, 140])
def test_a_terminal_gets_lines_that_fit_and_hang_below_their_column(width: int) -> None:
    lines = shown(an_article(), width, is_terminal=True).splitlines()
    title = [line for line in lines if line.strip() and line.strip() in f"[1]  {LONG}"]

    assert all(cell_len(line) <= width for line in lines)
    assert all(line.startswith("       ") for line in title[1:])


def test_what_acts_on_a_terminal_is_spelled_out() -> None:
    text = shown(an_article())

    assert "\x1b" not in text
    assert "\u202e" not in text


def test_json_has_the_same_and_more() -> None:
    listing = json.loads(render_refs_json(an_article()))

    assert listing["schema"] == "citecheck.refs/1"
    assert (listing["revision"], listing["aliases"]) == ("77", [["Long Name", "LN"]])
    assert [reference["cited"] for reference in listing["references"]] == [2, 1, 0]
    assert [reference["defined"] for reference in listing["references"]] == [True, False, True]
    assert listing["references"][0]["markers"][0] == {"line": 3, "column": 7, "start": 20, "end": 30}
    assert listing["claims"][0]["citations"] == [
        {"reference": "1", "direct": True},
        {"reference": "2", "direct": False},
    ]
    assert [(claim["id"], claim["reason"]) for claim in listing["left_out"]] == [("c2", "It is a poem.")]


def test_half_a_character_does_not_end_the_output() -> None:
    broken = replace(an_article(), references=(Reference("1", AT, title="a\ud800b", markers=(AT,)),))

    for text in (shown(broken), render_refs_json(broken), render_refs_csl(broken)):
        assert text.encode()
