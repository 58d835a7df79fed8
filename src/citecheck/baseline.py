"""The baseline file: findings that are known, so that only new ones fail a run.

One JSON object a line, sorted, so that it merges and reviews well in version control. ``fingerprint`` decides;
the other keys say what it is to whoever reads the file.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from citecheck.errors import ConfigError
from citecheck.model import ArticleResult, Finding, RunResult


def read_baseline(path: Path) -> frozenset[str]:
    """The fingerprints that a baseline file lists.

    Raises:
        ConfigError: The file cannot be read, or a line is not an object with a fingerprint.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigError(f"{path}: the baseline cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the baseline is not UTF-8 text (byte {error.start})") from error
    return frozenset(_fingerprint(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip())


def _fingerprint(line: str, where: str) -> str:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise ConfigError(f"{where}: not a JSON object: {error}") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("fingerprint"), str):
        raise ConfigError(f"{where}: an entry needs a fingerprint")
    fingerprint: str = entry["fingerprint"]
    return fingerprint


def render_baseline(run: RunResult) -> str:
    """The text of a baseline that lists every finding of a run."""
    lines = {_line(article, finding) for article in run.articles for finding in _findings(article)}
    return "".join(line + "\n" for line in sorted(lines))


def _findings(article: ArticleResult) -> Iterable[Finding]:
    for reference in article.references:
        yield from reference.findings
    for claim in article.claims:
        yield from claim.findings


def _line(article: ArticleResult, finding: Finding) -> str:
    entry = {
        "article": Path(article.article.path).name,
        "rule": str(finding.rule),
        "fingerprint": finding.fingerprint,
        "message": finding.message,
    }
    return json.dumps(entry, ensure_ascii=False)
