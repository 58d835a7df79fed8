"""A run → the whole page: templates, style, scripts and data in one file that asks nobody for anything."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from citecheck import __version__
from citecheck.model import ArticleResult, ClaimVerdict, Health, LinkHealth, RunResult, outline_of
from citecheck.reports.html.charts import funnel, health_group, over_time, span, stacked
from citecheck.reports.html.data import report_data, safe_json
from citecheck.reports.html.pieces import Passage, passage, shown
from citecheck.reports.html.view import ArticleView, article_view
from citecheck.reports.located import Located
from citecheck.reports.summary import exit_line, funnel_steps, plural, spoken
from citecheck.reports.totals import Totals

if TYPE_CHECKING:
    from jinja2 import Environment

SCRIPTS = ("elements.js", "items.js", "evidence.js", "panel.js", "filters.js", "keys.js", "theme.js")
"""In the order in which the page runs them; :data:`REVIEW_SCRIPTS` come after, :data:`LAST` at the end."""

REVIEW_SCRIPTS = ("decisions.js", "judging.js", "sources.js")
LAST = "start.js"
MOST_CLAIMS = 30_000
"""Claims of a run that one page shows; a page of a hundred thousand would only keep the browser busy."""

STYLES = ("page.css", "overview.css", "text.css", "panel.css")


def render_html(run: RunResult, *, history: Sequence[LinkHealth] = (), review: bool = False) -> str:
    """A run as one self-contained HTML page.

    Args:
        run: What to show. Its articles are gone through once; those beyond :data:`MOST_CLAIMS` are counted, not shown.
        history: The link health of this and earlier runs over the same articles, oldest first; drawn from two on.
        review: Whether the page is served by ``citecheck review``, and so lets a person judge findings.
    """
    kept, totals = _fitting(run)
    articles = [article_view(number, result) for number, result in enumerate(kept)]
    scripts = [_asset(name) for name in (*SCRIPTS, *(REVIEW_SCRIPTS if review else ()), LAST)]
    style = "\n".join(_asset(name) for name in STYLES)
    counts = {
        "claims": totals.claims.total(),
        "verdicts": stacked((verdict, totals.claims[verdict]) for verdict in ClaimVerdict),
        "health": [(each, health_group(each), totals.references[each]) for each in Health if totals.references[each]],
        "funnel": funnel(funnel_steps(totals)),
        "history": over_time(history) if len(history) > 1 else (),
        "rules": [(rule.value, level.value, found.count) for (level, rule), found in totals.by_rule.items()],
    }
    text = (
        _environment()
        .get_template("page.html")
        .render(
            **counts,
            run=run,
            version=__version__,
            review=review,
            title=_title(articles),
            outcome=exit_line(run, totals),
            articles=articles,
            hidden=len(run.articles) - len(articles),
            policy=policy(scripts, style, review=review),
            style=style,
            scripts=scripts,
            data=safe_json(report_data(run.id, kept)),
        )
    )
    return text.rstrip("\n") + "\n"


def _fitting(run: RunResult) -> tuple[list[ArticleResult], Totals]:
    """As many articles, from the first on, as a browser shows with ease; and what all of them come to."""
    kept: list[ArticleResult] = []
    totals = Totals.of(run)
    for result in run.articles:
        if totals.claims.total() + len(result.claims) <= MOST_CLAIMS or not kept:
            kept.append(result)
        totals.add(outline_of(result))
    return kept, totals


def policy(scripts: Sequence[str], style: str, *, review: bool) -> str:
    """The Content-Security-Policy: these scripts, this style, and nothing else from anywhere.

    ``require-trusted-types-for`` has the browser refuse to parse any text as markup, whatever a script may do.
    """
    allowed = " ".join(_digest(script) for script in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {allowed}",
            f"style-src {_digest(style)}",
            "connect-src 'self'" if review else "connect-src 'none'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _title(articles: Sequence[ArticleView]) -> str:
    return articles[0].title if len(articles) == 1 else plural(len(articles), "article")


@cache
def _asset(name: str) -> str:
    return files("citecheck.reports.html").joinpath("static", name).read_text(encoding="utf-8").strip() + "\n"


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("citecheck.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": shown, "spoken": spoken, "plural": plural}
    environment.globals |= {"verdicts_known": list(ClaimVerdict), "first_passage": _first_passage, "span": span}
    return environment


def _first_passage(item: Located) -> Passage | None:
    """What is shown of a finding where no script runs."""
    if not item.finding.evidence:
        return None
    evidence = item.finding.evidence[0]
    source = next((each for each in item.article.references if each.reference.id == evidence.reference), None)
    return passage(evidence, source.document if source else None)
