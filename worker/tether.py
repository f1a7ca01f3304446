"""Processes that do not outlive the one that started them, not even a `kill -9` of it.

Run as a script this file becomes the program that it is given, after it has asked the kernel for a
signal at its parent's death. Only the standard library is at hand then.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1
_STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def start_tethered(
    argv: Sequence[str],
    env: Mapping[str, str],
    output: IO[bytes],
    *,
    at_death: signal.Signals = signal.SIGTERM,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `argv` in a process group of its own, so that Ctrl-C reaches the starter alone.

    Args:
        argv: The program, by its full path, and its arguments.
        env: Its environment.
        output: Where its stdout and stderr go.
        at_death: The signal that it gets when the calling *thread* ends, however that happens: so
            call it from a thread that lives as long as what it starts.
        pass_fds: Open files to hand on.
    """
    tie = [sys.executable, "-I", "-S", str(Path(__file__)), str(os.getpid()), str(int(at_death))]
    # What this process ignores, as it does while it is stopping, the other would ignore too, and
    # miss what it is told before it can change that. What is blocked is kept for it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        return subprocess.Popen(
            [*tie, *argv],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=pass_fds,
            process_group=0,
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _become(parent: int, at_death: int, argv: list[str]) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, at_death, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
    for number in _STOPPING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
    # The parent may have died before the kernel was asked.
    if os.getppid() == parent:
        os.execv(argv[0], argv)


if __name__ == "__main__":
    _become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
