"""``citecheck patch`` over results in a database."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from citecheck.articles import read_article
from citecheck.model import (
    ArchiveAction,
    ArchiveCheck,
    ArchiveCopy,
    ArchiveOutcome,
    ArticleResult,
    Diagnosis,
    Document,
    Finding,
    Health,
    Level,
    Metadata,
    ReferenceResult,
    Rule,
    RunResult,
    Stated,
)
from citecheck.store import Store
from commands import Done, here
from sites import Answer, sites

A, B = "https://gazette.example/a", "https://gazette.example/b"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ARTICLE = f"""\
Five men left.<ref>{{{{cite web |title=A |url={A} |date=25 February 2019 |access-date=25 February 2019}}}}</ref>
Two came back.<ref>{{{{cite web |title=B |url={B}}}}}</ref>
It was seen.<ref>{{{{cite web |title=B |url={B}}}}}</ref>
A third was seen.<ref>[{A} A page]</ref>
"""


Patch = Callable[..., Done]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "article.wikitext").write_text(ARTICLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def patch(folder: Path) -> Patch:
    return partial(here, "patch", cwd=folder)


def remember(url: str, stamp: str = "20190301101112") -> None:
    when = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    copy = ArchiveCopy(url, f"https://web.archive.org/web/{stamp}/{url}", when, "web.archive.org")
    with Store.open("citecheck.db") as store:
        store.archive_checks.add(
            ArchiveCheck(url, "web.archive.org", ArchiveAction.LOOKUP, ArchiveOutcome.FOUND, NOW, copy)
        )


def checked(run_id: str = "run-1", health: Health = Health.OK, path: str = "article.wikitext") -> RunResult:
    """A run in which the first page states its date, and the second is as given."""
    article = replace(read_article("article.wikitext"), path=path)
    wrong = Finding(Rule.REF_DATE_IS_ACCESS_DATE, Level.WARNING, "The date is the day the page was read.")
    page = Document(A, "A", "text/html", metadata=Metadata(published=Stated("2018-03-16", "meta")))
    results = tuple(
        ReferenceResult(each, Diagnosis(Health.OK), document=page, findings=(wrong,))
        if each.id == "1"
        else ReferenceResult(each, Diagnosis(health))
        for each in article.references
    )
    run = RunResult(run_id, NOW, NOW + timedelta(minutes=1), False, 0, (ArticleResult(article, results, ()),))
    with Store.open("citecheck.db") as store:
        store.add_run(run)
    return run


def test_a_diff_that_the_patch_tool_applies(patch: Patch, folder: Path) -> None:
    checked(health=Health.DEAD)
    remember(A)
    remember(B)

    done = patch("article.wikitext")

    assert done.returncode == 0
    assert "3 archive copies added, 1 date corrected, 1 source's footnotes merged" in done.stderr
    assert "1 link without a citation template has a copy" in done.stderr
    subprocess.run(["patch", "-p1", "-s"], input=done.stdout.encode(), cwd=folder, check=True)
    text = (folder / "article.wikitext").read_text()
    web = "https://web.archive.org/web/20190301101112"
    assert text == (
        f"Five men left.<ref>{{{{cite web |title=A |url={A} |date=16 March 2018 |access-date=25 February 2019"
        f" |archive-url={web}/{A} |archive-date=1 March 2019 |url-status=live}}}}</ref>\n"
        f'Two came back.<ref name="B">{{{{cite web |title=B |url={B} |archive-url={web}/{B}'
        f" |archive-date=1 March 2019 |url-status=dead}}}}</ref>\n"
        'It was seen.<ref name="B" />\n'
        f"A third was seen.<ref>[{A} A page]</ref>\n"
    )
    assert patch("article.wikitext").stdout == ""


def test_write_changes_the_file_and_the_next_time_there_is_nothing(patch: Patch, folder: Path) -> None:
    checked()
    remember(A)

    first, text = patch("article.wikitext", "--write"), (folder / "article.wikitext").read_text()

    assert (first.returncode, first.stdout) == (0, "")
    assert "|archive-url=" in text
    assert "nothing to change" in patch("article.wikitext", "--write").stderr
    assert (folder / "article.wikitext").read_text() == text


def test_check_ends_with_1_where_there_is_something(patch: Patch) -> None:
    remember(A)

    assert patch("article.wikitext", "--check").returncode == 1
    patch("article.wikitext", "--write")
    assert patch("article.wikitext", "--check").returncode == 0


def test_links_get_a_template_only_when_asked(patch: Patch) -> None:
    remember(A)

    assert "{{Webarchive" not in patch("article.wikitext").stdout
    assert (
        f"[{A} A page] {{{{Webarchive|url=https://web.archive.org/web/20190301101112/{A}|date=1 March 2019}}}}"
        in patch("article.wikitext", "--webarchive").stdout
    )


def test_without_a_run_no_state_is_said(patch: Patch) -> None:
    remember(A)

    done = patch("article.wikitext", "--keep-duplicates")

    assert "url-status" not in done.stdout
    assert "No run has checked this article" in done.stderr


def test_the_run_of_this_article_is_taken_or_the_one_named(patch: Patch) -> None:
    checked("run-1", Health.DEAD)
    checked("run-2", Health.PARKED)
    remember(B)

    assert "url-status=usurped" in patch("article.wikitext").stdout
    assert "url-status=dead" in patch("article.wikitext", "--run", "run-1").stdout
    assert patch("article.wikitext", "--run", "run-9").returncode == 2


def test_a_run_of_another_article_says_nothing_of_this_one(patch: Patch) -> None:
    checked(path="other.wikitext", health=Health.DEAD)
    remember(B)

    assert "url-status" not in patch("article.wikitext").stdout


def test_with_nothing_known_it_says_what_to_do(patch: Patch, folder: Path) -> None:
    (folder / "article.wikitext").write_text(f"A.<ref>{{{{cite web|url={A}|title=T}}}}</ref>")
    with Store.open("citecheck.db"):
        pass

    done = patch("article.wikitext")

    assert (done.returncode, done.stdout) == (0, "")
    assert "citecheck archive find out" in done.stderr


def test_a_wikis_page_gives_a_diff_and_is_never_written(patch: Patch, folder: Path) -> None:
    remember(A)
    source = f"Cinq hommes sont partis.<ref>{{{{Lien web |titre=A |url={A} |consulté le=2 mai 2020}}}}</ref>"
    page = {"title": "Val Rouge", "latest": {"id": 7}, "source": source}
    with sites() as web:
        web.pages["http://wiki.example/page/Val_Rouge"] = Answer(json.dumps(page))
        reading = ("--wiki-api", "http://wiki.example", "--resolve", web.resolve[0])

        shown = patch("wiki:fr:Val Rouge", *reading)
        written = patch("wiki:fr:Val Rouge", *reading, "--write")

    assert shown.returncode == 0
    assert shown.stdout.startswith("--- a/wiki-fr-Val Rouge.wikitext\t\n")
    assert f"|archive-url=https://web.archive.org/web/20190301101112/{A} |archive-date=1er mars 2019}}" in shown.stdout
    assert written.returncode == 2
    assert "nothing is ever edited on a wiki" in written.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sources.bib"], "only wikitext can be patched, and this is bibtex"),
        (["article.md"], "only wikitext can be patched, and this is markdown"),
        (["article.docx"], "docx"),
        (["wiki.xml"], "a dump is not patched"),
        (["missing.wikitext"], "no such file"),
        (["article.wikitext", "--write", "--check"], "choose one"),
    ],
)
def test_what_cannot_be_patched_is_one_line(patch: Patch, folder: Path, arguments: list[str], told: str) -> None:
    (folder / "sources.bib").write_text("@misc{a, title={T}, url={https://gazette.example/a}}\n")
    (folder / "wiki.xml").write_text('<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"></mediawiki>')
    (folder / "article.docx").write_bytes(b"PK\x03\x04 no article")
    (folder / "article.md").write_text("It fell.[^1]\n\n[^1]: <https://gazette.example/a>\n")
    remember(A)

    done = patch(*arguments)

    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""


def test_without_a_database_it_says_so(patch: Patch, folder: Path) -> None:
    done = patch("article.wikitext")

    assert done.returncode != 0
    assert "citecheck.db" in done.stderr
    assert not (folder / "citecheck.db").exists()
