"""Turn set pages into scans: drawn at a resolution, then tilted, blurred, speckled, stored."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import cv2
import img2pdf
import numpy as np
from fpdf import FPDF
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.render import (
    BLACK,
    FACES,
    FONTS,
    HEIGHT,
    WIDTH,
    Rule,
    Seal,
    Sheet,
    Stamp,
    Text,
    font,
)

Pixels = NDArray[np.uint8]
INKS = {BLACK: (25, 25, 28), "blue": (30, 45, 140), "red": (215, 35, 40)}
# PDF files get this date so that the same letter gives the same bytes.
FIXED = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a sheet is scanned: `mode` is "1" (CCITT), "L" or "RGB" (JPEG), skew in degrees."""

    dpi: int = 200
    mode: str = "RGB"
    skew: float = 0.0
    blur: float = 0.5
    noise: float = 3.0
    specks: int = 0
    turn: int = 0


def draw(sheet: Sheet, dpi: int, random: Random) -> Image.Image:
    """The sheet as an RGB image."""
    scale = dpi / 72
    image = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), "white")
    pen = ImageDraw.Draw(image)
    for mark in sheet.marks:
        match mark:
            case Text():
                face = font(mark.face, mark.size * scale)
                pen.text(
                    (mark.x * scale, mark.y * scale), mark.text, INKS[mark.ink], face, anchor="ls"
                )
            case Rule():
                y = mark.y * scale
                pen.line((mark.x0 * scale, y, mark.x1 * scale, y), INKS[BLACK], 2)
            case Stamp():
                _stamp(image, mark, scale, random)
            case Seal():
                _seal(image, mark, scale, random)
    return image


def _stamp(image: Image.Image, mark: Stamp, scale: float, random: Random) -> None:
    face = font("tinos-b", 14 * scale)
    width = round(face.getlength(mark.text) + 16 * scale)
    height = round(24 * scale)
    label = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    pen = ImageDraw.Draw(label)
    pen.rectangle((1, 1, width - 2, height - 2), outline=(*INKS["red"], 255), width=round(scale))
    pen.text((width / 2, height / 2), mark.text, (*INKS["red"], 255), face, anchor="mm")
    turned = label.rotate(random.uniform(-3, 3), expand=True, resample=Image.Resampling.BICUBIC)
    image.paste(turned, (round(mark.x * scale), round(mark.y * scale)), turned)


def _seal(image: Image.Image, mark: Seal, scale: float, random: Random) -> None:
    """A red seal of 36 mm with letters round its ring, and a blue signature across it."""
    radius = 51 * scale
    size = round(2 * radius + 4)
    ink = (*INKS["red"], 215)
    layer = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    pen = ImageDraw.Draw(layer)
    middle = size / 2
    for r, thickness in ((radius, 1.6), (radius * 0.94, 0.6), (radius * 0.62, 0.6)):
        pen.ellipse(
            (middle - r, middle - r, middle + r, middle + r),
            None,
            ink,
            max(1, round(thickness * scale)),
        )
    ring = f"{mark.name} ★ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "[:56]
    for i, letter in enumerate(ring):
        angle = 360 * i / len(ring)
        small = Image.new("RGBA", (size, size), (255, 255, 255, 0))
        ImageDraw.Draw(small).text(
            (middle, middle - radius * 0.78), letter, ink, font("tinos-b", 7 * scale), anchor="mm"
        )
        layer.alpha_composite(small.rotate(-angle, resample=Image.Resampling.BICUBIC))
    corner = (round(mark.x * scale - middle), round(mark.y * scale - middle))
    image.paste(layer, corner, layer)
    _signature(image, (mark.x + 40) * scale, mark.y * scale, scale, random)


