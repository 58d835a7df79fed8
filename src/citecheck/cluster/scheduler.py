"""An address of a Dask scheduler → an executor whose calls are made by its workers, on this machine or many."""

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from citecheck.cluster.local import Begin, look_for_few_cycles
from citecheck.errors import ConfigError

LOCAL = "local"
"""Stands for a scheduler with one worker a core, begun here and ended with the run."""

RETRIES = 3
"""How often a call is made again whose worker was lost."""

_QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "2s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
}
"""How often the processes of a local scheduler look after themselves: by default so often that it costs each 3% of a
core, and a worker more."""

_PATIENCE = 20
"""Seconds to wait for a scheduler to answer."""


@dataclass(slots=True)
class _Readiness:
    """What this process has been made ready for."""

    argument: object = None
    lock: threading.Lock = field(default_factory=threading.Lock)


_READY = _Readiness()


def call_when_ready(begin: Begin, argument: object, work: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401 — any call
    """Make this process ready, if it is not yet, and call."""
    with _READY.lock:
        if _READY.argument != argument:
            begin(argument)
            look_for_few_cycles()
            _READY.argument = argument
    return work(*arguments)


def let_others_work() -> None:
    """Say that the call which is being made waits for others most of the time: its worker takes up another call.

    Anywhere but on a Dask worker this does nothing.
    """
    distributed = sys.modules.get("distributed")
    if distributed is not None:
        with suppress(ValueError):  # no worker
            distributed.secede()


class DaskExecutor(Executor):
    """Calls on the workers of a Dask cluster, through ``Client.get_executor``; one lost worker costs its calls' time.

    Args:
        executor: Dask's own.
        begin: called with ``argument`` in each worker before it works.
        argument: what a worker needs to know.
    """

    def __init__(self, executor: Executor, begin: Begin, argument: object) -> None:
        self._executor = executor
        self._begin = begin
        self._argument = argument

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> "Future[Any]":  # noqa: ANN401 — any call
        """Make a call on some worker."""
        if keywords:
            raise TypeError("arguments are given by place here")
        return self._executor.submit(call_when_ready, self._begin, self._argument, work, *arguments)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls."""
        self._executor.shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def dask_executor(address: str, workers: int, begin: Begin, argument: object) -> Iterator[DaskExecutor]:
    """Connect to a scheduler, or begin one here.

    Args:
        address: of the scheduler, ``tcp://host:8786``, or :data:`LOCAL`.
        workers: processes of a local one.
        begin: called with ``argument`` in each worker before it works.
        argument: what a worker needs to know.

    Raises:
        ConfigError: Dask is not installed, or the scheduler does not answer.
    """
    try:
        import dask
        import distributed
    except ImportError as error:
        raise ConfigError("--cluster needs Dask: install citecheck with its extra 'cluster'") from error
    with ExitStack() as stack:
        where: Any = address
        if address == LOCAL:
            stack.enter_context(dask.config.set(_QUIET))
            cluster = distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # else two clusters want the same port
            )
            where = stack.enter_context(cluster)
        try:
            client = stack.enter_context(distributed.Client(where, timeout=_PATIENCE, set_as_default=False))
        except (OSError, ValueError) as error:
            raise ConfigError(f"--cluster {address}: no Dask scheduler answers there ({error})") from error
        # Calls are not pure: the same one again, after a loss, reads what the archive has by then.
        yield DaskExecutor(client.get_executor(retries=RETRIES, pure=False), begin, argument)
