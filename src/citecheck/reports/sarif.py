"""A run → SARIF 2.1.0 (OASIS Standard), for code scanning: one result a finding, placed in the article."""

import json
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from citecheck import __version__
from citecheck.model import BaselineEntry, BaselineState, ClaimResult, Decision, Evidence, Position, Rule, RunResult
from citecheck.reports.inert import inert
from citecheck.reports.located import Located, located

Json = dict[str, Any]

_RULES = list(Rule)
_LITERAL = str.maketrans({"\\": r"\\", "[": r"\[", "]": r"\]", "{": "{{", "}": "}}"})
"""What a message must write otherwise: brackets make links (§3.11.6), braces placeholders (§3.11.5)."""


def render_sarif(run: RunResult) -> str:
    """A run as a SARIF log of one run."""
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver()},
                "invocations": [_invocation(run)],
                "columnKind": "unicodeCodePoints",
                "results": [_result(item) for item in located(run)],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _driver() -> Json:
    return {"name": "citecheck", "version": __version__, "rules": [_rule(rule) for rule in _RULES]}


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.value,
        "shortDescription": {"text": rule.summary},
        "help": {"text": f"{rule.summary} docs/rules.md explains {rule} with an example."},
        "defaultConfiguration": {"level": rule.level.value},
        "properties": {"tags": ["citations", "claims" if rule.startswith("claim") else "references"]},
    }


def _invocation(run: RunResult) -> Json:
    """``executionSuccessful`` is about the tool, not about what it found (§3.20.14)."""
    return {
        "startTimeUtc": _time(run.started_at),
        "endTimeUtc": _time(run.finished_at),
        "exitCode": run.exit_code,
        "executionSuccessful": run.exit_code in {0, 1},
    }


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def _result(item: Located) -> Json:
    finding = item.finding
    result: Json = {
        "ruleId": finding.rule.value,
        "ruleIndex": _RULES.index(finding.rule),
        "level": finding.level.value,
        "message": {"text": _message(item)},
        "locations": [{"physicalLocation": _place(item)}],
    }
    if finding.fingerprint:
        # GitHub knows results by the second alone. Its own, a hash of the line, is one for all findings of a paragraph.
        result["partialFingerprints"] = {
            "citecheck/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:1",
        }
    return result | _known(item)


def _known(item: Located) -> Json:
    """What the baseline says (§3.27.24), and what a person decided (§3.35): no consumer shows what is suppressed."""
    if item.baseline is None:
        return {}
    told: Json = {"baselineState": "new" if item.state is BaselineState.NEW else "unchanged"}
    if item.entry is None or not item.state.is_decided:
        return told | {"suppressions": []}
    suppression = {"kind": "external", "status": "accepted", "justification": _justification(item.entry)}
    return told | {"suppressions": [suppression]}


def _justification(entry: BaselineEntry) -> str:
    """``false alarm: the source says so (ana)``, ``waived until 2027-01-01: on paper``."""
    until = f" until {entry.waived_until}" if entry.waived_until else ""
    what = "false alarm" if entry.decision is Decision.REJECT else f"waived{until}"
    reason = f": {entry.reason}" if entry.reason else ""
    return inert(f"{what}{reason}" + (f" ({entry.by})" if entry.by else ""))


def _message(item: Located) -> str:
    """What is wrong, the claim where it is about one, and the passages that show it."""
    parts = [item.message]
    if isinstance(item.subject, ClaimResult):
        parts.append(f"The claim: {item.subject.claim.text}")
    parts += [_passage(evidence) for evidence in item.finding.evidence]
    return "\n".join(inert(part) for part in parts).translate(_LITERAL)


def _passage(evidence: Evidence) -> str:
    return f"Source [{evidence.reference}]: «{evidence.context or evidence.quote}»"


def _place(item: Located) -> Json:
    return {"artifactLocation": _artifact(item.path), "region": _region(item.article.article.text, item.position)}


def _artifact(path: str) -> Json:
    """A URI, relative to the root of the sources unless the path is absolute."""
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    return {"uri": quote(pure.as_posix()), "uriBaseId": "%SRCROOT%"}


def _region(text: str, position: Position) -> Json:
    """Where it starts and, where the text has it, ends; lines and columns count from 1, the end is exclusive."""
    region: Json = {"startLine": position.line, "startColumn": position.column}
    named = text[position.start : position.end].rstrip()
    if not named:
        return region
    last = named.rpartition("\n")[2]
    ends_on = position.line + named.count("\n")
    column = len(last) + (position.column if ends_on == position.line else 1)
    return region | {"endLine": ends_on, "endColumn": column}
