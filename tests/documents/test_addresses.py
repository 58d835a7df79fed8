import pytest

from citecheck.documents.addresses import is_above, is_error, is_home, same_page
from citecheck.documents.signs import titled, worded
from citecheck.documents.titles import names_same_work


@pytest.mark.parametrize("path", ["", "/", "/index.html", "/fr/", "/fr/accueil", "/?utm_source=x"])
def test_home_pages(path: str) -> None:
    assert is_home(f"https://a.example{path}")


@pytest.mark.parametrize("path", ["/x", "/?p=12", "/index.php?id=4", "/#!/story/1", "/fr/x"])
def test_other_pages(path: str) -> None:
    assert not is_home(f"https://a.example{path}")


def test_addresses_that_are_none_are_compared_without_trouble() -> None:
    assert not same_page("https://[bad", "https://a.example/x")
    assert not is_error("https://[bad")


def test_error_pages() -> None:
    assert is_error("https://a.example/404.html")
    assert is_error("https://a.example/fr/page-introuvable")
    assert not is_error("https://a.example/news/404-ways-to-cook")


def test_pages_above() -> None:
    assert is_above("https://www.a.example/news", "https://a.example/news/2020/x")
    assert not is_above("https://a.example/new", "https://a.example/news/2020/x")
    assert not is_above("https://b.example/news", "https://a.example/news/2020/x")
    assert not is_above("https://a.example/", "https://a.example/news")


def test_the_same_page_by_another_spelling() -> None:
    assert same_page("http://a.example/x", "https://www.a.example/x/")
    assert not same_page("http://a.example/x", "http://a.example/y")
    assert not same_page("http://a.example/x?id=1", "http://a.example/x?id=2")


@pytest.mark.parametrize(
    "title", ["404", "Page not found - The Post", "The Post | Page introuvable", "ERROR 404: Not Found", "404错误"]
)
def test_titles_of_error_pages(title: str) -> None:
    assert titled(title, "not_found_titles")


@pytest.mark.parametrize("title", ["404 ways to cook", "A page not found in the archive", "", "Page 404 of the diary"])
def test_titles_of_articles(title: str) -> None:
    assert titled(title, "not_found_titles") is None


@pytest.mark.parametrize(
    "line",
    [
        "Sorry, the page you are looking for does not exist.",
        "Oops! This page can’t be found.",
        "Cette page s’est égarée",
        "La página que buscas ya no existe",
        "Die von Ihnen gesuchte Seite existiert nicht mehr.",
        "La pagina che cerchi non esiste",
        "Esta página não foi encontrada",
        "عذرا، الصفحة التي تبحث عنها غير موجودة",
        "К сожалению, такой страницы больше не существует",
        "На жаль, цю сторінку видалено",
        "抱歉，您访问的页面不存在或已被删除",
    ],
)
def test_sentences_of_error_pages(line: str) -> None:
    assert worded(line, "not_found_patterns")


@pytest.mark.parametrize(
    "line",
    [
        "The document that changed everything",
        "La page se tourne pour l’équipe",
        "Der Artikel 5 des Grundgesetzes",
        "La página más triste del club",
        "Страница истории",
        "",
    ],
)
def test_sentences_of_articles(line: str) -> None:
    assert worded(line, "not_found_patterns") is None


def test_titles_of_one_work() -> None:
    assert names_same_work("Ferry aground off Tolvery", "Ferry runs aground off Tolvery | The Post")
    assert not names_same_work("Ferry aground off Tolvery", "The Tolvery Post: news of the day")
    assert not names_same_work("", "x")
