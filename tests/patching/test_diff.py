"""The diffs, applied by the tools that people use."""

import shutil
import subprocess
from pathlib import Path

import pytest

from citecheck.patching import unified_diff

OLD = "one\ntwo\u2028still two\x0b\nthree\r\nfour\n\n\nfive"
CASES = [
    (OLD, OLD.replace("two", "2")),
    (OLD, f"{OLD}\n"),
    (f"{OLD}\n", OLD),
    (OLD, OLD.replace("three\r\n", "three\r\nmore\r\n")),
    ("été\n", "hiver\n"),
    ("a", "b"),
]
NAMES = ["article.wikitext", "some folder/été 1.wikitext", 'a "quoted" name.txt', "back\\slash.txt"]


def apply(command: list[str], folder: Path, name: str, old: str, diff: str) -> bytes:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(old.encode())
    done = subprocess.run(command, cwd=folder, input=diff.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
    return path.read_bytes()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("old", "new"), CASES)
@pytest.mark.parametrize("command", [["patch", "-p1", "--binary"], ["git", "apply", "--whitespace=nowarn"]])
def test_a_diff_applies(command: list[str], old: str, new: str, name: str, tmp_path: Path) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")

    assert apply(command, tmp_path, name, old, unified_diff(old, new, name)) == new.encode()


def test_no_change_is_no_diff() -> None:
    assert unified_diff(OLD, OLD, "article") == ""


def test_the_names_of_a_file() -> None:
    assert unified_diff("a\n", "b\n", "/tmp/x").splitlines()[:2] == ["--- a/tmp/x", "+++ b/tmp/x"]
