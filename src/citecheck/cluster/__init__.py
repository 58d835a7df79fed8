"""Where work is done: in this process, in several, or on the machines of a Dask cluster."""

from citecheck.cluster.local import LocalExecutor
from citecheck.cluster.partitions import Dealing, deal
from citecheck.cluster.scheduler import dask_executor, let_others_work

__all__ = ["Dealing", "LocalExecutor", "dask_executor", "deal", "let_others_work"]
