import pytest
from health_corpus import exchange, reference

from citecheck.documents import diagnose, read_document
from citecheck.documents.sibling import is_suspicious, likeness, sibling_of
from citecheck.model import Document, Health, Reference, Visit

ADDRESS = "https://post.example/news/2020/ferry-aground"
SHELL = "<title>The Post</title><main><h1>Today</h1><p>{}</p></main>".format(
    "Harbour dues rise. The lighthouse opens again. The bakery on the quay has new owners, and the choir a new hall. "
    * 3
)


def visit(html: str, url: str = ADDRESS) -> Visit:
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return Visit(url, (exchange(url, 200, html.encode(), headers),))


def read(html: str) -> Document:
    document = read_document(visit(html))
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    ("url", "kept", "replaced"),
    [
        ("https://a.example/news/ferry-aground", "https://a.example/news/", "ferry"),
        ("https://a.example/2019/02/22/ferry.html", "https://a.example/2019/02/22/", "ferry"),
        ("https://a.example/questions/1234/ferry", "https://a.example/questions/", "1234"),
        ("https://a.example/article.php?id=12&lang=fr", "https://a.example/article.php?id=", "12"),
        ("https://a.example/a/b12/", "https://a.example/a/", "b12"),
    ],
)
def test_a_sibling_is_of_the_same_part_of_the_site_and_of_no_page(url: str, kept: str, replaced: str) -> None:
    sibling = sibling_of(url)

    assert sibling is not None
    assert sibling.startswith(kept)
    assert replaced not in sibling.removeprefix(kept)
    assert sibling == sibling_of(url)


def test_a_sibling_keeps_the_ending() -> None:
    assert (sibling_of("https://a.example/x/ferry.html") or "").endswith(".html")
    assert (sibling_of("https://a.example/x/ferry/") or "").endswith("/")


def test_a_home_page_has_no_sibling() -> None:
    assert sibling_of("https://a.example/") is None


def test_the_same_answer_to_an_address_that_cannot_exist_is_a_soft_404() -> None:
    page = visit(SHELL)

    alone = diagnose(page, read(SHELL), reference(ADDRESS, "Ferry aground"))
    beside = diagnose(page, read(SHELL), reference(ADDRESS, "Ferry aground"), sibling=read(SHELL))

    assert alone.health is Health.OK
    assert beside.health is Health.SOFT_404
    assert "cannot exist" in beside.sign


def test_another_answer_is_none() -> None:
    other = read("<title>The Post</title><p>We have no such page, and are sorry for it. Try the search above.</p>")

    found = diagnose(visit(SHELL), read(SHELL), reference(ADDRESS, "Ferry aground"), sibling=other)

    assert found.health is Health.OK


@pytest.mark.parametrize(
    "html",
    [
        f"<title>Ferry aground off Tolvery</title>{SHELL}",
        f'<meta property="article:published_time" content="2020-03-01T10:00:00Z">{SHELL}',
    ],
)
def test_the_cited_page_and_an_article_are_neither_suspicious_nor_condemned(html: str) -> None:
    cited = reference(ADDRESS, "Ferry aground")

    assert not is_suspicious(read(html), cited)
    assert diagnose(visit(html), read(html), cited, sibling=read(html)).health is Health.OK


def test_a_page_that_bears_another_title_is_suspicious() -> None:
    assert is_suspicious(read(SHELL), reference(ADDRESS, "Ferry aground"))


def test_likeness_counts_chinese_by_the_character() -> None:
    first, second = read("<p>渡轮在托尔维岛附近搁浅无人受伤</p>"), read("<p>港口费明春上涨一成商会表示反对</p>")

    assert likeness(first, first) == 1.0
    assert likeness(first, second) == 0.0


def test_several_sources_with_one_target_are_soft_404s() -> None:
    landing = "https://post.example/welcome/all"
    page = Visit(ADDRESS, (exchange(ADDRESS, 302), *visit(SHELL, landing).exchanges))
    fellow = Reference("2", reference(None).position, title="Choir wins a prize", url="https://post.example/choir")
    twin = Reference("3", reference(None).position, title="Ferry aground", url="https://post.example/old/ferry")
    cited = reference(ADDRESS, "Ferry aground")

    found = diagnose(page, read(SHELL), cited, fellows=[fellow])

    assert found.health is Health.SOFT_404
    assert "Choir wins a prize" in found.sign
    assert diagnose(page, read(SHELL), cited, fellows=[twin]).health is Health.OK
    assert diagnose(page, read(SHELL), cited).health is Health.OK
