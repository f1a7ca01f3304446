"""Ends what a supervisor that was killed leaves behind: all that does not end by itself.

Run as a script. It reads process groups from stdin, `+ID` and `-ID` a line; when stdin ends, as it
does with the supervisor, groups that are left get some seconds, and are killed then. Only the
standard library is at hand.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_TICK_S = 0.1


class Guard:
    """The supervisor's end: a guard process, started again should it be lost.

    Args:
        grace_s: Seconds that groups get once the supervisor is gone.
    """

    def __init__(self, grace_s: float) -> None:
        self._grace_s = grace_s
        self._groups: set[int] = set()
        self._process = self._start()

    @property
    def pid(self) -> int:
        """The guard process."""
        return self._process.pid

    def add(self, group: int) -> None:
        """End this group with the supervisor."""
        self._groups.add(group)
        self._tell(f"+{group}")

    def remove(self, group: int) -> None:
        """Forget a group that has ended."""
        self._groups.discard(group)
        self._tell(f"-{group}")

    def see(self) -> None:
        """Start another guard when this one is gone."""
        if self._process.poll() is None:
            return
        self._close_pipe()
        self._process = self._start()
        for group in self._groups:
            self._tell(f"+{group}")

    def close(self) -> None:
        """End it once no group is left."""
        self._close_pipe()
        self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__)), str(self._grace_s)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Neither Ctrl-C nor the end of the terminal reaches it.
            start_new_session=True,
        )

    def _tell(self, line: str) -> None:
        assert self._process.stdin is not None
        # Lost to a guard that has died, it is told the next one by `see`.
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()

    def _close_pipe(self) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _watch(grace_s: float) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        if line.startswith("+"):
            groups.add(group)
        else:
            groups.discard(group)
    end = time.monotonic() + grace_s
    while (groups := {group for group in groups if _lives(group)}) and time.monotonic() < end:
        time.sleep(_TICK_S)
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    _watch(float(sys.argv[1]))
