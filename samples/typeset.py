"""Made-up forms as pages: as they were set, without a scan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random

import numpy as np

from extractors.cells import cells
from extractors.layout import reading_order
from extractors.rulings import Rulings, take_out
from models.geometry import Box, union
from models.page import Code, CodeFormat, Page, PageQuality, PageSource, TickMark, Word
from samples.forms import TEMPLATES, Form, make_form
from samples.forms.template import Story
from samples.letters import make_letter
from samples.make import compose
from samples.render import Code as CodeMark
from samples.render import Line, Sheet, Text, Tick, width
from samples.scan import draw

DPI = 200
SCALE = DPI / 72
# Pixels between words of one.
TOUCHING = 1.5
# Letters for each time that all layouts are filled in.
LETTERS = 40


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


def texts(split: str, count: int) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Type, layout and lines of each layout of a split, `count` times, and of as many letters.

    Letters have twelve layouts here: their words count by how many of these they are in.
    """
    for template in TEMPLATES:
        for seed in range(count if template.split == split else 0):
            form = filled(template.type, template.name, seed)
            lines = tuple(line for sheet in form.sheets for line in sheet.lines)
            yield template.type, template.name, lines
    random = Random(f"letters-{split}")
    for number in range(LETTERS * count):
        sheets = compose(make_letter(random), random)
        lines = tuple(line for sheet in sheets for line in sheet.lines)
        yield "van_ban_hanh_chinh", f"letter-{number % 12}", lines


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
