"""Leader dots, which a form gives to be filled in.

Tesseract loses labels and values beside them and spends seconds on them, so the page is read
without them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.components import Components
from extractors.pairs import Floats, Indices, pairs

Flags = NDArray[np.bool_]

# All sizes below are pixels at this resolution.
_DPI = 200.0
# A dot is at most so high, a ragged one so high; where a scan runs dots together, so wide.
_DOT, _RAGGED, _DASH = 7.0, 9.0, 42.0
# White between neighbours: at most so much where dots are missing, as a rule at most so much.
_REACH, _USUAL_GAP = 26.0, 15.0
# How far dots of one line are from their places, along it and across.
_LOOSE, _LEVEL = 1.6, 2.2
# An ellipsis has three dots, and a careless one four. From so many on some may be uneven.
MIN_DOTS, MANY = 5, 9
# Dots that run on under a value are so many at least.
MIN_UNDER = 6
# From the upper dot of a colon to the lower one; from a letter to the full stop behind it.
_COLON, _STOP = 20.0, 12.0
# Letters are so high.
_LETTER = (10.0, 60.0)
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
        whole: (N,) those that look like dots, not like what a bad copy makes of them.
    """

    index: Indices
    x0: Floats
    x1: Floats
    y: Floats
    height: Floats
    whole: Flags


@dataclass(frozen=True, slots=True)
class _Leader:
    """A line of dots.

    Attributes:
        dots: Positions in `_Dots`, left to right.
        height: How high its dots are.
        gap: White between two dots.
        pitch: From one dot to the next.
        slope: Fall per pixel to the right.
        x: Its middle.
        y: Height there.
    """

    dots: Indices
    height: float
    gap: float
    pitch: float
    slope: float
    x: float
    y: float


def leader_dots(parts: Components, dpi: float) -> Flags:
    """(N,) which components are leader dots, which are to be filled in with a value.

    They stand in a row of five or more, evenly spaced, of one size. Others on the line of such a
    row are leader dots too where they are in their places, or no letter stands before them. Rows
    that stand close above each other are the screen of a picture.

    Args:
        parts: Of a page, tilted by at most a few degrees.
        dpi: Its resolution in dots per inch.
    """
    found = np.zeros(len(parts.stats), np.bool_)
    dots = _dots(parts, dpi)
    if not MIN_DOTS <= len(dots.index) <= MAX_DOTS:
        return found
    left, right = _neighbours(dots)
    stacked, under = _above_each_other(dots)
    runs = _runs(len(dots.index), left, right)
    stops = _stops(dots, parts, dpi) if runs else stacked
    leaders = _leaders(dots, runs, stacked, under, stops)
    taken = np.zeros(len(dots.index), np.bool_)
    for leader in leaders:
        taken[leader.dots] = True
    if leaders:
        gap = _gaps(dots, left, right)
        for leader in leaders:
            taken[_strays(dots, leader, taken | under, gap, stops)] = True
    found[dots.index[taken]] = True
    return found


def _dots(parts: Components, dpi: float) -> _Dots:
    x, y, width, height, area = parts.stats.T * (_DPI / dpi)
    small = (height <= _RAGGED) & (width <= _DASH)
    small[0] = False
    # `area` was scaled once, its pixels are scaled twice.
    whole = (height <= _DOT) & (area * (_DPI / dpi) >= 0.5 * width * height)
    whole &= width >= 0.5 * height
    index = np.flatnonzero(small)
    index = index[np.argsort(x[index], kind="stable")]
    middle = y[index] + height[index] / 2
    return _Dots(index, x[index], (x + width)[index], middle, height[index], whole[index])


def _neighbours(dots: _Dots) -> tuple[Indices, Indices]:
    """Dots and the next one on their right, on one line and of one size, nearest to each other."""
    i, j = pairs(dots.x1, dots.x0, dots.y, _REACH, _DOT)
    near = np.abs(dots.y[j] - dots.y[i]) <= 1.2 + 0.08 * (dots.x0[j] - dots.x0[i])
    near &= (np.abs(dots.height[j] - dots.height[i]) <= 2.2) & dots.whole[i] & dots.whole[j]
    i, j = i[near], j[near]
    order = np.argsort(dots.x0[j] - dots.x1[i], kind="stable")
    i, j = i[order], j[order]
    both = np.zeros((2, len(i)), np.bool_)
    both[0, np.unique(i, return_index=True)[1]] = True
    both[1, np.unique(j, return_index=True)[1]] = True
    mutual = both.all(axis=0)
    return i[mutual], j[mutual]


def _leaders(
    dots: _Dots, runs: list[Indices], stacked: Flags, under: Flags, stops: Flags
) -> list[_Leader]:
    # The lower dot of a colon stands in line with those that follow it.
    runs = [run[1:] if under[run[0]] else run for run in runs]
    found = [leader for run in runs if (leader := _leader(dots, run, stops))]
    found = [leader for leader in found if stacked[leader.dots].mean() <= 0.5]
    # All lines of a page are tilted alike, which the long ones tell best.
    longest = sorted(found, key=lambda leader: -len(leader.dots))[:5]
    slope = float(np.median([leader.slope for leader in longest])) if found else 0.0
    return [replace(leader, slope=slope) for leader in found]


