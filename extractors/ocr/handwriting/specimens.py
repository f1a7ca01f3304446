"""Made-up specimens of handwritten numbers and days, to train the net on.

Each is the strip of a letterhead as `regions` cuts it: printed words left and right, and between
them digits in some hand, from fonts of handwriting or from pen strokes, scanned badly or well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extractors.ocr.handwriting.net import ABOVE, BELOW, to_height
from extractors.ocr.handwriting.skeletons import SHAPES, smooth
from models.page import REJECT
from models.values.agencies import ABBREVIATIONS
from models.values.kinds import CODES

Grey = NDArray[np.uint8]
Rng = np.random.Generator

# Specimens are drawn with capitals this many pixels high.
CAP = 38
_GLYPH = 96


@dataclass(frozen=True, slots=True)
class Specimen:
    """A strip of the net's height, dark on white, and the digits and slashes on it."""

    pixels: Grey
    text: str


@dataclass(frozen=True, slots=True)
class Hands:
    """Where digits come from.

    Attributes:
        fonts: For each font the ten digits, masks of ink (255) cut to their boxes.
        crops: For each digit crops of real ones, dark on white; may be empty.
        upright: Fonts of print for numbers.
        italic: Fonts of print for dates.
    """

    fonts: Sequence[Sequence[Grey]]
    crops: Sequence[Sequence[Grey]]
    upright: Sequence[Path]
    italic: Sequence[Path]


def load_hands(
    fonts: Sequence[Path],
    upright: Sequence[Path],
    italic: Sequence[Path],
    crops: Path | None = None,
) -> Hands:
    """Load handwriting fonts (files that FreeType reads) and a folder `crops/<digit>/*.png`.

    Raises:
        OSError: A file cannot be read.
    """
    real: list[list[Grey]] = [[] for _ in range(10)]
    for digit in range(10) if crops else ():
        assert crops is not None
        for path in sorted((crops / str(digit)).iterdir()):
            pixels = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
            if pixels is None:
                raise OSError(f"{path} is not an image.")
            real[digit].append(_cut(np.asarray(255 - pixels, np.uint8)))
    return Hands([_digits_of(path) for path in fonts], real, upright, italic)


def _digits_of(path: Path) -> list[Grey]:
    face = ImageFont.truetype(str(path), 120)
    found = []
    for digit in "0123456789":
        x0, y0, x1, y1 = (int(v) for v in face.getbbox(digit))
        image = Image.new("L", (x1 - x0 + 8, y1 - y0 + 8), 0)
        ImageDraw.Draw(image).text((4 - x0, 4 - y0), digit, 255, face)
        found.append(_cut(np.asarray(image)))
    return found


def _cut(mask: Grey) -> Grey:
    x, y, w, h = cv2.boundingRect((mask > 100).astype(np.uint8))
    return np.ascontiguousarray(mask[y : y + h, x : x + w])


def make_specimen(rng: Rng, hands: Hands) -> Specimen:
    """One specimen."""
    part = str(rng.choice(("number", "day", "month", "year"), p=(0.6, 0.22, 0.12, 0.06)))
    return _number(rng, hands) if part == "number" else _date(rng, hands, part)


def _number(rng: Rng, hands: Hands) -> Specimen:
    """The row "Số: 123/QĐ-UBND", cut off somewhere after the slash."""
    sheet, face = _Sheet(rng), _pick(rng, hands.upright)
    left = sheet.x + CAP * rng.uniform(-0.3, 0.35)
    sheet.print(str(rng.choice(_LABELS)), face)
    sheet.space(rng.uniform(-0.25, 1.5) if rng.random() < 0.7 else rng.uniform(-0.25, 0.1))
    length = int(rng.choice((1, 2, 3, 4, 5), p=(0.08, 0.22, 0.34, 0.31, 0.05)))
    number = str(rng.integers(10 ** (length - 1), 10**length))
    text = _fill(rng, sheet, number if rng.random() > 0.06 else "0" + number, face, hands)
    if text and rng.random() < 0.02:
        sheet.print(str(rng.choice(tuple("abcABC"))), face)
        text += REJECT
    sheet.space(rng.uniform(-0.25, 1.2) if rng.random() < 0.7 else rng.uniform(-0.25, 0.1))
    if rng.random() < 0.08:
        year = str(rng.integers(2005, 2031))
        sheet.print(f"/{year}/", face)
        text += f"/{year}/"
        right = sheet.x + CAP * rng.uniform(0.3, 1.2)
    else:
        right = sheet.x + CAP * rng.uniform(1.0, 3.4)
        sheet.print("/", face)
        text += "/"
        if rng.random() < 0.15:
            sheet.space(rng.uniform(0.1, 0.6))
    groups = (_CODES if rng.random() < 0.4 else _AGENCIES, _AGENCIES)
    sheet.print("-".join(str(rng.choice(group)) for group in groups), face)
    _clutter(rng, sheet, face)
    return Specimen(_scan(rng, sheet.pixels, left, right), text)


