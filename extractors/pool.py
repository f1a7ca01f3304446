"""Persistent processes with limits, for bytes that nobody vouches for.

A process keeps its model loaded and serves many calls. One that overruns its time, grows past
its memory or dies is replaced, and only the call that it was serving fails. Each process has a
pipe of its own and shares no lock: whatever befalls one cannot block the others.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import queue
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from models.errors import ErrorCode, SohoaError
from models.settings import PREFIX

P = ParamSpec("P")
R = TypeVar("R")

# One process a core: threads of the libraries would only fight each other.
_SINGLE_THREADED = {
    name: "1" for name in ("OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
}
_START = f"from {__name__} import serve; serve({{}}, {{}}, {{!r}})"
START_TIMEOUT_S = 60.0
GRACE_S = 15
# A process whose heap has grown past this share of its memory after a call is replaced: the next
# call should find nearly all of it free.
MAX_KEPT_SHARE = 0.6


class Died(Exception):
    """The process ended during the call; `exit_code` is negative for a signal."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


class Unexpected(Exception):
    """The call raised what nobody foresaw.

    Attributes:
        kind: The exception's class with its module; its message may quote the paper.
        places: Where it was raised, outermost first, as "module.py:line".
    """

    def __init__(self, kind: str, places: tuple[str, ...]) -> None:
        super().__init__(kind, places)
        self.kind, self.places = kind, places


