"""Sets a form on its sheets from lines of markup.

Markup: `<b>`, `<i>` and their ends, and `{field}` or `{field.part}` for a value; `{field:60}`
leaves at least 60 points for it. What a page never shows, its paper does not bear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from samples.render import (
    BLACK,
    BLUE,
    HEIGHT,
    RED,
    WIDTH,
    Box,
    Code,
    Line,
    Mark,
    Rule,
    Scrawl,
    Seal,
    Sheet,
    Text,
    Tick,
    width,
)

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
MARKUP = re.compile(r"(</?[bi]>|\{[a-z_0-9.]+(?::\d+)?\})")
# Room for a value that is missing and has none given.
_ROOM = 46.0
# Handwriting is written larger than print.
_PEN_SIZES = {"hand": 1.22, "patrick": 1.18, "mali": 1.0, "mali-u": 1.0}


@dataclass(frozen=True, slots=True)
class Style:
    """How a form is filled.

    Attributes:
        family: Faces of the form: tinos, serif, arimo, merri or mono.
        size: Of the body, points.
        leader: "none"; "dots" after a value to the end of its line; "under" it as well; a "rule"
            under it and to the end.
        value: Style of printed values: "", "b", "i".
        pen: Face of handwriting.
        by_hand: Values written by pen; "*" stands for all.
        leading: Distance of base lines over the size.
    """

    family: str = "tinos"
    size: float = 12.5
    leader: str = "none"
    value: str = ""
    pen: str = "hand"
    by_hand: frozenset[str] = frozenset()
    leading: float = 1.32


@dataclass(frozen=True, slots=True)
class Facts:
    """What a form says.

    Attributes:
        gold: True values by field id.
        shown: How values are printed, by field id or "field.part".
        rows: Printed rows of lists, by field id.
    """

    gold: Mapping[str, object]
    shown: Mapping[str, str]
    rows: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or the room of an empty value; `key` is the value's, "" for other words."""

    text: str
    face: str
    size: float
    ink: str
    glued: bool
    key: str = ""
    least: float = 0.0

    @property
    def wide(self) -> float:
        """Points."""
        return width(self.text, self.face, self.size) if self.text else 0.0

    @property
    def space(self) -> float:
        """Points before it."""
        return 0.0 if self.glued else width(" ", self.face, self.size)


@dataclass(frozen=True, slots=True)
class Signer:
    """A signature block: lines above, the name below, and what is between."""

    above: tuple[str, ...]
    name: str = ""
    seal: str = ""
    signed: bool = True
    room: float = 66.0
    ink: str = RED


