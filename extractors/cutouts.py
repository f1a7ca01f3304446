"""Parts of a page, read on their own."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.clean import Grey
from extractors.ocr import OcrEngine, ReadWord
from models.geometry import Box

# Words of a cut-out read less surely than this are ink, not text.
MIN_CONFIDENCE = 0.5


def crop(grey: Grey, area: Box) -> Grey:
    """The part of a page within `area`, pixels."""
    x0, y0, x1, y1 = (max(0, value) for value in area.as_list())
    return np.ascontiguousarray(grey[y0:y1, x0:x1])


def read_cut(
    crop: Grey, area: Box, dpi: float, engine: OcrEngine, *, least: float = MIN_CONFIDENCE
) -> list[ReadWord]:
    """Words of a cut-out, read at least so surely, with boxes on the page."""
    if min(crop.shape) < 12:
        return []
    padded = cv2.copyMakeBorder(crop, 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=(255,))
    x, y = area.as_list()[0] - 12, area.as_list()[1] - 12
    return [
        replace(word, box=word.box.moved(x, y))
        for word in engine.read(np.asarray(padded, np.uint8), dpi, block=True)
        if word.confidence >= least
    ]


def without_strokes(grey: Grey, dpi: float) -> Grey:
    """Wipe out connected ink far bigger than a word of capitals: signatures."""
    if not grey.size:
        return grey
    ink = (grey < 150).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    long = (height > 0.3 * dpi) | (width > 0.75 * dpi)
    long[0] = False
    mask = cv2.dilate(long[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(mask > 0, np.uint8(255), grey)


def letters_in(cut: Grey, dpi: float) -> NDArray[np.uint8]:
    """1 where the ink is of a letter's size, 0 elsewhere."""
    if not cut.size:
        return np.zeros(cut.shape, np.uint8)
    ink = (cut < 150).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, mass = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    letter = (height >= 0.05 * dpi) & (height <= 0.32 * dpi) & (mass >= 0.0006 * dpi * dpi)
    letter[0] = False
    return np.asarray(letter[labels], np.uint8)
