"""Forms and letters of the one-stop shop: whose they are, and what their sentences say."""

from __future__ import annotations

import pytest

from extractors.classify import classify, read_heading
from models.page import Zone
from tests.extractors.papers import centred, line, page
from tests.extractors.test_labels import TYPES, fields, rows

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 860)


def test_the_office_stands_beside_the_motto_though_read_as_one_line() -> None:
    head = rows(("CÔNG AN HUYỆN HẢI HẬU", 240, *MOTTO), ("CÔNG AN XÃ HẢI MINH", 260))
    found = fields("giay_tiep_nhan", *head, centred("GIẤY TIẾP NHẬN HỒ SƠ", 700))
    assert found["co_quan_tiep_nhan"].value == "CÔNG AN XÃ HẢI MINH"


def test_the_title_beside_the_office_in_a_frame_is_none_of_it() -> None:
    head = rows(
        ("SỞ NÔNG NGHIỆP", 240, "PHIẾU KIỂM SOÁT QUÁ", 640, "Mã hiệu: BM.02-QT.23", 1200),
        ("VÀ MÔI TRƯỜNG", 247, "TRÌNH GIẢI QUYẾT HỒ SƠ", 640, "Lần ban hành: 02", 1200),
    )
    assert fields("phieu_kiem_soat", *head)["co_quan"].value == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"


def test_an_office_goes_on_right_below_and_its_title_does_not() -> None:
    name = [centred("CHI NHÁNH VĂN PHÒNG ĐĂNG", 500), centred("KÝ ĐẤT ĐAI KHU VỰC V", 540)]
    found = fields("phieu_tu_choi", *name, centred("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", 580))
    assert found["co_quan"].value == "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI KHU VỰC V"


@pytest.mark.parametrize(
    "second", [("KÝ", "ĐẤT ĐAI TỈNH TÂY NINH"), ("KÝ ĐẤT", "ĐAI TỈNH TÂY NINH")]
)
def test_an_office_of_a_department_is_no_part_of_its_name(second: tuple[str, str]) -> None:
    texts = ("SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG", f"VĂN PHÒNG ĐĂNG {second[0]}", second[1])
    head = [line(text, 300 + 40 * i, 200, Zone.HEAD_LEFT) for i, text in enumerate(texts)]
    found = fields("phieu_kiem_soat", *head, centred("PHIẾU KIỂM SOÁT", 640))
    assert found["co_quan"].value == "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI TỈNH TÂY NINH"


def test_a_number_with_english_beside_its_label_is_no_office() -> None:
    head = [line("SỞ TƯ PHÁP", 300, 200, Zone.HEAD_LEFT)]
    head.append(line("Số/No.: 958/STP", 280, 240, Zone.HEAD_LEFT))
    found = fields("phieu_tu_choi", *head)
    assert (found["co_quan"].value, found["so_phieu"].value) == ("SỞ TƯ PHÁP", "958/STP")


def test_the_stroke_of_a_number_may_be_lost() -> None:
    head = [line("SỞ NÔNG NGHIỆP", 300, 200, Zone.HEAD_LEFT)]
    for text in ("Số: 31SNNMT", "Số: 31JSNNMT", "Số: 31,SNNMT"):
        found = fields("phieu_xin_loi", *head, line(text, 280, 240, Zone.HEAD_LEFT))
        assert found["so_phieu"].value == "31/SNNMT"


LETTERHEAD = (
    line("CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", 200, 100, Zone.HEAD_LEFT),
    line("Số: 2261/CNVPĐK-TTLT", 280, 140, Zone.HEAD_LEFT),
    line("V/v hoàn chỉnh hồ sơ đăng ký đất đai", 200, 180, Zone.HEAD_LEFT),
    line(MOTTO[0], 900, 100, Zone.HEAD_RIGHT),
    line("Đông Hưng, ngày 23 tháng 10 năm 2025", 900, 140, Zone.HEAD_RIGHT),
)


