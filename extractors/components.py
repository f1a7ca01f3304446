"""Connected ink of a page, labelled once for all who ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Components:
    """Pieces of connected ink.

    Attributes:
        labels: (H, W) uint16 or int32, the piece that each pixel belongs to; 0 is paper.
        ink: (H, W) not 0 where there is ink.
        stats: (N, 5) int32, one row a piece, the paper first: left, top, width, height, area in
            pixels.
    """

    labels: NDArray[np.integer[Any]]
    ink: Grey
    stats: NDArray[np.int32]

    @property
    def area(self) -> NDArray[np.int32]:
        """(N,) pixels of each piece."""
        return np.asarray(self.stats[:, cv2.CC_STAT_AREA], np.int32)

    def where(self, chosen: NDArray[np.bool_]) -> Grey:
        """(H, W) 255 where the chosen pieces, (N,), are; 0 elsewhere."""
        return np.take(np.where(chosen, np.uint8(255), np.uint8(0)), self.labels)


def components(grey: Grey, threshold: int = 128) -> Components:
    """The pieces of ink darker than `threshold`."""
    if not grey.size:
        return label(grey)
    return label(np.asarray(cv2.threshold(grey, threshold - 1, 255, cv2.THRESH_BINARY_INV)[1]))


def label(ink: Grey) -> Components:
    """The pieces of what is 255 and not 0, joined by corners too."""
    if not ink.size:
        # OpenCV would read outside the array.
        return Components(np.zeros(ink.shape, np.uint16), ink, np.zeros((1, 5), np.int32))
    try:
        # A third of the time of labels of 32 bits, but pages of dust have more pieces.
        _, labels, stats, _ = cv2.connectedComponentsWithStats(
            ink, connectivity=8, ltype=cv2.CV_16U
        )
    except cv2.error:
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return Components(labels.astype(labels.dtype, copy=False), ink, np.asarray(stats, np.int32))


def without(grey: Grey, parts: Components, gone: NDArray[np.bool_]) -> Grey:
    """The page with some of its pieces, (N,), and their pale edges made white."""
    if not gone.any():
        return grey
    dark = parts.where(gone)
    others = cv2.subtract(parts.ink, dark)
    pale = cv2.subtract(cv2.dilate(dark, np.ones((5, 5), np.uint8)), others)
    return np.asarray(cv2.bitwise_or(grey, pale), np.uint8)
