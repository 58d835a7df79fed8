"""What holds for any text: nothing but ArticleError, positions that point at what they name, no hang."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citecheck.articles import read_text
from citecheck.errors import ArticleError
from citecheck.model import Article

WIKI = (
    "<ref>",
    "</ref>",
    '<ref name="a">',
    "<ref name=a/>",
    "<ref group=g>",
    "<references>",
    "</references>",
    "{{",
    "}}",
    "|",
    "{{{",
    "}}}",
    "[[",
    "]]",
    "[http://a.example ",
    "]",
    "=",
    "\n",
    "\r\n",
    "\n\n",
    "\n* ",
    "\n== H ==\n",
    "\n{|\n",
    "\n|-\n",
    "\n|}",
    "\n| ",
    "\n! ",
    "||",
    "!!",
    "''",
    "'''",
    "<!--",
    "-->",
    "<nowiki>",
    "</nowiki>",
    "<br>",
    "<gallery>",
    "</gallery>",
    "{{sfn|A|2001}}",
    "{{cite web|title=",
    "{{efn|",
    "{{reflist|refs=",
    "{{Infobox x\n|a=",
    "\n|b=",
    "{{convert|",
    "{{ubl|",
    "{{r|a}}",
    "[[File:x.jpg|",
    "rowspan=2 |",
    "&nbsp;",
    "A b. ",
    "Seven men fell in 1901. ",
    "é",
    "漢字。",
    "\x00"[:0],
    "\u2028",
    "{{lang|fr|",
    "{{#tag:ref|",
    "{{quote|",
    "{{frac|",
    "{{start date|",
    "-{",
    "}-",
    "name=",
    "|ref=harv",
    "|last=A|year=2001",
    "#",
    ":",
    ";",
)
MIRROR = (
    "[1]",
    " [2]",
    "[note 1]",
    "[a]",
    "\n",
    "\n\n",
    "References\n",
    "\n1. ",
    "\n  2. 1 2 3 ",
    "^ ",
    "↑ ",
    '"',
    "“",
    "”",
    "(2019)",
    ". ",
    "Retrieved ",
    "14 June 2019",
    "Flag of X.svg ",
    "DateMay 4",
    "Location\n",
    "See also\n",
    "Contents\n",
    "Lee, Ann; ",
    "The wall fell. ",
    "(in French)",
    "Archived from ",
    "doi:10.1/x",
    "https://a.example/",
    "<b>",
    "\t",
    "漢字。",
    ":",
    "[",
    "]",
    "In ",
    "(ed.)",
    "\r\n",
    "\u2028",
)
SETTINGS = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def any_text(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces) | st.text(max_size=3), max_size=40).map("".join)


def read(text: str, format_name: str) -> Article | None:
    try:
        return read_text(text, "a", format=format_name, language="en")
    except ArticleError:
        return None


def check(article: Article) -> None:
    text = article.text
    positions = [c.position for c in article.claims] + [r.position for r in article.references]
    positions += [marker for r in article.references for marker in r.markers]
    for position in positions:
        assert 0 <= position.start < position.end <= len(text)
        before = re.split(r"\r\n|\n|\r", text[: position.start])
        # A position behind the \r of a \r\n is on the line that it ends.
        assert (position.line, position.column) == (len(before), len(before[-1]) + 1) or text[position.start] == "\n"
    for reference in article.references:
        assert text[reference.position.start : reference.position.end] == reference.raw
    for claim in article.claims:
        there = text[claim.position.start : claim.position.end]
        assert not there[0].isspace()
        assert claim.text == claim.text.strip() != ""
    assert [c.id for c in article.claims] == [f"c{number}" for number in range(1, len(article.claims) + 1)]
    ids = {r.id for r in article.references}
    assert len(ids) == len(article.references)
    assert {x.reference for c in article.claims for x in c.citations} <= ids


@SETTINGS
@given(any_text(WIKI))
def test_any_wikitext(text):
    article = read(text, "wikitext")

    if article:
        check(article)


@SETTINGS
@given(any_text(MIRROR))
def test_any_mirror_text(text):
    article = read(text, "mirror-text")

    if article:
        check(article)


@SETTINGS
@given(st.text())
def test_any_text_in_any_format(text):
    for format_name in ("wikitext", "mirror-text"):
        article = read(text, format_name)
        if article:
            check(article)


@SETTINGS
@given(
    st.lists(
        st.sampled_from(["The wall fell. ", "Nine men came. ", "<ref>x</ref>", "<ref name=a>y</ref>", "\n\n"]),
        max_size=20,
    )
)
def test_plain_sentences_are_found_where_they_stand(pieces):
    text = "".join(pieces)
    article = read(text, "wikitext")

    if article:
        for claim in article.claims:
            there = re.sub(r"<ref.*?</ref>", "", text[claim.position.start : claim.position.end])
            assert there == claim.text
        assert sum(claim.text in ("The wall fell.", "Nine men came.") for claim in article.claims) == len(
            article.claims
        )


HOSTILE = {
    "unclosed footnotes": "<ref>a ",
    "unclosed comments": "<!-- a ",
    "templates nested without end": "{{a|",
    "links nested without end": "[[a|",
    "parameters": "{{{a|",
    "open tables": "\n{|\n",
    "tags that do not end": '<b a="',
    "brackets": "[",
    "braces": "{",
    "apostrophes": "'",
    "list marks": "*",
    "headings": "==",
    "external links": "[http://a.example ",
    "rows": "\n|-\n| rowspan=9 | a",
    "quotes": '"',
    "markers": "[1]",
    "entries": '\n1. 1 2 3 "a',
    "names": "Lee, A. ",
    "parentheses": "(2019) ",
    "dates": "Retrieved 14 June ",
    "sfn": "{{sfn|A|2001}}",
    "cells": "\n| a || b",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("format_name", ["wikitext", "mirror-text"])
def test_hostile_text_is_read(piece, format_name):
    """With square time these would take minutes; the benchmark prints how the time grows."""
    text = "The wall fell.\n\n" + piece * (40_000 // len(piece)) + "\n\nReferences\n" + piece * (5_000 // len(piece))
    article = read(text, format_name)

    assert article is not None
    assert len(article.text) == len(text)
