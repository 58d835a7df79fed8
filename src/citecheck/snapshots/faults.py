"""What the operating system says of a file → the archive's error, by which a full disk is told from a wrong folder."""

import errno
from pathlib import Path

from citecheck.errors import ArchiveDiskError, ArchiveError

_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def unwritable(path: Path, error: OSError) -> ArchiveError:
    """The error to raise where a file of the archive cannot be written."""
    if error.errno in _OF_THE_DISK:
        return ArchiveDiskError(f"{path} cannot grow ({error.strerror}): free some disk space and run again")
    return ArchiveError(f"{path} cannot be written: {error.strerror}")