class Served(Future[R]):
    """A call's future.

    Attributes:
        span: When it was being served: start and end, seconds of `time.monotonic`; an empty span
            at 0 until it is done.
    """

    span: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Call:
    future: Served[Any]
    timeout_s: float
    function: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a call gave: `value`, or `error`; `last` when the process ends itself afterwards."""

    value: Any = None
    error: Exception | None = None
    last: bool = False


class LimitedPool:
    """`size` processes; use as a context manager.

    Leaving it after an exception kills the processes; what they were doing is lost.

    Args:
        size: Processes at once.
        memory_mb: Writable memory that one process may hold, MB.
        prepare: Called once in each process before its first call. Like every call it must be
            something that `pickle` finds by name.
    """

    def __init__(self, size: int, memory_mb: int, prepare: Callable[[], None]) -> None:
        self._memory_mb, self._prepare = memory_mb, prepare
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._closed = self._stopped = False
        self._lock = threading.Lock()
        self._processes: set[_Process] = set()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(size)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> LimitedPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._closed = True
            self._stopped = kind is not None
            for process in self._processes if self._stopped else ():
                process.kill()
        for _ in self._threads:
            self._calls.put(None)
        for thread in self._threads:
            thread.join()

    def submit(
        self, timeout_s: float, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> Served[R]:
        """Call `function` in a process; its time counts from when it starts."""
        future: Served[R] = Served()
        with self._lock:
            if self._closed:
                future.set_exception(_stopped())
            else:
                self._calls.put(_Call(future, timeout_s, partial(function, *args, **kwargs)))
        return future

    def _serve(self) -> None:
        """One thread for one process at a time: start it, feed it, replace it."""
        process: _Process | None = None
        while (call := self._calls.get()) is not None:
            if not call.future.set_running_or_notify_cancel():
                continue
            start = time.monotonic()
            try:
                process = self._living(process)
                value, failure = process.call(call), None
            except Exception as error:
                value, failure = None, error
            call.future.span = (start, time.monotonic())
            if failure is None:
                call.future.set_result(value)
            else:
                call.future.set_exception(failure)
        self._retire(process)

    def _living(self, process: _Process | None) -> _Process:
        """`process` if it can serve another call, else a fresh one, ready."""
        if process is not None and process.is_ready():
            return process
        self._retire(process)
        with self._lock:
            if self._stopped:
                raise _stopped()
            fresh = _Process(self._memory_mb)
            self._processes.add(fresh)
        try:
            fresh.prepare(self._prepare)
        except Exception:
            self._retire(fresh)
            raise
        return fresh

    def _retire(self, process: _Process | None) -> None:
        if process is not None:
            process.close()
            with self._lock:
                self._processes.discard(process)


class _Process:
    """One process and the pipe to it.

    A plain subprocess: unlike those of `multiprocessing` it may be started from a daemonic one.
    """

    def __init__(self, memory_mb: int) -> None:
        # Temporary files of whatever runs there go with the process, even when it is killed.
        self._scratch = tempfile.mkdtemp(prefix="sohoa-")
        self._pipe, theirs = Pipe()
        paths = os.pathsep.join(path for path in sys.path if path)
        start = _START.format(theirs.fileno(), memory_mb, self._scratch)
        with theirs:
            self._popen = subprocess.Popen(
                # -P: modules that lie in the current folder are not ours.
                [sys.executable, "-P", "-c", start],
                pass_fds=[theirs.fileno()],
                env={
                    **_harmless(os.environ), **_SINGLE_THREADED, "PYTHONPATH": paths,
                    "TMPDIR": self._scratch,
                },
                stdin=subprocess.DEVNULL,
                # Decoders print warnings that nobody can act on and that may quote the paper.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # What it starts itself is ended with it, and Ctrl-C reaches the parent alone.
                process_group=0,
            )  # fmt: skip
        self._ready = False

    def prepare(self, function: Callable[[], None]) -> None:
        """Run `function` there first."""
        self._ask(function, START_TIMEOUT_S)

    def is_ready(self) -> bool:
        """Whether it can serve another call."""
        return self._ready and self._popen.poll() is None

    def call(self, call: _Call) -> Any:
        """The call's value.

        Raises:
            TimeoutError: It took too long; the process was killed.
            Died: The process ended.
            Exception: What the call raised.
        """
        return self._ask(call.function, call.timeout_s)

    def _ask(self, function: Callable[[], Any], timeout_s: float) -> Any:
        self._ready = False
        data = pickle.dumps((timeout_s, function))
        try:
            self._pipe.send_bytes(data)
            if not self._pipe.poll(timeout_s):
                self.kill()
                raise TimeoutError
            reply: _Reply = pickle.loads(self._pipe.recv_bytes())
        except (EOFError, ConnectionError) as error:
            raise Died(self._popen.wait()) from error
        self._ready = not reply.last
        if reply.error is not None:
            raise reply.error
        return reply.value

    def kill(self) -> None:
        """End it at once, with all that it has started."""
        if self._popen.poll() is None:
            os.killpg(self._popen.pid, signal.SIGKILL)

    def close(self) -> None:
        """End it and leave nothing of it behind."""
        self._pipe.close()
        self.kill()
        self._popen.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)


def _harmless(env: Mapping[str, str]) -> dict[str, str]:
    """The environment without addresses and passwords of services."""
    return {
        name: value
        for name, value in env.items()
        if not (name.startswith(PREFIX) and name.endswith(("_URL", "_TOKEN")))
    }


def outcome(future: Future[R], what: str) -> R:
    """The result of a call, with the pool's own failures as `SohoaError`.

    Raises:
        SohoaError: What the call raised, or `timeout`, `out_of_memory`, `internal`.
        OSError: What the call raised: a file could not be read or written.
        Unexpected: The call raised something else.
    """
    try:
        return future.result()
    except TimeoutError as error:
        raise SohoaError(
            ErrorCode.TIMEOUT, f"{what} took too long.", "Scan it again at 200-300 dpi."
        ) from error
    except MemoryError as error:
        raise _too_much(what) from error
    except Died as error:
        # The kernel kills for memory; C++ aborts when it gets none.
        if error.exit_code in (-signal.SIGKILL, -signal.SIGABRT):
            raise _too_much(what) from error
        raise SohoaError(
            ErrorCode.INTERNAL,
            f"{what} made the reading process die (exit code {error.exit_code}).",
            "Scan it again; if it fails again, report the file.",
        ) from error


def _stopped() -> SohoaError:
    return SohoaError(ErrorCode.INTERNAL, "The run was stopped.", "Run it again.")


def _too_much(what: str) -> SohoaError:
    return SohoaError(
        ErrorCode.OUT_OF_MEMORY,
        f"{what} needs more memory than is allowed.",
        "Scan at 200-300 dpi, or raise SOHOA_MEMORY_MB.",
    )


# What follows runs in the processes.


def serve(handle: int, memory_mb: int, scratch: str) -> None:
    """Serve calls until the other end closes the pipe."""
    limit = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable()
    warnings.simplefilter("ignore")
    with Connection(handle) as pipe, contextlib.suppress(EOFError, ConnectionError):
        _serve(pipe, limit)
    # Should the parent have been killed, nobody else removes it.
    shutil.rmtree(scratch, ignore_errors=True)


def _serve(pipe: Connection, limit: int) -> None:
    while True:
        data = pipe.recv_bytes()
        answer, last = _answer(data, limit)
        signal.alarm(0)
        pipe.send_bytes(answer)
        if last:
            return


def _answer(data: bytes, limit: int) -> tuple[bytes, bool]:
    """The pickled reply to a pickled call, and whether it is the last one."""
    try:
        timeout_s, function = pickle.loads(data)
        # The parent ends what takes too long. Should the parent have been killed, this does.
        signal.alarm(int(timeout_s) + GRACE_S)
        value = function()
        last = _writable_memory() > MAX_KEPT_SHARE * limit
        return pickle.dumps(_Reply(value, last=last)), last
    except SohoaError as error:
        reply = _Reply(error=error)
    except MemoryError:
        reply = _Reply(error=MemoryError(), last=True)
    except OSError as error:
        reply = _Reply(error=_bare(error))
    except Exception as error:
        reply = _Reply(error=unexpected(error))
    return pickle.dumps(reply), reply.last


def _bare(error: OSError) -> Exception:
    """The error without the file names that it holds; those of decoders have no number."""
    return OSError(error.errno, error.strerror) if error.errno else unexpected(error)


def unexpected(error: Exception) -> Unexpected:
    """What may be told of an error that nobody foresaw."""
    frames = traceback.extract_tb(error.__traceback__)
    places = tuple(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    kind = type(error)
    return Unexpected(f"{kind.__module__}.{kind.__qualname__}", places[-8:])


def _writable_memory() -> int:
    """Bytes that count against RLIMIT_DATA, where the system tells; else 0."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except OSError:
        return 0
    return pages * resource.getpagesize()
