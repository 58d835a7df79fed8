"""A run → one HTML file that a person reads: no other file, no request, no framework."""

from citecheck.reports.html.page import render_html

__all__ = ["render_html"]
