"""Results → reports, one file per format."""

from collections.abc import Callable, Mapping

from citecheck.model import RunResult
from citecheck.reports.json_report import render_json, report_schema, to_report
from citecheck.reports.terminal import render_terminal

FORMATS: Mapping[str, Callable[[RunResult], str]] = {
    "json": render_json,
}
"""The formats for files by the name that ``--report`` takes; a new one is one file and one line here."""

__all__ = ["FORMATS", "render_json", "render_terminal", "report_schema", "to_report"]
