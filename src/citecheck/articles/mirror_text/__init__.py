"""The plain text of a mirror page → Article."""

from citecheck.articles.mirror_text.reader import read_mirror_text

__all__ = ["read_mirror_text"]
