"""Words of a page, in any order, become lines in the order in which people read them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from extractors.layout import reading_order
from models.geometry import Box
from models.page import Line, Word, Zone
from tests.extractors.papers import words

MOTTO = (
    (750, 100, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (810, 145, "Độc lập - Tự do - Hạnh phúc"),
)
AGENCY = ((260, 100, "UBND TỈNH LONG AN"), (310, 145, "SỞ TƯ PHÁP"))
HEADING = ((800, 500, "BÁO CÁO"), (700, 545, "Về công tác văn thư"))
BODY = (
    (240, 700, "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ"),
    (240, 750, "về công tác văn thư, các đơn vị gửi báo cáo về Sở Tư pháp trước ngày 15"),
)
RECIPIENTS = (
    (240, 1500, "Nơi nhận:"),
    (240, 1540, "- Như trên;"),
    (240, 1580, "- Lưu: VT, TH."),
)
SIGNATURE = (
    (1080, 1470, "KT. GIÁM ĐỐC"),
    (1060, 1515, "PHÓ GIÁM ĐỐC"),
    (1055, 1820, "Lê Thị Diễm Trang"),
)
Placed = tuple[int, int, str]


def page_of(*parts: Sequence[Placed]) -> list[Word]:
    """The words of placed lines, shuffled and a little askew, each line one of the engine's."""
    random = Random(1)
    placed = [item for part in parts for item in part]
    made = [
        word
        for number, (x, y, text) in enumerate(placed)
        for word in words(text, x, y + random.randrange(-4, 5), line=number)
    ]
    random.shuffle(made)
    return made


def texts(lines: Sequence[Line], *zones: Zone) -> list[str]:
    return [line.text for line in lines if not zones or line.zone in zones]


def test_the_letterhead_reads_agency_motto_number_date() -> None:
    row = ((280, 210, "Số: 12/QĐ-STP"), (790, 210, "Long An, ngày 05 tháng 3 năm 2020"))
    lines = reading_order(page_of(HEADING, BODY, MOTTO, row, AGENCY))
    assert texts(lines) == [
        "UBND TỈNH LONG AN",
        "SỞ TƯ PHÁP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/QĐ-STP",
        "Long An, ngày 05 tháng 3 năm 2020",
        *(text for _, _, text in (*HEADING, *BODY)),
    ]
    assert texts(lines, Zone.HEAD_LEFT) == ["UBND TỈNH LONG AN", "SỞ TƯ PHÁP", "Số: 12/QĐ-STP"]
    assert texts(lines, Zone.BODY) == [text for _, _, text in (*HEADING, *BODY)]


def test_columns_whose_rows_do_not_meet_stay_apart() -> None:
    """Three lines of agency beside two of motto, each at its own height."""
    agency = (
        (310, 95, "BỘ XÂY DỰNG"),
        (300, 128, "CỤC QUẢN LÝ"),
        (330, 161, "NHÀ Ở"),
        (280, 215, "Số: 7/QLN-VP"),
    )
    date = ((790, 190, "Hà Nội, ngày 05 tháng 3 năm 2020"),)
    lines = reading_order(page_of(agency, MOTTO, date, BODY))
    assert texts(lines, Zone.HEAD_LEFT) == [text for _, _, text in agency]
    assert texts(lines, Zone.HEAD_RIGHT) == [text for _, _, text in (*MOTTO, *date)]


def test_the_subject_of_a_letter_follows_its_number() -> None:
    row = ((280, 210, "Số: 12/STP-VP"), (790, 210, "Long An, ngày 05 tháng 3 năm 2020"))
    about = ((240, 255, "V/v cử cán bộ dự lớp"), (250, 295, "bồi dưỡng văn thư"))
    lines = reading_order(page_of(AGENCY, MOTTO, row, about, BODY))
    assert texts(lines)[4:8] == [
        "Số: 12/STP-VP", "V/v cử cán bộ dự lớp", "bồi dưỡng văn thư",
        "Long An, ngày 05 tháng 3 năm 2020",
    ]  # fmt: skip
    assert texts(lines, Zone.BODY) == [text for _, _, text in BODY]


