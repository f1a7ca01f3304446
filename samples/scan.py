"""Turn set pages into scans: drawn at a resolution, then tilted, blurred, speckled, stored."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import cv2
import img2pdf
import numpy as np
import zxingcpp
from fpdf import FPDF
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.render import (
    BLACK,
    FACES,
    FONTS,
    HEIGHT,
    WIDTH,
    Box,
    Code,
    Disc,
    Line,
    Mark,
    Portrait,
    Rule,
    Scrawl,
    Seal,
    Sheet,
    Stamp,
    Text,
    Tick,
    font,
)
from samples.wear import faxed, photocopied, photographed, punched, shaded

Pixels = NDArray[np.uint8]
_ROWS = 64
INKS = {
    BLACK: (25, 25, 28),
    "blue": (30, 45, 140),
    "red": (215, 35, 40),
    "white": (255, 255, 255),
    "grey": (120, 120, 120),
    "pale": (232, 232, 232),
    "yellow": (250, 215, 40),
    "pink": (250, 226, 226),
    "rose": (240, 196, 200),
    "sky": (216, 236, 242),
    "mint": (222, 240, 226),
    "teal": (0, 96, 120),
    "gold": (190, 160, 70),
}
# PDF files get this date so that the same letter gives the same bytes.
FIXED = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a sheet is scanned: `mode` is "1" (CCITT), "L" or "RGB" (JPEG), skew in degrees.

    Attributes:
        copies: How often it was photocopied before.
        fax: Sent by fax: half the rows, 1 bit.
        shade: How much darker one side is, 0-1.
        holes: Punched and stapled.
        photo: Photographed by hand: how far corners lie from where they should, share of the side.
        quality: Of JPEG.
    """

    dpi: int = 200
    mode: str = "RGB"
    skew: float = 0.0
    blur: float = 0.5
    noise: float = 3.0
    specks: int = 0
    turn: int = 0
    copies: int = 0
    fax: bool = False
    shade: float = 0.0
    holes: bool = False
    photo: float = 0.0
    quality: int = 60


def draw(sheet: Sheet, dpi: int, random: Random) -> Image.Image:
    """The sheet as an RGB image."""
    scale = dpi / 72
    image = Image.new("RGB", (round(sheet.width * scale), round(sheet.height * scale)), "white")
    pen = ImageDraw.Draw(image)
    for mark in sheet.marks:
        if isinstance(mark, Seal | Stamp | Scrawl | Code | Portrait):
            _put(image, mark, scale, random)
        else:
            _trace(pen, mark, scale)
    return image


def _trace(pen: ImageDraw.ImageDraw, mark: Mark, scale: float) -> None:
    """What a pen draws straight away."""
    match mark:
        case Text():
            face = font(mark.face, mark.size * scale)
            place = (mark.x * scale, mark.y * scale)
            pen.text(place, mark.text, INKS[mark.ink], face, anchor="ls")
        case Rule():
            y = mark.y * scale
            pen.line((mark.x0 * scale, y, mark.x1 * scale, y), INKS[BLACK], 2)
        case Line():
            ends = (mark.x0 * scale, mark.y0 * scale, mark.x1 * scale, mark.y1 * scale)
            pen.line(ends, INKS[mark.ink], max(1, round(mark.thick * scale)))
        case Box():
            corners = (mark.x0 * scale, mark.y0 * scale, mark.x1 * scale, mark.y1 * scale)
            fill, ink = mark.fill and INKS[mark.fill], mark.ink and INKS[mark.ink]
            pen.rectangle(corners, fill or None, ink or None, max(1, round(mark.thick * scale)))
        case Disc():
            x, y, r = mark.x * scale, mark.y * scale, mark.radius * scale
            pen.ellipse((x - r, y - r, x + r, y + r), INKS[mark.fill])
        case Tick():
            _tick(pen, mark, scale)


def _tick(pen: ImageDraw.ImageDraw, mark: Tick, scale: float) -> None:
    x, y, size = mark.x * scale, mark.y * scale, mark.size * scale
    pen.rectangle((x, y - size, x + size, y), None, INKS[BLACK], max(1, round(0.6 * scale)))
    if mark.ticked:
        edge = size * 0.2
        near, far = (x + edge, y - size + edge), (x + size - edge, y - edge)
        pen.line((*near, *far), INKS[BLACK], max(1, round(scale)))
        pen.line((near[0], far[1], far[0], near[1]), INKS[BLACK], max(1, round(scale)))


