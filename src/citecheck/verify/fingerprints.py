"""What findings are about → their fingerprints: the same in every run, whatever is edited elsewhere in the article."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from citecheck.language.normalise import squashed
from citecheck.model import ArticleResult, Claim, ClaimResult, Finding, Reference, ReferenceResult

_DIGEST_CHARACTERS = 16


def fingerprint(*parts: str) -> str:
    """A short hash of what makes a finding this one; letter case and white space do not count."""
    told = "\x1f".join(" ".join(part.casefold().split()) for part in parts)
    return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:_DIGEST_CHARACTERS]


def origin(reference: Reference) -> str:
    """What is cited, not under which number: the link, else the title, the name or the words of the reference."""
    if reference.url:
        return reference.url
    title, raw = squashed(reference.title or ""), squashed(reference.raw)
    return title or reference.name or raw.lstrip("0123456789") or raw


def settled(result: ArticleResult) -> ArticleResult:
    """An article's results with the fingerprints that its findings keep.

    Those of claims come to hold what the claims cite. Of equal findings in one article (a sentence that stands there
    twice), the second and each one after it gets a fingerprint of its own, which tells the how-manieth it is.
    """
    seen: Counter[str] = Counter()
    origins = {each.reference.id: origin(each.reference) for each in result.references}
    references = tuple(_reference(each, seen) for each in result.references)
    claims = tuple(_claim(each, origins, seen) for each in result.claims)
    return replace(result, references=references, claims=claims)


def _reference(result: ReferenceResult, seen: Counter[str]) -> ReferenceResult:
    return replace(result, findings=_settled(result.findings, (), seen)) if result.findings else result


def _claim(result: ClaimResult, origins: Mapping[str, str], seen: Counter[str]) -> ClaimResult:
    if not result.findings:
        return result
    return replace(result, findings=_settled(result.findings, _cited(result.claim, origins), seen))


def _cited(claim: Claim, origins: Mapping[str, str]) -> list[str]:
    return sorted({origins.get(citation.reference, "") for citation in claim.citations})


def _settled(findings: Iterable[Finding], cited: Iterable[str], seen: Counter[str]) -> tuple[Finding, ...]:
    kept = []
    for finding in findings:
        name = fingerprint(finding.fingerprint, *cited)
        seen[name] += 1
        kept.append(replace(finding, fingerprint=name if seen[name] == 1 else fingerprint(name, str(seen[name]))))
    return tuple(kept)
