"""Reports of a run that was held against a baseline: what is known is told apart, in every format."""

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft7Validator
from lxml import etree
from rich.console import Console

from builders import plain_run, rich_run
from citecheck import __version__
from citecheck.baseline import baseline_of
from citecheck.model import BaselineEntry, BaselineState, Decision, Level, RunResult
from citecheck.reports import FORMATS, render_terminal
from citecheck.verify import settled
from sarif_schema import SARIF

TODAY = date(2026, 3, 2)
JUNIT = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))


def entry_of(state: BaselineState, fingerprint: str) -> BaselineEntry:
    match state:
        case BaselineState.REJECTED:
            return BaselineEntry(fingerprint, decision=Decision.REJECT, reason="the source says so", by="ana")
        case BaselineState.WAIVED:
            return BaselineEntry(fingerprint, decision=Decision.WAIVE, waived_until=TODAY)
        case BaselineState.LAPSED:
            until = date(2026, 3, 1)
            return BaselineEntry(fingerprint, decision=Decision.WAIVE, reason="[on] paper", waived_until=until)
        case _:
            return BaselineEntry(fingerprint)


def held(run: RunResult, **states: str) -> RunResult:
    """The run with its findings of rules in states, and one entry that is gone."""
    run = replace(run, articles=tuple(settled(article) for article in run.articles))
    entries = [
        entry_of(BaselineState(state), finding.fingerprint)
        for finding in run.findings
        for rule, state in states.items()
        if finding.rule == rule.replace("_", "-")
    ]
    gone = BaselineEntry("gone", article=run.articles[0].article.path)
    return replace(run, baseline=baseline_of([*entries, gone], TODAY))


def mixed() -> RunResult:
    return held(
        rich_run(),
        claim_contradicted="lapsed",
        claim_partial="known",
        claim_not_found="rejected",
        ref_dead="waived",
    )


def terminal(run: RunResult) -> str:
    text = io.StringIO()
    render_terminal(run, Console(file=text, width=110, highlight=False))
    return text.getvalue()


@pytest.mark.parametrize(
    ("name", "file"),
    [("sarif", "baseline.sarif"), ("junit", "baseline.junit.xml"), ("github", "baseline.github.txt")],
)
def test_the_report_looks_as_it_did(name: str, file: str, golden) -> None:
    golden(file, FORMATS[name](mixed()).replace(f'"version": "{__version__}"', '"version": "VERSION"'))


def test_json_has_the_state_of_every_finding() -> None:
    def states(run: RunResult) -> set[str | None]:
        (article, *_) = json.loads(FORMATS["json"](run))["articles"]
        return {
            finding["baseline"] for item in article["references"] + article["claims"] for finding in item["findings"]
        }

    assert states(rich_run()) == {None}
    assert states(mixed()) <= {state.value for state in BaselineState}
    assert states(held(plain_run(), claim_contradicted="known")) >= {"known", "new"}


@pytest.mark.parametrize("name", ["markdown", "github", "gitlab", "sarif", "terminal"])
def test_a_waiver_that_is_over_is_told_where_the_finding_is(name: str) -> None:
    run = held(plain_run(), claim_contradicted="lapsed")
    text = terminal(run) if name == "terminal" else FORMATS[name](run)

    assert "Waived until 2026-03-01" in " ".join(text.split())


@pytest.mark.parametrize("name", ["markdown", "github", "terminal"])
def test_people_are_told_what_the_baseline_knows(name: str) -> None:
    run = mixed()
    text = terminal(run) if name == "terminal" else FORMATS[name](run)

    assert "aseline: 7 new, 2 whose waiver is over" in text
    assert "1 that it lists is gone" in text
    assert "aseline:" not in (terminal(rich_run()) if name == "terminal" else FORMATS[name](rich_run()))


@pytest.mark.parametrize("state", ["known", "rejected", "waived"])
def test_what_is_known_is_no_failure_anywhere(state: str) -> None:
    run = replace(held(plain_run(), claim_contradicted=state), exit_code=0)
    assert any(finding.level is Level.ERROR for finding in run.findings)

    JUNIT.assertValid(etree.fromstring(FORMATS["junit"](run).encode()))
    cases = ET.fromstring(FORMATS["junit"](run).encode())
    assert cases.get("failures") == "0"
    assert any(case.get("message", "").startswith(state) for case in cases.iter("skipped"))
    assert "::error" not in FORMATS["github"](run)
    assert "### Errors" not in FORMATS["markdown"](run)
    assert "known or allowed: 1 contradicted claim" in FORMATS["markdown"](run)
    assert "that the baseline knows" in terminal(run)


def test_sarif_suppresses_what_was_decided_and_calls_only_the_rest_new() -> None:
    log = json.loads(FORMATS["sarif"](mixed()))
    Draft7Validator(SARIF).validate(log)
    results = log["runs"][0]["results"]
    by_rule = {result["ruleId"]: (result["baselineState"], result["suppressions"]) for result in results}

    assert by_rule["claim-contradicted"] == ("unchanged", [])
    assert by_rule["claim-partial"] == ("unchanged", [])
    assert by_rule["claim-uncited"] == ("new", [])
    assert by_rule["claim-not-found"] == (
        "unchanged",
        [{"kind": "external", "status": "accepted", "justification": "false alarm: the source says so (ana)"}],
    )
    assert by_rule["ref-dead"][1][0]["justification"] == "waived until 2026-03-02"


def test_gitlab_leaves_out_what_was_decided() -> None:
    names = {issue["check_name"] for issue in json.loads(FORMATS["gitlab"](mixed()))}

    assert "citecheck/claim-partial" in names
    assert not {"citecheck/claim-not-found", "citecheck/ref-dead"} & names
