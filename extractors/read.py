"""One page of an input, from its bytes to its words in reading order."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.cells import cells
from extractors.clean import CleanPage, clean, turn
from extractors.codes import read_codes, turn_codes
from extractors.correct import Corrected, correct_lines
from extractors.desk import Flat, flatten
from extractors.gaps import filled, without_fillers
from extractors.ingest import SourceFile
from extractors.ink import mend
from extractors.language.labels import repair_labels
from extractors.language.model import LanguageModel, language_model
from extractors.layout import map_words, reading_order
from extractors.ocr import MAX_COST, OcrEngine, ReadWord
from extractors.ocr.handwriting import digit_net, read_hand
from extractors.orientation import SURE, best_turn, legibility, lines_are_vertical
from extractors.pages import PageImage, load_page
from extractors.pen import in_blue
from extractors.quality import assess
from extractors.second_look import SecondLook, look_again
from extractors.separators import SEPARATOR, is_sheet
from extractors.tickboxes import find_tick_boxes
from models.geometry import Box
from models.page import Line, Page, PageQuality, PageSource, TickMark, Word, Zone
from models.settings import Settings

# The engine takes figures side by side for fractions, which these papers do not bear.
_FRACTIONS = str.maketrans({"¼": "14", "½": "12", "¾": "34", "⁄": "/"})


def read_page(source: SourceFile, number: int, engine: OcrEngine, settings: Settings) -> Page:
    """Read page `number` (from 1).

    Raises:
        SohoaError: The page is damaged or too large, or the engine failed.
    """
    return read_image(load_page(source, number, settings), engine)


def read_image(image: PageImage, engine: OcrEngine) -> Page:
    """Read the image of a page.

    Raises:
        SohoaError: The engine failed.
    """
    if image.blank:
        return _unread(image, "blank")
    codes = read_codes(image.pixels, image.dpi)
    if is_sheet(image.pixels, image.dpi, codes):
        return replace(_unread(image, SEPARATOR), codes=codes)
    if image.words is not None:
        page = _from_text_layer(image, image.words)
    else:
        page = _recognize(image, engine)
    height, width = image.pixels.shape[:2]
    codes = turn_codes(codes, width, height, page.rotation)
    # The corner marks of a QR code are squares, too.
    ticks = tuple(t for t in page.ticks if not any(t.box.intersection(c.box) for c in codes))
    page = replace(page, codes=codes, ticks=ticks)
    return _marked_damaged(page) if image.damaged else page


def read_box(
    source: SourceFile, number: int, rotation: int, box: Box, engine: OcrEngine, settings: Settings
) -> str:
    """The text within `box`, pixels of page `number` turned upright by `rotation` degrees.

    Raises:
        SohoaError: The page is damaged or too large, or the engine failed.
    """
    image = load_page(source, number, settings)
    pixels = turn(image.pixels, rotation)
    x0, y0, x1, y1 = (max(0, value) for value in box.as_list())
    part = np.ascontiguousarray(pixels[y0:y1, x0:x1])
    if min(part.shape[:2], default=0) < 4:
        return ""
    cleaned = clean(part, image.dpi, bilevel=image.bilevel)
    seen = SecondLook(tuple(read_cleaned(cleaned, engine)), (), ())
    return " ".join(line.text for line in arrange(seen, language_model()))


def read_cleaned(page: CleanPage, engine: OcrEngine) -> list[ReadWord]:
    """The words of a cleaned page as the engine reads them.

    Raises:
        SohoaError: The engine failed.
    """
    words = engine.read(filled(page.grey, page.fillers), page.dpi)
    return mend(page.grey, without_fillers(words, page.fillers))


def _marked_damaged(page: Page) -> Page:
    quality = replace(page.quality, problems=(*page.quality.problems, "damaged"))
    return replace(page, quality=quality)


def _unread(image: PageImage, why: str) -> Page:
    """A page on which there is nothing to read; `why` is the problem that says so."""
    height, width = image.pixels.shape[:2]
    quality = PageQuality(legible=True, problems=(why,))
    return Page(image.number, width, height, image.dpi, 0, 0.0, PageSource.OCR, quality, ())


def _from_text_layer(image: PageImage, words: Sequence[Word]) -> Page:
    height, width = image.pixels.shape[:2]
    lines = reading_order(words)
    return Page(
        image.number, width, height, image.dpi, 0, 0.0, PageSource.TEXT_LAYER, PageQuality(), lines
    )


def _recognize(image: PageImage, engine: OcrEngine) -> Page:
    flat = None if image.bilevel else flatten(image.pixels)
    lying = image if flat is None else replace(image, pixels=flat.pixels)
    rotation, cleaned, read = read_upright(lying, engine)
    seen = look_again(cleaned, read, engine)
    pixels = turn(image.pixels, rotation)
    height, width = pixels.shape[:2]
    if flat is not None:
        cleaned = _on_desk(cleaned, flat, image.pixels, rotation)
    squares = find_tick_boxes(cleaned.ruled, cleaned.dpi)
    seen = replace(seen, words=_outside(seen.words, [square.box for square in squares]))
    ticks = tuple(
        TickMark(to_upright(square.box, cleaned, width, height), square.ticked)
        for square in squares
    )
    tables = tuple(
        tuple(replace(cell, box=to_upright(cell.box, cleaned, width, height)) for cell in table)
        for table in cells(cleaned.rulings)
    )
    arranged = arrange(seen, language_model())
    hand = tuple(
        replace(part, box=to_upright(part.box, cleaned, width, height))
        for part in read_hand(cleaned.grey, arranged, digit_net())
    )
    lines = in_blue(pixels, _upright_lines(arranged, cleaned, width, height))
    boxes = [word.box for line in lines for word in line.words]
    quality = assess(
        pixels, image.dpi, cleaned.skew, legibility(seen.words), boxes, bilevel=image.bilevel
    )
    return Page(
        image.number, width, height, image.dpi, rotation, cleaned.skew, PageSource.OCR, quality,
        lines, hand=hand, ticks=ticks, tables=tables,
    )  # fmt: skip


def _outside(words: Sequence[ReadWord], boxes: Sequence[Box]) -> tuple[ReadWord, ...]:
    """The words that are not just a box to tick as the engine reads it."""

    def is_tick(word: ReadWord) -> bool:
        x, y = word.box.center
        return any(
            box.x0 < x < box.x1 and box.y0 < y < box.y1 and word.box.width < 2 * box.width
            for box in boxes
        )

    return tuple(word for word in words if not is_tick(word))


def arrange(seen: SecondLook, model: LanguageModel | None) -> tuple[Line, ...]:
    """Words of the cleaned page as lines in reading order, corrected by the language if given."""
    sources = {_word(word): word for group in (seen.words, *seen.stamps) for word in group}
    stamps = [Line(tuple(map(_word, group)), Zone.STAMP) for group in seen.stamps]
    lines = reading_order([_word(word) for word in seen.words], stamps, seen.seals)
    return lines if model is None else correct(lines, sources, model)


def correct(
    lines: Sequence[Line], sources: Mapping[Word, ReadWord], model: LanguageModel
) -> tuple[Line, ...]:
    """The lines with the words that the language makes likely in place of what was read."""
    chosen = correct_lines([[sources[word] for word in line.words] for line in lines], model)
    corrected = [
        Line(tuple(map(_corrected, line.words, found)), line.zone)
        for line, found in zip(lines, chosen, strict=True)
    ]
    firsts = [line.words[0].text for line in corrected]
    return tuple(map(_relabelled, corrected, repair_labels(firsts)))


def _relabelled(line: Line, label: str) -> Line:
    first = line.words[0]
    if first.text == label:
        return line
    word = replace(first, text=label, alternatives=(first.text,), read=first.read or first.text)
    return replace(line, words=(word, *line.words[1:]))


def _corrected(word: Word, found: Corrected) -> Word:
    text = found.text.translate(_FRACTIONS)
    if text == word.text:
        return word
    # What was hardly read is not surer for being likely.
    sure = min(word.confidence, 1 / (1 + math.exp(-found.margin)))
    return replace(word, text=text, confidence=sure, alternatives=(word.text,), read=word.text)


def _upright_lines(
    lines: Sequence[Line], cleaned: CleanPage, width: int, height: int
) -> tuple[Line, ...]:
    return tuple(
        Line(map_words(line.words, lambda box: to_upright(box, cleaned, width, height)), line.zone)
        for line in lines
    )


Clean = Callable[[NDArray[np.uint8]], CleanPage]


def read_upright(
    image: PageImage, engine: OcrEngine, cleaned: Clean | None = None
) -> tuple[int, CleanPage, Sequence[ReadWord]]:
    """Turn (degrees counter-clockwise), cleaned page and words of the page the right way up."""
    cleaned = cleaned or partial(clean, dpi=image.dpi, bilevel=image.bilevel)

    def read(pixels: NDArray[np.uint8]) -> tuple[CleanPage, Sequence[ReadWord]]:
        page = cleaned(pixels)
        return page, read_cleaned(page, engine)

    rotation = 0
    if image.upright:
        return 0, *read(image.pixels)
    if lines_are_vertical(image.pixels):
        rotation = best_turn(image.pixels, lambda part: read(part)[1], (0, 90, 270))
    page, words = read(turn(image.pixels, rotation))
    if rotation == 0 and legibility(words) < SURE:
        other = best_turn(image.pixels, lambda part: read(part)[1], (0, 180, 90, 270))
        if other:
            rotation = other
            page, words = read(turn(image.pixels, rotation))
    return rotation, page, words


def _word(word: ReadWord) -> Word:
    margins = tuple(
        slot[1].cost - slot[0].cost if len(slot) > 1 else MAX_COST for slot in word.letters
    )
    text = word.text.translate(_FRACTIONS)
    return Word(text, word.box, word.confidence, word.line, margins=margins)


def _on_desk(cleaned: CleanPage, flat: Flat, photo: NDArray[np.uint8], degrees: int) -> CleanPage:
    """The cleaned paper of a photograph, both turned by `degrees`, with the way back to it."""
    height, width = photo.shape[:2]
    across, down = flat.pixels.shape[1], flat.pixels.shape[0]
    unturned = np.linalg.inv(_turning(degrees, across, down))
    to_page = _turning(degrees, width, height) @ flat.back @ unturned
    return replace(cleaned, to_page=to_page, skew=cleaned.skew + flat.tilt)


def _turning(degrees: int, width: int, height: int) -> NDArray[np.float64]:
    """The 3x3 matrix of `turn` for points of an image of this size."""
    rows = {
        0: [[1, 0, 0], [0, 1, 0]],
        90: [[0, 1, 0], [-1, 0, width]],
        180: [[-1, 0, width], [0, -1, height]],
        270: [[0, -1, height], [1, 0, 0]],
    }[degrees]
    return np.array([*rows, [0, 0, 1]], np.float64)


def to_upright(box: Box, cleaned: CleanPage, width: int, height: int) -> Box:
    """A box of the cleaned page on the upright page image, kept inside it."""
    corners = np.array(
        [[[box.x0, box.y0]], [[box.x1, box.y0]], [[box.x0, box.y1]], [[box.x1, box.y1]]], np.float64
    )
    points = np.asarray(cv2.transform(corners, cleaned.to_upright))
    if cleaned.to_page is not None:
        points = np.asarray(cv2.perspectiveTransform(points, cleaned.to_page))
    points = np.asarray(points, np.float64).reshape(-1, 2)
    # A turned box grows; cutting back half of the growth keeps it on its word.
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    slack_x, slack_y = _growth(points)
    x0, x1 = x0 + slack_x, x1 - slack_x
    y0, y1 = y0 + slack_y, y1 - slack_y
    return Box(
        float(np.clip(x0, 0, width)), float(np.clip(y0, 0, height)),
        float(np.clip(max(x0, x1), 0, width)), float(np.clip(max(y0, y1), 0, height)),
    )  # fmt: skip


def _growth(points: NDArray[np.float64]) -> tuple[float, float]:
    """Half of what leaning adds to the sides of the box around four corners."""
    across, down = points[1] - points[0], points[2] - points[0]
    tall = float(np.hypot(*down))
    return abs(float(down[0])) / 2, min(abs(float(across[1])), tall * 0.5) / 2