def test_a_letter_about_a_dossier_is_of_the_dossiers_papers() -> None:
    body = (
        "Kính gửi: Bà LÂM HỒNG HOA",
        "Chi nhánh nhận được hồ sơ H36.39.5-251008-0140 do Bà nộp để thực hiện thủ tục.",
        "Hồ sơ chưa giải quyết được, đề nghị Bà bổ sung chữ ký còn thiếu trên đơn.",
        "Nơi nhận:",
    )
    guess = classify([page([*LETTERHEAD, *rows(*body)])], TYPES)
    assert guess.id == "phieu_bo_sung"


def test_a_letter_of_one_office_to_another_without_a_dossier_is_a_letter() -> None:
    body = (
        "Kính gửi: Ủy ban nhân dân các xã, phường, đặc khu",
        "Thực hiện Kế hoạch số 124/KH-UBND, đề nghị các đơn vị khẩn trương hoàn chỉnh hồ sơ,",
        "báo cáo kết quả thực hiện về Sở trước ngày 30 tháng 11 năm 2025 để tổng hợp./.",
        "Nơi nhận:",
    )
    guess = classify([page([*LETTERHEAD, *rows(*body)])], TYPES)
    assert guess.id in {"van_ban_hanh_chinh", "khac"}


def test_a_notice_that_begins_as_a_caption_does_is_none() -> None:
    found = fields(
        "giay_tiep_nhan",
        *rows(
            "Người nhận thay phải mang theo giấy ủy quyền của người nộp",
            ("BÊN GIAO", 300, "VIÊN CHỨC NHẬN HỒ SƠ", 1000),
            ("Phan Quốc Lâm", 280, "Nông Văn SÌ", 1050),
        ),
    )
    assert found["nguoi_tiep_nhan"].value != "Phan Quốc Lâm"


def test_a_name_that_has_other_marks_elsewhere_asks() -> None:
    for other, asks in (("Nguyễn Văn Ẩn", True), ("Nguyễn Văn Ấn", False)):
        foot = rows(("GIÁM ĐỐC", 1000), (f"Ký bởi: {other}", 960), ("Nguyễn Văn Ấn", 980))
        found = fields("phieu_tu_choi", *foot)["nguoi_ky"]
        assert found.value == "Nguyễn Văn Ấn"
        assert ("marks_differ" in [issue.code for issue in found.issues]) is asks


def test_a_name_gets_the_marks_of_names_and_asks() -> None:
    read = rows(("GIÁM ĐỐC", 1000), ("Trịnh Ngọc Chỉ", 980))
    found = fields("phieu_tu_choi", *read)["nguoi_ky"]
    assert found.value == "Trịnh Ngọc Chi"
    assert "Trịnh Ngọc Chỉ" in found.alternatives
    assert "unusual_name" in [issue.code for issue in found.issues]


def test_a_receipt_may_say_in_sentences_when_it_was_received_and_where_to_come() -> None:
    found = fields(
        "giay_tiep_nhan",
        *rows(
            "Ngày 15/01/2021 vào lúc 09 giờ 59 phút đã nhận của:",
            "Ông/Bà: THÁI VĂN THƯỞNG",
            "1 bộ hồ sơ, mã số hồ sơ: H27.6.18-210115-0116",
            "Phòng hẹn Ông/Bà vào lúc 13 giờ 03 phút ngày 20/01/2021 đến Bộ phận Một cửa của",
            "huyện để được trả kết quả giải quyết hồ sơ theo quy định.",
        ),
    )
    assert found["thoi_gian_nhan"].value == "2021-01-15T09:59"
    assert found["thoi_gian_tra"].value == "2021-01-20T13:03"
    assert found["nhan_ket_qua_tai"].value == "Bộ phận Một cửa của huyện"
    assert found["so_luong_ho_so"].value == "1"


