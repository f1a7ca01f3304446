"""Middling gaps within lines, which the engine cannot bear.

After a gap of one to two ems within a line, as between a label and its value, Tesseract's net
forgets the spaces between the words before it ("Nơicưtrú:"). Narrower gaps do it no harm, and at
wider ones the line is cut. Dots in the gap, which are no words, bring the spaces back.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from extractors.components import Components
from extractors.pairs import Indices, pairs

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]

# Darker than this is ink.
_DARK = 150
# Inches: heights of letters with and without marks; gaps that do harm; from dot to dot, across
# one, and what stands at the end of a word but letters: a colon, a comma.
_LETTER, _GAP, _STEP, _DOT, _STOP = (0.05, 0.3), (0.135, 0.36), 0.11, 0.018, 0.07
# More letters than that are no page of text.
MAX_LETTERS = 16_000


def bridge(grey: Grey, parts: Components, dpi: float) -> Grey:
    """A deskewed page with dots in its middling gaps, for the engine to read.

    Args:
        grey: The page.
        parts: Its ink.
        dpi: Its resolution in dots per inch.
    """
    letters = parts.stats[_letters(parts, dpi), :4].astype(np.float64)
    if not 2 <= len(letters) <= MAX_LETTERS:
        return grey
    bridged = grey.copy()
    half = _DOT * dpi / 2
    for x, base in _places(grey, letters, dpi):
        y = base - half
        bridged[round(y - half) : round(y + half), round(x - half) : round(x + half)] = 40
    return bridged


def _letters(parts: Components, dpi: float) -> NDArray[np.bool_]:
    _, _, width, height, _ = parts.stats.T
    found = (height >= _LETTER[0] * dpi) & (height <= _LETTER[1] * dpi) & (width <= dpi)
    found[0] = False
    return np.asarray(found, np.bool_)


def _places(grey: Grey, letters: Floats, dpi: float) -> Iterator[tuple[float, float]]:
    """Where dots are to stand: their middles and the base lines below them."""
    x, y, width, height = letters.T
    for left, right in zip(*_across_gaps(x, y, x + width, y + height, dpi), strict=True):
        top, base = max(y[left], y[right]), (y + height)[[left, right]].min()
        start, end = round(x[left] + width[left]), round(x[right])
        inked = np.flatnonzero((grey[round(top) : round(base), start:end] < _DARK).any(axis=0))
        stop = int(inked[-1]) + 1 if len(inked) else 0
        start += stop
        if stop <= _STOP * dpi and end - start >= _GAP[0] * dpi:
            count = max(1, round((end - start) / (_STEP * dpi)) - 1)
            for i in range(1, count + 1):
                yield start + (end - start) * i / (count + 1), float(base)


def _across_gaps(
    x0: Floats, y0: Floats, x1: Floats, y1: Floats, dpi: float
) -> tuple[Indices, Indices]:
    """Letters with the next one of their line so far away that there may be a middling gap."""
    left, right = pairs(x1, x0, (y0 + y1) / 2, (_GAP[1] + _STOP) * dpi, 0.13 * dpi)
    shared = np.minimum(y1[left], y1[right]) - np.maximum(y0[left], y0[right])
    level = shared >= 0.5 * np.minimum((y1 - y0)[left], (y1 - y0)[right])
    left, right = left[level], right[level]
    left, right = _first(left, right, x0[right])
    wide = x0[right] - x1[left] >= _GAP[0] * dpi
    left, right = left[wide], right[wide]
    right, left = _first(right, left, -x1[left])
    return left, right


def _first(one: Indices, other: Indices, key: Floats) -> tuple[Indices, Indices]:
    """Of the pairs that share `one` that with the least `key`."""
    order = np.argsort(key, kind="stable")
    one, other = one[order], other[order]
    first = np.unique(one, return_index=True)[1]
    return one[first], other[first]
