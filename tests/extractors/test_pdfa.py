"""The searchable PDF: valid, small, the scan unchanged, and the words on their places."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pillow_heif
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream, pdfa
from PIL import Image, ImageDraw
from rapidfuzz import fuzz

from extractors.ingest import inspect
from extractors.pages import load_page
from extractors.pdfa import write_searchable
from models.errors import ErrorCode, SohoaError
from models.geometry import Box
from models.page import Line, Page, PageQuality, PageSource, Word
from models.settings import Settings
from tests.conftest import SAMPLES
from tests.faults.hostile import one_page, saved, with_image

pillow_heif.register_heif_opener()
SPECIMENS = SAMPLES / "van_ban_hanh_chinh"
NAMES = sorted(path.name for path in SPECIMENS.iterdir())
# What a scan's searchable PDF may have more than the scan.
GROWTH, PAGE_BYTES = 1.3, 20_000
SETTINGS = Settings()

TEXT = (
    "Kính gửi: Ủy ban nhân dân huyện Đức Huệ",
    "Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020",
    "đề nghị “các đơn vị” khẩn trương – 100 % – trước ngày 15/4.",
)


def scan(size: tuple[int, int] = (1654, 2339)) -> Image.Image:
    """Grey paper with some ink."""
    noise = np.random.default_rng(1).normal(235, 6, (size[1], size[0]))
    image = Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))
    ImageDraw.Draw(image).rectangle((200, 300, 900, 330), 20)
    return image


def packed(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def lines_of(texts: Sequence[str], skew: float = 0.0) -> tuple[Line, ...]:
    """Lines of words with boxes as an engine gives them; the text rises by `skew` degrees."""
    lines = []
    for i, text in enumerate(texts):
        words, x = [], 200.0
        for token in text.split():
            width, rise = 15.0 * len(token), np.tan(np.deg2rad(skew))
            bottom = 400.0 + 120 * i - (x - 200) * rise
            ends = bottom, bottom - width * rise
            words.append(Word(token, Box(x, min(ends) - 32, x + width, max(ends)), 0.9, i))
            x += width + 14
        lines.append(Line(tuple(words)))
    return tuple(lines)


def read(path: Path, lines: Sequence[Line] = (), **changes: object) -> list[Page]:
    """The input's pages, each as if `lines` had been read on it."""
    source, pages = inspect(path, SETTINGS), []
    for number in range(1, source.page_count + 1):
        image = load_page(source, number, SETTINGS)
        height, width = image.pixels.shape[:2]
        kind = PageSource.OCR if image.words is None else PageSource.TEXT_LAYER
        quality = PageQuality(problems=("blank",) if image.blank else ())
        page = Page(number, width, height, image.dpi, 0, 0.0, kind, quality, tuple(lines))
        pages.append(replace(page, **changes))  # type: ignore[arg-type]
    return pages


def searchable(folder: Path, data: bytes, pages: Sequence[Page] | None = None) -> Path:
    """The searchable PDF of an input with these bytes; checked to be PDF/A."""
    path, target = folder / "input", folder / "searchable.pdf"
    path.write_bytes(data)
    found = read(path, lines_of(TEXT)) if pages is None else pages
    write_searchable(inspect(path, SETTINGS), found, target, SETTINGS)
    assert pdfa.validate_written(target, "2b").findings == []
    assert path.read_bytes() == data
    return target


def words_of(path: Path, number: int = 1) -> list[tuple[str, Box]]:
    """Words with boxes in points, in the order of the content."""
    with pdfplumber.open(path) as pdf:
        return [
            (item["text"], Box(item["x0"], item["top"], item["x1"], item["bottom"]))
            for item in pdf.pages[number - 1].extract_words(use_text_flow=True)
        ]


def overlap(one: Box, other: Box) -> float:
    """Common area over joint area."""
    common = one.intersection(other)
    area = common.area if common else 0.0
    return area / (one.area + other.area - area)


@pytest.mark.parametrize("skew", [0.0, 1.5, -1.5])
def test_words_lie_where_they_were_read_in_reading_order(tmp_path: Path, skew: float) -> None:
    path = tmp_path / "input"
    path.write_bytes(packed(scan(), "JPEG", dpi=(200, 200)))
    lines = lines_of(TEXT, skew)
    target = searchable(tmp_path, path.read_bytes(), read(path, lines, skew=skew))
    words = [word for line in lines for word in line.words]
    found = words_of(target)
    assert [text for text, _ in found] == [word.text for word in words]
    for word, (_, box) in zip(words, found, strict=True):
        read_box = Box(*(side * 72 / 200 for side in word.box.as_list()))
        assert overlap(read_box, box) > 0.75


