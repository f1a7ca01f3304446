"""Boxes to tick: printed squares, empty or with a cross, a tick or anything else in them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.components import label
from models.geometry import Box

Grey = NDArray[np.uint8]
Square = tuple[int, int, int, int]

# Darker than this is ink.
_DARK = 160
# Inches: squares of 2.5 to 6 mm, straight strokes that their sides are made of, how thick these
# are at most, and how far from the outer edge they may be.
_SIDE, _STROKE, _THICK, _EDGE = (0.095, 0.25), 0.055, 0.02, 0.012
# Width to height; how much of each side is there at least.
_SQUARE, _DRAWN = 0.8, 0.88
# A tick may stick out so that it is so many times as big as its box.
_OUT = 1.5
# Share of ink inside from which a box is ticked: dust has less, a thin tick has twice as much.
TICKED = 0.06
# More squares than that are a pattern.
MAX_SQUARES = 400


@dataclass(frozen=True, slots=True)
class TickBox:
    """A printed square.

    Attributes:
        box: Its outer edges, pixels of the cleaned page.
        ticked: Something stands in it.
        score: How sure that is, 0-1; not calibrated.
    """

    box: Box
    ticked: bool
    score: float


def find_tick_boxes(grey: Grey, dpi: float) -> tuple[TickBox, ...]:
    """The boxes of a cleaned page, from the top, then from the left.

    The four straight sides tell a box from letters such as O and D. The corner marks of QR codes
    are squares too: leave out what lies in a code.

    Args:
        grey: (H, W) uint8, dark on white, deskewed.
        dpi: Its resolution in dots per inch.
    """
    if min(grey.shape) < _SIDE[0] * dpi:
        return ()
    ink = np.asarray(cv2.threshold(grey, _DARK - 1, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    squares = _squares(ink, dpi)
    if len(squares) > MAX_SQUARES:
        return ()
    found = [_judged(ink, square, dpi) for square in squares]
    outer = [tick for tick in found if not any(_is_inside(tick.box, o.box) for o in found)]
    return tuple(sorted(outer, key=lambda tick: (tick.box.y0, tick.box.x0)))


def _is_inside(box: Box, other: Box) -> bool:
    shared = box.intersection(other)
    return box.area < other.area and shared is not None and shared.area > 0.8 * box.area


def _squares(ink: Grey, dpi: float) -> list[Square]:
    """Left, top, right and bottom of pieces of straight strokes that are as high as wide."""
    length = max(3, round(_STROKE * dpi))
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    x, y, width, height, _ = label(np.asarray(cv2.bitwise_or(level, upright), np.uint8)).stats.T
    low, high = _SIDE[0] * dpi, _SIDE[1] * dpi
    right = (np.minimum(width, height) >= low) & (np.maximum(width, height) <= _OUT * high)
    right[0] = False
    boxes = np.stack([x, y, x + width, y + height], axis=1)[right].tolist()
    return [found for box in boxes if (found := _framed(ink, tuple(box), dpi))]


def _framed(ink: Grey, square: Square, dpi: float) -> Square | None:
    """The square if it has four sides, without what of a tick sticks out of it."""
    if _is_square(square, dpi) and _has_sides(ink, square, dpi):
        return square
    x0, y0, x1, y1 = square
    part = ink[y0:y1, x0:x1]
    straight = round(0.92 * _SIDE[0] * dpi), round(0.7 * min(part.shape))
    level = _straight(part, (1, max(straight)))
    upright = _straight(part, (max(straight), 1))
    rows, columns = np.flatnonzero(level.any(axis=1)), np.flatnonzero(upright.any(axis=0))
    if not (len(rows) and len(columns)):
        return None
    inner = (
        x0 + int(columns[0]),
        y0 + int(rows[0]),
        x0 + int(columns[-1]) + 1,
        y0 + int(rows[-1]) + 1,
    )
    if not _is_square(inner, dpi) or not _has_sides(ink, inner, dpi):
        return None
    # The outermost straight strokes run from corner to corner, as no letter's do.
    x0, y0, x1, y1 = inner
    part, edge = ink[y0:y1, x0:x1], max(2, round(_EDGE * dpi))
    level = _straight(part, (1, round(0.94 * (x1 - x0))))
    upright = _straight(part, (round(0.94 * (y1 - y0)), 1))
    sides = level[:edge], level[-edge:], upright[:, :edge], upright[:, -edge:]
    # Stems of bold letters are thicker than the lines of a box.
    deep = round(_THICK * dpi)
    within = part[deep:-deep, deep], part[deep:-deep, -1 - deep]
    thin = all(np.count_nonzero(line) <= 0.5 * len(line) for line in within)
    return inner if thin and all(bool(side.any()) for side in sides) else None


def _is_square(square: Square, dpi: float) -> bool:
    sides = sorted((square[2] - square[0], square[3] - square[1]))
    return _SIDE[0] * dpi <= sides[0] >= _SQUARE * sides[1] and sides[1] <= _SIDE[1] * dpi


def _straight(part: Grey, size: tuple[int, int]) -> Grey:
    return np.asarray(cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones(size, np.uint8)), np.uint8)


def _has_sides(ink: Grey, square: Square, dpi: float) -> bool:
    """Whether ink runs all along the four outer edges.

    Letters reach them with their serifs and curves only.
    """
    x0, y0, x1, y1 = square
    part, edge = ink[y0:y1, x0:x1] > 0, max(2, round(_EDGE * dpi))
    sides = (
        part[:edge].any(axis=0), part[-edge:].any(axis=0),
        part[:, :edge].any(axis=1), part[:, -edge:].any(axis=1),
    )  # fmt: skip
    return all(float(side.mean()) >= _DRAWN for side in sides)


def _judged(ink: Grey, square: Square, dpi: float) -> TickBox:
    x0, y0, x1, y1 = square
    inset = round(_THICK * dpi) + 1
    inside = ink[y0 + inset : y1 - inset, x0 + inset : x1 - inset] > 0
    share = float(inside.mean()) if inside.size else 0.0
    score = 1 - float(np.exp(-abs(share - TICKED) / (TICKED / 2)))
    return TickBox(Box(x0, y0, x1, y1), share >= TICKED, round(score, 3))
