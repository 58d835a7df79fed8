"""The parts that turn captures into text, and text into verdicts, as the stages of a run want them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from citecheck.model import (
    ArchiveCopy,
    Article,
    ArticleResult,
    Claim,
    ClaimResult,
    Diagnosis,
    Document,
    FactResult,
    Failure,
    Finding,
    LinkContext,
    Reference,
    ReferenceResult,
    Visit,
)

Diagnose = Callable[[Visit | Failure | None, Document | Failure | None, Reference, LinkContext], Diagnosis]


@dataclass(frozen=True, slots=True)
class Judges:
    """What reads, prepares and judges."""

    read_document: Callable[[Visit], Document | Failure]
    diagnose: Diagnose
    prepare: Callable[[Article, Document, Diagnosis], Any]
    obstacle: Callable[[str], Any]
    judge_claim: Callable[[Article, Claim, Mapping[str, Any]], ClaimResult]
    judge_references: Callable[[Article, Sequence[ReferenceResult]], Sequence[tuple[Finding, ...]]]
    settled: Callable[[ArticleResult], ArticleResult]


@dataclass(frozen=True, slots=True)
class VersionJudges:
    """What tells one version of a source from another: see :mod:`citecheck.verify.versions`."""

    losses: Callable[[ClaimResult, ClaimResult, str], Sequence[tuple[FactResult, FactResult]]]
    drift: Callable[[ClaimResult, ClaimResult, Reference, datetime | None], Finding | None]
    copy_lacks: Callable[[Reference, ArchiveCopy, Sequence[FactResult]], Finding | None]
    copy_unusable: Callable[[Reference, ArchiveCopy, Diagnosis], Finding]
