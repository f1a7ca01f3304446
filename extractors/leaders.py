"""Leader dots, which a form gives to be filled in.

Tesseract loses labels and values beside them and spends seconds on them, so the page is read
without them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.components import Components
from extractors.pairs import Floats, Indices, pairs

Flags = NDArray[np.bool_]

# All sizes below are pixels at this resolution.
_DPI = 200.0
# A dot is at most so high; where a scan runs dots together, so wide.
_DOT, _DASH = 7.0, 42.0
# White between neighbours: at most so much where dots are missing, as a rule at most so much.
_REACH, _USUAL_GAP = 26.0, 15.0
# How far dots of one line are from their places.
_LOOSE = 1.6
# An ellipsis has three dots, and a careless one four.
MIN_DOTS = 5
# From the upper dot of a colon to the lower one.
_COLON = 20.0
# Values of this length may stand between two parts of a line of dots.
_VALUE = 900.0
# More small pieces than a page of nothing but leader dots are a halftone picture or dust.
MAX_DOTS = 16_000


@dataclass(frozen=True, slots=True)
class _Dots:
    """Pieces of ink small enough for dots, from left to right; lengths are pixels at 200 dpi.

    Attributes:
        index: (N,) which of the page's components.
        x0: (N,) left edges.
        x1: (N,) right edges.
        y: (N,) vertical middles.
        height: (N,) heights.
    """

    index: Indices
    x0: Floats
    x1: Floats
    y: Floats
    height: Floats


@dataclass(frozen=True, slots=True)
class _Leader:
    """A line of dots.

    Attributes:
        dots: Positions in `_Dots`, left to right.
        gap: White between two dots.
        pitch: From one dot to the next.
        slope: Fall per pixel to the right.
        x: Its left end.
        y: Height there.
    """

    dots: Indices
    gap: float
    pitch: float
    slope: float
    x: float
    y: float


def leader_dots(parts: Components, dpi: float) -> Flags:
    """(N,) which components are leader dots, which are to be filled in with a value.

    They stand in a row of five or more, evenly spaced, of one size; what stands between two
    parts of such a row and in its places is one too. Rows that stand close above each other are
    the screen of a picture.

    Args:
        parts: Of a page, tilted by at most a few degrees.
        dpi: Its resolution in dots per inch.
    """
    found = np.zeros(len(parts.stats), np.bool_)
    dots = _dots(parts, dpi)
    if not MIN_DOTS <= len(dots.index) <= MAX_DOTS:
        return found
    stacked, under = _above_each_other(dots)
    runs = _runs(dots, *_neighbours(dots))
    # The lower dot of a colon stands in line with those that follow it.
    runs = [run[1:] if under[run[0]] else run for run in runs]
    leaders = [leader for run in runs if (leader := _leader(dots, run))]
    leaders = [leader for leader in leaders if stacked[leader.dots].mean() <= 0.5]
    taken = np.zeros(len(dots.index), np.bool_)
    for leader in leaders:
        taken[leader.dots] = True
    rest = [run for run in runs if len(run) and not taken[run].any()]
    for leader in leaders:
        taken[_strays(dots, rest, leader)] = True
    found[dots.index[taken]] = True
    return found


def _dots(parts: Components, dpi: float) -> _Dots:
    x, y, width, height, area = parts.stats.T * (_DPI / dpi)
    small = (height <= _DOT) & (width <= _DASH) & (width >= 0.5 * height)
    # `area` was scaled once, its pixels are scaled twice.
    small &= area * (_DPI / dpi) >= 0.5 * width * height
    small[0] = False
    index = np.flatnonzero(small)
    index = index[np.argsort(x[index], kind="stable")]
    middle = y[index] + height[index] / 2
    return _Dots(index, x[index], (x + width)[index], middle, height[index])


def _neighbours(dots: _Dots) -> tuple[Indices, Indices]:
    """Dots and the next one on their right, on one line and of one size, nearest to each other."""
    i, j = pairs(dots.x1, dots.x0, dots.y, _REACH, _DOT)
    gap = dots.x0[j] - dots.x1[i]
    near = np.abs(dots.y[j] - dots.y[i]) <= 1.2 + 0.08 * (dots.x0[j] - dots.x0[i])
    near &= np.abs(dots.height[j] - dots.height[i]) <= 2.2
    i, j, gap = i[near], j[near], gap[near]
    order = np.argsort(gap, kind="stable")
    i, j = i[order], j[order]
    nearest_right = np.zeros(len(i), np.bool_)
    nearest_right[np.unique(i, return_index=True)[1]] = True
    nearest_left = np.zeros(len(i), np.bool_)
    nearest_left[np.unique(j, return_index=True)[1]] = True
    both = nearest_right & nearest_left
    return i[both], j[both]


def _runs(dots: _Dots, left: Indices, right: Indices) -> list[Indices]:
    """Dots linked to each other, left to right; those without neighbours are runs of one."""
    root = np.arange(len(dots.index))
    root[right] = left
    while not np.array_equal(root, root[root]):
        root = root[root]
    order = np.argsort(root, kind="stable")
    cuts = np.flatnonzero(np.diff(root[order])) + 1
    return np.split(order, cuts)


def _leader(dots: _Dots, run: Indices) -> _Leader | None:
    """The run as a line of dots, if it is one: many, evenly spaced."""
    if len(run) < MIN_DOTS:
        return None
    gaps = dots.x0[run[1:]] - dots.x1[run[:-1]]
    gap = float(np.median(gaps))
    even = float(np.mean(np.abs(gaps - gap) <= _LOOSE))
    # The fewer there are, the more alike they must be.
    if gap > _USUAL_GAP or even < (0.6 if len(run) >= 9 else 0.99):
        return None
    x = dots.x0[run]
    steps = np.diff(x)
    single = steps[np.abs(gaps - gap) <= _LOOSE]
    slope, y = np.polyfit(x - x[0], dots.y[run], 1)
    return _Leader(run, gap, float(np.mean(single)), float(slope), float(x[0]), float(y))


def _above_each_other(dots: _Dots) -> tuple[Flags, Flags]:
    """(N,) dots with another one close above or below, and (N,) lower dots of colons."""
    i, j = pairs(dots.y, dots.y, (dots.x0 + dots.x1) / 2, _COLON, 4.0)
    apart = dots.y[j] - dots.y[i]
    aside = np.abs(dots.x0[j] - dots.x0[i])
    stacked = np.zeros(len(dots.index), np.bool_)
    under = stacked.copy()
    close = (apart > 3.0) & (apart <= _USUAL_GAP + 2)
    stacked[i[close]] = stacked[j[close]] = True
    under[j[(apart > 5.0) & (aside <= _LOOSE)]] = True
    return stacked, under


def _strays(dots: _Dots, rest: list[Indices], leader: _Leader) -> Indices:
    """Dots that a value cut off from `leader`: short runs in line, single ones in their places."""
    near = [run for run in rest if _is_in_line(dots, run, leader)]
    found = [run for run in near if len(run) > 1 and _is_spaced(dots, run, leader)]
    single = np.concatenate([run for run in near if len(run) == 1] or [np.zeros(0, np.intp)])
    steps = (dots.x0[single] - leader.x) / leader.pitch
    in_place = np.abs(steps - np.round(steps)) * leader.pitch <= _LOOSE
    # Full stops of a value are in place by chance, but not most of them.
    if np.count_nonzero(in_place) >= 2 and in_place.mean() >= 0.6:
        found.append(single[in_place])
    return np.concatenate(found or [np.zeros(0, np.intp)])


def _is_in_line(dots: _Dots, run: Indices, leader: _Leader) -> bool:
    first = run[0]
    away = dots.x0[first] - leader.x
    if not -_VALUE <= away <= dots.x1[leader.dots[-1]] - leader.x + _VALUE:
        return False
    return bool(abs(dots.y[first] - leader.y - leader.slope * away) <= _LOOSE)


def _is_spaced(dots: _Dots, run: Indices, leader: _Leader) -> bool:
    gaps = dots.x0[run[1:]] - dots.x1[run[:-1]]
    return bool(np.all(np.abs(gaps - leader.gap) <= _LOOSE))
