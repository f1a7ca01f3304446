"""Bar codes on a page image: QR, Code 128, Code 39, and the patch code that scanners know.

Patch codes: Kodak, "Patch Code Information for Kodak Scanners" (A-61599): four black bars, narrow
(0.08 inch) or wide (0.20 inch), with 0.08 inch between them. Type T is narrow, wide, narrow, wide
from the edge of the sheet inwards; upside down it would be type 3, so the edge tells them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from models.geometry import Box
from models.page import Code, CodeFormat

Grey = NDArray[np.uint8]

# Codes are looked for on an image of between this many dots an inch and less than twice as many.
LEAST_DPI = 150
# Bars are looked for on half of that.
MM = 25.4
MIN_BAR_MM, MIN_THICK_MM, MAX_THICK_MM = 17.0, 1.2, 6.8
# Of the rectangle around a bar so much is ink.
MIN_SOLID = 0.8
# Bars of one code are parallel to so many degrees, and as long as each other but for this share.
PARALLEL, SAME_LENGTH = 4.0, 0.2
# Widths in the code's unit, which is a narrow bar; a code is ten units high.
UNITS, UNIT_MM = 10, (1.4, 2.8)
NARROW, WIDE = (0.5, 1.55), (1.9, 3.1)
# A QR code that is seen but not read is tried in these sizes and softnesses, so many of them.
SCALES, SIGMAS, MOST_TRIED, MOST_PIXELS = (2.0, 3.0, 1.5, 0.5), (0.8, 1.5), 3, 1600
# Ink is darker than this share of the paper's brightness.
DARK = 0.6

_FORMATS = {
    zxingcpp.BarcodeFormat.QRCode: CodeFormat.QR,
    zxingcpp.BarcodeFormat.Code128: CodeFormat.CODE_128,
    zxingcpp.BarcodeFormat.Code39: CodeFormat.CODE_39,
}
_WANTED = zxingcpp.BarcodeFormats(list(_FORMATS))
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def read_codes(pixels: NDArray[np.uint8], dpi: float) -> tuple[Code, ...]:
    """All codes on a page image, whichever way it is turned.

    Args:
        pixels: (H, W) uint8 grey or (H, W, 3) RGB.
        dpi: Its resolution.

    Returns:
        The codes with boxes in `pixels`, top one first; damaged ones are left out.
    """
    whole = _grey(pixels)
    factor = max(1, int(dpi // LEAST_DPI))
    grey = _shrunk(whole, factor)
    found = [*_printed_codes(grey, factor), *_patches(grey, dpi / factor, factor)]
    if not any(code.format is CodeFormat.QR for code in found):
        found += _small_codes(whole)
    return tuple(sorted(found, key=lambda code: (code.box.y0, code.box.x0)))


def turn_codes(
    codes: Sequence[Code], width: float, height: float, degrees: int
) -> tuple[Code, ...]:
    """The codes of an image `width` by `height` pixels after it is turned counter-clockwise."""
    return tuple(
        Code(code.text, code.format, _turned(code.box, width, height, degrees)) for code in codes
    )


def _turned(box: Box, width: float, height: float, degrees: int) -> Box:
    if degrees == 90:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    if degrees == 180:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if degrees == 270:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    return box


def _grey(pixels: NDArray[np.uint8]) -> Grey:
    """The red channel."""
    grey = cv2.extractChannel(pixels, 0) if pixels.ndim == 3 else pixels
    return np.ascontiguousarray(grey, np.uint8)


def _shrunk(grey: Grey, factor: int) -> Grey:
    if factor == 1:
        return np.ascontiguousarray(grey)
    size = max(1, grey.shape[1] // factor), max(1, grey.shape[0] // factor)
    whole = grey[: size[1] * factor, : size[0] * factor]
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA), np.uint8)


def _printed_codes(grey: Grey, factor: int) -> list[Code]:
    found = zxingcpp.read_barcodes(grey, formats=_WANTED, try_invert=False)
    return [
        Code(item.text, _FORMATS[item.symbology], _box(item.position, factor)) for item in found
    ]


def _small_codes(grey: Grey) -> list[Code]:
    """QR codes whose modules are hardly wider than a pixel, as on identity cards.

    Where one is seen that cannot be read, its neighbourhood is tried in other sizes.
    """
    seen = zxingcpp.read_barcodes(grey, formats=_QR, try_invert=False, return_errors=True)
    read = [Code(item.text, CodeFormat.QR, _box(item.position, 1)) for item in seen if item.valid]
    return read or next(filter(None, map(partial(_tried, grey), seen[:MOST_TRIED])), [])


def _tried(grey: Grey, seen: zxingcpp.Barcode) -> list[Code]:
    box = _box(seen.position, 1)
    edge = 0.6 * max(box.width, box.height)
    y0, x0 = max(0, int(box.y0 - edge)), max(0, int(box.x0 - edge))
    part = grey[y0 : int(box.y1 + edge), x0 : int(box.x1 + edge)]
    for scale, sigma in product(SCALES, SIGMAS):
        size = (round(part.shape[1] * scale), round(part.shape[0] * scale))
        if min(size) < 20 or max(size) > MOST_PIXELS:
            continue
        bigger = cv2.GaussianBlur(
            cv2.resize(part, size, interpolation=cv2.INTER_CUBIC), (0, 0), sigma
        )
        found = zxingcpp.read_barcodes(np.asarray(bigger, np.uint8), formats=_QR, try_invert=False)
        if found:
            return [Code(found[0].text, CodeFormat.QR, box)]
    return []


def _box(position: zxingcpp.Position, factor: int) -> Box:
    corners = (
        position.top_left, position.top_right, position.bottom_left, position.bottom_right,
    )  # fmt: skip
    xs, ys = [max(0, p.x) for p in corners], [max(0, p.y) for p in corners]
    return Box(min(xs) * factor, min(ys) * factor, max(xs) * factor, max(ys) * factor)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A solid bar: centre along and across its direction, length, thickness, angle; pixels."""

    along: float
    across: float
    length: float
    thick: float
    angle: float
    box: Box


