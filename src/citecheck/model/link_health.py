"""How the links of an article fared in one run, as one point of a line over time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from citecheck.model.document import Health


@dataclass(frozen=True, slots=True)
class LinkHealth:
    """How many references were in each state of health when a run ended."""

    run: str
    at: datetime
    counts: Mapping[Health, int]
