"""A run → the report on a terminal: sources, claims with their passages, and at the end what to act on."""

from collections.abc import Sequence
from pathlib import PurePath

from rich.console import Console
from rich.text import Text

from citecheck.model import ArticleResult, ClaimVerdict, Health, Level, Rule, RunResult
from citecheck.reports.layout import Hanging, Page
from citecheck.reports.located import Located, by_rule
from citecheck.reports.marks import Pen, level_style, verdict_style
from citecheck.reports.summary import claims_line, exit_line, funnel_steps, levels_line, plural, references_line
from citecheck.reports.terminal_claims import show_claims
from citecheck.reports.terminal_references import show_references

_PLACES_SHOWN = 8
_ERRORS_SHOWN = 20
_WORST = (ClaimVerdict.CONTRADICTED, ClaimVerdict.NOT_FOUND, ClaimVerdict.PARTIAL, ClaimVerdict.SUPPORTED)


def render_terminal(run: RunResult, console: Console, *, verbose: bool = False) -> None:
    """Print a run: for each article its references and claims, then what the findings come to.

    Args:
        run: What to report.
        console: Where to; its width, colours and encoding decide how it looks.
        verbose: Every passage and its whole sentence, every reason and address.
    """
    page, pen = Page(console), Pen.of(console)
    for result in run.articles:
        _show_title(page, pen, result)
        show_references(page, pen, result.references, verbose=verbose)
        show_claims(page, pen, result.claims, verbose=verbose)
    _show_findings(page, pen, run)
    _show_summary(page, pen, run)


def render_check(run: RunResult, console: Console) -> None:
    """Print a check of one sentence against one source: the claim, its facts, and the exit code that follows."""
    page, pen = Page(console), Pen.of(console)
    for result in run.articles:
        for reference in result.references:
            if reference.health is not Health.OK:
                page.line(pen.text(f"{reference.health}: {reference.diagnosis.sign}", "yellow"), hanging=2)
        show_claims(page, pen, result.claims, verbose=True, headings=False)
    page.line(pen.own(exit_line(run), "bold red" if run.exit_code else "bold green"), hanging=2)


def _show_title(page: Page, pen: Pen, result: ArticleResult) -> None:
    article = result.article
    page.line(pen.text(article.title or PurePath(article.path).name, "bold underline"))
    about = [article.path, article.format, article.language or "language unknown"]
    counts = [plural(len(result.references), "reference"), plural(len(result.claims), "claim")]
    page.line(pen.text(" · ".join((*about, *counts)), "dim"))
    page.line()


def _show_findings(page: Page, pen: Pen, run: RunResult) -> None:
    """What is wrong, the worst first: each error with its message, the rest one line a rule."""
    groups = by_rule(run)
    if not groups:
        return
    page.line(pen.own(f"Findings: {levels_line(finding.level for finding in run.findings)}", "bold"))
    rule_width = max(len(rule) for _, rule in groups)
    for (level, rule), items in groups.items():
        loud = level is Level.ERROR
        for group in [[item] for item in items[:_ERRORS_SHOWN]] if loud else [items]:
            about = pen.text(_places(run, group) + (f": {group[0].finding.message}" if loud else ""))
            _show_finding(page, pen, (level, rule), rule_width, len(group), about)
        if loud and len(items) > _ERRORS_SHOWN:
            page.line(f"and {len(items) - _ERRORS_SHOWN:,} more of {rule}", indent=2)
    page.line()


def _show_finding(page: Page, pen: Pen, kind: tuple[Level, Rule], rule_width: int, count: int, about: Text) -> None:
    level, rule = kind
    word = pen.word(level, level_style(level))
    if page.narrow:
        page.line(Text.assemble(word, f" {rule} {count}x " if count > 1 else f" {rule} ", about), indent=2, hanging=2)
    else:
        page.row([(word, 7), (str(rule), rule_width), (f"{count:>3}", 3)], [Hanging(about)], indent=2)


def _places(run: RunResult, items: Sequence[Located]) -> str:
    """``line 14, 22``: where the findings are; with the file's name where the run has several."""
    if len(run.articles) == 1:
        places = dict.fromkeys(str(item.position.line) for item in items)
    else:
        places = dict.fromkeys(f"{PurePath(item.path).name}:{item.position.line}" for item in items)
    more = f" and {len(places) - _PLACES_SHOWN} more" if len(places) > _PLACES_SHOWN else ""
    return ("line " if len(run.articles) == 1 else "") + ", ".join(list(places)[:_PLACES_SHOWN]) + more


def _show_summary(page: Page, pen: Pen, run: RunResult) -> None:
    steps = [f"{count:,} {name}" for count, name in funnel_steps(run)]
    page.line(pen.own(f"Sources: {' → '.join(steps)}"), hanging=2)
    page.line(pen.own(references_line(run)), hanging=2)
    worst = next((verdict for verdict in _WORST if run.claim_counts[verdict]), None)
    page.line(pen.own(claims_line(run), f"bold {verdict_style(worst)}" if worst else "bold"), hanging=2)
    page.line(pen.own(exit_line(run), "bold red" if run.exit_code else "bold green"), hanging=2)
