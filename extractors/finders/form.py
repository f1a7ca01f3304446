"""The printed labels of a form, placed on its pages, and the words beside and below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.fuzz import partial_ratio_alignment

from models.doctypes import DocumentType
from models.geometry import Box
from models.page import Page, Word
from models.values.text import fold

# A label misread in so many of a hundred letters is still that label; a short one must fit.
LIKE_A_LABEL = 86.0
SHORT = 5
# So many more words than a type knows of may a label have.
MOST_TAIL_WORDS = 12
# Words further apart than so many of their heights are not of one phrase.
APART = 1.6
# A row further below than so many heights does not go on with what is above it.
NEXT_ROW = 1.5
# A row ends where the next word would not have fitted, give or take this share of the page.
ROOM = 0.06

_NUMBERED = re.compile(r"^\W*(\d{1,2}|[a-zđ]|[ivx]{1,4})?(\.\d{1,2})?\W*$", re.IGNORECASE)
# Between a label and its colon: a note, a footnote's number, a gloss in English.
_TAIL = re.compile(r"^[(/\[*].{0,60}?:|^\(?\d\)?\s?:")
_PIECES = re.compile(r"[^:]*:|[^:]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or its part up to or behind a colon."""

    text: str
    letters: str
    box: Box
    word: Word


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens of one line of a page, left to right."""

    page: Page
    tokens: tuple[Token, ...]

    @property
    def height(self) -> float:
        """Median height of the words, pixels."""
        heights = sorted(token.box.height for token in self.tokens)
        return heights[len(heights) // 2]

    def gap(self, index: int) -> float:
        """Room before a token that is not the first, pixels."""
        return self.tokens[index].box.x0 - self.tokens[index - 1].box.x1

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
    """A label on a row: its letters, and its tokens from `start` to before `end`."""

    label: str
    row: int
    start: int
    end: int
    x0: float


Span = tuple[Row, tuple[Token, ...]]


@dataclass
class Form:
    """The rows of a paper with the labels of its type."""

    rows: tuple[Row, ...]
    kind: DocumentType
    placed: dict[int, list[Placed]] = field(default_factory=dict)

    def all_placed(self, labels: Iterable[str], section: str | None) -> Iterator[Placed]:
        """Where `labels` stand, in their order and that of reading; None is every section."""
        for label in map(letters_of, labels):
            for row in sorted(self.placed):
                for found in self.placed[row]:
                    if found.label == label and section in (None, self.section_of(found)):
                        yield found

    def section_of(self, placed: Placed) -> str:
        """The section that a label stands in, "" before the first one.

        Headings of sections on one row stand above columns.
        """
        bands = [row for row in self._headings if row <= placed.row]
        for row in reversed(bands):
            band = self._headings[row]
            left = [item for item in band if item[0].x0 <= placed.x0 + self.rows[row].height]
            if left:
                return left[-1][1]
            if len(band) == 1 and row < placed.row:
                return band[0][1]
        return ""

    @cached_property
    def _headings(self) -> dict[int, list[tuple[Placed, str]]]:
        named = {letters_of(x): item.id for item in self.kind.section for x in item.labels}
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

    def beside(self, placed: Placed) -> tuple[Token, ...]:
        """The tokens right of a label, up to the next one."""
        row = self.rows[placed.row]
        return row.tokens[placed.end : self._next_start(placed)]

    def _next_start(self, placed: Placed) -> int:
        after = [x.start for x in self.placed[placed.row] if x.start >= placed.end]
        return min(after, default=len(self.rows[placed.row].tokens))

    def column(self, placed: Placed) -> tuple[float, float]:
        """Left and right end of the room that a label and its value have."""
        row = self.rows[placed.row]
        start = self._next_start(placed)
        if start < len(row.tokens):
            return placed.x0, row.tokens[start].box.x0
        return placed.x0, max(self._edges[row.page.number], row.x1)

    def value(self, placed: Placed, *, wraps: bool) -> list[Span]:
        """The tokens of a label's value: beside it, on the rows that go on with it, or below."""
        row = self.rows[placed.row]
        beside = self.beside(placed)
        if not any(token.letters for token in beside):
            if beside:
                return []  # leader dots
            below = self._under(placed.row, self.column(placed), 2 * NEXT_ROW)
            return [below] if below else []
        spans: list[Span] = [(row, beside)]
        if not wraps:
            return spans
        column = self.column(placed)
        at = placed.row
        while (more := self._under(at, column, NEXT_ROW)) and self._is_full(
            spans[-1], more, column
        ):
            spans.append(more)
            at = self.rows.index(more[0], at)
        return spans

    def _is_full(self, above: Span, below: Span, column: tuple[float, float]) -> bool:
        """The first word below would not have fitted behind the last one above."""
        room = column[1] - above[1][-1].box.x1
        first = below[1][0].box
        return first.width + 0.3 * first.height > room - ROOM * above[0].page.width

    def _under(self, at: int, column: tuple[float, float], heights: float) -> Span | None:
        """What stands in a column on the next row down, unless a label begins there."""
        above = self.rows[at]
        for index in range(at + 1, min(at + 4, len(self.rows))):
            row = self.rows[index]
            if row.page is not above.page:
                return None
            y1 = max(token.box.y1 for token in above.tokens)
            y0 = min(token.box.y0 for token in row.tokens)
            if y0 - y1 > heights * above.height:
                return None
            slack = 1.5 * row.height
            inside = [
                i for i, token in enumerate(row.tokens)
                if column[0] - slack <= token.box.x0 and token.box.center[0] < column[1]
            ]  # fmt: skip
            if not inside:
                continue
            if inside[0] and row.gap(inside[0]) < APART * row.height:
                return None  # the end of something that begins left of the column
            cut = [x.start for x in self.placed.get(index, ()) if x.start in inside]
            tokens = tuple(row.tokens[i] for i in inside if i < min(cut, default=len(row.tokens)))
            starts_item = bool(_NUMBERED.match(tokens[0].text)) if tokens else False
            if not tokens or (starts_item and tokens[0].text[-1:] in ".)"):
                return None
            return row, tokens
        return None


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


