"""Fields of a paper, found on its lines: what is printed is given, what is doubtful is flagged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from extractors.fields import extract_fields
from extractors.pipeline import understand
from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.extraction import ExtractedField
from models.geometry import Box
from models.page import REJECT, HandPart, HandReading, Line, Zone
from tests.extractors.papers import PEN, PRINT, centred, line, page

AGENCY = (
    line("UBND TỈNH LONG AN", 260, 100, Zone.HEAD_LEFT),
    line("SỞ TƯ PHÁP", 310, 145, Zone.HEAD_LEFT),
)
MOTTO = (
    line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 750, 100, Zone.HEAD_RIGHT),
    line("Độc lập - Tự do - Hạnh phúc", 810, 145, Zone.HEAD_RIGHT),
)
NUMBER = line("Số: 12/QĐ-STP", 280, 210, Zone.HEAD_LEFT, sure=0.99)
DATE = line("Long An, ngày 05 tháng 3 năm 2020", 790, 210, Zone.HEAD_RIGHT, sure=0.99)
HEADING = (
    centred("QUYẾT ĐỊNH", 480),
    centred("Về việc cử cán bộ tham gia lớp bồi dưỡng", 525),
    centred("nghiệp vụ văn thư, lưu trữ", 570),
)
BODY = (
    centred("GIÁM ĐỐC SỞ TƯ PHÁP", 660),
    line("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ", 240, 740),
    line("về văn thư; xét đề nghị của Chánh Văn phòng và Trưởng phòng Tổ chức của Sở", 240, 790),
    line("Điều 1. Cử ba cán bộ tham gia lớp bồi dưỡng vào tháng 4 năm 2020 tại Sở", 240, 840),
)
RECIPIENTS = (
    line("Nơi nhận:", 240, 1500, Zone.FOOT_LEFT),
    line("- Như Điều 3;", 240, 1540, Zone.FOOT_LEFT),
    line("- Các phòng, đơn vị", 240, 1580, Zone.FOOT_LEFT),
    line("thuộc Sở;", 240, 1620, Zone.FOOT_LEFT),
    line("- Lưu: VT, TCCB.", 240, 1660, Zone.FOOT_LEFT),
)
TITLES = (
    line("KT. GIÁM ĐỐC", 1080, 1500, Zone.FOOT_RIGHT),
    line("PHÓ GIÁM ĐỐC", 1060, 1545, Zone.FOOT_RIGHT),
)
NAME = line("Lê Thị Diễm Trang", 1055, 1820, Zone.FOOT_RIGHT)


Readings = Sequence[tuple[str, float]]


def read(
    *lines: Line | Sequence[Line],
    second: Sequence[Line] = (),
    hand: Mapping[HandPart, Readings] | None = None,
) -> dict[str, ExtractedField]:
    """The fields of a paper of one or two pages; `hand` is what the letterhead says as pen."""
    first = page([x for item in lines for x in ([item] if isinstance(item, Line) else item)])
    seen = tuple(
        HandReading(part, Box(0, 0, 1, 1), tuple(readings))
        for part, readings in (hand or {}).items()
    )
    first = replace(first, hand=seen)
    pages = [first, page(second, 2)] if second else [first]
    return extract_fields(pages, document_types()["van_ban_hanh_chinh"])


def decision(
    hand: Mapping[HandPart, Readings] | None = None, **parts: Line | Sequence[Line]
) -> dict[str, ExtractedField]:
    """The fields of a decision with some of its parts changed."""
    usual: dict[str, Line | Sequence[Line]] = {
        "agency": AGENCY, "number": NUMBER, "motto": MOTTO, "date": DATE, "stamp": (),
        "heading": HEADING, "body": BODY, "recipients": RECIPIENTS, "titles": TITLES, "name": NAME,
    }  # fmt: skip
    return read(*(usual | parts).values(), hand=hand)


def letter(
    *body: Line, about: Sequence[str] = ("V/v cử cán bộ dự lớp",)
) -> dict[str, ExtractedField]:
    """The fields of a letter, whose subject stands under its number."""
    number = line("Số: 12/STP-VP", 280, 210, Zone.HEAD_LEFT, sure=0.99)
    lines = [line(text, 240, 255 + 40 * i, Zone.HEAD_LEFT) for i, text in enumerate(about)]
    return read(AGENCY, number, lines, MOTTO, DATE, body or BODY[1:], RECIPIENTS, TITLES, NAME)


def issues(field: ExtractedField) -> list[str]:
    return [issue.code for issue in field.issues]


def test_a_printed_number_is_given_whole() -> None:
    found = decision()["so_ky_hieu"]
    assert (found.value, found.raw) == ("12/QĐ-STP", "Số: 12/QĐ-STP")
    assert (found.needs_review, issues(found), found.method) == (False, [], "symbol_line")


def test_of_a_number_by_hand_only_the_printed_rest_is_given_and_flagged() -> None:
    written = line("Số: 12 /QĐ-STP", 280, 210, Zone.HEAD_LEFT, sure=0.99, pen="12")
    found = decision(number=written)["so_ky_hieu"]
    assert (found.value, found.raw) == ("/QĐ-STP", "Số: 12 /QĐ-STP")
    assert found.needs_review
    assert issues(found) == ["number_not_read"]
    assert found.alternatives == ("12/QĐ-STP",)


@pytest.mark.parametrize(
    ("margin", "rise"), [(PEN, 0), (PRINT, 10)], ids=["doubtful letters", "tall letters"]
)
def test_either_sign_of_a_pen_is_enough(margin: float, rise: float) -> None:
    label, digits, code = line("Số: 12 /QĐ-STP", 280, 210, sure=0.99).words
    written = replace(
        digits, margins=(margin, margin), box=replace(digits.box, y0=digits.box.y0 - rise)
    )
    found = decision(number=Line((label, written, code), Zone.HEAD_LEFT))["so_ky_hieu"]
    assert (found.value, issues(found)) == ("/QĐ-STP", ["number_not_read"])


BY_HAND = line("Số: 7z /QĐ-STP", 280, 210, Zone.HEAD_LEFT, sure=0.99, pen="7z")


def test_a_number_by_hand_is_read_by_the_digit_net_and_flagged_however_sure_it_is() -> None:
    readings = [("12", 0.99), ("72", 0.005), ("17", 0.003), ("1?", 0.001)]
    found = decision({HandPart.NUMBER: readings}, number=BY_HAND)["so_ky_hieu"]
    assert (found.value, found.alternatives) == ("12/QĐ-STP", ("72/QĐ-STP", "17/QĐ-STP"))
    assert (found.needs_review, issues(found)) == (True, ["number_by_hand"])
    assert found.raw == "Số: 7z /QĐ-STP"


@pytest.mark.parametrize(
    ("readings", "code"),
    [
        ([("", 0.9), ("1", 0.05)], "number_blank"),
        ([(REJECT, 0.8), ("1", 0.1)], "number_not_read"),
        ([], "number_not_read"),
    ],
)
def test_a_number_that_is_blank_or_struck_out_is_not_invented(
    readings: Readings, code: str
) -> None:
    found = decision({HandPart.NUMBER: readings}, number=BY_HAND)["so_ky_hieu"]
    assert (found.value, found.needs_review, issues(found)) == ("/QĐ-STP", True, [code])


def test_a_digit_of_a_torn_number_is_no_number_of_its_own() -> None:
    readings = [("1?2", 0.4), ("12", 0.3), ("1", 0.2)]
    found = decision({HandPart.NUMBER: readings}, number=BY_HAND)["so_ky_hieu"]
    assert (found.value, found.alternatives[0]) == ("12/QĐ-STP", "1/QĐ-STP")


def test_print_that_the_other_net_reads_otherwise_is_doubted() -> None:
    found = decision({HandPart.NUMBER: [("72", 0.95)]})["so_ky_hieu"]
    assert (found.value, found.alternatives) == ("12/QĐ-STP", ("72/QĐ-STP",))
    assert (found.needs_review, issues(found)) == (True, ["number_read_twice"])
    agreed = decision({HandPart.NUMBER: [("12", 0.95)]})["so_ky_hieu"]
    unsure = decision({HandPart.NUMBER: [("72", 0.5)]})["so_ky_hieu"]
    assert issues(agreed) == issues(unsure) == []


def date_by_hand(pen: str, **parts: Readings) -> ExtractedField:
    text = "Long An, ngày c5 tháng 3 năm 2020"
    written = line(text, 790, 210, Zone.HEAD_RIGHT, sure=0.99, pen=pen)
    hand = {HandPart(name): readings for name, readings in parts.items()}
    return decision(hand, date=written)["ngay_ban_hanh"]


def test_a_day_that_was_surely_read_needs_nobody() -> None:
    found = date_by_hand("c5", day=[("5", 0.999)], month=[("3", 0.99)], year=[("2020", 0.99)])
    assert (found.value, found.needs_review, issues(found)) == ("2020-03-05", False, [])


def test_a_day_that_was_not_surely_read_is_filled_in_and_flagged() -> None:
    found = date_by_hand("c5", day=[("5", 0.7), ("6", 0.2), (REJECT, 0.1)])
    assert (found.value, found.alternatives) == ("2020-03-05", ("2020-03-06",))
    assert (found.needs_review, issues(found)) == (True, ["date_by_hand"])


@pytest.mark.parametrize("readings", [[("", 0.9), ("1", 0.05)], [(REJECT, 0.9), ("5", 0.1)]])
def test_a_day_that_is_blank_or_struck_out_is_not_invented(readings: Readings) -> None:
    found = date_by_hand("c5", day=readings)
    assert (found.value, found.needs_review) == ("2020-03", True)
    assert issues(found) == ["day_not_read"]


def test_a_day_that_its_month_has_not_is_none() -> None:
    found = date_by_hand("c5 3", day=[("31", 0.99)], month=[("2", 0.99)])
    assert (found.value, found.needs_review) == ("2020-02", True)
    assert "day_not_read" in issues(found)


def test_a_printed_day_that_the_other_net_reads_otherwise_is_doubted() -> None:
    found = decision({HandPart.DAY: [("8", 0.95)]})["ngay_ban_hanh"]
    assert (found.value, found.alternatives) == ("2020-03-05", ("2020-03-08",))
    assert (found.needs_review, issues(found)) == (True, ["date_read_twice"])


def test_a_number_left_blank_is_flagged() -> None:
    found = decision(number=line("Số: /QĐ-STP", 280, 210, Zone.HEAD_LEFT))["so_ky_hieu"]
    assert (found.value, found.needs_review) == ("/QĐ-STP", True)


def test_a_number_of_a_text_layer_is_print() -> None:
    typed = replace(
        NUMBER, words=tuple(replace(w, confidence=1.0, margins=()) for w in NUMBER.words)
    )
    assert decision(number=typed)["so_ky_hieu"].value == "12/QĐ-STP"


def test_legal_normative_documents_bear_the_year_in_their_symbol() -> None:
    number = line("Số: 15/2021/QĐ-UBND", 280, 210, Zone.HEAD_LEFT)
    agency = (AGENCY[0],)
    assert decision(agency=agency, number=number)["so_ky_hieu"].value == "15/2021/QĐ-UBND"


def test_a_code_that_disagrees_with_the_title_is_kept_and_doubted() -> None:
    found = decision(heading=(centred("KẾ HOẠCH", 480), *HEADING[1:]))["so_ky_hieu"]
    assert found.value == "12/QĐ-STP"
    assert found.needs_review
    assert issues(found) == ["symbol_disagrees_with_kind"]


def test_a_printed_date_and_its_place_are_given_whole() -> None:
    fields = decision()
    assert fields["ngay_ban_hanh"].value == "2020-03-05"
    assert issues(fields["ngay_ban_hanh"]) == []
    assert fields["dia_danh"].value == "Long An"


@pytest.mark.parametrize(
    ("pen", "value", "other"),
    [("05", "2020-03", "2020-03-05"), ("05 3", "2020", "2020-03-05")],
)
def test_a_date_is_given_as_far_as_it_is_printed(pen: str, value: str, other: str) -> None:
    written = line("Long An, ngày 05 tháng 3 năm 2020", 790, 210, Zone.HEAD_RIGHT, pen=pen)
    fields = decision(date=written)
    found = fields["ngay_ban_hanh"]
    assert (found.value, found.alternatives) == (value, (other,))
    assert found.needs_review
    assert "day_not_read" in issues(found)
    assert fields["dia_danh"].value == "Long An"


def test_a_date_whose_day_was_left_blank_is_a_month() -> None:
    blank = line("Long An, ngày tháng 3 năm 2020", 790, 210, Zone.HEAD_RIGHT)
    found = decision(date=blank)["ngay_ban_hanh"]
    assert (found.value, found.needs_review) == ("2020-03", True)


def test_the_annex_tells_number_and_date_of_a_lost_letterhead() -> None:
    annex = (
        centred("PHỤ LỤC", 200),
        centred("(Kèm theo Quyết định số 12/QĐ-STP ngày 05 tháng 3 năm 2020", 245),
        centred("của Giám đốc Sở Tư pháp)", 290),
    )
    fields = read(BODY[2:], second=annex)
    for name, value in (("so_ky_hieu", "12/QĐ-STP"), ("ngay_ban_hanh", "2020-03-05")):
        found = fields[name]
        assert (found.value, found.method) == (value, "annex_reference")
        assert found.needs_review
        assert issues(found) == ["from_annex"]
        assert found.evidence[0].page == 2


def test_the_letterhead_is_trusted_more_than_the_annex() -> None:
    annex = (centred("(Kèm theo Quyết định số 99/QĐ-STP ngày 09 tháng 9 năm 2019)", 245),)
    fields = read(AGENCY, NUMBER, MOTTO, DATE, HEADING, BODY, second=annex)
    assert fields["so_ky_hieu"].value == "12/QĐ-STP"
    assert fields["ngay_ban_hanh"].value == "2020-03-05"


def test_the_kind_is_the_heading_and_the_subject_stands_under_it() -> None:
    fields = decision()
    assert fields["loai_van_ban"].value == "Quyết định"
    assert fields["trich_yeu"].value == (
        "Về việc cử cán bộ tham gia lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ"
    )
    assert fields["kinh_gui"].value == ()


def test_a_paper_without_heading_is_a_letter_and_its_subject_stands_under_the_number() -> None:
    fields = letter(about=("V/v cử cán bộ dự lớp", "bồi dưỡng văn thư"))
    assert fields["loai_van_ban"].value == "Công văn"
    assert fields["trich_yeu"].value == "V/v cử cán bộ dự lớp bồi dưỡng văn thư"


def test_the_subject_of_a_letter_goes_on_below_the_row_of_place_and_date() -> None:
    further = line("văn thư năm 2020", 240, 295)
    assert letter(further, *BODY[1:])["trich_yeu"].value == "V/v cử cán bộ dự lớp văn thư năm 2020"
    across = line("Kính gửi: Phòng Nội vụ các huyện, thành phố thuộc tỉnh", 640, 295)
    assert letter(across, *BODY[1:])["trich_yeu"].value == "V/v cử cán bộ dự lớp"


def test_a_subject_that_calls_for_another_word_is_asked_for() -> None:
    found = letter(about=["V/v triển khai thực hiện số"])["trich_yeu"]
    assert "unfinished" in issues(found)


def test_what_stands_well_below_the_subject_of_a_letter_is_not_of_it() -> None:
    below = line("Đã nhận", 240, 400, Zone.HEAD_LEFT)
    number = line("Số: 12/STP-VP", 280, 210, Zone.HEAD_LEFT)
    about = line("V/v cử cán bộ dự lớp", 240, 255, Zone.HEAD_LEFT)
    assert read(AGENCY, number, about, below, MOTTO, DATE, BODY)["trich_yeu"].value == about.text


def test_a_kind_outside_the_decree_is_named_as_printed_and_doubted() -> None:
    found = decision(heading=(centred("THƯ NGỎ", 480), *HEADING[1:]))["loai_van_ban"]
    assert found.value == "Thư ngỏ"
    assert issues(found) == ["unusual_kind"]


def test_the_issuer_stands_below_its_parent() -> None:
    fields = decision()
    assert fields["co_quan_chu_quan"].value == "UBND TỈNH LONG AN"
    assert fields["co_quan_ban_hanh"].value == "SỞ TƯ PHÁP"


def test_a_committee_of_two_lines_has_no_parent() -> None:
    agency = (
        line("ỦY BAN NHÂN DÂN", 270, 100, Zone.HEAD_LEFT),
        line("TỈNH LONG AN", 300, 145, Zone.HEAD_LEFT),
    )
    fields = decision(agency=agency)
    assert fields["co_quan_chu_quan"].value is None
    assert fields["co_quan_ban_hanh"].value == "ỦY BAN NHÂN DÂN TỈNH LONG AN"


def test_a_name_broken_after_and_is_one_name() -> None:
    agency = (
        AGENCY[0],
        line("SỞ NÔNG NGHIỆP VÀ", 270, 145, Zone.HEAD_LEFT),
        line("MÔI TRƯỜNG", 300, 190, Zone.HEAD_LEFT),
    )
    fields = decision(agency=agency)
    assert fields["co_quan_ban_hanh"].value == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"


def test_a_single_addressee_stands_behind_its_label() -> None:
    fields = letter(line("Kính gửi: Ủy ban nhân dân huyện Gò Dầu.", 500, 480), *BODY[1:])
    assert fields["kinh_gui"].value == ("Ủy ban nhân dân huyện Gò Dầu",)


def test_several_addressees_are_a_list() -> None:
    fields = letter(
        line("Kính gửi:", 500, 440),
        line("- Sở Tài chính;", 640, 480),
        line("- Ủy ban nhân dân các huyện, thị xã,", 640, 520),
        line("thành phố thuộc tỉnh.", 660, 560),
        *BODY[1:],
    )
    assert fields["kinh_gui"].value == (
        "Sở Tài chính",
        "Ủy ban nhân dân các huyện, thị xã, thành phố thuộc tỉnh",
    )


def test_recipients_are_a_list_without_dashes_and_stops() -> None:
    assert decision()["noi_nhan"].value == (
        "Như Điều 3", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, TCCB",
    )  # fmt: skip


def test_who_signs_for_the_head_is_given_with_both_lines() -> None:
    fields = decision()
    assert fields["chuc_vu_ky"].value == "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"
    assert fields["nguoi_ky"].value == "Lê Thị Diễm Trang"


def test_an_authority_printed_close_is_set_apart() -> None:
    titles = (
        line("TM.ỦY BAN NHÂN DÂN", 1040, 1460, Zone.FOOT_RIGHT),
        line("KT.CHỦ TỊCH", 1080, 1500, Zone.FOOT_RIGHT),
        line("PHÓ CHỦ TỊCH", 1060, 1540, Zone.FOOT_RIGHT),
    )
    value = decision(titles=titles)["chuc_vu_ky"].value
    assert value == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH"


def test_a_deputy_under_the_heads_title_signs_for_the_head_and_is_flagged() -> None:
    titles = (line("GIÁM ĐỐC", 1080, 1500, Zone.FOOT_RIGHT), TITLES[1])
    found = decision(titles=titles)["chuc_vu_ky"]
    assert found.value == "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"
    assert found.needs_review
    assert issues(found) == ["authority_not_read"]


def test_the_signature_may_stand_on_a_later_page() -> None:
    found = read(AGENCY, NUMBER, MOTTO, DATE, HEADING, BODY, second=(*RECIPIENTS, *TITLES, NAME))[
        "nguoi_ky"
    ]
    assert found.value == "Lê Thị Diễm Trang"
    assert found.evidence[0].page == 2


def test_a_missing_signature_asks_for_a_person() -> None:
    found = decision(recipients=(), titles=(), name=())["nguoi_ky"]
    assert (found.value, found.raw, found.needs_review) == (None, None, True)


@pytest.mark.parametrize("mark", ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"])
@pytest.mark.parametrize("zone", [Zone.STAMP, Zone.BODY])
def test_marks_of_urgency_are_stamped_or_printed_alone(mark: str, zone: Zone) -> None:
    assert decision(stamp=line(mark, 260, 400, zone))["do_khan"].value == mark


def test_a_stamp_with_words_around_the_mark_is_that_mark() -> None:
    stamp = line("| HỎA TỐC .", 260, 400, Zone.STAMP)
    assert decision(stamp=stamp)["do_khan"].value == "HỎA TỐC"


@pytest.mark.parametrize(
    ("text", "y"),
    [("Các đơn vị KHẨN trương báo cáo", 700), ("Khẩn", 400), ("KHÁC", 400), ("KHẨN", 1400)],
    ids=["in a sentence", "in small letters", "another word", "low on the page"],
)
def test_not_every_such_word_is_a_mark(text: str, y: float) -> None:
    assert decision(body=(*BODY, line(text, 240, y)))["do_khan"].value is None


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("number", [1, 2])
def test_a_secret_paper_is_refused_and_nothing_of_it_is_told(mark: str, number: int) -> None:
    secret = page([line(mark, 260, 400, Zone.STAMP), *HEADING, *BODY], number)
    pages = [page(BODY), secret] if number == 2 else [secret]
    with pytest.raises(SohoaError) as caught:
        understand(pages, document_types())
    assert caught.value.code is ErrorCode.SECRET_DOCUMENT
    assert f"Page {number} " in caught.value.message
    assert "cán bộ" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Các đơn vị có trách nhiệm BẢO MẬT tài khoản được cấp và đổi mật khẩu",
        "QUY CHẾ BẢO MẬT",
        "MỘT",
        "Bảo mật",
        "Mật khẩu",
    ],
)
def test_security_in_a_sentence_is_no_secrecy_mark(text: str) -> None:
    pages = [page([*AGENCY, NUMBER, *MOTTO, DATE, *HEADING, line(text, 240, 640), *BODY])]
    (document,) = understand(pages, document_types())
    assert document.fields["do_mat"].value is None
