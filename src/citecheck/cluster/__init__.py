"""Where work is done: in this process, or in several."""

from citecheck.cluster.local import LocalExecutor

__all__ = ["LocalExecutor"]
