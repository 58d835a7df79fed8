"""A run → Markdown, for the summary of a CI job: the problems first, the rest folded away."""

import html
import re
from collections.abc import Iterable, Iterator

from citecheck.model import ArticleResult, ClaimResult, Evidence, FactResult, FactVerdict, Level, RunResult
from citecheck.reports.inert import inert, window
from citecheck.reports.located import Located, by_rule, located
from citecheck.reports.summary import claims_line, exit_line, funnel_steps, levels_line, plural, references_line, spoken
from citecheck.reports.totals import totals_of

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


def render_markdown(run: RunResult) -> str:
    """A run as GitHub-flavoured Markdown of at most :data:`LIMIT` bytes; what does not fit is counted."""
    blocks = [*_overview(run), *_errors(run), *_findings(run)]
    for article in run.articles:
        blocks += [*_references(article), *_claims(article)]
    return _fitted(blocks)


def _fitted(blocks: Iterable[str]) -> str:
    kept: list[str] = []
    size, left_out = 0, 0
    for block in blocks:
        size += len(block.encode()) + 2
        if size > LIMIT:
            left_out += 1
        else:
            kept.append(block)
    if left_out:
        kept.append(f"{plural(left_out, 'part')} left out for want of space: see the JSON report.")
    return "\n\n".join(kept) + "\n"


def escaped(text: str) -> str:
    """Someone else's text, as it is, on one line: no markup, no HTML, no mention."""
    return _PUNCTUATION.sub(r"\\\1", inert(text)).translate(_ENTITIES)


def _overview(run: RunResult) -> Iterator[str]:
    totals = totals_of(run)
    yield f"## citecheck: {exit_line(run, totals)}"
    steps = " → ".join(f"{count:,} {name}" for count, name in funnel_steps(totals))
    yield "\n".join((f"- {claims_line(totals)}", f"- {references_line(totals)}", f"- sources: {steps}"))


def _errors(run: RunResult) -> Iterator[str]:
    errors = [item for item in located(run) if item.finding.level is Level.ERROR]
    if errors:
        yield "### Errors"
    for item in errors:
        yield _error(item)


def _error(item: Located) -> str:
    lines = [f"- **{escaped(item.finding.message)}** ({_place(item)})"]
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


def _findings(run: RunResult) -> Iterator[str]:
    groups = by_rule(run)
    if not groups:
        return
    yield f"### Findings: {levels_line(totals_of(run))}"
    rows = [
        f"| {level} | `{rule}` | {len(items)} | {', '.join(dict.fromkeys(_place(item) for item in items[:10]))}"
        f"{' …' if len(items) > 10 else ''} |"
        for (level, rule), items in groups.items()
    ]
    yield "\n".join(("| level | rule | findings | where |", "|---|---|---:|---|", *rows))


def _folded(article: ArticleResult, what: str) -> str:
    """The start of a part that is folded away; it is HTML, in which only HTML is escaped."""
    name = html.escape(inert(article.article.title or article.article.path))
    return f"<details><summary>{name}: {what}</summary>"


def _references(article: ArticleResult) -> Iterator[str]:
    if not article.references:
        return
    yield _folded(article, plural(len(article.references), "reference"))
    yield "| | health | source | cited | findings |\n|---|---|---|---:|---|\n" + "\n".join(
        f"| \\[{escaped(result.reference.id)}\\] | {result.health} | "
        f"{escaped(result.reference.title or result.reference.url or 'not defined')} | {result.reference.cited} | "
        f"{'<br>'.join(escaped(f'{finding.rule}: {finding.message}') for finding in result.findings)} |"
        for result in article.references
    )
    yield "</details>"


def _claims(article: ArticleResult) -> Iterator[str]:
    if not article.claims:
        return
    yield _folded(article, plural(len(article.claims), "claim"))
    for result in article.claims:
        yield _claim(result)
    yield "</details>"


def _claim(result: ClaimResult) -> str:
    cited = "".join(f"\\[{escaped(citation.reference)}\\]" for citation in result.claim.citations)
    heading = (
        f"- **{spoken(result.verdict)}** (line {result.claim.position.line}): {escaped(result.claim.text)} {cited}"
    )
    return "\n".join((heading.rstrip(), *(_fact(fact) for fact in result.facts)))


def _fact(fact: FactResult) -> str:
    said = "; ".join(_passage(evidence) for evidence in fact.evidence[:2]) or escaped(fact.reason)
    return f"  - {_MARKS[fact.verdict]} {fact.verdict}: {escaped(fact.text)}{' — ' if said else ''}{said}"