def _date(rng: Rng, hands: Hands, part: str) -> Specimen:
    """Day, month or year between the ends of the words around it."""
    sheet = _Sheet(rng)
    face = _pick(rng, hands.italic if rng.random() < 0.85 else hands.upright)
    before, after = _AROUND[part]
    left = sheet.x + CAP * rng.uniform(-0.5, 0.8)
    sheet.print(before, face)
    sheet.space(rng.uniform(0.05, 0.8))
    if part == "year":
        text = f"{rng.integers(2000, 2040)}"
        if rng.random() < 0.6:
            sheet.print(text, face)
        else:
            sheet.print("20", face)
            text = "20" + _fill(rng, sheet, text[2:], face, hands)
    else:
        value = str(rng.integers(1, 32 if part == "day" else 13))
        text = _fill(rng, sheet, value.zfill(2) if rng.random() < 0.6 else value, face, hands)
    sheet.space(rng.uniform(-0.1, 0.8))
    right = sheet.x + CAP * rng.uniform(0.6, 1.5)
    sheet.print(after, face)
    _clutter(rng, sheet, face)
    return Specimen(_scan(rng, sheet.pixels, left, right), text)


def _pick(rng: Rng, fonts: Sequence[Path]) -> ImageFont.FreeTypeFont:
    return _face(fonts[int(rng.integers(len(fonts)))])


@cache
def _face(path: Path) -> ImageFont.FreeTypeFont:
    """A font of print with capitals as high as specimens have them."""
    return ImageFont.truetype(str(path), round(CAP / 0.66))


_LABELS = (*("Số:",) * 6, "Số", "Số :", "SỐ:", "Số.")
_AROUND = {"day": ("ngày", "tháng"), "month": ("tháng", "năm"), "year": ("năm", "")}
_CODES = tuple(sorted({code for codes in CODES.values() for code in codes}))
_AGENCIES = tuple(sorted(ABBREVIATIONS))


class _Sheet:
    """A strip that is drawn on from left to right, with room above and below."""

    def __init__(self, rng: Rng) -> None:
        self.rng = rng
        self.base = round(3.2 * CAP)
        self.pixels = np.full((round(5.4 * CAP), 24 * CAP), 255, np.uint8)
        self.x = 2.0 * CAP
        self.ink = int(rng.uniform(0, 70))

    def space(self, caps: float) -> None:
        self.x += caps * CAP

    def print(self, text: str, face: ImageFont.FreeTypeFont) -> None:
        image = Image.fromarray(self.pixels)
        ImageDraw.Draw(image).text((self.x, self.base), text, self.ink, face, anchor="ls")
        self.pixels = np.array(image)
        self.x += face.getlength(text)

    def blot(self, mask: Grey, x: float, y: float, ink: int) -> None:
        """Put a mask of ink with its top left at (x, y)."""
        x0, y0 = round(x), round(y)
        cut = mask[max(0, -y0) :, max(0, -x0) :]
        x0, y0 = max(0, x0), max(0, y0)
        cut = cut[: self.pixels.shape[0] - y0, : self.pixels.shape[1] - x0]
        if cut.size:
            there = self.pixels[y0 : y0 + cut.shape[0], x0 : x0 + cut.shape[1]]
            shade = 255 - (cut.astype(np.int32) * (255 - ink)) // 255
            np.minimum(there, shade.astype(np.uint8), out=there)


def _fill(rng: Rng, sheet: _Sheet, digits: str, face: ImageFont.FreeTypeFont, hands: Hands) -> str:
    """Write the digits, or leave the place blank or spoilt; what is to be read there."""
    fate = rng.random()
    if fate < 0.06:
        sheet.space(rng.uniform(0.5, 4))
        if rng.random() < 0.5:
            _dots(rng, sheet, sheet.x - 3 * CAP, sheet.x)
        return ""
    if fate < 0.30:
        sheet.print(digits, face)
        return digits
    start = sheet.x
    _write(rng, sheet, digits, hands)
    if fate < 0.325:
        _strike(rng, sheet, start, sheet.x)
        return REJECT
    if rng.random() < 0.06:
        _dots(rng, sheet, start, sheet.x)
    return digits