def _signature(image: Image.Image, x: float, y: float, scale: float, random: Random) -> None:
    points = [(x - 45 * scale, y + 8 * scale)]
    for i in range(9):
        points.append(
            (x + (-40 + 12 * i) * scale, y + random.uniform(-16, 16) * scale * (1 - i / 14))
        )
    curve = [
        tuple(
            (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
            for a, b, c in zip(p, q, r, strict=True)
        )
        for p, q, r in zip(points[::2], points[1::2], points[2::2], strict=False)
        for t in np.linspace(0, 1, 12)
    ]
    ImageDraw.Draw(image).line(curve, INKS["blue"], max(2, round(1.1 * scale)))


def scan(sheet: Sheet, scanner: Scanner, random: Random) -> Image.Image:
    """The sheet as `scanner` sees it."""
    return scan_print(np.asarray(draw(sheet, scanner.dpi, random)), scanner, random)


def scan_print(pixels: Pixels, scanner: Scanner, random: Random) -> Image.Image:
    """A printed page, (H, W, 3) RGB at the scanner's resolution, as `scanner` sees it."""
    noise = np.random.default_rng(random.randrange(2**32))
    pixels = _tilt(pixels, scanner.skew)
    if scanner.blur:
        pixels = cv2.GaussianBlur(pixels, (0, 0), scanner.blur).astype(np.uint8)
    grain = noise.normal(0, scanner.noise, pixels.shape[:2])[:, :, None]
    pixels = np.clip(pixels.astype(np.float32) * 0.97 + grain, 0, 255).astype(np.uint8)
    if scanner.turn:
        pixels = np.ascontiguousarray(np.rot90(pixels, scanner.turn // 90))
    if scanner.mode == "1":
        return Image.fromarray(_bilevel(pixels, scanner.specks, noise)).convert("1")
    return Image.fromarray(pixels).convert(scanner.mode)


def _tilt(pixels: Pixels, degrees: float) -> Pixels:
    if not degrees:
        return pixels
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return np.asarray(turned, np.uint8)


def _bilevel(pixels: Pixels, specks: int, noise: np.random.Generator) -> Pixels:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    black = np.where(grey < 150, 0, 255).astype(np.uint8)
    for x, y in noise.integers(0, (black.shape[1] - 3, black.shape[0] - 3), (specks, 2)):
        size = 1 + int(noise.integers(0, 3) == 0)
        black[y : y + size, x : x + size] = 0
    return black


def to_pdf(images: Sequence[Image.Image], dpi: int) -> bytes:
    """One PDF page an image: CCITT group 4 for 1-bit, JPEG else, always the same bytes."""
    stored = [_stored(image, dpi) for image in images]
    layout = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    data = img2pdf.convert(
        stored, layout_fun=layout, nodate=True, producer="", engine=img2pdf.Engine.internal
    )
    assert isinstance(data, bytes)
    return data


def _stored(image: Image.Image, dpi: int) -> bytes:
    buffer = io.BytesIO()
    if image.mode == "1":
        image.save(buffer, "TIFF", compression="group4", dpi=(dpi, dpi))
    else:
        image.save(buffer, "JPEG", quality=60, dpi=(dpi, dpi))
    return buffer.getvalue()


def born_digital(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a PDF with real text and embedded fonts."""
    pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    pdf.set_creation_date(FIXED)
    pdf.set_auto_page_break(False)
    for face, path in FACES.items():
        pdf.add_font(face, fname=FONTS / path)
    for sheet in sheets:
        pdf.add_page()
        for mark in sheet.marks:
            if isinstance(mark, Text):
                pdf.set_font(mark.face, size=mark.size)
                pdf.text(mark.x, mark.y, mark.text)
            elif isinstance(mark, Rule):
                pdf.line(mark.x0, mark.y, mark.x1, mark.y)
    return bytes(pdf.output())


def typical(random: Random) -> Scanner:
    """A good office scan: half in one bit, half in colour or grey."""
    skew = random.choice((0.0, random.uniform(-1.2, 1.2)))
    if random.random() < 0.5:
        return Scanner(random.choice((200, 200, 300)), "1", skew, 0.5, 2.0, random.randrange(0, 60))
    mode = random.choice(("RGB", "RGB", "L"))
    return Scanner(200, mode, skew, random.uniform(0.3, 0.7), random.uniform(1, 4))


def photocopy(random: Random) -> Scanner:
    """A bad photocopy, scanned in one bit: strokes broken and clotted, dust all over."""
    skew = random.uniform(-0.8, 0.8)
    return Scanner(200, "1", skew, random.uniform(1.0, 1.3), random.uniform(28, 40), 900)
