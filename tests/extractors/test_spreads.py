"""Two pages side by side on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.fields import extract_fields
from extractors.spreads import unfolded
from models.doctypes import document_types
from models.geometry import Box
from models.page import Cell, Line, Page
from tests.extractors.papers import HEIGHT, WIDTH, line, page

TYPES = document_types()
SHEET, MARGIN, RIGHT = 2 * WIDTH, 100, 1760
LEFT_PAGE = (
    "ỦY BAN NHÂN DÂN HUYỆN CHƯ SÊ",
    "CHỨNG NHẬN",
    "I - TÊN NGƯỜI SỬ DỤNG ĐẤT",
    "Ông: TRẦN VĂN AN, năm sinh: 1970, CMND số: 253986419",
    "Địa chỉ thường trú: Ấp 8, xã Ia Blang, huyện Chư Sê, tỉnh Gia Lai",
    "II - THỬA ĐẤT ĐƯỢC QUYỀN SỬ DỤNG",
    "1. Thửa đất số: 250",
    "8. Nguồn gốc sử dụng đất: Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng trước",
    "đây của Nhà nước",
)
RIGHT_PAGE = (
    "V - SƠ ĐỒ THỬA ĐẤT",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "Chư Sê, ngày 25 tháng 07 năm 2008",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
)


def sheet(left: Sequence[str], right: Sequence[str]) -> Page:
    """Rows that go across the sheet, as a reader takes them that knows of no fold."""
    lines = []
    for i in range(max(len(left), len(right))):
        sides = [(left, MARGIN), (right, RIGHT)]
        parts = [line(texts[i], x, 300 + 60 * i) for texts, x in sides if i < len(texts)]
        lines.append(Line(tuple(word for part in parts for word in part.words)))
    return replace(page(lines), width=SHEET, height=HEIGHT)


def test_the_left_page_is_read_before_the_right_one() -> None:
    found = extract_fields([sheet(LEFT_PAGE, RIGHT_PAGE)], TYPES["gcn_quyen_su_dung_dat"])
    assert found["co_quan_cap"].value == LEFT_PAGE[0]
    assert found["nguon_goc_su_dung"].value == (
        "Công nhận quyền sử dụng đất như giao đất có thu tiền sử dụng trước đây của Nhà nước"
    )
    assert found["ngay_cap"].value == "2008-07-25"


def test_a_book_of_house_and_ground_names_its_holders_left_and_the_ground_right() -> None:
    left = (
        "QUYỀN SỞ HỮU NHÀ Ở VÀ QUYỀN SỬ DỤNG ĐẤT Ở",
        "I - CHỦ SỞ HỮU NHÀ Ở, SỬ DỤNG ĐẤT Ở",
        "- Bà LÂM THỊ MƯỜI",
        "CMND số 259413349 - Sinh năm 1963",
        "Hộ khẩu thường trú: Thôn Hạ Lũng, xã Ia Dêr, huyện Ia Grai, tỉnh Gia Lai",
        "Ia Grai, ngày 25 tháng 08 năm 2007",
        "ỦY BAN NHÂN DÂN HUYỆN IA GRAI",
        "Đã ghi vào sổ đăng ký quyền sở hữu số: H 00140",
    )
    right = (
        "II - THỰC TRẠNG NHÀ Ở, ĐẤT Ở",
        "Diện tích xây dựng nhà: 132,5 m2",
        "Thửa số: 2112 Bản đồ số: 109",
        "Nơi có đất: Số 121, ấp Chánh, xã Ia Dêr, huyện Ia Grai, tỉnh Gia Lai",
        "Diện tích đất: 181,5 m2",
        "Hình thức: Riêng: 181,5 m2; Chung: Không",
        "Thời hạn được sử dụng: Ổn định lâu dài",
        "Nguồn gốc đất: Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất",
        "III - SƠ ĐỒ NHÀ Ở, ĐẤT Ở",
    )
    found = extract_fields([sheet(left, right)], TYPES["gcn_quyen_su_dung_dat"])
    (holder,) = found["chu_su_dung"].value or ()
    assert holder == {
        "ho_ten": "LÂM THỊ MƯỜI",
        "nam_sinh": "1963",
        "so_giay_to": "259413349",
        "dia_chi": "Thôn Hạ Lũng, xã Ia Dêr, huyện Ia Grai, tỉnh Gia Lai",
    }
    assert (found["so_vao_so"].value, found["so_to_ban_do"].value) == ("H00140", "109")
    assert (found["dien_tich"].value, found["thoi_han_su_dung"].value) == (
        "181.5",
        "Ổn định lâu dài",
    )
    assert found["hinh_thuc_su_dung"].value == "Riêng: 181,5 m²; Chung: Không"
    assert found["nguon_goc_su_dung"].value == right[-2].partition(": ")[2]


def test_boxes_stay_those_of_the_sheet() -> None:
    whole = sheet(LEFT_PAGE, RIGHT_PAGE)
    left, right = unfolded(whole)
    words = {word for side in (left, right) for x in side.lines for word in x.words}
    assert words == {word for x in whole.lines for word in x.words}
    assert (left.number, right.number) == (whole.number, whole.number)
    assert max(word.box.x1 for x in left.lines for word in x.words) < RIGHT


def test_a_sheet_with_a_line_or_table_across_its_middle_is_one_page() -> None:
    whole = sheet(LEFT_PAGE, RIGHT_PAGE)
    across = line("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở", 1300, 1400)
    titled = replace(whole, lines=(*whole.lines, across))
    table = tuple(Cell(0, i, Box(800 + 900 * i, 1200, 1700 + 900 * i, 1300)) for i in range(2))
    assert unfolded(titled) == (titled,)
    ruled = replace(whole, tables=(table,))
    assert unfolded(ruled) == (ruled,)


def test_an_upright_page_or_one_with_little_on_a_side_is_one_page() -> None:
    upright = replace(sheet(LEFT_PAGE, RIGHT_PAGE), height=2 * SHEET)
    stamped = sheet(LEFT_PAGE, RIGHT_PAGE[:4])
    assert unfolded(upright) == (upright,)
    assert unfolded(stamped) == (stamped,)
