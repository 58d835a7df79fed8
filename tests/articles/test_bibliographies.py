"""BibTeX, CSL-JSON and RIS: references, and no claims."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from article_checks import check, read
from citecheck.articles import read_article, read_text
from citecheck.articles.latex_text import plain_text
from citecheck.errors import ArticleError
from citecheck.model import Article, Reference

CORPUS = Path(__file__).parents[1] / "corpus" / "articles"


def corpus(name: str) -> tuple[Article, dict[str, Reference]]:
    article = read_article(CORPUS / name)
    check(article)
    assert article.claims == ()
    return article, {reference.id: reference for reference in article.references}


def test_bibtex():
    article, by_id = corpus("sources.bib")
    lee, broken = by_id["lee2019"], by_id["6"]

    assert (article.format, article.title) == ("bibtex", "sources")
    assert list(by_id) == ["lee2019", "orr2001", "web", "paper", "web (5)", "6", "last"]
    assert [a.name for a in lee.authors] == ["Ann Lee", "Fire and Flood Board", "Tim van Orr", "José Muñoz"]
    assert (lee.title, lee.site) == ("The Fire at Évreux — “a night”", "The Gazette Weekly")
    assert (lee.date, lee.access_date, lee.language) == ("2019-06-04", "2020-01-02", "en")
    assert lee.url == "https://gazette.example/2?a=1&b=2"
    assert lee.raw.startswith("@article{lee2019,")
    assert lee.raw.endswith("langid = {english},\n}")
    assert (by_id["orr2001"].date, by_id["orr2001"].url) == ("2001-03/2001-05", "https://doi.org/10.1234/abc")
    assert by_id["web"].url == "https://page.example/x"
    assert by_id["paper"].url == "https://arxiv.org/abs/2001.00001"
    assert (by_id["web (5)"].name, by_id["web (5)"].title) == ("web", "The same key")
    assert (broken.title, broken.raw) == (None, "@book{broken, title = {never closed")
    assert by_id["last"].authors[0].literal == "AFP"


def test_bibtex_with_any_line_ends():
    text = (CORPUS / "sources.bib").read_text()
    plain = read_text(text, "a.bib").references
    for ending in ("\r\n", "\r"):
        article = read_text(text.replace("\n", ending), "a.bib")
        check(article)
        assert [(r.id, r.position.line, r.title) for r in article.references] == [
            (r.id, r.position.line, r.title) for r in plain
        ]


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\"{o}\"o{\"o}\"{ o}", "öööö"),
        (r"\c{c} \v s {\H{o}} \'\i{} \.{I}", "ç š ő í İ"),
        (r"\ss{} \O re \l\'od\'z", "ß Øre łódź"),
        (r"50\% of A \& B\_c \{x\} a~b --- c--d", "50% of A & B_c {x} a b — c–d"),
        (r"\emph{The \textbf{End}} $x^2$", "The End $x^2$"),
        ("a {B}  c\n d", "a B c d"),
        ("\\", ""),
    ],
)
def test_latex(latex, text):
    assert plain_text(latex) == text


def test_ris():
    _, by_id = corpus("sources.ris")
    lee = by_id["lee2019"]

    assert list(by_id) == ["lee2019", "2", "3"]
    assert (lee.title, lee.site, [a.name for a in lee.authors]) == (
        "The fire at sea",
        "The Gazette",
        ["Ann Lee", "Tim Orr"],
    )
    assert (lee.date, lee.access_date, lee.language) == ("2019-06-04", "2020-01-02", "fr")
    assert lee.url == "https://gazette.example/2;a=1?b=2"
    assert lee.raw.endswith("ER  -")
    assert (by_id["2"].title, by_id["2"].date, by_id["2"].url) == ("Harbours", "2001", "https://doi.org/10.1234/abc")
    assert by_id["3"].raw == "TY  - GEN\nTI  - No end"


def test_csl_json():
    article, by_id = corpus("sources.csl.json")
    lee = by_id["lee2019"]

    assert (article.format, article.title) == ("csl-json", "sources")
    assert (lee.title, lee.site, lee.language) == ("The fire", "The Gazette", "fr")
    assert [a.name for a in lee.authors] == ["Ann Lee", "AFP", "Tim van Orr"]
    assert (lee.date, lee.access_date) == ("2019-06-04", "2020-01-02")
    assert [by_id[key].date for key in ("7", "3", "5", "6")] == ["2001-03/2001-05", "2019-21", "1900~", "2019-06-14"]
    assert (by_id["4"].title, by_id["4"].raw) == (None, '"not an item"')
    assert json.loads(by_id["7"].raw)["DOI"] == "10.1234/abc"


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "a", "title": "T"}',
        '[{"id": "a", "title": "T"}]',
        ' { "x": [1], "items" : [ {"id": "a", "title": "T"} ] }',
        '{"references": [{"id": "a", "title": "T"}]}',
    ],
)
def test_shapes_of_csl_json(text):
    article = read_text(text + "\n", "a.json")

    check(article)
    assert [(r.id, r.title, json.loads(r.raw)) for r in article.references] == [("a", "T", {"id": "a", "title": "T"})]


@pytest.mark.parametrize(
    "text", ["[]", "[1]", '{"a": 1}', "{", '[{"id": 1}', "[" * 5000, "[" + "1" * 5000 + "]", '{"a"', "[1 2]"]
)
def test_json_that_is_no_bibliography(text):
    with pytest.raises(ArticleError, match=r"a\.json: (not valid JSON|no entries)"):
        read_text(text, "a.json")


@pytest.mark.parametrize(
    ("text", "format_name"),
    [
        ("% remark\n\n@book{a, title={{B}}}\n", "bibtex"),
        ("TY  - BOOK\nTI  - T\nER  - \n", "ris"),
        ('[{"id": 1, "title": "[[T]]"}]\n', "csl-json"),
    ],
)
def test_bibliographies_are_known_by_their_content(text, format_name):
    assert read_text(text, "a.txt").format == format_name


@pytest.mark.parametrize(
    ("text", "path"), [("no entry\n", "a.bib"), ("no record\n", "a.ris"), ("@comment{a}\n", "a.bib")]
)
def test_nothing_in_it(text, path):
    with pytest.raises(ArticleError, match="no entries found"):
        read_text(text, path)


PIECES = {
    "bibtex": (
        "@", "book", "{", "}", "(", ")", ",", "=", "\"", "\n", "\r\n", "key", "title", " # ", "\\",
        "@string{a = {b}}", "a", "@book{k, title={T}, author={A and B, C}}", "%", "and", "year = 1999",
        "month = jan", "\\'e", "url={https://a.example}",
    ),
    "ris": (
        "TY  - BOOK", "\n", "\r\n", "ER  - ", "AU  - A, B", "TI  - T", "UR  - https://a.example", "XX  - x", "text",
        "  ", "TY  -", "PY  - 2019///", "UK  - a", "ID  - k", "\ufeff", "ER  -", "AU  - ,",
    ),
    "csl-json": (
        "[", "]", "{", "}", ",", ":", "\"id\"", "\"title\"", "\"T\"", "1", "null", "\"issued\"",
        "{\"date-parts\": [[2019, 1]]}", "\"author\"", "[{\"family\": \"A\"}]", "{\"id\": 1, \"title\": \"T\"}",
        "\"items\"", "\n", " ", "-1.5e3", "NaN", "\\",
    ),
}  # fmt: skip


@pytest.mark.parametrize("format_name", PIECES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_text(format_name, data):
    pieces = st.sampled_from(PIECES[format_name]) | st.text(max_size=3)
    article = read(data.draw(st.lists(pieces, max_size=30).map("".join)), format_name)

    if article:
        check(article)


values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
nested = st.recursive(
    values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)
names = st.sampled_from(
    ["id", "title", "author", "issued", "accessed", "URL", "DOI", "custom", "language", "container-title"]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.dictionaries(names, nested | st.fixed_dictionaries({"date-parts": nested, "season": nested})), max_size=4
    )
)
def test_any_json(items):
    article = read(json.dumps(items), "csl-json")

    if article:
        check(article)
        assert len(article.references) == len(items)


@pytest.mark.parametrize(
    ("format_name", "piece"),
    [
        ("bibtex", "@book{a,title={"),
        ("bibtex", "@a{b,c={d}}\n"),
        ("bibtex", "{"),
        ("bibtex", '@a{b,c="'),
        ("bibtex", "@a{b,author={A and "),
        ("bibtex", "@"),
        ("ris", "TY  - A\n"),
        ("ris", "TY  - A\nTI  - B\nER  - \n"),
        ("ris", "  \n"),
        ("csl-json", "["),
        ("csl-json", '{"a":'),
        ("csl-json", '"'),
        ("csl-json", '{"id":1,"title":"T"},'),
    ],
)
def test_hostile_text_is_read(format_name, piece):
    """With square time these would take minutes."""
    start = "[" if format_name == "csl-json" else ""
    read(start + piece * (100_000 // len(piece)), format_name)
