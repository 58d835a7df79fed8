"""Markdown → Article."""

from citecheck.articles.markdown.reader import read_markdown

__all__ = ["read_markdown"]