def test_what_a_receipt_says_last_may_stand_in_one_sentence() -> None:
    found = fields(
        "giay_tiep_nhan",
        *rows(
            "Hồ sơ có 02 bộ, gồm các loại giấy tờ:",
            "Nhận xong hồ sơ hồi 10 giờ03 ngày28/09/2026; thời gian thực hiện: 01 ngày làm việc.",
            "Mời ông trở lại hồi 07... giờ 50... ngày 29/09/2026... để lấy kết quả, tại: Quầy 4",
        ),
    )
    assert found["thoi_gian_nhan"].value == "2026-09-28T10:03"
    assert found["thoi_gian_tra"].value == "2026-09-29T07:50"
    assert found["nhan_ket_qua_tai"].value == "Quầy 4"
    assert found["so_luong_ho_so"].value == "2"


def test_who_handed_a_dossier_in_may_be_told_within_a_sentence() -> None:
    for text in (
        "1. Dừng giải quyết hồ sơ mã số H08.48-260808-0136, thủ tục Cấp phép, do Ông Rơ Châm Hyom",
        "Chi nhánh nhận được hồ sơ mã số H08.48-260808-0136 của Ông Rơ Châm Hyom, địa chỉ",
    ):
        found = fields("thong_bao_dung", *rows(text, "nộp ngày 08/08/2026."))
        assert found["nguoi_nop"].value == "Rơ Châm Hyom"


def test_a_family_name_may_begin_with_d_with_stroke() -> None:
    for name in ("ĐINH GIA VINH", "Đặng Nhật Sơn"):
        assert fields("phieu_tu_choi", *rows(f"Của: {name}"))["nguoi_nop"].value == name


def test_a_sentence_is_no_name_and_mister_before_capitals_is_none() -> None:
    found = fields(
        "phieu_tu_choi",
        *rows(
            "Hồ sơ của vướng mắc sau: Họ tên trên các giấy tờ ghi không thống nhất",
            "Kính gửi: Ông LÂM HỒNG HOA",
        ),
    )
    assert found["nguoi_nop"].value == "LÂM HỒNG HOA"


def test_a_letter_that_asks_for_more_says_what_why_and_who_helps() -> None:
    found = fields(
        "phieu_bo_sung",
        *rows(
            "Hồ sơ chưa giải quyết được vì còn vướng mắc sau: Họ tên ghi không thống nhất.",
            "Để hồ sơ được giải quyết tiếp, đề nghị Bà:",
            "+ Chụp lại sơ đồ thửa đất cho rõ chữ",
            "+ Bổ sung chữ ký còn thiếu trên đơn",
            "Viên chức hướng dẫn Bà hoàn chỉnh hồ sơ: Kiều Bá Hậu, Tổ Đăng ký và cấp giấy",
            "Nơi nhận:",
            ("GIÁM ĐỐC", 1000),
            ("Lương Thị Bích", 1000),
        ),
    )
    assert found["ly_do"].value == "Họ tên ghi không thống nhất."
    assert found["noi_dung_bo_sung"].value == (
        "Chụp lại sơ đồ thửa đất cho rõ chữ",
        "Bổ sung chữ ký còn thiếu trên đơn",
    )
    assert found["nguoi_huong_dan"].value == "Kiều Bá Hậu"


def test_a_reason_below_its_heading_may_begin_like_a_label() -> None:
    below = rows("LÝ DO KHÔNG GIẢI QUYẾT", "Thủ tục này đã bị bãi bỏ từ đầu năm")
    found = fields("phieu_tu_choi", *below)
    assert found["ly_do"].value == "Thủ tục này đã bị bãi bỏ từ đầu năm"


def test_a_reason_stands_at_the_margin_below_its_heading_or_its_sentence() -> None:
    reason = "Người nộp gọi điện và gửi giấy xin rút lại hồ sơ"
    for above in (("LÝ DO KHÔNG GIẢI QUYẾT", 700), ("Hồ sơ bị dừng xử lý. Lý do là:", 240)):
        assert fields("phieu_tu_choi", *rows(above, reason))["ly_do"].value == reason


