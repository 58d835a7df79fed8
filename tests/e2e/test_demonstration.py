"""The bundled article on its bundled captures: what is planted is found, and nothing that is not."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from commands import ROOT, Citecheck
from e2e.conftest import DEMONSTRATION, Bundled

PLANTED = tomllib.loads((ROOT / "demo" / "planted.toml").read_text(encoding="utf-8"))
Json = dict[str, Any]


@pytest.fixture(scope="module")
def report(bundled: Bundled) -> Json:
    assert bundled.done.stderr == ""
    assert bundled.done.returncode == 1
    found: Json = json.loads(bundled.done.stdout)
    return found


def claim_of(report: Json, piece: str) -> Json:
    claims: list[Json] = [claim for claim in report["articles"][0]["claims"] if piece in claim["text"]]
    assert len(claims) == 1, piece
    return claims[0]


def reference_of(report: Json, number: str) -> Json:
    found: Json = next(ref for ref in report["articles"][0]["references"] if ref["id"] == number)
    return found


def facts_at(claim: Json, piece: str) -> list[Json]:
    start = claim["text"].index(piece)
    return [fact for fact in claim["facts"] if fact["start"] < start + len(piece) and start < fact["end"]]


def planted_facts() -> list[Any]:
    return [
        pytest.param(claim["claim"], fact, id=f"{claim['claim'][:24]}: {fact['text']}")
        for claim in PLANTED["claim"]
        for fact in claim.get("fact", ())
    ]


@pytest.mark.parametrize("planted", PLANTED["claim"], ids=lambda planted: planted["claim"])
def test_each_claim_cites_what_it_cites_and_gets_its_verdict(report: Json, planted: Json) -> None:
    claim = claim_of(report, planted["claim"])

    assert [citation["reference"] for citation in claim["citations"]] == planted["references"]
    assert claim["kind"] == planted["kind"]
    assert claim["verdict"] in (planted["verdict"], *planted.get("tolerated", ()))
    assert {citation["direct"] for citation in claim["citations"]} <= {planted.get("direct", True)}


@pytest.mark.parametrize(("piece", "planted"), planted_facts())
def test_each_planted_fact_gets_its_verdict(report: Json, piece: str, planted: Json) -> None:
    facts = facts_at(claim_of(report, piece), planted["text"])

    if not facts and planted.get("optional"):
        return
    assert planted["expected"] in [fact["verdict"] for fact in facts]
    if planted["expected"] == "contradicted":
        telling = [evidence for fact in facts for evidence in fact["evidence"] if fact["verdict"] == "contradicted"]
        assert telling
        assert all(evidence["detail"] for evidence in telling)


def test_nothing_is_contradicted_but_what_is_planted(report: Json) -> None:
    expected = {
        (claim["claim"], fact["text"])
        for claim in PLANTED["claim"]
        for fact in claim.get("fact", ())
        if fact["expected"] == "contradicted"
    }
    explained = {id(fact) for piece, text in expected for fact in facts_at(claim_of(report, piece), text)}
    others = [
        fact
        for claim in report["articles"][0]["claims"]
        for fact in claim["facts"]
        if fact["verdict"] == "contradicted" and id(fact) not in explained
    ]

    assert others == []
    assert len(expected) == 2


@pytest.mark.parametrize("planted", PLANTED["reference"], ids=lambda planted: planted["id"])
def test_each_reference_has_its_health_and_findings(report: Json, planted: Json) -> None:
    reference = reference_of(report, planted["id"])
    rules = {finding["rule"] for finding in reference["findings"]}

    assert reference["health"] == planted["health"]
    assert set(planted["rules"]) <= rules
    assert not set(planted.get("rules_absent", ())) & rules


def test_rules_about_the_whole_article_are_reported_once(report: Json) -> None:
    found = [finding["rule"] for ref in report["articles"][0]["references"] for finding in ref["findings"]]

    assert [found.count(rule) for rule in PLANTED["article"]["rules_once"]] == [1]


def test_no_evidence_of_a_verdict_is_from_a_page_s_furniture(report: Json) -> None:
    noise = [entry["passage"] for entry in PLANTED["noise"]]
    supporting = [
        evidence["context"]
        for claim in report["articles"][0]["claims"]
        for fact in claim["facts"]
        if fact["verdict"] in ("supported", "contradicted")
        for evidence in fact["evidence"][:1]
    ]

    assert supporting
    assert [context for context in supporting if any(text in context for text in noise)] == []


def test_the_same_captures_give_the_same_report(citecheck: Citecheck, report: Json, tmp_path: Path) -> None:
    done = citecheck("run", DEMONSTRATION, "--offline", "--report", "json", "--db", tmp_path / "y.db")
    again = json.loads(done.stdout)

    for found in (report, again):
        for key in ("id", "started_at", "finished_at"):
            found["run"].pop(key, None)
    assert again == report


def test_the_terminal_report_names_every_reference_and_the_exit_code(citecheck: Citecheck, tmp_path: Path) -> None:
    done = citecheck("run", DEMONSTRATION, "--offline", "--db", tmp_path / "z.db")

    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "onze terroristes mis hors de combat" in done.stdout
    assert "exit code 1" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 110
