"""Words in blue ink, told from the colours of the page."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extractors.pen import in_blue
from models.geometry import Box
from models.page import Line, Word
from samples.render import font

BLACK, PEN, SEAL = (20, 20, 20), (30, 50, 140), (200, 30, 40)


def drawn(
    ink: tuple[int, int, int], paper: tuple[int, int, int] = (255, 255, 255)
) -> tuple[NDArray[np.uint8], Line]:
    image = Image.new("RGB", (400, 80), paper)
    ImageDraw.Draw(image).text((20, 15), "1749", ink, font("tinos", 40))
    return np.asarray(image, np.uint8), Line((Word("1749", Box(18, 15, 110, 60), 0.9),))


@pytest.mark.parametrize(("ink", "is_blue"), [(BLACK, False), (PEN, True), (SEAL, False)])
def test_a_pen_writes_blue(ink: tuple[int, int, int], is_blue: bool) -> None:
    pixels, line = drawn(ink)
    assert in_blue(pixels, (line,))[0].words[0].blue is is_blue


def test_the_colour_of_the_paper_is_none_of_the_ink() -> None:
    bluish, yellowish = (190, 200, 230), (240, 220, 170)
    for paper in (bluish, yellowish):
        shaded = (paper[0] // 8, paper[1] // 8, paper[2] // 8)
        for ink, is_blue in ((shaded, False), ((20, 40, 130), True)):
            pixels, line = drawn(ink, paper)
            assert in_blue(pixels, (line,))[0].words[0].blue is is_blue


def test_without_colour_nothing_is_blue() -> None:
    pixels, line = drawn(PEN)
    assert in_blue(np.ascontiguousarray(pixels[:, :, 0]), (line,)) == (line,)


def test_boxes_beyond_the_page_do_no_harm() -> None:
    pixels, _ = drawn(PEN)
    boxes = (Box(500, 10, 520, 30), Box(-40, -40, 3, 3), Box(0, 0, 10, 10))
    line = Line(tuple(Word("1", box, 0.9) for box in boxes))
    assert in_blue(pixels, (line,)) == (line,)
