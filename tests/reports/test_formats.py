"""Every file format: as it was, well formed, complete, and with nothing hostile alive in it."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from lxml import etree
from markdown_it import MarkdownIt

from builders import HOSTILE, empty_run, plain_run, rich_run
from citecheck import __version__
from citecheck.model import ArticleResult, Count, Level, Position, RunResult
from citecheck.reports import FORMATS
from citecheck.reports.inert import inert
from citecheck.reports.markdown import LIMIT, escaped
from sarif_schema import SARIF

ROOT = Path(__file__).parents[2]
FILES = {
    "json": "report.json",
    "markdown": "report.md",
    "junit": "report.junit.xml",
    "sarif": "report.sarif",
    "github": "report.github.txt",
    "gitlab": "report.gitlab.json",
    "csv": "report.csv",
}


@pytest.mark.parametrize("name", FILES)
def test_the_report_looks_as_it_did(name: str, golden):
    golden(FILES[name], FORMATS[name](rich_run()).replace(f'"version": "{__version__}"', '"version": "VERSION"'))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("make", [rich_run, plain_run, empty_run])
def test_every_report_can_be_written_as_utf8_and_ends_in_one_line_break(name: str, make):
    text = FORMATS[name](make())

    assert text.encode().decode() == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"json"}))
def test_no_format_passes_on_what_acts(name: str):
    text = FORMATS[name](rich_run())

    assert not set(text) & set("\x1b\x07\u202e\u2066")
    assert HOSTILE not in text


def test_every_format_is_documented():
    documented = re.findall(r"^## `(\w+)`", (ROOT / "docs" / "reports.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert documented == ["terminal", *FORMATS]


def with_messages(text: str) -> RunResult:
    """A run in which a stranger has chosen every text that a report shows."""
    run = plain_run()
    article = run.articles[0]
    claims = tuple(
        replace(
            claim,
            claim=replace(claim.claim, text=text),
            findings=tuple(replace(finding, message=text) for finding in claim.findings),
            facts=tuple(
                replace(
                    fact,
                    text=text,
                    reason=text,
                    evidence=tuple(replace(e, quote=text, context=text, detail=text) for e in fact.evidence),
                )
                for fact in claim.facts
            ),
        )
        for claim in article.claims
    )
    references = tuple(
        replace(result, reference=replace(result.reference, title=text, site=text)) for result in article.references
    )
    return replace(run, articles=(ArticleResult(replace(article.article, title=text), references, claims),))


ANYTHING = st.text(st.characters(codec=None), max_size=40) | st.sampled_from([HOSTILE, "=1+1", "<b>x</b>", "]]>", ""])


# Markdown


def rendered(run: RunResult) -> str:
    html: str = MarkdownIt("gfm-like", {"linkify": False}).render(FORMATS["markdown"](run))
    return html


TAGS = {"h2", "h3", "ul", "li", "p", "strong", "code", "br", "details", "summary"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_markdown_renders_nothing_but_the_tags_of_the_report(text: str):
    html = rendered(with_messages(text))

    assert set(re.findall(r"<(\w+)", html)) <= TAGS | TABLE


def test_markdown_shows_text_as_it_is():
    text = "a_b*c* `d` [e](f) ![g](h) <i>j</i> & &amp; | ~~k~~ $l$ # m @n"
    html = rendered(with_messages(text))

    shown = re.sub(r"<[^>]+>", "", html)
    assert "a_b*c* `d` [e](f) ![g](h) &lt;i&gt;j&lt;/i&gt; &amp; &amp;amp; | ~~k~~ $l$ # m @n" in shown
    assert escaped("a\nb") == "a b"


def test_markdown_of_a_huge_run_stays_below_the_limit_and_says_so():
    run = plain_run()
    article = run.articles[0]
    many = replace(article, claims=article.claims * 1500)
    text = FORMATS["markdown"](replace(run, articles=(many,)))

    assert LIMIT - 2000 < len(text.encode()) <= LIMIT
    assert re.search(
        r"\n\n[\d,]+ parts left out for want of space, the least serious first: see the JSON report\.\n$", text
    )
    assert text.count("- **The sinking") == 0
    assert text.count("  <br>Claim: The sinking killed 11 people") == 1500
    assert "**supported**" not in text
    assert text.count("<details>") == text.count("</details>") > 0


# JUnit


def suites(run: RunResult) -> ET.Element:
    return ET.fromstring(FORMATS["junit"](run).encode())


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_junit_is_well_formed_whatever_the_texts(text: str):
    assert suites(with_messages(text)).tag == "testsuites"


def test_junit_has_a_case_for_every_reference_and_claim():
    run = rich_run()
    root = suites(run)

    assert [len(suite) for suite in root] == [len(a.references) + len(a.claims) for a in run.articles]
    assert root.attrib == {"name": "citecheck", "time": "2.500", "tests": "23", "failures": "2", "errors": "0"}
    assert [suite.get("skipped") for suite in root] == ["2", "0"]


JUNIT = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))


@pytest.mark.parametrize("make", [rich_run, plain_run, empty_run])
def test_junit_follows_its_schema(make):
    JUNIT.assertValid(etree.fromstring(FORMATS["junit"](make()).encode()))


def test_junit_fails_a_case_for_errors_only():
    failed = suites(plain_run()).findall(".//testcase[failure]")

    assert [case.get("name") for case in failed] == [
        "line 14: The sinking killed 11 people, said Captain Yann Le Goff."
    ]
    (failure,) = failed[0].findall("failure")
    assert failure.get("type") == "claim-contradicted"
    assert failure.text is not None
    assert "  source [1]: «Onze personnes ont été blessées, selon la préfecture.»" in failure.text


# SARIF


def sarif(run: RunResult) -> Any:
    log = json.loads(FORMATS["sarif"](run))
    Draft7Validator(SARIF).validate(log)
    return log["runs"][0]


@pytest.mark.parametrize("make", [rich_run, plain_run, empty_run])
def test_sarif_follows_the_schema_and_has_every_finding(make):
    run = make()
    log = sarif(run)

    assert len(log["results"]) == len(run.findings)
    for result, finding in zip(log["results"], run.findings, strict=True):
        assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] == finding.level


def test_sarif_messages_have_neither_links_nor_placeholders():
    (result, *_) = [r for r in sarif(with_messages("[a](1) {0} \\"))["results"] if r["level"] == "error"]

    assert result["message"]["text"].splitlines()[0] == "\\[a\\](1) {{0}} \\\\"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("references/a b.wikitext", {"uri": "references/a%20b.wikitext", "uriBaseId": "%SRCROOT%"}),
        ("odd/[name]#1:é.txt", {"uri": "odd/%5Bname%5D%231%3A%C3%A9.txt", "uriBaseId": "%SRCROOT%"}),
        ("/srv/article.txt", {"uri": "file:///srv/article.txt"}),
    ],
)
def test_sarif_paths_are_uris(path: str, expected: dict[str, str]):
    run = plain_run()
    article = replace(run.articles[0], article=replace(run.articles[0].article, path=path))
    (result, *_) = sarif(replace(run, articles=(article,)))["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 5, (1, 1, 1, 6)),
        (6, 9, (1, 7, 1, 10)),
        (6, 14, (1, 7, 2, 5)),
        (6, 17, (1, 7, 3, 3)),
        (15, 18, (3, 1, 3, 3)),
    ],
)
def test_sarif_regions_end_where_the_text_does(start: int, end: int, expected: tuple[int, ...]):
    text = "first one\n\U0001f600two\nab\n"
    before = text[:start]
    position = Position(before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1, start, end)
    run = plain_run()
    claim = run.articles[0].claims[2]
    claim = replace(claim, findings=(replace(claim.findings[0], position=position),))
    article = replace(run.articles[0], article=replace(run.articles[0].article, text=text), claims=(claim,))
    region = sarif(replace(run, articles=(article,)))["results"][-1]["locations"][0]["physicalLocation"]["region"]

    assert tuple(region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")) == expected


# GitHub


def test_github_shows_the_ten_worst_and_counts_the_rest():
    lines = FORMATS["github"](rich_run()).splitlines()
    commands = [line.split(" ", 1)[0] for line in lines if line.startswith("::")]

    assert commands == ["::error"] * 2 + ["::warning"] * 5 + ["::notice"] * 3
    assert lines[-3:] == [
        "and 2 more findings",
        "9 claims: 3 supported, 1 partial, 2 contradicted, 1 not found, 1 uncheckable, 1 uncited",
        "exit code 1: 2 contradicted claims",
    ]


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_github_gets_only_commands_of_the_report(text: str):
    run = with_messages(text)
    article = replace(run.articles[0], article=replace(run.articles[0].article, path=f"a,line=9::{text}"))
    for line in FORMATS["github"](replace(run, articles=(article,))).split("\n")[:-3]:
        command = re.fullmatch(
            r"::(error|warning|notice) file=([^,:]*),line=\d+,col=\d+,title=([^,:]*)::[^\r\n]*", line
        )
        assert command is not None or line.startswith("and ")


# GitLab


def test_gitlab_has_every_finding_with_a_fingerprint_of_its_own():
    run = rich_run()
    twice = replace(run, articles=(*run.articles, *run.articles))
    issues = json.loads(FORMATS["gitlab"](twice))

    assert len(issues) == len(twice.findings) == len({issue["fingerprint"] for issue in issues})
    assert Counter(issue["severity"] for issue in issues) == {"critical": 4, "minor": 10, "info": 10}
    assert all(issue["location"]["lines"]["begin"] >= 1 and issue["location"]["path"] for issue in issues)


def test_gitlab_fingerprints_do_not_depend_on_the_line():
    run = plain_run()
    claim = run.articles[0].claims[2]
    moved = replace(claim, findings=(replace(claim.findings[0], position=Position(99, 1, 0, 0)),))

    def fingerprint(result) -> str:
        article = replace(run.articles[0], claims=(result,))
        (issue,) = [
            i for i in json.loads(FORMATS["gitlab"](replace(run, articles=(article,)))) if i["severity"] == "critical"
        ]
        return issue["fingerprint"]

    assert fingerprint(claim) == fingerprint(moved)


# CSV


def rows(run: RunResult) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FORMATS["csv"](run))))


def test_csv_has_a_row_for_every_fact_and_for_claims_without():
    run = rich_run()
    claims = [claim for article in run.articles for claim in article.claims]

    assert len(rows(run)) == sum(max(len(claim.facts), 1) for claim in claims)
    assert rows(empty_run()) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Count(11, 11, "person", "killed"), "11 person killed"),
        (Count(1200000.0, 1200000.0, "EUR"), "1200000 EUR"),
        (Count(40, 85.5), "40..85.5"),
        (Count(None, 3, "km"), "..3 km"),
        (Count(10**400, None), f"{10**400}.."),
    ],
)
def test_csv_writes_counts_as_intervals(value: Count, expected: str):
    run = plain_run()
    claim = run.articles[0].claims[0]
    claim = replace(claim, facts=(replace(claim.facts[0], value=value),))
    (row,) = rows(replace(run, articles=(replace(run.articles[0], claims=(claim,)),)))

    assert row["value"] == expected


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_csv_reads_back_and_holds_no_formula(text: str):
    for row in rows(with_messages(text)):
        assert row["claim"].removeprefix("'") == inert(text).removeprefix("'")
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())


@pytest.mark.parametrize("name", FORMATS)
def test_levels_are_told_apart_in_every_format_that_has_them(name: str):
    """A run whose findings are all notes does not read like one with errors."""
    run = plain_run()
    notes = replace(
        run,
        articles=tuple(
            replace(
                article,
                claims=tuple(
                    replace(claim, findings=tuple(replace(finding, level=Level.NOTE) for finding in claim.findings))
                    for claim in article.claims
                ),
            )
            for article in run.articles
        ),
    )

    assert (FORMATS[name](notes) == FORMATS[name](run)) == (name == "csv")
