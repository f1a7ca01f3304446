"""How often somebody may ask; each web process counts by itself."""

from __future__ import annotations

import math
import time
from http import HTTPStatus

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from webui.api.problems import BY_STATUS, Problem


class Throttle:
    """Counts what is asked.

    Args:
        rate: How often in which time, `6000/minute`; empty: as often as they like.

    Raises:
        ValueError: It is no rate.
    """

    def __init__(self, rate: str) -> None:
        self._most = parse(rate) if rate else None
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def count(self, who: str) -> None:
        """Count a request.

        Raises:
            Problem: It is one too many.
        """
        if self._most is None or self._counter.hit(self._most, who):
            return
        left_s = self._counter.get_window_stats(self._most, who).reset_time - time.time()
        raise Problem(
            HTTPStatus.TOO_MANY_REQUESTS, "too_many_requests",
            BY_STATUS[HTTPStatus.TOO_MANY_REQUESTS],
            headers={"Retry-After": str(max(1, math.ceil(left_s)))},
        )  # fmt: skip
