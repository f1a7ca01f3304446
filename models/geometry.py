"""Boxes on a page image."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """An axis-parallel rectangle in pixels, origin top-left, `x1` and `y1` exclusive.

    Raises:
        ValueError: The box is inverted (a zero-width or zero-height box is allowed).
    """

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"inverted box: {self.as_list()}")

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.y1 - self.y0

    @property
    def center(self) -> tuple[float, float]:
        """Centre point (x, y) in pixels."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def area(self) -> float:
        """Area in square pixels."""
        return self.width * self.height

    def intersection(self, other: Box) -> Box | None:
        """The common rectangle, or None when the two do not overlap."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        x1, y1 = min(self.x1, other.x1), min(self.y1, other.y1)
        return Box(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None

    def vertical_overlap(self, other: Box) -> float:
        """Shared height as a share (0-1) of the lower of the two boxes."""
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, shared) / max(1.0, min(self.height, other.height))

    def horizontal_overlap(self, other: Box) -> float:
        """Shared width as a share (0-1) of the narrower of the two boxes."""
        shared = min(self.x1, other.x1) - max(self.x0, other.x0)
        return max(0.0, shared) / max(1.0, min(self.width, other.width))

    def moved(self, x: float, y: float) -> Box:
        """The box moved right by `x` and down by `y` pixels."""
        return Box(self.x0 + x, self.y0 + y, self.x1 + x, self.y1 + y)

    def grown(self, margin: float) -> Box:
        """The box with `margin` pixels more on every side."""
        return Box(self.x0 - margin, self.y0 - margin, self.x1 + margin, self.y1 + margin)

    def as_list(self) -> list[int]:
        """`[x0, y0, x1, y1]` rounded to whole pixels."""
        return [round(self.x0), round(self.y0), round(self.x1), round(self.y1)]


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of `boxes`.

    Raises:
        ValueError: `boxes` is empty.
    """
    items = list(boxes)
    if not items:
        raise ValueError("union of no boxes")
    return Box(
        min(b.x0 for b in items),
        min(b.y0 for b in items),
        max(b.x1 for b in items),
        max(b.y1 for b in items),
    )


def transform_box(box: Box, affine: Sequence[Sequence[float]]) -> Box:
    """The box around the corners of `box` after a 2x3 affine transform."""
    (a, b, c), (d, e, f) = affine
    corners = [(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
    xs = [a * x + b * y + c for x, y in corners]
    ys = [d * x + e * y + f for x, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
