"""Seals and what stands under them: found by their rings, and the signer read all the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest
from PIL import Image

from extractors.clean import CleanPage, clean
from extractors.fields import extract_fields
from extractors.ingest import inspect
from extractors.ocr import OcrEngine
from extractors.read import read_page
from extractors.seals import find_seals
from models.doctypes import document_types
from models.page import Page, Zone
from models.settings import Settings
from samples.letters import Letter
from samples.render import Seal, Sheet, Text
from samples.scan import Scanner, scan
from tests.extractors.pictures import letter

RADIUS = 51  # points, as samples draw it: 36 mm across
SCANNERS = {
    "colour": Scanner(200, "RGB"),
    "colour-tilted": Scanner(200, "RGB", 1.2),
    "one-bit": Scanner(200, "1"),
    "one-bit-fine-tilted": Scanner(300, "1", -0.8),
}
each_scanner = pytest.mark.parametrize("scanner", SCANNERS.values(), ids=list(SCANNERS))


def signed(seed: int, down: float = 0.0) -> tuple[Letter, Sheet, Seal]:
    """A letter, its page with the signature, and the seal, lowered by so many points."""
    made, sheets = letter(seed)
    seal = next(mark for mark in sheets[-1].marks if isinstance(mark, Seal))
    lowered = replace(seal, y=seal.y + down)
    marks = [lowered if mark is seal else mark for mark in sheets[-1].marks]
    return made, Sheet(marks), lowered


def scanned(sheet: Sheet, scanner: Scanner) -> Image.Image:
    return scan(sheet, scanner, Random(1))


def cleaned(image: Image.Image, scanner: Scanner) -> CleanPage:
    pixels = np.asarray(image if scanner.mode == "RGB" else image.convert("L"))
    return clean(pixels, scanner.dpi, bilevel=scanner.mode == "1")


@each_scanner
@pytest.mark.parametrize("seed", [3, 8])
def test_a_seal_is_found_to_the_pixel(seed: int, scanner: Scanner) -> None:
    _, sheet, seal = signed(seed)
    image = scanned(sheet, scanner)
    page = cleaned(image, scanner)
    (found,) = find_seals(page.ink, page.dpi)
    turned = cv2.getRotationMatrix2D((image.width / 2, image.height / 2), scanner.skew, 1.0)
    scale = scanner.dpi / 72
    there = turned @ (seal.x * scale, seal.y * scale, 1)
    here = page.to_upright @ (found.x, found.y, 1)
    assert np.hypot(*(here - there)) < 5
    assert found.radius == pytest.approx(RADIUS * page.dpi / 72, abs=2)


@each_scanner
def test_print_without_a_seal_has_none(scanner: Scanner) -> None:
    _, sheet, seal = signed(5)
    bare = Sheet([mark for mark in sheet.marks if mark is not seal])
    page = cleaned(scanned(bare, scanner), scanner)
    assert find_seals(page.ink, page.dpi) == []


def test_two_seals_are_told_apart() -> None:
    _, sheet, seal = signed(3)
    other = replace(seal, x=seal.x - 200, y=seal.y - 30)
    page = cleaned(scanned(Sheet([*sheet.marks, other]), SCANNERS["one-bit"]), SCANNERS["one-bit"])
    found = find_seals(page.ink, page.dpi)
    assert sorted(round(s.x * 72 / page.dpi) for s in found) == pytest.approx(
        [other.x, seal.x], abs=2
    )


def read_foot(sheet: Sheet, scanner: Scanner, engine: OcrEngine, folder: Path) -> Page:
    """The lower two thirds of a page, read."""
    image = scanned(sheet, scanner)
    path = folder / "a.png"
    image.crop((0, image.height // 3, image.width, image.height)).save(
        path, dpi=(scanner.dpi, scanner.dpi)
    )
    return read_page(inspect(path, Settings()), 1, engine, Settings())


# In colour across the lower rim, in one bit touching it.
@pytest.mark.engines
@pytest.mark.parametrize(("scanner", "down"), [("colour-tilted", 10), ("one-bit", 0)])
@pytest.mark.parametrize("seed", [3, 8])
def test_title_and_name_are_read_under_seal_and_pen(
    seed: int, scanner: str, down: float, engine: OcrEngine, tmp_path: Path
) -> None:
    made, sheet, _ = signed(seed, down)
    page = read_foot(sheet, SCANNERS[scanner], engine, tmp_path)
    fields = extract_fields([page], document_types()["van_ban_hanh_chinh"])
    assert fields["chuc_vu_ky"].value == " ".join(made.titles)
    assert fields["nguoi_ky"].value == made.signer


@pytest.mark.engines
def test_the_heading_below_a_signature_is_no_name(engine: OcrEngine, tmp_path: Path) -> None:
    made, sheet, seal = signed(3, 10)
    heading = "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"
    mark = Text(200, seal.y + 1.6 * RADIUS, heading, "tinos-b", 13)
    page = read_foot(Sheet([*sheet.marks, mark]), SCANNERS["one-bit"], engine, tmp_path)
    name, below = page.text.splitlines()[-2:]
    assert below == heading
    # The seal lies over the family name.
    assert name.split()[1:] == made.signer.split()[1:]


@pytest.mark.engines
@pytest.mark.parametrize("scanner", ["colour", "one-bit"])
def test_lettering_and_pen_are_no_text(scanner: str, engine: OcrEngine, tmp_path: Path) -> None:
    made, sheet, _ = signed(5)
    page = read_foot(sheet, SCANNERS[scanner], engine, tmp_path)
    block = [line.text for line in page.lines if line.zone is Zone.FOOT_RIGHT]
    assert block == [*made.titles, made.signer]
