"""Where number, day, month and year stand in a letterhead, cut out as strips.

The printed words around them ("Số", the code, "ngày", "tháng", "năm") survive on every paper,
whatever the pen has done between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.letterhead import CODE, DATE, LABEL, date_line, slashed, symbol_line
from extractors.ocr.handwriting.net import ABOVE, BELOW
from models.geometry import Box
from models.page import HandPart, Line, Zone
from models.values.text import fold

Grey = NDArray[np.uint8]

# Shares of the strip: a rule at least so long within so much of it from the top is no digit.
_RULE, _RULE_BAND = 0.55, 0.4


@dataclass(frozen=True, slots=True)
class Region:
    """One strip of a page.

    Attributes:
        part: What is to be read there.
        box: From printed word to printed word, pixels of the cleaned page.
        base: Base line of the print, pixels from the top.
        cap: Height of its capitals in pixels.
    """

    part: HandPart
    box: Box
    base: float
    cap: float


def find_regions(grey: Grey, lines: Sequence[Line]) -> list[Region]:
    """The strips of a first page; `lines` are those of the cleaned page `grey`."""
    return [*_number(grey, lines), *_date(grey, lines)]


def _number(grey: Grey, lines: Sequence[Line]) -> Iterator[Region]:
    line = symbol_line(lines)
    label = LABEL.match(fold(line.text)) if line else None
    if line is None or label is None:
        return
    code = CODE.search(slashed(line.text))
    left = line.words[0].box
    print_ = _print_at(
        grey, Box(left.x0, left.y0, _x_at(line, label.end()), left.y1), lines, first=True
    )
    if print_ is None:
        return
    base, cap = print_
    end = _x_at(line, code.start()) + 3 * cap if code else line.box.x1
    yield Region(HandPart.NUMBER, Box(left.x0, base - cap, end, base), base, cap)


def _date(grey: Grey, lines: Sequence[Line]) -> Iterator[Region]:
    line = date_line(lines)
    match = DATE.match(fold(line.text)) if line else None
    if line is None or match is None:
        return
    year = Box(_x_at(line, match.start("year")), 0, _x_at(line, match.end("year")), 0)
    word = next((w.box for w in reversed(line.words) if w.box.horizontal_overlap(year) > 0), None)
    print_ = word and _print_at(grey, word, lines, first=False)
    if not print_:
        return
    base, cap = print_
    for part, left, right in (
        (HandPart.DAY, "before", "between"), (HandPart.MONTH, "between", "after"),
    ):  # fmt: skip
        x0, x1 = _x_at(line, match.start(left)), _x_at(line, match.start(right))
        yield Region(part, Box(x0, base - cap, max(x0, x1) + 1.1 * cap, base), base, cap)
    x0 = _x_at(line, match.start("after"))
    box = Box(x0, base - cap, line.box.x1 + 1.5 * cap, base)
    yield Region(HandPart.YEAR, box, base, cap)


def _x_at(line: Line, index: int) -> float:
    """Where letter `index` of the line's text begins; letters of a word are as wide as each other.

    The end of a word is where its last letter ends.
    """
    at = 0
    for word in line.words:
        if index <= at + len(word.text):
            share = max(0, index - at) / max(1, len(word.text))
            return word.box.x0 + share * word.box.width
        at += len(word.text) + 1
    return line.box.x1


def _print_at(
    grey: Grey, box: Box, lines: Sequence[Line], *, first: bool
) -> tuple[float, float] | None:
    """Base line and height of the capitals or figures within a box: of the first, or of all."""
    head = [line for line in lines if line.zone in (Zone.HEAD_LEFT, Zone.HEAD_RIGHT)] or lines[:8]
    heights = sorted(w.box.height for line in head for w in line.words if len(w.text) > 1)
    if not heights:
        return None
    # The words without marks above and tails below are as high as capitals.
    usual = heights[len(heights) // 4]
    x0, y0, x1, y1 = (max(0, value) for value in box.grown(2).as_list())
    ink = (grey[y0:y1, x0:x1] < 150).astype(np.uint8)
    stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[2] if ink.any() else ink
    letters = [s for s in stats[1:].tolist() if 0.75 < s[3] / usual < 1.3 and s[2] < 2 * s[3]]
    if not letters:
        return box.y1, usual
    chosen = [min(letters, key=lambda s: s[0])] if first else letters
    return y0 + median(s[1] + s[3] for s in chosen), float(median(s[3] for s in chosen))


def cut(grey: Grey, region: Region, *, shift: float = 0.0, scale: float = 1.0) -> Grey:
    """The strip's pixels; `shift` and `scale` move the base line and the height, in capitals."""
    cap = region.cap * scale
    base = region.base + shift * region.cap
    top, bottom = round(base - ABOVE * cap), round(base + BELOW * cap)
    left, right = round(region.box.x0 - 0.1 * cap), round(region.box.x1)
    height, width = grey.shape
    inside = grey[max(0, top) : min(height, bottom), max(0, left) : min(width, right)]
    around = ((max(0, -top), max(0, bottom - height)), (max(0, -left), max(0, right - width)))
    return without_rules(np.pad(inside, around, constant_values=255))


def without_rules(strip: Grey) -> Grey:
    """Whiten long level strokes in the upper part, such as the rule under the motto."""
    height = strip.shape[0]
    ink = (strip[: round(_RULE_BAND * height)] < 150).astype(np.uint8)
    kernel = np.ones((1, max(3, round(_RULE * height))), np.uint8)
    rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    if not rules.any():
        return strip
    clear = strip.copy()
    clear[: ink.shape[0]][cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 255
    return clear
