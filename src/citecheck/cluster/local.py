"""Calls → results, in this process while there are few of them, and on every core when there are many."""

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from citecheck.errors import WorkerDiedError

FIRST_HERE = 4
"""Calls that are made in this process before others are started: for a few, starting them takes longer."""


Begin = Callable[[Any], Callable[[], None]]
"""Makes a process ready to work; what it returns undoes that."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A call and the future that its caller holds."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    promise: "Future[Any]"

    def here(self) -> None:
        """Make the call in this process."""
        try:
            self.promise.set_result(self.work(*self.arguments))
        except Exception as error:  # noqa: BLE001 — the caller gets it from the future
            self.promise.set_exception(error)


class LocalExecutor(Executor):
    """An executor that survives the death of its worker processes.

    The first calls are made in this process, as they come. Later ones go to processes. Where a process dies, nobody
    can tell whose call it died of; so all calls that were under way are made again, one at a time, and the one that
    it dies of once more fails with :class:`WorkerDiedError`.

    Args:
        workers: how many processes; with 1, everything is done here.
        begin: called with ``argument`` in each process before it works, and here before the first call; what it
            returns is called here at the end.
        argument: what a process needs to know.
        first_here: how many calls are made here before processes are started.
    """

    def __init__(self, workers: int, begin: Begin, argument: object, *, first_here: int = FIRST_HERE) -> None:
        self._workers = workers
        self._begin = begin
        self._argument = argument
        self._first_here = first_here
        self._begun = 0
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._suspects: SimpleQueue[_Call | None] = SimpleQueue()
        self._warden: threading.Thread | None = None
        self._end = begin(argument)

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> "Future[Any]":  # noqa: ANN401 — any call
        """Make a call, here or elsewhere."""
        if keywords:
            raise TypeError("arguments are given by place here")
        call = _Call(work, arguments, Future())
        self._begun += 1
        if self._workers == 1 or self._begun <= self._first_here:
            call.here()
        else:
            self._send(call)
        return call.promise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the processes end; after an interruption without the calls that have not begun."""
        self.shutdown(cancel_futures=error is not None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes end."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait, cancel_futures=cancel_futures)
        if self._warden is not None:
            self._suspects.put(None)
            self._warden.join()
        self._end()

    def _send(self, call: _Call) -> None:
        try:
            with self._lock:
                if self._pool is None:
                    self._pool = self._new_pool(self._workers)
                future = self._pool.submit(call.work, *call.arguments)
        except BrokenProcessPool:
            self._suspect(call)
        else:
            future.add_done_callback(lambda done: self._answer(call, done))

    def _answer(self, call: _Call, done: "Future[Any]") -> None:
        if done.cancelled():
            call.promise.cancel()
            return
        error = done.exception()
        if isinstance(error, BrokenProcessPool):
            self._suspect(call)
        elif error is not None:
            call.promise.set_exception(error)
        else:
            call.promise.set_result(done.result())

    def _suspect(self, call: _Call) -> None:
        """Keep a call that was under way when a process died, for the one who tries them one by one."""
        with self._lock:
            self._pool = None  # the next call gets a new one
            if self._warden is None:
                self._warden = threading.Thread(target=self._try_one_by_one, name="citecheck-suspects", daemon=True)
                self._warden.start()
        self._suspects.put(call)

    def _try_one_by_one(self) -> None:
        pool: ProcessPoolExecutor | None = None
        while (call := self._suspects.get()) is not None:
            pool = pool or self._new_pool(1)
            try:
                call.promise.set_result(pool.submit(call.work, *call.arguments).result())
            except BrokenProcessPool:
                pool = None
                call.promise.set_exception(WorkerDiedError("the process that worked on it died, twice"))
            except Exception as error:  # noqa: BLE001 — the caller gets it from the future
                call.promise.set_exception(error)
        if pool is not None:
            pool.shutdown()

    def _new_pool(self, workers: int) -> ProcessPoolExecutor:
        """Processes begun afresh: a copy of this one would share its locks and its connections."""
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, _begin_worker, (self._begin, self._argument))


def _begin_worker(begin: Begin, argument: object) -> None:
    """Make a worker ready, and let it end with the process that started it, however that ends."""
    threading.Thread(target=_end_with_parent, name="citecheck-parent", daemon=True).start()
    begin(argument)
    look_for_few_cycles()


def look_for_few_cycles() -> None:
    """Tune a process that does nothing but check.

    What is loaded by now stays, and checking makes many small objects and few cycles: looking for those less often
    saves a fifth of the time.
    """
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
