"""What judgements say of rules and kinds of facts."""

import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from citecheck.model import Decision, FactKind, JudgedFinding, Judgement, Rule
from citecheck.reports.judged import Tally, by_kind, by_rule, render_judged, render_judged_json, wilson

NOW = datetime(2026, 3, 3, tzinfo=UTC)


def judged(rule: Rule, decision: Decision, *kinds: FactKind) -> JudgedFinding:
    return JudgedFinding(Judgement("f", None, "ana", NOW, decision), rule, "a.wikitext", "message", kinds)


FINDINGS = [
    *[judged(Rule.CLAIM_CONTRADICTED, Decision.ACCEPT, FactKind.CASUALTY)] * 8,
    judged(Rule.CLAIM_CONTRADICTED, Decision.REJECT, FactKind.CASUALTY, FactKind.DATE),
    judged(Rule.REF_DEAD, Decision.WAIVE),
]


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(0, 0, 0, 1), (0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (1, 10, 0.0179, 0.4042), (81, 263, 0.2553, 0.3662)],
)
def test_the_interval_is_that_of_the_literature(successes: int, trials: int, low: float, high: float):
    """The last two are examples of Newcombe (Statistics in Medicine 17, 1998), method 3."""
    assert wilson(successes, trials) == pytest.approx((low, high), abs=0.0001)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_interval_holds_the_precision(accepted: int, rejected: int):
    tally = Tally("x", accepted, rejected, 3)
    low, high = tally.interval

    assert 0 <= low <= high <= 1
    if tally.precision is not None:
        assert low - 1e-9 <= tally.precision <= high + 1e-9


def test_waived_findings_say_nothing_of_precision():
    assert by_rule(FINDINGS) == [Tally("claim-contradicted", 8, 1, 0), Tally("ref-dead", 0, 0, 1)]
    assert by_rule(FINDINGS)[1].precision is None


def test_a_finding_counts_under_each_kind_of_fact_it_is_about():
    assert by_kind(FINDINGS) == [Tally("casualty", 8, 1, 0), Tally("date", 0, 1, 0)]


def test_the_tables_for_people():
    text = io.StringIO()
    render_judged(FINDINGS, Console(file=text, width=100))
    lines = [line.split() for line in text.getvalue().splitlines()]

    assert text.getvalue().startswith("10 findings judged: 8 accepted, 1 rejected, 1 waived\n")
    assert ["claim-contradicted", "8", "1", "0", "0.89", "0.57", "to", "0.98"] in lines
    assert ["ref-dead", "0", "0", "1"] in lines
    assert ["date", "0", "1", "0", "0.00", "0.00", "to", "0.79"] in lines


def test_nothing_judged_is_said():
    text = io.StringIO()
    render_judged([], Console(file=text, width=100))

    assert text.getvalue() == "No finding has been judged yet: `citecheck review` does that.\n"


def test_the_json_for_programs():
    report = json.loads(render_judged_json(FINDINGS))

    assert report["schema"] == "citecheck.judged/1"
    assert report["rules"][0] == {
        "name": "claim-contradicted",
        "accepted": 8,
        "rejected": 1,
        "waived": 0,
        "precision": 0.8889,
        "interval": [0.565, 0.9801],
    }
    assert report["rules"][1]["precision"] is None
