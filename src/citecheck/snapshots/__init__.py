"""Visits ↔ a folder of WARC files with one CDXJ index: what was fetched, byte for byte, for ever replayable."""

from citecheck.snapshots.archive import Archive
from citecheck.snapshots.fixity import Fault, Problem
from citecheck.snapshots.importing import Imported

__all__ = ["Archive", "Fault", "Imported", "Problem"]
