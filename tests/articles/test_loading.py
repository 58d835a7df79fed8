"""Files that are articles, and files that are not: one clear line each."""

import pytest

from citecheck.articles import read_article, read_text
from citecheck.articles.loading import MAX_BYTES
from citecheck.errors import ArticleError

TEXT = "The wall fell.<ref>Lee</ref>\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
)
def test_encodings_that_are_read(tmp_path, content):
    path = tmp_path / "a.wikitext"
    path.write_bytes(content)

    assert read_article(path).text == TEXT


def test_line_ends_are_kept(tmp_path):
    path = tmp_path / "a.wikitext"
    path.write_bytes(b"The wall fell.\r\n\r\nIt rose.\r\n")

    article = read_article(path)
    assert article.text == "The wall fell.\r\n\r\nIt rose.\r\n"
    assert [c.position.line for c in article.claims] == [1, 3]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the article is empty"),
        (b" \n\t\n", "the article is empty"),
        (b"\xef\xbb\xbf", "the article is empty"),
        (b"text\0text\n", "NUL at character 4"),
        (b"caf\xe9 au lait\n", "byte 3"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        (b"\xff\xfeA", "UTF-16"),
    ],
)
def test_files_that_are_no_article(tmp_path, content, says):
    path = tmp_path / "a.wikitext"
    path.write_bytes(content)

    with pytest.raises(ArticleError) as caught:
        read_article(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_paths_that_are_no_file(tmp_path):
    for path, says in (
        (tmp_path / "none", "no such file"),
        ("-", "--articles-from -"),
        (tmp_path, "a folder"),
        ("a\0b", "cannot be read"),
        ("x" * 5000, "cannot be read"),
    ):
        with pytest.raises(ArticleError, match=says):
            read_article(path)


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path):
    path = tmp_path / "big.wikitext"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 1000)

    with pytest.raises(ArticleError, match="larger than 20 MB"):
        read_article(path)
    with pytest.raises(ArticleError, match="larger than 20 MB"):
        read_text("a" * (MAX_BYTES + 1), "big")


def test_a_string_with_a_line_break_is_the_article_itself():
    assert read_article(TEXT).path == "<text>"


@pytest.mark.parametrize(
    ("text", "path", "format_name"),
    [
        (TEXT, "a.wikitext", "wikitext"),
        (TEXT, "A.WIKI", "wikitext"),
        (TEXT, "a.txt", "wikitext"),
        ("A [[link]] here.\n", "a", "wikitext"),
        ("== Heading ==\nText here.\n", "a.txt", "wikitext"),
        ("Title\n\nPlain text here.\n", "a.txt", "mirror-text"),
        (TEXT, "a.mirror.txt", "mirror-text"),
    ],
)
def test_the_format_is_told_by_suffix_or_content(text, path, format_name):
    assert read_text(text, path).format == format_name


def test_the_format_can_be_named():
    assert read_text(TEXT, "a.txt", format="mirror-text").format == "mirror-text"
    with pytest.raises(ArticleError, match=r"unknown format 'pptx'; known are .*wikitext.*, mirror-text"):
        read_text(TEXT, "a.txt", format="pptx")


@pytest.mark.parametrize("text", ["<!DOCTYPE svg>", "%PDF-1.4\n", "<?xml version='1.0'?><a>"])
def test_other_kinds_of_text_are_refused(text):
    with pytest.raises(ArticleError, match="name its format"):
        read_text(text + "\n", "a.txt")


def test_the_language_is_given_or_recognised():
    text = "Le mur de la ville est tombé le matin, après un siège de neuf jours.\n"

    assert read_text(text, "a.txt").language == "fr"
    assert read_text(text, "a.txt", language="de").language == "de"
    assert read_text("12\n", "a.txt").language is None
