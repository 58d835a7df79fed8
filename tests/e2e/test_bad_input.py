"""Wrong input: one clear line that says what and where, exit code 2, and nothing half written."""

from pathlib import Path

import pytest

from commands import Citecheck, Done, apart

ARTICLE = "Five men left.<ref>{{cite web |title=T |url=http://x.example/}}</ref>\n"


def told(done: Done, *pieces: str) -> None:
    lines = done.stderr.strip().splitlines()

    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(lines) == 1, done.stderr
    assert [piece for piece in pieces if piece not in done.stderr] == []


@pytest.mark.parametrize("command", ["run", "refs"])
@pytest.mark.parametrize(
    ("content", "piece"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"a\xff\xfeb" * 50, "UTF-8"),
        (b"x" * 50_000_000, "larger than 20 MB"),
        (b"A sentence that cites nothing.\n", "no references"),
    ],
    ids=["missing", "empty", "blank", "binary", "not-utf8", "50-MB", "no-references"],
)
def test_an_article_that_cannot_be_checked(
    citecheck: Citecheck, tmp_path: Path, command: str, content: bytes | None, piece: str
) -> None:
    path = tmp_path / "article.wikitext"
    if content is not None:
        path.write_bytes(content)

    done = citecheck(command, path, cwd=tmp_path)

    told(done, "article.wikitext")
    assert piece.lower() in done.stderr.lower()
    assert [entry.name for entry in tmp_path.iterdir() if entry != path] == []


def test_a_process_says_the_same_and_ends_with_the_same_code(citecheck: Citecheck, tmp_path: Path) -> None:
    assert apart("run", "none.wikitext", cwd=tmp_path) == citecheck("run", "none.wikitext", cwd=tmp_path)


def test_a_folder_is_no_article(citecheck: Citecheck, tmp_path: Path) -> None:
    told(citecheck("run", tmp_path, cwd=tmp_path), str(tmp_path))


def test_one_unreadable_article_among_many_is_told_before_anything_is_fetched(
    citecheck: Citecheck, tmp_path: Path
) -> None:
    (tmp_path / "good.wikitext").write_text(ARTICLE)

    told(citecheck("run", "good.wikitext", "none.wikitext", cwd=tmp_path), "none.wikitext")
    assert not (tmp_path / "citecheck.db").exists()


def test_no_article_at_all(citecheck: Citecheck, tmp_path: Path) -> None:
    told(citecheck("run", cwd=tmp_path), "no article is named")


@pytest.mark.parametrize(
    ("arguments", "piece"),
    [
        (("--report", "jsn"), "did you mean 'json'?"),
        (("--report", "json="), "file name is missing"),
        (("--report", "json", "--report", "terminal"), "only one report"),
        (("--fail-on", "claim-contradict"), "did you mean 'claim-contradicted'?"),
        (("--jobs", "0"), "--jobs"),
        (("--resolve", "nonsense"), "nonsense"),
        (("--baseline", "none.jsonl"), "none.jsonl"),
        (("--update-baseline",), "--baseline FILE"),
        (("--config", "none.toml"), "none.toml"),
    ],
)
def test_wrong_options(citecheck: Citecheck, tmp_path: Path, arguments: tuple[str, ...], piece: str) -> None:
    (tmp_path / "good.wikitext").write_text(ARTICLE)

    told(citecheck("run", "good.wikitext", *arguments, cwd=tmp_path), piece)
    assert not (tmp_path / "citecheck.db").exists()


def test_a_wrong_key_names_the_file_and_the_nearest_key(citecheck: Citecheck, tmp_path: Path) -> None:
    (tmp_path / "citecheck.toml").write_text('articels = ["x"]\n')

    told(citecheck("run", cwd=tmp_path), "citecheck.toml", "'articels'", "did you mean 'articles'?")


def test_a_wrong_variable_is_named(citecheck: Citecheck, tmp_path: Path) -> None:
    done = citecheck("run", "x", cwd=tmp_path, environment={"CITECHECK_JOBS": "many"})

    told(done, "CITECHECK_JOBS")


def test_a_database_that_is_none_is_left_alone(citecheck: Citecheck, tmp_path: Path) -> None:
    (tmp_path / "good.wikitext").write_text(ARTICLE)
    database = tmp_path / "notes.txt"
    database.write_text("not a database, but somebody's notes\n" * 100)
    before = database.read_bytes()

    told(citecheck("run", "good.wikitext", "--offline", "--db", database, cwd=tmp_path), "notes.txt")
    assert database.read_bytes() == before


def test_a_report_of_a_database_that_does_not_exist(citecheck: Citecheck, tmp_path: Path) -> None:
    told(citecheck("report", "--db", "none.db", cwd=tmp_path), "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_report_of_a_run_that_does_not_exist(citecheck: Citecheck, tmp_path: Path) -> None:
    (tmp_path / "good.wikitext").write_text(ARTICLE)
    assert citecheck("run", "good.wikitext", "--offline", cwd=tmp_path).returncode == 4

    told(citecheck("report", "--run", "20990101", cwd=tmp_path), "20990101")


def test_a_marker_without_reference_is_a_finding(citecheck: Citecheck, tmp_path: Path) -> None:
    (tmp_path / "a.wikitext").write_text(ARTICLE + 'Six men came back.<ref name="ghost" />\n')

    done = citecheck("run", "a.wikitext", "--offline", "--fail-on", "never", "--report", "json", cwd=tmp_path)

    assert done.returncode == 4
    assert "ref-undefined" in done.stdout
    assert "ghost" in done.stdout


def test_a_report_is_written_whole_or_not_at_all(citecheck: Citecheck, tmp_path: Path) -> None:
    (tmp_path / "good.wikitext").write_text(ARTICLE)

    done = citecheck("run", "good.wikitext", "--offline", "--report", "json=none/x.json", cwd=tmp_path)

    assert done.returncode == 2
    assert "none/x.json" in done.stderr
    assert not (tmp_path / "none").exists()


def test_an_empty_claim_or_a_missing_source(citecheck: Citecheck, tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("Five men left.")

    told(citecheck("check", "  ", "--source", "s.txt", cwd=tmp_path), "claim is empty")
    told(citecheck("check", "Five men left.", "--source", "none.html", cwd=tmp_path), "none.html")
