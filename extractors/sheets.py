"""Separator sheets to print: A4 with a QR code or patch codes, and what it is in Vietnamese."""

from __future__ import annotations

import io
from enum import StrEnum

import cv2
import img2pdf
import numpy as np
import pikepdf
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from extractors.separators import Hint, write_hint
from models.doctypes import document_types

Grey = NDArray[np.uint8]

DPI = 300
# A4.
WIDTH_MM, HEIGHT_MM = 210.0, 297.0
MARGIN_MM = 12.0
CODE_MM = 95.0
# Kodak A-61599: widths of the bars of type T from the leading edge, and of what is between them.
BARS_MM, GAP_MM = (2.03, 5.08, 2.03, 5.08), 2.03
TITLE = "TỜ NGĂN CÁCH HỒ SƠ"
NOTE = "Không phải tài liệu. Đặt trước mỗi hồ sơ khi quét; dùng lại được."
# Comes with OpenCV and has all Vietnamese letters.
FONT = "uni"
WHITE, BLACK = 255, (0, 0, 0)


class Kind(StrEnum):
    """What a sheet separates by."""

    QR = "qr"
    PATCH_T = "patch-t"


def separator_sheets(kind: Kind, hint: Hint, count: int) -> bytes:
    """A PDF of `count` sheets that say `hint`; patch codes say nothing.

    Raises:
        KeyError: There is no such document type.
    """
    sheet = draw_sheet(kind, hint)
    buffer = io.BytesIO()
    Image.fromarray(sheet).convert("1").save(buffer, "TIFF", compression="group4", dpi=(DPI, DPI))
    layout = img2pdf.get_fixed_dpi_layout_fun((DPI, DPI))
    one = img2pdf.convert(buffer.getvalue(), layout_fun=layout, engine=img2pdf.Engine.internal)
    with pikepdf.open(io.BytesIO(one)) as pdf:
        # All pages show the same image.
        for _ in range(count - 1):
            pdf.pages.append(pdf.pages[0])
        done = io.BytesIO()
        pdf.save(done)
    return done.getvalue()


def draw_sheet(kind: Kind, hint: Hint) -> Grey:
    """One sheet, (H, W) uint8, black on white, 300 dpi."""
    sheet = np.full((_px(HEIGHT_MM), _px(WIDTH_MM)), WHITE, np.uint8)
    if kind is Kind.QR:
        _put_qr(sheet, write_hint(hint))
    else:
        # However the sheet is fed, the code's first bar leads.
        _put_patch(sheet)
        _put_patch(sheet[::-1])
    lines = [f"Đơn vị: {hint.unit}"] if hint.unit else []
    lines += [f"Loại giấy tờ: {document_types()[hint.type].title}"] if hint.type else []
    y = 190.0
    for text, size in ((TITLE, 11.0), (NOTE, 5.0), *((line, 6.0) for line in lines)):
        y += 1.9 * size
        _put_text(sheet, text, y, size)
    return sheet


def _px(mm: float) -> int:
    return round(mm * DPI / 25.4)


def _put_qr(sheet: Grey, text: str) -> None:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    modules = np.array(code.to_image(scale=1, add_quiet_zones=False), np.uint8)
    scale = _px(CODE_MM) // modules.shape[0]
    picture = modules.repeat(scale, axis=0).repeat(scale, axis=1)
    top, left = _px(45), (sheet.shape[1] - picture.shape[1]) // 2
    sheet[top : top + picture.shape[0], left : left + picture.shape[1]] = picture


def _put_patch(sheet: Grey) -> None:
    y = MARGIN_MM
    for thick in BARS_MM:
        sheet[_px(y) : _px(y + thick), _px(MARGIN_MM) : -_px(MARGIN_MM)] = 0
        y += thick + GAP_MM


def _put_text(sheet: Grey, text: str, y_mm: float, size_mm: float) -> None:
    """A centred line on the base line `y_mm`, smaller where it would be too wide."""
    font, room = cv2.FontFace(FONT), sheet.shape[1] - 2 * _px(MARGIN_MM)
    size = _px(size_mm)
    width = _width(sheet, text, font, size)
    if width > room:
        size = size * room // width
        width = _width(sheet, text, font, size)
    cv2.putText(sheet, text, ((sheet.shape[1] - width) // 2, _px(y_mm)), BLACK, font, size)


def _width(sheet: Grey, text: str, font: cv2.FontFace, size: int) -> int:
    _, _, width, _ = cv2.getTextSize(sheet.shape[::-1], text, (0, 0), font, size)
    return max(1, int(width))
