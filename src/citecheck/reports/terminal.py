"""A run → the report on a terminal: sources, claims with their passages, and at the end what to act on."""

from collections.abc import Sequence
from pathlib import PurePath

from rich.console import Console
from rich.text import Text

from citecheck.model import (
    ArticleResult,
    ClaimResult,
    ClaimVerdict,
    Health,
    Level,
    Outline,
    Rule,
    RunResult,
    outline_of,
    outlines_of,
)
from citecheck.reports.layout import Hanging, Page
from citecheck.reports.marks import Pen, level_style, verdict_style
from citecheck.reports.summary import (
    baseline_line,
    claims_line,
    exit_line,
    funnel_steps,
    levels_line,
    plural,
    references_line,
)
from citecheck.reports.terminal_claims import show_claims
from citecheck.reports.terminal_references import show_references
from citecheck.reports.totals import Totals, totals_of

_PLACES_SHOWN = 8
_SHOWN_WHOLE = 20
"""Articles of a run whose references and claims are all shown."""

_WORST = (ClaimVerdict.CONTRADICTED, ClaimVerdict.NOT_FOUND, ClaimVerdict.PARTIAL, ClaimVerdict.SUPPORTED)


def render_terminal(run: RunResult, console: Console, *, verbose: bool = False) -> None:
    """Print a run: for each article its references and claims, then what the findings come to.

    Of many articles only those with an error get a line each, unless ``verbose``.

    Args:
        run: What to report.
        console: Where to; its width, colours and encoding decide how it looks.
        verbose: Every passage and its whole sentence, every reason and address.
    """
    page, pen = Page(console), Pen.of(console)
    if len(run.articles) > _SHOWN_WHOLE and not verbose:
        totals = _show_lines(page, pen, run)
    else:
        totals = _show_whole(page, pen, run, verbose=verbose)
    _show_findings(page, pen, totals)
    _show_summary(page, pen, run, totals)


def render_check(run: RunResult, console: Console) -> None:
    """Print a check of one sentence against one source: the claim, its facts, and the exit code that follows."""
    page, pen = Page(console), Pen.of(console)
    for result in run.articles:
        for reference in result.references:
            if reference.health is not Health.OK:
                page.line(pen.text(f"{reference.health}: {reference.diagnosis.sign}", "yellow"), hanging=2)
        show_claims(page, pen, result.claims, verbose=True, headings=False)
        for claim in result.claims:
            page.line(pen.text(_support(claim), "dim"), hanging=2)
    page.line(pen.own(exit_line(run, totals_of(run)), "bold red" if run.exit_code else "bold green"), hanging=2)


def _support(claim: ClaimResult) -> str:
    """How well a claim is supported as a whole, and what keeps it from being judged where it states no fact."""
    told = f"support {claim.score:.2f} (0 none, 1 whole)"
    return told if claim.facts else "; ".join((told, *(finding.message for finding in claim.findings)))


def _show_whole(page: Page, pen: Pen, run: RunResult, *, verbose: bool) -> Totals:
    """Each article with its references and claims; what they come to."""
    totals = Totals.of(run)
    for result in run.articles:
        _show_title(page, pen, result)
        show_references(page, pen, result.references, verbose=verbose)
        show_claims(page, pen, result.claims, verbose=verbose)
        totals.add(outline_of(result))
    return totals


def _show_lines(page: Page, pen: Pen, run: RunResult) -> Totals:
    """One line for each article that has an error that is not known; what all of them come to."""
    totals = Totals.of(run)
    for outline in outlines_of(run.articles):
        if any(finding.level is Level.ERROR for finding in outline.findings):
            _show_line(page, pen, outline, run)
        totals.add(outline)
    return totals


def _show_line(page: Page, pen: Pen, outline: Outline, run: RunResult) -> None:
    """One line for an article that has an error that is not known."""
    totals = Totals.of(run)
    totals.add(outline)
    if any(total.count > total.known for (level, _), total in totals.rules.items() if level is Level.ERROR):
        about = f"{outline.path}: {claims_line(totals)} · {references_line(totals)}"
        page.line(Text.assemble(pen.word(Level.ERROR, level_style(Level.ERROR)), " ", pen.text(about)), hanging=2)


def _show_title(page: Page, pen: Pen, result: ArticleResult) -> None:
    article = result.article
    page.line(pen.text(article.title or PurePath(article.path).name, "bold underline"))
    about = [article.path, article.format, article.language or "language unknown"]
    counts = [plural(len(result.references), "reference"), plural(len(result.claims), "claim")]
    page.line(pen.text(" · ".join((*about, *counts)), "dim"))
    page.line()


def _show_findings(page: Page, pen: Pen, totals: Totals) -> None:
    """What is wrong, the worst first: each error with its message, the rest one line a rule."""
    rules = totals.by_rule
    if not rules:
        return
    page.line(pen.own(f"Findings: {levels_line(totals)}", "bold"))
    rule_width = max(len(rule) for _, rule in rules)
    for (level, rule), total in rules.items():
        if level is Level.ERROR:
            for place, message in total.told:
                about = pen.text(f"{_where([place], totals)}: {message}")
                _show_finding(page, pen, (level, rule), rule_width, 1, about)
            if total.known:
                page.line(f"and {total.known:,} of {rule} that the baseline knows", indent=2)
            if more := total.count - total.known - len(total.told):
                page.line(f"and {more:,} more of {rule}", indent=2)
        else:
            about = pen.text(_where(list(total.places), totals))
            _show_finding(page, pen, (level, rule), rule_width, total.count, about)
    page.line()


def _show_finding(page: Page, pen: Pen, kind: tuple[Level, Rule], rule_width: int, count: int, about: Text) -> None:
    level, rule = kind
    word = pen.word(level, level_style(level))
    if page.narrow:
        page.line(Text.assemble(word, f" {rule} {count}x " if count > 1 else f" {rule} ", about), indent=2, hanging=2)
    else:
        page.row([(word, 7), (str(rule), rule_width), (f"{count:>3}", 3)], [Hanging(about)], indent=2)


def _where(places: Sequence[str], totals: Totals) -> str:
    """``line 14, 22``: where findings are; with the file's name where the run has several articles."""
    more = f" and {len(places) - _PLACES_SHOWN:,} more" if len(places) > _PLACES_SHOWN else ""
    return ("" if totals.several else "line ") + ", ".join(places[:_PLACES_SHOWN]) + more


def _show_summary(page: Page, pen: Pen, run: RunResult, totals: Totals) -> None:
    steps = [f"{count:,} {name}" for count, name in funnel_steps(totals)]
    page.line(pen.own(f"Sources: {' → '.join(steps)}"), hanging=2)
    page.line(pen.own(references_line(totals)), hanging=2)
    worst = next((verdict for verdict in _WORST if totals.claims[verdict]), None)
    page.line(pen.own(claims_line(totals), f"bold {verdict_style(worst)}" if worst else "bold"), hanging=2)
    if line := baseline_line(totals):
        page.line(pen.own(line[0].upper() + line[1:]), hanging=2)
    page.line(pen.own(exit_line(run, totals), "bold red" if run.exit_code else "bold green"), hanging=2)
