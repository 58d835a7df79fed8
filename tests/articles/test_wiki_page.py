import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.articles.wiki_page import WikiPage, read_wiki_page, wiki_page
from citecheck.errors import ArticleError

API = "https://{site}/w/rest.php/v1"
SOURCE = "Five men left.<ref>{{cite web |title=T |url=http://x.example/}}</ref>\n"


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("wiki:fr:Combat d'Elakla", "https://fr.wikipedia.org/w/rest.php/v1/page/Combat_d%27Elakla"),
        ("wiki:Battle of X", "https://en.wikipedia.org/w/rest.php/v1/page/Battle_of_X"),
        ("wiki:de:A/B?", "https://de.wikipedia.org/w/rest.php/v1/page/A%2FB%3F"),
        (
            "https://en.wikipedia.org/wiki/Battle_of_X#Aftermath",
            "https://en.wikipedia.org/w/rest.php/v1/page/Battle_of_X",
        ),
        ("https://fr.m.wikipedia.org/wiki/%C3%89lan", "https://fr.wikipedia.org/w/rest.php/v1/page/%C3%89lan"),
        ("https://en.wikinews.org/wiki/X", "https://en.wikinews.org/w/rest.php/v1/page/X"),
        (
            "https://en.wikipedia.org/w/index.php?title=X&oldid=12345",
            "https://en.wikipedia.org/w/rest.php/v1/revision/12345",
        ),
        (
            "https://en.wikipedia.org/w/index.php?title=X&diff=12345",
            "https://en.wikipedia.org/w/rest.php/v1/revision/12345",
        ),
        (
            "https://en.wikipedia.org/wiki/Special:Permalink/12345",
            "https://en.wikipedia.org/w/rest.php/v1/revision/12345",
        ),
        ("https://zh.wikipedia.org/zh-tw/X", "https://zh.wikipedia.org/w/rest.php/v1/page/X"),
        ("https://zh-yue.wikipedia.org/wiki/X", "https://zh-yue.wikipedia.org/w/rest.php/v1/page/X"),
    ],
)
def test_a_title_or_address_leads_to_the_page_s_source(name: str, url: str) -> None:
    page = wiki_page(name)

    assert page is not None
    assert page.api_url(API) == url


@pytest.mark.parametrize(
    "name", ["a.wikitext", "https://x.example/wiki/X", "https://wikipedia.org.x.example/wiki/X", "wikis"]
)
def test_anything_else_is_no_wiki_page(name: str) -> None:
    assert wiki_page(name) is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("wiki:", "name a page"),
        ("https://en.wikipedia.org/", "names no page"),
        ("https://en.wikipedia.org/w/index.php?title=X&oldid=x", "no revision number"),
        ("https://[en.wikipedia.org/wiki/X", "not a web address"),
    ],
)
def test_what_begins_like_one_and_names_none_is_told(name: str, told: str) -> None:
    with pytest.raises(ArticleError, match=told):
        wiki_page(name)


def test_an_article_has_its_title_language_and_revision() -> None:
    page = WikiPage("wiki:fr:X", "fr.wikipedia.org", "fr", "X")

    article = read_wiki_page(page, json.dumps({"title": "Le X", "latest": {"id": 77}, "source": SOURCE}))

    assert (article.path, article.title, article.language, article.revision) == ("wiki:fr:X", "Le X", "fr", "77")
    assert [reference.url for reference in article.references] == ["http://x.example/"]


def test_an_old_revision_is_the_one_asked_for() -> None:
    page = WikiPage("u", "en.wikipedia.org", "en", "X", "12")

    article = read_wiki_page(page, json.dumps({"id": 12, "page": {"title": "X then"}, "source": SOURCE}))

    assert (article.title, article.revision) == ("X then", "12")


@pytest.mark.parametrize(
    ("served", "told"),
    [
        (
            json.dumps({"title": "X", "latest": {"id": 1}, "source": "#WEITERLEITUNG [[Ziel|das]]"}),
            "a redirect; name the page that it leads to, 'Ziel'",
        ),
        ("<html>", "did not answer with a page's source"),
        ("[]", "did not answer"),
        ('{"source": "x"}', "did not answer"),
        ('{"source": 5, "latest": {"id": 1}}', "not wikitext"),
        ('{"source": "{}", "latest": {"id": 1}, "content_model": "json"}', "'json', not wikitext"),
        ('{"source": " ", "latest": {"id": 1}}', "is empty"),
    ],
)
def test_an_answer_that_is_no_page_is_told(served: str, told: str) -> None:
    with pytest.raises(ArticleError, match=told):
        read_wiki_page(WikiPage("wiki:X", "en.wikipedia.org", "en", "X"), served)


@given(st.text(max_size=60))
def test_no_name_raises_anything_else(name: str) -> None:
    for prefix in ("", "wiki:", "https://en.wikipedia.org/"):
        with suppress(ArticleError):
            wiki_page(prefix + name)
