"""Verdicts on claims and the findings they lead to."""

from dataclasses import replace

import pytest
from sources import PLACE, claim, document, judged

from citecheck.model import ClaimVerdict, FactKind, FactResult, FactVerdict, Level, Rule
from citecheck.verify import Obstacle, judge_claim, prepare
from citecheck.verify.claims import claim_verdict

SUPPORTED, CONTRADICTED, NOT_FOUND, UNCHECKABLE = FactVerdict


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ([SUPPORTED], ClaimVerdict.SUPPORTED),
        ([SUPPORTED, NOT_FOUND], ClaimVerdict.PARTIAL),
        ([SUPPORTED, UNCHECKABLE], ClaimVerdict.PARTIAL),
        ([SUPPORTED, CONTRADICTED], ClaimVerdict.CONTRADICTED),
        ([NOT_FOUND, UNCHECKABLE], ClaimVerdict.NOT_FOUND),
        ([NOT_FOUND], ClaimVerdict.NOT_FOUND),
        ([UNCHECKABLE], ClaimVerdict.UNCHECKABLE),
        ([], ClaimVerdict.UNCHECKABLE),
    ],
)
def test_the_verdict_on_a_claim_follows_from_its_facts(facts: list[FactVerdict], verdict: ClaimVerdict) -> None:
    results = [FactResult(FactKind.NUMBER, "1", "1", 0, 1, each) for each in facts]

    assert claim_verdict(claim("A", "1"), results, readable=True) is verdict


def test_a_claim_without_citation_is_uncited() -> None:
    result = judge_claim(claim("The ferry sank in 2019."), {}, language="en")

    assert result.verdict is ClaimVerdict.UNCITED
    assert [finding.rule for finding in result.findings] == [Rule.CLAIM_UNCITED]
    assert result.score == 0


def test_an_unread_source_is_named_with_its_reason() -> None:
    result = judged("The ferry sank in 2019.", Obstacle("the host does not answer"))

    assert result.verdict is ClaimVerdict.UNCHECKABLE
    assert result.findings[0].message == "Could not be checked: reference 1: the host does not answer."


def test_a_reference_that_is_not_defined_cannot_be_read() -> None:
    result = judge_claim(claim("The ferry sank in 2019.", "9"), {}, language="en")

    assert result.verdict is ClaimVerdict.UNCHECKABLE
    assert "not defined" in result.findings[0].message


def test_a_claim_that_states_no_fact_says_so() -> None:
    result = judged("it was a sad day for everyone.", document())

    assert result.verdict is ClaimVerdict.UNCHECKABLE
    assert "States no" in result.findings[0].message


def test_a_supported_claim_has_no_finding() -> None:
    assert judged("The Anna-Lise sank on February 21, 2019.", document()).findings == ()


def test_a_contradiction_says_what_the_source_says_instead() -> None:
    finding = judged(
        "Twelve people were wounded on the Anna-Lise off Kerval on February 21, 2019.", document()
    ).findings[0]

    assert finding.rule is Rule.CLAIM_CONTRADICTED
    assert finding.level is Level.ERROR
    assert "Twelve people were wounded" in finding.message
    assert "reference 1" in finding.message
    assert "Onze personnes ont été blessées" in finding.message
    assert finding.position == PLACE
    assert finding.evidence


def test_an_inherited_citation_lowers_the_level() -> None:
    text = "Twelve people were wounded on the Anna-Lise off Kerval on February 21, 2019."

    assert judged(text, document(), direct=False).findings[0].level is Level.WARNING


def test_a_partial_claim_names_what_is_missing() -> None:
    finding = judged("The Anna-Lise sank on February 21, 2019 with 742 cars.", document()).findings[0]

    assert finding.rule is Rule.CLAIM_PARTIAL
    assert "742 cars: not found in reference 1" in finding.message
    assert "February" not in finding.message


TEXT = "Twelve people were wounded on the Anna-Lise off Kerval on February 21, 2019."


def fingerprint(text: str = TEXT, number: str = "1", line: int = 3) -> str:
    placed = claim(text, number, position=replace(PLACE, line=line))
    return judge_claim(placed, {number: prepare(document())}, language="en").findings[0].fingerprint


def test_a_fingerprint_holds_what_is_said_and_not_where() -> None:
    assert fingerprint() == fingerprint(line=99) == fingerprint(number="7")
    assert fingerprint(TEXT.replace("wounded on", "wounded  on")) == fingerprint()
    assert fingerprint(TEXT.replace("Twelve", "Thirteen")) != fingerprint()
