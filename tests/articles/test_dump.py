import bz2
import gzip
import sys
from pathlib import Path

import pytest

from citecheck.articles.dump import is_dump, read_dump
from citecheck.errors import ArticleError

DUMP = Path(__file__).parent.parent / "corpus" / "dumps" / "two-articles.xml"


@pytest.fixture(params=["xml", "xml.bz2", "xml.gz"])
def dump(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    pack = {"xml": bytes, "xml.bz2": bz2.compress, "xml.gz": gzip.compress}[request.param]
    path = tmp_path / f"wiki.{request.param}"
    path.write_bytes(pack(DUMP.read_bytes()))
    return str(path)


def test_articles_come_with_their_last_revision_and_other_pages_do_not(dump: str) -> None:
    pages = list(read_dump(dump))

    assert [page.title for page in pages] == ["Combat du gué", "Sans source", "Retour du gué"]
    assert [page.revision for page in pages] == ["12", "41", "51"]
    assert {page.language for page in pages} == {"fr"}


def test_a_page_is_read_as_an_article(dump: str) -> None:
    article = next(read_dump(dump)).read()

    assert article.path == f"{dump}#Combat du gué"
    assert (article.title, article.language, article.revision) == ("Combat du gué", "fr", "12")
    assert article.references[0].url == "http://a.example/1"


def test_a_dump_is_told_from_other_files(dump: str, tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<article/>")
    (tmp_path / "broken.xml.bz2").write_bytes(b"no bzip2")

    assert is_dump(dump)
    assert not is_dump(str(tmp_path / "other.xml"))
    assert not is_dump(str(tmp_path / "broken.xml.bz2"))
    assert not is_dump(str(tmp_path / "none.xml"))
    assert not is_dump("wiki:fr:X")


@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_what_comes_before_the_damage_is_given(kept: float, tmp_path: Path) -> None:
    whole = DUMP.read_bytes()
    path = tmp_path / "cut.xml"
    path.write_bytes(whole[: int(len(whole) * kept)])
    pages = read_dump(str(path))

    assert next(pages).title == "Combat du gué"
    with pytest.raises(ArticleError, match=r"cut\.xml: the dump is damaged"):
        list(pages)


def test_without_mwxml_the_message_says_what_to_install(dump: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mwxml", None)

    with pytest.raises(ArticleError, match="extra 'dump'"):
        next(read_dump(dump))
