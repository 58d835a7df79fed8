"""A run → GitHub workflow commands: annotations on the article for the ten worst findings."""

from itertools import islice
from pathlib import PurePath

from citecheck.model import Level, RunResult
from citecheck.reports.inert import inert
from citecheck.reports.located import Located, located, worst_first
from citecheck.reports.summary import claims_line, exit_line, plural
from citecheck.reports.totals import totals_of

_SHOWN = 10
"""GitHub shows no more annotations of one kind for a step."""

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(run: RunResult) -> str:
    """The ten worst findings as annotations, then a line on the rest, the claims and the exit code.

    The lines act when a step of a GitHub workflow prints them; elsewhere they are only text.
    """
    findings, totals = worst_first(list(located(run))), totals_of(run)
    lines = [_annotation(item) for item in islice(findings, _SHOWN)]
    if len(findings) > _SHOWN:
        lines.append(f"and {plural(len(findings) - _SHOWN, 'more finding')}")
    return "\n".join([*lines, claims_line(totals), exit_line(run, totals)]) + "\n"


def _annotation(item: Located) -> str:
    finding, position = item.finding, item.position
    properties = {
        "file": PurePath(item.path).as_posix(),
        "line": str(position.line),
        "col": str(position.column),
        "title": f"citecheck: {finding.rule}",
    }
    given = ",".join(f"{name}={inert(value).translate(_PROPERTY)}" for name, value in properties.items())
    passages = [f"Source [{piece.reference}]: «{piece.context or piece.quote}»" for piece in finding.evidence]
    message = "\n".join(inert(line) for line in (finding.message, *passages))
    return f"::{_COMMANDS[finding.level]} {given}::{message.translate(_DATA)}"
