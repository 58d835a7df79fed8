"""The JSON report keeps its contract: shape, schema, offsets, nothing that depends on the machine."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from builders import empty_run, plain_run, rich_run
from citecheck import __version__
from citecheck.model import (
    ClaimKind,
    ClaimVerdict,
    Count,
    FactKind,
    FactVerdict,
    Health,
    Level,
    Match,
    Rule,
    RunResult,
)
from citecheck.reports import FORMATS, render_json, report_schema, to_report

SCHEMA = report_schema()


def validate(report: object) -> None:
    Draft202012Validator(SCHEMA).validate(report)


def test_the_schema_is_a_valid_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("make", [rich_run, plain_run, empty_run])
def test_every_report_follows_the_schema(make):
    validate(json.loads(render_json(make())))


def test_the_report_looks_as_it_did(golden):
    golden("report.json", render_json(rich_run()).replace(f'"version": "{__version__}"', '"version": "VERSION"'))


def test_the_report_ends_in_one_line_break_and_keeps_letters_as_they_are():
    text = render_json(plain_run())

    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert "«" not in text
    assert "blessées" in text
    assert text == FORMATS["json"](plain_run())


def test_the_same_run_gives_the_same_bytes_in_every_time_zone():
    zone = timezone(timedelta(hours=-7))
    run = rich_run()
    moved = replace(run, started_at=run.started_at.astimezone(zone), finished_at=run.finished_at.astimezone(zone))

    assert render_json(moved) == render_json(run)


DEFINITIONS = {
    "claim_verdict": ClaimVerdict,
    "fact_verdict": FactVerdict,
    "fact_kind": FactKind,
    "health": Health,
    "rule": Rule,
    "level": Level,
}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_schema_names_the_members_of_the_model(name: str):
    assert SCHEMA["$defs"][name]["enum"] == [member.value for member in DEFINITIONS[name]]


def test_the_schema_names_what_the_model_counts_and_matches():
    definitions, summary = SCHEMA["$defs"], SCHEMA["properties"]["summary"]["properties"]

    assert definitions["evidence"]["properties"]["match"]["enum"] == [*(match.value for match in Match), None]
    assert definitions["claim"]["properties"]["kind"]["enum"] == [kind.value for kind in ClaimKind]
    assert list(summary["claims"]["properties"]) == list(ClaimVerdict)
    assert list(summary["references"]["properties"]) == list(Health)


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)


def test_the_schema_is_strict_everywhere():
    found = list(objects(SCHEMA))

    assert len(found) > 10
    assert all(schema["additionalProperties"] is False for schema in found)
    optional = {name for schema in found for name in set(schema["properties"]) - set(schema["required"])}
    assert optional == {"role"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda report: report.update(extra=1),
        lambda report: report.update(schema="citecheck.report/2"),
        lambda report: report["articles"][0]["references"][0].update(health="fine"),
        lambda report: report["articles"][0]["claims"][0].update(score=1.5),
        lambda report: report["articles"][0]["claims"][0]["position"].update(line=0),
        lambda report: report["run"].update(started_at="yesterday"),
        lambda report: report["articles"][0]["claims"][0]["facts"][0].pop("start"),
        lambda report: report["articles"][0]["references"][0]["snapshot"].update(sha256="0"),
    ],
)
def test_the_schema_refuses_what_is_not_a_report(spoil):
    report = to_report(rich_run())
    spoil(report)

    with pytest.raises(ValidationError):
        validate(report)


def test_the_keys_are_those_of_the_contract_in_its_order():
    report = to_report(rich_run())
    article = report["articles"][0]
    reference, claim = article["references"][0], article["claims"][0]
    fact = claim["facts"][0]

    assert list(report) == ["schema", "tool", "run", "articles", "summary"]
    assert list(report["run"]) == ["id", "started_at", "finished_at", "offline", "exit_code"]
    assert list(article) == ["path", "title", "language", "format", "references", "claims", "left_out"]
    assert set(reference) == {
        *("id", "title", "authors", "site", "date", "access_date", "language", "url", "archive_url", "cited"),
        *("health", "health_sign", "final_url", "media_type", "snapshot", "stand_in", "findings"),
    }
    assert list(reference["snapshot"]) == ["warc", "offset", "record_id", "sha256", "fetched_at"]
    assert set(claim) == {
        *("id", "text", "section", "kind", "position", "citations", "verdict", "score", "facts", "findings"),
    }
    assert claim["position"] == {"line": 5, "column": 1}
    assert claim["citations"] == [{"reference": "1", "direct": True}]
    assert set(fact) == {"kind", "text", "value", "start", "end", "verdict", "reason", "evidence"}
    assert set(fact["evidence"][0]) == {"reference", "quote", "start", "end", "match", "context", "detail"}
    assert list(report["summary"]) == ["claims", "references", "funnel"]
    assert list(report["summary"]["funnel"]) == ["cited", "with_url", "fetched", "readable", "checked"]


def test_offsets_of_facts_are_in_the_claims_text():
    for article in to_report(rich_run())["articles"]:
        for claim in article["claims"]:
            for fact in claim["facts"]:
                assert claim["text"][fact["start"] : fact["end"]] == fact["text"]


def with_value(value: Count) -> RunResult:
    run = plain_run()
    claim = run.articles[0].claims[0]
    fact = replace(claim.facts[0], value=value)
    article = replace(run.articles[0], claims=(replace(claim, facts=(fact,)),))
    return replace(run, articles=(article,))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Count(11, None, "person", "killed"), {"low": 11, "high": None, "unit": "person", "role": "killed"}),
        (Count(1.5, 2.0, "km"), {"low": 1.5, "high": 2, "unit": "km"}),
        (Count(10**400, None), {"low": 10**400, "high": None, "unit": None}),
        (Count(None, float("inf")), {"low": None, "high": None, "unit": None}),
    ],
)
def test_counts_are_intervals_with_open_ends(value: Count, expected: object):
    text = render_json(with_value(value))

    assert json.loads(text)["articles"][0]["claims"][0]["facts"][0]["value"] == expected
    assert "Infinity" not in text


def test_a_lone_surrogate_does_not_make_the_report_unwritable():
    run = plain_run()
    article = replace(run.articles[0], article=replace(run.articles[0].article, title="\ud83d!"))
    text = render_json(replace(run, articles=(article,)))

    assert json.loads(text.encode())["articles"][0]["title"] == "\ufffd!"
