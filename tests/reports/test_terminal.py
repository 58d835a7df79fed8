"""The terminal report: the same text everywhere, colour only where there is a terminal, nothing hostile alive."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from builders import HOSTILE, empty_run, plain_run, rich_run
from citecheck.model import FactVerdict, Finding, Level, Rule, RunResult
from citecheck.reports import render_terminal


def shown(run: RunResult, width: int = 110, *, verbose: bool = False, **settings) -> str:
    file = io.StringIO()
    render_terminal(run, Console(file=file, width=width, **settings), verbose=verbose)
    return file.getvalue()


@pytest.mark.parametrize("width", [110, 80, 40])
def test_the_report_looks_as_it_did(golden, width: int):
    golden(f"terminal-{width}.txt", shown(rich_run(), width))


def test_the_long_report_looks_as_it_did(golden):
    golden("terminal-verbose.txt", shown(rich_run(), verbose=True))


def test_a_run_without_references_looks_as_it_did(golden):
    golden("terminal-empty.txt", shown(empty_run()))


@pytest.mark.parametrize("width", [110, 80, 72, 71, 60, 40, 200])
def test_no_line_is_wider_than_the_console_or_ends_in_space(width: int):
    for verbose in (False, True):
        for line in shown(rich_run(), width, verbose=verbose).splitlines():
            assert cell_len(line) <= min(width, 110)
            assert line == line.rstrip()


def test_wide_and_narrow_say_the_same():
    def words(text: str) -> set[str]:
        return {word for word in re.findall(r"\w+", text) if word.isascii()}

    assert words(shown(plain_run(), 110, verbose=True)) == words(shown(plain_run(), 80, verbose=True))


def test_the_coloured_report_looks_as_it_did(golden):
    golden("terminal-colour.ansi", shown(plain_run(), force_terminal=True, color_system="standard"))


def test_a_pipe_gets_no_escape_sequences_and_a_terminal_colours():
    assert "\x1b" not in shown(rich_run())
    assert "\x1b[1;31m" in shown(rich_run(), force_terminal=True, color_system="standard")


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    text = shown(rich_run(), force_terminal=True, color_system="standard")

    assert re.search(r"\x1b\[[\d;]*3\dm", text) is None


def test_colour_changes_nothing_else():
    coloured = shown(rich_run(), force_terminal=True, color_system="standard")

    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == shown(rich_run())


@pytest.mark.parametrize("verbose", [False, True])
def test_hostile_text_is_shown_and_does_nothing(verbose: bool):
    text = shown(rich_run(), verbose=verbose, force_terminal=True, color_system="standard")
    plain = re.sub(r"\x1b\[[\d;]*m", "", text)

    assert "\x1b" not in plain
    assert not set(plain) & set("\x07\r\u202e\u2066")
    assert "<U+001B>[2J[red]Ignore<U+0007>" in plain
    assert "<U+202E>" in plain
    assert HOSTILE not in plain


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "koi8-r", "utf-8"])
def test_any_encoding_can_show_the_report(encoding: str, golden):
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    render_terminal(rich_run(), Console(file=file, width=110))
    file.flush()
    text = raw.getvalue().decode(encoding)

    assert ("✗" in text) == (encoding == "utf-8")
    if encoding == "ascii":
        golden("terminal-ascii.txt", text)


def test_contradicted_facts_come_first_in_their_claim():
    run = plain_run()
    claim = run.articles[0].claims[2]
    backwards = replace(claim, facts=tuple(reversed(claim.facts)))
    article = replace(run.articles[0], claims=(backwards,))
    text = shown(replace(run, articles=(article,)))

    assert backwards.facts[-1].verdict is FactVerdict.CONTRADICTED
    assert text.index("killed 11 people  CONTRADICTED") < text.index("Yann Le Goff      supported")


def test_the_summary_counts_and_says_what_follows():
    assert shown(plain_run()).splitlines()[-4:] == [
        "Sources: 5 cited → 3 with a URL → 2 fetched → 2 readable → 2 checked against",
        "5 references: 1 ok, 1 moved, 1 dead, 2 no-url",
        "8 claims: 3 supported, 1 partial, 1 contradicted, 1 not found, 1 uncheckable, 1 uncited",
        "exit code 1: 1 contradicted claim",
    ]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (0, "exit code 0: nothing fails the run (known or allowed: 2 contradicted claims)"),
        (1, "exit code 1: 2 contradicted claims"),
        (3, "exit code 3: an internal error; what was finished is reported"),
        (4, "exit code 4: nothing could be checked, since no source was reachable or captured"),
        (130, "exit code 130: see the messages of the run"),
    ],
)
def test_the_last_line_explains_the_exit_code(code: int, line: str):
    assert shown(replace(rich_run(), exit_code=code)).splitlines()[-1] == line


def test_the_exit_code_of_a_clean_run_and_of_a_strict_one():
    empty = replace(empty_run(), exit_code=0)
    strict = replace(plain_run(), exit_code=1)
    claims = tuple(
        replace(claim, findings=tuple(replace(finding, level=Level.NOTE) for finding in claim.findings))
        for claim in strict.articles[0].claims
    )
    strict = replace(strict, articles=(replace(strict.articles[0], claims=claims),))

    assert shown(empty).splitlines()[-1] == "exit code 0: nothing fails the run"
    assert shown(strict).splitlines()[-1] == "exit code 1: findings of a level or rule that --fail-on names"


def test_many_errors_are_counted_after_the_first_twenty():
    run = plain_run()
    claim = run.articles[0].claims[2]
    article = replace(run.articles[0], claims=(replace(claim, findings=claim.findings * 25),))
    text = shown(replace(run, articles=(article,)))

    assert text.count("line 14: ") == 20
    assert "and 5 more of claim-contradicted" in text


def test_of_many_articles_only_those_with_an_error_are_shown() -> None:
    [result] = plain_run().articles
    named = [replace(result, article=replace(result.article, path=f"{number}.md")) for number in range(30)]
    clean = [replace(each, claims=(), references=()) for each in named[1:]]
    console = Console(file=io.StringIO(), width=110)

    render_terminal(replace(plain_run(), articles=(named[0], *clean)), console)

    printed = console.file.getvalue()
    assert "0.md: " in printed
    assert "1.md" not in printed
    assert len(printed.splitlines()) < 40


def test_what_has_drifted_is_told_under_its_claim():
    run = plain_run()
    article = run.articles[0]
    claim = next(each for each in article.claims if each.verdict == "contradicted")
    gone = Finding(Rule.SOURCE_DRIFT, Level.WARNING, "14: reference 1 had « 14 were killed » on 2026-03-02.")
    claims = tuple(replace(each, findings=(*each.findings, gone)) if each is claim else each for each in article.claims)

    text = shown(replace(run, articles=(replace(article, claims=claims),)))

    assert "source-drift: 14: reference 1 had « 14 were killed » on 2026-03-02." in text
    assert "source-drift: " not in shown(run)
