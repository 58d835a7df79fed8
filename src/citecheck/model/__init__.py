"""The frozen dataclasses that travel between the rooms; they import nothing but the standard library."""

from citecheck.model.archive_copy import ArchiveAction, ArchiveCheck, ArchiveCopy, ArchiveOutcome
from citecheck.model.article import Article, Citation, Claim, ClaimKind, Context, LeftOut, Person, Position, Reference
from citecheck.model.baseline import Baseline, BaselineEntry, BaselineState
from citecheck.model.decision import Decision
from citecheck.model.document import Diagnosis, Document, Health, Metadata, Stated, Zone, ZoneKind
from citecheck.model.exchange import Exchange, Tls, Visit
from citecheck.model.failure import Failure, Stage
from citecheck.model.finding import Evidence, Finding, Match
from citecheck.model.judgement import JudgedFinding, Judgement, standing
from citecheck.model.link import LinkContext, StandIn
from citecheck.model.link_health import LinkHealth
from citecheck.model.memory import Judged, Reading
from citecheck.model.outline import Outline, OutlinedFinding, OutlinedReference, outline_of, outlines_of
from citecheck.model.result import (
    ArticleResult,
    ClaimResult,
    ClaimVerdict,
    Count,
    FactKind,
    FactResult,
    FactValue,
    FactVerdict,
    Funnel,
    ReferenceResult,
    RunResult,
)
from citecheck.model.rule import Level, Rule
from citecheck.model.snapshot import Snapshot

__all__ = [
    "ArchiveAction",
    "ArchiveCheck",
    "ArchiveCopy",
    "ArchiveOutcome",
    "Article",
    "ArticleResult",
    "Baseline",
    "BaselineEntry",
    "BaselineState",
    "Citation",
    "Claim",
    "ClaimKind",
    "ClaimResult",
    "ClaimVerdict",
    "Context",
    "Count",
    "Decision",
    "Diagnosis",
    "Document",
    "Evidence",
    "Exchange",
    "FactKind",
    "FactResult",
    "FactValue",
    "FactVerdict",
    "Failure",
    "Finding",
    "Funnel",
    "Health",
    "Judged",
    "JudgedFinding",
    "Judgement",
    "LeftOut",
    "Level",
    "LinkContext",
    "LinkHealth",
    "Match",
    "Metadata",
    "Outline",
    "OutlinedFinding",
    "OutlinedReference",
    "Person",
    "Position",
    "Reading",
    "Reference",
    "ReferenceResult",
    "Rule",
    "RunResult",
    "Snapshot",
    "Stage",
    "StandIn",
    "Stated",
    "Tls",
    "Visit",
    "Zone",
    "ZoneKind",
    "outline_of",
    "outlines_of",
    "standing",
]
