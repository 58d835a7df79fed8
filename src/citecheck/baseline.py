"""The baseline file: findings that are known or waived, so that only new ones fail a run.

One JSON object a line, sorted, behind a line that names the version, so that it merges and reviews well in version
control. ``fingerprint`` decides, in whichever article; the other keys say what it is to whoever reads the file.
``decision``, ``reason``, ``by`` and ``waived_until`` stand where a person decided; a waiver holds until the end of its
day.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from citecheck.config import nearest
from citecheck.errors import ConfigError
from citecheck.model import Baseline, BaselineEntry, Decision, Finding, JudgedFinding, RunResult

SCHEMA = "citecheck.baseline/1"
"""What the first line of a file says, so that no version takes another's entries for its own."""

_HERE = PurePath()
_TEXTS = ("rule", "article", "message", "reason", "by")
_KEYS = ("fingerprint", *_TEXTS, "decision", "waived_until")


def read_baseline(path: Path, today: date) -> Baseline:
    """The entries of a baseline file as they are on a day; of several for one finding, one that still holds counts.

    Raises:
        ConfigError: As of :func:`read_entries`.
    """
    return baseline_of(read_entries(path), today, path.absolute().parent)


def baseline_of(entries: Iterable[BaselineEntry], today: date, folder: PurePath = _HERE) -> Baseline:
    """Entries as they are on a day; of several for one finding, one that still holds counts."""
    held = sorted(entries, key=lambda entry: not entry.state(today).may_fail)
    return Baseline({entry.fingerprint: entry for entry in held}, today, folder)


def read_entries(path: Path) -> tuple[BaselineEntry, ...]:
    """The entries of a baseline file, in its order.

    Raises:
        ConfigError: The file cannot be read, or a line is no entry; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: there is no such baseline; `citecheck run --update-baseline` makes one") from error
    except OSError as error:
        raise ConfigError(f"{path}: the baseline cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the baseline is not UTF-8 text (byte {error.start})") from error
    read = (_entry(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip())
    return tuple(entry for entry in read if entry is not None)


def _entry(line: str, where: str) -> BaselineEntry | None:
    """The entry of a line; ``None`` for the line that names the version."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{where}: not a JSON object: {error}") from error
    if isinstance(given, dict) and "schema" in given:
        _check_schema(given["schema"], where)
        return None
    if not isinstance(given, dict) or not isinstance(given.get("fingerprint"), str) or not given["fingerprint"]:
        raise ConfigError(f"{where}: an entry needs a fingerprint")
    if unknown := [key for key in given if key not in _KEYS]:
        raise ConfigError(f"{where}: an entry has no {unknown[0]!r}{nearest(unknown[0], _KEYS)}")
    texts = {name: _text(given, name, where) for name in _TEXTS}
    return BaselineEntry(
        given["fingerprint"], **texts, decision=_decision(given, where), waived_until=_day(given, where)
    )


def _check_schema(schema: object, where: str) -> None:
    if schema != SCHEMA:
        raise ConfigError(
            f"{where}: the baseline is written as {schema!r}, and this citecheck reads {SCHEMA!r}: use the citecheck "
            "that wrote it, or make a new one with --update-baseline in another file"
        )


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


def updated(known: Baseline, run: RunResult, *, keep_gone: bool = False) -> tuple[BaselineEntry, ...]:
    """A baseline's entries after a run: every finding of it, each with what was decided about it before.

    Entries that the run's articles no longer have are left out, unless ``keep_gone``; those of other articles, and
    those that name none, stay.
    """
    held = known.entries
    found: dict[str, BaselineEntry] = {}
    articles = set()
    for result in run.articles:
        article = known.name_of(result.article.path)
        articles.add(article)
        for finding in result.findings:
            found.setdefault(finding.fingerprint, _taken(held.get(finding.fingerprint), finding, article))
    stays = [each for name, each in held.items() if name not in found and (keep_gone or each.article not in articles)]
    return (*found.values(), *stays)


def _taken(held: BaselineEntry | None, finding: Finding, article: str) -> BaselineEntry:
    entry = held or BaselineEntry(finding.fingerprint)
    return replace(entry, rule=finding.rule.value, article=article, message=finding.message)


def render_entries(entries: Iterable[BaselineEntry]) -> str:
    """The text of a baseline with these entries, each once, sorted by article, rule and fingerprint."""
    ordered = sorted(set(entries), key=lambda entry: (entry.article, entry.rule, entry.fingerprint, entry.message))
    lines = [{"schema": SCHEMA}, *(_written(entry) for entry in ordered)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _written(entry: BaselineEntry) -> dict[str, str]:
    keys = ("article", "rule", "fingerprint", "message", "decision", "reason", "by")
    written = {key: str(value) for key in keys if (value := getattr(entry, key)) or key == "fingerprint"}
    return written | ({"waived_until": entry.waived_until.isoformat()} if entry.waived_until else {})


def with_decisions(known: Baseline, judged: Iterable[JudgedFinding]) -> tuple[BaselineEntry, ...]:
    """A baseline's entries after what people decided in reviews.

    A rejected or waived finding gets an entry that says so, in place of the one it had; an accepted one loses an entry
    that waived or rejected it. All others stay.
    """
    kept = dict(known.entries)
    for each in judged:
        made, held = each.judgement, kept.get(each.judgement.fingerprint)
        if made.decision is Decision.ACCEPT:
            if held is not None and held.decision is not None:
                del kept[made.fingerprint]
        else:
            kept[made.fingerprint] = BaselineEntry(
                made.fingerprint, each.rule.value, known.name_of(each.article), each.message,
                made.decision, made.reason, made.who, made.until,
            )  # fmt: skip
    return tuple(kept.values())
