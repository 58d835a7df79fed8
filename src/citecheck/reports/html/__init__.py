"""A run → one HTML file that a person reads: no other file, no request, no framework."""

from citecheck.reports.html.data import reference_id
from citecheck.reports.html.page import render_html
from citecheck.reports.html.pieces import whole_source

__all__ = ["reference_id", "render_html", "whole_source"]
