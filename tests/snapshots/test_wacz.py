"""An archive as one WACZ file: the same bytes each time, accepted by the format's own tool."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from citecheck.errors import ArchiveError
from citecheck.snapshots import Archive
from visits import archive, hop, later, page, visit

STORY = "http://daily.example/story"
WACZ = shutil.which("wacz", path=str(Path(sys.executable).parent)) or shutil.which("wacz")


@pytest.fixture
def folder(tmp_path):
    with archive(tmp_path / "a", max_file_bytes=2000) as keeping:
        keeping.store(visit(page()))
        keeping.store(visit(hop("http://daily.example/old", "/story", at=later(5)), page(at=later(6))))
        keeping.store(visit(page("http://xn--bcher-kva.example/%C3%A9", at=later(9))))
    return tmp_path / "a"


def test_what_is_in_it(folder, tmp_path):
    with Archive(folder, provenance={"software": "citecheck/1"}) as keeping:
        keeping.export(tmp_path / "x.wacz")

    with zipfile.ZipFile(tmp_path / "x.wacz") as package:
        described = json.loads(package.read("datapackage.json"))
        paths = [each["path"] for each in described["resources"]]
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
        assert sorted([*paths, "datapackage.json", "datapackage-digest.json"]) == sorted(package.namelist())
        assert {path.name for path in folder.glob("*.warc.gz")} == {
            path.removeprefix("archive/") for path in paths if path.startswith("archive/")
        }
        for path in folder.glob("*.warc.gz"):
            assert package.read(f"archive/{path.name}") == path.read_bytes()
        assert package.read("indexes/index.cdx") == (folder / "index.cdxj").read_bytes()
    assert (described["wacz_version"], described["created"]) == ("1.1.1", "2019-02-21T12:00:09Z")
    assert {entry.get("url") for entry in pages} >= {None, STORY, "http://daily.example/old"}


def test_the_same_archive_gives_the_same_bytes(folder, tmp_path):
    for name in ("one", "two"):
        with Archive(folder) as keeping:
            keeping.export(tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_nothing_to_export(tmp_path):
    with Archive(tmp_path / "none") as nothing, pytest.raises(ArchiveError, match="nothing to export"):
        nothing.export(tmp_path / "x.wacz")

    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_is_being_written(tmp_path):
    with archive(tmp_path / "a") as keeping:
        keeping.store(visit(page()))
        with Archive(tmp_path / "a") as other, pytest.raises(ArchiveError, match="being written"):
            other.export(tmp_path / "x.wacz")

    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_target_that_cannot_be_written(folder, tmp_path):
    with Archive(folder) as keeping, pytest.raises(ArchiveError, match=r"no/x\.wacz: cannot be written"):
        keeping.export(tmp_path / "no" / "x.wacz")


@pytest.mark.slow
@pytest.mark.skipif(WACZ is None, reason="wacz is not installed: pip install 'citecheck[e2e]'")
def test_the_tool_of_the_format_accepts_it(folder, tmp_path):
    with Archive(folder) as keeping:
        keeping.export(tmp_path / "x.wacz")

    done = subprocess.run(
        [WACZ, "validate", "-f", tmp_path / "x.wacz"], capture_output=True, encoding="utf-8", timeout=120, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "is valid" in done.stdout
