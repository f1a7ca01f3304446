"""A report of an office, as its parts: what it says, whatever kind of file it becomes.

Its first page is laid out as Nghị định 30/2020/NĐ-CP, appendix I, wants it: national name and
motto, agency, number, place and day, kind and subject, recipients and signature. What only the
office can say is left blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
BLANK = "…………………"
# Margins of a page, millimetres: top, right, bottom, left.
MARGINS = (20.0, 15.0, 20.0, 30.0)
A4 = (210.0, 297.0)
WIDTH = A4[0] - MARGINS[1] - MARGINS[3]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row names the columns.

    Attributes:
        title: What stands above it.
        widths: Of the columns, as parts of the width of the page.
        numbers: How many columns, the last ones, hold numbers.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    numbers: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in PNG, as wide as the page, with what it shows in words."""

    png: bytes
    shows: str


Part = Heading | Text | Table | Picture


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """A report.

    Attributes:
        kind: Its kind of document, in capitals ("BÁO CÁO").
        sign: What its symbol begins with ("BC").
        subject: What it is about.
        year: Of its date; the day is left blank.
        parts: What it says, in order.
        made_at: When it was made.
    """

    kind: str
    sign: str
    subject: str
    year: int
    parts: Sequence[Part]
    made_at: datetime