def _runs(count: int, left: Indices, right: Indices) -> list[Indices]:
    """Dots linked to each other, left to right, as many as a leader has."""
    root = np.arange(count)
    root[right] = left
    while not np.array_equal(root, root[root]):
        root = root[root]
    order = np.argsort(root, kind="stable")
    starts = np.flatnonzero(np.diff(root[order], prepend=-1))
    ends = np.append(starts[1:], count)
    long = ends - starts >= MIN_DOTS
    return [order[a:b] for a, b in zip(starts[long], ends[long], strict=True)]


def _leader(dots: _Dots, run: Indices, stops: Flags) -> _Leader | None:
    """The run as a line of dots, if it is one: many, evenly spaced.

    A tone mark below a letter may stand in line with them, but not in its place.
    """
    if len(run) < MIN_DOTS:
        return None
    x, y = dots.x0[run], dots.y[run]
    gaps = x[1:] - dots.x1[run[:-1]]
    gap = float(np.median(gaps))
    even = np.abs(gaps - gap) <= _LOOSE
    # The fewer there are, the more alike they must be.
    if gap > _USUAL_GAP or even.mean() < (0.6 if len(run) >= MANY else 0.99):
        return None
    pitch = float(np.diff(x)[even].mean())
    beside = np.append(False, even) | np.append(even, False)
    run = run[beside | ~stops[run]]
    x, y = dots.x0[run], dots.y[run]
    slope = float(np.cov(x, y)[0, 1] / np.var(x, ddof=1))
    height = float(np.median(dots.height[run]))
    return _Leader(run, height, gap, pitch, slope, float(x.mean()), float(y.mean()))


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


def _gaps(dots: _Dots, left: Indices, right: Indices) -> Floats:
    """(2, N) white to the linked dot on the right and on the left; infinite without one."""
    gap = np.full((2, len(dots.index)), np.inf)
    gap[0, left] = gap[1, right] = dots.x0[right] - dots.x1[left]
    return gap


def _stops(dots: _Dots, parts: Components, dpi: float) -> Flags:
    """(N,) dots under a letter and right behind one, as tone marks and full stops are."""
    x, y, width, height, _ = parts.stats[1:].T * (_DPI / dpi)
    letter = (height >= _LETTER[0]) & (height <= _LETTER[1]) & (width <= _LETTER[1])
    x, y, width, height = x[letter], y[letter], width[letter], height[letter]
    count, middle = len(x), np.append(y + height / 2, dots.y)
    before, start = np.append(x - 2, dots.x1), np.append(x, dots.x0)
    i, j = pairs(before, start, middle, _LETTER[1] + _STOP, _LETTER[1] / 2)
    behind = (i < count) & (j >= count)
    i, j = i[behind], j[behind] - count
    beside = (dots.y[j] >= y[i]) & (dots.y[j] <= (y + height)[i] + _RAGGED)
    stops = np.zeros(len(dots.index), np.bool_)
    stops[j[beside & (dots.x0[j] <= (x + width)[i] + _STOP)]] = True
    return stops


def _strays(dots: _Dots, leader: _Leader, taken: Flags, gap: Floats, stops: Flags) -> Indices:
    """Dots on the line of `leader` that belong to it, though a value or a flaw cut them off."""
    ends = dots.x0[leader.dots[[0, -1]]] + (-_VALUE, _VALUE)
    line = np.abs(dots.y - leader.y - leader.slope * (dots.x0 - leader.x)) <= _LEVEL
    line &= (dots.x0 >= ends[0]) & (dots.x0 <= ends[1])
    alike = dots.whole & (np.abs(dots.height - leader.height) <= _LOOSE)
    spaced = (np.abs(gap - leader.gap) <= _LOOSE).any(axis=0)
    found = line & ~taken & (~stops | (alike & spaced))
    rest = np.flatnonzero(line & ~taken & ~found & alike)
    steps = (
        dots.x0[rest] - _nearest(dots.x0[rest], dots.x0[line & (taken | found)])
    ) / leader.pitch
    in_place = (np.abs(steps - np.round(steps)) * leader.pitch <= _LOOSE).any(axis=0)
    # Full stops and tone marks of a value are in place by chance, but not most of many.
    if np.count_nonzero(in_place) >= MIN_UNDER and in_place.mean() >= 0.8:
        found[rest[in_place]] = True
    return np.flatnonzero(found)


def _nearest(x: Floats, known: Floats) -> Floats:
    """(2, N) of `known`, which are not none, the next one to the left and to the right of each."""
    known = np.sort(known)
    after = np.searchsorted(known, x)
    return np.stack([known[np.maximum(0, after - 1)], known[np.minimum(after, len(known) - 1)]])