def test_an_apology_may_say_all_in_one_sentence() -> None:
    found = fields(
        "phieu_xin_loi",
        *rows(
            "Hồ sơ H13.20.23-260629-0363 của Bà về Đăng ký tặng cho quyền sử dụng đất giữa cha",
            "mẹ và con được nhận ngày 29/06/2026, theo giấy hẹn phải trả vào ngày 02/07/2026.",
        ),
    )
    asked = "Đăng ký tặng cho quyền sử dụng đất giữa cha mẹ và con"
    assert found["noi_dung_yeu_cau"].value == asked
    assert found["ngay_tiep_nhan"].value == "2026-06-29"
    assert found["ngay_hen_tra"].value == "2026-07-02"


def test_behind_the_last_marked_item_a_sentence_is_none() -> None:
    found = fields(
        "giay_tiep_nhan",
        *rows(
            "Hồ sơ bao gồm:",
            "1. Giấy đề nghị đăng ký hộ kinh doanh;",
            "2. Bản sao hợp đồng thuê mặt bằng;",
            "Phòng Tài chính hẹn Ông/Bà đến nhận kết quả.",
        ),
    )
    expected = ("Giấy đề nghị đăng ký hộ kinh doanh", "Bản sao hợp đồng thuê mặt bằng")
    assert found["thanh_phan_ho_so"].value == expected


def test_a_ward_may_be_numbered() -> None:
    head = [centred("UBND PHƯỜNG 3", 300), centred("PHIẾU KIỂM SOÁT", 500)]
    assert fields("phieu_kiem_soat", *head)["co_quan"].value == "UBND PHƯỜNG 3"


def test_a_label_that_nobody_knows_does_not_go_on_with_the_value_above() -> None:
    found = fields(
        "phieu_tu_choi",
        *rows(
            ("Trú tại: Thôn Đông, xã Ba Vì", 240, "Thủ tục: Cấp giấy phép bán lẻ rượu", 1000),
            ("Gọi số: 0913860522", 240, "Ngày nhận: 14/11/2025", 1000),
        ),
    )
    assert found["noi_dung_yeu_cau"].value == "Cấp giấy phép bán lẻ rượu"


def test_a_receipt_may_be_called_a_confirmation() -> None:
    heading = read_heading(
        page([centred("XÁC NHẬN ĐÃ NHẬN HỒ SƠ VÀ NGÀY TRẢ KẾT QUẢ", 300)]), TYPES
    )
    assert heading is not None
    assert heading.type == "giay_tiep_nhan"


def test_a_reason_may_be_the_one_item_of_a_list() -> None:
    below = rows("Lý do:", "- Người nộp có đơn rút.", "Việc tiếp theo:", "- Nộp hồ sơ mới.")
    assert fields("thong_bao_dung", *below)["ly_do"].value == "Người nộp có đơn rút."
    both = rows("Lý do:", "- Hồ sơ thiếu chữ ký;", "- Bản vẽ sai tỷ lệ.")
    assert fields("thong_bao_dung", *both)["ly_do"].needs_review


def test_what_follows_from_a_reason_is_not_a_part_of_it() -> None:
    texts = ("Vì lý do: Cán bộ thụ lý nghỉ ốm nên hồ sơ nhận ngày 03/06/2026 chưa", "giải quyết.")
    found = fields("phieu_xin_loi", *rows(*texts))
    assert found["ly_do"].value == "Cán bộ thụ lý nghỉ ốm"


def test_of_a_person_a_sentence_says_something() -> None:
    reason = "Người nộp hồ sơ không đủ điều kiện theo quy định"
    found = fields(
        "phieu_tu_choi", *rows(("Họ tên", 240, "Lý do từ chối", 800), ("", 0, reason, 800))
    )
    assert found["ly_do"].value == reason
    found = fields("phieu_tu_choi", *rows("Người nộp hồ sơ: Lò Thị Mai", f"Lý do: {reason}"))
    assert found["nguoi_nop"].value == "Lò Thị Mai"


