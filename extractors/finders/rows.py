"""The rows of a page: its lines, and the rows of its tables, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from models.geometry import Box, union
from models.page import Cell, Page, Word
from models.values.text import fold

# "tịch/Nationality:", "Số/No:": a label and its gloss.
_GLUED = re.compile(r"^([^\W\d_]+)(/(?:[A-Za-z]{5,}|[A-Z][a-z]+|ID):?)$")
# A row of a machine readable zone, which cards side by side have beside their print.
_ZONE = re.compile(r"<<|^[^\W\d_]{2}VNM\d{6}")
# "040095458781Mối": a number and the label behind it.
_RUN_ON = re.compile(r"^(\d{9,12})([A-ZĐ][a-zà-ỹ]+.*)$")
# "Sinhngày20", "ngày24", "Số07": words and the figure behind them.
_COUNTED = re.compile(r"^([^\W\d_]*[a-zà-ỹ]{3}|[Ss]ố)(\d[\d/.-]*)$")
# "01tầng": a figure and what is counted.
_COUNTING = re.compile(r"^(\d{1,2})((?:tầng|bản|bộ|tháng|năm|ngày)\b.*)$")
# "ĐT.0773374551": the colon of a short label as a point.
_PHONE = re.compile(r"^(S?ĐT|ĐTDĐ|Tel)[.,;](0\d{8,10}\b.*)$")
# "2.Nhà ở:", "I.KÊ": the number of a part and its first word.
_PART = re.compile(r"^(\d{1,2}[.)]|[a-zđ]\)|[IVX]{1,4}\.(?=[A-ZĐÀ-Ỹ]{2}))([A-ZĐÀ-Ỹ][^\W\d_]+.*)$")
# The share of a table's room from which on what is around words is a frame.
FRAME = 0.8
_PIECES = re.compile(r"[^:]*:|[^:]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or its part up to or behind a colon.

    Attributes:
        cell: The cell of a table that it stands in.
        leads: It begins a line, or a line of its cell.
    """

    text: str
    letters: str
    box: Box
    word: Word
    cell: Cell | None = None
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens of one line of a page, left to right, or of one row of a table, cell by cell."""

    page: Page
    tokens: tuple[Token, ...]
    table: tuple[Cell, ...] = ()

    @property
    def height(self) -> float:
        """Median height of the words, pixels."""
        heights = sorted(token.box.height for token in self.tokens)
        return heights[len(heights) // 2]

    def gap(self, index: int) -> float:
        """Room before a token that is not the first, pixels."""
        return self.tokens[index].box.x0 - self.tokens[index - 1].box.x1

    def is_one(self, start: int, index: int) -> bool:
        """There is such a token, and it stands in the cell of the one at `start`."""
        return index < len(self.tokens) and self.tokens[index].cell is self.tokens[start].cell

    def text_from(self, index: int) -> str:
        """The text of the tokens from `index` on."""
        return " ".join(token.text for token in self.tokens[index:])

    @property
    def x1(self) -> float:
        """Right end, pixels."""
        return max(token.box.x1 for token in self.tokens)

    @property
    def text(self) -> str:
        """The tokens joined by single spaces."""
        return " ".join(token.text for token in self.tokens)


Span = tuple[Row, tuple[Token, ...]]


@lru_cache(maxsize=8192)
def letters_of(text: str) -> str:
    """Only letters and digits, without case and marks: what is compared of a label."""
    return "".join(c for c in fold(text) if c.isalnum())


def rows_of(page: Page) -> list[Row]:
    """The lines of a page, those of a table's row together."""
    rows: list[Row] = []
    bands: dict[tuple[int, int], int] = {}
    for line in page.lines:
        parts: dict[tuple[int, int] | None, list[Token]] = {}
        before: Cell | None = None
        for i, word in enumerate(line.words):
            number, cell = _cell_of(word, page)
            tokens = [] if _ZONE.search(word.text) else list(_tokens(word, cell))
            if tokens and (not i or cell is not before):
                tokens[0] = replace(tokens[0], leads=True)
            parts.setdefault(None if cell is None else (number, cell.row), []).extend(tokens)
            before = cell
        for key, found in parts.items():
            if key is None or key not in bands:
                if key is not None:
                    bands[key] = len(rows)
                rows.append(Row(page, tuple(found), page.tables[key[0]] if key else ()))
            else:
                row = rows[bands[key]]
                rows[bands[key]] = replace(row, tokens=(*row.tokens, *found))
    return [_by_cells(row) for row in rows if row.tokens]


def _by_cells(row: Row) -> Row:
    if not row.table:
        return row
    ordered = sorted(row.tokens, key=lambda token: token.cell.column if token.cell else -1)
    return replace(row, tokens=tuple(ordered))


def _cell_of(word: Word, page: Page) -> tuple[int, Cell | None]:
    """The cell of a table that a word stands in, and the table's number.

    What spans a whole table is a frame around lines, not a cell; so is what is within a double one.
    """
    x, y = word.box.center
    for number, table in enumerate(page.tables):
        for cell in table:
            if cell.box.x0 < x < cell.box.x1 and cell.box.y0 < y < cell.box.y1:
                wide = max(c.column + c.columns for c in table)
                whole = union(c.box for c in table)
                frames = cell.box.width * cell.box.height > FRAME * whole.width * whole.height
                return number, None if cell.columns == wide or frames else cell
    return 0, None


def _tokens(word: Word, cell: Cell | None) -> Iterator[Token]:
    text = _PHONE.sub(r"\1: \2", word.text)
    for run_on in (_RUN_ON, _COUNTED, _COUNTING, _PART):
        text = run_on.sub(r"\1 \2", text)
    pieces = [
        piece
        for part in text.split()
        for x in _PIECES.findall(part)
        for piece in _GLUED.sub(r"\1 \2", x).split()
    ]
    at, width = 0, word.box.width / max(1, len(word.text))
    for piece in pieces:
        x0 = word.box.x0 + at * width
        at += len(piece)
        box = Box(x0, word.box.y0, word.box.x0 + at * width, word.box.y1)
        yield Token(piece, letters_of(piece), box, word, cell)


def columns_of(table: Sequence[Cell]) -> int:
    """How many columns a table has."""
    return max((cell.column + cell.columns for cell in table), default=0)