class Page:
    """Sets one form."""

    def __init__(
        self,
        facts: Facts,
        style: Style,
        *,
        size: tuple[float, float] = (WIDTH, HEIGHT),
        margins: tuple[float, float, float, float] = (72.0, 45.0, 48.0, 45.0),
        blank: bool = False,
    ) -> None:
        self.facts, self.style, self.blank = facts, style, blank
        self.width, self.height = size
        self.left, self.right = margins[0], self.width - margins[1]
        self.top, self.bottom = margins[2], self.height - margins[3]
        self.sheets = [Sheet(width=self.width, height=self.height)]
        self.y = self.top + 8
        self.used: set[str] = set()
        self.penned: set[str] = set()
        # Within a ruled table nothing is dotted.
        self.ruled = False
        self.last = style.size

    # What is being set.

    @property
    def sheet(self) -> Sheet:
        """The sheet being set."""
        return self.sheets[-1]

    @property
    def middle(self) -> float:
        """Between the margins."""
        return (self.left + self.right) / 2

    def face(self, style: str = "") -> str:
        """The family's face in a style: "", "b", "i" or "bi"."""
        return f"{self.style.family}-{style}" if style else self.style.family

    def value(self, key: str) -> str:
        """What is printed of a value; the paper bears its field then."""
        self.used.add(key.split(".")[0])
        return self.facts.shown[key]

    def cells(self, key: str, empty: int = 3) -> list[list[str]]:
        """Markup for the cells of a list's rows; `empty` rows when there are none."""
        self.used.add(key)
        found = self.facts.rows[key]
        if not found:
            return [["{trong}"] * 9] * empty
        return [
            [f"{{{key}.{i}.{j}}}" for j in range(1, len(row) + 1)] for i, row in enumerate(found, 1)
        ]

    def mark(self, *marks: Mark) -> None:
        """Draw without text."""
        self.sheet.marks.extend(marks)

    def say(self, *lines: str) -> None:
        """Add to what can be read."""
        self.sheet.lines += [line for line in lines if line.strip()]

    def gap(self, points: float) -> None:
        """Leave room."""
        self.y += points

    def need(self, points: float) -> None:
        """A new sheet when the rest of this one is too short."""
        if self.y + points > self.bottom:
            self.new_sheet()

    def new_sheet(self) -> None:
        """Go on overleaf."""
        self.sheets.append(Sheet(width=self.width, height=self.height))
        self.y = self.top + 8

    def end(self) -> None:
        """Nothing more is to be set."""

    # Words.

    def pieces(self, markup: str, size: float, style: str = "") -> list[Piece]:
        """The words of markup."""
        found: list[Piece] = []
        styles = {c for c in "bi" if c in style}
        glued = True
        for part in MARKUP.split(markup):
            if re.fullmatch(r"<[bi]>", part):
                styles.add(part[1])
            elif re.fullmatch(r"</[bi]>", part):
                styles.discard(part[2])
            elif part.startswith("{") and part.endswith("}"):
                found += self._value_pieces(part[1:-1], size, styles, glued)
                glued = True
            elif part:
                found += self._words(part, size, styles, glued)
                glued = not part[-1].isspace()
        return found

    def _words(self, text: str, size: float, styles: set[str], glued: bool) -> list[Piece]:
        face = self.face("".join(sorted(styles)))
        words = text.split()
        if not words:
            return []
        first = glued and not text[0].isspace()
        return [Piece(w, face, size, BLACK, first and i == 0) for i, w in enumerate(words)]

    def _value_pieces(self, spec: str, size: float, styles: set[str], glued: bool) -> list[Piece]:
        key, _, room = spec.partition(":")
        least, text = float(room or 0), self.value(key)
        base = key.split(".")[0]
        face, ink = self.face("".join(sorted(styles | set(self.style.value)))), BLACK
        if text and (self._by_hand(base)):
            self.penned.add(base)
            face, ink = self.style.pen, BLUE
            size *= _PEN_SIZES[face]
        words = text.split()
        if not words:
            return [Piece("", face, size, ink, glued, key, least or _ROOM)]
        pieces = [Piece(w, face, size, ink, glued and i == 0, key) for i, w in enumerate(words)]
        taken = width(text, face, size)
        if least > taken:
            pieces[-1] = replace(pieces[-1], least=pieces[-1].wide + least - taken)
        return pieces

    def _by_hand(self, base: str) -> bool:
        return "*" in self.style.by_hand or base in self.style.by_hand

    def _room_of(self, piece: Piece) -> float:
        return max(piece.wide, piece.least if self._leads() else 0.0)

    def broken(self, pieces: Sequence[Piece], room: float, first: float = 0.0) -> list[list[Piece]]:
        """Lines no longer than `room`, the first shorter by `first`; glued words stay together."""
        lines: list[list[Piece]] = [[]]
        at = first
        for group in _groups(pieces):
            wide = sum(self._room_of(p) + (p.space if i else 0) for i, p in enumerate(group))
            lead = group[0].space if lines[-1] else 0.0
            if lines[-1] and at + lead + wide > room + 0.5:
                lines.append([])
                at, lead = 0.0, 0.0
            lines[-1] += group
            at += lead + wide
        return lines

    def draw(
        self, line: Sequence[Piece], x0: float, x1: float, y: float, align: str, *, last: bool
    ) -> str:
        """One line at the base line `y`; what it says."""
        total = sum(self._room_of(p) + (p.space if i else 0) for i, p in enumerate(line))
        x = {"left": x0, "centre": (x0 + x1 - total) / 2, "right": x1 - total}[align]
        said = ""
        for i, piece in enumerate(line):
            start = x + (piece.space if i else 0.0)
            if piece.text:
                field = piece.key.split(".")[0]
                self.mark(Text(start, y, piece.text, piece.face, piece.size, piece.ink, field))
                said += piece.text if piece.glued or not said else f" {piece.text}"
            end = start + self._room_of(piece)
            if piece.key:
                under = x if i and line[i - 1].key == piece.key else start
                self._dots(piece, under, start + piece.wide, end, y)
            x = end
        tail = line[-1] if line else None
        if tail and tail.key and align == "left" and last and self._leads():
            self._leader(x, x1, y)
        return said

    def _leads(self) -> bool:
        return not self.ruled and (self.blank or self.style.leader != "none")

    def _dots(self, piece: Piece, start: float, text_end: float, end: float, y: float) -> None:
        if self.style.leader in ("under", "rule") and piece.text and not self.ruled:
            self._leader(start, end, y)
        elif end > text_end and self._leads():
            self._leader(text_end, end, y)

    def _leader(self, x0: float, x1: float, y: float) -> None:
        """Leader dots or a rule; no text."""
        size = self.style.size
        if self.style.leader == "rule":
            self.mark(Line(x0, y + 2.6, x1, y + 2.6, 0.5))
            return
        count = int((x1 - x0) / width(".", self.face(), size))
        if count > 1:
            self.mark(Text(x0, y + 1.2, "." * count, self.face(), size))

    # Blocks.

    def para(
        self,
        markup: str,
        *,
        align: str = "left",
        size: float = 0.0,
        style: str = "",
        indent: float = 0.0,
        x0: float | None = None,
        x1: float | None = None,
        spare: int = 0,
    ) -> None:
        """A paragraph; `spare` more dotted lines when the last value is missing."""
        size = size or self.style.size
        x0, x1 = self.left if x0 is None else x0, self.right if x1 is None else x1
        # A base line below smaller print needs more room above it.
        self.y += max(0.0, size - self.last) * 0.9
        self.last = size
        pieces = self.pieces(markup, size, style)
        lines = self.broken(pieces, x1 - x0, indent)
        for i, line in enumerate(lines):
            self.need(size)
            start = x0 + (indent if i == 0 else 0.0)
            last = i == len(lines) - 1
            self.say(self.draw(line, start, x1, self.y, align, last=last))
            self.y += size * self._leading()
        if pieces and not pieces[-1].text and self._leads():
            for _ in range(spare):
                self._leader(x0, x1, self.y)
                self.y += size * self._leading()
        self.y += size * 0.12

    def _leading(self) -> float:
        return max(self.style.leading, 1.42 if self.style.by_hand else 0.0)

    def line(self, markup: str, size: float = 0.0, style: str = "b") -> None:
        """A centred line or more."""
        self.para(markup, align="centre", size=size, style=style)

    def row(self, *cells: str, widths: Sequence[float] = (), size: float = 0.0) -> None:
        """Cells beside each other; `widths` are shares."""
        size = size or self.style.size
        shares = widths or [1.0] * len(cells)
        self.need(size * 1.4)
        x, top, ends, said = self.left, self.y, [self.y], []
        for cell, share in zip(cells, shares, strict=True):
            wide = (self.right - self.left) * share / sum(shares)
            lines, end = self.cell(cell, x, x + wide - 6, top, size)
            said.append(lines)
            ends.append(end)
            x += wide
        if all(len(lines) < 2 for lines in said):
            said = [[" ".join(line for lines in said for line in lines)]]
        self.say(*(line for lines in said for line in lines))
        self.y = max(ends) + size * 0.12

    def columns(self, *sides: Sequence[str], gap: float = 14.0) -> None:
        """Lines of markup in columns beside each other, read one after the other."""
        top, ends = self.y, [self.y]
        wide = (self.right - self.left + gap) / len(sides)
        for i, lines in enumerate(sides):
            x, y = self.left + i * wide, top
            for markup in lines:
                said, y = self.cell(markup, x, x + wide - gap, y, self.style.size)
                self.say(*said)
                y += 2
            ends.append(y)
        self.y = max(ends) + 4

    def cell(
        self, markup: str, x0: float, x1: float, y: float, size: float, align: str = "left"
    ) -> tuple[list[str], float]:
        """Text in a box without page breaks; its lines and the base line after the last."""
        said = []
        for part in markup.split("\n"):
            pieces = self.pieces(part, size)
            lines = self.broken(pieces, x1 - x0)
            if align == "centre" and len(lines) > 1:
                lines = self._balanced(pieces, x1 - x0, len(lines))
            for i, line in enumerate(lines):
                said.append(self.draw(line, x0, x1, y, align, last=i == len(lines) - 1))
                y += size * self._leading()
        return said, y

    def _balanced(self, pieces: Sequence[Piece], room: float, count: int) -> list[list[Piece]]:
        """As many lines, of similar length."""
        while len(self.broken(pieces, room - 4)) == count and room > 60:
            room -= 4
        return self.broken(pieces, room)

    def table(
        self,
        widths: Sequence[float],
        rows: Iterable[Sequence[str]],
        *,
        size: float = 0.0,
        centred: Sequence[int] = (),
        least: float = 0.0,
        pad: float = 4.0,
    ) -> None:
        """A ruled table; rows whose first cell begins with "<b>" are centred."""
        size = size or self.style.size - 1
        shares = (self.right - self.left) / sum(widths)
        edges = [self.left]
        for wide in widths:
            edges.append(edges[-1] + wide * shares)
        self.ruled = True
        for row in rows:
            self._table_row(edges, row, size, centred, least, pad)
        self.ruled = False
        self.y += size

    def _table_row(
        self,
        edges: Sequence[float],
        row: Sequence[str],
        size: float,
        centred: Sequence[int],
        least: float,
        pad: float,
    ) -> None:
        count = [
            sum(len(self.broken(self.pieces(p, size), x1 - x0 - 2 * pad)) for p in cell.split("\n"))
            for cell, x0, x1 in zip(row, edges, edges[1:], strict=False)
        ]
        high = max(max(count) * size * self._leading() + pad * 1.2, least)
        self.need(high)
        top = self.y - size
        head = row[0].startswith("<b>")
        for i, (cell, x0, x1) in enumerate(zip(row, edges, edges[1:], strict=False)):
            align = "centre" if head or i in centred else "left"
            said, _ = self.cell(cell, x0 + pad, x1 - pad, self.y + pad / 2, size, align)
            self.say(*said)
        self.mark(*(Line(x, top, x, top + high) for x in edges))
        self.mark(*(Line(edges[0], y, edges[-1], y) for y in (top, top + high)))
        self.y = top + high + size

    def ticks(self, options: Sequence[tuple[str, bool]], *, widths: Sequence[float] = ()) -> None:
        """Options with boxes to tick, in one row."""
        size = self.style.size
        shares = widths or [1.0] * len(options)
        x = self.left
        self.need(size)
        for (label, ticked), share in zip(options, shares, strict=True):
            self.mark(Tick(x, self.y + 1, size * 0.85, ticked and not self.blank))
            self.mark(Text(x + size * 1.2, self.y, label, self.face(), size))
            x += (self.right - self.left) * share / sum(shares)
        self.say(" ".join(label for label, _ in options))
        self.y += size * 1.44

    def rule(self, half: float, *, up: float = 0.0, x: float | None = None) -> None:
        """A short centred line under a heading."""
        x = self.middle if x is None else x
        self.mark(Rule(x - half, x + half, self.y - up))

    # Parts of every form.

    def motto(self, size: float = 12.0) -> None:
        """Quốc hiệu và tiêu ngữ across the page."""
        self.line(MOTTO[0], size)
        self.line(MOTTO[1], size + 1)
        self.rule(width(MOTTO[1], self.face("b"), size + 1) / 2, up=size * 0.95)
        self.y += 4

    def head(
        self,
        left: Sequence[str],
        right: Sequence[str] = (*MOTTO, "_"),
        *,
        size: float = 12.0,
        share: float = 0.42,
    ) -> None:
        """Agency on the left, quốc hiệu on the right; "_" is a short line below the one before."""
        split = self.left + (self.right - self.left) * share
        room = self.right - split
        size = min(size, size * room / width(MOTTO[0], self.face("b"), size))
        top = self.y
        first, above, below = self._column(left, self.left, split - 8, top, size)
        second, motto, date = self._column(right, split, self.right, top, size)
        # Number and date stand below the line, and are read after both heads.
        self.say(*above, *motto, *below, *date)
        self.y = max(first, second) + 2

    def _column(
        self, lines: Sequence[str], x0: float, x1: float, y: float, size: float
    ) -> tuple[float, list[str], list[str]]:
        """The base line below, and what is said above and below the short line."""
        above: list[str] = []
        below: list[str] = []
        ruled = False
        for line in lines:
            if line == "_":
                half = min((x1 - x0) * 0.3, 70.0)
                self.mark(Rule((x0 + x1) / 2 - half, (x0 + x1) / 2 + half, y - size * 0.95))
                ruled = True
                y += 4
                continue
            if not self.blank and not any(p.text for p in self.pieces(line, size)):
                continue
            bold = line in MOTTO
            # Agencies are printed, whatever else is filled in on dots.
            self.ruled = line.removeprefix("<b>").startswith("{") and not self.blank
            said, y = self.cell(f"<b>{line}</b>" if bold else line, x0, x1, y, size, "centre")
            self.ruled = False
            (below if ruled else above).extend(said)
        return y, above, below

    def sign(self, *signers: Signer, shares: Sequence[float] = ()) -> None:
        """Signature blocks beside each other."""
        size = self.style.size
        self.need(max(len(s.above) for s in signers) * size * 1.5 + 90)
        widths = shares or [1.0] * len(signers)
        x, top, ends = self.left, self.y + 4, []
        # Nobody signs on a rule.
        self.ruled = self.style.leader == "rule"
        for signer, share in zip(signers, widths, strict=True):
            wide = (self.right - self.left) * share / sum(widths)
            ends.append(self._signer(signer, x, x + wide, top))
            x += wide
        self.ruled = False
        self.y = max(ends)

    def _signer(self, signer: Signer, x0: float, x1: float, y: float) -> float:
        size, middle = self.style.size, (x0 + x1) / 2
        for markup in signer.above:
            said, y = self.cell(markup, x0 + 2, x1 - 2, y, size, "centre")
            self.say(*said)
        seal = self.value(signer.seal) if signer.seal else ""
        if seal and not self.blank:
            self.mark(Seal(middle - 34, y + signer.room * 0.46, seal, signer.ink))
        elif signer.above and signer.signed and not self.blank:
            self.mark(Scrawl(middle, y + signer.room * 0.35))
        y += signer.room
        if signer.name:
            said, y = self.cell(signer.name, x0 + 2, x1 - 2, y, size, "centre")
            self.say(*said)
        return y

    def code(
        self, x: float, y: float, wide: float, text: str, kind: str = "QRCode", high: float = 0.0
    ) -> None:
        """A code that says `text`; nothing on a blank form."""
        if text and not self.blank:
            self.mark(Code(x, y, wide, high or wide, text, kind))

    def frame(self, x0: float, y0: float, x1: float, y1: float, ink: str = BLACK) -> None:
        """A rectangle."""
        self.mark(Box(x0, y0, x1, y1, ink=ink))


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Words with what is glued to them."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if piece.glued and groups:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups
