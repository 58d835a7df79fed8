"""Markdown: footnotes, links, lists of sources, tables, front matter."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from article_checks import at, check, cited, read
from citecheck.articles import read_article, read_text
from citecheck.model import Article, ClaimKind

CORPUS = Path(__file__).parents[1] / "corpus" / "articles" / "harbour-fire.md"


def markdown(text: str) -> Article:
    article = read_text(text, "a.md", language="en")
    check(article)
    return article


@pytest.fixture(scope="module")
def page() -> Article:
    return read_article(CORPUS)


def test_front_matter_says_title_and_language(page):
    assert (page.title, page.language, page.format) == ("Fire in the harbour", "en", "markdown")
    check(page)


def test_footnotes_have_the_numbers_that_readers_see(page):
    by_id = {r.id: r for r in page.references}

    assert list(by_id) == [
        "1",
        "2",
        "2.2",
        "3",
        "4",
        "5",
        "unused 1",
        "link 1",
        "link 2",
        "link 3",
        "link 4",
        "unused 2",
    ]
    assert (by_id["1"].title, by_id["1"].site, by_id["1"].date) == ("Fire at sea", "The Gazette", "2019")
    assert by_id["1"].authors[0].name == "Ann Lee"
    assert by_id["1"].url == "https://gazette.example/2"
    assert by_id["1"].archive_url == "https://web.archive.org/web/2019/https://gazette.example/2"
    assert (by_id["2"].title, by_id["2"].date, by_id["2.2"].title) == ("Title B", "2001-05-04", "Title C")
    assert by_id["2"].position == by_id["2.2"].position
    assert by_id["2"].raw.endswith("[Title C](https://c.example/).")
    assert not by_id["3"].defined
    assert (by_id["5"].title, by_id["5"].raw) == (
        "The title",
        "^[In: [The title](https://inline.example/), The Paper.]",
    )
    assert (by_id["unused 1"].name, by_id["unused 1"].cited) == ("never", 0)


def test_links_are_references_too(page):
    by_id = {r.id: r for r in page.references}

    assert (by_id["link 1"].title, by_id["link 1"].url) == ("Nine dead", "https://gazette.example/1")
    assert (by_id["link 2"].name, by_id["link 2"].title) == ("ref", "Ref title")
    assert by_id["link 2"].raw == '[ref]: https://ref.example/ "Ref title"'
    assert at(page, "link 2") == ["[in May][ref]"]
    assert at(page, "link 3") == ["https://bare.example/x"]
    assert (by_id["unused 2"].url, by_id["unused 2"].cited) == ("https://other.example/", 0)


def test_claims_and_what_they_cite(page):
    assert cited(page) == [
        ("The fire began at dawn.", ["1"]),
        ("Nine men died, the Gazette wrote.", ["link 1", "(2)", "(2.2)"]),
        ("It went out.", ["(2)", "(2.2)"]),
        ("Nobody knows why.", ["2", "2.2"]),
        ("The mayor left in May and code * x.", ["link 2", "2", "2.2", "3"]),
        ("See, he said.", ["link 3", "link 4"]),
        ("one man saw it", ["4"]),
        ("two left by boat.", ["5"]),
        ("Hall: 9; Lost: 12 | 13 cranes", ["2", "2.2", "(1)"]),
        ("Hall: 10; Lost: two", ["(1)"]),
    ]
    assert page.claims[0].section == ()
    assert page.claims[4].section == ("After & later",)
    assert [c.kind for c in page.claims[-2:]] == [ClaimKind.TABLE] * 2
    assert page.text[page.claims[0].position.start : page.claims[0].position.end] == "The fire began at dawn."
    assert (page.claims[2].position.line, page.claims[2].position.column) == (8, 1)


def test_a_footnote_defined_twice_is_the_first_and_the_other_is_not_lost():
    article = markdown('It fell.[^a]\n\n[^a]: "One".\n\n[^a]: "Two".\n')

    assert [(r.id, r.name, r.title, r.cited) for r in article.references] == [
        ("1", "a", "One", 1),
        ("unused 1", "a (2)", "Two", 0),
    ]


def test_a_link_cites_for_its_own_sentence_only():
    article = markdown("A wall fell. Nine [men](https://a.example) came. They left.\n")

    assert cited(article) == [("A wall fell.", []), ("Nine men came.", ["link 1"]), ("They left.", [])]


def test_one_address_is_one_reference():
    article = markdown("One [a](https://a.example/). Two [b](https://a.example/) <https://a.example/>.\n")

    assert [(r.id, r.cited) for r in article.references] == [("link 1", 3)]


def test_links_that_cite_nothing():
    article = markdown(
        "A [b](#c) [d](e.md) [f](mailto:g@h.example) [![badge](https://i.example/i.png)](https://ci.example) wall.\n"
    )

    assert article.references == ()
    assert cited(article) == [("A b d f wall.", [])]


def test_a_number_as_a_link_is_a_marker_for_all_before_it():
    article = markdown(
        "A wall fell. It rose.[[7]](https://a.example) It shook. Then [9][]!\n\n[9]: https://b.example\n"
    )

    assert cited(article) == [("A wall fell.", ["(7)"]), ("It rose.", ["7"]), ("It shook.", ["(9)"]), ("Then!", ["9"])]


def test_a_listed_source_is_cited_by_its_number_or_its_address():
    article = markdown(
        "It fell [2]. It [rose](https://b.example/x) [3].\n\n## References\n\n"
        '1. Lee, Ann (2001). "A". *The Paper*. <https://b.example/x>\n2. "B". The Paper.\n'
    )

    assert cited(article) == [("It fell.", ["2"]), ("It rose [3].", ["1"])]
    assert [(r.id, r.title, r.cited) for r in article.references] == [("1", "A", 1), ("2", "B", 1)]


def test_html_in_markdown():
    article = markdown(
        'A <b>wall</b> <a href="https://a.example/?b=1&amp;c=2">fell</a>.<br>It rose.\n\n<div>\nNo claim.\n</div>\n'
    )

    assert [r.url for r in article.references] == ["https://a.example/?b=1&c=2"]
    assert cited(article) == [("A wall fell.", ["link 1"]), ("It rose.", [])]


@pytest.mark.parametrize(
    ("front", "title", "language"),
    [
        ("+++\ntitle = 'T: 1'\nlanguage = 'fr'\n+++\n", "T: 1", "fr"),
        ("---\r\ntitle: T # remark\r\nlang: 'pt_BR'\r\n---\r\n", "T", "pt"),
        ("---\ntitle: |\n  T\nnested:\n  lang: de\n...\n", "H", None),
        ("+++\nnot toml\n+++\n", "H", None),
        ("---\nno end\n", "H", None),
        ("", "H", None),
    ],
)
def test_front_matter(front, title, language):
    article = read_text(f"{front}\n# H\n\n12.\n", "a_file.md")

    assert (article.title, article.language) == (title, language)


def test_without_any_title_the_file_gives_it():
    assert read_text("Text.\n", "a/harbour_fire.md").title == "harbour fire"


@pytest.mark.parametrize(
    "text",
    ["# Head\n\nText.\n", "A [b](https://c.example).\n", "A.[^1]\n\n[^1]: b\n", "---\ntitle: T\n---\nA {{b}}.\n"],
)
def test_markdown_is_known_by_its_content(text):
    assert read_text(text, "a.txt").format == "markdown"


PIECES = (
    "[^a]", "\n[^a]: ", "^[", "[", "](https://a.example)", "](", ")", "]", "][r]", "\n[r]: https://r.example\n", "*",
    "**", "_", "`", "\n```\n", "\n\n", "\n", "\r\n", "> ", "- ", "1. ", "\n# H\n", "\n## References\n",
    "\n| a | b |\n|---|---|\n| c | ", " | ", "\\|", "\\", "&amp;", "<br>", "<a href='https://b.example'>", "</a>",
    "<!--", "-->", "![", "https://c.example/d", "<https://e.example>", "\n---\n", "---\ntitle: x\n---\n", "\n    ",
    "\t", "The wall fell. ", "Nine men. ", "漢字。", "\u00a0", "\u2028", "[1]", "~~", "é",
)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("\x1f\n[r]: https://r.example\n")
@example("\x1f\n[r]: https://r.example\n\n[^a]: ")
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join))
def test_any_text(text):
    article = read(text, "markdown")

    if article:
        check(article)


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "^[", "[^a]", "[a](", "`", "**a ", "_a", "> ", "- ", "<a href='x'>", "<!-- ", "<", "&", "\\", "|",
     "| a ", "[a](http://x)", "https://a.example ", "\n[^a]: b", "\n1. a", "a\n\n", "\n    - ", "~~"],
)  # fmt: skip
def test_hostile_text_is_read(piece):
    """With square time these would take minutes."""
    assert read("The wall fell.\n\n" + piece * (40_000 // len(piece)), "markdown") is not None