def test_behind_the_last_marked_item_the_heading_of_a_part_is_none() -> None:
    texts = ("Nội dung cần bổ sung", "- Bản chụp giấy khai sinh", "- Đơn đề nghị", "Cách nộp hồ sơ")
    found = fields(
        "phieu_bo_sung", *rows(*texts, "Người hướng dẫn sẽ trả lời mọi câu hỏi của bà về việc này")
    )
    assert found["noi_dung_bo_sung"].value == ("Bản chụp giấy khai sinh", "Đơn đề nghị")


@pytest.mark.parametrize(
    ("texts", "office"),
    [
        (
            ("SỞ NỘI VỤ TỈNH LAI CHÂU", "TRUNG TÂM DỊCH", "VỤ VIỆC LÀM"),
            "TRUNG TÂM DỊCH VỤ VIỆC LÀM",
        ),
        (("UBND TỈNH BẾN TRE,", "SỞ Y TẾ"), "SỞ Y TẾ"),
        (
            ("CHI CỤC THÚ Y TỈNH LÀO CAI", "CHI OANH VĂN PHÒNG ĐĂNG", "KÝ ĐẤT ĐAI THỊ XÃ SA PA"),
            "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI THỊ XÃ SA PA",
        ),
        (("SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG", "CHI CỤC KIẾM LÀM"), "CHI CỤC KIỂM LÂM"),
    ],
)
def test_a_name_is_broken_within_a_word_and_behind_no_speck(
    texts: tuple[str, ...], office: str
) -> None:
    head = [line(text, 300 + 40 * i, 200, Zone.HEAD_LEFT) for i, text in enumerate(texts)]
    found = fields("phieu_xin_loi", *head, centred("PHIẾU XIN LỖI", 640))
    assert found["co_quan"].value == office


def test_a_point_within_the_name_of_a_unit_is_a_speck() -> None:
    for point in (".", "..", ""):
        beside = (f"Địa chỉ: Khu phố 2, thị trấn Chũ, huyện Lục{point}", 240, "Mã hồ sơ: H01", 930)
        found = fields("giay_tiep_nhan", *rows(beside, "Ngạn, tỉnh Bắc Giang"))
        assert found["dia_chi"].value == "Khu phố 2, thị trấn Chũ, huyện Lục Ngạn, tỉnh Bắc Giang"


def test_a_telephone_may_stand_right_behind_the_point_of_its_label() -> None:
    beside = ("Nơi cư trú: Thôn Đông, xã Hương Vĩ, huyện Yên Thế,", 240, "ĐT.0773374551", 1250)
    found = fields("phieu_tu_choi", *rows(beside, "tỉnh Bắc Giang"))
    assert found["dia_chi"].value == "Thôn Đông, xã Hương Vĩ, huyện Yên Thế, tỉnh Bắc Giang"
    assert found["so_dien_thoai"].value == "0773374551"


def test_who_helps_stands_below_the_caption_though_a_head_signs() -> None:
    left = [centred("NGƯỜI HƯỚNG DẪN", 900, middle=500), line("Lương Văn Inh", 410, 1140, sure=0.6)]
    right = ((900, "TL. GIÁM ĐỐC"), (945, "CHÁNH VĂN PHÒNG"), (1140, "Trương Thùy Ngà"))
    foot = [*left, *(centred(text, y, Zone.FOOT_RIGHT, 1200) for y, text in right)]
    found = fields("phieu_bo_sung", *rows("Đề nghị Bà bổ sung, hoàn thiện hồ sơ."), *foot)
    assert found["nguoi_huong_dan"].value == "Lương Văn Inh"


def test_days_may_be_steps_of_the_dossier() -> None:
    found = fields(
        "phieu_xin_loi",
        *rows(
            ("Tiếp nhận hồ sơ", 240, "22I09I2026", 1000),
            ("Trả kết quả theo giấy hẹn", 240, "06/10/2026", 1000),
            ("Trả kết quả hẹn lại", 240, "20/10/2026", 1000),
        ),
    )
    days = ("ngay_tiep_nhan", "ngay_hen_tra", "ngay_hen_lai")
    assert [found[x].value for x in days] == ["2026-09-22", "2026-10-06", "2026-10-20"]