def test_every_reader_finds_the_same_text(tmp_path: Path) -> None:
    target = searchable(tmp_path, packed(scan(), "JPEG", dpi=(200, 200)))
    with pypdfium2.PdfDocument(target) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert [line.strip() for line in text.splitlines()] == list(TEXT)


def test_letters_beyond_the_basic_plane_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(packed(scan(), "JPEG", dpi=(200, 200)))
    pages = read(path, lines_of(("Chữ 𠀀 và 😀",)))
    with pypdfium2.PdfDocument(searchable(tmp_path, path.read_bytes(), pages)) as pdf:
        assert pdf[0].get_textpage().get_text_range().split() == ["Chữ", "𠀀", "và", "😀"]


@pytest.mark.parametrize("kind", ["JPEG", "PDF"])
def test_the_bytes_of_a_jpeg_are_kept(tmp_path: Path, kind: str) -> None:
    jpeg = packed(scan(), "JPEG", dpi=(200, 200))
    data = jpeg
    if kind == "PDF":
        data = saved(with_image(1654, 2339, 8, jpeg, Name.DCTDecode))
    with pikepdf.open(searchable(tmp_path, data)) as pdf:
        (image,) = pdf.pages[0].obj.Resources.XObject.values()
        assert image.read_raw_bytes() == jpeg


@pytest.mark.parametrize(
    ("mode", "kind", "options"),
    [
        ("1", "TIFF", {"compression": "group4"}), ("L", "PNG", {}), ("RGB", "PNG", {}),
        ("L", "TIFF", {"compression": "tiff_lzw"}),
    ],
)  # fmt: skip
def test_the_pixels_of_lossless_images_are_kept(
    tmp_path: Path, mode: str, kind: str, options: dict[str, object]
) -> None:
    image = scan().convert(mode)
    data = packed(image, kind, dpi=(200, 200), **options)
    target = searchable(tmp_path, data)
    with pikepdf.open(target) as pdf:
        (stored,) = pdf.pages[0].obj.Resources.XObject.values()
        kept = pikepdf.PdfImage(stored).as_pil_image().convert(mode)
    assert np.array_equal(np.asarray(kept), np.asarray(image))
    assert target.stat().st_size <= GROWTH * len(data) + PAGE_BYTES


