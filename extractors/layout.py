"""Words to lines in reading order.

A letter has one column except in two places: the letterhead (agency left, national motto right,
Nghị định 30/2020/NĐ-CP, appendix I) and the foot ("Nơi nhận" left, signature right). Both are
found by their own words; everything else, tables included, is read row by row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from unicodedata import category

from models.geometry import Box, union
from models.page import Line, Word, Zone
from models.values.symbols import NUMBER_LINE
from models.values.text import fold
from models.values.titles import likeness

# Tokens without a letter or digit are specks, rules and ink, except these.
_MARKS = frozenset("-–—+/&*")

# "Số: 123 /QĐ - UBND" has no more words; a sentence that ends in a code has.
MOST_NUMBER_WORDS = 7
# A line this much like a known title is one.
LIKE_A_TITLE = 0.75

_MOTTO = re.compile(r"cong h?oa|xa hoi|chu nghia|viet nam")
_DATE = re.compile(r"n[gq][a-z]y.{0,12}th?ang|thang.{0,8}nam \d|nam (19|20)\d\d")
_ABOUT = re.compile(r"^\W*v\s?[/.,]\s?v\b|^ve viec\b")
_RECIPIENTS = re.compile(r"^\W*[nx][oe0]i ?nh[ae][nm]\b")


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one base line across the whole page, left to right."""

    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        """The box around all words."""
        return union(word.box for word in self.words)

    @property
    def folded(self) -> str:
        """The row's text without case and marks."""
        return fold(" ".join(word.text for word in self.words))


def reading_order(
    words: Sequence[Word], stamps: Sequence[Line] = (), seals: Sequence[Box] = ()
) -> tuple[Line, ...]:
    """Order words of a deskewed page image into lines.

    Args:
        words: In any order; `line` numbers of one engine line stay together.
        stamps: Marks that stand outside the text; they follow the letterhead.
        seals: Boxes around round seals, which stand in signature blocks.
    """
    rows = _rows([word for word in words if _is_text(word.text)])
    head, rest = _split_letterhead(rows)
    body, foot = _split_foot(rest, seals)
    return (*head, *stamps, *(Line(row.words) for row in body), *foot)


def _is_text(text: str) -> bool:
    # Modifier letters such as a lone "ˆ" are specks too.
    return any(c.isalnum() and category(c) != "Lm" for c in text) or text in _MARKS


