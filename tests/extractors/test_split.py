"""Where the papers of a stack begin, with separator sheets and without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractors.pipeline import understand
from extractors.separators import Hint, write_hint
from extractors.split import split
from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.extraction import Document
from models.geometry import Box
from models.page import Code, CodeFormat, Line, Page, PageQuality, Zone
from tests.extractors.papers import centred, line, page

MOTTO = (
    line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 750, 100, Zone.HEAD_RIGHT),
    line("Độc lập - Tự do - Hạnh phúc", 810, 145, Zone.HEAD_RIGHT),
)
FULL = "Số: 12/QĐ-STP"
PLACED = "Long An, ngày 05 tháng 3 năm 2020"


def head(agency: str = "SỞ TƯ PHÁP", number: str = FULL, date: str = PLACED) -> tuple[Line, ...]:
    lines = [line(agency, 310, 145, Zone.HEAD_LEFT), *MOTTO]
    if number:
        lines.append(line(number, 280, 210, Zone.HEAD_LEFT, sure=0.99))
    if date:
        lines.append(line(date, 790, 210, Zone.HEAD_RIGHT, sure=0.99))
    return tuple(lines)


def title(kind: str, about: str) -> tuple[Line, ...]:
    return centred(kind, 480), centred(about, 525)


def text(*lines: str) -> tuple[Line, ...]:
    return tuple(line(words, 240, 800 + 50 * i) for i, words in enumerate(lines))


WORDS = text(
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư",
)
SENDING = (*head(), *title("QUYẾT ĐỊNH", "Về việc cử cán bộ tham gia lớp bồi dưỡng"), *WORDS)
OTHER = (
    *head("SỞ XÂY DỰNG", "Số: 88/TB-SXD", "Long An, ngày 07 tháng 3 năm 2020"),
    *title("THÔNG BÁO", "Về việc điều chỉnh quy hoạch khu dân cư"),
    *WORDS,
)
GOES_ON = text("Điều 2. Các ông bà có tên tại Điều 1 chịu trách nhiệm thi hành quyết định này.")


def blank() -> Page:
    return replace(page([]), quality=PageQuality(problems=("blank",)))


def sheet(said: str = "SOHOA:SPLIT") -> Page:
    code = Code(said, CodeFormat.QR, Box(500, 500, 1100, 1100))
    return replace(page([]), quality=PageQuality(problems=("separator",)), codes=(code,))


def failed() -> Page:
    return Page.unread(1, SohoaError(ErrorCode.TIMEOUT, "It took too long.", "Scan it again."))


def stack(*pages: Page | Sequence[Line]) -> tuple[Page, ...]:
    made = [item if isinstance(item, Page) else page(item) for item in pages]
    return tuple(replace(item, number=number) for number, item in enumerate(made, 1))


def papers(*pages: Page | Sequence[Line]) -> list[tuple[int, ...]]:
    return [
        tuple(p.number for p in group.pages) for group in split(stack(*pages), document_types())
    ]


def documents(*pages: Page | Sequence[Line], declared: str | None = None) -> tuple[Document, ...]:
    return understand(stack(*pages), document_types(), declared=declared)


def test_a_letterhead_begins_a_paper() -> None:
    assert papers(SENDING, GOES_ON, OTHER, GOES_ON) == [(1, 2), (3, 4)]


def test_each_paper_has_its_own_fields() -> None:
    found = documents(SENDING, GOES_ON, OTHER)
    assert [document.pages for document in found] == [(1, 2), (3,)]
    symbols = [document.fields["so_ky_hieu"] for document in found]
    assert [symbol.value for symbol in symbols] == ["12/QĐ-STP", "88/TB-SXD"]
    assert [symbol.evidence[0].page for symbol in symbols] == [1, 3]


@pytest.mark.parametrize(
    ("number", "date"),
    [
        ("Số: ô@4 IQĐ-STP", PLACED),  # misread
        ("Số: /QĐ-STP", PLACED),  # written by hand
        (FULL, ""),
        (FULL, "Long An, ngày thúng"),
    ],
)
def test_a_letterhead_of_which_a_part_was_not_read(number: str, date: str) -> None:
    about = title("QUYẾT ĐỊNH", "Về việc thu hồi đất của các hộ dân")
    assert papers(OTHER, (*head(number=number, date=date), *about)) == [(1,), (2,)]


@pytest.mark.parametrize("year", ["2021", "202]"])
def test_a_letterhead_whose_columns_were_read_as_one(year: str) -> None:
    row = line(f"Số: 28/2021/NĐ-CP Hà Nội, ngày 26 tháng 3 năm {year}", 280, 210)
    decree = (row, *title("NGHỊ ĐỊNH", "Quy định cơ chế quản lý tài chính dự án"))
    assert papers(SENDING, decree) == [(1,), (2,)]


@pytest.mark.parametrize(
    "annex",
    [
        (centred("PHỤ LỤC", 100), *GOES_ON),
        # A form bears its own letterhead, without number and place.
        (*head("TÊN ĐƠN VỊ", "Số: /BC-", "ngày tháng năm 2020"), *GOES_ON),
        (*head("UBND XÃ", "", ""), *title("DANH SÁCH", "Cán bộ tham gia lớp bồi dưỡng")),
        (*head("SỞ TƯ PHÁP TÊN ĐƠN VỊ"), *title("BÁO CÁO", "Số lượng cán bộ")),
        # So may an annex that was issued by another agency.
        (*head(), line("Mẫu số 01", 1200, 60), *title("KẾ HOẠCH", "Bồi dưỡng nghiệp vụ năm 2020")),
        (
            *head("SỞ NỘI VỤ", "Số: 3/KH-SNV"),
            *title("KẾ HOẠCH", "Bồi dưỡng nghiệp vụ văn thư năm 2020"),
            centred("(Kèm theo Quyết định số 12/QĐ-STP ngày 05 tháng 3 năm 2020)", 570),
        ),
    ],
)
def test_annexes_belong_to_the_paper_before(annex: Sequence[Line]) -> None:
    assert papers(SENDING, GOES_ON, annex, OTHER) == [(1, 2, 3), (4,)]


def permit(number: str) -> tuple[Line, ...]:
    return (
        *head("UBND XÃ KIM BÔI", f"Số: {number}/GPXD"),
        centred("GIẤY PHÉP XÂY DỰNG", 480),
        *text("Cấp phép cho: Bà Lương Thị Hươi", "Địa điểm xây dựng: xã Kim Bôi, tỉnh Phú Thọ"),
    )


def test_the_annex_of_a_permit_belongs_to_it() -> None:
    annex = (
        centred("PHỤ LỤC", 100),
        centred("CHỈ TIÊU XÂY DỰNG CÔNG TRÌNH", 145),
        centred("(Kèm theo Giấy phép xây dựng số 34/GPXD ngày 30/05/2026)", 190),
        *text("Số tầng: 02", "Chiều cao công trình: 8,8 m"),
    )
    assert papers(permit("34"), annex, permit("35")) == [(1, 2), (3,)]
    (found,) = documents(permit("34"), annex)
    assert found.fields["so_tang"].value == "02"


NOTICE = "Về việc tổ chức lớp bồi dưỡng nghiệp vụ"
PASSED_ON = (
    *head("BỘ TƯ PHÁP", "Số: 345/TB-BTP", "Hà Nội, ngày 20 tháng 02 năm 2020"),
    *title("THÔNG BÁO", NOTICE),
    *WORDS,
)


@pytest.mark.parametrize(
    "body",
    [
        "Thực hiện Thông báo số 345/TB-BTP của Bộ Tư pháp (đính kèm), Sở đề nghị các đơn vị",
        "Thực hiện Thông báo của Bộ về việc tố chức lớp bồi đưỡng nghiệp vụ, Sở đề nghị",
        "Thực hiện Thông báo số /TB-BTP ngày 20/02/2020 của Bộ Tư pháp, Sở đề nghị các đơn vị",
    ],
)
def test_a_letter_that_is_passed_on_belongs_to_the_one_that_names_it(body: str) -> None:
    letter = (*head(), *title("CÔNG VĂN", "Về việc cử cán bộ"), *text(body))
    assert papers(letter, PASSED_ON) == [(1, 2)]
    # A younger one cannot have been passed on.
    younger = (*head(date="Long An, ngày 05 tháng 01 năm 2020"), *letter[5:])
    assert papers(younger, PASSED_ON) == [(1,), (2,)]


def test_two_letters_on_one_matter_are_two_papers() -> None:
    one = (*head(), *title("THÔNG BÁO", NOTICE), *WORDS)
    assert papers(one, PASSED_ON) == [(1,), (2,)]


def test_backs_and_failed_pages_belong_to_the_paper_before() -> None:
    assert papers(SENDING, blank(), GOES_ON, blank(), OTHER, failed(), SENDING) == [
        (1, 2, 3, 4),
        (5, 6),
        (7,),
    ]
    assert papers(blank(), failed(), SENDING, OTHER) == [(1, 2, 3), (4,)]


def test_separator_sheets_belong_to_no_paper_and_alone_separate() -> None:
    assert papers(sheet(), SENDING, OTHER, sheet(), GOES_ON) == [(2, 3), (5,)]
    assert papers(SENDING, GOES_ON, sheet("PATCHT"), OTHER) == [(1, 2), (4,)]


def test_backs_of_sheets_and_sheets_in_a_row_make_no_papers() -> None:
    pages = (sheet(), blank(), SENDING, blank(), sheet(), blank(), sheet(), OTHER, sheet(), blank())
    assert papers(*pages) == [(3, 4), (8,)]
    assert documents(sheet(), blank()) == ()


def test_a_failed_page_behind_a_sheet_is_not_forgotten() -> None:
    (first, second) = documents(SENDING, sheet(), failed())
    assert (first.pages, second.pages) == ((1,), (3,))
    assert {issue.code for issue in second.issues} == {"page_failed", "no_text"}


def test_blank_paper_alone_is_still_a_document() -> None:
    (found,) = documents(blank(), blank())
    assert found.pages == (1, 2)
    assert [issue.code for issue in found.issues] == ["no_text"]


def test_a_code_on_the_first_page_itself_begins_a_paper() -> None:
    marked = replace(page(OTHER), codes=sheet().codes)
    assert papers(SENDING, GOES_ON, marked, GOES_ON) == [(1, 2), (3, 4)]


def test_a_sheet_says_what_comes_after_it() -> None:
    said = write_hint(Hint("Sở Tư pháp", "khac"))
    pages = stack(SENDING, sheet(said), blank(), OTHER, sheet(), SENDING)
    assert [group.hint for group in split(pages, document_types())] == [
        Hint(),
        Hint("Sở Tư pháp", "khac"),
        Hint(),
    ]
    found = understand(pages, document_types(), declared="van_ban_hanh_chinh")
    assert [document.document_type.id for document in found] == [
        "van_ban_hanh_chinh",
        "khac",
        "van_ban_hanh_chinh",
    ]
    assert [document.document_type.confidence for document in found] == [1.0, 1.0, 1.0]


def test_of_sheets_in_a_row_the_last_that_says_something_holds() -> None:
    pages = stack(sheet(write_hint(Hint("A"))), sheet(write_hint(Hint("B"))), sheet(), SENDING)
    assert [group.hint for group in split(pages, document_types())] == [Hint("B")]


def test_a_type_that_does_not_exist_is_told() -> None:
    (found,) = documents(sheet("SOHOA:SPLIT;type=giay_phep_bay"), SENDING)
    assert found.document_type.id == "van_ban_hanh_chinh"
    assert "unknown_hint" in {issue.code for issue in found.issues}


def test_a_secret_paper_in_a_stack_stops_all() -> None:
    secret = (*SENDING[:5], line("MẬT", 240, 300, Zone.STAMP), *SENDING[5:])
    with pytest.raises(SohoaError) as caught:
        documents(OTHER, sheet(), secret)
    assert caught.value.code is ErrorCode.SECRET_DOCUMENT


INSIDE = text("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", "a) Thửa đất số: 12")
FILLED_INSIDE = text(
    "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", "a) Thửa đất số: 12; tờ bản đồ số: 44",
    "b) Địa chỉ: Xã Tả Van, tỉnh Lào Cai", "c) Diện tích: 351,3 m2", "d) Hình thức sử dụng: Riêng",
    "đ) Mục đích sử dụng: Đất ở tại nông thôn", "e) Thời hạn sử dụng: Lâu dài",
    "g) Nguồn gốc sử dụng: Nhận thừa kế", "Số vào sổ cấp GCN: VP 53273",
)  # fmt: skip
CERTIFICATE = (*title("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT"), *text("I. Người sử dụng đất"))


BACK = text("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", "5. Ghi chú: Không",
            "6. Những thay đổi sau khi cấp Giấy chứng nhận:")  # fmt: skip


@pytest.mark.parametrize(
    "order",
    [(CERTIFICATE, INSIDE), (INSIDE, CERTIFICATE), (CERTIFICATE, BACK), (BACK, CERTIFICATE)],
)
def test_a_folded_certificate_is_one_paper_whichever_side_was_scanned_first(
    order: tuple[tuple[Line, ...], ...],
) -> None:
    groups = split(stack(*order, SENDING), document_types())
    assert [[page.number for page in group.pages] for group in groups] == [[1, 2], [3]]


def test_a_folded_certificate_after_a_letter_is_a_paper_of_its_own() -> None:
    assert papers(SENDING, GOES_ON, FILLED_INSIDE, CERTIFICATE) == [(1, 2), (3, 4)]
    # Its last part stands beside the title.
    outside = (line("IV. Những thay đổi sau khi cấp giấy chứng nhận", 240, 90), *CERTIFICATE)
    assert papers(SENDING, outside) == [(1,), (2,)]


def test_no_paper_begins_with_its_second_part() -> None:
    request = title("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", "VỀ SỬ DỤNG ĐẤT, TÀI SẢN GẮN LIỀN VỚI ĐẤT")
    part = "KẾT QUẢ THẨM TRA CỦA VĂN PHÒNG ĐĂNG KÝ QUYỀN SỬ DỤNG ĐẤT"
    for number in ("II.", "HII,", "II"):
        assert papers(request, text(f"{number} {part}")) == [(1, 2)]


def test_the_inside_of_a_certificate_is_no_paper_of_its_own_behind_its_cover() -> None:
    cover = title("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT")
    inside = text(
        "ỦY BAN NHÂN DÂN HUYỆN CHƯ SÊ", "CHỨNG NHẬN", "I - TÊN NGƯỜI SỬ DỤNG ĐẤT",
        "Bà: HỒ THỊ HOA", "II - THỬA ĐẤT ĐƯỢC QUYỀN SỬ DỤNG", "1. Thửa đất số: 250",
        "2. Tờ bản đồ số: 11", "3. Địa chỉ thửa đất: Xã Tả Van", "4. Diện tích: 211 m2",
        "CHỦ TỊCH", "Số vào sổ cấp giấy chứng nhận quyền sử dụng đất: H 08907",
    )  # fmt: skip
    assert papers(cover, inside) == [(1, 2)]
    assert papers(born("HỒ THỊ HOA"), inside) == [(1,), (2,)]


def test_a_page_without_a_label_of_a_type_is_no_form_of_it() -> None:
    request = (
        *title("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", "VỀ SỬ DỤNG ĐẤT"),
        *text("Tên người sử dụng đất: Hồ Thị Hoa", "Nội dung biến động: Tặng cho"),
    )
    overleaf = text(
        "II - XÁC NHẬN CỦA ỦY BAN NHÂN DÂN CẤP XÃ", "Ngày tháng năm", "TM. Ủy ban nhân dân",
        "III - Ý KIẾN CỦA VĂN PHÒNG ĐĂNG KÝ QUYỀN SỬ DỤNG ĐẤT", "Ngày tháng năm", "Giám đốc",
    )  # fmt: skip
    assert papers(request, overleaf) == [(1, 2)]


def test_the_annex_of_a_form_is_no_form_of_its_own() -> None:
    permit = (
        *title("GIẤY PHÉP XÂY DỰNG", "Số: 12/GPXD"),
        *text("1. Cấp cho: Bà Hồ Thị Hoa", "Các chỉ tiêu: theo Phụ lục kèm theo"),
    )
    annex = (
        *title("PHỤ LỤC", "CHỈ TIÊU XÂY DỰNG CÔNG TRÌNH"),
        *text("(Kèm theo Giấy phép xây dựng số 12/GPXD)", "Số tầng: 02", "Chiều cao: 7,5 m"),
    )
    assert papers(permit, annex) == [(1, 2)]


def born(name: str, place: str = "Xã Khánh Lâm, tỉnh Cà Mau") -> tuple[Line, ...]:
    """A birth certificate whose heading was not read."""
    return text(
        f"Họ, chữ đệm, tên: {name}", "Ngày, tháng, năm sinh: 02/08/2024", "Giới tính: Nữ",
        "Dân tộc: Kinh", "Quốc tịch: Việt Nam", f"Nơi sinh: {place}",
        f"Quê quán: {place}", "Họ, chữ đệm, tên người mẹ: NGÔ KHÁNH DIỄM",
        "Họ, chữ đệm, tên người cha: HUỲNH MINH HUỲNH", "Nơi đăng ký khai sinh: UBND xã Khánh Lâm",
    )  # fmt: skip


def test_a_form_whose_heading_was_not_read_begins_a_paper_among_others() -> None:
    assert papers(SENDING, GOES_ON, born("HUỲNH THỊ QUYÊN")) == [(1, 2), (3,)]


NOTICE_OF_A_SYSTEM = (
    centred("UBND XÃ CHƯ SÊ", 100),
    centred("THÔNG BÁO DỪNG HỒ SƠ", 200),
    centred("Số: 1824/UBND", 250),
    *text("Hồ sơ nói trên bị dừng xử lý."),
)


def test_a_notice_of_a_system_has_agency_and_number_without_the_motto() -> None:
    assert papers(SENDING, NOTICE_OF_A_SYSTEM) == [(1,), (2,)]
    below_parent = (centred("TỈNH GIA LAI", 50), *NOTICE_OF_A_SYSTEM)
    assert papers(SENDING, below_parent) == [(1,), (2,)]
    assert papers(SENDING, (NOTICE_OF_A_SYSTEM[0], *GOES_ON)) == [(1, 2)]


RECEIPT = (
    *head("SỞ Y TẾ", "", ""),
    *title("PHIẾU NHẬN", "và hẹn ngày"),
    *text("Nhận xong ngày 22/01/2026"),
)


def of_dossier(code: str) -> tuple[Line, ...]:
    return text(f"Hồ sơ số {code} được giải quyết theo quy định")


def test_two_dossiers_are_hardly_one_paper() -> None:
    (one, other) = (of_dossier(code) for code in ("H22.36-260704-0275", "H22.37-260914-0307"))
    for second, pages in ((other, [2]), (one, []), ((*one, *other), [])):
        (found,) = documents(SENDING + one, second)
        assert [x.page for x in found.issues if x.code == "boundary_unsure"] == pages


@pytest.mark.parametrize(
    "page_of_another",
    [
        born("LÊ ANH TUẤN", "Phường 13, thành phố Hồ Chí Minh"),  # of the same type
        RECEIPT,
        replace(page(born("LÊ AN")), quality=PageQuality(legible=False)),
        page([]),  # what is on it was not read
        failed(),
    ],
)
def test_where_another_paper_may_begin_every_field_is_asked_for(
    page_of_another: Page | Sequence[Line],
) -> None:
    (found,) = documents(born("HUỲNH VĂN SƠN"), page_of_another)
    assert [x.page for x in found.issues if x.code == "boundary_unsure"] == [2]
    assert all(item.needs_review for item in found.fields.values())


def test_pages_that_go_on_ask_nobody() -> None:
    (found,) = documents(SENDING, GOES_ON, blank(), (*RECEIPT[:-1], *GOES_ON))
    assert "boundary_unsure" not in {issue.code for issue in found.issues}


def test_sheets_leave_no_doubt_about_what_is_one_paper() -> None:
    (found,) = documents(sheet(), born("HUỲNH VĂN SƠN"), born("HUỲNH THỊ QUYÊN"))
    assert "boundary_unsure" not in {issue.code for issue in found.issues}
