"""A run and what people say of its findings ↔ a page on this machine, for one browser and nobody else.

The standard library's HTTP server suffices: one person, three addresses, loopback only. Each request is answered by
:class:`ReviewApp`, which knows no socket; :mod:`citecheck.review.server` is all that does.
"""

from citecheck.review.access import Access
from citecheck.review.app import JudgementLog, ReviewApp, Source
from citecheck.review.server import ReviewServer

__all__ = ["Access", "JudgementLog", "ReviewApp", "ReviewServer", "Source"]
