"""The printed labels of a form, placed on its pages, and the words beside and below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from rapidfuzz.fuzz import partial_ratio, ratio

from models.doctypes import DocumentType
from models.geometry import Box
from models.page import Cell, Page, TickMark, Word
from models.values.text import fold

# A label misread in so many of a hundred letters is still that label; a short one must fit.
LIKE_A_LABEL, GLOSSED = 86.0, 10.0
SHORT, FEW_LETTERS = 5, 10
# Both ends of it are like the label's: "Thông tin người …" is not yet one of them.
END, LIKE_AN_END = 5, 55.0
# Labels in one more language are small print: their words need be no more alike than this.
LIKE_A_GLOSS = 50.0
# So many more words than a type knows of may a label have.
MOST_TAIL_WORDS = 16
# "2. a)" may stand before a label.
MOST_NUMBERS = 2
# Words further apart than so many of their heights are not of one phrase.
APART = 1.6
# The section of a label to whose right the columns are sections.
SEVERAL = "*"
# Lines share so much of their height when they are one.
LEVEL = 0.6
# A row of so many words at the top of a page may be its number.
PAGE_NUMBER = 2
# A title stands in one of so many rows.
TITLE_ROWS = 16
# Boxes to tick stand within so many rows of their label.
TICK_ROWS = 8
# A value that stands below its label is looked for in so many rows.
ROWS_BELOW = 3
# A row further below than so many heights does not go on with what is above it.
NEXT_ROW = 1.5
# A row that goes on begins at the margin, under its label or under its value, but for this.
INDENT = 3.0
# A row ends where the next word would not have fitted, give or take this share of the page.
ROOM = 0.04

_NUMBERED = re.compile(r"^\W*(\d{1,2}|[a-zđ]|[ivxhl1|]{1,5})?(\.?\d{1,2})?\W*$", re.IGNORECASE)
_ITEM = re.compile(r"^(\W*((\d\.)?\d{1,2}|[a-zđ]|[ivx]{1,4})[.)]|[-–+•*~])$", re.IGNORECASE)
# Between a label and its colon: a note, a footnote's number, a gloss in English.
_TAIL = re.compile(r"^[(/\[*].{0,60}?:|^\(?\d\)?\s?:")
# "tịch/Nationality:": a label and its gloss.
_GLUED = re.compile(r"^([^\W\d_]+)(/[A-Za-z]{5,}:?)$")
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


@dataclass(frozen=True, slots=True)
class Placed:
    """A label on a row: its letters, and its tokens from `start` to before `end`.

    In a table whose columns are sections, `column` is the one that the value stands in.
    """

    label: str
    row: int
    start: int
    end: int
    x0: float
    column: int | None = None


Span = tuple[Row, tuple[Token, ...]]


@dataclass
class Form:
    """The rows of a paper with the labels of its type."""

    rows: tuple[Row, ...]
    kind: DocumentType
    placed: dict[int, list[Placed]] = field(default_factory=dict)

    def all_placed(self, labels: Iterable[str], section: str | None) -> Iterator[Placed]:
        """Where `labels` stand, in their order and that of reading; None is every section."""
        keys = list(map(key_of, labels))
        for rank, label in ((rank, key) for rank in range(3) for key in keys):
            for row in sorted(self.placed):
                for found in self.placed[row]:
                    if found.label != label or self._rank(found) != rank:
                        continue
                    if section in (None, self.section_of(found)):
                        yield found
                    elif section and self.section_of(found) == SEVERAL:
                        column = self._column_of(section, found)
                        if column is not None:
                            yield replace(found, column=column)

    def is_closed(self, placed: Placed) -> bool:
        """It ends in a colon, or stands in a table or right above one."""
        row = self.rows[placed.row]
        below = self.rows[placed.row + 1] if placed.row + 1 < len(self.rows) else row
        is_last = row.tokens[-1].text.endswith(":")
        return is_last or row.tokens[placed.end - 1].text.endswith(":") or bool(below.table)

    def _rank(self, placed: Placed) -> int:
        """How plainly it is a label: 0 by its colon or cell, 2 within a sentence."""
        row = self.rows[placed.row]
        first, last = row.tokens[placed.start], row.tokens[placed.end - 1]
        if not first.leads and first.text[:1].islower():
            return 2
        in_table = first.cell is not None and self._right_of(placed, first.cell) is not None
        return 0 if in_table or last.text.endswith(":") else 1

    @cached_property
    def title_row(self) -> int:
        """The row of the form's title, 0 when there is none to be seen."""
        said = [*self.kind.match.titles, *self.kind.match.keywords]
        words = [letters_of(text) for text in said if "…" not in text]
        for index, row in enumerate(self.rows[:TITLE_ROWS]):
            capitals = sum(c.isupper() for c in row.text)
            letters = "".join(token.letters for token in row.tokens)
            if 2 * capitals > len(letters) and any(word in letters for word in words):
                return index
        return 0

    def section_of(self, placed: Placed) -> str:
        """The section that a label stands in, "" before the first one.

        Headings of sections on one row stand above columns.
        """
        for row in reversed([row for row in self._headings if row <= placed.row]):
            band = self._headings[row]
            if len(band) == 1 and (row < placed.row or band[0][0].start <= placed.start):
                return band[0][1]
            if len(band) > 1:
                return self._column_section(band, placed)
        return ""

    def _column_section(self, band: list[tuple[Placed, str]], placed: Placed) -> str:
        """The section of which the heading stands above a label, or `SEVERAL`."""
        heads, row = self.rows[band[0][0].row], self.rows[placed.row]
        if heads.table and heads.table is row.table:
            cell = row.tokens[placed.start].cell
            for item, name in band:
                head = heads.tokens[item.start].cell
                if cell and head and head.column <= cell.column < head.column + head.columns:
                    return name
            return SEVERAL
        edges = [self._centre(item) for item, _ in band]
        middle = (edges[0] + edges[1]) / 2
        below = (self.placed.get(i, ()) for i in range(band[0][0].row + 1, band[0][0].row + 9))
        if placed.x0 + row.height < band[0][0].x0 and all(
            x.x0 < middle for found in below for x in found
        ):
            return SEVERAL
        middles = [(a + b) / 2 for a, b in zip(edges, edges[1:], strict=False)]
        return band[sum(placed.x0 >= x for x in middles)][1]

    def _centre(self, placed: Placed) -> float:
        tokens = self.rows[placed.row].tokens
        return (placed.x0 + tokens[placed.end - 1].box.x1) / 2

    @cached_property
    def _headings(self) -> dict[int, list[tuple[Placed, str]]]:
        named = {key_of(x): item.id for item in self.kind.section for x in item.labels}
        found = {
            row: [(item, named[item.label]) for item in items if item.label in named]
            for row, items in self.placed.items()
        }
        return {row: found[row] for row in sorted(found) if found[row]}

    @cached_property
    def _edges(self) -> dict[int, float]:
        """Right edge of the text of each page, by its number."""
        ends: dict[int, list[float]] = {}
        for row in self.rows:
            ends.setdefault(row.page.number, []).append(row.x1)
        return {page: sorted(x)[max(0, (9 * len(x)) // 10 - 1)] for page, x in ends.items()}

    @cached_property
    def _left(self) -> dict[int, float]:
        """Left edge of the text of each page, by its number."""
        starts: dict[int, float] = {}
        for row in self.rows:
            x0 = row.tokens[0].box.x0
            starts[row.page.number] = min(x0, starts.get(row.page.number, x0))
        return starts

    def _column_of(self, section: str, placed: Placed) -> int | None:
        """The column right of a label in a table that is headed as a section."""
        row = self.rows[placed.row]
        cell = row.tokens[placed.start].cell
        for above in reversed([i for i in self._headings if i < placed.row]):
            if cell is None or self.rows[above].table is not row.table:
                break
            for heading, name in self._headings[above]:
                head = self.rows[above].tokens[heading.start].cell
                if name == section and head is not None and head.column > cell.column:
                    return head.column
        return None

    def beside(self, placed: Placed) -> tuple[Token, ...]:
        """The tokens right of a label, up to the next one; in a table, those of the next cell."""
        row = self.rows[placed.row]
        cell = row.tokens[placed.end - 1].cell
        own = row.tokens[placed.end : self._next_start(placed)]
        if cell is None:
            return own or self._level_with(placed)
        own = tuple(token for token in own if token.cell is cell)
        right = self._right_of(placed, cell)
        # "Diện tích (m²)", "Ngày thay đổi gần nhất": what follows without a colon is the label's.
        closed = row.tokens[placed.end - 1].text.endswith(":")
        has_own = any(token.letters for token in own) and placed.column is None
        if has_own and (closed or right is None or not right[1]):
            return own
        return right[1] if right is not None else ()

    def _level_with(self, placed: Placed) -> tuple[Token, ...]:
        """What stands right of a label on its base line, though read as another column."""
        row = self.rows[placed.row]
        label = row.tokens[placed.end - 1].box
        if placed.end < len(row.tokens):
            return ()
        level = [
            (other.tokens[0].box.x0, index)
            for index, other in enumerate(self.rows)
            if other.page is row.page and other is not row and not other.table
            and other.tokens[0].box.x0 > label.x1
            and other.tokens[0].box.vertical_overlap(label) > LEVEL
        ]  # fmt: skip
        if not level:
            return ()
        at = min(level)[1]
        ends = [x.start for x in self.placed.get(at, ())]
        return self.rows[at].tokens[: min(ends, default=len(self.rows[at].tokens))]

    def _right_of(self, placed: Placed, cell: Cell) -> Span | None:
        """The cell that the value of a label in a cell stands in; None if a label stands there."""
        row = self.rows[placed.row]
        column = cell.column + cell.columns if placed.column is None else placed.column
        right = next((c for c in row.table if c.column == column
                      and c.row <= cell.row < c.row + c.rows), None)  # fmt: skip
        if right is None:
            return None
        tokens = tuple(token for token in row.tokens if token.cell is right)
        labels = [
            row.tokens[x.start]
            for x in self.placed[placed.row]
            if not row.is_one(x.start, x.end)
            or row.tokens[x.end].leads
            or row.tokens[x.end - 1].text.endswith(":")
        ]
        return None if tokens and tokens[0] in labels else (row, tokens)

    def _next_start(self, placed: Placed) -> int:
        tokens = self.rows[placed.row].tokens
        after = [x.start for x in self.placed[placed.row] if x.start >= placed.end]
        start = min(after, default=len(tokens))
        # "2.2." before it is its number, not a value.
        if start < len(tokens) and start > placed.end and _ITEM.match(tokens[start - 1].text):
            start -= 1
        return start

    def column(self, placed: Placed) -> tuple[float, float]:
        """Left and right end of the room that a label and its value have."""
        row = self.rows[placed.row]
        start = self._next_start(placed)
        if start < len(row.tokens):
            return placed.x0, row.tokens[start].box.x0
        label = row.tokens[placed.end - 1].box
        beside = [
            token.box.x0
            for other in self.rows[max(0, placed.row - 6) : placed.row + 7]
            if other is not row and other.page is row.page
            for token in other.tokens
            if token.box.x0 > row.x1 and token.box.vertical_overlap(label) > 0.5
        ]
        return placed.x0, min([float(row.page.width), *beside])

    def beside_or_below(self, placed: Placed, *, wraps: bool) -> Iterator[list[Span]]:
        """What may be a label's value: beside it with the rows that go on with it, or below."""
        row = self.rows[placed.row]
        beside = self.beside(placed)
        cell = row.tokens[placed.end - 1].cell
        if cell is not None:
            if beside:
                yield [(row, beside)]
            elif self._right_of(placed, cell) is None:
                yield from ([span] for span in self.cells_below(placed.row, cell)[:1])
        elif any(token.letters for token in beside):
            yield self._with_rest((row, beside), placed) if wraps else [(row, beside)]
        elif not beside:
            for span in (*self._below(placed), *self._carried_on(placed)):
                yield self._with_rest(span, placed) if wraps else [span]

    def cells_below(self, at: int, cell: Cell) -> list[Span]:
        """What stands in each of the cells below one, in the same column.

        A table goes on at the top of the next page when it has as many columns there.
        """
        table, page, found = self.rows[at].table, self.rows[at].page, list[Span]()
        for index, row in enumerate(self.rows[at + 1 :], at + 1):
            if row.table is not table:
                is_number = not row.table and len(row.tokens) <= PAGE_NUMBER
                if row.page is page or not (is_number or _columns(row.table) == _columns(table)):
                    break
                if is_number or self.placed.get(index):
                    continue
                table, page = row.table, row.page
            tokens = tuple(t for t in row.tokens if t.cell and t.cell.column == cell.column)
            if tokens:
                found.append((row, tokens))
        return found

    def ticks(self, placed: Placed) -> list[tuple[TickMark, Span]]:
        """The boxes to tick between a label and the next row with one, with what they stand for."""
        row = self.rows[placed.row]
        last = placed.row
        while last + 1 < len(self.rows) and not self.placed.get(last + 1):
            last += 1
        rows = [x for x in self.rows[placed.row : last + 1][:TICK_ROWS] if x.page is row.page]
        found = []
        for tick in row.page.ticks:
            label_end = row.tokens[placed.end - 1].box.x1
            if tick.box.y1 < row.tokens[placed.start].box.y0:
                continue
            if tick.box.x1 < label_end and tick.box.vertical_overlap(row.tokens[0].box) > 0.5:
                continue
            span = _right_of(tick, row.page.ticks, rows)
            if span is not None:
                found.append((tick, span))
        return found

    def _carried_on(self, placed: Placed) -> list[Span]:
        """The next row from the margin, when a label ends its row and the page's room."""
        row = self.rows[placed.row]
        room = self._edges[row.page.number] - row.x1
        if not placed.start or placed.end < len(row.tokens) or room > ROOM * row.page.width:
            return []
        margin = (self._left[row.page.number], float(row.page.width))
        found = self._under(placed.row, margin, NEXT_ROW)
        return [] if found is None else [found]

    def _below(self, placed: Placed) -> Iterator[Span]:
        """The next rows down, as far as they begin under the label."""
        column, at = self.column(placed), placed.row
        label_end = self.rows[at].tokens[placed.end - 1].box.x1
        for _ in range(ROWS_BELOW):
            found = self._under(at, column, 2 * NEXT_ROW)
            if found is None or found[1][0].box.x0 > label_end:
                return
            yield found
            at = self.rows.index(found[0], at)

    def _with_rest(self, first: Span, placed: Placed) -> list[Span]:
        """A value with the rows that it goes on in: under its label, or from the margin."""
        spans, column, at = [first], self.column(placed), self.rows.index(first[0], placed.row)
        margin = (self._left[first[0].page.number], column[1])
        if placed.start <= 1:
            column = margin
        is_last = self._next_start(placed) == len(self.rows[placed.row].tokens)
        while True:
            more = self._under(at, column, NEXT_ROW)
            if more is None and is_last and placed.start:
                more = self._under(at, margin, NEXT_ROW)
            begins: tuple[float, ...] = (margin[0], placed.x0, first[1][0].box.x0)
            if first[0] is not self.rows[placed.row]:
                begins = (first[1][0].box.x0,)
            if more is None or not self._is_full(spans[-1], more, column):
                return spans
            indent = INDENT if len(begins) > 1 else 1.0
            if min(abs(more[1][0].box.x0 - x) for x in begins) > indent * more[0].height:
                return spans
            if self._is_paragraph(more, placed, margin[0]):
                return spans
            spans.append(more)
            at = self.rows.index(more[0], at)

    def _is_paragraph(self, span: Span, placed: Placed, margin: float) -> bool:
        """A row indented as the label's own is a new paragraph, not the rest of the value."""
        height, first = span[0].height, span[1][0]
        indented = placed.x0 > margin + height and abs(first.box.x0 - placed.x0) < height
        return placed.start == 0 and indented and first.text[:1].isupper()

    def _is_full(self, above: Span, below: Span, column: tuple[float, float]) -> bool:
        """The first word below would not have fitted behind the last one above."""
        row = above[0]
        edge = max(self._edges[row.page.number], row.x1)
        room = min(column[1], edge) - above[1][-1].box.x1
        first = below[1][0].box
        return first.width + 0.3 * first.height > room - ROOM * above[0].page.width

    def _under(self, at: int, column: tuple[float, float], heights: float) -> Span | None:
        """What stands in a column on the next row down, unless a label begins there."""
        above = self.rows[at]
        y1 = max(token.box.y1 for token in above.tokens)
        for index in range(at + 1, min(at + 5, len(self.rows))):
            row = self.rows[index]
            if row.page is not above.page or row.table:
                return None
            y0 = min(token.box.y0 for token in row.tokens)
            if y0 - y1 > heights * above.height:
                return None
            inside = [i for i, token in enumerate(row.tokens) if _is_in(token, row, column)]
            if inside and y0 > above.tokens[0].box.center[1]:
                return self._own(index, inside)
        return None

    def _own(self, index: int, inside: list[int]) -> Span | None:
        """The tokens of a row in a column, up to a label; None when they belong elsewhere."""
        row = self.rows[index]
        if inside[0] and row.gap(inside[0]) < APART * row.height:
            return None  # the end of something that begins left of the column
        behind = inside[-1] + 1
        if behind < len(row.tokens) and row.gap(behind) < APART * row.height:
            return None  # a line across columns
        cut = [x.start for x in self.placed.get(index, ()) if x.end > inside[0]]
        tokens = tuple(row.tokens[i] for i in inside if i < min(cut, default=len(row.tokens)))
        if not tokens or _ITEM.match(tokens[0].text):
            return None
        return row, tokens


def _columns(table: Sequence[Cell]) -> int:
    return max((cell.column + cell.columns for cell in table), default=0)


def _right_of(tick: TickMark, ticks: Sequence[TickMark], rows: Sequence[Row]) -> Span | None:
    """What stands right of a box, up to the next one."""
    for row in rows:
        beside = [t for t in row.tokens if t.box.vertical_overlap(tick.box) > 0.4]
        if not beside:
            continue
        stops = [x.box.x0 for x in ticks if x.box.x0 > tick.box.x1
                 and x.box.vertical_overlap(tick.box) > 0.4]  # fmt: skip
        end = min(stops, default=float(row.page.width))
        tokens = tuple(t for t in row.tokens if tick.box.x1 - 4 <= t.box.x0 < end)
        if tokens:
            return row, tokens
    return None


def _is_in(token: Token, row: Row, column: tuple[float, float]) -> bool:
    return column[0] - 1.5 * row.height <= token.box.x0 and token.box.center[0] < column[1]


@lru_cache(maxsize=8192)
def letters_of(text: str) -> str:
    """Only letters and digits, without case and marks: what is compared of a label."""
    return "".join(c for c in fold(text) if c.isalnum())


def place(pages: Sequence[Page], kind: DocumentType) -> Form:
    """The rows of a paper, and where the labels of its type stand on them."""
    rows = tuple(row for page in pages for row in _rows(page))
    labels = _labels(kind)
    form = Form(rows, kind)
    for index, row in enumerate(rows):
        found = _on_row(index, row, labels)
        if found:
            form.placed[index] = found
    return form


def _rows(page: Page) -> list[Row]:
    """The lines of a page, those of a table's row together."""
    rows: list[Row] = []
    bands: dict[tuple[int, int], int] = {}
    for line in page.lines:
        parts: dict[tuple[int, int] | None, list[Token]] = {}
        before: Cell | None = None
        for i, word in enumerate(line.words):
            number, cell = _cell_of(word, page)
            tokens = list(_tokens(word, cell))
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

    What spans a whole table is a frame around lines, not a cell.
    """
    x, y = word.box.center
    for number, table in enumerate(page.tables):
        for cell in table:
            if cell.box.x0 < x < cell.box.x1 and cell.box.y0 < y < cell.box.y1:
                wide = max(c.column + c.columns for c in table)
                return number, None if cell.columns == wide else cell
    return 0, None


def _tokens(word: Word, cell: Cell | None) -> Iterator[Token]:
    pieces = [x for part in _PIECES.findall(word.text) for x in _GLUED.sub(r"\1 \2", part).split()]
    at, width = 0, word.box.width / max(1, len(word.text))
    for piece in pieces:
        x0 = word.box.x0 + at * width
        at += len(piece)
        box = Box(x0, word.box.y0, word.box.x0 + at * width, word.box.y1)
        yield Token(piece, letters_of(piece), box, word, cell)


@dataclass(slots=True)
class _Label:
    """A label's letters, whether it counts within text, and the words of its gloss.

    A label in English alone is a gloss whose own label was not read.
    """

    letters: str
    foreign: bool
    inline: bool = False
    gloss: tuple[str, ...] = ()


def printed_labels(kind: DocumentType) -> frozenset[str]:
    """The letters of all labels of a type."""
    return frozenset(label.letters for label in _labels(kind))


def _labels(kind: DocumentType) -> list[_Label]:
    """All labels of a type, longest first, those in English last."""
    found: dict[str, _Label] = {}

    def add(text: str, *, inline: bool = False) -> None:
        printed, gloss = _parted(text)
        label = found.setdefault(
            letters_of(printed), _Label(letters_of(printed), printed.isascii())
        )
        label.inline |= inline
        label.gloss = label.gloss or tuple(letters_of(word) for word in gloss.split())

    for text in (*kind.stops, *(text for item in kind.section for text in item.labels)):
        add(text)
    for item in kind.field:
        for finder in item.find:
            for text in finder.labels:
                add(text, inline=finder.inline)
    return sorted(found.values(), key=lambda label: (label.foreign, -len(label.letters)))


def _parted(text: str) -> tuple[str, str]:
    """A label and its gloss in plain letters behind a slash: "Quốc tịch/Nationality"."""
    printed, _, gloss = text.partition("/")
    is_gloss = gloss.isascii() and len(gloss) > 1 and not printed.isascii()
    return (printed, gloss) if is_gloss else (text, "")


def key_of(label: str) -> str:
    """What a label of a document type is known by once it is placed."""
    return letters_of(_parted(label)[0])


def _on_row(index: int, row: Row, labels: Sequence[_Label]) -> list[Placed]:
    """The labels of a row, left to right; the longer one where two would overlap."""
    letters = "".join(token.letters for token in row.tokens)
    taken: list[Placed] = []
    # What fits to the letter goes first: labels are like each other.
    for find in (_exact, _nearly):
        for label in labels:
            for start, end in find(label, row, letters):
                end = _behind_tail(row, end, label.gloss)
                placed = Placed(label.letters, index, start, end, row.tokens[start].box.x0)
                if any(_overlap(placed, other) for other in taken):
                    continue
                if (label.inline and find is _exact) or _leads(row, placed):
                    taken.append(placed)
    return sorted(taken, key=lambda item: item.start)


def _overlap(one: Placed, other: Placed) -> bool:
    return one.start < other.end and other.start < one.end


def _exact(sought: _Label, row: Row, letters: str) -> Iterator[tuple[int, int]]:
    """Tokens from and to which a label stands to the letter."""
    label = sought.letters
    if label not in letters:
        return
    for start, token in enumerate(row.tokens):
        joined, end = "", start
        while token.letters and label.startswith(joined) and row.is_one(start, end):
            joined += row.tokens[end].letters
            end += 1
            if joined == label:
                yield start, end
            if joined == label or row.tokens[end - 1].text.endswith(":"):
                break


def _nearly(sought: _Label, row: Row, letters: str) -> Iterator[tuple[int, int]]:
    """Tokens from and to which a label stands misread: the likest."""
    label = sought.letters
    if len(label) <= SHORT or partial_ratio(label, letters) < LIKE_A_LABEL - 14:
        return
    best, span = LIKE_A_LABEL + (4.0 if len(label) < FEW_LETTERS else 0.0), None
    for start, token in enumerate(row.tokens):
        joined, end = "", start
        while token.letters and len(joined) < len(label) + 2 and row.is_one(start, end):
            if end > start and row.tokens[end - 1].text.endswith(":"):
                break
            joined += row.tokens[end].letters
            end += 1
            if abs(len(joined) - len(label)) > max(1, len(label) // 6):
                continue
            # A gloss behind it speaks for the label.
            glossed = bool(sought.gloss) and row.text_from(end).startswith("/")
            like = ratio(label, joined) + GLOSSED * glossed
            ends = min(ratio(label[:END], joined[:END]), ratio(label[-END:], joined[-END:]))
            if like > best and ends >= LIKE_AN_END:
                best, span = like, (start, end)
    if span is not None:
        yield span


def _behind_tail(row: Row, end: int, gloss: Sequence[str]) -> int:
    """The first token behind a label's note, gloss and colon."""
    if row.tokens[end - 1].text.endswith(":"):
        return end
    cell = row.tokens[end - 1].cell
    rest = [token for token in row.tokens[end:] if token.cell is cell]
    tail = _TAIL.match(" ".join(token.text for token in rest))
    if tail is not None:
        return end + len(tail.group().split())
    if gloss:
        return end + _gloss_size(rest, gloss)
    # "Tiếp nhận hồ sơ của ông/bà/tổ chức:": the rest of a longer label.
    for size, token in enumerate(rest[:MOST_TAIL_WORDS], 1):
        if token.text.endswith(":") and token.text.isupper() and len(token.text) <= SHORT:
            return end + size
        if token.letters and not (token.text[0].islower() or token.text[0] in "(/"):
            break
        if token.text.endswith(":"):
            return end + size
    return end


def _gloss_size(rest: Sequence[Token], gloss: Sequence[str]) -> int:
    """How many tokens are words of the gloss, misread or not."""
    size = 0
    for token in rest[: len(gloss) + 2]:
        like = max(ratio(token.letters, word) for word in (*gloss, "".join(gloss[-2:])))
        if token.letters and like < LIKE_A_GLOSS:
            break
        size += 1
        if token.text.endswith(":"):
            break
    return size


def _leads(row: Row, placed: Placed) -> bool:
    """A label begins a row, stands apart from what is before it, or has a colon.

    So short a one that names may be like it has a colon.
    """
    if row.tokens[placed.end - 1].text.endswith(":"):
        return True
    if row.tokens[placed.end - 1].text.endswith((";", ".")):
        return False
    first = row.tokens[placed.start]
    if first.cell is not None and first.leads and not row.is_one(placed.start, placed.end):
        return True
    if len(placed.label) <= SHORT:
        behind = row.tokens[placed.end : placed.end + 1]
        return (
            first.leads and len(row.tokens) <= SHORT and any(t.text[:1].isdigit() for t in behind)
        )
    # A line of prose goes on with words that are a label elsewhere.
    if first.cell is None and first.text[:1].islower():
        above = row.tokens[placed.start - 1].text if placed.start else ""
        return above.endswith((";", "(", ":", ","))
    start = placed.start
    while not row.tokens[start].leads and placed.start - start < MOST_NUMBERS:
        if not _NUMBERED.match(row.tokens[start - 1].text):
            break
        start -= 1
    if row.tokens[start].leads or row.gap(start) > APART * row.height:
        return True
    before = row.tokens[placed.start - 1]
    # "Quy mô: diện tích xây dựng …", but no "Lý do: Người nộp hồ sơ …".
    if before.text.endswith(":"):
        return first.text[:1].islower()
    return before.text.endswith((";", "("))
