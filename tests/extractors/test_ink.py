"""Spaces and marks that only the ink shows."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from extractors.ink import mend
from extractors.ocr import LetterChoice, ReadWord
from models.geometry import Box
from samples.render import font

SIZE = 34


def printed(text: str, face: str) -> NDArray[np.uint8]:
    image = Image.new("L", (1200, 90), 255)
    ImageDraw.Draw(image).text((20, 20), text, 0, font(face, SIZE))
    return np.asarray(image, np.uint8)


def read(text: str, grey: NDArray[np.uint8], confidence: float = 0.9) -> ReadWord:
    """All that is printed, read as one word."""
    rows, columns = np.nonzero(grey < 128)
    box = Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    letters = tuple((LetterChoice(letter, 0.0),) for letter in text)
    return ReadWord(text, box, confidence, 0, letters)


def mended(text: str, engine_read: str, face: str = "tinos") -> list[str]:
    grey = printed(text, face)
    words = mend(grey, [read(engine_read, grey)])
    for word in words:
        assert "".join(slot[0].letter for slot in word.letters) == word.text
    return [word.text for word in words]


@pytest.mark.parametrize("face", ["tinos", "tinos-b", "arimo"])
@pytest.mark.parametrize(
    "text",
    [
        "Tờ bản đồ",
        "Ngày nhận hồ sơ: 23",
        "VI THỊ",
        "Cấp cho ông",
        "SIU PHIN",
        "SATO HIROKI",
        "1. Thửa đất số 487",
    ],
)
def test_words_read_as_one_are_cut_where_the_spaces_are(text: str, face: str) -> None:
    assert mended(text, text.replace(" ", ""), face) == text.split()


@pytest.mark.parametrize(
    "text", ["đường", "karaoke", "Minami-ku", "H'Ngăm", "Kniêr", "Phường", "PVHCC", "KPUIH"]
)
def test_what_is_one_word_stays(text: str) -> None:
    assert mended(text, text) == [text]


def test_the_words_stand_where_they_are_printed() -> None:
    grey = printed("Tờ bản", "tinos")
    left, right = mend(grey, [read("Tờbản", grey)])
    gap = (left.box.x1 + right.box.x0) / 2
    columns = np.nonzero((grey < 128).any(axis=0))[0]
    assert (grey[:, int(gap)] > 200).all()
    assert (left.box.x0, right.box.x1) == (columns.min(), columns.max() + 1)


@pytest.mark.parametrize("face", ["tinos", "tinos-b", "arimo"])
@pytest.mark.parametrize(
    ("text", "engine_read"),
    [
        ("90,7", "907"), ("1.200.000.000", "1200.000.000"), ("H27.26.21-260817-0118",
        "H2726.21260817-0118"), ("(3.122)", "(3122)"), ("1.3.", "13."), ("07:46", "0746"),
    ],
)  # fmt: skip
def test_marks_among_figures_are_read(text: str, engine_read: str, face: str) -> None:
    assert mended(text, engine_read, face) == [text]


@pytest.mark.parametrize(
    "text", ["2025..", "12/05/2023", "16:13", "2020;", "25", "1.200,5", "079-1"]
)
def test_figures_read_right_stay(text: str) -> None:
    assert mended(text, text) == [text]


def test_a_figure_that_fell_apart_has_no_point() -> None:
    grey = printed("25", "tinos").copy()
    rows, columns = np.nonzero(grey < 128)
    middle = (columns.min() + columns.max()) // 2
    # The foot of the 2 is hardly joined to it.
    band = slice(rows.max() - 7, rows.max() - 4)
    grey[band, :middle] = np.maximum(grey[band, :middle], 150)
    assert [word.text for word in mend(grey, [read("25", grey)])] == ["25"]


def test_fewer_figures_than_ink_are_hardly_read() -> None:
    grey = printed("1013", "tinos")
    (lost,) = mend(grey, [read("113", grey)])
    (whole,) = mend(grey, [read("1013", grey)])
    assert (lost.text, lost.confidence, whole.confidence) == ("113", 0.5, 0.9)


def test_an_empty_page_and_boxes_beside_it_do_no_harm() -> None:
    grey = np.full((20, 20), 255, np.uint8)
    words = [
        ReadWord(text, box, 0.9, 0)
        for text in ("907", "Tờbản", "")
        for box in (Box(0, 0, 20, 20), Box(-5, -5, 40, 40), Box(30, 30, 60, 60), Box(5, 5, 5, 5))
    ]
    assert mend(grey, words) == words
