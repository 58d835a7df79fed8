"""Wikitext → Article."""

from citecheck.articles.wikitext.reader import read_wikitext

__all__ = ["read_wikitext"]
