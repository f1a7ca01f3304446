"""What a separator sheet says, and which pages are one.

A sheet bears a QR code with the text of the grammar

    sheet = "SOHOA:SPLIT" *( ";" key "=" value )      key = "unit" / "type"

whose values are percent-encoded UTF-8 (RFC 3986): the unit that the next paper belongs to, and the
id of its document type. Keys that are not known are passed over. A patch code of type T and a code
with the text "PATCHT", which scanning programs print, separate too, and say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Code, CodeFormat, Page
from models.values.text import nfc

START = "SOHOA:SPLIT"
PATCH_TEXT = "PATCHT"
SEPARATOR = "separator"

# A page that bears more signs than this beside its codes is a paper and no sheet.
MOST_SIGNS = 400
SIGN_MM = (1.0, 8.0)


@dataclass(frozen=True, slots=True)
class Hint:
    """What a sheet says of the paper after it.

    Attributes:
        unit: The unit that it belongs to.
        type: Its document type's id, as printed: there may be no such type.
    """

    unit: str | None = None
    type: str | None = None


def write_hint(hint: Hint) -> str:
    """The text of a sheet's QR code."""
    said = (("unit", hint.unit), ("type", hint.type))
    return ";".join((START, *(f"{key}={quote(value, safe='')}" for key, value in said if value)))


def read_hint(text: str) -> Hint | None:
    """What the text of a code says, or None when it does not separate."""
    if text.strip().upper() == PATCH_TEXT:
        return Hint()
    start, *parts = text.strip().split(";")
    if start != START:
        return None
    said = {key: nfc(unquote(value)) for key, _, value in (part.partition("=") for part in parts)}
    return Hint(said.get("unit") or None, said.get("type") or None)


def hint_of(codes: Sequence[Code]) -> Hint | None:
    """What the codes of a page say of the paper after them, or None when none separates."""
    patch = any(code.format is CodeFormat.PATCH for code in codes)
    found = [read_hint(code.text) for code in codes if code.format is not CodeFormat.PATCH]
    hints = [hint for hint in found if hint is not None]
    # The one that says something goes before one that only separates.
    return next((h for h in hints if h != Hint()), Hint() if patch or hints else None)


def is_separator(page: Page) -> bool:
    """The page is a separator sheet, which was not read further."""
    return SEPARATOR in page.quality.problems


def is_sheet(pixels: NDArray[np.uint8], dpi: float, codes: Sequence[Code]) -> bool:
    """Whether a page image is a separator sheet: a separating code and little else.

    Some scanning programs print the code on the first page of the paper itself.
    """
    return hint_of(codes) is not None and _signs(pixels, dpi, codes) <= MOST_SIGNS


def _signs(pixels: NDArray[np.uint8], dpi: float, codes: Sequence[Code]) -> int:
    """Spots of ink as big as letters, outside the codes."""
    grey = cv2.extractChannel(pixels, 0) if pixels.ndim == 3 else pixels
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    for code in codes:
        x0, y0, x1, y1 = code.box.as_list()
        ink[y0:y1, x0:x1] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tall = stats[1:, cv2.CC_STAT_HEIGHT] * 25.4 / dpi
    return int(np.count_nonzero((tall > SIGN_MM[0]) & (tall < SIGN_MM[1])))
