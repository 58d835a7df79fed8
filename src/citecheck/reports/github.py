"""A run → GitHub workflow commands: annotations on the article for the ten worst findings."""

from heapq import nsmallest
from pathlib import PurePath

from citecheck.model import Level, RunResult, outline_of
from citecheck.reports.inert import inert
from citecheck.reports.located import Located, located_in
from citecheck.reports.summary import baseline_line, claims_line, exit_line, plural
from citecheck.reports.totals import Totals

_SHOWN = 10
"""GitHub shows no more annotations of one kind for a step."""

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(run: RunResult) -> str:
    """The ten worst findings as annotations, then a line on the rest, the claims and the exit code.

    What the baseline knows is only counted. The lines act when a step of a GitHub workflow prints them; elsewhere they
    are only text.
    """
    totals, worst = Totals.of(run), list[Located]()
    for article in run.articles:
        totals.add(outline_of(article))
        new = (item for item in located_in(article, run.baseline) if item.state.may_fail)
        worst = nsmallest(_SHOWN, [*worst, *new], key=lambda item: -item.finding.level.rank)
    lines = [_annotation(item) for item in worst]
    findings = sum(total.count - total.known for total in totals.rules.values())
    if findings > _SHOWN:
        lines.append(f"and {plural(findings - _SHOWN, 'more finding')}")
    told = [line for line in (claims_line(totals), baseline_line(totals), exit_line(run, totals)) if line]
    return "\n".join([*lines, *told]) + "\n"


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
    message = "\n".join(inert(line) for line in (item.message, *passages))
    return f"::{_COMMANDS[finding.level]} {given}::{message.translate(_DATA)}"
