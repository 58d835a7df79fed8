"""What holds for any HTML: nothing but ArticleError, positions that point at what they name, no hang."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citecheck.articles import read_text
from citecheck.errors import ArticleError
from citecheck.model import Article

TRANSCLUSION = (
    '<cite typeof="mw:Transclusion" data-mw=\'{"parts":[{"template":{"target":{"wt":"cite web"},'
    '"params":{"title":{"wt":"{{a"}}}}]}\'>'
)
PIECES = (
    '<div class="mw-parser-output">',
    "<p>",
    "</p>",
    "<ul><li>",
    "</li></ul>",
    "</div>",
    "<b>",
    "</b>",
    "<br/>",
    "<h2>Fall</h2>",
    "<h2>References</h2>",
    '<sup class="reference"><a href="#cite_note-1">[1]</a></sup>',
    '<sup class="reference"><a href="#cite_note-x-2">[note 1]</a></sup>',
    '<sup class="reference">[1]</sup>',
    "<sup>2</sup>",
    '<ol class="references">',
    '<li id="cite_note-1">',
    '<li id="cite_note-x-2"><span class="reference-text">',
    "</li>",
    "</ol>",
    '<cite class="citation" id="CITEREFLee2001">',
    "</cite>",
    '<span class="Z3988" title="rft.atitle=Wall&amp;rft.au=Lee&amp;rft_id=https://a.example/"></span>',
    '<a href="#CITEREFLee2001">Lee 2001</a>',
    '<a href="https://a.example/wall">',
    '<a href="https://web.archive.org/web/1/https://a.example/wall">',
    "</a>",
    '<table class="infobox"><tr><th>Date</th><td>',
    "<table><tr><th>Hall</th></tr><tr><td rowspan=2>",
    "<td colspan=3>",
    "</td></tr></table>",
    "<caption>",
    "<figure><figcaption>",
    "</figure>",
    "<blockquote>",
    '<div class="templatequotecite">',
    TRANSCLUSION,
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<",
    ">",
    "</",
    '="',
    "'",
    '<a b="',
    "&amp;",
    "&nbsp;",
    "&#0;",
    "&#10;",
    "&lt",
    "\r\n",
    "\n",
    "\u2028",
    "\ue000",
    "\ue0000;",
    "\u200b",
    " data-citecheck=0 ",
    "<![CDATA[",
    "The wall fell. ",
    "Nine men came in 1901. ",
    "漢字。",
    "é",
)
SETTINGS = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str) -> Article | None:
    try:
        return read_text(text, "a", format="mediawiki-html", language="en")
    except ArticleError:
        return None


def check(article: Article) -> None:
    text = article.text
    positions = [c.position for c in article.claims] + [r.position for r in article.references]
    positions += [marker for r in article.references for marker in r.markers]
    for position in positions:
        assert 0 <= position.start < position.end <= len(text)
        before = re.split(r"\r\n|\n|\r", text[: position.start])
        assert (position.line, position.column) == (len(before), len(before[-1]) + 1) or text[position.start] == "\n"
    for reference in article.references:
        assert text[reference.position.start : reference.position.end] == reference.raw
        assert all(text[marker.start] == "<" for marker in reference.markers)
    for claim in article.claims:
        assert claim.text == claim.text.strip() != ""
    ids = {r.id for r in article.references}
    assert len(ids) == len(article.references)
    assert {x.reference for c in article.claims for x in c.citations} <= ids


@SETTINGS
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_any_html(text):
    article = read(text)

    if article:
        check(article)


@SETTINGS
@given(st.text())
def test_any_text(text):
    article = read(text)

    if article:
        check(article)


@SETTINGS
@given(
    st.lists(
        st.sampled_from(
            ["The wall fell. ", "Nine men came. ", "<p>", "</p>", "<i></i>", "\n", "<!-- a < b -->", "<br>"]
        ),
        max_size=20,
    )
)
def test_plain_sentences_are_found_where_they_stand(pieces):
    text = "<body>" + "".join(pieces)
    article = read(text)

    if article:
        for claim in article.claims:
            there = text[claim.position.start : claim.position.end]
            shown = re.sub(r"<br>", "; ", re.sub(r"<!--.*?-->|<i></i>|</?p>", "", there))
            assert re.sub(r"\W+", " ", shown) == re.sub(r"\W+", " ", claim.text)


HOSTILE = {
    "blocks": "<div>",
    "inline elements": "<b>",
    "lists": "<ul><li>x",
    "tables": "<table><tr><td>x",
    "headings": "<h2>x",
    "markers inside markers": '<sup class="reference">[1]',
    "markers": '<sup class="reference"><a href="#cite_note-1">[1]</a></sup>',
    "attributes without end": '<a href="',
    "tags without end": "<a b=",
    "less-than signs": "<",
    "comments": "<!-- ",
    "entries": '<li id="cite_note-1"><a href="#cite_ref-1">^</a> x',
    "citations": "<cite>x",
    "spans": '<span class="Z3988" title="rft.atitle=x">',
    "scripts": "<script>",
    "titles": "<title>x",
    "cells": "<tr><td rowspan=999>aaaa bbb<td rowspan=999>b",
    "entities": "&amp;&#1234567;&x",
    "end tags": "</div></b></p>",
    "anchors": '<a href="#CITEREFx">x</a><span id="CITEREFx">',
    "infoboxes": '<table class="infobox"><tr><th>a</th><td>b',
    "layout": "<table><tr><td><h2>x</h2>",
    "captions": "<figure><figcaption><table><tr><td>",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_html_is_read(piece):
    """With square time these would take minutes."""
    text = f"<body><p>The wall fell.</p>{piece * (40_000 // len(piece))}<ol class='references'>{piece * 100}</ol>"
    article = read(text)

    assert article is not None
    assert "The wall fell." in {claim.text for claim in article.claims}
