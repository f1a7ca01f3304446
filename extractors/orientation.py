"""Which way up a page is: the direction of its lines, then what reads better."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.clean import turn
from extractors.ocr import ReadWord

# Pages read below this are tried the other way round.
SURE = 0.72


def lines_are_vertical(pixels: NDArray[np.uint8]) -> bool:
    """Whether the text seems to run up or down the page.

    Rows of an upright page alternate between ink and paper; the columns of a page on its side do.
    """
    grey = pixels[:, :, 0] if pixels.ndim == 3 else pixels
    scale = min(1.0, 800 / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(
        small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15
    ).astype(np.float64)
    # Ruling lines are one pixel of solid ink; clipping keeps them from outweighing text.
    return _alternation(ink, axis=0) > 1.3 * _alternation(ink, axis=1)


def _alternation(ink: NDArray[np.float64], axis: int) -> float:
    profile = ink.mean(axis=axis)
    steps = np.abs(np.diff(np.minimum(profile, 0.25)))
    return float(np.square(steps).sum() / max(1e-9, profile.mean() ** 2) / len(profile))


def legibility(words: Sequence[ReadWord]) -> float:
    """Mean confidence (0-1) weighted by letters; 0 for no words."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def best_turn(
    pixels: NDArray[np.uint8],
    read: Callable[[NDArray[np.uint8]], Sequence[ReadWord]],
    turns: Sequence[int],
) -> int:
    """The turn (degrees counter-clockwise) after which a part of the page reads best."""
    part = _densest_part(pixels)
    scores = {degrees: _score(read(turn(part, degrees))) for degrees in turns}
    return max(turns, key=lambda degrees: scores[degrees])


def _score(words: Sequence[ReadWord]) -> float:
    """Letters in surely read words: garbage has few, whatever its mean."""
    return sum(len(w.text) * w.confidence for w in words if w.confidence > 0.6 and len(w.text) > 1)


def _densest_part(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A square cut-out of about a third of the page where the ink is densest."""
    grey = pixels[:, :, 0] if pixels.ndim == 3 else pixels
    side = min(grey.shape[0], grey.shape[1], max(400, min(grey.shape) // 2))
    # Where the ink is densest can be seen on few pixels.
    scale = min(1.0, 800 / max(grey.shape))
    ink = 255 - cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    size = max(1, int(side * scale))
    density = cv2.boxFilter(ink, cv2.CV_32F, (size, size), anchor=(0, 0))
    places = density[: ink.shape[0] - size + 1, : ink.shape[1] - size + 1]
    y, x = np.unravel_index(int(np.argmax(places)), places.shape)
    top = min(round(y / scale), grey.shape[0] - side)
    left = min(round(x / scale), grey.shape[1] - side)
    return np.ascontiguousarray(pixels[top : top + side, left : left + side])
