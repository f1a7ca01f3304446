"""Two pages side by side on one sheet: a book laid open, a form and its counterpart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from statistics import median

from models.geometry import Box, union
from models.page import Line, Page

# The fold is in this part of the width, looked for at so many places.
_NEAR_MIDDLE, _PLACES = (0.44, 0.56), 31
# Words closer to each other than so many of their heights are of one line.
_APART = 1.0
# Each of the two pages has so many lines.
_FEWEST_LINES = 5


def unfolded(page: Page) -> tuple[Page, ...]:
    """The left and the right page of a sheet on which nothing goes across the fold.

    Boxes and width stay those of the sheet's image. Any other page comes back as it is.
    """
    if page.width <= page.height:
        return (page,)
    first, last = (share * page.width for share in _NEAR_MIDDLE)
    places = (first + i * (last - first) / (_PLACES - 1) for i in range(_PLACES))
    folds = [x for x in places if not _is_crossed(page, x)]
    if not folds:
        return (page,)
    fold = folds[len(folds) // 2]
    left, right = (_side(page, fold, is_left=is_left) for is_left in (True, False))
    if min(len(left.lines), len(right.lines)) < _FEWEST_LINES:
        return (page,)
    return left, right


def _is_crossed(page: Page, x: float) -> bool:
    """A table or a line goes across."""
    return any(_spans((cell.box for cell in table), x) for table in page.tables) or any(
        _goes_on(line, x) for line in page.lines
    )


def _spans(boxes: Iterable[Box], x: float) -> bool:
    whole = union(boxes)
    return whole.x0 < x < whole.x1


def _goes_on(line: Line, x: float) -> bool:
    """A word stands across, or two on either side are no further apart than within a line."""
    room = _APART * median(word.box.height for word in line.words)
    return any(word.box.x0 < x < word.box.x1 for word in line.words) or any(
        a.box.x1 <= x <= b.box.x0 and b.box.x0 - a.box.x1 < room for a, b in pairwise(line.words)
    )


def _side(page: Page, fold: float, *, is_left: bool) -> Page:
    """What stands on one side of the fold."""

    def is_here(box: Box) -> bool:
        return (box.center[0] < fold) == is_left

    sides = (replace(x, words=tuple(w for w in x.words if is_here(w.box))) for x in page.lines)
    return replace(
        page,
        lines=tuple(line for line in sides if line.words),
        codes=tuple(code for code in page.codes if is_here(code.box)),
        ticks=tuple(tick for tick in page.ticks if is_here(tick.box)),
        tables=tuple(x for x in page.tables if is_here(union(cell.box for cell in x))),
    )
