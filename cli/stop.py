"""How a long run is stopped from outside."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stop_once() -> Iterator[None]:
    """Within, the first signal to stop raises `KeyboardInterrupt`; later ones are ignored.

    Clearing up is quick, and a second Ctrl-C in the middle of it would leave things behind.
    """
    before = {number: signal.getsignal(number) for number in _STOPPING}
    # What is ignored, as under `nohup`, stays so.
    ours = [number for number, handler in before.items() if handler is not signal.SIG_IGN]

    def stop(number: int, frame: FrameType | None) -> None:
        for each in ours:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in ours:
        signal.signal(number, stop)
    yield
    # Not after an exception: then the program ends, and nothing should interrupt that.
    for number in ours:
        signal.signal(number, before[number])
