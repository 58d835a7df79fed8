"""A run → a GitLab Code Quality report: what merge requests show beside the changed lines."""

import hashlib
import json
from collections import Counter
from pathlib import PurePath

from citecheck.model import Level, RunResult
from citecheck.reports.inert import inert
from citecheck.reports.located import Located, located

_SEVERITIES = {Level.ERROR: "critical", Level.WARNING: "minor", Level.NOTE: "info"}


def render_gitlab(run: RunResult) -> str:
    """Every finding as an issue, but those that a person has rejected or waived."""
    seen: Counter[str] = Counter()
    issues = [_issue(item, seen) for item in located(run) if not item.state.is_decided]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(item: Located, seen: Counter[str]) -> dict[str, object]:
    finding = item.finding
    return {
        "description": inert(item.message),
        "check_name": f"citecheck/{finding.rule}",
        "fingerprint": _fingerprint(item, seen),
        "severity": _SEVERITIES[finding.level],
        "location": {"path": PurePath(item.path).as_posix(), "lines": {"begin": item.position.line}},
    }


def _fingerprint(item: Located, seen: Counter[str]) -> str:
    """The finding's own, made unique, since GitLab shows only the first of equal ones."""
    finding = item.finding
    name = finding.fingerprint or f"{finding.rule} {finding.message}"
    name = f"{item.path}\0{name}"
    seen[name] += 1
    return hashlib.sha256(f"{name}\0{seen[name]}".encode(errors="replace")).hexdigest()[:32]
