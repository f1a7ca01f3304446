"""The printed labels of a form, placed on its pages, and the words beside and below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from extractors.finders.broken import joined_labels
from extractors.finders.captions import captions_above
from extractors.finders.gloss import without_glosses
from extractors.finders.placing import (
    APART,
    RELATION,
    SHORT,
    Placed,
    is_numbering,
    key_of,
    labels_of,
    labels_on,
)
from extractors.finders.rows import Row, Span, Token, columns_of, letters_of, rows_of
from models.doctypes import DocumentType
from models.page import Cell, Page, TickMark
from models.values.phrases import is_unfinished
from models.values.titles import split_authority
from models.values.units import breaks_off

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
# A row with labels in so many cells may be one of headings.
HEADINGS = 3
# A value that stands below its label is looked for in so many rows.
ROWS_BELOW = 3
# A column begins at its edge, give or take so many heights, if so many labels in as many rows do.
EDGE, COLUMN_LABELS, COLUMN_ROWS = 0.3, 3, 8
# A row further below than so many heights does not go on with what is above it.
NEXT_ROW = 1.5
# A row that goes on begins at the margin, under its label or under its value, but for this.
INDENT = 3.0
# What begins so far left of a column does not begin in it.
UNDENT = 1.5
# A row ends where the next word would not have fitted, give or take this share of the page.
ROOM = 0.04
# The text's right edge is that of the row with so many more to its right at most, this one counted.
OUTLIERS = 3
# What heads units, or figures of before the works: "Hiện trạng | Sau khi sửa chữa, cải tạo".
_ASIDE = re.compile(r"donvi(?!hanhchinh)|dvt|hientrang|truockhi(?:sua|cai)|truoc(?:sua|cai)")
# "01", "18,5 m2", "02 tầng" and nothing else.
_FIGURE = re.compile(r"\d[\d.,]*(m[2²]?|tầng)?\W*")
# "TP." and "Q." end no sentence.
_SENTENCE_END = re.compile(r"[a-zà-ỹđ]\.$")
# What the sentences behind a value begin with in notices and slips.
_OPENS = re.compile(
    r"(Đề nghị|Ông/[Bb]à|Ông \([Bb]à\)|Mọi (thắc mắc|vướng mắc|chi tiết)|Đơn vị|Căn cứ|Nay\b|"
    r"Trân trọng|Trường hợp|Kính (đề nghị|mong|báo)|Vậy\b|Chúng tôi|Nếu\b|Xin\b|Rất mong|Mong\b|"
    r"Hồ sơ (này |và |được trả|sẽ)|Việc giải quyết|Sự chậm trễ|Tôi (xin )?cam đoan|Thông báo này|"
    r"(Phiếu|Giấy) này)"
)
# "giải quyết" ends a sentence, "Nghị quyết" does not.
_LAST_WORDS = frozenset({"quyet", "quyen"})
# A line that begins where a label does, and has a colon within so many words, has its own label.
_LABEL_WORDS = 8
# A label with these letters has a kind of paper and its number as its value.
IDENTITY_PAPER = "giaytotuythan"
# "VIII." is as long as numbers of parts are.
_NUMBER_LETTERS = 5
# "II.", which a heading begins with.
_PART = re.compile(r"^[IVX]{1,4}\.$")
_ITEM = re.compile(r"^(\W*((\d\.)?\d{1,2}|[a-zđ]|[ivx]{1,4})[.)]|[-–+•*~])$", re.IGNORECASE)


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
                    own = self._in_section(found, section)
                    if own is not None:
                        yield own

    def _in_section(self, placed: Placed, section: str | None) -> Placed | None:
        """The label, with the column or line of a section's own in a table; None in another one."""
        if section in (None, self.section_of(placed)):
            return None if self._heads_people(placed) else placed
        if not section:
            return None
        if self.section_of(placed) == SEVERAL:
            column = self._column_of(section, placed)
            return None if column is None else replace(placed, column=column)
        line = self._line_of(section, placed)
        return None if line is None else replace(placed, line=line)

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
            capitals = "".join(token.letters for token in row.tokens if token.text.isupper())
            letters = "".join(token.letters for token in row.tokens)
            if 2 * len(capitals) > len(letters) and any(word in capitals for word in words):
                return index
        return 0

    def is_above_title(self, placed: Placed) -> bool:
        """What is above the title is the office's own, if the type has one; cards have none."""
        has_office = any(item.kind == "agency" for item in self.kind.field)
        return has_office and self.is_head(self.rows[placed.row])

    def is_head(self, row: Row) -> bool:
        """A row stands above the title."""
        title = self.rows[self.title_row]
        return row.page is title.page and row.tokens[0].box.y1 < title.tokens[0].box.y0

    def section_of(self, placed: Placed) -> str:
        """The section that a label stands in, "" before the first one.

        Headings of sections on one row stand above columns. What says whose it is, "Nơi cư trú của
        mẹ", is of that section wherever it stands.
        """
        if said := self._said_section(placed):
            return said
        for row in reversed([row for row in self._headings if row <= placed.row]):
            band = self._headings[row]
            if len(band) == 1 and (row < placed.row or band[0][0].start <= placed.start):
                return "" if self._is_of_another(band[0][0], placed) else band[0][1]
            if len(band) > 1:
                return self._column_section(band, placed)
        return ""

    def _said_section(self, placed: Placed) -> str:
        """The section that a label names behind "của", "" where it names none."""
        words = [token.letters for token in self.rows[placed.row].tokens[placed.start : placed.end]]
        whose = "".join(words[words.index("cua") + 1 :]) if "cua" in words else ""
        return self._section_names.get(whose, "")

    @cached_property
    def _section_names(self) -> dict[str, str]:
        """The sections by the letters of what they are headed by."""
        return {key_of(x): item.id for item in self.kind.section for x in item.labels}

    def _is_of_another(self, heading: Placed, placed: Placed) -> bool:
        """The label stands once more right of it, and left of it the heading was not read."""
        twins = (x for x in self.placed[placed.row] if x.start > placed.start)
        is_left = heading.x0 > placed.x0 + self.rows[placed.row].height
        return is_left and any(x.label == placed.label for x in twins)

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
        edges, names = [self._centre(item) for item, _ in band], [name for _, name in band]
        middle = (edges[0] + edges[1]) / 2
        below = (self.placed.get(i, ()) for i in range(band[0][0].row + 1, band[0][0].row + 9))
        if placed.x0 + row.height < band[0][0].x0 and all(
            x.x0 < middle for found in below for x in found
        ):
            return SEVERAL
        # "NGƯỜI ĐƯỢC KHAI SINH | NGƯỜI MẸ | NGƯỜI CHA": whom the paper is about has no section.
        others = [token for token in heads.tokens[: band[0][0].start] if len(token.letters) > 1]
        if len(others) > 1:
            edges.insert(0, (others[0].box.x0 + others[-1].box.x1) / 2)
            names.insert(0, "")
        middles = [(a + b) / 2 for a, b in zip(edges, edges[1:], strict=False)]
        return names[sum(placed.x0 >= x for x in middles)]

    def _centre(self, placed: Placed) -> float:
        tokens = self.rows[placed.row].tokens
        return (placed.x0 + tokens[placed.end - 1].box.x1) / 2

    @cached_property
    def _headings(self) -> dict[int, list[tuple[Placed, str]]]:
        named = self._section_names
        found = {
            row: [
                (item, named[item.label])
                for item in items
                if item.label in named and not self._is_of_several(item)
            ]
            for row, items in self.placed.items()
        }
        ordered = {row: found[row] for row in sorted(found) if found[row]}
        # Where it was registered may stand first: no part of the form ends there.
        parts = {finder.section for item in self.kind.field for finder in item.find}
        first = next((row for row, x in ordered.items() if any(n in parts for _, n in x)), 0)
        return {row: x for row, x in ordered.items() if row >= first}

    def _is_of_several(self, placed: Placed) -> bool:
        """A heading that names more than one section: "Phần khai về cha, mẹ"."""
        row = self.rows[placed.row]
        if not row.is_one(placed.start, placed.end):
            return False
        return (
            row.tokens[placed.end - 1].text.endswith(",") or row.tokens[placed.end].letters == "va"
        )

    @cached_property
    def _edges(self) -> dict[int, float]:
        """Right edge of the text of each page, by its identity: a spread's have one number."""
        ends: dict[int, list[float]] = {}
        for row in self.rows:
            ends.setdefault(id(row.page), []).append(row.x1)
        return {page: sorted(x)[-min(OUTLIERS, 1 + len(x) // 3)] for page, x in ends.items()}

    @cached_property
    def _left(self) -> dict[int, float]:
        """Left edge of the text of each page, by its identity."""
        starts: dict[int, float] = {}
        for row in self.rows:
            x0 = row.tokens[0].box.x0
            starts[id(row.page)] = min(x0, starts.get(id(row.page), x0))
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

    def _heads_people(self, placed: Placed) -> bool:
        """It heads a column of a table whose rows begin with sections, each of one person."""
        row = self.rows[placed.row]
        cell = row.tokens[placed.start].cell
        if cell is None or not cell.column:
            return False
        heads = {row.tokens[x.start].cell for x in self.placed[placed.row]}
        columns = {x.column for x in heads if x is not None}
        others = {t.cell.column for t in row.tokens if t.cell is not None} - {0}
        lines = (self._line_of(item.id, placed) for item in self.kind.section)
        return len(others) > 1 and others <= columns and any(x is not None for x in lines)

    def _line_of(self, section: str, placed: Placed) -> int | None:
        """The row below a heading of a table that begins with a section: one row a person."""
        row = self.rows[placed.row]
        cell = row.tokens[placed.start].cell
        # What has its value in its own cell heads nothing.
        if self._is_of_person(placed) or row.is_one(placed.start, placed.end):
            return None
        for below in (i for i in self._headings if i > placed.row):
            if cell is None or self.rows[below].table is not row.table:
                break
            for heading, name in self._headings[below]:
                head = self.rows[below].tokens[heading.start].cell
                if name == section and head is not None and head.column < cell.column:
                    return below
        return None

    def _is_of_person(self, placed: Placed) -> bool:
        """A section begins left of a label in its table: it has a value of its own."""
        row = self.rows[placed.row]
        cell = row.tokens[placed.start].cell
        return cell is not None and any(
            head is not None and head.column < cell.column and self.rows[at].table is row.table
            for at, band in self._headings.items()
            if at <= placed.row
            for head in (self.rows[at].tokens[x.start].cell for x, _ in band)
        )

    def beside(self, placed: Placed) -> tuple[Token, ...]:
        """The tokens right of a label, up to the next one; in a table, those of the next cell."""
        row = self.rows[placed.row]
        cell = row.tokens[placed.end - 1].cell
        if placed.line is not None and cell is not None:
            there = self.rows[placed.line].tokens
            return tuple(t for t in there if t.cell is not None and t.cell.column == cell.column)
        own = row.tokens[placed.end : self._next_start(placed)]
        if cell is None:
            return own or self._level_with(placed)
        in_cell = tuple(token for token in own if token.cell is cell)
        own = self._under_own(placed, in_cell)
        right = self._right_of(placed, cell)
        # "Diện tích (m²)", "Ngày thay đổi gần nhất": what follows without a colon is the label's.
        # A figure that begins the next line of the cell is a value below its label.
        is_figure = bool(own) and own[0].leads and own[0].text[0].isdigit()
        is_below = is_figure or len(own) < len(in_cell)
        closed = is_below or row.tokens[placed.end - 1].text.endswith(":")
        has_own = any(token.letters for token in own) and placed.column is None
        if has_own and (closed or right is None or not right[1]):
            return own
        return right[1] if right is not None else ()

    def _under_own(self, placed: Placed, own: tuple[Token, ...]) -> tuple[Token, ...]:
        """The next line of a label's cell, without what stands below a label left of it."""
        row = self.rows[placed.row]
        if not own or row.tokens[placed.start].leads or not own[0].leads:
            return own
        at = next((i for i, x in enumerate(own) if x.box.x0 > placed.x0 - row.height), 0)
        is_apart = at > 0 and own[at].box.x0 - own[at - 1].box.x1 > APART * row.height
        return own[at:] if is_apart else own

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
            and not other.text.endswith(":")
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
        level = [c for c in row.table if c.column >= column and c.row <= cell.row < c.row + c.rows]
        right = next((c for c in level if c.column == column), None)
        filled = {token.cell for token in row.tokens}
        others = [c for c in level if c is not right and c in filled]
        if placed.column is None and right is not None and others and self._is_aside(right):
            right = min(others, key=lambda c: c.column)
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

    def _is_aside(self, cell: Cell) -> bool:
        """Its column bears units, or what was there before the works, not values."""
        heads = (
            "".join(t.letters for t in row.tokens if t.cell and t.cell.column == cell.column)
            for row in self.rows
            if cell in row.table
        )
        return _ASIDE.match(next(heads, "")) is not None

    def begins_row_of_labels(self, placed: Placed) -> bool:
        """It stands in a table in which other rows begin with labels, too, and heads no column."""
        row = self.rows[placed.row]
        others = (
            self.rows[index].table is row.table
            for index, found in self.placed.items()
            if index != placed.row and any(x.start == 0 for x in found)
        )
        return placed.start == 0 and sum(others) > 1

    def several(self, placed: Placed) -> tuple[str, ...]:
        """The doubt that figures in several columns beside the label leave.

        Of those before and after the works the latter is the value.
        """
        row, end = self.rows[placed.row], self._next_start(placed)
        starts = [
            i
            for i in range(placed.end, end)
            if row.tokens[i].cell is not row.tokens[i - 1].cell or row.gap(i) > APART * row.height
        ]
        parts = [row.tokens[a:b] for a, b in pairwise([*starts, end])]
        figures = [p for p in parts if _FIGURE.fullmatch("".join(t.text for t in p))]
        before = [p for p in figures if p[0].cell is not None and self._is_aside(p[0].cell)]
        if len(figures) == len(before) + 1:
            return ("before_and_after",) if before else ()
        return ("several_values",) if figures else ()

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
        start, x0 = self._next_start(placed), placed.x0
        is_near = placed.start == 1 and row.gap(1) <= APART * row.height
        if is_near and is_numbering(row.tokens[0].text):
            x0 = row.tokens[0].box.x0
        if start < len(row.tokens):
            return x0, row.tokens[start].box.x0
        label = row.tokens[placed.end - 1].box
        beside = [
            token.box.x0
            for other in self.rows[max(0, placed.row - 6) : placed.row + 7]
            if other is not row and other.page is row.page
            for token in other.tokens
            if token.box.x0 > row.x1 and token.box.vertical_overlap(label) > 0.5
        ]
        return x0, min([float(row.page.width), *beside])

    def beside_or_below(self, placed: Placed, *, wraps: bool) -> Iterator[list[Span]]:
        """What may be a label's value: beside it with the rows that go on with it, or below."""
        row = self.rows[placed.row]
        beside = self.beside(placed)
        cell = row.tokens[placed.end - 1].cell
        if placed.line is not None:
            yield [(self.rows[placed.line], beside)]
        elif cell is not None:
            if beside:
                yield [(row, beside)]
            if beside or self._right_of(placed, cell) is None:
                below = self.cells_below(placed.row, cell)[:1]
                yield from ([span] for span in below if not self._is_labelled(span))
        elif any(token.letters for token in beside):
            yield self._with_rest((row, beside), placed) if wraps else [(row, beside)]
        if placed.line is None and cell is None:
            # What stands beside the label may be one that nobody knows, and its value below.
            for span in (*self._below(placed), *self._centred(placed), *self._carried_on(placed)):
                yield self._with_rest(span, placed) if wraps else [span]

    def _is_labelled(self, span: Span) -> bool:
        """A cell begins with a label and has its value below it."""
        row, tokens = span
        own = (x for x in self.placed.get(self.rows.index(row), ()))
        return any(row.tokens[x.start] is tokens[0] and row.is_one(x.start, x.end) for x in own)

    def last_of_row(self, placed: Placed) -> Span | None:
        """The one other cell with words, past empty ones: "Tổng diện tích sàn | | 229,6"."""
        row = self.rows[placed.row]
        cell = row.tokens[placed.start].cell
        others = {token.cell for token in row.tokens} - {cell}
        last = others.pop() if cell is not None and len(others) == 1 else None
        if cell is None or last is None or last.column < cell.column + cell.columns:
            return None
        return row, tuple(token for token in row.tokens if token.cell is last)

    def cells_below(self, at: int, cell: Cell) -> list[Span]:
        """What stands in each of the cells below one, in the same column.

        A table goes on at the top of the next page when it has as many columns there.
        """
        table, page, found = self.rows[at].table, self.rows[at].page, list[Span]()
        for index, row in enumerate(self.rows[at + 1 :], at + 1):
            if row.table is not table:
                is_number = not row.table and len(row.tokens) <= PAGE_NUMBER
                if row.page is page or not (
                    is_number or columns_of(row.table) == columns_of(table)
                ):
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

    def is_over(self, placed: Placed) -> bool:
        """A label of a line with nothing beside it: what is below may be its value."""
        return not self.rows[placed.row].table and not self.beside(placed)

    def _carried_on(self, placed: Placed) -> list[Span]:
        """The next row from the margin, when a label ends its row and a clause or the room.

        So does what a heading in capitals is above, wherever that stands.
        """
        row = self.rows[placed.row]
        room = self._edges[id(row.page)] - row.x1
        # "… kể từ ngày ký thông báo vì:" is a sentence that a paragraph of its own ends.
        begun = placed.start > 0 and row.tokens[placed.start - 1].text.endswith((".", ";"))
        opens = row.text.endswith(":") and (begun or row.tokens[placed.start].text[0].islower())
        is_full = room <= ROOM * row.page.width or opens
        # "…, và trả lại hồ sơ cho Bà", and in the next row "với lý do:".
        above = self.rows[placed.row - 1].tokens[-1].text if placed.row else ":"
        runs_on = placed.start > 0 or (opens and above[-1].isalnum())
        is_heading = not placed.start and row.text.isupper() and not row.table
        if placed.end < len(row.tokens) or not (is_heading or (runs_on and is_full)):
            return []
        # What is below at the margin is that of a label left of it with nothing beside it.
        left = (x for x in self.placed[placed.row] if x.start < placed.start)
        if any(not self.beside(x) for x in left):
            return []
        margin = (self._left[id(row.page)], float(row.page.width))
        found = self._under(placed.row, margin, NEXT_ROW)
        return [] if found is None else [found]

    def _below(self, placed: Placed) -> Iterator[Span]:
        """The next rows down, as far as they begin under the label."""
        column, at = self.column(placed), placed.row
        label_end = self.rows[at].tokens[placed.end - 1].box.x1
        for _ in range(ROWS_BELOW):
            found = self._under(at, column, 2 * NEXT_ROW)
            if found is None or found[1][0].box.x0 > label_end or self._is_sibling(found, placed):
                return
            if self.is_owned(found):
                return
            yield found
            at = self.rows.index(found[0], at)

    def _centred(self, placed: Placed) -> Iterator[Span]:
        """The words in the next row down about the middle of a label that stands by itself."""
        row, tokens = self.rows[placed.row], self.rows[placed.row].tokens
        label = tokens[placed.start : placed.end]
        if row.table or _phrase((row, label)) != list(label) or not label[-1].text.endswith(":"):
            return
        middle, y1 = self._centre(placed), max(token.box.y1 for token in label)
        for index in range(placed.row + 1, min(placed.row + 5, len(self.rows))):
            below = self.rows[index]
            gap = below.tokens[0].box.y0 - y1
            if below.page is not row.page or below.table or gap > NEXT_ROW * row.height:
                return
            is_part = _ITEM.match(below.tokens[0].text) is not None
            for run in () if is_part or gap < -LEVEL * row.height else _runs(below):
                off = abs((run[0].box.x0 + run[-1].box.x1) / 2 - middle)
                is_wider = run[0].box.x0 < placed.x0 - UNDENT * row.height
                if off < row.height and is_wider and not self.placed.get(index):
                    yield below, run
                    return

    def _with_rest(self, first: Span, placed: Placed) -> list[Span]:
        """A value with the rows that it goes on in: under its label, or from the margin."""
        spans, column, at = [first], self.column(placed), self.rows.index(first[0], placed.row)
        margin = (self._margin(placed), column[1])
        if placed.start <= 1:
            column = margin
        is_last = self._next_start(placed) == len(self.rows[placed.row].tokens)
        if first[0] is self.rows[placed.row] and self._is_in_sentence(placed):
            return spans
        while True:
            more = self._under(at, column, NEXT_ROW)
            if more is None and is_last and placed.start:
                more = self._under(at, margin, NEXT_ROW)
            begins: tuple[float, ...] = (margin[0], placed.x0, first[1][0].box.x0)
            if first[0] is not self.rows[placed.row]:
                # The first line of a paragraph is indented, those that go on with it are not.
                begins = (first[1][0].box.x0, *([margin[0]] if _goes_on(spans[-1], more) else []))
            is_open = spans[-1][1][-1].text.endswith(",")
            if more is None or not (is_open or self._is_full(spans[-1], more, column)):
                return spans
            indent = INDENT if first[0] is self.rows[placed.row] else 1.0
            off = min(abs(more[1][0].box.x0 - x) for x in begins)
            if off > indent * more[0].height and not self._is_flush_right(spans, more):
                return spans
            if self._is_other(more, spans[-1], placed, margin[0]):
                return spans
            spans.append(more)
            at = self.rows.index(more[0], at)
            if self._is_cut(more, at):
                return spans

    def _margin(self, placed: Placed) -> float:
        """Left edge of the text, or of the column of the page that a label begins a row of."""
        row = self.rows[placed.row]
        near = self.rows[max(0, placed.row - COLUMN_ROWS) : placed.row + COLUMN_ROWS + 1]
        begins = placed.start == 0 or row.gap(placed.start) > APART * row.height
        if begins and not any(_crosses(x, placed.x0) for x in near if x.page is row.page):
            return placed.x0
        return self._left[id(row.page)]

    def _is_flush_right(self, above: Sequence[Span], below: Span) -> bool:
        """A row ends with those above it and begins right of them: all are set to the right."""
        (row, tokens), (_, last) = below, above[-1]
        level = abs(tokens[-1].box.x1 - last[-1].box.x1) < EDGE * row.height
        return level and tokens[0] is row.tokens[0] and tokens[0].box.x0 > above[0][1][0].box.x0

    def _is_other(self, span: Span, above: Span, placed: Placed, margin: float) -> bool:
        """A row is a paragraph, sentence or part of its own, or a label that nobody knows."""
        if span[1][-1].text.endswith(":"):
            return True
        # "…, tỉnh Bắc" goes on with "Giang", also where that begins as a paragraph does.
        is_open = above[1][-1].text.endswith(",") or _is_within_name(above)
        is_own = self._is_sibling(span, placed) or (
            not is_open and self._is_paragraph(span, placed, margin)
        )
        return is_own or _is_ended(above, span)

    def _is_cut(self, span: Span, at: int) -> bool:
        """A label within the row's sentence ends what stands before it: "…; mã hồ sơ: H01"."""
        row, tokens = span
        end = row.tokens.index(tokens[-1]) + 1
        starts = [x.start for x in self.placed.get(at, ())]
        return end in starts and row.gap(end) < APART * row.height

    def _is_in_sentence(self, placed: Placed) -> bool:
        """The next label goes on with the sentence: "Cấp cho: Bà Lê Thị Hoa, thường trú tại …"."""
        row, start = self.rows[placed.row], self._next_start(placed)
        is_last = start == len(row.tokens)
        return not is_last and row.tokens[start].text[0].islower() and not row.table

    def is_owned(self, span: Span) -> bool:
        """A label of the same row stands left of the words, which are its value."""
        row, tokens = span
        at = row.tokens.index(tokens[0])
        own = [x for x in self.placed.get(self.rows.index(row), ()) if x.end <= at]
        return any(row.tokens[x.end - 1].text.endswith(":") for x in own)

    def _is_sibling(self, span: Span, placed: Placed) -> bool:
        """A line that begins as the label's own does: with a number, or a label nobody knows."""
        row, tokens = self.rows[placed.row], span[1]
        first = row.tokens[0]
        if placed.start and _is_counted(first, row.tokens[1]) and len(tokens) > 1:
            level = tokens[0].box.x0 < first.box.x0 + 0.5 * row.height
            if level and _is_counted(tokens[0], tokens[1]):
                return True
        level = abs(tokens[0].box.x0 - placed.x0) < 0.5 * row.height
        closed = any(token.text.endswith(":") for token in _phrase(span)[:_LABEL_WORDS])
        return level and closed and row.tokens[placed.end - 1].text.endswith(":")

    def _is_paragraph(self, span: Span, placed: Placed, margin: float) -> bool:
        """A row indented as the label's own is a new paragraph, not the rest of the value."""
        height, first = span[0].height, span[1][0]
        indented = placed.x0 > margin + height and abs(first.box.x0 - placed.x0) < height
        return placed.start == 0 and indented and first.text[:1].isupper()

    def _is_full(self, above: Span, below: Span, column: tuple[float, float]) -> bool:
        """The first word below would not have fitted behind the last one above."""
        row = above[0]
        edge = max(self._edges[id(row.page)], row.x1)
        room = min(column[1], edge) - above[1][-1].box.x1
        first = below[1][0].box
        return first.width + 0.3 * first.height > room - ROOM * above[0].page.width

    def has_room(self, above: Span, below: Span) -> bool:
        """What begins the row below would have fitted behind the one above."""
        return not self._is_full(above, below, (0.0, float(above[0].page.width)))

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
            if inside and _is_below(row.tokens[inside[0]], above):
                return self._own(index, inside, column)
        return None

    def _parts(self, index: int, at: int, edge: float) -> bool:
        """Columns part before a token: it stands apart, or at the edge that labels above have."""
        row = self.rows[index]
        if row.gap(at) >= APART * row.height:
            return True
        near, off = range(index - COLUMN_ROWS, index), EDGE * row.height
        level = [i for i in near if any(abs(x.x0 - edge) < off for x in self.placed.get(i, ()))]
        return abs(row.tokens[at].box.x0 - edge) < off and len(level) >= COLUMN_LABELS

    def _own(self, index: int, inside: list[int], column: tuple[float, float]) -> Span | None:
        """The tokens of a row in a column, up to a label; None when they belong elsewhere."""
        row = self.rows[index]
        edged = (i for i in inside if i and self._parts(index, i, column[0]))
        at = next(edged, inside[0])
        if row.tokens[at - 1].box.x0 < column[0] - EDGE * row.height:
            inside = inside[inside.index(at) :]
        if inside[0] and not self._parts(index, inside[0], column[0]):
            return None  # the end of something that begins left of the column
        behind = inside[-1] + 1
        if behind < len(row.tokens) and not self._parts(index, behind, column[1]):
            return None  # a line across columns
        cut = [x.start for x in self.placed.get(index, ()) if x.end > inside[0]]
        tokens = tuple(row.tokens[i] for i in inside if i < min(cut, default=len(row.tokens)))
        if not tokens or _ITEM.match(tokens[0].text):
            return None
        # "III - Sơ đồ thửa đất": a label's number.
        if cut and all(is_numbering(t.text) or not t.letters for t in tokens):
            return None
        # "Gọi số:" is a label that nobody knows, though it ends in one.
        end = row.tokens.index(tokens[-1]) + 1
        tails = [x for x in self.placed.get(index, ()) if x.start == end and len(x.label) <= SHORT]
        is_one = len(tokens) == 1 and tokens[0].text[0].isupper() and tokens[0].leads
        return None if is_one and tails and row.gap(end) < APART * row.height else (row, tokens)


def _is_below(token: Token, above: Row) -> bool:
    """Below the middle of what stands over it, also where the sheet is askew."""
    x = token.box.x0
    over = min(above.tokens, key=lambda other: max(other.box.x0 - x, x - other.box.x1))
    return token.box.y0 > over.box.center[1]


def _crosses(row: Row, x: float) -> bool:
    """A row begins left of a place and goes on across it without a gap."""
    left = [i for i, token in enumerate(row.tokens) if token.box.x0 < x - row.height]
    if not left:
        return False
    at = left[-1]
    is_last = at + 1 == len(row.tokens)
    return row.tokens[at].box.x1 > x or not (is_last or row.gap(at + 1) > APART * row.height)


def _text(span: Span) -> str:
    return " ".join(token.text for token in span[1])


def _is_counted(number: Token, word: Token) -> bool:
    """What begins a part of a form: "g) Nguồn gốc", "2 Nhà ở", "III - Tài sản"."""
    is_next = word.text[0].isupper() or word.text[0] in "-–"
    return is_next and len(number.text) <= _NUMBER_LETTERS and is_numbering(number.text)


def _runs(row: Row) -> list[tuple[Token, ...]]:
    """The tokens of a row, parted at wide gaps."""
    cuts = [i for i in range(1, len(row.tokens)) if row.gap(i) > APART * row.height]
    return [row.tokens[a:b] for a, b in pairwise([0, *cuts, len(row.tokens)])]


def _phrase(span: Span) -> list[Token]:
    """The tokens of a row from those of a span on, up to a wide gap."""
    row, tokens = span
    at = next(i for i, token in enumerate(row.tokens) if token is tokens[0])
    found = [row.tokens[at]]
    for i in range(at + 1, len(row.tokens)):
        if row.gap(i) > APART * row.height:
            break
        found.append(row.tokens[i])
    return found


def _goes_on(above: Span, below: Span | None) -> bool:
    """A row begins within a sentence: small, behind a number ("khoản 2") or "Nghị định số"."""
    if below is None:
        return False
    last = above[1][-1]
    return below[1][0].text[0].islower() or last.text.isdigit() or is_unfinished(last.text)


def _is_within_name(above: Span) -> bool:
    """A row ends within a unit's name, or with a word that another follows."""
    text, last = _text(above).rstrip(" ."), above[1][-1].letters
    return breaks_off(text) or (is_unfinished(text) and last not in _LAST_WORDS)


def _is_ended(above: Span, below: Span) -> bool:
    """A row ends with its sentence, and the next one begins another.

    A unit's name still follows its kind, and goes on: "…, tỉnh." and "…, huyện Lục." are no ends.
    """
    last = above[1][-1]
    if breaks_off(_text(above).rstrip(" .")):
        return False
    if below[1][0].text.isupper() and split_authority(_text(below))[0]:
        return True  # "TM. ỦY BAN NHÂN DÂN" signs
    if _OPENS.match(_text(below)):
        is_open = is_unfinished(last.text) and last.letters not in _LAST_WORDS
        return not (last.text.endswith(",") or is_open)
    ends = _SENTENCE_END.search(last.text) is not None and not is_unfinished(last.text)
    return ends and below[1][0].text[0].isupper()


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
    return column[0] - UNDENT * row.height <= token.box.x0 and token.box.center[0] < column[1]


def place(pages: Sequence[Page], kind: DocumentType) -> Form:
    """The rows of a paper, and where the labels of its type stand on them."""
    rows = tuple(row for page in pages for row in rows_of(page))
    labels = labels_of(kind)
    # Cards have labels with their English of their own.
    if not any(label.gloss for label in labels):
        rows = tuple(row for row in map(without_glosses, rows) if row.tokens)
    rows = captions_above(joined_labels(rows, labels), labels)
    form = Form(rows, kind)
    sections = {key_of(x) for item in kind.section for x in item.labels}
    for index, row in enumerate(rows):
        found = labels_on(index, row, labels)
        if found and _is_announced(form, index, found[0]):
            found = found[1:]
        found = [x for x in found if not _is_value(x, row, found, sections)]
        found = [x for x in found if not _is_kind_of_paper(x, row, found)]
        found = [x for x in found if not (x.label in sections and _is_relation(form, x, row))]
        if found:
            form.placed[index] = found
    return form


def _is_value(placed: Placed, row: Row, found: Sequence[Placed], sections: Collection[str]) -> bool:
    """A section's heading that fills the cell right of a label: "Quan hệ | Mẹ" heads nothing.

    In a row of headings all cells but one at most bear labels.
    """
    cell = row.tokens[placed.start].cell
    heads = {row.tokens[x.start].cell for x in found}
    if len(heads) >= max(HEADINGS, len({token.cell for token in row.tokens}) - 1):
        return False
    if cell is None or placed.label not in sections or row.is_one(placed.start, placed.end):
        return False
    left = [x for x in found if x.end <= placed.start and x.label not in sections]
    beside = row.tokens[left[-1].start].cell if left else None
    return beside is not None and beside.column + beside.columns == cell.column


def _is_kind_of_paper(placed: Placed, row: Row, found: Sequence[Placed]) -> bool:
    """The value behind a label names the paper: "Giấy tờ tùy thân: Thẻ căn cước số 0123".

    In a table it has its number in its own cell.
    """
    left = [x for x in found if x.end == placed.start and IDENTITY_PAPER in x.label]
    if not left or row.tokens[placed.end - 1].text.endswith(":"):
        return False
    in_cell = row.table and row.is_one(placed.start, placed.end)
    return bool(in_cell) or row.tokens[placed.start - 1].text.endswith(":")


def _is_relation(form: Form, placed: Placed, row: Row) -> bool:
    """It stands right below the label of a relation, and is one: "Quan hệ với trẻ", "Mẹ đẻ"."""
    if len(placed.label) > SHORT or row.tokens[placed.end - 1].text.endswith(":"):
        return False
    above = (x for x in form.placed.get(placed.row - 1, ()) if RELATION in x.label)
    return any(abs(x.x0 - placed.x0) < row.height and not form.beside(x) for x in above)


def _is_announced(form: Form, index: int, first: Placed) -> bool:
    """A row begins as a label does, but is the sentence that the label right above announces.

    "Lý do như sau:" and below it "Nội dung đề nghị trùng với hồ sơ khác".
    """
    row, above = form.rows[index], form.rows[index - 1]
    placed = form.placed.get(index - 1, ())
    if not placed or row.table or first.start or first.end == len(row.tokens):
        return False
    # "4. Lý do biến động" has none.
    indent = row.tokens[0].box.x0 - above.tokens[0].box.x0
    is_item = is_numbering(above.tokens[0].text) and indent > 0.5 * row.height
    is_part = _PART.match(above.tokens[0].text) is not None
    is_head = is_part or above.text.isupper() or above.text.endswith(":")
    opened = placed[-1].end == len(above.tokens) and (is_head or is_item)
    is_closed = row.tokens[first.end - 1].text.endswith(":") or ":" in row.tokens[first.end].text
    sentence = row.tokens[first.end].text[0].islower() and row.gap(first.end) < row.height
    return opened and sentence and not is_closed
