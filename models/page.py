"""What was read on one page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.errors import SohoaError
from models.geometry import Box, union


@dataclass(frozen=True, slots=True)
class Word:
    """One word as the engine gave it.

    Attributes:
        text: Unicode NFC, no inner space.
        box: Pixels on the upright page image (see `Page`), never deskewed.
        confidence: The engine's own belief, 0-1 (not calibrated).
        line: Engine line number on the page, from 0; words of one line share it.
        alternatives: Other readings of the same word, best first, without `text`.
        margins: For each letter read, how much dearer (in the engine's costs) its next reading
            is; empty when the engine gives none. Print has wide margins, pen strokes have not.
        read: What the engine read, where `text` is a correction of it; else empty.
        blue: In blue ink, as a pen writes; False on scans without colour.
    """

    text: str
    box: Box
    confidence: float
    line: int = 0
    alternatives: tuple[str, ...] = ()
    margins: tuple[float, ...] = ()
    read: str = ""
    blue: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence outside 0-1: {self.confidence}")


class Zone(StrEnum):
    """The part of a letter that a line stands in."""

    HEAD_LEFT = "head_left"
    HEAD_RIGHT = "head_right"
    BODY = "body"
    FOOT_LEFT = "foot_left"
    FOOT_RIGHT = "foot_right"
    STAMP = "stamp"


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line and in one column, left to right."""

    words: tuple[Word, ...]
    zone: Zone = Zone.BODY

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The box around all words."""
        return union(word.box for word in self.words)


class PageSource(StrEnum):
    """Where the words of a page come from."""

    OCR = "ocr"
    TEXT_LAYER = "text_layer"


@dataclass(frozen=True, slots=True)
class PageQuality:
    """Whether a person could read the page image.

    Attributes:
        legible: False when the page should be scanned again.
        problems: Codes such as `blurred`, `dark`, `skewed`, `cut_off`, `damaged`, `blank`,
            `separator`.
    """

    legible: bool = True
    problems: tuple[str, ...] = ()


# A reading of handwriting that is no digit: struck out, spoilt, or something else.
REJECT = "?"


class HandPart(StrEnum):
    """What is often written by hand into a letterhead."""

    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class HandReading:
    """What a part of a letterhead may be, read as handwriting.

    Attributes:
        part: Which part.
        box: Where it is, pixels of the upright page image.
        readings: Digits and their probability (0-1), likeliest first; "" where nothing is
            written, `REJECT` for what is no digit or no such number.
    """

    part: HandPart
    box: Box
    readings: tuple[tuple[str, float], ...]


class CodeFormat(StrEnum):
    """The kinds of code that are read; a patch code bears its type ("T") as text."""

    QR = "qr"
    CODE_128 = "code_128"
    CODE_39 = "code_39"
    PATCH = "patch"


@dataclass(frozen=True, slots=True)
class Code:
    """A bar code on a page.

    Attributes:
        text: What it says.
        format: Its kind.
        box: Pixels on the upright page image.
    """

    text: str
    format: CodeFormat
    box: Box


@dataclass(frozen=True, slots=True)
class TickMark:
    """A printed box to tick.

    Attributes:
        box: Pixels on the upright page image.
        ticked: Something stands in it.
    """

    box: Box
    ticked: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a ruled table.

    Attributes:
        row: From 0 at the top; of a merged cell its first one.
        column: From 0 at the left; of a merged cell its first one.
        box: From the middle of line to line, pixels of the page image that the table is on.
        rows: How many rows it spans.
        columns: How many columns it spans.
    """

    row: int
    column: int
    box: Box
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """One page turned upright, with its words in reading order.

    Attributes:
        number: From 1, in the order of the file.
        width: Pixels of the upright page image (turned by a multiple of 90 degrees only).
        height: Pixels of the upright page image.
        dpi: Dots per inch of the page image.
        rotation: Degrees counter-clockwise by which the stored image was turned (0, 90, 180, 270).
        skew: Degrees, counter-clockwise positive, by which the upright page image is askew.
        source: Whether the words were recognized or taken from a text layer.
        quality: Legibility of the image.
        lines: Lines in reading order.
        error: Why the page could not be read; None when it was read.
        codes: Bar codes, top one first.
        hand: Number and date of a letterhead, read as handwriting.
        ticks: Boxes to tick, top one first.
        tables: Ruled tables, top one first, each with its cells, row by row.
    """

    number: int
    width: int
    height: int
    dpi: float
    rotation: int
    skew: float
    source: PageSource
    quality: PageQuality
    lines: tuple[Line, ...]
    error: SohoaError | None = None
    codes: tuple[Code, ...] = ()
    hand: tuple[HandReading, ...] = ()
    ticks: tuple[TickMark, ...] = ()
    tables: tuple[tuple[Cell, ...], ...] = ()

    # Pages are stored as JSON; an error is not, see `models.store.reading`.
    __pydantic_config__ = {"arbitrary_types_allowed": True}

    @classmethod
    def unread(cls, number: int, error: SohoaError) -> Page:
        """A page that could not be read, with the reason."""
        quality = PageQuality(legible=False, problems=("not_read",))
        return cls(number, 0, 0, 72.0, 0, 0.0, PageSource.OCR, quality, (), error=error)

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in reading order."""
        return tuple(word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        """The lines in reading order, one a row."""
        return "\n".join(line.text for line in self.lines)
