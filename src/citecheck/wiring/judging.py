"""The parts that read and judge, as the pipeline wants them."""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import takewhile

from citecheck.checking import Judges
from citecheck.documents import diagnose, read_document
from citecheck.model import Article, Claim, ClaimResult, Diagnosis, Document, Failure, Health, Reference, Visit
from citecheck.verify import Obstacle, PreparedSource, judge_claim, judge_references, prepare
from citecheck.wiring.parts import now

_REMEMBERED = 20
"""How many claims back a year is inherited from."""


def prepare_source(article: Article, document: Document, diagnosis: Diagnosis) -> PreparedSource:
    """A document ready to be searched for what an article claims."""
    partial_text = diagnosis.health is Health.PAYWALL
    return prepare(document, aliases=article.aliases, title=article.title, partial=partial_text)


def judge(article: Article, claim: Claim, sources: Mapping[str, PreparedSource | Obstacle]) -> ClaimResult:
    """Judge a claim of an article, with the claims before it to inherit years and names from."""
    earlier = takewhile(lambda other: other is not claim, article.claims)
    before = " ".join(other.text for other in deque(earlier, maxlen=_REMEMBERED))
    return judge_claim(claim, sources, language=article.language, aliases=article.aliases, before=before)


def diagnose_reference(
    visit: Visit | Failure | None,
    document: Document | Failure | None,
    reference: Reference,
    history: Sequence[datetime] = (),
) -> Diagnosis:
    """A failure counts as a strike from the moment it is seen; what came carries its own time."""
    at = now() if isinstance(visit, Failure) else None
    return diagnose(visit, document, reference, history=history, at=at)


JUDGES = Judges(
    read_document=read_document,
    diagnose=diagnose_reference,
    prepare=prepare_source,
    obstacle=Obstacle,
    judge_claim=judge,
    judge_references=judge_references,
)
"""The parts that read and judge, as the pipeline wants them."""
