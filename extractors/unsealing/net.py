"""The net that tells print from the seal and the pen strokes across it.

It only wipes: what it holds for print keeps its pixels, all else turns white; no ink is added, so
no letter is made up.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

import models.weights
from extractors.onnx import open_net
from extractors.seals import Seal

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]

# Resolution that the net was trained at, and what its sides must be multiples of.
DPI, STEP = 200.0, 16
# Ink is wiped out when it is print with less than this probability.
PRINT = 0.5


class SealNet:
    """The net of one weights file."""

    def __init__(self, path: Path) -> None:
        # Its layers are large, and rarely needed.
        self._session = open_net(path, "seals", keeps_memory=False)

    def print_in(self, grey: Grey, seal: Seal) -> Floats:
        """(H, W) probabilities that ink is print; `grey` is at `DPI`, dark on white."""
        height, width = grey.shape
        rows, columns = -height % STEP, -width % STEP
        padded = np.pad(grey, ((0, rows), (0, columns)), constant_values=255)
        (chances,) = self._session.run(None, {"ink": shown(padded, seal)[None]})
        return np.asarray(chances, np.float32)[0, 0, :height, :width]


def shown(grey: Grey, seal: Seal) -> Floats:
    """What the net sees, (3, H, W): ink from 0 to 1, and where the seal is.

    That is the distance from its rim, in radii from -1 (the centre) to 1, and how far below its
    centre a pixel lies, in radii.
    """
    y, x = np.mgrid[: grey.shape[0], : grey.shape[1]].astype(np.float32)
    x, y = (x - seal.x) / seal.radius, (y - seal.y) / seal.radius
    rim = np.clip(np.hypot(x, y) - 1, -1, 1)
    ink = (255 - grey.astype(np.float32)) / 255
    return np.stack([ink, rim, np.clip(y, -2, 2)]).astype(np.float32)


@cache
def seal_net() -> SealNet:
    """The net that comes with the project.

    Raises:
        SohoaError: `engine_missing`.
    """
    return SealNet(Path(models.weights.__file__).with_name("seals.onnx"))


def print_only(grey: Grey, dpi: float, seal: Seal) -> Grey:
    """The sheet without the seal and without pen strokes; print across them stays.

    Args:
        grey: (H, W), dark on white.
        dpi: Its resolution in dots per inch.
        seal: Where the seal is.
    """
    scale = DPI / dpi
    near = grey
    if abs(scale - 1) > 0.02:
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        near = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way), np.uint8)
    there = Seal(seal.x * scale, seal.y * scale, seal.radius * scale)
    chances = seal_net().print_in(near, there)
    if near is not grey:
        chances = np.asarray(cv2.resize(chances, grey.shape[::-1]), np.float32)
    return np.asarray(np.where(chances < PRINT, np.uint8(255), grey), np.uint8)