def _patches(grey: Grey, dpi: float, factor: int) -> list[Code]:
    """The patch codes of type T."""
    if dpi >= LEAST_DPI:
        grey, dpi, factor = _shrunk(grey, 2), dpi / 2, 2 * factor
    lying, standing = _bars(grey, dpi)
    found = []
    for bars, extent in ((lying, grey.shape[0]), (standing, grey.shape[1])):
        bars.sort(key=lambda bar: bar.across)
        for i in range(len(bars) - 3):
            four = bars[i : i + 4]
            if _is_patch_t(four, extent, dpi):
                boxes = [bar.box for bar in four]
                found.append(Code("T", CodeFormat.PATCH, _around(boxes, factor)))
    return found


def _around(boxes: Sequence[Box], factor: int) -> Box:
    return Box(
        min(b.x0 for b in boxes) * factor, min(b.y0 for b in boxes) * factor,
        max(b.x1 for b in boxes) * factor, max(b.y1 for b in boxes) * factor,
    )  # fmt: skip


def _bars(grey: Grey, dpi: float) -> tuple[list[_Bar], list[_Bar]]:
    """Bars that lie and bars that stand."""
    paper = float(np.percentile(grey[::4, ::4], 80))
    _, ink = cv2.threshold(grey, DARK * paper, 1, cv2.THRESH_BINARY_INV)
    # Letters and rules are too thin to stay.
    thin = max(2, round(MIN_THICK_MM * dpi / MM))
    thick = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((thin, thin), np.uint8))
    contours, _ = cv2.findContours(thick, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    lying: list[_Bar] = []
    standing: list[_Bar] = []
    for contour in contours:
        x, y, width, height = cv2.boundingRect(contour)
        if max(width, height) > MIN_BAR_MM * dpi / MM:
            bar = _bar(contour, Box(x, y, x + width, y + height), dpi)
            if bar is not None:
                (lying if width > height else standing).append(bar)
    return lying, standing


def _bar(contour: cv2.typing.MatLike, box: Box, dpi: float) -> _Bar | None:
    """The outline as a bar, or None when it is none."""
    (x, y), (width, height), angle = cv2.minAreaRect(contour)
    # Outlines go through the middles of the outermost pixels.
    length, thick = max(width, height) + 1, min(width, height) + 1
    if not MIN_THICK_MM * dpi / MM < thick < MAX_THICK_MM * dpi / MM:
        return None
    area = cv2.contourArea(contour) + length + thick
    if length < MIN_BAR_MM * dpi / MM or area < MIN_SOLID * length * thick:
        return None
    # From -45 to 45 degrees off the axis that the bar is nearest to.
    tilt = (angle + 45) % 90 - 45
    along, across = (x, y) if box.width > box.height else (y, x)
    return _Bar(along, across, length, thick, tilt, box)


def _is_patch_t(bars: Sequence[_Bar], extent: int, dpi: float) -> bool:
    """Four bars, in order across their direction, are a patch code of type T."""
    if max(b.angle for b in bars) - min(b.angle for b in bars) > PARALLEL:
        return False
    length = max(bar.length for bar in bars)
    if any(length - bar.length > SAME_LENGTH * length for bar in bars):
        return False
    if max(b.along for b in bars) - min(b.along for b in bars) > SAME_LENGTH * length:
        return False
    first, last = bars[0], bars[-1]
    unit = (last.across - first.across + (first.thick + last.thick) / 2) / UNITS
    if not UNIT_MM[0] < unit * MM / dpi < UNIT_MM[1]:
        return False
    inwards = bars if first.across + last.across < extent else bars[::-1]
    gaps = [
        abs(b.across - a.across) - (a.thick + b.thick) / 2
        for a, b in zip(inwards, inwards[1:], strict=False)
    ]
    widths = (NARROW, WIDE, NARROW, WIDE)
    thick = [bar.thick for bar in inwards]
    sizes = zip((*thick, *gaps), (*widths, NARROW, NARROW, NARROW), strict=True)
    return all(least < size / unit < most for size, (least, most) in sizes)
