from pathlib import Path

import pytest

from citecheck.archivers.keys import ACCESS_VARIABLE, SECRET_VARIABLE, Keys, find_keys
from citecheck.errors import ConfigError

INI = "[s3]\naccess = AKID1\nsecret = s3cr3t%(x)s\n\n[cookies]\nlogged-in-user = a%40b.example\n"


def test_without_any_there_are_none(tmp_path: Path) -> None:
    assert find_keys({}, tmp_path) is None


def test_variables_win_over_files(tmp_path: Path) -> None:
    (tmp_path / ".ia").write_text(INI)

    assert find_keys({ACCESS_VARIABLE: " A ", SECRET_VARIABLE: "B\n"}, tmp_path) == Keys("A", "B")


@pytest.mark.parametrize("place", [".config/internetarchive/ia.ini", ".config/ia.ini", ".ia"])
def test_the_files_of_the_internetarchive_tool(tmp_path: Path, place: str) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(INI)

    assert find_keys({}, tmp_path) == Keys("AKID1", "s3cr3t%(x)s")


def test_places_that_the_environment_names(tmp_path: Path) -> None:
    (tmp_path / "internetarchive").mkdir()
    (tmp_path / "internetarchive" / "ia.ini").write_text(INI)
    (tmp_path / "mine.ini").write_text(INI.replace("AKID1", "AKID2"))
    nowhere = tmp_path / "nowhere"

    assert find_keys({"XDG_CONFIG_HOME": str(tmp_path)}, nowhere) == Keys("AKID1", "s3cr3t%(x)s")
    assert find_keys({"IA_CONFIG_FILE": str(tmp_path / "mine.ini")}, nowhere) == Keys("AKID2", "s3cr3t%(x)s")


def test_a_file_without_keys_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "ia.ini").write_text("[cookies]\nx = y\n")
    (tmp_path / ".ia").write_text(INI)

    assert find_keys({}, tmp_path) == Keys("AKID1", "s3cr3t%(x)s")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"[s3]\naccess = AKID1\n", "missing"),
        (b"AKID1 s3cr3t\n", "not an ini file"),
        (b"[s3]\naccess = AKID1\naccess = s3cr3t\n", "not an ini file"),
        (b"[s3]\naccess = AKID1\nsecret = s3cr3t s3cr3t\n", "character"),
        (b"[s3]\naccess = AKID1\nsecret = s3cr3t\xff\n", "not an ini file"),
    ],
)
def test_a_broken_file_is_told_without_the_keys(tmp_path: Path, text: bytes, told: str) -> None:
    (tmp_path / ".ia").write_bytes(text)

    with pytest.raises(ConfigError, match=told) as caught:
        find_keys({}, tmp_path)

    assert str(tmp_path / ".ia") in str(caught.value)
    assert "AKID1" not in str(caught.value)
    assert "s3cr3t" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_half_a_pair_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="missing"):
        find_keys({ACCESS_VARIABLE: "AKID1"}, tmp_path)


def test_a_key_is_never_shown() -> None:
    keys = Keys("AKID1", "s3cr3t")

    assert repr(keys) == "Keys()"
    assert keys.redact("LOW AKID1:s3cr3t") == "LOW …:…"
    assert keys.authorization == "LOW AKID1:s3cr3t"


def test_a_key_within_the_other_is_blotted_out_too() -> None:
    assert Keys("abc", "abcdef").redact("abcdef") == "…"
