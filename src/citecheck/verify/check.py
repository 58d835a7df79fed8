"""One sentence against one text: the shortest way through."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from citecheck.language.identify import detect_language
from citecheck.model import Citation, Claim, ClaimResult, Context, Document, Metadata, Position, Stated
from citecheck.verify.claims import judge_claim
from citecheck.verify.meaning import load_encoder
from citecheck.verify.prepared import PreparedSource, prepare

_REFERENCE = "1"
_BATCH = 16
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Check:
    """What :func:`check_claim` takes, as one value."""

    claim: str
    source_text: str
    claim_language: str | None = None
    source_language: str | None = None
    published: date | str | None = None
    context: str | None = None
    semantic: bool = True


def check_claim(
    claim: str,
    source_text: str,
    *,
    claim_language: str | None = None,
    source_language: str | None = None,
    published: date | str | None = None,
    context: str | None = None,
    semantic: bool = True,
) -> ClaimResult:
    """Check one sentence against the text of one source.

    Args:
        claim: the sentence, as plain text.
        source_text: the source, as plain text with line breaks between paragraphs.
        claim_language: primary language subtag of the claim (``en``); detected where not given.
        source_language: the same for the source.
        published: when the source was published, as a date or in ISO 8601: resolves "Thursday", "last week".
        context: the text before the claim and its title: years and names are inherited from it.
        semantic: whether the sentence encoder of the extra ``semantic`` helps to find the passage, where installed.

    Returns:
        The verdict, a score in 0..1 and a verdict with evidence for every fact; offsets of facts are in ``claim``,
        those of evidence in ``source_text``.

    Raises:
        ValueError: ``published`` is a string and no ISO 8601 date.
    """
    day = date.fromisoformat(published) if isinstance(published, str) else published
    cited = Claim(
        id=_REFERENCE,
        text=claim,
        position=Position(line=1, column=1, start=0, end=len(claim)),
        citations=(Citation(_REFERENCE),),
        context=Context(preceding=context or ""),
    )
    source = _prepared(source_text, source_language, day)
    language = claim_language or detect_language(claim)
    encoder = load_encoder() if semantic else None
    return judge_claim(cited, {_REFERENCE: source}, language=language, encoder=encoder)


def check_claims(checks: Iterable[Check | Mapping[str, Any]], *, jobs: int | None = None) -> list[ClaimResult]:
    """Check many sentences, each against its own source, on every core.

    Args:
        checks: what to check; a mapping has the names of :class:`Check`'s fields as keys.
        jobs: how many processes; by default one per core, and none beside this one where there is little to do.

    Returns:
        The results in the order of ``checks``. Checks of one source that follow each other share its preparation.
    """
    wanted = [each if isinstance(each, Check) else Check(**each) for each in checks]
    if jobs == 1 or len(wanted) <= _BATCH:
        return _run(wanted)
    from concurrent.futures import ProcessPoolExecutor  # takes long to load, and few need it

    batches = [wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH)]
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        return [result for results in pool.map(_run, batches) for result in results]


def _run(checks: Sequence[Check]) -> list[ClaimResult]:
    return [
        check_claim(
            each.claim,
            each.source_text,
            claim_language=each.claim_language,
            source_language=each.source_language,
            published=each.published,
            context=each.context,
            semantic=each.semantic,
        )
        for each in checks
    ]


@lru_cache(maxsize=_KEPT)
def _prepared(text: str, language: str | None, published: date | None) -> PreparedSource:
    stated = Stated(published.isoformat(), "given") if published else None
    return prepare(Document("", text, "text/plain", language, metadata=Metadata(published=stated)))
