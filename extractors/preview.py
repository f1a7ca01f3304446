"""The page as people look at it: upright, small, cut once when it is read."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.clean import turn
from extractors.pages import PageImage

# Enough to read small print on a screen; an A4 page has 1240 x 1754 pixels.
PREVIEW_DPI = 150
_QUALITY = 72


def preview_of(image: PageImage, rotation: int) -> bytes:
    """A JPEG of the page turned upright by `rotation`, degrees counter-clockwise.

    Its width and height have the ratio of the page's, so that boxes can be drawn on it.
    """
    pixels = turn(image.pixels, rotation)
    scale = min(1.0, PREVIEW_DPI / image.dpi)
    if scale < 1.0:
        size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    if pixels.ndim == 3:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR).astype(np.uint8)
    done, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    assert done
    return data.tobytes()
