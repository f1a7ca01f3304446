"""The cells of tables, from their ruling lines."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.rulings import Rulings
from models.geometry import Box, union
from models.page import Cell

# A side of a cell is there when a line runs along so much of it.
_COVERED = 0.5


def cells(rulings: Rulings, tolerance: float = 8.0) -> tuple[tuple[Cell, ...], ...]:
    """The tables of a page, from the top, each with its cells, row by row.

    Where a line between cells is missing they are one, if they form a rectangle. A frame around
    a single cell is no table.

    Args:
        rulings: The lines of a deskewed page.
        tolerance: Pixels that lines may be off: tilted, broken or short of each other.
    """
    tables = (_table(group, tolerance) for group in _groups(rulings, tolerance))
    found = [table for table in tables if len(table) > 1]
    return tuple(sorted(found, key=lambda table: (table[0].box.y0, table[0].box.x0)))


def _groups(rulings: Rulings, tolerance: float) -> list[Rulings]:
    """Lines that cross or meet each other, directly or by others."""
    lines = [
        *((box, True) for box in rulings.horizontal),
        *((box, False) for box in rulings.vertical),
    ]
    groups: list[list[tuple[Box, bool]]] = []
    for box, level in lines:
        grown = box.grown(tolerance)
        met = [g for g in groups if any(lv != level and grown.intersection(b) for b, lv in g)]
        groups = [g for g in groups if g not in met]
        groups.append([(box, level), *(line for g in met for line in g)])
    return [
        Rulings(tuple(b for b, lv in g if lv), tuple(b for b, lv in g if not lv)) for g in groups
    ]


def _table(lines: Rulings, tolerance: float) -> tuple[Cell, ...]:
    ys = _places([box.center[1] for box in lines.horizontal], tolerance)
    xs = _places([box.center[0] for box in lines.vertical], tolerance)
    merged: list[list[tuple[int, int]]] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            joined = [[(row, column)]]
            for other, open_ in (
                ((row, column - 1), not _is_ruled(lines.vertical, xs[column], ys, row, tolerance)),
                ((row - 1, column), not _is_ruled_level(lines, ys[row], xs, column, tolerance)),
            ):
                joined += [part for part in merged if open_ and other in part]
            merged = [part for part in merged if part not in joined]
            merged.append([place for part in joined for place in part])
    found = [cell for part in merged for cell in _cells_of(part, xs, ys)]
    return tuple(sorted(found, key=lambda cell: (cell.row, cell.column)))


def _places(middles: Sequence[float], tolerance: float) -> list[float]:
    """Where lines are, those closer than `tolerance` taken for one."""
    places: list[list[float]] = []
    for middle in sorted(middles):
        if places and middle - places[-1][-1] <= tolerance:
            places[-1].append(middle)
        else:
            places.append([middle])
    return [sum(place) / len(place) for place in places]


def _is_ruled(
    verticals: Sequence[Box], x: float, ys: Sequence[float], row: int, tolerance: float
) -> bool:
    """Whether a line runs at `x` along most of a row."""
    return _covered(
        [(b.center[0], b.y0, b.y1) for b in verticals], x, ys[row], ys[row + 1], tolerance
    )


def _is_ruled_level(
    lines: Rulings, y: float, xs: Sequence[float], column: int, tolerance: float
) -> bool:
    """Whether a line runs at height `y` along most of a column."""
    level = [(b.center[1], b.x0, b.x1) for b in lines.horizontal]
    return _covered(level, y, xs[column], xs[column + 1], tolerance)


def _covered(
    lines: Sequence[tuple[float, float, float]], at: float, start: float, end: float,
    tolerance: float,
) -> bool:  # fmt: skip
    length = sum(
        max(0.0, min(last, end) - max(first, start))
        for middle, first, last in lines if abs(middle - at) <= tolerance
    )  # fmt: skip
    return length >= _COVERED * (end - start)


def _cells_of(
    places: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]
) -> list[Cell]:
    """One cell for places that form a rectangle, else one for each."""
    boxes = {place: Box(xs[place[1]], ys[place[0]], xs[place[1] + 1], ys[place[0] + 1])
             for place in places}  # fmt: skip
    rows, columns = [row for row, _ in places], [column for _, column in places]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(places):
        return [Cell(min(rows), min(columns), union(boxes.values()), height, width)]
    return [Cell(row, column, box) for (row, column), box in boxes.items()]
