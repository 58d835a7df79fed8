"""Writing an article back into its file."""

import os
from pathlib import Path

import pytest

from citecheck.errors import ArticleError
from citecheck.patching import ArticleFile


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encoding_line_ends_and_permissions_stay(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.wikitext"
    path.write_bytes("été\r\nautomne\n".encode(encoding))
    path.chmod(0o640)

    ArticleFile.read(str(path)).write("hiver\r\n")

    assert path.read_bytes() == "hiver\r\n".encode(encoding)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["a.wikitext"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.wikitext"
    path.write_text("one")
    read = ArticleFile.read(str(path))
    path.write_text("two")

    with pytest.raises(ArticleError, match="changed while it was patched"):
        read.write("three")

    assert path.read_text() == "two"
    assert [each.name for each in tmp_path.iterdir()] == ["a.wikitext"]


def test_a_file_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.wikitext"
    path.write_text("one")
    read = ArticleFile.read(str(path))
    path.unlink()

    with pytest.raises(ArticleError, match="cannot be written"):
        read.write("three")

    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("one")
    (tmp_path / "link").symlink_to("real")

    ArticleFile.read(str(tmp_path / "link")).write("two")

    assert (tmp_path / "real").read_text() == "two"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    read = ArticleFile.read(str(tmp_path / "a"))
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ArticleError, match="cannot be written"):
            read.write("two")
    finally:
        tmp_path.chmod(0o700)
