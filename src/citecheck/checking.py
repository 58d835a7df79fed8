"""An article and its sources → its results: each source read and diagnosed, each claim judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from citecheck.collecting import Progress, Source, Wanted
from citecheck.comparing import Comparing
from citecheck.consulting import Consulted, Consulting, Detours, Known
from citecheck.judges import Judges, VersionJudges
from citecheck.model import Article, ArticleResult, Claim, ClaimResult, Judged, Reading, ReferenceResult
from citecheck.pages import Pages, Reader
from citecheck.recalling import Recall


@dataclass(frozen=True, slots=True)
class Asks:
    """What should be collected before an article is checked: pages beside its links, and archive copies."""

    wanted: Sequence[Wanted]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check, and the captures that were read anew for it, for later runs to take over."""

    outcome: ArticleResult | Asks
    readings: Sequence[Reading] = ()


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks one article at a time, from captures alone.

    Attributes:
        captures: where captures are read.
        judges: read, prepare and judge.
        versions: tell what is lost between two versions of a source; without them none are compared.
        detours: addresses beside a link's own; without them nothing is asked for.
        check_copies: whether every archive copy that the article names is read.
        claims: whether claims are judged; without, a check is one of the links.
        recall: what earlier runs read and judged, to be taken over; without it nothing is kept for later ones either.
        progress: told how far the claims have come.
    """

    captures: Reader
    judges: Judges
    versions: VersionJudges | None = None
    detours: Detours | None = None
    check_copies: bool = False
    claims: bool = True
    recall: Recall | None = None
    progress: Callable[[Progress], None] = field(default=lambda _: None)

    def check(self, article: Article, sources: Mapping[str, Source], known: Known) -> Checked:
        """Read what an article cites, and judge its references and claims.

        Args:
            article: the article.
            sources: what became of each URL that it cites, and of each that was asked for.
            known: what is known of its URLs from before.

        Returns:
            The results; or what is still to be collected, where that may change them.
        """
        pages = Pages(self.captures, self.judges.read_document, self.recall)
        consulting = Consulting(pages, self.judges, self.detours, self.check_copies)
        consulted, asks = consulting.consult(article, sources, known)
        outcome = Asks(asks) if asks else self._judged(article, consulting, consulted)
        return Checked(outcome, pages.readings)

    def _judged(self, article: Article, consulting: Consulting, consulted: Sequence[Consulted]) -> ArticleResult:
        references = [each.result for each in consulted]
        findings = self.judges.judge_references(article, references)
        references = [replace(ref, findings=found) for ref, found in zip(references, findings, strict=True)]
        prepared = self._prepare(article, references) if self.claims else {}
        claims = self._judge(article, prepared) if self.claims else []
        if self.versions is not None:
            judged = [replace(each, result=result) for each, result in zip(consulted, references, strict=True)]
            comparing = Comparing(consulting, self.judges, self.versions)
            references, claims = comparing.compare(article, judged, claims, prepared)
        return self.judges.settled(ArticleResult(article, tuple(references), tuple(claims)))

    def _judge(self, article: Article, sources: Mapping[str, Any]) -> list[ClaimResult]:
        keys = [self.recall.key_of(article, claim, sources) if self.recall else "" for claim in article.claims]
        memory = self.recall.verdicts if self.recall else None
        known = memory.judged(keys) if memory else {}
        judged = []
        for number, (claim, key) in enumerate(zip(article.claims, keys, strict=True), 1):
            judged.append(replace(self._verdict(article, claim, sources, known.get(key)), key=key))
            self.progress(Progress("claims", number, len(article.claims), claim.id))
        return judged

    def _verdict(self, article: Article, claim: Claim, sources: Mapping[str, Any], known: Judged | None) -> ClaimResult:
        if self.recall is None or known is None:
            return self.judges.judge_claim(article, claim, sources)
        return self.recall.renewed(article, claim, sources, known)

    def _prepare(self, article: Article, references: Sequence[ReferenceResult]) -> dict[str, Any]:
        """Documents ready to be searched, and what stands in the way of the rest, by reference id."""
        ready: dict[int, Any] = {}
        prepared: dict[str, Any] = {}
        for result in references:
            document = result.document
            if document is None:
                prepared[result.reference.id] = self.judges.obstacle(result.diagnosis.sign)
                continue
            if id(document) not in ready:
                ready[id(document)] = self.judges.prepare(article, document, result.diagnosis)
            prepared[result.reference.id] = ready[id(document)]
        return prepared
