"""The parts that read and judge, as the pipeline wants them."""

from collections import deque
from collections.abc import Mapping
from functools import partial
from itertools import takewhile

from citecheck.config import Config
from citecheck.documents import diagnose, read_document
from citecheck.judges import Judges, VersionJudges
from citecheck.model import (
    Article,
    Claim,
    ClaimResult,
    Diagnosis,
    Document,
    Failure,
    Health,
    LinkContext,
    Reference,
    Visit,
)
from citecheck.verify import (
    Encoder,
    Obstacle,
    PreparedSource,
    copy_lacks,
    copy_unusable,
    drift,
    judge_claim,
    judge_references,
    load_encoder,
    losses,
    prepare,
    settled,
)

_NOTHING_ELSE = LinkContext()
_REMEMBERED = 20
"""How many claims back a year is inherited from."""


def prepare_source(article: Article, document: Document, diagnosis: Diagnosis) -> PreparedSource:
    """A document ready to be searched for what an article claims."""
    partial_text = diagnosis.health is Health.PAYWALL
    return prepare(document, aliases=article.aliases, title=article.title, partial=partial_text)


def encoder_of(config: Config) -> Encoder | None:
    """The sentence encoder, unless it is not installed or not wanted."""
    return None if config.no_semantic else load_encoder()


def judge(
    article: Article, claim: Claim, sources: Mapping[str, PreparedSource | Obstacle], *, encoder: Encoder | None
) -> ClaimResult:
    """Judge a claim of an article, with the claims before it to inherit years and names from."""
    before = told_before(article, claim)
    return judge_claim(
        claim, sources, language=article.language, aliases=article.aliases, before=before, encoder=encoder
    )


def told_before(article: Article, claim: Claim) -> str:
    """The claims that a claim of an article inherits years and names from."""
    earlier = takewhile(lambda other: other is not claim, article.claims)
    return " ".join(other.text for other in deque(earlier, maxlen=_REMEMBERED))


def diagnose_reference(
    visit: Visit | Failure | None,
    document: Document | Failure | None,
    reference: Reference,
    context: LinkContext = _NOTHING_ELSE,
) -> Diagnosis:
    """The health of a reference's link: see :func:`citecheck.documents.diagnose`."""
    return diagnose(
        visit,
        document,
        reference,
        history=context.failures,
        sibling=context.sibling,
        fellows=context.fellows,
        at=context.at,
        body=context.body,
    )


def judges(config: Config) -> Judges:
    """The parts that read and judge, as the pipeline wants them."""
    return Judges(
        read_document=read_document,
        diagnose=diagnose_reference,
        prepare=prepare_source,
        obstacle=Obstacle,
        judge_claim=partial(judge, encoder=encoder_of(config)),
        judge_references=judge_references,
        settled=settled,
    )


VERSION_JUDGES = VersionJudges(losses, drift, copy_lacks, copy_unusable)
"""The parts that tell one version of a source from another."""
