"""Scans and photographs of papers that go wrong: the real engine gives no confident wrong value."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest
from PIL import Image

from extractors.desk import find_paper, flatten
from extractors.ingest import inspect
from extractors.ocr import OcrEngine
from extractors.pages import PageImage, load_page
from extractors.pipeline import understand
from extractors.read import read_image
from models.doctypes import document_types
from models.extraction import Document
from models.page import Page
from models.settings import Settings
from samples.forms import Form, make_form
from samples.render import Sheet, Text, width
from samples.scan import Scanner, scan, to_pdf
from samples.typeset import filled
from tests.extractors.typeset import Pixels, photographed, silent

TYPES = document_types()
A4 = (3508, 2480)


def scanned(sheet: Sheet, dpi: int = 200, skew: float = 0.3) -> Pixels:
    return np.array(scan(sheet, Scanner(dpi, "RGB", skew, 0.5, 2.0), Random(1)))


def read(engine: OcrEngine, *pictures: Pixels, dpi: int = 200) -> tuple[Page, ...]:
    return tuple(
        read_image(PageImage(number, np.ascontiguousarray(picture), float(dpi)), engine)
        for number, picture in enumerate(pictures, 1)
    )


def issues(paper: Document) -> set[str]:
    return {issue.code for issue in paper.issues}


def laid(*papers: tuple[Pixels, int, int], size: tuple[int, int] = A4) -> Pixels:
    """Papers on a white sheet, each with its left and top."""
    sheet = np.full((*size, 3), 255, np.uint8)
    for paper, x, y in papers:
        sheet[y : y + paper.shape[0], x : x + paper.shape[1]] = paper
    return sheet


LEANING = [(0.2, 0.1), (0.9, 0.35), (0.78, 0.92), (0.08, 0.67)]
ASLANT = [(0.25, 0.1), (0.75, 0.1), (0.95, 0.9), (0.05, 0.9)]


@pytest.mark.engines
@pytest.mark.parametrize("corners", [LEANING, ASLANT], ids=["leaning", "aslant"])
def test_a_card_photographed_on_a_desk_is_read(
    engine: OcrEngine, corners: Sequence[tuple[float, float]]
) -> None:
    form = filled("can_cuoc", "cccd-2021-mat-truoc")
    photo, to_photo = photographed(scanned(form.sheets[0], 400, 0.0), corners, (1600, 2000))
    pages = read(engine, photo, dpi=300)
    (paper,) = understand(pages, TYPES)
    assert paper.document_type.id == "can_cuoc"
    assert not silent(paper, form, TYPES["can_cuoc"])
    assert paper.fields["ho_ten"].value is not None
    assert (pages[0].width, pages[0].height) == (2000, 1600)
    # The boxes of the number's words are where it stands in the photograph.
    number = str(form.fields["so_dinh_danh"])
    (mark,) = (m for m in form.sheets[0].marks if isinstance(m, Text) and m.text == number)
    middle = mark.x + width(number, mark.face, mark.size) / 2, mark.y - 0.35 * mark.size
    point = np.array([[[value * 400 / 72 for value in middle]]], np.float64)
    x, y = cv2.perspectiveTransform(point, to_photo).reshape(2)
    (word,) = (w for w in pages[0].words if w.text == number)
    assert word.box.x0 < x < word.box.x1
    assert word.box.y0 < y < word.box.y1


@pytest.mark.engines
def test_a_form_photographed_on_a_desk_is_read(engine: OcrEngine) -> None:
    form = filled("giay_khai_sinh", "ban-sao-2024")
    corners = [(0.12, 0.06), (0.9, 0.08), (0.97, 0.95), (0.04, 0.93)]
    photo, _ = photographed(scanned(form.sheets[0], skew=0.0), corners, (2600, 1950))
    (paper,) = understand(read(engine, photo), TYPES)
    assert paper.document_type.id == "giay_khai_sinh"
    assert not silent(paper, form, TYPES["giay_khai_sinh"])
    right = [name for name, item in paper.fields.items() if item.value == form.fields[name]]
    assert len(right) > 0.7 * len(paper.fields)


@pytest.mark.engines
@pytest.mark.parametrize("how", ["above", "beside"])
def test_two_forms_on_a_sheet_are_never_one(engine: OcrEngine, how: str) -> None:
    if how == "above":
        layout, a5 = "a5-ngang-viet-tay", 1.0
    else:
        layout, a5 = "mau-01-2018", 0.707
    made = [filled("giay_tiep_nhan", layout, seed) for seed in (1, 2)]
    dpi = 200 if how == "above" else 300
    papers = [
        cv2.resize(scanned(f.sheets[0], dpi), None, fx=a5, fy=a5, interpolation=cv2.INTER_AREA)
        for f in made
    ]
    both = np.vstack(papers) if how == "above" else np.hstack(papers)
    (paper,) = understand(read(engine, np.asarray(both, np.uint8), dpi=dpi), TYPES)
    assert "two_papers" in issues(paper)
    assert all(item.needs_review for item in paper.fields.values())


@pytest.mark.engines
@pytest.mark.parametrize("other", ["cccd-2021-mat-truoc", "cccd-2021-mat-sau"])
def test_cards_of_two_people_are_never_one(engine: OcrEngine, other: str) -> None:
    front = filled("can_cuoc", "cccd-2021-mat-truoc", 1)
    cards = [scanned(f.sheets[0], 300, 0.0) for f in (front, filled("can_cuoc", other, 2))]
    (paper,) = understand(
        read(engine, laid((cards[0], 300, 200), (cards[1], 300, 1500)), dpi=300), TYPES
    )
    assert "two_people" in issues(paper)
    assert all(item.needs_review for item in paper.fields.values())


@pytest.mark.engines
@pytest.mark.parametrize("type_id", ["to_khai_khai_sinh", "giay_tiep_nhan"])
def test_a_blank_form_says_nothing(engine: OcrEngine, type_id: str) -> None:
    layout = {"to_khai_khai_sinh": "tt04-2020", "giay_tiep_nhan": "mau-01-2018"}[type_id]
    form = make_form(type_id, Random(4), layout, blank=True)
    (paper,) = understand(read(engine, scanned(form.sheets[0])), TYPES)
    assert paper.document_type.id == type_id
    assert "hardly_filled" in issues(paper)
    assert all(item.needs_review for item in paper.fields.values())


@pytest.fixture(scope="module")
def certificate() -> tuple[Form, Pixels]:
    form = filled("giay_khai_sinh", "ban-chinh-2020", 3)
    return form, scanned(form.sheets[0])


@pytest.mark.engines
@pytest.mark.parametrize(
    ("left", "right", "white"),
    [(0.17, 1.0, False), (0.0, 0.72, False), (0.2, 1.0, True), (0.0, 0.72, True)],
    ids=["labels-cut", "right-cut", "labels-not-copied", "right-not-copied"],
)
def test_what_is_cut_off_is_not_made_up(
    engine: OcrEngine, certificate: tuple[Form, Pixels], left: float, right: float, white: bool
) -> None:
    form, whole = certificate
    x0, x1 = int(left * whole.shape[1]), int(right * whole.shape[1])
    part = whole[:, x0:x1]
    if white:
        part = np.full_like(whole, 255)
        part[:, x0:x1] = whole[:, x0:x1]
    (paper,) = understand(read(engine, part), TYPES)
    assert not silent(paper, form, TYPES["giay_khai_sinh"])


@pytest.mark.engines
def test_turned_empty_and_repeated_pages_are_one_paper(
    engine: OcrEngine, certificate: tuple[Form, Pixels], tmp_path: Path
) -> None:
    form, whole = certificate
    pages = (whole, np.full_like(whole, 250), np.rot90(whole, 2), np.rot90(whole))
    path = tmp_path / "stack.pdf"
    path.write_bytes(to_pdf([Image.fromarray(page) for page in pages], 200))
    source = inspect(path, Settings())
    seen = [read_image(load_page(source, n, Settings()), engine) for n in range(1, 5)]
    assert [page.rotation for page in seen] == [0, 0, 180, 270]
    assert "blank" in seen[1].quality.problems
    (paper,) = understand(seen, TYPES)
    assert paper.pages == (1, 2, 3, 4)
    assert [i.page for i in paper.issues if i.code == "repeated_page"] == [3, 4]
    assert not silent(paper, form, TYPES["giay_khai_sinh"])
    assert paper.fields["ho_ten"].value == form.fields["ho_ten"]


def test_paper_on_a_desk_is_made_flat(certificate: tuple[Form, Pixels]) -> None:
    whole = certificate[1]
    photo, to_photo = photographed(whole, LEANING, (1600, 2000))
    found = find_paper(photo)
    assert found is not None
    assert np.abs(found - np.array(LEANING) * (2000, 1600)).max() < 8
    flat = flatten(photo)
    assert flat is not None
    height, across = flat.pixels.shape[:2]
    middle = np.array([[[across / 2, height / 2]]], np.float64)
    there = np.array([[[whole.shape[1] / 2, whole.shape[0] / 2]]], np.float64)
    back = cv2.perspectiveTransform(middle, flat.back)
    assert np.abs(back - cv2.perspectiveTransform(there, to_photo)).max() < 60


def test_scans_are_no_photographs(certificate: tuple[Form, Pixels]) -> None:
    whole = certificate[1]
    assert find_paper(whole) is None
    # A dark border at two sides, as scanners with an open lid make it.
    bordered = whole.copy()
    bordered[:40], bordered[:, -60:] = 20, 20
    assert find_paper(bordered) is None
    # A paper that the photograph cuts off.
    beyond = [(-0.1, 0.1), (0.9, 0.2), (0.8, 0.9), (-0.2, 0.8)]
    assert find_paper(photographed(whole, beyond, (1600, 2000))[0]) is None
    # A dark picture on a page.
    pictured = whole.copy()
    pictured[600:1500, 300:1300] = 60
    assert find_paper(pictured) is None