@pytest.mark.parametrize("kind", ["WEBP", "HEIF"])
def test_images_that_pdf_cannot_hold_are_drawn_anew_and_stay_small(
    tmp_path: Path, kind: str
) -> None:
    data = packed(scan().convert("RGB"), kind, quality=40)
    target = searchable(tmp_path, data)
    assert target.stat().st_size <= GROWTH * len(data) + PAGE_BYTES


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "PDF", "WEBP"])
def test_the_page_is_shown_upright(tmp_path: Path, kind: str, rotation: int) -> None:
    image = scan()
    if kind == "PDF":
        pdf = with_image(1654, 2339, 8, packed(image, "JPEG"), Name.DCTDecode)
        pdf.pages[0].obj.MediaBox = Array([0, 0, 595, 842])
        pdf.pages[0].obj.Contents = Stream(pdf, b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        data = saved(pdf)
    else:
        data = packed(image, kind, dpi=(200, 200))
    path = tmp_path / "input"
    path.write_bytes(data)
    width, height = (1654, 2339) if rotation % 180 == 0 else (2339, 1654)
    pages = read(path, lines_of(TEXT), rotation=rotation, width=width, height=height)
    upright = np.rot90(np.asarray(image), rotation // 90)
    shown = drawn(searchable(tmp_path, data, pages), width)
    assert shown.shape == pytest.approx(upright.shape, abs=2)
    common = tuple(slice(0, min(a, b)) for a, b in zip(shown.shape, upright.shape, strict=True))
    assert float(np.abs(shown[common].astype(int) - upright[common]).mean()) < 6


def drawn(path: Path, width: int) -> np.ndarray:
    with pypdfium2.PdfDocument(path) as pdf:
        scale = width / pdf[0].get_width()
        return np.array(pdf[0].render(scale=scale, grayscale=True).to_numpy())


def test_what_an_image_does_not_need_is_left_out(tmp_path: Path) -> None:
    pdf = with_image(1654, 2339, 8, packed(scan(), "JPEG"), Name.DCTDecode)
    image = pdf.pages[0].obj.Resources.XObject.Im0
    image.Metadata = pdf.make_indirect(Stream(pdf, b"<x/>", Type=Name.Metadata, Subtype=Name.XML))
    image.Interpolate = True
    with pikepdf.open(searchable(tmp_path, saved(pdf))) as made:
        (kept,) = made.pages[0].obj.Resources.XObject.values()
        assert not {"/Metadata", "/Interpolate"} & set(kept.keys())


def test_old_hidden_text_is_replaced_and_not_doubled(tmp_path: Path) -> None:
    pdf = with_image(1654, 2339, 8, packed(scan(), "JPEG"), Name.DCTDecode)
    page = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources.Font = Dictionary(F1=font)
    hidden = b" BT 3 Tr /F1 12 Tf 20 500 Td (Ky b n nhan d n) Tj ET"
    page.Contents = Stream(pdf, page.Contents.read_bytes() + hidden)
    found = " ".join(text for text, _ in words_of(searchable(tmp_path, saved(pdf))))
    assert found == " ".join(TEXT)


def test_short_real_text_is_drawn_into_the_image_and_not_doubled(tmp_path: Path) -> None:
    pdf = one_page(b"BT /F1 24 Tf 50 500 Td (SO HOA) Tj ET")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
    path = tmp_path / "input"
    path.write_bytes(saved(pdf))
    target = searchable(tmp_path, path.read_bytes(), read(path, lines_of(("SO HOA",))))
    assert [text for text, _ in words_of(target)] == ["SO", "HOA"]
    assert drawn(target, 1000).min() < 100


@pytest.mark.parametrize("budget", ["ample", "small"])
def test_letters_without_their_font_are_drawn_sharply(tmp_path: Path, budget: str) -> None:
    # PDF/A wants fonts inside; Helvetica is not. A comment makes the source, and the budget, big.
    pdf = one_page(b"BT /F1 11 Tf 14 TL 50 540 Td " + b"(Ubi panis ibi patria) ' " * 30 + b" ET")
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
    data = saved(pdf) + (b"%" * 200_000 + b"\n%%EOF\n" if budget == "ample" else b"")
    path = tmp_path / "input"
    path.write_bytes(data)
    (page,) = read(path)
    assert page.source is PageSource.TEXT_LAYER
    page = replace(page, lines=(Line(load_page(inspect(path, SETTINGS), 1, SETTINGS).words or ()),))
    target = searchable(tmp_path, data, [page])
    assert [text for text, _ in words_of(target)] == ["Ubi", "panis", "ibi", "patria"] * 30
    assert target.stat().st_size < len(data) + PAGE_BYTES
    # Twice 826.5 pixels: bytes at the ends of rows are not full.
    before, after = drawn(path, 1653), drawn(target, 1653)
    assert before.shape == after.shape
    assert float(np.abs(before.astype(int) - after).mean()) < (1 if budget == "ample" else 2)


def test_pages_that_failed_keep_their_place_and_their_scan(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    for shade in (40, 120, 200):
        image = Image.new("L", (400, 600), shade)
        pdf.pages.extend(
            pikepdf.open(
                io.BytesIO(saved(with_image(400, 600, 8, packed(image, "JPEG"), Name.DCTDecode)))
            ).pages
        )
    path = tmp_path / "input"
    path.write_bytes(saved(pdf))
    pages = read(path)
    error = SohoaError(ErrorCode.TIMEOUT, "Page 2 took too long.", "Scan it again.")
    pages[1] = replace(pages[1], width=0, height=0, error=error)
    target = searchable(tmp_path, path.read_bytes(), pages)
    with pypdfium2.PdfDocument(target) as shown:
        middles = [int(page.render(grayscale=True).to_numpy()[200, 200]) for page in shown]
        assert middles == pytest.approx([40, 120, 200], abs=3)
        assert shown[1].get_size() == (595, 595)


def test_a_damaged_page_that_failed_is_left_blank(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    good = with_image(400, 600, 8, packed(scan((400, 600)), "JPEG"), Name.DCTDecode)
    pdf.pages.extend(good.pages)
    bad = pdf.add_blank_page(page_size=(300, 400)).obj
    bad.Contents = Stream(pdf, b"no deflated data", Filter=Name.FlateDecode)
    path = tmp_path / "input"
    path.write_bytes(saved(pdf))
    source = inspect(path, SETTINGS)
    with pytest.raises(SohoaError) as caught:
        load_page(source, 2, SETTINGS)
    image = load_page(source, 1, SETTINGS)
    quality = PageQuality()
    first = Page(1, 400, 600, image.dpi, 0, 0.0, PageSource.OCR, quality, lines_of(TEXT))
    failed = Page(2, 0, 0, 72.0, 0, 0.0, PageSource.OCR, quality, (), error=caught.value)
    target = searchable(tmp_path, path.read_bytes(), [first, failed])
    with pypdfium2.PdfDocument(target) as shown:
        assert [page.get_size() for page in shown][1] == (300, 400)
    assert [text for text, _ in words_of(target)] == " ".join(TEXT).split()


def test_pages_beyond_the_limits_of_pdf_are_made_to_fit(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(packed(Image.new("L", (12_000, 40), 128), "PNG", dpi=(50, 50)))
    (page,) = read(path)
    page = replace(page, dpi=50.0, lines=(Line((Word("dài", Box(0, 5, 12_000, 35), 1.0),)),))
    target = searchable(tmp_path, path.read_bytes(), [page])
    with pypdfium2.PdfDocument(target) as pdf:
        assert pdf[0].get_size() == pytest.approx((14_400, 48), abs=1)
    ((text, box),) = words_of(target)
    assert text == "dài"
    assert (box.x0, box.x1) == pytest.approx((0, 14_400), abs=2)


def test_a_target_that_cannot_be_written_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(packed(scan(), "JPEG"))
    with pytest.raises(FileNotFoundError):
        write_searchable(
            inspect(path, SETTINGS), read(path), tmp_path / "nowhere" / "a.pdf", SETTINGS
        )


# On the shipped specimens, as `sohoa digitize` has read them.


def record(folder: Path, name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.engines
@pytest.mark.parametrize("name", NAMES)
def test_specimens_hardly_grow(digitized: Path, name: str) -> None:
    before = (SPECIMENS / name).stat().st_size
    pages = len(record(digitized, name)["pages"])  # type: ignore[arg-type]
    after = (digitized / f"{name}.searchable.pdf").stat().st_size
    assert after <= GROWTH * before + PAGE_BYTES * pages


@pytest.mark.engines
@pytest.mark.parametrize("name", NAMES)
def test_text_is_selected_in_the_order_of_the_record(digitized: Path, name: str) -> None:
    for page in record(digitized, name)["pages"]:  # type: ignore[attr-defined]
        found = words_of(digitized / f"{name}.searchable.pdf", page["number"])
        told = page["text"].split()
        likeness = fuzz.ratio([text for text, _ in found], told)
        assert likeness > (95 if page["source"] == "ocr" else 80)


@pytest.mark.engines
@pytest.mark.parametrize("name", NAMES)
def test_evidence_and_searchable_words_agree(digitized: Path, name: str) -> None:
    result = record(digitized, name)
    pages = {page["number"]: page for page in result["pages"]}  # type: ignore[attr-defined]
    agreeing = []
    for field in result["documents"][0]["fields"].values():  # type: ignore[index]
        if field["raw"] is None:
            continue
        parts = []
        for evidence in field["evidence"]:
            scale = 72 / pages[evidence["page"]]["dpi"]
            x0, y0, x1, y1 = (side * scale for side in evidence["box"])
            words = words_of(digitized / f"{name}.searchable.pdf", evidence["page"])
            parts += [
                text for text, box in words
                if x0 <= box.center[0] <= x1 and y0 <= box.center[1] <= y1
            ]  # fmt: skip
        agreeing.append(fuzz.token_sort_ratio(" ".join(parts), field["raw"]) > 80)
    assert len(agreeing) >= 5
    # Names under a seal are read once more, from a page without it.
    assert sum(agreeing) >= len(agreeing) - 1


@pytest.mark.engines
@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".pdf")])
def test_words_are_invisible_over_the_same_scan(digitized: Path, name: str) -> None:
    rotation = record(digitized, name)["pages"][0]["rotation"]  # type: ignore[index]
    before = np.rot90(drawn(SPECIMENS / name, 800), rotation // 90)
    after = drawn(digitized / f"{name}.searchable.pdf", before.shape[1])
    assert before.shape == after.shape
    assert float(np.abs(before.astype(int) - after).mean()) < 1.5
