import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from citecheck.errors import ArticleError, ConfigError
from citecheck.model import Article, Exchange, Failure, Stage, Visit
from citecheck.reading import expand, read_articles

API = "https://{site}/w/rest.php/v1"
SOURCE = "Five men left.<ref>{{cite web |title=T |url=http://x.example/}}</ref>\n"


def served(body: bytes, status: int = 200) -> Visit:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    return Visit("u", (Exchange("u", b"", b"", status, "Reason", (), body, "192.0.2.1", now, 0.1),))


def read(name: str, answer: Visit | Failure) -> tuple[Article, list[str]]:
    asked: list[str] = []

    def obtain(url: str) -> Visit | Failure:
        asked.append(url)
        return answer

    [article] = read_articles([name], obtain, API)
    return article, asked


def refuse(url: str) -> Visit | Failure:
    raise AssertionError(f"{url} is fetched")


def test_a_title_is_read_through_the_wiki_s_api() -> None:
    body = json.dumps({"title": "X", "latest": {"id": 5}, "source": SOURCE}).encode()

    article, asked = read("wiki:fr:X", served(body))

    assert asked == ["https://fr.wikipedia.org/w/rest.php/v1/page/X"]
    assert (article.revision, article.language, len(article.references)) == ("5", "fr", 1)


def test_any_other_address_is_read_as_what_it_holds() -> None:
    article, asked = read("http://x.example/a.wikitext", served(SOURCE.encode()))

    assert asked == ["http://x.example/a.wikitext"]
    assert article.path == "http://x.example/a.wikitext"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Failure(Stage.FETCH, "timeout", "no answer in 20 s"), "cannot be fetched: no answer in 20 s"),
        (served(b"", 404), "answered 404 Reason"),
        (served(b"\xff\xfe\xfd"), "not UTF-8"),
        (served(b"no references here at all.\n"), "no references"),
    ],
)
def test_what_cannot_be_read_is_told(answer: Visit | Failure, told: str) -> None:
    with pytest.raises(ArticleError, match=told):
        read("http://x.example/a.wikitext", answer)


def test_files_and_articles_are_not_fetched(tmp_path: Path) -> None:
    file = tmp_path / "a.wikitext"
    file.write_text(SOURCE)

    [first, second] = read_articles([file, *read_articles([str(file)], refuse, API)], refuse, API)

    assert first == second


def test_none_at_all_is_a_wrong_call() -> None:
    with pytest.raises(ConfigError, match="no article is named"):
        read_articles([], refuse, API)


def test_globs_are_expanded_and_everything_else_stays(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "c.txt"):
        (tmp_path / name).write_text("x")

    found = expand([f"{tmp_path}/*.md", "wiki:en:What?", "http://x.example/?q=*", "plain.md", "plain.md"])

    assert found == [
        f"{tmp_path}/a.md",
        f"{tmp_path}/b.md",
        "wiki:en:What?",
        "http://x.example/?q=*",
        "plain.md",
    ]


def test_a_glob_that_matches_nothing_is_told() -> None:
    with pytest.raises(ArticleError, match="no file matches"):
        expand(["/nowhere/*.md"])
