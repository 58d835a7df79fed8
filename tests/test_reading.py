import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from citecheck.cluster import LocalExecutor
from citecheck.errors import ArticleError, ConfigError
from citecheck.model import Article, Exchange, Failure, Stage, Visit
from citecheck.reading import expand, names_in, read_ahead, read_articles

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


def test_a_page_that_a_wiki_does_not_have_is_named() -> None:
    with pytest.raises(ArticleError, match=r"wiki:fr:X: fr\.wikipedia\.org has no page 'X'"):
        read("wiki:fr:X", served(b"{}", 404))


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


def read_all(*names: str, skip: frozenset[str] = frozenset()) -> list[Article | Failure]:
    with LocalExecutor(1, lambda _: lambda: None, None) as executor:
        return list(read_ahead(names, refuse, API, executor, skip=skip))


def test_many_articles_are_read_one_by_one_and_what_cannot_be_read_stands_in_its_place(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.wikitext" for number in range(12)]
    for path in paths:
        path.write_text(SOURCE)
    paths[3].unlink()
    paths[5].write_text("Nothing is cited here.\n")

    came = read_all(*map(str, paths))

    assert [each.path if isinstance(each, Article) else each.reason for each in came] == [
        "unreadable" if number in (3, 5) else str(path) for number, path in enumerate(paths)
    ]
    assert isinstance(came[3], Failure)
    assert "3.wikitext: no such file" in came[3].detail


def test_articles_that_are_not_wanted_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.wikitext").write_text(SOURCE)

    assert read_all(str(tmp_path / "a.wikitext"), "gone.wikitext", skip=frozenset({"gone.wikitext"})) != []


def test_a_dump_stands_for_its_articles_with_citations() -> None:
    dump = str(Path(__file__).parent / "corpus" / "dumps" / "two-articles.xml")

    streamed, held = read_all(dump), read_articles([dump], refuse, API)

    assert [each.title for each in streamed if isinstance(each, Article)] == ["Combat du gué", "Retour du gué"]
    assert streamed == held


def test_the_damage_of_a_dump_is_told_after_the_articles_before_it(tmp_path: Path) -> None:
    whole = (Path(__file__).parent / "corpus" / "dumps" / "two-articles.xml").read_bytes()
    (tmp_path / "cut.xml").write_bytes(whole[: len(whole) // 2])

    first, trouble = read_all(str(tmp_path / "cut.xml"))

    assert isinstance(first, Article)
    assert isinstance(trouble, Failure)
    assert "damaged" in trouble.detail


def test_a_folder_stands_for_the_articles_in_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.md", "sub/a.wikitext", "b.toml", ".hidden"):
        (tmp_path / name).touch()

    assert expand([str(tmp_path)]) == [str(tmp_path / "b.md"), str(tmp_path / "sub" / "a.wikitext")]
    assert expand([str(tmp_path / "**")]) == expand([str(tmp_path)])


def test_a_list_names_an_article_a_line() -> None:
    assert list(names_in(["a.md\n", "\n", "# not this\n", "  wiki:fr:X \n"])) == ["a.md", "wiki:fr:X"]
