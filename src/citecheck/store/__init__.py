"""Results ↔ SQLite: what every run found, kept so that it can be reported, compared and reviewed."""

from citecheck.store.archive_copies import ArchiveChecks
from citecheck.store.memory import StoredMemory
from citecheck.store.packing import rows_of_article, rows_of_readings
from citecheck.store.parts import Parts, load_parts
from citecheck.store.run_id import new_run_id
from citecheck.store.run_list import RunSummary
from citecheck.store.store import Store

__all__ = [
    "ArchiveChecks",
    "Parts",
    "RunSummary",
    "Store",
    "StoredMemory",
    "load_parts",
    "new_run_id",
    "rows_of_article",
    "rows_of_readings",
]
