"""A judged article and other versions of its sources → what only one of the versions has, as findings.

Nothing is fetched here: earlier captures and archive copies are compared where they are at hand. A claim is judged
again only where an earlier version could say more than the present one does, or a copy less.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from citecheck.consulting import READABLE, Consulted, Consulting, Copy
from citecheck.judges import Judges, VersionJudges
from citecheck.model import (
    Article,
    ClaimResult,
    ClaimVerdict,
    Document,
    Finding,
    Health,
    ReferenceResult,
)

_MAY_PASS = frozenset({Health.UNREACHABLE, Health.DEAD})
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Comparing:
    """Compares versions of sources.

    Attributes:
        consulting: knows the earlier captures.
        judges: judge claims.
        versions: tell what is lost between two judgements.
    """

    consulting: Consulting
    judges: Judges
    versions: VersionJudges

    def compare(
        self,
        article: Article,
        consulted: Sequence[Consulted],
        claims: Sequence[ClaimResult],
        sources: Mapping[str, Any],
    ) -> tuple[list[ReferenceResult], list[ClaimResult]]:
        """References and claims with the findings of ``archive-copy-unusable`` and ``source-drift`` added.

        Args:
            article: the article.
            consulted: what became of its references.
            claims: its claims as judged.
            sources: what they were judged against, by reference.
        """
        drifts: dict[str, Finding] = {}
        references = []
        for each in consulted:
            citing = [claim for claim in claims if each.result.reference.id in _cited(claim)]
            found = self._copy_finding(article, each, citing, sources)
            references.append(replace(each.result, findings=(*each.result.findings, *([found] if found else []))))
            for claim_id, finding in self._drifts(article, each, citing, sources):
                drifts.setdefault(claim_id, finding)
        drifted = [
            replace(claim, findings=(*claim.findings, drifts[claim.claim.id])) if claim.claim.id in drifts else claim
            for claim in claims
        ]
        return references, drifted

    def _drifts(
        self, article: Article, consulted: Consulted, citing: Sequence[ClaimResult], sources: Mapping[str, Any]
    ) -> Iterator[tuple[str, Finding]]:
        """For each claim that an earlier version supports better, its finding; the newest such version counts."""
        result = consulted.result
        open_claims = [claim for claim in citing if claim.verdict is not ClaimVerdict.SUPPORTED]
        if result.document is None or result.stand_in is not None or not open_claims:
            return
        for captured_at, document in self._earlier(consulted):
            if document.text == result.document.text:
                continue
            earlier = dict(sources) | {result.reference.id: self.judges.prepare(article, document, result.diagnosis)}
            for now in open_claims:
                then = self.judges.judge_claim(article, now.claim, earlier)
                if finding := self.versions.drift(now, then, result.reference, captured_at):
                    yield now.claim.id, finding

    def _earlier(self, consulted: Consulted) -> Iterator[tuple[datetime | None, Document]]:
        for snapshot, document in self.consulting.versions(consulted.result):
            yield snapshot.fetched_at, document
        copy = consulted.copy
        if copy is not None and copy.document is not None:
            yield copy.copy.captured_at, copy.document

    def _copy_finding(
        self, article: Article, consulted: Consulted, citing: Sequence[ClaimResult], sources: Mapping[str, Any]
    ) -> Finding | None:
        """What is wrong with the archive copy that the article names."""
        result, copy = consulted.result, consulted.copy
        if copy is None or result.reference.archive_url != copy.copy.memento_url:
            return None
        if copy.diagnosis.health not in READABLE:
            return None if _may_pass(copy) else self.versions.copy_unusable(result.reference, copy.copy, copy.diagnosis)
        if copy.document is None or result.document is None or result.stand_in is not None:
            return None
        archived = dict(sources) | {result.reference.id: self.judges.prepare(article, copy.document, copy.diagnosis)}
        lacking = [
            had
            for now in citing
            for had, _ in self.versions.losses(
                now, self.judges.judge_claim(article, now.claim, archived), result.reference.id
            )
        ]
        return self.versions.copy_lacks(result.reference, copy.copy, lacking)


def _may_pass(copy: Copy) -> bool:
    """Whether the archive failed rather than the copy."""
    return copy.diagnosis.health in _MAY_PASS and copy.snapshot.status not in _GONE


def _cited(claim: ClaimResult) -> set[str]:
    return {citation.reference for citation in claim.claim.citations}
