"""Pairs of things that stand near each other, without looking at all pairs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


def pairs(
    end: Floats, start: Floats, y: Floats, reach: float, band: float
) -> tuple[Indices, Indices]:
    """All i and j where j starts at most `reach` behind the end of i.

    Those within `band` along the other axis are all there, and some further ones.
    """
    row = np.floor(y / band)
    # Rows one after the other in one long line: a window in it is a window in its row.
    length = float(end.max()) + 2 * reach + 1
    key = row * length + start
    order = np.argsort(key, kind="stable")
    line = key[order]
    first, second = [], []
    for shift in (-length, 0.0, length):
        low = np.searchsorted(line, row * length + end + shift, "right")
        high = np.searchsorted(line, row * length + end + shift + reach, "right")
        count = np.maximum(0, high - low)
        i = np.repeat(np.arange(len(y)), count)
        offset = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
        first.append(i)
        second.append(order[np.repeat(low, count) + offset])
    return np.concatenate(first), np.concatenate(second)
