"""Results → reports, one file per format."""

from collections.abc import Callable, Mapping

from citecheck.model import RunResult
from citecheck.reports.csv_report import render_csv
from citecheck.reports.github import render_github
from citecheck.reports.gitlab import render_gitlab
from citecheck.reports.html import render_html
from citecheck.reports.json_report import render_json, report_schema, to_report
from citecheck.reports.judged import render_judged, render_judged_json
from citecheck.reports.junit import render_junit
from citecheck.reports.markdown import render_markdown
from citecheck.reports.refs import render_refs
from citecheck.reports.refs_json import render_refs_csl, render_refs_json
from citecheck.reports.sarif import render_sarif
from citecheck.reports.terminal import render_check, render_terminal

FORMATS: Mapping[str, Callable[[RunResult], str]] = {
    "html": render_html,
    "json": render_json,
    "markdown": render_markdown,
    "junit": render_junit,
    "sarif": render_sarif,
    "github": render_github,
    "gitlab": render_gitlab,
    "csv": render_csv,
}
"""The formats for files by the name that ``--report`` takes; a new one is one file and one line here."""

__all__ = [
    "FORMATS",
    "render_check",
    "render_html",
    "render_json",
    "render_judged",
    "render_judged_json",
    "render_refs",
    "render_refs_csl",
    "render_refs_json",
    "render_terminal",
    "report_schema",
    "to_report",
]
