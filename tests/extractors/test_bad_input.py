"""Pages that tempt a reader to mend what is right, and letterheads that are not as usual."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from benchmarks.reading import Score
from extractors.ocr import OcrEngine
from extractors.pages import PageImage
from extractors.pipeline import understand
from extractors.read import read_image
from models.doctypes import document_types
from models.extraction import Document, ExtractedField
from models.page import Page
from samples.letters import Letter, make_letter
from samples.make import compose
from samples.render import LEFT, TOP, Rule, Sheet, Text, width
from samples.scan import Scanner, scan

pytestmark = pytest.mark.engines

# The grey of a photocopier's glass and a blunt scan: what makes an engine hesitate.
WORN = Scanner(150, "L", blur=1.0, noise=9.0)

ENGLISH = """The parties shall consult each other on any matter arising from this agreement
and may at any time propose that it be amended by mutual written consent.
Payment is due on the last day of the month; a late fee of two per cent applies.
Please contact the help desk before returning the equipment to our address in Ban Me Thuot."""
DIGITS = """0123 4567 8901 2345 6789
079185001234 072301004567 1900571512
12/03/2024 31/12/1999 01/01/2000
113.500.000 7.250.000 98,5 0,25"""
AMOUNTS = """STT Nội dung Đơn vị Số lượng Đơn giá Thành tiền
1 Giấy A4 ram 120 65.000 7.800.000
2 Mực in hộp 15 1.250.000 18.750.000
3 Bìa hồ sơ cái 2.000 3.500 7.000.000
Cộng 33.550.000
Bằng chữ: Ba mươi ba triệu năm trăm năm mươi nghìn đồng"""
NAMES = """1. Hồ Thị Nhường, sinh năm 1987, ấp Bàu Sen
2. Đỗ Quyên Thường, sinh năm 1991, khu phố Hoà Bình
3. Y Bhiông Niê, sinh năm 1990, buôn Ako Dhông
4. Trịnh Hoài Tiển, sinh năm 1954, ấp Láng Cháo
5. Thạch Sóc Kha, sinh năm 1979, ấp Trường Đức
6. Lương Thế Nghị, sinh năm 2003, ấp Voi
7. Điểu K'Rứ, sinh năm 1968, sóc Bom Bo
8. Phùng Khắc Khoan Đính, sinh năm 1962, ấp Xẻo Nhum"""
CAPITALS = """UY BAN NHAN DAN TINH TAY NINH
CONG TY TNHH MOT THANH VIEN THUONG MAI DICH VU MINH TAM
NGUOI NHAN HANG TRAN VAN LAM DIEN THOAI LIEN HE
MAU SO B01 DN BANG CAN DOI KE TOAN"""
DOTS = """Họ và tên: ................................................ Giới tính: ...........
Ngày sinh: ......../......../............ Dân tộc: ......................
Nơi thường trú: .............................................................
Số giấy tờ: .......................... Ngày cấp: ............................"""


def scanned(sheet: Sheet, scanner: Scanner, seed: int = 1) -> PageImage:
    picture = scan(sheet, scanner, Random(seed))
    bilevel = picture.mode == "1"
    pixels = np.asarray(picture.convert("L") if bilevel else picture, np.uint8)
    return PageImage(1, np.ascontiguousarray(pixels), scanner.dpi, bilevel)


def rows_of(text: str) -> Sheet:
    sheet = Sheet()
    for n, row in enumerate(text.splitlines()):
        sheet.marks.append(Text(LEFT, TOP + 22 * n, row, "tinos", 13))
        sheet.lines.append(row)
    return sheet


def scored(page: Page, sheet: Sheet) -> Score:
    score = Score()
    score.add("\n".join(sheet.lines), page.lines, 0.0)
    return score


@pytest.mark.parametrize("scanner", [Scanner(200, "L"), WORN], ids=["clean", "worn"])
@pytest.mark.parametrize(
    "text",
    [ENGLISH, DIGITS, AMOUNTS, NAMES, CAPITALS, DOTS],
    ids=["english", "digits", "amounts", "names", "capitals", "dots"],
)
def test_no_word_that_was_right_is_mended(engine: OcrEngine, text: str, scanner: Scanner) -> None:
    sheet = rows_of(text)
    score = scored(read_image(scanned(sheet, scanner), engine), sheet)
    assert score.damaged == 0
    if text != DOTS:  # dots stand for words of their own, which no two readings count alike
        assert score.correct >= 0.7 * len(text.split())


@pytest.mark.parametrize("text", [DIGITS, AMOUNTS, NAMES], ids=["digits", "amounts", "names"])
def test_no_digit_is_another_than_the_engine_read(engine: OcrEngine, text: str) -> None:
    page = read_image(scanned(rows_of(text), WORN), engine)
    words = [word for line in page.lines for word in line.words]
    assert words
    for word in words:
        if any(c.isdigit() for c in word.read or ""):
            assert word.text == word.read


def test_heavy_specks_cost_few_words(engine: OcrEngine) -> None:
    random = Random(3)
    sheet = compose(make_letter(random), random)[0]
    score = scored(read_image(scanned(sheet, Scanner(200, "1", specks=6000)), engine), sheet)
    assert score.damaged == 0
    assert score.errors.word_edits <= 0.15 * score.errors.words


@pytest.mark.parametrize("scanner", [Scanner(200, "L"), Scanner(200, "1", specks=400)])
def test_a_page_without_text_has_none(engine: OcrEngine, scanner: Scanner) -> None:
    page = read_image(scanned(Sheet(), scanner), engine)
    assert not [word for line in page.lines for word in line.words if word.text.isalnum()]
    [paper] = understand([page], document_types())
    assert "no_text" in [issue.code for issue in paper.issues]


def letter(**changes: object) -> Letter:
    made = make_letter(Random(5), kind="Quyết định")
    return replace(made, symbol="QĐ-UBND", handwritten=(), **changes)  # type: ignore[arg-type]


def read_letter(engine: OcrEngine, made: Letter, *more: Text | Rule) -> Document:
    sheet = compose(made, Random(5))[0]
    sheet.marks += more
    [paper] = understand([read_image(scanned(sheet, Scanner(200, "L")), engine)], document_types())
    return paper


def codes(field: ExtractedField) -> set[str]:
    return {issue.code for issue in field.issues}


def test_a_number_left_blank_stays_blank(engine: OcrEngine) -> None:
    symbol = read_letter(engine, letter(number=" " * 12)).fields["so_ky_hieu"]
    assert symbol.value == "/QĐ-UBND"
    assert symbol.needs_review
    assert codes(symbol) == {"number_blank"}


def test_a_number_with_a_letter_is_kept_or_asked_for(engine: OcrEngine) -> None:
    symbol = read_letter(engine, letter(number="12a")).fields["so_ky_hieu"]
    assert symbol.value in ("12a/QĐ-UBND", "12A/QĐ-UBND") or symbol.needs_review
    assert str(symbol.value).endswith("/QĐ-UBND")


def test_a_year_inside_the_number_belongs_to_it(engine: OcrEngine) -> None:
    symbol = read_letter(engine, letter(number="155/2020")).fields["so_ky_hieu"]
    assert symbol.value == "155/2020/QĐ-UBND"


def test_of_two_numbers_the_letterheads_is_taken(engine: OcrEngine) -> None:
    arrival = [
        Text(90, TOP + 120, "CÔNG VĂN ĐẾN", "tinos-b", 10),
        Text(90, TOP + 134, "Số: 4711   Ngày: 05/6/2021", "tinos", 10),
    ]
    symbol = read_letter(engine, letter(number="368"), *arrival).fields["so_ky_hieu"]
    assert symbol.value == "368/QĐ-UBND"


def test_a_day_struck_out_is_asked_for(engine: OcrEngine) -> None:
    made = replace(letter(number="368"), handwritten=("so_ky_hieu", "ngay_ban_hanh"))
    sheet = compose(made, Random(5))[0]
    day = f"{made.date.day:02d}"
    [pen] = [m for m in sheet.marks if isinstance(m, Text) and m.face == "hand" and m.text == day]
    end = pen.x + width(pen.text, pen.face, pen.size)
    strikes = [Rule(pen.x - 3, end + 3, pen.y - pen.size * share) for share in (0.2, 0.35, 0.5)]
    date = read_letter(engine, made, *strikes).fields["ngay_ban_hanh"]
    assert date.needs_review
    assert date.value == made.date.isoformat()[:7] or "day_not_read" in codes(date)
