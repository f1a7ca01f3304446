"""Set a letter on A4 pages: what is drawn where, in points, and the text in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from models.values.kinds import LETTER
from samples.letters import Letter

FONTS = Path(__file__).parent.parent / "node_modules" / "@expo-google-fonts"
FACES = {
    "tinos": "tinos/400Regular/Tinos_400Regular.ttf",
    "tinos-b": "tinos/700Bold/Tinos_700Bold.ttf",
    "tinos-i": "tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "tinos-bi": "tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf",
    "serif": "noto-serif/400Regular/NotoSerif_400Regular.ttf",
    "serif-b": "noto-serif/700Bold/NotoSerif_700Bold.ttf",
    "serif-i": "noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf",
    "serif-bi": "noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic.ttf",
    "hand": "dancing-script/600SemiBold/DancingScript_600SemiBold.ttf",
}
# Forms only: letters of before these faces keep their bytes.
FORM_FACES = {
    "arimo": "arimo/400Regular/Arimo_400Regular.ttf",
    "arimo-b": "arimo/700Bold/Arimo_700Bold.ttf",
    "arimo-i": "arimo/400Regular_Italic/Arimo_400Regular_Italic.ttf",
    "arimo-bi": "arimo/700Bold_Italic/Arimo_700Bold_Italic.ttf",
    "merri": "merriweather/400Regular/Merriweather_400Regular.ttf",
    "merri-b": "merriweather/700Bold/Merriweather_700Bold.ttf",
    "merri-i": "merriweather/400Regular_Italic/Merriweather_400Regular_Italic.ttf",
    "merri-bi": "merriweather/700Bold_Italic/Merriweather_700Bold_Italic.ttf",
    "mono": "cousine/400Regular/Cousine_400Regular.ttf",
    "mono-b": "cousine/700Bold/Cousine_700Bold.ttf",
    "mono-i": "cousine/400Regular_Italic/Cousine_400Regular_Italic.ttf",
    "mono-bi": "cousine/700Bold_Italic/Cousine_700Bold_Italic.ttf",
    "patrick": "patrick-hand/400Regular/PatrickHand_400Regular.ttf",
    "mali-u": "mali/400Regular/Mali_400Regular.ttf",
    "mali": "mali/400Regular_Italic/Mali_400Regular_Italic.ttf",
}
WIDTH, HEIGHT = 595.3, 841.9
LEFT, RIGHT, TOP, BOTTOM = 85.0, 550.0, 57.0, 785.0
HEAD_LEFT, HEAD_RIGHT = 155.0, 405.0
BLACK, BLUE, RED = "black", "blue", "red"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text; `x`, `y` are the left end of its base line in points from the top left.

    `key` names the field whose value it says.
    """

    x: float
    y: float
    text: str
    face: str
    size: float
    ink: str = BLACK
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line in points."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal and the signature across it; `x`, `y` its centre in points."""

    x: float
    y: float
    name: str
    ink: str = RED


@dataclass(frozen=True, slots=True)
class Stamp:
    """A framed mark; `x`, `y` its top left in points."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line in any direction, `thick` in points."""

    x0: float
    y0: float
    x1: float
    y1: float
    thick: float = 0.6
    ink: str = BLACK


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; without `fill` its inside is not painted, without `ink` it has no outline."""

    x0: float
    y0: float
    x1: float
    y1: float
    fill: str | None = None
    ink: str | None = BLACK
    thick: float = 0.7


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle around `x`, `y`."""

    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick, `size` points wide, its lower left corner on the base line."""

    x: float
    y: float
    size: float
    ticked: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or a Code 128 that says `text`; `x`, `y` its top left, sizes in points."""

    x: float
    y: float
    width: float
    height: float
    text: str
    kind: str = "QRCode"


