"""References → copies in web archives: the Wayback Machine, looked up by waybackpy and saved to by Save Page Now."""

from citecheck.archivers.keys import Keys, find_keys
from citecheck.archivers.mementos import archive_base, archive_copy_of
from citecheck.archivers.pace import CAPTURES_PER_MINUTE, LOOKUPS_PER_MINUTE, Pace
from citecheck.archivers.save_page_now import SavePageNow
from citecheck.archivers.stage import ArchivedReference, ArchiveState, Archiving, ArchivingResult, ArchivingRules
from citecheck.archivers.wayback_lookup import WaybackLookup

__all__ = [
    "CAPTURES_PER_MINUTE",
    "LOOKUPS_PER_MINUTE",
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
    "find_keys",
]
