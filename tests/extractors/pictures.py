"""Pictures of print, drawn for the tests."""

from __future__ import annotations

from functools import cache
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.letters import Letter, make_letter
from samples.make import compose
from samples.render import Sheet, font
from samples.scan import draw

Pixels = NDArray[np.uint8]
DPI = 200


def print_lines(*lines: str, size: int = 40, face: str = "tinos") -> Pixels:
    """Lines of print, black on white, 100 pixels apart; the first stands on 80."""
    picture = Image.new("L", (1300, 100 * len(lines) + 60), 255)
    pen = ImageDraw.Draw(picture)
    for i, text in enumerate(lines):
        pen.text((100, 100 * i + 80), text, 0, font(face, size), anchor="ls")
    return np.array(picture)


@cache
def letter(seed: int, kind: str = "Quyết định") -> tuple[Letter, tuple[Sheet, ...]]:
    """A made-up letter and its pages as they are set."""
    random = Random(seed)
    made = make_letter(random, kind=kind)
    return made, tuple(compose(made, random))


@cache
def drawn_page(seed: int, kind: str = "Quyết định", dpi: int = DPI) -> Pixels:
    """The first page of a letter as RGB, straight and spotless; not to be written to."""
    pixels = np.array(draw(letter(seed, kind)[1][0], dpi, Random(seed)))
    pixels.setflags(write=False)
    return pixels


def tilted(pixels: Pixels, degrees: float) -> Pixels:
    """The picture turned about its middle, counter-clockwise, on white."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    white = (255,) * (3 if pixels.ndim == 3 else 1)
    return np.asarray(cv2.warpAffine(pixels, matrix, (width, height), borderValue=white), np.uint8)
