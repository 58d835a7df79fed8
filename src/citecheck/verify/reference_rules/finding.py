"""A broken rule at a reference → its finding."""

from collections.abc import Callable, Sequence

from citecheck.model import Article, Finding, Reference, ReferenceResult, Rule
from citecheck.verify.fingerprints import fingerprint, origin

Check = Callable[[ReferenceResult, Article], Finding | None]
"""A rule that needs no other reference than its own."""

ListCheck = Callable[[Sequence[ReferenceResult], Article], dict[int, Finding]]
"""A rule about references among each other: its findings by the index of the reference."""


def finding(rule: Rule, reference: Reference, message: str) -> Finding:
    """A finding at a reference; its fingerprint holds what is cited, not where or under which number."""
    return Finding(rule, rule.level, message, reference.position, fingerprint(rule, origin(reference)))
