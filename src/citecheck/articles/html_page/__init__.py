"""A web page with links or footnotes → Article."""

from citecheck.articles.html_page.reader import read_html_page

__all__ = ["read_html_page"]
