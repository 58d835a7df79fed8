"""A broken rule at a reference → its finding."""

import hashlib
from collections.abc import Callable, Sequence

from citecheck.language.normalise import squash
from citecheck.model import Article, Finding, Reference, ReferenceResult, Rule

_DIGEST_CHARACTERS = 16

Check = Callable[[ReferenceResult, Article], Finding | None]
"""A rule that needs no other reference than its own."""

ListCheck = Callable[[Sequence[ReferenceResult], Article], dict[int, Finding]]
"""A rule about references among each other: its findings by the index of the reference."""


def finding(rule: Rule, reference: Reference, message: str) -> Finding:
    """A finding at a reference; its fingerprint holds what is cited, not where or under which number."""
    parts = (rule.value, reference.url or "", squash(reference.title or "")[0], reference.name or "")
    named = any(parts[1:])
    hashed = "\x1f".join(parts if named else (*parts, squash(reference.raw)[0]))
    digest = hashlib.sha256(hashed.encode()).hexdigest()[:_DIGEST_CHARACTERS]
    return Finding(rule, rule.level, message, reference.position, digest)
