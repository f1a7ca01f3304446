"""Made-up forms as pages: as they were set, without a scan, or as pictures of paper on a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.cells import cells
from extractors.layout import reading_order
from extractors.rulings import Rulings, take_out
from models.doctypes import DocumentType
from models.extraction import Document
from models.geometry import Box, union
from models.page import Code, CodeFormat, Page, PageQuality, PageSource, TickMark, Word
from models.scoring.forms import rows
from samples.forms import Form, make_form
from samples.forms.template import Story
from samples.render import Code as CodeMark
from samples.render import Line, Sheet, Text, Tick, width
from samples.scan import draw

Pixels = NDArray[np.uint8]
DPI = 200
SCALE = DPI / 72
# Pixels between words of one.
TOUCHING = 1.5


def filled(
    type_id: str, layout: str, seed: int = 1, change: Callable[[Story], None] | None = None
) -> Form:
    """A form of people of nowhere; `change` alters what is filled in."""
    return make_form(type_id, Random(f"{type_id}-{layout}-{seed}"), layout, change=change)


def typeset(sheet: Sheet, number: int = 1) -> Page:
    """A page as a faultless engine reads it at 200 dpi: words, tables, boxes to tick, codes."""
    words, codes, ticks = list[Word](), list[Code](), list[TickMark]()
    for i, mark in enumerate(sheet.marks):
        match mark:
            case Text() if mark.text.strip(". …"):
                words += _words(mark, i)
            case CodeMark():
                size = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
                codes.append(Code(mark.text, CodeFormat.QR, _box(*size)))
            case Tick():
                box = _box(mark.x, mark.y - mark.size, mark.x + mark.size, mark.y)
                ticks.append(TickMark(box, mark.ticked))
    lines = reading_order(_joined(words))
    high, wide = round(sheet.height * SCALE), round(sheet.width * SCALE)
    return Page(
        number, wide, high, DPI, 0, 0.0, PageSource.OCR, PageQuality(), lines,
        codes=tuple(codes), ticks=tuple(ticks), tables=cells(_rulings(sheet)),
    )  # fmt: skip


def _words(mark: Text, line: int) -> list[Word]:
    found, x = [], mark.x
    for text in mark.text.split():
        end = x + width(text, mark.face, mark.size)
        box = _box(x, mark.y - 0.72 * mark.size, end, mark.y + 0.1 * mark.size)
        found.append(Word(text, box, 0.97, line, margins=(15.0,) * len(text)))
        x = end + width(" ", mark.face, mark.size)
    return found


def _joined(words: Sequence[Word]) -> list[Word]:
    """Words that were set without a space between them are one: "16", ":" and "42"."""
    found: list[Word] = []
    for word in words:
        before = found[-1] if found else word
        level = abs(word.box.y1 - before.box.y1) < 1
        if found and level and abs(word.box.x0 - before.box.x1) < TOUCHING:
            text, box = before.text + word.text, union((before.box, word.box))
            found[-1] = replace(before, text=text, box=box, margins=(15.0,) * len(text))
        else:
            found.append(word)
    return found


def _box(x0: float, y0: float, x1: float, y1: float) -> Box:
    return Box(x0 * SCALE, y0 * SCALE, x1 * SCALE, y1 * SCALE)


def _rulings(sheet: Sheet) -> Rulings:
    lines = [mark for mark in sheet.marks if isinstance(mark, Line)]
    if not any(line.x0 == line.x1 for line in lines):
        return Rulings()
    bare = Sheet([*lines], [], sheet.width, sheet.height)
    picture = np.asarray(draw(bare, DPI, Random(0)).convert("L"))
    return take_out(picture, DPI)[2]


def silent(found: Document, form: Form, kind: DocumentType) -> list[tuple[str, object, object]]:
    """Fields with a wrong value that nobody is asked about, the value and the truth."""
    wrong = []
    for item in kind.field:
        value, truth = found.fields[item.id].value, form.fields.get(item.id) or None
        right = [truth, *(form.accept or {}).get(item.id, [])]
        if found.fields[item.id].needs_review or not value or item.id in form.skip:
            continue
        if all(rows(item.kind, value) != rows(item.kind, one) for one in right):
            wrong.append((item.id, value, truth))
    return wrong


def photographed(
    paper: Pixels, corners: Sequence[tuple[float, float]], size: tuple[int, int]
) -> tuple[Pixels, NDArray[np.float64]]:
    """A paper on a dark desk, and the 3x3 homography from it to the photograph.

    Args:
        paper: (H, W, 3).
        corners: Where its corners lie, clockwise from the top left, shares of the photograph.
        size: Height and width of the photograph in pixels.
    """
    height, width = paper.shape[:2]
    straight = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(corners, np.float32) * np.array([size[1], size[0]], np.float32)
    matrix = cv2.getPerspectiveTransform(straight, seen)
    picture = cv2.warpPerspective(
        paper, matrix, (size[1], size[0]), flags=cv2.INTER_AREA, borderValue=(92, 78, 66)
    )
    grain = np.random.default_rng(1).normal(0, 3, size)[:, :, None]
    noisy = np.clip(picture.astype(np.float32) + grain, 0, 255).astype(np.uint8)
    return noisy, np.asarray(matrix, np.float64)