def test_recipients_are_read_before_the_signature_beside_them() -> None:
    lines = reading_order(page_of(SIGNATURE, BODY, RECIPIENTS))
    assert texts(lines, Zone.BODY) == [text for _, _, text in BODY]
    assert texts(lines, Zone.FOOT_LEFT) == [text for _, _, text in RECIPIENTS]
    assert texts(lines, Zone.FOOT_RIGHT) == [text for _, _, text in SIGNATURE]
    assert [line.zone for line in lines] == sorted(
        (line.zone for line in lines), key=[Zone.BODY, Zone.FOOT_LEFT, Zone.FOOT_RIGHT].index
    )


def test_the_row_of_a_table_stays_a_row() -> None:
    table = (
        (240, 900, "STT"), (400, 900, "Họ và tên"), (900, 900, "Chức vụ"),
        (250, 950, "01"), (400, 950, "Trần Văn An"), (900, 950, "Chuyên viên"),
        (250, 1000, "02"), (400, 1000, "Lý Thị Bình"), (900, 1000, "Kế toán"),
    )  # fmt: skip
    lines = reading_order(page_of(AGENCY, MOTTO, BODY, table))
    assert texts(lines)[-3:] == [
        "STT Họ và tên Chức vụ",
        "01 Trần Văn An Chuyên viên",
        "02 Lý Thị Bình Kế toán",
    ]


def test_a_page_without_letterhead_and_foot_is_read_row_by_row() -> None:
    left = ((240, 100, "Mã hồ sơ: 000.12"), (240, 150, "Họ tên: Trần Văn An"))
    right = ((900, 100, "Ngày nhận: 01/02/2020"), (900, 150, "Ngày trả: 05/02/2020"))
    lines = reading_order(page_of(right, left, BODY))
    assert texts(lines) == [
        "Mã hồ sơ: 000.12 Ngày nhận: 01/02/2020",
        "Họ tên: Trần Văn An Ngày trả: 05/02/2020",
        *(text for _, _, text in BODY),
    ]
    assert {line.zone for line in lines} == {Zone.BODY}


def test_a_seal_alone_tells_the_signature_from_what_stands_beside_it() -> None:
    unnamed = RECIPIENTS[1:]
    seal = Box(1010, 1560, 1290, 1840)
    words_read = page_of(BODY, unnamed, SIGNATURE)
    assert texts(reading_order(words_read), Zone.FOOT_RIGHT) == []
    lines = reading_order(words_read, seals=[seal])
    assert texts(lines, Zone.BODY) == [text for _, _, text in BODY]
    assert texts(lines, Zone.FOOT_LEFT) == [text for _, _, text in unnamed]
    assert texts(lines, Zone.FOOT_RIGHT) == [text for _, _, text in SIGNATURE]


def test_a_signature_that_begins_far_above_the_recipients_is_found_by_its_seal() -> None:
    high = tuple((x, y - 120, text) for x, y, text in SIGNATURE)
    seal = Box(1010, 1440, 1290, 1720)
    lines = reading_order(page_of(BODY, RECIPIENTS, high), seals=[seal])
    assert texts(lines, Zone.BODY) == [text for _, _, text in BODY]
    assert texts(lines, Zone.FOOT_RIGHT) == [text for _, _, text in SIGNATURE]


def test_a_stamp_is_read_after_the_letterhead() -> None:
    stamp = Line(tuple(words("HỎA TỐC", 260, 400)), Zone.STAMP)
    row = ((280, 210, "Số: 12/QĐ-STP"), (790, 210, "Long An, ngày 05 tháng 3 năm 2020"))
    lines = reading_order(page_of(AGENCY, MOTTO, row, HEADING, BODY), stamps=[stamp])
    assert texts(lines)[5:8] == ["Long An, ngày 05 tháng 3 năm 2020", "HỎA TỐC", "BÁO CÁO"]
    assert texts(lines, Zone.STAMP) == ["HỎA TỐC"]


def test_specks_between_words_are_no_words() -> None:
    dirty = (*BODY, (150, 700, ". ' |"), (1500, 750, "~ _"))
    assert texts(reading_order(page_of(dirty))) == [text for _, _, text in BODY]
