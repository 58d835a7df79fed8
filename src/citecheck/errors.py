"""The errors citecheck raises, as one tree.

::

    CitecheckError
    ├── UsageError            exit code 2: the caller can mend it
    │   ├── ConfigError       a configuration file, key, option or variable
    │   └── ArticleError      an article that cannot be read
    ├── ArchiveError          the snapshot archive is damaged or cannot be written
    │   └── ArchiveDiskError  exit code 3: its disk is full, or fails
    ├── StoreError            the results database is damaged, newer than this tool, or locked
    │   └── StoreDiskError    exit code 3: its disk is full, or fails
    └── CheckError            exit code 3: the check of an article went wrong
        └── WorkerDiedError   the process that checked it died

Trouble with *one* source is not an error but a value: :class:`citecheck.model.Failure`.
"""


class CitecheckError(Exception):
    """Base of every error that citecheck raises on purpose; its text is one clear line for a person."""


class UsageError(CitecheckError):
    """The command line, configuration or an article is at fault; the message says what and where."""


class ConfigError(UsageError):
    """A configuration file, key, option or environment variable has a wrong name or value."""


class ArticleError(UsageError):
    """An article is missing, empty, binary, too large or in no format that citecheck reads."""


class ArchiveError(CitecheckError):
    """The snapshot archive is damaged or cannot be read or written."""


class ArchiveDiskError(ArchiveError):
    """The disk that the snapshot archive is on is full, or fails; what was captured is kept."""


class StoreError(CitecheckError):
    """The results database is damaged, of a newer version, or cannot be opened."""


class StoreDiskError(StoreError):
    """The disk that the results database is on is full, or fails; what was finished is stored."""


class CheckError(CitecheckError):
    """The check of an article went wrong, by a fault of citecheck's own; the other articles are checked and stored."""


class WorkerDiedError(CheckError):
    """The process that worked on something ended, twice: killed, out of memory, or crashed by what it read."""