def _rows(words: Sequence[Word]) -> list[Row]:
    """Group words into rows by their vertical middle, top row first."""
    pieces = _pieces(words)
    rows: list[list[tuple[Word, ...]]] = []
    for piece in sorted(pieces, key=lambda p: _middle(p)):
        row = next((r for r in reversed(rows[-4:]) if _same_row(r, piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    done = [Row(tuple(sorted((w for p in r for w in p), key=lambda w: w.box.x0))) for r in rows]
    return sorted(done, key=lambda row: row.box.center[1])


def _pieces(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Engine lines, cut where a gap is wider than two letters' heights."""
    by_line: dict[int, list[Word]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    pieces: list[tuple[Word, ...]] = []
    for line in by_line.values():
        line.sort(key=lambda w: w.box.x0)
        height = _median([w.box.height for w in line])
        piece = [line[0]]
        for left, right in zip(line, line[1:], strict=False):
            if right.box.x0 - left.box.x1 > 2.2 * height:
                pieces.append(tuple(piece))
                piece = []
            piece.append(right)
        pieces.append(tuple(piece))
    return pieces


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _middle(words: Sequence[Word]) -> float:
    return _median([word.box.center[1] for word in words])


def _same_row(row: Sequence[tuple[Word, ...]], piece: tuple[Word, ...]) -> bool:
    box, other = union(w.box for w in piece), union(w.box for p in row for w in p)
    if box.horizontal_overlap(other) > 0.3 and any(
        union(w.box for w in p).horizontal_overlap(box) > 0.3 for p in row
    ):
        return False
    nearest = min(row, key=lambda p: abs(union(w.box for w in p).center[0] - box.center[0]))
    heights = _median([w.box.height for w in (*nearest, *piece)])
    return abs(_middle(nearest) - _middle(piece)) < 0.45 * heights


def _split_letterhead(rows: list[Row]) -> tuple[list[Line], list[Row]]:
    """The two-column letterhead as ordered lines, and the rows below it."""
    start = _find(rows[:12], _MOTTO)
    if start is None or not _is_motto(rows[start].folded):
        return [], rows
    split = _column_split(rows, start)
    if split is None:
        return [], rows
    end = _letterhead_end(rows, start, split)
    left = _column(rows[:end], split, Zone.HEAD_LEFT)
    right = _column(rows[:end], split, Zone.HEAD_RIGHT)
    number, date = _index(left, NUMBER_LINE), _index(right, _DATE)
    ordered = left[:number] + right[:date] + left[number:] + right[date:]
    return ordered, rows[end:]


def _column(rows: Sequence[Row], split: float, zone: Zone) -> list[Line]:
    """What stands on one side of the split, as lines of `zone`."""
    left = zone in (Zone.HEAD_LEFT, Zone.FOOT_LEFT)
    head = zone in (Zone.HEAD_LEFT, Zone.HEAD_RIGHT)
    sides = (
        (_side if head and not _ABOUT.search(row.folded) else _side_of_runs)(row, split, left=left)
        for row in rows
    )
    return [Line(words, zone) for words in sides if words]


def _is_motto(folded: str) -> bool:
    return len(_MOTTO.findall(folded)) >= 2


def _find(rows: Sequence[Row], pattern: re.Pattern[str]) -> int | None:
    return next((i for i, row in enumerate(rows) if pattern.search(row.folded)), None)


def _index(lines: Sequence[Line], pattern: re.Pattern[str]) -> int:
    """Index of the first line that matches, else the number of lines."""
    return next((i for i, x in enumerate(lines) if pattern.search(fold(x.text))), len(lines))


def _column_split(rows: Sequence[Row], start: int) -> float | None:
    """The x between the two columns: left of the motto, right of what stands beside it."""
    motto = [i for i, w in enumerate(rows[start].words) if fold(w.text).startswith("cong")]
    words = rows[start].words
    if not motto:
        gaps = [(b.box.x0 - a.box.x1, b.box.x0) for a, b in zip(words, words[1:], strict=False)]
        return max(gaps)[1] - 1 if gaps else words[0].box.x0 - 1
    first = words[motto[0]]
    left = words[motto[0] - 1].box.x1 if motto[0] else None
    return (left + first.box.x0) / 2 if left is not None else first.box.x0 - first.box.height / 2


def _letterhead_end(rows: Sequence[Row], start: int, split: float) -> int:
    """Index of the first row below the letterhead.

    It ends where text runs across the split, or where the right column, having given the date,
    and the left column, having given the number, stand alone no more.
    """
    end, dated = start + 1, False
    for i in range(start + 1, min(len(rows), start + 14)):
        left = fold(" ".join(w.text for w in _side(rows[i], split, left=True)))
        right = fold(" ".join(w.text for w in _side(rows[i], split, left=False)))
        is_date = not dated and bool(_DATE.search(right))
        is_number = NUMBER_LINE.search(left) and len(left.split()) <= MOST_NUMBER_WORDS
        if not (is_date or is_number or _ABOUT.search(left)):
            apart = rows[i].box.y0 - rows[i - 1].box.y1 > 2.5 * _height(rows[i])
            if dated or apart or _crosses(rows[i], split):
                break
        dated = dated or is_date
        end = i + 1
    while end < len(rows) and _is_narrow(rows[end], rows[end - 1], split):
        end += 1
    return end


def _height(row: Row) -> float:
    return _median([word.box.height for word in row.words])


def _crosses(row: Row, split: float) -> bool:
    """Text runs through the split without a gap."""
    left, right = _side(row, split, left=True), _side(row, split, left=False)
    if not left or not right:
        return any(w.box.x0 < split < w.box.x1 for w in row.words) and len(row.words) > 2
    gap = right[0].box.x0 - left[-1].box.x1
    return gap < 1.2 * _median([w.box.height for w in row.words])


def _is_narrow(row: Row, above: Row, split: float) -> bool:
    """The row continues the left column: wholly left of the split and close to the row above."""
    box = row.box
    return (
        box.x1 < split + 0.5 * box.height
        and box.y0 - above.box.y1 < 1.2 * box.height
        and not _RECIPIENTS.search(row.folded)
        and not row.folded.startswith("kinh")
    )


def _side(row: Row, split: float, *, left: bool) -> tuple[Word, ...]:
    return tuple(word for word in row.words if (word.box.center[0] < split) == left)


def _side_of_runs(row: Row, split: float, *, left: bool) -> tuple[Word, ...]:
    """As `_side`, but words without a gap between them stay together.

    A name is centred under its title and may begin left of it.
    """
    height = _median([word.box.height for word in row.words])
    runs: list[list[Word]] = [[row.words[0]]]
    for before, word in zip(row.words, row.words[1:], strict=False):
        if word.box.x0 - before.box.x1 > 1.3 * height:
            runs.append([])
        runs[-1].append(word)
    return tuple(
        word
        for run in runs
        for word in run
        if (union(w.box for w in run).center[0] < split) == left
    )


def _split_foot(rows: list[Row], seals: Sequence[Box]) -> tuple[list[Row], list[Line]]:
    """The rows above the foot, and the foot: recipients, then the signature block."""
    sealed = _sealed_foot(rows, seals)
    start = _recipients(rows)
    if start is not None:
        split = sealed[1] if sealed else _foot_split(rows, start)
        top = start if split is None else _top_of_signature(rows, start, split)
        top = min(top, sealed[0]) if sealed else top
    elif sealed is not None:
        top, split = sealed
    else:
        return rows, []
    if split is None:
        return rows, []
    left = _column(rows[top:], split, Zone.FOOT_LEFT)
    return rows[:top], left + _column(rows[top:], split, Zone.FOOT_RIGHT)


def _recipients(rows: Sequence[Row]) -> int | None:
    """The last row that begins with "Nơi nhận", misread or not."""
    clear = [i for i, row in enumerate(rows) if _RECIPIENTS.search(row.folded)]
    return clear[-1] if clear else None


def _sealed_foot(rows: Sequence[Row], seals: Sequence[Box]) -> tuple[int, float] | None:
    """First row of the signature block with the lowest seal under a title, and its left edge.

    The seal covers the left third of the signature (Nghị định 30/2020/NĐ-CP, appendix I), so
    what is centred right of its left edge belongs to the block.
    """
    for seal in sorted(seals, key=lambda box: -box.y0):
        radius, top = seal.height / 2, seal.y0 - 1.4 * seal.height / 2
        for i, row in enumerate(rows):
            if not top < row.box.center[1] < seal.y0 + radius:
                continue
            text = " ".join(w.text for w in _side_of_runs(row, seal.x0, left=False))
            if likeness(text) >= LIKE_A_TITLE:
                return i, seal.x0
    return None


def _top_of_signature(rows: Sequence[Row], start: int, split: float) -> int:
    anchor, top = rows[start].words[0].box, start
    while top > 0 and _belongs_to_signature(rows[top - 1], anchor, split):
        top -= 1
    return top


def _foot_split(rows: Sequence[Row], start: int) -> float | None:
    """The x between recipients and signature, or None when nothing stands beside them.

    The widest gap of each row is a vote for where the right block begins; the leftmost start
    of the right block wins, as signatures are centred.
    """
    anchor = rows[start].words[0].box
    starts = []
    for row in rows[start : start + 12]:
        words = row.words
        if words[0].box.x0 > anchor.x0 + 12 * anchor.height:
            starts.append(words[0].box.x0)
            continue
        gaps = [(b.box.x0 - a.box.x1, b.box.x0) for a, b in zip(words, words[1:], strict=False)]
        wide = [x for gap, x in gaps if gap > 2.0 * anchor.height]
        if wide:
            starts.append(wide[-1] if len(wide) > 1 else wide[0])
    return min(starts) - 1 if starts else None


def _belongs_to_signature(row: Row, anchor: Box, split: float) -> bool:
    """A title line that stands a little higher than "Nơi nhận"."""
    box = row.box
    return box.x0 > split - box.height and anchor.y0 - box.y1 < 2.0 * anchor.height


def map_words(words: Sequence[Word], transform: Callable[[Box], Box]) -> tuple[Word, ...]:
    """The words with their boxes taken through `transform`."""
    return tuple(replace(word, box=transform(word.box)) for word in words)
