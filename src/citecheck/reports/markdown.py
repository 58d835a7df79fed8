"""A run → Markdown, for the summary of a CI job: the problems first, the rest folded away."""

import html
import re
from collections.abc import Collection
from itertools import islice

from citecheck.model import (
    ArticleResult,
    Baseline,
    ClaimResult,
    Evidence,
    FactResult,
    FactVerdict,
    Level,
    ReferenceResult,
    RunResult,
    outline_of,
)
from citecheck.reports.fitting import Fitting, Frame
from citecheck.reports.inert import inert, window
from citecheck.reports.located import Located, located_in
from citecheck.reports.summary import (
    baseline_line,
    claims_line,
    exit_line,
    funnel_steps,
    levels_line,
    plural,
    references_line,
    spoken,
)
from citecheck.reports.totals import Totals

LIMIT = 1_000_000
"""Bytes; GitHub refuses a job summary above 1 MiB."""

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+!|~$^])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"})
_MARKS = {
    FactVerdict.SUPPORTED: "✅",
    FactVerdict.CONTRADICTED: "❌",
    FactVerdict.NOT_FOUND: "❔",
    FactVerdict.UNCHECKABLE: "➖",
}
_PASSAGE_LENGTH = 300
_PLACES_SHOWN = 10
_NOTE_LENGTH = 200
_ERROR = 9
"""The rank of an error at the top; parts that are folded away have that of their worst finding."""


def render_markdown(run: RunResult) -> str:
    """A run as GitHub-flavoured Markdown of at most :data:`LIMIT` bytes.

    What does not fit is left out, the least serious first, and counted.
    """
    fitting, totals = Fitting(LIMIT - _NOTE_LENGTH), Totals.of(run)
    errors = fitting.frame(Frame("### Errors\n\n"))
    for article in run.articles:
        totals.add(outline_of(article))
        _add_errors(fitting, errors, article, run.baseline)
        _add_references(fitting, article)
        _add_claims(fitting, article)
    overview, findings = _overview(run, totals), _findings(totals)
    written = fitting.written(len(f"{overview}{findings}".encode()) + 4)
    blocks = [overview, written.pop(errors, ""), findings, *written.values(), _note(fitting.left_out)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _note(left_out: int) -> str:
    if not left_out:
        return ""
    return f"{plural(left_out, 'part')} left out for want of space, the least serious first: see the JSON report."


def escaped(text: str) -> str:
    """Someone else's text, as it is, on one line: no markup, no HTML, no mention."""
    return _PUNCTUATION.sub(r"\\\1", inert(text)).translate(_ENTITIES)


def _overview(run: RunResult, totals: Totals) -> str:
    steps = " → ".join(f"{count:,} {name}" for count, name in funnel_steps(totals))
    lines = (claims_line(totals), baseline_line(totals), references_line(totals), f"sources: {steps}")
    return f"## citecheck: {exit_line(run, totals)}\n\n" + "\n".join(f"- {line}" for line in lines if line)


def _add_errors(fitting: Fitting, frame: int, article: ArticleResult, baseline: Baseline | None) -> None:
    for item in located_in(article, baseline):
        if item.finding.level is Level.ERROR and item.state.may_fail:
            fitting.add(frame, _ERROR, _error(item))


def _error(item: Located) -> str:
    lines = [f"- **{escaped(item.message)}** ({_place(item)})"]
    if isinstance(item.subject, ClaimResult):
        lines.append(f"  <br>Claim: {escaped(item.subject.claim.text)}")
    lines += [f"  <br>Source {_passage(evidence)}" for evidence in item.finding.evidence]
    return "\n".join(lines)


def _place(item: Located) -> str:
    return f"{escaped(item.path)}:{item.position.line}"


def _passage(evidence: Evidence) -> str:
    before, quote, after = window(inert(evidence.context), inert(evidence.quote), _PASSAGE_LENGTH)
    quoted = f"«{escaped(before)}{_gap(before, last=True)}<strong>{escaped(quote)}</strong>"
    detail = f": {escaped(evidence.detail)}" if evidence.detail else ""
    return f"\\[{escaped(evidence.reference)}\\] {quoted}{_gap(after)}{escaped(after)}»{detail}"


def _gap(text: str, *, last: bool = False) -> str:
    """The space at the start or end of a text, which :func:`escaped` strips."""
    return " " if (text.endswith(" ") if last else text.startswith(" ")) else ""


def _findings(totals: Totals) -> str:
    if not totals.rules:
        return ""
    rows = [
        f"| {level} | `{rule}` | {total.count} | {_where(totals, total.places)} |"
        for (level, rule), total in totals.by_rule.items()
    ]
    table = ("| level | rule | findings | where |", "|---|---|---:|---|", *rows)
    return f"### Findings: {levels_line(totals)}\n\n" + "\n".join(table)


def _where(totals: Totals, places: Collection[str]) -> str:
    shown = ", ".join(escaped(place) for place in islice(places, _PLACES_SHOWN))
    return f"{'' if totals.several else 'line '}{shown}{' …' if len(places) > _PLACES_SHOWN else ''}"


def _folded(article: ArticleResult, what: str, before: str = "", between: str = "\n\n") -> Frame:
    """What folds parts away; it is HTML, in which only HTML is escaped."""
    name = html.escape(inert(article.article.title or article.article.path))
    return Frame(f"<details><summary>{name}: {what}</summary>\n\n{before}", between, "\n\n</details>")


def _add_references(fitting: Fitting, article: ArticleResult) -> None:
    what = plural(len(article.references), "reference")
    heading = "| | health | source | cited | findings |\n|---|---|---|---:|---|\n"
    frame = fitting.frame(_folded(article, what, heading, "\n"))
    for result in article.references:
        rank = max((finding.level.rank + 1 for finding in result.findings), default=0)
        fitting.add(frame, rank, _reference(result))


def _reference(result: ReferenceResult) -> str:
    reference = result.reference
    source = escaped(reference.title or reference.url or "not defined")
    findings = "<br>".join(escaped(f"{finding.rule}: {finding.message}") for finding in result.findings)
    return f"| \\[{escaped(reference.id)}\\] | {result.health} | {source} | {reference.cited} | {findings} |"


def _add_claims(fitting: Fitting, article: ArticleResult) -> None:
    frame = fitting.frame(_folded(article, plural(len(article.claims), "claim")))
    for result in article.claims:
        rank = max((finding.level.rank + 1 for finding in result.findings), default=0)
        fitting.add(frame, rank, _claim(result))


def _claim(result: ClaimResult) -> str:
    cited = "".join(f"\\[{escaped(citation.reference)}\\]" for citation in result.claim.citations)
    heading = (
        f"- **{spoken(result.verdict)}** (line {result.claim.position.line}): {escaped(result.claim.text)} {cited}"
    )
    return "\n".join((heading.rstrip(), *(_fact(fact) for fact in result.facts)))


def _fact(fact: FactResult) -> str:
    said = "; ".join(_passage(evidence) for evidence in fact.evidence[:2]) or escaped(fact.reason)
    return f"  - {_MARKS[fact.verdict]} {fact.verdict}: {escaped(fact.text)}{' — ' if said else ''}{said}"
