"""Codes on pages as scanners see them: all ways up, askew, in one bit, with dust."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from extractors.codes import read_codes, turn_codes
from extractors.ingest import inspect
from extractors.pages import load_page
from extractors.separators import Hint, hint_of, is_sheet, read_hint, write_hint
from extractors.sheets import DPI, Kind, draw_sheet
from models.geometry import Box
from models.page import Code, CodeFormat
from models.settings import Settings
from samples.scan import Scanner, scan_print
from tests.conftest import SAMPLES
from tests.extractors.pictures import drawn_page

SAID = Hint("Sở Tư pháp; phòng 1", "van_ban_hanh_chinh")
SCANNERS = (
    Scanner(200, "1", 1.3, 0.5, 2.0, 400),
    Scanner(200, "L", -4.0, 1.5, 10.0),
    Scanner(150, "1", -2.0, 0.5, 2.0, 100),
)


def scanned(
    kind: Kind, scanner: Scanner, turn: int = 0, hint: Hint | None = None
) -> NDArray[np.uint8]:
    sheet = draw_sheet(kind, hint or Hint())
    scale = scanner.dpi / DPI
    small = cv2.resize(sheet, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    image = scan_print(np.repeat(small[:, :, None], 3, axis=2), scanner, Random(1))
    pixels = np.asarray(image.convert("L") if image.mode == "1" else image)
    return np.ascontiguousarray(np.rot90(pixels, turn // 90))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("scanner", SCANNERS, ids=lambda s: f"{s.dpi}-{s.mode}")
def test_a_qr_sheet_says_the_same_however_it_is_scanned(scanner: Scanner, turn: int) -> None:
    pixels = scanned(Kind.QR, scanner, turn, SAID)
    codes = read_codes(pixels, scanner.dpi)
    assert [code.format for code in codes] == [CodeFormat.QR]
    assert hint_of(codes) == SAID
    assert is_sheet(pixels, scanner.dpi, codes)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("scanner", SCANNERS, ids=lambda s: f"{s.dpi}-{s.mode}")
def test_a_patch_code_is_found_however_it_is_scanned(scanner: Scanner, turn: int) -> None:
    codes = read_codes(scanned(Kind.PATCH_T, scanner, turn), scanner.dpi)
    assert {(code.text, code.format) for code in codes} == {("T", CodeFormat.PATCH)}
    assert hint_of(codes) == Hint()


def test_other_patch_codes_and_thick_rules_are_none() -> None:
    """Type 3 is type T from the other side; type 2 has its wide bars outside."""
    for order in ((5, 2, 5, 2), (5, 2, 2, 5), (2, 2, 5, 5), (2, 2, 2, 2), (2, 5, 2)):
        sheet = np.full((2339, 1654), 255, np.uint8)
        y = 100
        for thick in order:
            sheet[y : y + 8 * thick, 100:-100] = 0
            y += 8 * thick + 16
        assert read_codes(sheet, 200) == (), order


@pytest.mark.parametrize("kind", [zxingcpp.BarcodeFormat.Code39, zxingcpp.BarcodeFormat.Code128])
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_bar_code_that_says_patcht_separates(kind: zxingcpp.BarcodeFormat, turn: int) -> None:
    bars = np.array(zxingcpp.create_barcode("PATCHT", kind).to_image(scale=4))
    sheet = np.full((2339, 1654), 255, np.uint8)
    sheet[300 : 300 + bars.shape[0], 400 : 400 + bars.shape[1]] = bars
    sheet = np.ascontiguousarray(np.rot90(sheet, turn // 90))
    assert hint_of(read_codes(sheet, 200)) == Hint()


def test_boxes_lie_around_the_code_at_any_resolution() -> None:
    for dpi in (150, 300, 600):
        sheet = draw_sheet(Kind.QR, Hint())
        pixels = cv2.resize(sheet, None, fx=dpi / DPI, fy=dpi / DPI).astype(np.uint8)
        (code,) = read_codes(pixels, dpi)
        ys, xs = np.nonzero(pixels[: round(6 * dpi)] < 128)
        drawn = Box(xs.min(), ys.min(), xs.max(), ys.max())
        for found, true in zip(code.box.as_list(), drawn.as_list(), strict=True):
            assert abs(found - true) < 0.05 * dpi


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_turn_with_the_page(turn: int) -> None:
    pixels = np.zeros((60, 40), np.uint8)
    pixels[10:20, 5:30] = 1
    (code,) = turn_codes([Code("", CodeFormat.QR, Box(5, 10, 30, 20))], 40, 60, turn)
    x0, y0, x1, y1 = code.box.as_list()
    turned = np.rot90(pixels, turn // 90)
    assert turned[y0:y1, x0:x1].all()
    assert turned[y0:y1, x0:x1].sum() == pixels.sum()


def test_a_paper_that_bears_the_code_itself_is_no_sheet() -> None:
    sheet = cv2.resize(draw_sheet(Kind.QR, Hint()), None, fx=1 / 6, fy=1 / 6)
    page = drawn_page(21).copy()
    height, width = sheet.shape[:2]
    page[60 : 60 + height, 1200 : 1200 + width] = sheet[:, :, None]
    codes = read_codes(page, 200)
    assert hint_of(codes) == Hint()
    assert not is_sheet(page, 200, codes)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("SOHOA:SPLIT", Hint()),
        ("SOHOA:SPLIT;type=khac", Hint(type="khac")),
        ("SOHOA:SPLIT;unit=S%E1%BB%9F%20T%C6%B0%20ph%C3%A1p;later=1", Hint("Sở Tư pháp")),
        ("PATCHT", Hint()),
        ("SOHOA:SPLITTER", None),
        ("https://example.vn/SOHOA:SPLIT", None),
        ("", None),
    ],
)
def test_what_codes_say(text: str, hint: Hint | None) -> None:
    assert read_hint(text) == hint


def test_what_is_written_is_read() -> None:
    assert read_hint(write_hint(SAID)) == SAID
    assert read_hint(write_hint(Hint())) == Hint()


@pytest.mark.parametrize(
    "path", sorted((SAMPLES / "van_ban_hanh_chinh").iterdir()), ids=lambda p: p.name
)
def test_the_specimens_bear_no_codes(path: Path, settings: Settings) -> None:
    source = inspect(path, settings)
    for number in range(1, source.page_count + 1):
        page = load_page(source, number, settings)
        assert read_codes(page.pixels, page.dpi) == ()


def test_real_papers_bear_no_separators(shared_data: Path, settings: Settings) -> None:
    """And looking for codes costs hardly anything beside reading."""
    spent, pages = 0.0, 0
    for path in sorted((shared_data / "van_ban" / "scans").iterdir())[::3]:
        source = inspect(path, settings)
        for number in range(1, source.page_count + 1):
            page = load_page(source, number, settings)
            start = time.process_time()
            codes = read_codes(page.pixels, page.dpi)
            spent, pages = spent + time.process_time() - start, pages + 1
            assert hint_of(codes) is None, f"{path.name}, page {number}"
    assert spent / pages < 0.06
