"""References → copies in web archives: the Wayback Machine by waybackpy and Save Page Now, others by Memento."""

from citecheck.archivers.keys import Keys, find_keys
from citecheck.archivers.mementos import archive_base, archive_copy_of, host_of
from citecheck.archivers.pace import CAPTURES_PER_MINUTE, LOOKUPS_PER_MINUTE, MEMENTOS_PER_MINUTE, Pace
from citecheck.archivers.raw import as_original, copy_at, raw_url
from citecheck.archivers.save_page_now import SavePageNow
from citecheck.archivers.stage import ArchivedReference, ArchiveState, Archiving, ArchivingResult, ArchivingRules
from citecheck.archivers.wayback_lookup import WaybackLookup

__all__ = [
    "CAPTURES_PER_MINUTE",
    "LOOKUPS_PER_MINUTE",
    "MEMENTOS_PER_MINUTE",
    "ArchiveState",
    "ArchivedReference",
    "Archiving",
    "ArchivingResult",
    "ArchivingRules",
    "Keys",
    "Pace",
    "SavePageNow",
    "WaybackLookup",
    "archive_base",
    "archive_copy_of",
    "as_original",
    "copy_at",
    "find_keys",
    "host_of",
    "raw_url",
]