def _rows(page: Page) -> Iterator[Row]:
    for line in page.lines:
        tokens = tuple(token for word in line.words for token in _tokens(word))
        if tokens:
            yield Row(page, tokens)


def _tokens(word: Word) -> Iterator[Token]:
    pieces = _PIECES.findall(word.text)
    at, width = 0, word.box.width / max(1, len(word.text))
    for piece in pieces:
        x0 = word.box.x0 + at * width
        at += len(piece)
        box = Box(x0, word.box.y0, word.box.x0 + at * width, word.box.y1)
        yield Token(piece, letters_of(piece), box, word)


def _labels(kind: DocumentType) -> dict[str, bool]:
    """All labels of a type by their letters, longest first, and whether they stand in text."""
    found = {letters_of(label): False for label in kind.stops}
    found |= {letters_of(label): False for item in kind.section for label in item.labels}
    for item in kind.field:
        for finder in item.find:
            for label in finder.labels:
                found[letters_of(label)] = finder.inline or found.get(letters_of(label), False)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _on_row(index: int, row: Row, labels: dict[str, bool]) -> list[Placed]:
    """The labels of a row, left to right; the longer one where two would overlap."""
    starts, at = [], 0
    for token in row.tokens:
        starts.append(at)
        at += len(token.letters)
    starts.append(at)
    letters = "".join(token.letters for token in row.tokens)
    taken: list[Placed] = []
    # What fits to the letter goes first: labels are like each other.
    for find in (_exact, _nearly):
        for label, inline in labels.items():
            for first, last in find(label, letters):
                placed = _snap(index, row, label, starts, first, last)
                if placed is None or any(_overlap(placed, other) for other in taken):
                    continue
                if inline or _leads(row, placed):
                    taken.append(placed)
    return sorted(taken, key=lambda item: item.start)


def _overlap(one: Placed, other: Placed) -> bool:
    return one.start < other.end and other.start < one.end


def _exact(label: str, letters: str) -> Iterator[tuple[int, int]]:
    """Where a label stands to the letter among a row's letters."""
    at = letters.find(label)
    while at >= 0:
        yield at, at + len(label)
        at = letters.find(label, at + len(label))


def _nearly(label: str, letters: str) -> Iterator[tuple[int, int]]:
    """Where a label stands misread."""
    if len(label) <= SHORT or len(letters) < len(label) - 2:
        return
    found = partial_ratio_alignment(label, letters, score_cutoff=LIKE_A_LABEL)
    if found is not None and abs(found.dest_end - found.dest_start - len(label)) <= 2:
        yield found.dest_start, found.dest_end


def _snap(
    index: int, row: Row, label: str, starts: Sequence[int], first: int, last: int
) -> Placed | None:
    """A label on whole tokens, a letter more or less for one misread; None when it cuts a word."""
    slack = 0 if len(label) <= SHORT else 1 + (len(label) > 2 * SHORT)
    sized = [i for i, token in enumerate(row.tokens) if token.letters]
    begin = min(sized, key=lambda i: abs(starts[i] - first))
    end = min((i for i in sized if i >= begin), key=lambda i: abs(starts[i + 1] - last))
    if abs(starts[begin] - first) > slack or abs(starts[end + 1] - last) > slack:
        return None
    end = _behind_tail(row, end + 1)
    return Placed(label, index, begin, end, row.tokens[begin].box.x0)


def _behind_tail(row: Row, end: int) -> int:
    """The first token behind a label's note and colon."""
    if row.tokens[end - 1].text.endswith(":"):
        return end
    rest = row.tokens[end:]
    tail = _TAIL.match(" ".join(token.text for token in rest))
    if tail is not None:
        return end + len(tail.group().split())
    # "Tiếp nhận hồ sơ của ông/bà/tổ chức:": the rest of a longer label.
    for size, token in enumerate(rest[:MOST_TAIL_WORDS], 1):
        if token.letters and not (token.text[0].islower() or token.text[0] in "(/"):
            break
        if token.text.endswith(":"):
            return end + size
    return end


def _leads(row: Row, placed: Placed) -> bool:
    """A label begins a row, stands apart from what is before it, or has a colon.

    So short a one that names may be like it has a colon.
    """
    before = row.tokens[: placed.start]
    if row.tokens[placed.end - 1].text.endswith(":"):
        return True
    if len(placed.label) <= SHORT:
        return False
    if all(_NUMBERED.match(token.text) for token in before[-2:]) and len(before) <= 2:
        return True
    return row.gap(placed.start) > APART * row.height or before[-1].text.endswith((";", "("))
