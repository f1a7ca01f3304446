"""Keeps one program running: starts it, sees its end, starts it again after a growing wait."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from models.errors import SohoaError
from worker.broker import rotate, wait_for
from worker.guard import Guard
from worker.tether import start_tethered


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, seconds.

    Attributes:
        again_s: Before a program that has ended is started again; doubled with each further end.
        most_s: The longest such wait.
        steady_s: A program that has run for so long counts as sound again.
        stop_s: For programs that are told to stop, until they are killed.
    """

    again_s: float = 1.0
    most_s: float = 30.0
    steady_s: float = 60.0
    stop_s: float = 60.0

    def before_start(self, failures: int) -> float:
        """The wait after so many ends in a row."""
        return min(self.again_s * 2.0 ** min(failures - 1, 30), self.most_s)


@dataclass(frozen=True, slots=True)
class Service:
    """A program to keep running.

    Attributes:
        name: Its log is `NAME.log`.
        argv: The program, by its full path, and its arguments.
        env: Its whole environment.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(repr=False)


def launch(service: Service, logs: Path) -> subprocess.Popen[bytes]:
    """Start it, its output going to its log in the folder `logs`."""
    log = logs / f"{service.name}.log"
    rotate(log)
    with log.open("ab") as output:
        return start_tethered(service.argv, service.env, output)


@dataclass(frozen=True, slots=True)
class KeptState:
    """How a program fares.

    Attributes:
        name: Of the program.
        pid: None while it does not run.
        ends: How often it has ended or failed to start, unasked.
        reason: Why, the last time.
    """

    name: str
    pid: int | None
    ends: int
    reason: str


class Keeper:
    """One program that should run, in a process group of its own.

    Args:
        name: Of the program.
        start: Starts it.
        patience: How long to wait for what.
        guard: Ends it should this process be killed.
        log: Where starts and ends are noted.
    """

    def __init__(
        self,
        name: str,
        start: Callable[[], subprocess.Popen[bytes]],
        patience: Patience,
        guard: Guard,
        log: FilteringBoundLogger,
    ) -> None:
        self._name, self._start, self._patience, self._guard = name, start, patience, guard
        self._log = log.bind(service=name)
        self._process: subprocess.Popen[bytes] | None = None
        self._since = self._next = 0.0
        self._failures = self._ends = 0
        self._reason = ""

    @property
    def state(self) -> KeptState:
        """How it fares."""
        pid = self._process.pid if self._process else None
        return KeptState(self._name, pid, self._ends, self._reason)

    def start(self) -> None:
        """Start it.

        Raises:
            SohoaError: It cannot be started.
            OSError: The machine cannot start any program.
        """
        self._process = self._start()
        self._since = time.monotonic()
        self._guard.add(self._process.pid)
        self._log.info("service_started", pid=self._process.pid)

    def keep(self) -> None:
        """See whether it has ended, and start it again when its wait is over."""
        now = time.monotonic()
        if self._process is not None:
            if not self.has_ended():
                if now - self._since > self._patience.steady_s:
                    self._failures = 0
                return
            self._failed(f"exit code {self.bury()}")
        if now >= self._next:
            try:
                self.start()
            except (SohoaError, OSError) as error:
                self._failed(str(error))

    def has_ended(self) -> bool:
        """Whether it does not run; what is left of it still bears its number until `bury`."""
        if self._process is None:
            return True
        how = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, how) is not None

    def tell_to_stop(self) -> None:
        """Ask it to finish what it does and end."""
        if self._process is not None:
            # Unlike `Popen.terminate` this leaves it, should it have ended, for `bury`.
            os.kill(self._process.pid, signal.SIGTERM)

    def bury(self) -> int | None:
        """Kill all that is left of it; the exit code, negative for a signal."""
        if self._process is None:
            return None
        if not self.has_ended():
            self._log.warning("service_killed", pid=self._process.pid)
        # Not waited for yet, its number cannot belong to others.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        self._guard.remove(self._process.pid)
        self._log.info("service_ended", pid=self._process.pid, exit_code=code)
        self._process = None
        return code

    def _failed(self, reason: str) -> None:
        self._failures += 1
        self._ends += 1
        self._reason = reason
        wait_s = self._patience.before_start(self._failures)
        self._next = time.monotonic() + wait_s
        self._log.warning("service_failed", reason=reason, again_in_s=wait_s)


def end_all(keepers: Sequence[Keeper], stop_s: float) -> None:
    """Tell all to stop, the last one first, and kill what runs on after `stop_s` seconds."""
    for keeper in reversed(keepers):
        keeper.tell_to_stop()
    wait_for(lambda: all(keeper.has_ended() for keeper in keepers), stop_s)
    for keeper in reversed(keepers):
        keeper.bury()