def _write(rng: Rng, sheet: _Sheet, digits: str, hands: Hands) -> None:
    """Digits in one hand: one size, slant, pen and slope, each digit a little off."""
    source = rng.random()
    font = hands.fonts[int(rng.integers(len(hands.fonts)))] if source < 0.4 else None
    real = font is None and any(hands.crops) and source < 0.6
    height = CAP * rng.uniform(0.8, 1.85)
    width = rng.uniform(0.75, 1.35)
    slant = rng.normal(0.12, 0.18)
    pen = rng.uniform(0.045, 0.16) * CAP
    ink = int(rng.uniform(0, 110))
    gap = rng.normal(0.04, 0.15)
    drop = rng.normal(0.05, 0.14) * CAP
    slope = rng.normal(0, 0.05)
    start = sheet.x
    shapes = {d: int(rng.integers(len(SHAPES[d]))) for d in SHAPES}
    for digit in digits:
        tall = height * rng.uniform(0.85, 1.15)
        if font is not None:
            mask = _fit(font[int(digit)], tall, width)
        elif real and hands.crops[int(digit)]:
            crops = hands.crops[int(digit)]
            mask = _fit(crops[int(rng.integers(len(crops)))], tall, width)
        else:
            mask = _draw(rng, digit, shapes[digit], tall, width, pen)
        mask = _warp(rng, mask, slant + rng.normal(0, 0.05))
        if font is not None:
            mask = _thicken(rng, mask)
        bottom = sheet.base + drop + slope * (sheet.x - start) + rng.normal(0, 0.06) * CAP
        sheet.blot(mask, sheet.x - 3, bottom - mask.shape[0] + 3, ink)
        sheet.x += mask.shape[1] - 6 + (gap + rng.normal(0, 0.06)) * height * 0.6


def _fit(mask: Grey, tall: float, width: float) -> Grey:
    """A digit's mask at a height, with a margin of three pixels."""
    scale = tall / max(1, mask.shape[0])
    wide = min(max(2.0, mask.shape[1] * scale * width), 1.3 * tall)
    size = (round(wide), max(2, round(tall)))
    inner = cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
    return np.pad(np.asarray(inner, np.uint8), 3)


def _draw(rng: Rng, digit: str, usual: int, tall: float, width: float, pen: float) -> Grey:
    """A digit from its strokes, mostly in the hand's usual shape."""
    shapes = SHAPES[digit]
    shape = shapes[usual if rng.random() < 0.85 else int(rng.integers(len(shapes)))]
    wide = tall * (0.28 if digit == "1" else 0.55) * width
    size = np.array([wide, tall])
    edge = 3 + pen / 2
    canvas = np.zeros((round(tall + 2 * edge), round(wide + 2 * edge) + 4), np.uint8)
    shift = rng.normal(0, 0.02, 2)
    for stroke in shape:
        points = stroke + rng.normal(0, 0.045, (len(stroke), 2)) + shift
        line = smooth(np.clip(points, -0.05, 1.05)) * size + edge
        thick = max(1, round(pen * rng.uniform(0.85, 1.15)))
        cv2.polylines(
            canvas, [np.rint(line * 8).astype(np.int32)], False, 255, thick, cv2.LINE_AA, shift=3
        )
    return _fit_margin(canvas)


def _fit_margin(canvas: Grey) -> Grey:
    return np.pad(_cut(canvas), 3)


def _warp(rng: Rng, mask: Grey, slant: float) -> Grey:
    """Slant, turn and bend a digit."""
    height, width = mask.shape
    extra = round(abs(slant) * height) + 6
    ys, xs = np.mgrid[0:height, 0 : width + extra].astype(np.float32)
    lean = slant * (height - ys)
    offset = 3 - min(0.0, slant * height)
    wave = rng.normal(0, 0.035 * height, 4)
    phase = rng.uniform(0, 2 * np.pi, 2)
    bend_x = wave[0] * np.sin(ys * (np.pi / height) + phase[0]) + wave[1] * ys / height
    bend_y = wave[2] * np.sin(xs * (np.pi / max(width, 1)) + phase[1])
    map_x = (xs - offset - lean + bend_x).astype(np.float32)
    map_y = (ys + bend_y * 0.6).astype(np.float32)
    bent = cv2.remap(mask, map_x, map_y, cv2.INTER_LINEAR, borderValue=(0,))
    return _fit_margin(np.asarray(bent, np.uint8)) if (bent > 100).any() else mask


def _thicken(rng: Rng, mask: Grey) -> Grey:
    """A font's strokes thicker or thinner by a pixel or two."""
    fate = rng.random()
    if fate < 0.25:
        return np.asarray(cv2.dilate(mask, np.ones((2, 2), np.uint8)), np.uint8)
    if fate < 0.4:
        return np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)
    if fate < 0.5:
        return np.asarray(cv2.erode(mask, np.ones((2, 2), np.uint8)), np.uint8)
    return mask


