"""Trouble with one item, as a value: a bad source never ends a run."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where in the pipeline an item failed."""

    READ = "read"
    FETCH = "fetch"
    SNAPSHOT = "snapshot"
    DOCUMENT = "document"
    VERIFY = "verify"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be done with one item, and whether trying again later may help.

    ``reason`` is a stable kebab-case code (``timeout``, ``dns``, ``not-public``, ``no-capture``, …);
    ``detail`` is a sentence for a person.
    """

    stage: Stage
    reason: str
    detail: str
    retryable: bool = False
