"""The lines of a form: under blanks, around tables; found, taken out, and made into cells."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from models.geometry import Box, union

Grey = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

# Darker than this is a line: thin ones are pale.
_DARK = 170
# Lengths in inches: no stroke of a letter is straight for so long; such a line is one wherever
# it stands; a level and an upright one; the tops of seals are level for half an inch. Thinner
# than this.
_STRAIGHT, _LEVEL, _UPRIGHT, _THICK = 0.22, 0.65, 0.75, 0.035
# Inches between the end of a line and the one it meets, or its own next piece.
_MEETS, _BROKEN = 0.03, 0.3
# Where a level line is known, so short a piece belongs to it, and so far beyond its ends.
_PIECE = 0.08
# A letter has lines under agency, motto and title, and above a footnote, which do no harm.
FEW = 4
# More straight pieces than that are a picture.
MAX_BARS = 2000


@dataclass(frozen=True, slots=True)
class Rulings:
    """The straight lines of a page, boxes of the ink in pixels of the cleaned page.

    Attributes:
        horizontal: From the top, then from the left.
        vertical: From the left, then from the top.
    """

    horizontal: tuple[Box, ...] = ()
    vertical: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bars:
    """Straight pieces of ink, upright on the page or, for level ones, on its mirror image.

    Attributes:
        mask: 255 where they are.
        outlines: (N) their outlines.
        boxes: (N, 4) left, top, right, bottom.
        thick: (N,) their thickness in pixels.
    """

    mask: Grey
    outlines: tuple[MatLike, ...]
    boxes: Floats
    thick: Floats

    @property
    def length(self) -> Floats:
        """(N,) pixels."""
        return self.boxes[:, 3] - self.boxes[:, 1]

    def only(self, kept: Flags) -> _Bars:
        """Those of the bars that are flagged."""
        mask = self.mask.copy()
        gone = [outline for outline, keep in zip(self.outlines, kept, strict=True) if not keep]
        cv2.drawContours(mask, gone, -1, (0,), cv2.FILLED)
        outlines = tuple(o for o, keep in zip(self.outlines, kept, strict=True) if keep)
        return _Bars(mask, outlines, self.boxes[kept], self.thick[kept])


def take_out(grey: Grey, dpi: float) -> tuple[Grey, Grey | None, Rulings]:
    """A deskewed page without its lines, the lines alone, and where they are.

    Strokes that touch or cross a line stay whole. Lines of letters are left where they are.

    Returns:
        The page; what was taken out, dark on white, or None; the places of all lines.
    """
    if not grey.size:
        return grey, None, Rulings()
    ink = np.asarray(cv2.threshold(grey, _DARK - 1, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    upright, level = _bars(ink, dpi), _bars(np.asarray(cv2.transpose(ink), np.uint8), dpi)
    upright, level = _lines(upright, level, dpi)
    if not len(upright.boxes) + len(level.boxes):
        return grey, None, Rulings()
    rulings = Rulings(
        tuple(sorted((_mirrored(box) for box in _joined(level, dpi)), key=lambda b: (b.y0, b.x0))),
        tuple(sorted(_joined(upright, dpi))),
    )
    if not rulings.vertical and len(rulings.horizontal) <= FEW:
        return grey, None, rulings
    gone = _removable(ink, upright, level, dpi)
    lines = cv2.bitwise_or(grey, cv2.bitwise_not(gone))
    return np.asarray(cv2.bitwise_or(grey, gone)), np.asarray(lines), rulings


def _bars(ink: Grey, dpi: float) -> _Bars:
    """The upright pieces of ink that are thin and straight."""
    upright = np.ones((max(3, round(_STRAIGHT * dpi)), 1), np.uint8)
    mask = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, upright), np.uint8)
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if len(outlines) > MAX_BARS:
        mask, outlines = np.zeros_like(mask), ()
    rows = [cv2.boundingRect(outline) for outline in outlines]
    x, y, width, height = np.array(rows, np.int64).reshape(-1, 4).T
    boxes = np.stack([x, y, x + width, y + height], axis=1)
    area = [float(np.count_nonzero(mask[y0:y1, x0:x1])) for x0, y0, x1, y1 in boxes.tolist()]
    thick = np.array(area) / np.maximum(1, height)
    bars = _Bars(mask, tuple(outlines), boxes.astype(np.float64), thick)
    return bars.only(thick <= _THICK * dpi)


def _lines(upright: _Bars, level: _Bars, dpi: float) -> tuple[_Bars, _Bars]:
    """Those of the bars that are lines: long ones, and short ones that meet or carry on those."""
    columns = upright.only(upright.length >= _UPRIGHT * dpi)
    rows = level.only(level.length >= _LEVEL * dpi)
    return (
        upright.only(_carry_on(upright, columns, dpi) | _join_up(upright, rows, dpi)),
        level.only(_carry_on(level, rows, dpi) | _join_up(level, columns, dpi)),
    )


def _carry_on(bars: _Bars, long: _Bars, dpi: float) -> Flags:
    """(N,) which bars lie in line with one of `long`, or are one of them."""
    near, reach = _MEETS * dpi, _BROKEN * dpi
    x0, y0, x1, y1 = bars.boxes.T[:, :, None]
    left, top, right, bottom = long.boxes.T
    in_line = (x0 <= right + near) & (x1 >= left - near)
    close = (y0 <= bottom + reach) & (y1 >= top - reach)
    return np.asarray((in_line & close).any(axis=1), np.bool_)


def _join_up(bars: _Bars, across: _Bars, dpi: float) -> Flags:
    """(N,) which bars run from one of the lines across to another."""
    near = _MEETS * dpi
    x0, y0, x1, y1 = bars.boxes.T[:, :, None]
    # What is down for the lines of one direction is to the right for those of the other.
    above, left, below, right = across.boxes.T
    crossed = ((x0 + x1) / 2 >= left - near) & ((x0 + x1) / 2 <= right + near)
    met = [crossed & (y >= above - near) & (y <= below + near) for y in (y0, y1)]
    return np.asarray(met[0].any(axis=1) & met[1].any(axis=1), np.bool_)


def _removable(ink: Grey, upright: _Bars, level: _Bars, dpi: float) -> Grey:
    """255 where a line is, but for strokes that touch or cross it."""
    edge = np.ones((3, 5), np.uint8)
    columns = cv2.dilate(upright.mask, edge) if len(upright.boxes) else None
    mirrored = np.asarray(cv2.transpose(ink), np.uint8)
    rows = None
    if len(level.boxes):
        # Letters have stems as long as pieces of upright lines.
        rows = cv2.transpose(cv2.dilate(_with_pieces(mirrored, level, dpi), edge))
    gone: MatLike = np.zeros_like(ink)
    if rows is not None:
        other = ink if columns is None else cv2.subtract(ink, columns)
        down = np.ones((_stroke(mirrored, level), 1), np.uint8)
        gone = cv2.subtract(rows, cv2.morphologyEx(other, cv2.MORPH_OPEN, down))
    if columns is not None:
        other = ink if rows is None else cv2.subtract(ink, rows)
        across = np.ones((1, _stroke(ink, upright)), np.uint8)
        touching = cv2.morphologyEx(other, cv2.MORPH_OPEN, across)
        gone = cv2.bitwise_or(gone, cv2.subtract(columns, touching))
    return np.asarray(gone, np.uint8)


def _with_pieces(ink: Grey, bars: _Bars, dpi: float) -> Grey:
    """255 where the bars are, and what flaws of the print cut off them."""
    beyond = round(_BROKEN * dpi)
    bands = np.zeros_like(ink)
    for x0, y0, x1, y1 in bars.boxes.astype(int).tolist():
        bands[max(0, y0 - beyond) : y1 + beyond, max(0, x0 - 1) : x1 + 1] = 255
    piece = np.ones((max(3, round(_PIECE * dpi)), 1), np.uint8)
    pieces = cv2.morphologyEx(cv2.bitwise_and(ink, bands), cv2.MORPH_OPEN, piece)
    return np.asarray(cv2.bitwise_or(bars.mask, pieces), np.uint8)


def _stroke(ink: Grey, bars: _Bars) -> int:
    """Pixels that ink is long across the lines, if there is more than the line.

    Rough lines are thicker here and there than where they are straight.
    """
    across = [
        np.median(np.count_nonzero(ink[y0:y1, max(0, x0 - 2) : x1 + 2], axis=1))
        for x0, y0, x1, y1 in bars.boxes.astype(int).tolist()
    ]
    return int(np.ceil(max(across))) + 2


def _joined(bars: _Bars, dpi: float) -> list[Box]:
    """The bars, pieces of one line joined."""
    near, reach = _MEETS * dpi, _BROKEN * dpi
    lines: list[Box] = []
    for box in sorted((Box(*row) for row in bars.boxes.tolist()), key=lambda box: box.y0):
        for i, line in enumerate(lines):
            in_line = line.x0 - near <= box.x1 and box.x0 <= line.x1 + near
            if in_line and box.y0 - line.y1 <= reach:
                lines[i] = union((line, box))
                break
        else:
            lines.append(box)
    return lines


def _mirrored(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)
