"""``citecheck snapshots``: what it prints, what it ends with."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citecheck.cli import citecheck
from visits import archive, hop, later, page, visit

STORY = "http://daily.example/story"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with archive(tmp_path / "archive") as keeping:
        keeping.store(visit(page()))
        keeping.store(visit(hop("http://daily.example/old", "/new", at=later(5)), page("http://daily.example/new")))
    return tmp_path / "archive"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(citecheck, ["snapshots", *map(str, arguments)], standalone_mode=False)


def test_list(folder: Path) -> None:
    done = call("list", "--archive", folder)

    assert done.return_value == 0
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert lines[-1].startswith("2019-02-21T12:00:00Z  200  text/html         http://daily.example/story  citecheck-")
    assert any("/old -> http://daily.example/new " in line for line in lines)


@pytest.mark.parametrize(("url", "found"), [(STORY, 1), ("http://DAILY.example/new#x", 1), ("http://none.example/", 0)])
def test_list_of_a_url(url: str, found: int, folder: Path) -> None:
    done = call("list", url, "--archive", folder)

    assert len(done.stdout.splitlines()) == found
    assert done.return_value == (0 if found else 4)


def test_list_of_what_is_no_url(folder: Path) -> None:
    done = call("list", "story", "--archive", folder)

    assert "only http and https" in str(done.exception)


def test_verify_and_repair(folder: Path) -> None:
    warc = next(folder.glob("*.gz"))
    sound = call("verify", "--archive", folder)
    warc.write_bytes(warc.read_bytes() + b"torn")
    torn = call("verify", "--archive", folder)
    repaired = call("verify", "--repair", "--archive", folder)

    assert (sound.return_value, torn.return_value, repaired.return_value) == (0, 1, 0)
    assert sound.stdout == "3 captures, all sound\n"
    assert torn.stdout.startswith(f"torn         {warc.name}:")
    assert torn.stdout.endswith("1 problem\n")
    assert repaired.stdout.startswith("mended   torn")


def test_verify_says_where_there_is_nothing(tmp_path: Path) -> None:
    result = call("verify", "--archive", tmp_path / "mistyped")

    assert result.return_value == 4
    assert result.stdout == ""
    assert "there is no capture in" in result.stderr


def test_what_cannot_be_mended(folder: Path) -> None:
    warc = next(folder.glob("*.gz"))
    data = bytearray(warc.read_bytes())
    data[600] ^= 0xFF
    warc.write_bytes(data)

    assert call("verify", "--repair", "--archive", folder).return_value == 1


def test_export_and_import(folder: Path, tmp_path: Path) -> None:
    out = call("export", tmp_path / "x.wacz", "--archive", folder)
    into = call("import", tmp_path / "x.wacz", "--archive", tmp_path / "other")
    again = call("import", tmp_path / "x.wacz", tmp_path / "x.wacz", "--archive", tmp_path / "other")

    assert (out.return_value, into.return_value, again.return_value) == (0, 0, 0)
    assert into.stdout == f"{tmp_path / 'x.wacz'}: 3 captures imported\n"
    assert again.stdout == f"{tmp_path / 'x.wacz'}: 0 captures imported, 3 already here\n" * 2
    assert call("verify", "--archive", tmp_path / "other").return_value == 0


def test_an_import_that_leaves_something_out(folder: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(next(folder.glob("*.gz")).read_bytes()[:-300])

    done = call("import", torn, "--archive", tmp_path / "other")

    assert done.return_value == 1
    assert "1 left out" in done.stdout
    assert "left out: from here on the file cannot be read" in done.stderr