@pytest.mark.parametrize("below", ["19/01/2026", "01 bộ hồ sơ về việc: Xác định lại dân tộc"])
def test_a_day_and_a_quantity_are_no_telephone(below: str) -> None:
    found = fields("giay_tiep_nhan", *rows("Số điện thoại:", below))
    assert found["so_dien_thoai"].value is None


def test_what_fees_cost_is_no_place() -> None:
    beside = ("Nhận kết quả tại:", 240, "Phí, lệ phí: Đã thanh toán trực tuyến", 800)
    assert fields("giay_tiep_nhan", *rows(beside))["nhan_ket_qua_tai"].value is None


def test_a_unit_below_the_office_may_be_a_part_of_its_name() -> None:
    head = [line("VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", 200, 100, Zone.HEAD_LEFT)]
    head += [line("TỈNH ĐỒNG NAI", 300, 140, Zone.HEAD_LEFT), *rows(("GHI NHANH VH DI AI", 250))]
    alone = fields("phieu_kiem_soat", *head, centred("PHIẾU KIỂM SOÁT", 640))["co_quan"]
    head.append(line("ĐẤT ĐAI THÀNH PHỐ BIÊN HÒA", 200, 260))
    below = fields("phieu_kiem_soat", *head, centred("PHIẾU KIỂM SOÁT", 640))["co_quan"]
    assert ([*alone.issues], [x.code for x in below.issues]) == ([], ["unusual_agency"])


def test_a_reason_below_a_numbered_part_may_begin_like_a_label() -> None:
    reason = "Nội dung đề nghị không thuộc thẩm quyền của cơ quan"
    assert fields("phieu_tu_choi", *rows("II. Lý do từ chối", reason))["ly_do"].value == reason


def test_a_sentence_may_end_in_a_row_with_the_label_of_the_next_paragraph() -> None:
    texts = ("Ủy ban nhân dân xã trả lại hồ sơ cho Bà", "với lý do:", ("Sai chữ ký.", 400))
    assert fields("phieu_tu_choi", *rows(*texts))["ly_do"].value == "Sai chữ ký."


@pytest.mark.parametrize("label", ["Hẹn trả:", "Trả kết quả lúc:"])
def test_when_a_result_is_due_may_have_a_short_label(label: str) -> None:
    texts = ("Tiếp nhận: 14:27 15/11/2025", f"{label} 09 giờ 38 phút, ngày 11/12/2025")
    found = fields("giay_tiep_nhan", *rows(*texts))
    assert found["thoi_gian_nhan"].value == "2025-11-15T14:27"
    assert found["thoi_gian_tra"].value == "2025-12-11T09:38"


def test_a_dossier_is_received_on_a_day_within_the_reason() -> None:
    texts = ("Vì lý do: Cán bộ thụ lý nghỉ ốm nên hồ sơ nhận ngày", "03/06/2026 chưa giải quyết.")
    assert fields("phieu_xin_loi", *rows(*texts))["ngay_tiep_nhan"].value == "2026-06-03"


def test_a_notice_of_faults_says_what_was_asked_why_and_what_is_missing() -> None:
    found = fields(
        "phieu_bo_sung",
        *rows(
            (
                "Phòng Kinh tế đã kiểm tra hồ sơ H26.34-210831-0230 của Bà Lê Thị Bích về thủ tục",
                300,
            ),
            "Cấp giấy phép xây dựng có thời hạn. Hồ sơ còn tồn tại như sau: Đơn đề nghị ghi diện",
            "tích xây dựng khác với bản vẽ thiết kế.",
            ("Phòng Kinh tế yêu cầu Bà bổ sung, chỉnh sửa hồ sơ các nội dung sau:", 300),
            ("a) Bổ sung bản vẽ mặt đứng chính;", 300),
            ("b) Nộp cam kết tự tháo dỡ;", 300),
            ("Cán bộ hướng dẫn: Dương Hồng Phượng chuyên viên.", 300),
        ),
    )
    assert found["noi_dung_yeu_cau"].value == "Cấp giấy phép xây dựng có thời hạn"
    reason = "Đơn đề nghị ghi diện tích xây dựng khác với bản vẽ thiết kế."
    assert found["ly_do"].value == reason
    missing = ("Bổ sung bản vẽ mặt đứng chính", "Nộp cam kết tự tháo dỡ")
    assert found["noi_dung_bo_sung"].value == missing
    assert found["nguoi_huong_dan"].value == "Dương Hồng Phượng"


