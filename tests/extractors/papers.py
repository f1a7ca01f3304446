"""Papers made of lines of words, as they come from reading a page of A4 at 200 dpi."""

from __future__ import annotations

from collections.abc import Sequence

from models.geometry import Box
from models.page import Line, Page, PageQuality, PageSource, Word, Zone

WIDTH, HEIGHT = 1654, 2339
LETTER, TALL = 14, 30
# How much dearer the next reading of a printed letter is, in the engine's costs; a pen's hardly.
PRINT, PEN = 15.0, 1.0


def words(
    text: str, x: float, y: float, *, line: int = 0, sure: float = 0.95, pen: str = ""
) -> list[Word]:
    """Printed words from `x` on, `y` the top of their letters; those of `pen` are written by hand.

    Every letter is 14 pixels wide and 30 high, those by hand 40.
    """
    made = []
    for word in text.split():
        by_hand = word in pen.split()
        top = y - 10 if by_hand else y
        box = Box(x, top, x + LETTER * len(word), y + TALL)
        margins = (PEN if by_hand else PRINT,) * len(word)
        made.append(Word(word, box, 0.7 if by_hand else sure, line, margins=margins))
        x += LETTER * (len(word) + 1)
    return made


def line(
    text: str, x: float, y: float, zone: Zone = Zone.BODY, *, sure: float = 0.95, pen: str = ""
) -> Line:
    """A printed line; see `words`."""
    return Line(tuple(words(text, x, y, sure=sure, pen=pen)), zone)


def centred(text: str, y: float, zone: Zone = Zone.BODY, middle: float = 880) -> Line:
    """A printed line about the middle of the text."""
    return line(text, middle - LETTER * len(text) / 2, y, zone)


def page(lines: Sequence[Line], number: int = 1) -> Page:
    """A page that bears `lines` in this order."""
    return Page(number, WIDTH, HEIGHT, 200.0, 0, 0.0, PageSource.OCR, PageQuality(), tuple(lines))