def _put(
    image: Image.Image, mark: Seal | Stamp | Scrawl | Code | Portrait, scale: float, random: Random
) -> None:
    """What is made apart and laid on the paper."""
    match mark:
        case Stamp():
            _stamp(image, mark, scale, random)
        case Seal():
            _seal(image, mark, scale, random)
        case Scrawl():
            _signature(image, mark.x * scale, mark.y * scale, scale, random)
        case Code():
            _code(image, mark, scale)
        case Portrait():
            _portrait(image, mark, scale)


def _code(image: Image.Image, mark: Code, scale: float) -> None:
    kind = getattr(zxingcpp.BarcodeFormat, mark.kind)
    made = zxingcpp.create_barcode(mark.text, kind)
    modules = np.array(made.to_image(scale=1, add_quiet_zones=False), np.uint8)
    # Whole pixels a module, or else the bars of a small code get different widths.
    step = max(1, int(mark.width * scale / modules.shape[1]))
    if mark.kind == "QRCode":
        rows = modules.repeat(step, axis=0)
    else:
        rows = modules[:1].repeat(round(mark.height * scale), axis=0)
    picture = Image.fromarray(rows.repeat(step, axis=1))
    spare = mark.width * scale - picture.width, mark.height * scale - picture.height
    corner = (mark.x * scale + spare[0] / 2, mark.y * scale + spare[1] / 2)
    image.paste(picture, (round(corner[0]), round(corner[1])))


def _portrait(image: Image.Image, mark: Portrait, scale: float) -> None:
    width, height = round(mark.width * scale), round(mark.height * scale)
    photo = Image.new("RGB", (width, height), (205, 215, 225))
    pen = ImageDraw.Draw(photo)
    middle = width / 2
    pen.ellipse((middle - width * 0.42, height * 0.62, middle + width * 0.42, height * 1.4), "grey")
    head = (middle - width * 0.21, height * 0.18, middle + width * 0.21, height * 0.68)
    pen.ellipse(head, (225, 190, 165))
    pen.chord((head[0], head[1] - 2, head[2], head[3]), 180, 360, (40, 35, 35))
    image.paste(photo, (round(mark.x * scale), round(mark.y * scale)))


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
    """A seal of 36 mm with letters round its ring, and a blue signature across it."""
    radius = 51 * scale
    size = round(2 * radius + 4)
    ink = (*INKS[mark.ink], 215)
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
        _letter(layer, letter, 360 * i / len(ring), ink, scale)
    corner = (round(mark.x * scale - middle), round(mark.y * scale - middle))
    image.paste(layer, corner, layer)
    _signature(image, (mark.x + 40) * scale, mark.y * scale, scale, random)