def test_a_refusal_may_say_in_a_sentence_that_its_reason_follows() -> None:
    found = fields(
        "phieu_tu_choi",
        *rows(
            (
                "Căn cứ Nghị định số 99/2022/NĐ-CP của Chính phủ về đăng ký biện pháp bảo đảm, Văn",
                300,
            ),
            "phòng từ chối hồ sơ trên vì lý do sau đây:",
            ("Hợp đồng thế chấp chưa được công chứng theo quy định của pháp luật.", 300),
            ("Hồ sơ và lệ phí đã nộp (nếu có) được hoàn trả kèm theo phiếu này.", 300),
        ),
    )
    reason = "Hợp đồng thế chấp chưa được công chứng theo quy định của pháp luật."
    assert found["ly_do"].value == reason
    assert "no_label" not in [issue.code for issue in found["ly_do"].issues]


def test_whose_address_it_is_may_be_told_at_length() -> None:
    place = "Thôn Đông, xã Long Vĩnh, tỉnh Tây Ninh"
    found = fields("phieu_tu_choi", *rows(f"- Địa chỉ của người yêu cầu đăng ký: {place}"))
    assert found["dia_chi"].value == place


def test_a_unit_s_name_goes_on_at_the_margin_of_a_block_of_labels() -> None:
    found = fields(
        "phieu_bo_sung",
        *rows(
            ("Kính gửi: Ông Lê Văn Bình", 440),
            ("Địa chỉ: Số 466A đường Nguyễn Trãi, xã Hương Vĩ, huyện Yên Thế, tỉnh Bắc", 440),
            ("Giang", 440),
            ("Điện thoại: 0707713523", 440),
            "Phòng Kinh tế và Hạ tầng đã kiểm tra hồ sơ của Ông và thấy chưa đủ",
        ),
    )
    place = "Số 466A đường Nguyễn Trãi, xã Hương Vĩ, huyện Yên Thế, tỉnh Bắc Giang"
    assert found["dia_chi"].value == place


def test_contacts_and_where_to_come_may_stand_behind_labels_without_colons() -> None:
    found = fields(
        "giay_tiep_nhan",
        *rows(
            ("Email lethibich61@gmail.com", 240, "Điện thoại 0859656015", 1000),
            ("Ngày hẹn trả 09:18 ngày 23/06/2026", 240, "Nhận kết quả", 900, "Qua mạng", 1200),
        ),
    )
    assert found["email"].value == "lethibich61@gmail.com"
    assert found["nhan_ket_qua_tai"].value == "Qua mạng"


def test_an_office_that_breaks_off_beside_its_number_goes_on_below() -> None:
    name = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG"
    for first, rest in ((name, "LONG HOA"), (f"{name} SA", "PA")):
        head = rows((first, 240, "Số: 345/TTPVHCC", 1000), (rest, 240))
        found = fields("phieu_tu_choi", *head, centred("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", 640))
        assert found["co_quan"].value == f"{first} {rest}"


def test_a_stroke_that_was_lost_behind_a_label_is_a_question() -> None:
    texts = rows(("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ QUẢN BẠ", 240, "Số: 887TTPVHCC", 1000))
    found = fields("phieu_tu_choi", *texts, centred("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", 640))
    assert found["so_phieu"].value == "887/TTPVHCC"
    assert found["so_phieu"].needs_review