def _strike(rng: Rng, sheet: _Sheet, start: float, end: float) -> None:
    """Cross digits out, or scribble over them."""
    ink, pen = int(rng.uniform(0, 90)), max(1, round(rng.uniform(0.05, 0.14) * CAP))
    y = sheet.base - CAP * rng.uniform(0.3, 0.7)
    if rng.random() < 0.5:
        for _ in range(int(rng.integers(1, 4))):
            ends = [(round(start + rng.normal(-4, 4)), round(y + rng.normal(0, 7))),
                    (round(end + rng.normal(4, 4)), round(y + rng.normal(0, 7)))]  # fmt: skip
            cv2.line(sheet.pixels, ends[0], ends[1], ink, pen, cv2.LINE_AA)
        return
    count = int(rng.integers(6, 16))
    xs = np.linspace(start, end, count) + rng.normal(0, 5, count)
    ys = y + np.where(np.arange(count) % 2, 1, -1) * CAP * rng.uniform(0.3, 0.9, count)
    points = np.rint(np.stack([xs, ys], 1)).astype(np.int32)
    cv2.polylines(sheet.pixels, [points], False, ink, pen, cv2.LINE_AA)


def _dots(rng: Rng, sheet: _Sheet, start: float, end: float) -> None:
    step, size = rng.uniform(0.15, 0.3) * CAP, max(1, round(0.04 * CAP))
    for x in np.arange(start, end, step):
        cv2.circle(sheet.pixels, (round(x), sheet.base), size, 40, -1)


def _clutter(rng: Rng, sheet: _Sheet, face: ImageFont.FreeTypeFont) -> None:
    """What else stands near: lines of text above and below, rules, strokes of a pen."""
    for side in (-1, 1):
        if rng.random() < 0.35:
            text = " ".join(rng.choice(_CLUTTER, 6))
            image = Image.fromarray(sheet.pixels)
            place = (rng.uniform(0, 3) * CAP, sheet.base + side * CAP * rng.uniform(1.9, 2.5))
            ImageDraw.Draw(image).text(place, text, sheet.ink, face, anchor="ls")
            sheet.pixels = np.array(image)
    if rng.random() < 0.15:
        y = round(sheet.base - CAP * rng.uniform(1.3, 2.0))
        x = round(rng.uniform(0, 8) * CAP)
        cv2.line(sheet.pixels, (x, y), (x + round(rng.uniform(3, 12) * CAP), y), sheet.ink, 2)


_CLUTTER = (
    "SỞ", "Y TẾ", "UBND", "TỈNH", "V/v", "tổ chức", "HUYỆN", "Độc lập", "Tự do", "Hạnh phúc",
    "BAN", "PHÒNG", "quy định", "hướng dẫn",
)  # fmt: skip


def _scan(rng: Rng, pixels: Grey, left: float, right: float) -> Grey:
    """Cut the strip out as `regions` would, at a scanner's resolution, with its faults."""
    base = round(3.2 * CAP) + rng.normal(0, 0.13) * CAP
    cap = CAP * float(np.clip(rng.normal(1, 0.08), 0.8, 1.25))
    top, bottom = base - ABOVE * cap, base + BELOW * cap
    rows = int(rng.integers(36, 110))
    scale = rows / (bottom - top)
    angle = rng.normal(0, 0.012)
    columns = max(24, round((right - left) * scale))
    matrix = np.array(
        [[scale, angle * scale, -left * scale], [-angle * scale, scale, -top * scale]]
    )
    lean = rng.normal(0, 0.04) * scale
    matrix[0] += (0, lean, -lean * base)
    matrix[1, 2] += angle * scale * (left + right) / 2
    matrix[0, 2] -= angle * scale * base
    softened = cv2.GaussianBlur(pixels, (0, 0), max(0.3, 0.45 / scale))
    strip = np.asarray(
        cv2.warpAffine(softened, matrix, (columns, rows), borderValue=(255,)), np.float32
    )
    if rng.random() < 0.4:
        strip = _blurred(strip, rng.uniform(0.3, 1.1))
    strip += np.asarray(rng.normal(0, rng.uniform(0, 14), strip.shape), np.float32)
    if rng.random() < 0.5:
        strip = np.where(strip < rng.uniform(105, 200), np.float32(0), np.float32(255))
        for _ in range(int(rng.integers(0, 10)) if rng.random() < 0.4 else 0):
            y, x = int(rng.integers(rows - 2)), int(rng.integers(columns - 2))
            strip[y : y + 2, x : x + int(rng.integers(1, 3))] = 0
        strip = _blurred(strip, 0.7)
    return to_height(np.clip(strip, 0, 255).astype(np.uint8))


def _blurred(strip: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    return np.asarray(cv2.GaussianBlur(strip, (0, 0), sigma), np.float32)
