"""Persistent processes with limits, for bytes that nobody vouches for.

A process keeps its model loaded and serves many calls. One that overruns its time, grows past
its memory or dies is replaced, and only the call that it was serving fails.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from types import TracebackType
from typing import ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from models.errors import ErrorCode, SohoaError

P = ParamSpec("P")
R = TypeVar("R")

_SINGLE_THREADED = ("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")


class LimitedPool:
    """`size` processes; use as a context manager.

    Args:
        size: Processes at once.
        memory_mb: Writable memory that one process may hold, MB.
        prepare: Called once in each process before its first call.
    """

    def __init__(self, size: int, memory_mb: int, prepare: Callable[[], None]) -> None:
        for name in _SINGLE_THREADED:
            # One process a core: threads of the libraries would only fight each other. Must be
            # set before the libraries load, hence in the environment that children inherit.
            os.environ[name] = "1"
        self._pool = ProcessPool(
            max_workers=size,
            context=multiprocessing.get_context("spawn"),
            initializer=_enter,
            initargs=(memory_mb, prepare),
        )

    def __enter__(self) -> LimitedPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._pool.close()  # type: ignore[no-untyped-call]  # pebble has no types
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def submit(
        self, timeout_s: float, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """Call `function` in a process; its time counts from when it starts."""
        future: Future[R] = self._pool.submit(function, timeout_s, *args, **kwargs)
        return future


def outcome(future: Future[R], what: str) -> R:
    """The result of a call, with the pool's own failures as `SohoaError`.

    Raises:
        SohoaError: What the call raised, or `timeout`, `out_of_memory`, `internal`.
    """
    try:
        return future.result()
    except TimeoutError as error:
        raise SohoaError(
            ErrorCode.TIMEOUT, f"{what} took too long.", "Scan it again at 200-300 dpi."
        ) from error
    except MemoryError as error:
        raise _too_much(what) from error
    except ProcessExpired as error:
        if error.exitcode in (-signal.SIGKILL, -signal.SIGABRT, 134, 137):
            raise _too_much(what) from error
        raise SohoaError(
            ErrorCode.INTERNAL,
            f"{what} made the reading process die (exit code {error.exitcode}).",
            "Scan it again; if it fails again, report the file.",
        ) from error


def _too_much(what: str) -> SohoaError:
    return SohoaError(
        ErrorCode.OUT_OF_MEMORY,
        f"{what} needs more memory than is allowed.",
        "Scan at 200-300 dpi, or raise SOHOA_MEMORY_MB.",
    )


def _enter(memory_mb: int, prepare: Callable[[], None]) -> None:
    """Set up one process: limits, signals, libraries."""
    # The parent handles Ctrl-C and stops its processes itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prepare()
