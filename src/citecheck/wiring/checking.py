"""``citecheck check``: one sentence against one source."""

from pathlib import Path

from citecheck.config import Config
from citecheck.consulting import READABLE
from citecheck.documents import read_bytes, read_document
from citecheck.errors import ArticleError
from citecheck.gate import Gate, Tally, share_of
from citecheck.language.identify import detect_language
from citecheck.model import (
    Article,
    ArticleResult,
    Citation,
    Claim,
    Diagnosis,
    Document,
    Failure,
    Health,
    Position,
    Reference,
    ReferenceResult,
    RunResult,
    Visit,
)
from citecheck.snapshots import Archive
from citecheck.store import new_run_id
from citecheck.verify import Obstacle
from citecheck.wiring.judging import diagnose_reference, encoder_of, judge, prepare_source
from citecheck.wiring.parts import now
from citecheck.wiring.reading import fetch_one


def check(claim: str, source: str, config: Config | None = None) -> RunResult:
    """Check one sentence against one file or URL, storing nothing; as ``citecheck check``.

    The result is a run over an article that consists of the claim, with the source as its only reference.

    Raises:
        ArticleError: The claim is empty, or the source is a file that cannot be read.
        ConfigError: The configuration is wrong.
    """
    config = config or Config()
    started_at = now()
    article = _article_of(claim, source)
    visit, document = _visited(source, config) if _is_url(source) else (None, _read_file(source))
    reference = article.references[0]
    diagnosis = diagnose_reference(visit, document, reference) if visit is not None else _file_diagnosis(document)
    failure = next((item for item in (visit, document) if isinstance(item, Failure)), None)
    usable = document if isinstance(document, Document) and diagnosis.health in READABLE else None
    result = ReferenceResult(reference, diagnosis, document=usable, failure=failure)
    ready = prepare_source(article, usable, diagnosis) if usable else Obstacle(diagnosis.sign)
    judged = judge(article, article.claims[0], {reference.id: ready}, encoder=encoder_of(config))
    checked = ArticleResult(article, (result,), (judged,))
    tally = Tally(Gate(config.fail_on))
    tally.add(share_of(checked))
    return RunResult(new_run_id(started_at), started_at, now(), config.offline, tally.exit_code, (checked,))


def _is_url(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _article_of(claim: str, source: str) -> Article:
    text = " ".join(claim.split())
    if not text:
        raise ArticleError("the claim is empty: give a sentence")
    whole = Position(1, 1, 0, len(text))
    reference = Reference("1", whole, title=source, url=source if _is_url(source) else None, markers=(whole,))
    stated = Claim("c1", text, whole, citations=(Citation("1"),))
    return Article("claim", None, detect_language(text), "claim", text, (reference,), (stated,))


def _read_file(source: str) -> Document | Failure:
    try:
        body = Path(source).read_bytes()
    except OSError as error:
        raise ArticleError(f"{source}: the source cannot be read: {error.strerror}") from error
    return read_bytes(body, url=Path(source).absolute().as_uri())


def _file_diagnosis(document: Document | Failure | None) -> Diagnosis:
    if isinstance(document, Failure):
        return Diagnosis(Health.UNREACHABLE, document.detail)
    return Diagnosis(Health.OK, "read from a file")


def _visited(url: str, config: Config) -> tuple[Visit | Failure, Document | Failure | None]:
    if config.offline:
        with Archive(config.archive) as archive:
            found = archive.replay(url)
            visit = found if isinstance(found, Failure) else found[1]
    else:
        visit = fetch_one(url, config)
    return visit, read_document(visit) if isinstance(visit, Visit) else None
