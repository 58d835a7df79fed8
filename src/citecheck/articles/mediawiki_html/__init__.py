"""HTML that MediaWiki made → Article: Parsoid's, rendered pages, and their mirrors."""

from citecheck.articles.mediawiki_html.reader import read_mediawiki_html

__all__ = ["read_mediawiki_html"]
