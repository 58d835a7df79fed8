"""Answers of archives → words for the log."""

import logging

from citecheck.archivers.interface import Backoff, Job
from citecheck.model import ArchiveCopy, Failure

LOG = logging.getLogger("citecheck.archivers")


def told(answer: ArchiveCopy | Failure | Job | Backoff | None) -> str:
    """An answer in a few words. Whatever an archive says in it has been freed of keys before."""
    match answer:
        case ArchiveCopy():
            return answer.memento_url
        case Job():
            return f"accepted as {answer.id}"
        case Backoff():
            return f"{answer.failure.detail}; a rest of {answer.seconds:.0f} s"
        case Failure():
            return f"{answer.reason}: {answer.detail}"
        case None:
            return "nothing"