def _letter(
    layer: Image.Image, letter: str, angle: float, ink: tuple[int, ...], scale: float
) -> None:
    """A letter of a seal's ring, turned with the clock from the top.

    To the pixel what turning the whole layer gives; but what lies below or right of the letter,
    where there is nothing, is not looked at.
    """
    middle, reach, room = layer.width / 2, 51 * scale * 0.78, 7 * scale
    small = Image.new("RGBA", layer.size, (255, 255, 255, 0))
    face = font("tinos-b", 7 * scale)
    ImageDraw.Draw(small).text((middle, middle - reach), letter, ink, face, anchor="mm")
    if angle % 90 == 0:  # no pixel is interpolated
        layer.alpha_composite(small.rotate(-angle))
        return
    turn = math.radians(-angle % 360.0)
    cos, sin = round(math.cos(turn), 15), round(math.sin(turn), 15)
    across = (cos, -sin, -middle * cos - -middle * sin + middle)
    down = (sin, cos, -middle * sin + -middle * cos + middle)
    end = (round(middle + reach * -sin + room), round(middle - reach * cos + room))
    turned = small.crop((0, 0, layer.width, round(middle - reach + room))).transform(
        end, Image.Transform.AFFINE, (*across, *down), Image.Resampling.BICUBIC
    )
    layer.alpha_composite(turned)


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
    if scanner.holes:
        pixels = punched(pixels, scanner.dpi, noise)
    for _ in range(scanner.copies):
        pixels = photocopied(pixels, noise)
    pixels = _tilt(pixels, scanner.skew)
    if scanner.photo:
        pixels = photographed(pixels, scanner.photo, noise)
    if scanner.shade:
        pixels = shaded(pixels, scanner.shade, noise)
    if scanner.blur:
        pixels = cv2.GaussianBlur(pixels, (0, 0), scanner.blur).astype(np.uint8)
    pixels = _grained(pixels, scanner.noise, noise)
    if scanner.fax:
        pixels = faxed(pixels)
    if scanner.turn:
        pixels = np.ascontiguousarray(np.rot90(pixels, scanner.turn // 90))
    if scanner.mode == "1":
        return Image.fromarray(_bilevel(pixels, scanner.specks, noise)).convert("1")
    return Image.fromarray(pixels).convert(scanner.mode)


def _grained(pixels: Pixels, strength: float, noise: np.random.Generator) -> Pixels:
    """Slightly darker, with noise; some rows at a time, which stay in the processor's cache."""
    made = np.empty_like(pixels)
    for at in range(0, len(pixels), _ROWS):
        rows = pixels[at : at + _ROWS]
        grain = noise.normal(0, strength, rows.shape[:2])[:, :, None]
        made[at : at + _ROWS] = np.clip(rows.astype(np.float32) * 0.97 + grain, 0, 255)
    return made


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


def to_pdf(images: Sequence[Image.Image], dpi: int, quality: int = 60) -> bytes:
    """One PDF page an image: CCITT group 4 for 1-bit, JPEG else, always the same bytes."""
    stored = [stored_image(image, dpi, quality) for image in images]
    layout = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    data = img2pdf.convert(
        stored, layout_fun=layout, nodate=True, producer="", engine=img2pdf.Engine.internal
    )
    assert isinstance(data, bytes)
    return data


def stored_image(image: Image.Image, dpi: int, quality: int = 60) -> bytes:
    """A TIFF for 1-bit, a JPEG else."""
    buffer = io.BytesIO()
    if image.mode == "1":
        image.save(buffer, "TIFF", compression="group4", dpi=(dpi, dpi))
    else:
        image.save(buffer, "JPEG", quality=quality, dpi=(dpi, dpi))
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


def good(random: Random) -> Scanner:
    """A clean scan of 200 to 300 dpi, hardly tilted."""
    skew = random.choice((0.0, random.uniform(-0.3, 0.3)))
    mode, dpi = random.choice(("1", "L", "RGB", "RGB")), random.choice((200, 200, 300))
    return Scanner(dpi, mode, skew, random.uniform(0.3, 0.5), random.uniform(0.5, 2), quality=75)


def office(random: Random) -> Scanner:
    """What office scanners make every day: tilt, specks, a shadow, holes, strong compression."""
    mode = random.choice(("1", "1", "L", "RGB"))
    return Scanner(
        random.choice((200, 200, 300)), mode, random.uniform(-1.5, 1.5), random.uniform(0.4, 0.8),
        random.uniform(2, 6), random.randrange(0, 250) if mode == "1" else 0,
        shade=random.choice((0.0, random.uniform(0.03, 0.12))), holes=random.random() < 0.4,
        quality=random.choice((40, 50, 60)),
    )  # fmt: skip


def poor(random: Random) -> Scanner:
    """A copy of a copy, a fax or a photograph, now and then turned."""
    turn = random.choice((0, 0, 0, 0, 90, 180, 270))
    kind = random.randrange(3)
    if kind == 0:
        return Scanner(
            200, random.choice(("1", "L")), random.uniform(-1.5, 1.5), random.uniform(0.7, 1.0),
            random.uniform(6, 14), 500, turn, copies=random.choice((1, 2)), holes=True,
        )  # fmt: skip
    if kind == 1:
        return Scanner(
            200, "1", random.uniform(-1.0, 1.0), 0.6, 4.0, 150, turn if turn == 180 else 0, fax=True
        )
    return Scanner(
        200, "RGB", random.uniform(-3, 3), random.uniform(0.6, 1.0), random.uniform(3, 7), 0, turn,
        shade=random.uniform(0.15, 0.4), photo=random.uniform(0.015, 0.045),
        quality=random.choice((35, 50, 70)),
    )  # fmt: skip


QUALITIES = {"good": good, "office": office, "poor": poor}
