"""Web pages: footnotes of any make, links to other sites, lists of sources."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from article_checks import at, check, cited, read
from citecheck.articles import read_article, read_text
from citecheck.model import Article, ClaimKind

CORPUS = Path(__file__).parents[1] / "corpus" / "articles" / "harbour-fire.html"


def html(body: str, head: str = "") -> Article:
    article = read_text(f"<html><head>{head}</head><body>{body}</body></html>\n", "a.html", language="en")
    check(article)
    return article


@pytest.fixture(scope="module")
def page() -> Article:
    return read_article(CORPUS)


def test_what_the_page_says_of_itself(page):
    assert (page.title, page.language, page.format) == ("Fire in the harbour", "en", "html")
    check(page)


def test_references(page):
    by_id = {r.id: r for r in page.references}
    one, two, listed = by_id["1"], by_id["2"], by_id["link 1"]

    assert list(by_id) == ["1", "2", "3", "9", "link 1"]
    assert (one.name, one.title, one.site, one.date, one.url) == (
        "fn1",
        "Fire at sea",
        "The Gazette",
        "2019",
        "https://gazette.example/2",
    )
    assert one.authors[0].name == "Ann Lee"
    assert one.raw.startswith('<li id="fn1">')
    assert at(page, "1") == ['<a href="#fn1" id="back1">1</a>', '<a href="#fn1"><sup>1</sup></a>']
    assert (two.title, two.date, two.url) == ("Title B", "2001-05-04", "https://b.example/")
    assert two.archive_url == "https://web.archive.org/web/2019/https://b.example/"
    assert (by_id["3"].name, by_id["3"].title) == ("n3", "Title C")
    assert not by_id["9"].defined
    assert (listed.title, listed.url, listed.cited) == ("Quay Press", "https://gazette.example/1?a=1&b=2", 1)
    assert listed.raw.startswith("<li>Orr")


def test_claims_and_what_they_cite(page):
    assert cited(page) == [
        ("The fire began at dawn.", ["1"]),
        ("Nine men died, the Gazette wrote.", ["link 1", "(2)"]),
        ("It went out.", ["(2)"]),
        ("Nobody knows why.", ["2"]),
        ("The mayor left in May & came back", ["1"]),
        ("Two stayed, they said.", []),
        ("Hall: 9; Lost: 12 cranes", ["3"]),
        ("Nothing is left.", ["9"]),
    ]
    assert [c.section for c in page.claims][3:5] == [(), ("After",)]
    assert page.claims[6].kind is ClaimKind.TABLE
    assert page.text[page.claims[0].position.start :].startswith("The fire began at&nbsp;dawn.")


def test_the_article_is_found_among_the_rest():
    article = html(
        '<div>Menu <a href="https://a.example/">x</a>.</div><article>Short.</article><article><p>The wall fell '
        '<a href="https://b.example/">that night</a>.</p><aside>Aside.</aside></article><p>Behind.</p>'
    )

    assert cited(article) == [("The wall fell that night.", ["link 1"])]


def test_contents_and_links_back_are_no_markers():
    article = html(
        '<ul><li><a href="#s">1</a></li></ul><h2 id="s">S</h2><p>It fell.'
        '<a id="r" href="#n" role="doc-noteref">1</a></p>'
        '<div id="n"><p>Lee. "T". <a href="#r">1</a> <a href="#r" role="doc-backlink">back</a></p></div>'
    )

    assert [(r.id, r.title, r.cited) for r in article.references] == [("1", "T", 1)]
    assert cited(article) == [("It fell.", ["1"])]


def test_notes_may_have_any_element_and_number():
    article = html(
        '<p>A one<a href="#x">†</a> and two<sup><a href="#y">[7]</a>,<a href="#z">7</a></sup> came.</p>'
        '<table><tr id="x"><td>†</td><td>"X".</td></tr></table>'
        '<p><span id="y">7</span> "Y".</p><aside id="z">"Z".</aside>'
    )

    assert [(r.id, r.title) for r in article.references] == [("1", "X"), ("7", "Y"), ("3", "Z")]
    assert cited(article)[0] == ("A one and two came.", ["1", "7", "3"])


def test_a_list_of_sources_is_cited_by_number():
    article = html('<p>It fell [5]. It rose [9].</p><h2>Sources</h2><ol start="4"><li>"A".<li>"B".</ol>')

    assert [(r.id, r.title, r.cited) for r in article.references] == [("4", "A", 0), ("5", "B", 1)]
    assert cited(article) == [("It fell.", ["5"]), ("It rose [9].", [])]


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>T</title>", "<h1>H <b>1</b></h1>x", "H 1"),
        ('<title>T</title><meta property="og:title" content="O &amp; P">', "x", "O & P"),
        ("<title>T</title>", "x", "T"),
        ("", "x", "a"),
    ],
)
def test_the_title(head, body, title):
    assert html(body, head).title == title


@pytest.mark.parametrize("text", ["<!DOCTYPE html>\n<p>A.\n", "<html lang=fr>\n<p>A.\n"])
def test_html_is_known_by_its_content(text):
    assert read_text(text, "a.txt").format == "html"


PIECES = (
    "<p>", "</p>", "<li id=n1>", "</li>", "<ol>", "</ol>", "<ul>", "<a href=\"#n1\">", "<a href='#n2'>", "1",
    "</a>", "<sup>", "</sup>", "<a href=\"https://a.example/\">", "<h1>", "</h1>", "<h2>", "</h2>", "References",
    "<table>", "<tr>", "<th>", "<td>", "</table>", "<div id=n2>", "</div>", "<main>", "</main>", "<article>",
    "<!--", "-->", "<script>", "</script>", "<br>", "<pre>", "&amp;", "&nbsp;", "&#x", "<", ">", "\"",
    "The wall fell. ", "Nine men. ", "https://b.example/c ", "[1]", "漢字。", "\n", "\r\n", "<img>", "<title>",
    "<p hidden>", "<a name=n1>", "\u2028", "\ue000", "<a role=\"doc-noteref\" href=\"#n3\">",
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_any_text(text):
    article = read(text, "html")

    if article:
        check(article)


@pytest.mark.parametrize(
    "piece",
    [
        "<p>", "<div>", "<a href='#x'>", "<a href='#x'>1</a>", "<li id=x>", "<ol><li>", "<table><tr><td>",
        "<tr><th>a", "<", "<!--", "<h2>References</h2><li>a", "<a href=https://x.example>a", "</p>", "<b ",
        "<sup>[", "&amp;", "https://a.example ", "[1]",
    ],
)  # fmt: skip
def test_hostile_text_is_read(piece):
    """With square time these would take minutes."""
    assert read("<main>The wall fell.<p id=x>" + piece * (40_000 // len(piece)), "html") is not None
