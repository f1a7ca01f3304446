"""Forms that are wrong, empty or cut in two: none may give a confident wrong value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from extractors.fields import extract_fields
from extractors.pipeline import understand
from models.doctypes import document_types
from models.extraction import Document
from models.geometry import Box
from models.page import Code, CodeFormat
from models.values.text import fold
from samples.forms import TEMPLATES, Form, make_form
from samples.forms.template import Story, Template
from samples.render import Text
from samples.typeset import filled, typeset
from tests.extractors.papers import centred, line, page
from tests.extractors.test_tables_of_forms import form, table
from tests.extractors.typeset import silent

TYPES = document_types()


@pytest.mark.parametrize(
    ("type_id", "field", "text"),
    [
        ("giay_ket_hon", "ngay_dang_ky", "Ngày, tháng, năm đăng ký: 31/02/2020"),
        ("trich_luc_khai_tu", "so_dinh_danh", "Số định danh cá nhân: 07920A234567"),
        ("trich_luc_khai_tu", "so_dinh_danh", "Số định danh cá nhân: 0792012345"),
        ("giay_tiep_nhan", "nguoi_nop", "Người nộp hồ sơ: Hoa"),
        ("giay_tiep_nhan", "so_dien_thoai", "Số điện thoại: 09123"),
        ("giay_tiep_nhan", "email", "Email: hoa@"),
        ("giay_tiep_nhan", "ma_ho_so", "Mã hồ sơ: H53.01-251399-0001"),
        ("gcn_ho_kinh_doanh", "von_kinh_doanh", "Vốn kinh doanh: nhiều đồng"),
    ],
)
def test_what_cannot_be_is_asked_about(type_id: str, field: str, text: str) -> None:
    found = extract_fields([page([line(text, 240, 600)])], TYPES[type_id])[field]
    assert found.needs_review
    assert found.issues


def test_a_code_that_contradicts_the_print_is_asked_about() -> None:
    payload = "079201001234|271234567|Lê Thị Hoa|05031990|Nữ|Ấp 3, Long Vĩnh, Tây Ninh|01022022"
    card = page(
        [
            centred("CĂN CƯỚC CÔNG DÂN", 400),
            line("Số / No.: 079201001234", 400, 500),
            line("Họ và tên / Full name: TRẦN VĂN BÌNH", 400, 560),
        ]
    )
    code = Code(payload, CodeFormat.QR, Box(1200, 300, 1400, 500))
    found = extract_fields([replace(card, codes=(code,))], TYPES["can_cuoc"])["ho_ten"]
    assert found.needs_review
    assert {found.value, *found.alternatives} >= {"Lê Thị Hoa", "TRẦN VĂN BÌNH"}


@pytest.mark.parametrize(
    ("name", "top"), [("HOÀNG THỊ MAI", 560), ("HOANG THỊ MAI", 560), ("TRẦN VĂN BÌNH", 560)]
)
def test_who_compares_a_code_is_shown_the_print(name: str, top: int) -> None:
    payload = "079201001234||Hoàng Thị Mai|05031990|Nữ|Ấp 3, Long Vĩnh, Tây Ninh|01022022"
    lines = [
        centred("CĂN CƯỚC CÔNG DÂN", 400),
        line("Số / No.: 079201001234", 400, 500),
        line(f"Họ và tên / Full name: {name}", 400, top),
    ]
    code = Code(payload, CodeFormat.QR, Box(1200, 300, 1400, 500))
    found = extract_fields([replace(page(lines), codes=(code,))], TYPES["can_cuoc"])
    [place] = found["ho_ten"].evidence
    assert (place.box.y0, found["ho_ten"].value) == (lines[2].box.y0, "Hoàng Thị Mai")
    [place] = found["so_dinh_danh"].evidence
    assert place.box.y0 == lines[1].box.y0
    # What is printed nowhere stands in the code.
    [place] = found["noi_thuong_tru"].evidence
    assert place.box == code.box


def test_a_table_goes_on_at_the_top_of_the_next_page() -> None:
    heads = ["TT", "Tên giấy tờ", "Số lượng"]
    xs = (200, 290, 1200, 1450)
    first, above = table([heads, ["1", "Đơn đăng ký biến động", "01"]], xs, top=2000)
    second, below = table([["2", "Giấy chứng nhận đã cấp", "01"]], xs, top=200)
    number = centred("2", 100)
    pages = [
        form([line("Thành phần hồ sơ nộp gồm:", 200, 1940), *above], first),
        replace(form([number, *below], second), number=2),
    ]
    found = extract_fields(pages, TYPES["giay_tiep_nhan"])["thanh_phan_ho_so"]
    assert found.value == ("Đơn đăng ký biến động", "Giấy chứng nhận đã cấp")


def test_a_paper_of_an_unknown_kind_is_no_known_one() -> None:
    contract = page(
        [
            centred("HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT", 400),
            line("Bên chuyển nhượng: Ông Lê Văn Bình", 240, 500),
            line("Thửa đất số: 12, tờ bản đồ số: 5", 240, 560),
            line("Diện tích: 120 m²", 240, 620),
        ]
    )
    (found,) = understand([contract], TYPES)
    unsure = found.document_type.confidence < 0.9
    assert found.document_type.id == "khac" or unsure
    assert all(item.needs_review for item in found.fields.values())


def test_capitals_without_marks_are_kept_as_written() -> None:
    slip = page([line("Nguoi nop ho so: NGUYEN VAN AN", 240, 600)])
    found = extract_fields([slip], TYPES["giay_tiep_nhan"])["nguoi_nop"]
    assert found.value in {"NGUYEN VAN AN", "NGUYỄN VAN AN"}
    assert found.value == "NGUYEN VAN AN" or found.needs_review


def understood(made: Form) -> list[Document]:
    pages = [typeset(sheet, number) for number, sheet in enumerate(made.sheets, 1)]
    return [x for x in understand(pages, TYPES) if x.document_type.id == made.type]


@pytest.mark.parametrize("layout", TEMPLATES, ids=lambda t: f"{t.type}-{t.name}")
def test_a_blank_form_says_nothing_for_sure(layout: Template) -> None:
    made = make_form(layout.type, Random(layout.name), layout.name, blank=True)
    for paper in understood(made):
        assert not silent(paper, made, TYPES[made.type])


def said(kinds: set[str], change: Callable[[str], str]) -> Callable[[str], Callable[[Story], None]]:
    """For a type: what fills in its fields of some kinds otherwise."""

    def of(type_id: str) -> Callable[[Story], None]:
        wanted = {item.id for item in TYPES[type_id].field if item.kind in kinds}

        def alter(story: Story) -> None:
            for name in wanted & set(story.shown) & set(story.gold):
                if isinstance(story.gold[name], str):
                    story.shown[name] = story.gold[name] = change(story.shown[name])

        return alter

    return of


def bare(text: str) -> str:
    """Capitals without marks, as people fill in forms."""
    return fold(text).upper()


WORDS = {"address", "person_name", "ethnic_group", "nationality", "phone", "personal_id"}
HOSTILE = {
    "khong": said(WORDS, lambda _: "không"),
    "khong-co": said(WORDS, lambda _: "Không có"),
    "not-applicable": said(WORDS, lambda _: "N/A"),
    "dots": said(WORDS, lambda _: "...."),
    "capitals": said({"address", "person_name"}, bare),
    "one-word": said({"person_name"}, lambda text: text.split()[-1]),
    "letter-in-number": said({"personal_id", "phone"}, lambda text: f"{text[:5]}A{text[6:]}"),
    "very-long": said(
        {"address"},
        lambda text: (
            text + ", kèm theo văn bản xác nhận của cơ quan có thẩm quyền về nơi ở của "
            "người được ủy quyền và bản sao giấy tờ liên quan đã được chứng thực theo quy định"
        ),
    ),
}
# One layout with labels on lines, in a table, and in columns.
LAYOUTS = (
    ("giay_tiep_nhan", "mau-01-2018"), ("phieu_bo_sung", "huong-dan-bang"),
    ("to_khai_khai_sinh", "tt04-2020"), ("giay_khai_sinh", "ban-sao-2024"),
    ("giay_ket_hon", "ban-chinh-2020"), ("trich_luc_khai_tu", "bang"),
    ("don_bien_dong_dat_dai", "mau-11-2024"), ("gcn_ho_kinh_doanh", "tt68-2025"),
    ("giay_phep_xay_dung", "nd15-2021"),
)  # fmt: skip


@pytest.mark.parametrize("how", HOSTILE)
@pytest.mark.parametrize(("type_id", "layout"), LAYOUTS)
def test_odd_values_are_as_printed_or_asked_about(type_id: str, layout: str, how: str) -> None:
    made = filled(type_id, layout, 5, HOSTILE[how](type_id))
    papers = understood(made)
    assert papers
    for paper in papers:
        wrong = silent(paper, made, TYPES[type_id])
        assert not [found for found in wrong if str(found[1]) not in printed(made, found[0])]


def printed(made: Form, field: str) -> str:
    """What the form says of a field; what else a text of several facts says was not made odd."""
    marks = (mark for sheet in made.sheets for mark in sheet.marks)
    return " ".join(mark.text for mark in marks if isinstance(mark, Text) and mark.key == field)


@pytest.mark.parametrize("stroke", ["///", "----", "N/A", "...."])
def test_what_is_struck_out_is_no_name_number_or_date(stroke: str) -> None:
    slip = page(
        [
            line(f"Họ, chữ đệm, tên: {stroke}", 240, 600),
            line(f"Ngày, tháng, năm sinh: {stroke}", 240, 660),
            line(f"Số định danh cá nhân: {stroke}", 240, 720),
        ]
    )
    found = extract_fields([slip], TYPES["trich_luc_khai_tu"])
    for name in ("ho_ten", "ngay_sinh", "so_dinh_danh"):
        assert found[name].value is None or found[name].needs_review


def test_twins_are_not_one_child() -> None:
    paper = page(
        [
            centred("GIẤY KHAI SINH", 400),
            line("Họ, chữ đệm, tên: LÊ GIA AN và LÊ GIA BẢO (sinh đôi)", 240, 500),
            line("Ngày, tháng, năm sinh: 05/03/2024", 240, 560),
        ]
    )
    name = extract_fields([paper], TYPES["giay_khai_sinh"])["ho_ten"]
    assert name.needs_review


def test_a_value_crossed_out_with_another_above_is_asked_about() -> None:
    paper = page(
        [
            line("BÌNH", 560, 470, pen="BÌNH"),
            line("Họ, chữ đệm, tên: LÊ VĂN BANH", 240, 510, sure=0.5),
        ]
    )
    assert extract_fields([paper], TYPES["giay_khai_sinh"])["ho_ten"].needs_review


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("HÓA ĐƠN GIÁ TRỊ GIA TĂNG", ["Họ tên người mua hàng: Lê Thị Hoa", "Địa chỉ: Tây Ninh"]),
        ("TỜ KHAI ĐĂNG KÝ KẾT HÔN", ["Họ, chữ đệm, tên: Lê Thị Hoa", "Dân tộc: Kinh"]),
        ("GIẤY BÁO KẾT QUẢ HỌC TẬP", ["Họ và tên: Lê Thị Hoa", "Ngày sinh: 05/03/2010"]),
        ("THỰC ĐƠN", ["Cơm tấm sườn bì chả 45.000", "Nước mía 10.000", "Điện thoại: 0912345678"]),
    ],
)
def test_other_papers_are_unknown(title: str, lines: list[str]) -> None:
    rows = [line(text, 240, 500 + 60 * i) for i, text in enumerate(lines)]
    (found,) = understand([page([centred(title, 400), *rows])], TYPES)
    assert found.document_type.id == "khac"
    assert not found.fields


def test_a_page_scanned_twice_adds_nothing() -> None:
    made = filled("giay_tiep_nhan", "danh-muc-bang")
    first = typeset(made.sheets[0])
    (once,) = understand([first], TYPES)
    (twice,) = understand([first, replace(first, number=2)], TYPES)
    assert [issue.code for issue in twice.issues] == ["repeated_page"]
    assert {k: v.value for k, v in once.fields.items()} == {
        k: v.value for k, v in twice.fields.items()
    }
