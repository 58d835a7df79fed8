"""What is known of an article's sources → the article mended, as a diff or in place."""

from citecheck.patching.diff import unified_diff
from citecheck.patching.files import ArticleFile
from citecheck.patching.known import Known, known_sources
from citecheck.patching.wikitext import Patched, cited_urls, patch_wikitext

__all__ = ["ArticleFile", "Known", "Patched", "cited_urls", "known_sources", "patch_wikitext", "unified_diff"]
