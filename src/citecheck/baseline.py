"""The baseline file: findings that are known or waived, so that only new ones fail a run.

One JSON object a line, sorted, so that it merges and reviews well in version control. ``fingerprint`` decides; the
other keys say what it is to whoever reads the file. ``decision``, ``reason``, ``by`` and ``waived_until`` stand where a
person decided; a waiver holds until the end of its day.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from citecheck.errors import ConfigError
from citecheck.model import ArticleResult, Decision, Finding, JudgedFinding, RunResult


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding that does not fail a run.

    ``decision`` is ``None`` where it is merely known, ``REJECT`` where it is a false alarm, ``WAIVE`` where it is
    waived, until ``waived_until`` if that is given.
    """

    fingerprint: str
    rule: str = ""
    article: str = ""
    message: str = ""
    decision: Decision | None = None
    reason: str = ""
    by: str = ""
    waived_until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it still keeps its finding from failing a run."""
        return self.waived_until is None or today <= self.waived_until


def read_baseline(path: Path, today: date) -> frozenset[str]:
    """The fingerprints that a baseline file lists, without those whose waiver is over.

    Raises:
        ConfigError: As of :func:`read_entries`.
    """
    return frozenset(entry.fingerprint for entry in read_entries(path) if entry.holds(today))


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The entries of a baseline file, in its order.

    Raises:
        ConfigError: The file cannot be read, or a line is no entry; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise ConfigError(f"{path}: the baseline cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the baseline is not UTF-8 text (byte {error.start})") from error
    return tuple(_entry(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def _entry(line: str, where: str) -> Entry:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{where}: not a JSON object: {error}") from error
    if not isinstance(given, dict) or not isinstance(given.get("fingerprint"), str):
        raise ConfigError(f"{where}: an entry needs a fingerprint")
    texts = {name: _text(given, name, where) for name in ("rule", "article", "message", "reason", "by")}
    return Entry(given["fingerprint"], **texts, decision=_decision(given, where), waived_until=_day(given, where))


def _text(given: Mapping[str, Any], name: str, where: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise ConfigError(f"{where}: {name} is not a text")
    return value


def _decision(given: Mapping[str, Any], where: str) -> Decision | None:
    """The decision; a reason or a day without one is a waiver, so that a person can write one by hand."""
    value = given.get("decision", Decision.WAIVE if "reason" in given or "waived_until" in given else None)
    if value not in (None, Decision.REJECT, Decision.WAIVE):
        raise ConfigError(f"{where}: the decision is neither reject nor waive")
    return None if value is None else Decision(value)


def _day(given: Mapping[str, Any], where: str) -> date | None:
    if "waived_until" not in given:
        return None
    try:
        return date.fromisoformat(_text(given, "waived_until", where))
    except ValueError as error:
        raise ConfigError(f"{where}: waived_until is not a day, YYYY-MM-DD") from error


def render_baseline(run: RunResult) -> str:
    """The text of a baseline that lists every finding of a run."""
    return render_entries(
        Entry(finding.fingerprint, finding.rule.value, Path(article.article.path).name, finding.message)
        for article in run.articles
        for finding in _findings(article)
    )


def render_entries(entries: Iterable[Entry]) -> str:
    """The text of a baseline with these entries, each once, sorted by article, rule and fingerprint."""
    ordered = sorted(set(entries), key=lambda entry: (entry.article, entry.rule, entry.fingerprint, entry.message))
    return "".join(json.dumps(_written(entry), ensure_ascii=False) + "\n" for entry in ordered)


def _written(entry: Entry) -> dict[str, str]:
    keys = ("article", "rule", "fingerprint", "message", "decision", "reason", "by")
    written = {key: str(value) for key in keys if (value := getattr(entry, key)) or key == "fingerprint"}
    return written | ({"waived_until": entry.waived_until.isoformat()} if entry.waived_until else {})


def with_decisions(entries: Iterable[Entry], judged: Iterable[JudgedFinding]) -> tuple[Entry, ...]:
    """A baseline's entries after what people decided in reviews.

    A rejected or waived finding gets an entry that says so, in place of the one it had; an accepted one loses an entry
    that waived or rejected it. All others stay.
    """
    kept = {entry.fingerprint: entry for entry in entries}
    for each in judged:
        made, held = each.judgement, kept.get(each.judgement.fingerprint)
        if made.decision is Decision.ACCEPT:
            if held is not None and held.decision is not None:
                del kept[made.fingerprint]
        else:
            kept[made.fingerprint] = Entry(
                made.fingerprint, each.rule.value, Path(each.article).name, each.message,
                made.decision, made.reason, made.who, made.until,
            )  # fmt: skip
    return tuple(kept.values())


def _findings(article: ArticleResult) -> Iterator[Finding]:
    for reference in article.references:
        yield from reference.findings
    for claim in article.claims:
        yield from claim.findings