@dataclass(frozen=True, slots=True)
class Scrawl:
    """A signature without a seal, round `x`, `y`."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Portrait:
    """A photograph of nobody: head and shoulders in a frame."""

    x: float
    y: float
    width: float
    height: float


Mark = Text | Rule | Seal | Stamp | Line | Box | Disc | Tick | Code | Scrawl | Portrait


@dataclass(slots=True)
class Sheet:
    """One page, A4 if not said otherwise: what is drawn, and its lines in reading order."""

    marks: list[Mark] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    width: float = WIDTH
    height: float = HEIGHT


@cache
def font(face: str, size: float) -> ImageFont.FreeTypeFont:
    """A font at `size` pixels.

    Raises:
        FileNotFoundError: The fonts are not installed; run `npm ci`.
    """
    path = FONTS / (FACES | FORM_FACES)[face]
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; run `npm ci`.")
    return ImageFont.truetype(str(path), size)


def width(text: str, face: str, size: float) -> float:
    """Width of `text` in points."""
    return _width(text, face) * size / 200


@lru_cache(maxsize=1 << 15)
def _width(text: str, face: str) -> float:
    """Width of `text` at 200 points."""
    return float(font(face, 200).getlength(text))


def wrap(text: str, face: str, size: float, limit: float, first: float = 0.0) -> list[str]:
    """Break `text` into lines of at most `limit` points, the first shorter by `first`."""
    line = ""
    lines: list[str] = []
    for word in text.split():
        longer = f"{line} {word}".strip()
        room = limit - (first if not lines else 0.0)
        if line and width(longer, face, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


class Composer:
    """Sets one letter, page by page."""

    def __init__(self, letter: Letter, family: str, size: float) -> None:
        self.letter, self.family, self.size = letter, family, size
        self.sheets = [Sheet()]
        self.y = TOP

    @property
    def sheet(self) -> Sheet:
        """The page being set."""
        return self.sheets[-1]

    def face(self, style: str = "") -> str:
        """The family's face in a style: "", "b", "i" or "bi"."""
        return f"{self.family}-{style}" if style else self.family

    def put(self, x: float, y: float, text: str, style: str = "", size: float = 0.0) -> None:
        """Draw a line of text."""
        self.sheet.marks.append(Text(x, y, text, self.face(style), size or self.size))

    def centre(self, x: float, y: float, text: str, style: str = "", size: float = 0.0) -> None:
        """Draw a line of text centred on `x`."""
        half = width(text, self.face(style), size or self.size) / 2
        self.put(x - half, y, text, style, size)

    def compose(self) -> list[Sheet]:
        """All pages."""
        self._letterhead()
        self._heading()
        for paragraph in self.letter.body:
            self._paragraph(paragraph)
        self._foot()
        if self.letter.annex:
            self._annex()
        return self.sheets

    def _letterhead(self) -> None:
        letter, leading = self.letter, 15.5
        left = TOP
        for line in letter.agency.parent:
            self.centre(HEAD_LEFT, left, line, size=12)
            left += leading
        for line in letter.agency.name:
            self.centre(HEAD_LEFT, left, line, "b", 12)
            left += leading
        self.sheet.marks.append(Rule(HEAD_LEFT - 28, HEAD_LEFT + 28, left - 10))
        self.centre(HEAD_RIGHT, TOP, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "b", 12)
        self.centre(HEAD_RIGHT, TOP + leading, "Độc lập - Tự do - Hạnh phúc", "b", 13)
        self.sheet.marks.append(Rule(HEAD_RIGHT - 80, HEAD_RIGHT + 80, TOP + leading + 5))
        y = max(left, TOP + 2 * leading) + 12
        self._number_and_date(y)
        self.y = y
        about = self._about(y) if letter.kind == LETTER else []
        number, date = self._number_text(), self._date_text()
        self.sheet.lines += [
            *letter.agency.parent, *letter.agency.name,
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
            number, *about, date,
        ]  # fmt: skip
        for mark in (letter.urgency, letter.secrecy):
            if mark:
                self.sheet.marks.append(Stamp(95, self.y + 14, mark))
                self.sheet.lines.append(mark)
                self.y += 34

    def _number_text(self) -> str:
        return f"Số: {self.letter.number}/{self.letter.symbol}"

    def _date_text(self) -> str:
        date = self.letter.date
        month = f"{date.month:02d}" if date.month < 3 else str(date.month)
        return f"{self.letter.agency.place}, ngày {date.day:02d} tháng {month} năm {date.year}"

    def _number_and_date(self, y: float) -> None:
        letter = self.letter
        number, date = self._number_text(), self._date_text()
        if "so_ky_hieu" in letter.handwritten:
            self._by_hand(HEAD_LEFT, y, "Số: ", letter.number, f"/{letter.symbol}", "", 13)
            before, after = date.split(f"ngày {letter.date.day:02d}")
            self._by_hand(HEAD_RIGHT, y, f"{before}ngày ", f"{letter.date.day:02d}", after, "i", 13)
        else:
            self.centre(HEAD_LEFT, y, number, size=13)
            self.centre(HEAD_RIGHT, y, date, "i", 13)

    def _by_hand(
        self, x: float, y: float, before: str, hand: str, after: str, style: str, size: float
    ) -> None:
        """A printed line with a part written by pen in its gap."""
        face = self.face(style)
        pen = width(hand, "hand", size * 1.3)
        gap = pen + 10
        start = x - (width(before + after, face, size) + gap) / 2
        self.put(start, y, before, style, size)
        at = start + width(before, face, size)
        self.sheet.marks.append(Text(at + 4, y + 1, hand, "hand", size * 1.3, BLUE))
        self.put(at + gap, y, after, style, size)

    def _about(self, y: float) -> list[str]:
        lines = wrap(self.letter.subject, self.face(), 12, 185)
        for i, line in enumerate(lines):
            self.centre(HEAD_LEFT, y + 16 + 14 * i, line, size=12)
        self.y = y + 16 + 14 * len(lines)
        return lines

    def _heading(self) -> None:
        letter, middle = self.letter, (LEFT + RIGHT) / 2
        self.y += 34
        if letter.kind != LETTER:
            self._line(letter.kind.upper(), middle, "b", 14, 18)
            for line in wrap(letter.subject, self.face("b"), 14, 380):
                self._line(line, middle, "b", 14, 18)
            self.sheet.marks.append(Rule(middle - 60, middle + 60, self.y - 10))
            self.y += 10
        if letter.addressees:
            self._addressees()
        self.y += 8

    def _line(self, text: str, x: float, style: str, size: float, leading: float) -> None:
        self.centre(x, self.y, text, style, size)
        self.sheet.lines.append(text)
        self.y += leading

    def _addressees(self) -> None:
        items = self.letter.addressees
        if len(items) == 1:
            self._line(f"Kính gửi: {items[0]}.", (LEFT + RIGHT) / 2, "", 14, 20)
            return
        self.put(200, self.y, "Kính gửi:", "", 14)
        self.sheet.lines.append("Kính gửi:")
        for i, item in enumerate(items):
            if i or width("Kính gửi:", self.face(), 14) > 70:
                self.y += 18
            text = f"- {item}{'.' if item == items[-1] else ';'}"
            self.put(265, self.y, text, "", 14)
            self.sheet.lines.append(text)
        self.y += 20

    def _paragraph(self, text: str) -> None:
        leading, indent = self.size * 1.32, 36.0
        style = "i" if text.startswith(("Căn cứ", "Xét đề nghị")) else ""
        lines = wrap(text, self.face(style), self.size, RIGHT - LEFT, indent)
        for i, line in enumerate(lines):
            if self.y > BOTTOM:
                self._new_page()
            start = LEFT + (indent if i == 0 else 0)
            self._justified(line, start, style, last=i == len(lines) - 1)
            self.sheet.lines.append(line)
            self.y += leading
        self.y += 5

    def _justified(self, line: str, start: float, style: str, *, last: bool) -> None:
        words = line.split()
        face = self.face(style)
        if last or len(words) < 3:
            self.put(start, self.y, line, style)
            return
        spare = RIGHT - start - sum(width(word, face, self.size) for word in words)
        x = start
        for word in words:
            self.put(x, self.y, word, style)
            x += width(word, face, self.size) + spare / (len(words) - 1)

    def _new_page(self) -> None:
        self.sheets.append(Sheet())
        number = str(len(self.sheets))
        self.centre((LEFT + RIGHT) / 2, 40, number, size=13)
        self.sheet.lines.append(number)
        self.y = TOP + 12

    def _foot(self) -> None:
        letter = self.letter
        if self.y > BOTTOM - 190:
            self._new_page()
        top, middle = self.y + 14, 430.0
        self.put(LEFT, top, "Nơi nhận:", "bi", 12)
        self.sheet.lines.append("Nơi nhận:")
        for i, item in enumerate(letter.recipients):
            text = f"- {item}{'.' if item == letter.recipients[-1] else ';'}"
            self.put(LEFT, top + 14 + 13.5 * i, text, "", 11)
            self.sheet.lines.append(text)
        y = top
        for title in letter.titles:
            self.centre(middle, y, title, "b", 14)
            self.sheet.lines.append(title)
            y += 17
        self.sheet.marks.append(Seal(middle - 46, y + 38, " ".join(letter.agency.name)))
        self.centre(middle, y + 97, letter.signer, "b", 14)
        self.sheet.lines.append(letter.signer)
        self.y = y + 110

    def _annex(self) -> None:
        letter, middle = self.letter, (LEFT + RIGHT) / 2
        self._new_page()
        self._line("PHỤ LỤC", middle, "b", 14, 18)
        date = letter.date
        reference = (
            f"(Kèm theo {letter.kind} số {letter.number}/{letter.symbol} "
            f"ngày {date.day:02d} tháng {date.month:02d} năm {date.year})"
        )
        for line in wrap(reference, self.face("i"), 13, 420):
            self._line(line, middle, "i", 13, 17)
        self.y += 12
        for paragraph in letter.annex:
            self._paragraph(paragraph)
