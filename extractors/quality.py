"""Could a person read this page image? Measured while the citizen may still be there."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.geometry import Box
from models.page import PageQuality

MIN_DPI = 140
DARK_PAPER = 110
MAX_SKEW = 4.0
MIN_SHARPNESS = 0.22
MIN_LEGIBILITY = 0.5


def assess(
    pixels: NDArray[np.uint8],
    dpi: float,
    skew: float,
    legibility: float,
    boxes: Sequence[Box],
    *,
    bilevel: bool,
) -> PageQuality:
    """Quality of a page that bears text.

    Args:
        pixels: The upright page image.
        dpi: Its resolution.
        skew: Degrees.
        legibility: Mean confidence (0-1) of the words.
        boxes: The words' boxes on `pixels`.
        bilevel: One-bit images are not measured for blur and darkness.
    """
    grey = pixels[:, :, 0] if pixels.ndim == 3 else pixels
    problems = []
    if dpi < MIN_DPI:
        problems.append("low_resolution")
    if abs(skew) > MAX_SKEW:
        problems.append("skewed")
    if not bilevel:
        if float(np.percentile(grey[::8, ::8], 80)) < DARK_PAPER:
            problems.append("dark")
        if sharpness(grey) < MIN_SHARPNESS:
            problems.append("blurred")
    if is_cut_off(boxes, grey.shape[1]):
        problems.append("cut_off")
    return PageQuality(legible=legibility >= MIN_LEGIBILITY, problems=tuple(problems))


def sharpness(grey: NDArray[np.uint8]) -> float:
    """How steep the edges of ink are: change a pixel as a share of the contrast, 1 when sharp.

    Only edges count, so that a page with few words is measured like a full one. Real scans have
    0.7 and more; blurred by three pixels, 0.22 at most.
    """
    sample = np.ascontiguousarray(grey[grey.shape[0] // 8 : -grey.shape[0] // 8 or None])
    ink = cv2.adaptiveThreshold(
        sample, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
    )
    steps = cv2.absdiff(sample[:, 1:], sample[:, :-1])[ink[:, 1:] != ink[:, :-1]]
    if not steps.size:
        return 1.0
    contrast = float(np.percentile(sample[::4, ::4], 90)) - float(np.median(sample[ink > 0]))
    return float(np.percentile(steps, 75)) / max(20.0, contrast)


def is_cut_off(boxes: Sequence[Box], width: int) -> bool:
    """Words of three lines or more run into the left or right edge of the image."""
    edge = 0.002 * width + 1
    left = sum(1 for box in boxes if box.x0 <= edge and box.width > box.height)
    right = sum(1 for box in boxes if box.x1 >= width - edge and box.width > box.height)
    return max(left, right) >= 3
