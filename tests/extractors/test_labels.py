"""Values of forms: where they stand beside their labels, and what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.classify import classify
from extractors.fields import extract_fields
from extractors.pipeline import understand
from models.doctypes import document_types
from models.extraction import ExtractedField
from models.page import Line, Page, Zone
from tests.extractors.papers import centred, line, page

TYPES = document_types()
STEP = 48


def rows(*texts: str | tuple[str | int, ...]) -> list[Line]:
    """Rows of a form, top one first: text, or text and its left end, once or more often."""
    found = []
    for i, item in enumerate(texts):
        parts = (item, 240) if isinstance(item, str) else item
        words = [
            word
            for text, x in zip(parts[::2], parts[1::2], strict=True)
            for word in line(str(text), int(x), 500 + i * STEP).words
        ]
        found.append(Line(tuple(words)))
    return found


def fields(type_id: str, *lines: Line) -> dict[str, ExtractedField]:
    return extract_fields([page(lines)], TYPES[type_id])


def paper(title: str, *texts: str) -> Page:
    return page([centred(title, 400), *rows(*texts)])


def test_a_value_stands_beside_its_label_and_goes_on_below_where_it_is_long() -> None:
    found = fields(
        "giay_tiep_nhan",
        *rows(
            "Tiếp nhận hồ sơ của: Nguyễn Thị Bích Ngọc",
            "Địa chỉ: số 12, đường Trần Hưng Đạo, khu phố 3, phường Tân Ninh, huyện Tân Ninh, tỉnh",
            "Tây Ninh",
            "Số điện thoại: 0912 345 678 Email: ngoc@example.vn",
            "Nội dung yêu cầu giải quyết: Đăng ký biến động",
            "Thành phần hồ sơ nộp gồm:",
            "1. Đơn đăng ký biến động",
            "2. Giấy chứng nhận đã cấp, bản gốc",
            "Số lượng hồ sơ: 01 (bộ)",
            "Thời gian nhận hồ sơ: 08 giờ 30 phút, ngày 05 tháng 3 năm 2025",
        ),
    )
    assert found["nguoi_nop"].value == "Nguyễn Thị Bích Ngọc"
    assert found["dia_chi"].value == (
        "số 12, đường Trần Hưng Đạo, khu phố 3, phường Tân Ninh, huyện Tân Ninh, tỉnh Tây Ninh"
    )
    assert found["so_dien_thoai"].value == "0912345678"
    assert found["email"].value == "ngoc@example.vn"
    assert found["noi_dung_yeu_cau"].value == "Đăng ký biến động"
    assert found["thanh_phan_ho_so"].value == (
        "Đơn đăng ký biến động",
        "Giấy chứng nhận đã cấp, bản gốc",
    )
    assert found["thoi_gian_nhan"].value == "2025-03-05T08:30"


def test_the_same_labels_belong_to_the_section_they_stand_in() -> None:
    found = fields(
        "giay_khai_sinh",
        *rows(
            "Họ, chữ đệm, tên: LÊ MINH KHANG",
            "Giới tính: Nam Dân tộc: Kinh Quốc tịch: Việt Nam",
            "Họ, chữ đệm, tên người mẹ: TRẦN THỊ HOA",
            "Năm sinh: 1990 Dân tộc: Khmer Quốc tịch: Việt Nam",
            "Họ, chữ đệm, tên người cha: LÊ VĂN BÌNH",
            "Năm sinh: 1988 Dân tộc: Chăm Quốc tịch: Việt Nam",
        ),
    )
    named = {name: item.value for name, item in found.items()}
    assert named["ho_ten"] == "LÊ MINH KHANG"
    assert (named["dan_toc"], named["me_dan_toc"], named["cha_dan_toc"]) == (
        "Kinh",
        "Khmer",
        "Chăm",
    )
    assert (named["me_ho_ten"], named["me_nam_sinh"]) == ("TRẦN THỊ HOA", "1990")
    assert (named["cha_ho_ten"], named["cha_nam_sinh"]) == ("LÊ VĂN BÌNH", "1988")


def test_columns_are_read_under_their_headings() -> None:
    found = fields(
        "giay_ket_hon",
        *rows(
            ("Họ, chữ đệm, tên vợ:", 240, "Họ, chữ đệm, tên chồng:", 860),
            ("PHẠM THỊ LAN", 240, "VÕ QUỐC HUY", 860),
            ("Dân tộc: Kinh", 240, "Dân tộc: Hoa", 860),
            ("Nơi cư trú: ấp Bình Long,", 240, "Nơi cư trú: ấp Long Chẩn,", 860),
        ),
    )
    assert (found["vo_ho_ten"].value, found["chong_ho_ten"].value) == (
        "PHẠM THỊ LAN",
        "VÕ QUỐC HUY",
    )
    assert (found["vo_dan_toc"].value, found["chong_dan_toc"].value) == ("Kinh", "Hoa")
    assert found["chong_noi_cu_tru"].value == "ấp Long Chẩn"


def test_a_blank_form_has_no_values() -> None:
    found = fields(
        "to_khai_khai_sinh",
        *rows(
            "Họ, chữ đệm, tên người yêu cầu: ..........................",
            "Nơi cư trú: ……………………………………",
            "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
            "Họ, chữ đệm, tên: .....................",
            "Ngày, tháng, năm sinh: ........... ghi bằng chữ: ..........",
            "Giới tính: ....... Dân tộc: ....... Quốc tịch: .......",
            "Họ, chữ đệm, tên người mẹ: ..............",
        ),
    )
    assert {name: item.value for name, item in found.items() if item.value} == {}


def test_a_misread_label_is_still_the_label() -> None:
    found = fields("giay_tiep_nhan", *rows("Nộl dung yêu câu giàí quyết: Cấp giấy phép xây dựng"))
    assert found["noi_dung_yeu_cau"].value == "Cấp giấy phép xây dựng"


def test_the_title_says_what_a_paper_is() -> None:
    body = ("Họ, chữ đệm, tên: A", "Nơi đăng ký khai sinh: UBND xã", "Quê quán: Long An")
    assert classify([paper("GIẤY KHAI SINH", *body)], TYPES).id == "giay_khai_sinh"
    assert classify([paper("GIAY KHAI SINN", *body)], TYPES).id == "giay_khai_sinh"
    assert classify([paper("THỰC ĐƠN", "Cơm tấm", "Bún bò")], TYPES).id == "khac"


def test_a_heading_in_other_words_and_the_labels_below_say_what_a_paper_is() -> None:
    body = ("Kính gửi: Bà Lê Thị Hoa", "Mã hồ sơ: H53.01-250303-0001", "Lý do: Thiếu bản vẽ")
    notice = paper("THÔNG BÁO", "Về việc từ chối giải quyết hồ sơ", *body)
    assert classify([notice], TYPES).id == "phieu_tu_choi"
    letter = paper("QUYẾT ĐỊNH", "Về việc cấp giấy phép xây dựng", "Căn cứ Luật Xây dựng;")
    assert classify([letter], TYPES).id != "giay_phep_xay_dung"


@pytest.mark.parametrize(("matter", "kind", "said"), [
    ("V/v hoàn chỉnh hồ sơ đăng ký đất đai", "phieu_bo_sung", "Đề nghị Bà bổ sung hồ sơ."),
    ("V/v trả lại hồ sơ đăng ký đất đai", "phieu_tu_choi", "Chi nhánh không giải quyết hồ sơ."),
    ("V/v chậm giải quyết hồ sơ", "phieu_xin_loi", "Chi nhánh xin lỗi và hẹn lại ngày trả."),
])  # fmt: skip
def test_a_letter_about_a_dossier_is_what_its_matter_says_and_one_to_an_office_is_none(
    matter: str, kind: str, said: str
) -> None:
    head = ("Số: 2261/CNVPĐK-TTLT", matter, "Đông Hưng, ngày 23 tháng 10 năm 2025")
    person = (
        "Kính gửi: Bà LÂM HỒNG HOA", "Nơi thường trú: Ấp 3, xã Đông Hưng, tỉnh Hưng Yên",
        "Chi nhánh nhận được hồ sơ H36.39.5-251008-0140 do Bà nộp để thực hiện thủ tục",
        "Lý do: Họ tên trên các giấy tờ ghi không thống nhất", said,
    )  # fmt: skip
    assert classify([paper(*head, *person)], TYPES).id == kind
    office = (
        "Kính gửi: Ủy ban nhân dân các xã, phường", "Thực hiện Công văn số 1203/UBND-NC ngày",
        "15 tháng 9 năm 2025 của Ủy ban nhân dân tỉnh, Sở Tư pháp đề nghị các địa phương chỉ đạo",
        "các phòng chuyên môn rà soát, tổng hợp, báo cáo về Sở trước ngày 30 tháng 10 năm 2025.",
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC",
    )  # fmt: skip
    assert classify([paper(*head, *office)], TYPES).id == "van_ban_hanh_chinh"


def test_who_guides_is_told_in_the_text_where_the_head_signs() -> None:
    found = fields("phieu_bo_sung", *rows(
        "Viên chức hướng dẫn Bà hoàn chỉnh hồ sơ: Kiều Bá Hậu, Tổ Đăng ký và cấp giấy.",
        ("GIÁM ĐỐC", 1000), ("Lương Thị Bích", 1000),
    ))  # fmt: skip
    assert found["nguoi_huong_dan"].value == "Kiều Bá Hậu"


def test_an_official_who_is_called_like_the_applicant_is_a_question() -> None:
    found = fields("giay_tiep_nhan", *rows(
        "Người nộp hồ sơ: Phan Quốc Lâm",
        ("Người tiếp nhận hồ sơ", 1000), ("Phan Quốc Lâm", 1000),
    ))  # fmt: skip
    assert "signer_is_party" in {issue.code for issue in found["nguoi_tiep_nhan"].issues}


def test_a_heading_of_another_paper_is_not_taken_for_the_likest_type() -> None:
    body = ("Họ, chữ đệm, tên vợ: A", "Họ, chữ đệm, tên chồng: B", "Dân tộc: Kinh")
    guess = classify([paper("TỜ KHAI ĐĂNG KÝ KẾT HÔN", *body)], TYPES)
    assert guess.id == "khac" or guess.confidence < 0.9


def test_fields_of_a_paper_of_an_unsure_type_are_all_asked_for() -> None:
    found = understand([paper("GIẤY GHI NHỚ", "Họ, chữ đệm, tên người mẹ: LÊ THỊ HOA")], TYPES)
    assert found[0].document_type.id == "khac"
    assert [issue.code for issue in found[0].issues] == ["unknown_type"]


def test_the_office_and_its_telephone_are_not_the_applicants() -> None:
    found = fields(
        "giay_tiep_nhan",
        *rows(
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ LONG VĨNH",
            "Điện thoại: 0276 3822 233",
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
            "Người nộp hồ sơ: Lê Thị Hoa",
            "Mọi vướng mắc xin gọi số điện thoại 0276 3822 234",
        ),
    )
    assert found["co_quan_tiep_nhan"].value == "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ LONG VĨNH"
    assert found["so_dien_thoai"].value is None


def test_words_of_a_sentence_are_no_labels() -> None:
    found = fields(
        "thong_bao_dung",
        *rows(
            "Lý do: Người nộp hồ sơ có đơn đề nghị rút hồ sơ vì đã nộp hồ sơ khác ở nơi",
            "giải quyết thủ tục hành chính gần nhà",
        ),
    )
    assert found["nguoi_nop"].value is None
    assert found["noi_dung_yeu_cau"].value is None


def test_a_reason_that_begins_like_a_label_is_the_reason() -> None:
    found = fields(
        "phieu_tu_choi",
        *rows(
            "Nội dung yêu cầu: Tách thửa đất",
            "Đơn vị không tiếp nhận hồ sơ này với lý do cụ thể như sau:",
            "Nội dung đề nghị trùng với hồ sơ đã được giải quyết",
        ),
    )
    assert found["noi_dung_yeu_cau"].value == "Tách thửa đất"
    assert found["ly_do"].value == "Nội dung đề nghị trùng với hồ sơ đã được giải quyết"


def test_a_notice_in_sentences_says_whose_the_dossier_is_and_why_it_is_closed() -> None:
    found = fields(
        "thong_bao_dung",
        *rows(
            "Trung tâm nhận được hồ sơ của Bà Lê Thị Ngoan (mã số hồ sơ H39.11-250305-0012) yêu",
            "cầu giải quyết thủ tục hành chính: Đăng ký lại khai sinh.",
            "Việc giải quyết được dừng lại kể từ ngày ký thông báo vì:",
            "Người nộp hồ sơ có đơn xin rút hồ sơ để nộp lại tại cơ quan khác theo hướng dẫn.",
            "Ông/Bà có thể nộp lại hồ sơ khi đủ điều kiện.",
        ),
    )
    assert found["nguoi_nop"].value == "Lê Thị Ngoan"
    reason = "Người nộp hồ sơ có đơn xin rút hồ sơ để nộp lại tại cơ quan khác theo hướng dẫn"
    assert str(found["ly_do"].value).rstrip(".") == reason


def test_an_indented_paragraph_goes_on_at_the_margin_within_its_sentence_only() -> None:
    first = "Hồ sơ nộp không đúng cơ quan có thẩm quyền giải quyết theo phân cấp của Ủy ban"
    for rest, goes_on in (("nhân dân tỉnh", True), ("Hồ sơ được trả lại.", False)):
        texts = ("Lý do như sau:", (first, 300), (rest, 240))
        reason = fields("phieu_tu_choi", *rows(*texts))["ly_do"].value
        assert reason == (f"{first} {rest}" if goes_on else first)


def test_the_cause_of_death_may_stand_behind_a_because() -> None:
    found = fields(
        "trich_luc_khai_tu",
        *rows("Tại: Nhà riêng Vì: Tai nạn giao thông", "Theo Giấy báo tử số 12/2024"),
    )
    assert found["noi_chet"].value == "Nhà riêng"
    assert found["nguyen_nhan"].value == "Tai nạn giao thông"


def test_of_two_names_beside_each_other_the_right_one_signs_and_is_asked_about() -> None:
    found = fields("phieu_tu_choi", *rows(("Lê Hoàng Nhựt", 300, "Quách Văn Phổ", 1100)))
    assert found["nguoi_ky"].value == "Quách Văn Phổ"
    assert found["nguoi_ky"].needs_review


def test_the_zone_of_a_card_beside_its_print_is_no_value() -> None:
    found = fields(
        "can_cuoc",
        *rows(
            ("Quê quán / Place of origin:", 240),
            ("Bãi Cháy, Hạ Long, Quảng Ninh", 240, "IDVNM1969512014022196951201<<2", 760),
        ),
    )
    assert found["que_quan"].value == "Bãi Cháy, Hạ Long, Quảng Ninh"


def test_a_year_that_ends_a_date_is_no_whole_date() -> None:
    found = fields("phieu_xin_loi", *rows("Ngày tiếp nhận: năm 2025", "Ngày hẹn lại: 05/03/2025"))
    assert [x.code for x in found["ngay_tiep_nhan"].issues] == ["day_not_read"]
    assert "day_not_read" not in [x.code for x in found["ngay_hen_lai"].issues]


def test_a_house_of_one_storey_has_one() -> None:
    found = fields("giay_phep_xay_dung", *rows("Chiều cao công trình: 5,7 m; số tầng: 1"))
    assert found["so_tang"].value == "1"


def test_a_label_that_the_line_breaks_ends_the_value_before_its_comma() -> None:
    found = fields(
        "giay_phep_xay_dung",
        *rows(
            "1. Cấp phép cho chủ đầu tư Bà Lò Thị Hươi và ông Cà Văn Hặc, thường",
            ("trú tại Ấp 3, xã Trà Vong, tỉnh Tây Ninh, được xây dựng công trình Nhà ở trên", 200),
            ("thửa đất số 310, tờ bản đồ số 11.", 200),
        ),
    )
    assert found["chu_dau_tu"].value == "Bà Lò Thị Hươi và ông Cà Văn Hặc"
    assert found["dia_chi"].value == "Ấp 3, xã Trà Vong, tỉnh Tây Ninh"
    assert found["ten_cong_trinh"].value == "Nhà ở"
    assert (found["so_thua"].value, found["so_to_ban_do"].value) == ("310", "11")


def test_the_year_of_a_work_is_not_of_its_name() -> None:
    found = fields("giay_phep_xay_dung", *rows("- Công trình: Nhà ở gia đình, xây dựng năm 2005"))
    assert found["ten_cong_trinh"].value == "Nhà ở gia đình"


def test_where_a_wood_comes_from_is_not_the_origin_of_the_land() -> None:
    found = fields(
        "gcn_quyen_su_dung_dat",
        *rows(
            "g) Nguồn gốc sử dụng: Nhà nước giao đất không thu tiền sử dụng đất",
            "c) Nguồn gốc tạo lập: Tự trồng bằng vốn của hộ gia đình",
        ),
    )
    assert found["nguon_goc_su_dung"].value == "Nhà nước giao đất không thu tiền sử dụng đất"


def test_ten_figures_above_the_committee_are_the_number_of_an_old_certificate() -> None:
    lines = [centred("QUYỀN SỬ DỤNG ĐẤT Ở", 400), line("1846817262", 1300, 460)]
    lines += [centred("ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ", 520), *rows("Mã số thuế: 2600123456")]
    assert fields("gcn_quyen_su_dung_dat", *lines)["so_phat_hanh"].value == "1846817262"


def test_a_label_within_the_sentence_ends_the_value_before_it() -> None:
    found = fields(
        "giay_phep_xay_dung",
        *rows(
            "Cấp cho: Bà Lò Thị Hươi và ông Cà Văn Hặc, thường trú tại: Ấp 3, xã Trà Vong, huyện",
            ("Tân Biên, tỉnh Tây Ninh", 200),
        ),
    )
    assert found["chu_dau_tu"].value == "Bà Lò Thị Hươi và ông Cà Văn Hặc"
    assert found["dia_chi"].value == "Ấp 3, xã Trà Vong, huyện Tân Biên, tỉnh Tây Ninh"


def test_a_value_ends_where_the_next_number_of_the_form_stands() -> None:
    origin = "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất theo quy định của pháp luật"
    for below in ("III - Tài sản gắn liền", "2 Nhà ở chung"):
        texts = rows(f"8. Nguồn gốc sử dụng đất: {origin}", below)
        assert fields("gcn_quyen_su_dung_dat", *texts)["nguon_goc_su_dung"].value == origin


def test_a_file_is_no_number_though_its_letters_are() -> None:
    found = fields("phieu_bo_sung", *rows("Cấp giấy phép bán lẻ; mã hồ", "sơ: H01.41-260707-0344"))
    assert found["so_phieu"].value is None


def test_columns_so_near_that_no_gap_parts_them_are_told_by_their_labels() -> None:
    found = fields(
        "giay_ket_hon",
        *rows(
            ("Họ, chữ đệm, tên vợ: LÊ THỊ HOA", 240, "Họ, chữ đệm, tên chồng: VÕ AN", 860),
            ("Dân tộc: Kinh", 240, "Dân tộc: Hoa", 860),
            ("Quốc tịch: Việt Nam", 240, "Quốc tịch: Việt Nam", 860),
            ("Nơi cư trú: Số 623A đường Lý Thường Kiệt,", 240, "Nơi cư trú: Ấp 3, xã", 860),
            ("thị trấn Tây Đằng, huyện Ba Vì, thành phố Hà", 240, "Long Vĩnh, huyện Châu", 860),
            ("Nội", 240, "Thành, tỉnh Tây Ninh", 860),
        ),
    )
    wife, husband = found["vo_noi_cu_tru"].value, found["chong_noi_cu_tru"].value
    assert str(wife).endswith("thị trấn Tây Đằng, huyện Ba Vì, thành phố Hà Nội")
    assert husband == "Ấp 3, xã Long Vĩnh, huyện Châu Thành, tỉnh Tây Ninh"


def test_what_a_dossier_asks_for_ends_with_its_paragraph() -> None:
    found = fields(
        "phieu_tu_choi",
        *rows(
            ("Ngày 16 tháng 12 năm 2025 ông nộp hồ sơ có mã H41.19-251216-0199 về việc", 300),
            ("Đăng ký khai sinh", 240),
            ("Căn cứ Nghị định số 118/2025/NĐ-CP, Trung tâm từ chối giải quyết hồ sơ.", 300),
        ),
    )
    assert found["noi_dung_yeu_cau"].value == "Đăng ký khai sinh"


def test_a_label_broken_by_the_end_of_its_line_or_column_is_one() -> None:
    found = fields(
        "don_bien_dong_dat_dai",
        *rows(
            ("Là người sử dụng thửa đất số 431 tờ bản đồ số 96 theo Giấy chứng nhận số", 240),
            ("phát hành: MI 951296, cấp ngày 18/02/2006", 200),
        ),
    )
    assert str(found["so_phat_hanh"].value).replace(" ", "") == "MI951296"
    slip = rows(
        ("Tổ chức, cá nhân nộp", 240, "Hoàng Thị Ế", 700), ("hồ sơ:", 240), "Mã hồ sơ: H16.4"
    )
    assert fields("phieu_tu_choi", *slip)["nguoi_nop"].value == "Hoàng Thị Ế"


def test_words_that_only_together_are_a_label_are_none_where_a_line_begins_anew() -> None:
    found = fields(
        "giay_tiep_nhan",
        *rows("Nội dung đề nghị giải quyết: Cấp Giấy xác nhận tình trạng hôn nhân", "Hồ sơ: 02 bộ"),
    )
    assert found["noi_dung_yeu_cau"].value == "Cấp Giấy xác nhận tình trạng hôn nhân"


def test_the_blanks_of_a_date_may_be_wide() -> None:
    found = fields(
        "giay_khai_sinh",
        *rows(("Đăng ký ngày", 240, "27", 560, "tháng", 700, "09", 900, "năm", 1040, "2001", 1200)),
    )
    assert found["ngay_dang_ky"].value == "2001-09-27"


def test_what_a_label_of_the_row_below_has_is_not_the_value_above() -> None:
    found = fields(
        "trich_luc_khai_tu",
        *rows(
            ("Nơi chết: Số 413 đường Phan Bội Châu", 240, "Nguyên nhân:", 1000),
            ("Giấy báo tử số: 128/2026", 240, "do Ủy ban nhân dân xã cấp", 1000),
        ),
    )
    assert found["nguyen_nhan"].value is None


def test_a_list_ends_before_the_next_part_and_before_who_signs() -> None:
    for below in ("III. THỜI GIAN, ĐỊA ĐIỂM TRẢ KẾT QUẢ", "KT. TRƯỞNG PHÒNG", "PHÓ GIÁM ĐỐC"):
        papers = rows("Thành phần hồ sơ:", "+ Đơn đề nghị tách thửa", "+ Giấy chứng nhận", below)
        found = fields("giay_tiep_nhan", *papers)["thanh_phan_ho_so"]
        assert found.value == ("Đơn đề nghị tách thửa", "Giấy chứng nhận")


def test_a_number_ends_where_the_day_of_its_paper_is_said() -> None:
    found = fields("thong_bao_dung", *rows("Số phiếu: 1277/TTPVHCC lập ngày 25/08/2026"))
    assert found["so_phieu"].value == "1277/TTPVHCC"


def test_a_clerk_beside_who_signs_for_the_agency_is_not_the_signer() -> None:
    found = fields(
        "giay_khai_sinh",
        *rows(
            ("CÁN BỘ TƯ PHÁP - HỘ TỊCH", 240, "TM. ỦY BAN NHÂN DÂN", 1000),
            ("(Đã ký)", 300, "PHÓ CHỦ TỊCH", 1060),
            ("Thào A Chớ", 300),
            ("Lý Thị Thu Anh", 1060),
        ),
    )
    assert found["nguoi_ky"].value == "Lý Thị Thu Anh"


def test_place_and_date_may_stand_beside_the_end_of_another_column() -> None:
    found = fields(
        "gcn_quyen_su_dung_dat",
        *rows(
            ("5. Cây lâu năm:", 100, "Hải Phòng, ngày 25 tháng 06 năm 2019", 900),
            ("6. Ghi chú:", 100, "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", 900),
            ("THÀNH PHỐ HẢI PHÒNG", 950),
            ("TUQ. GIÁM ĐỐC", 1000),
        ),
    )
    assert found["ngay_cap"].value == "2019-06-25"
    assert found["co_quan_cap"].value == "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG THÀNH PHỐ HẢI PHÒNG"


@pytest.mark.parametrize(
    ("text", "is_odd"),
    [
        ("Hồ sơ về an. toàn chưa đủ", True),
        ("Thiếu giấy tờ. Chưa nộp lệ phí", False),
        ("Thiếu đơn, tờ khai, v.v. theo mẫu", False),
    ],
)
def test_a_full_stop_between_small_letters_is_a_question(text: str, is_odd: bool) -> None:
    found = fields("phieu_tu_choi", *rows("PHIẾU TỪ CHỐI", f"Lý do từ chối: {text}"))
    codes = {issue.code for issue in found["ly_do"].issues}
    assert ("odd_sign" in codes) is is_odd


def test_a_reason_ends_before_the_sentences_of_the_notice() -> None:
    reason = "Người nộp hồ sơ có văn bản đề nghị dừng giải quyết hồ sơ đã nộp ngày trước"
    for below in ("Mọi thắc mắc xin liên hệ tại quầy.", "Đề nghị ông/bà nhận lại hồ sơ."):
        texts = rows(("Nguyên nhân dừng: " + reason, 240), (below, 277))
        assert fields("thong_bao_dung", *texts)["ly_do"].value == reason


def test_a_label_within_the_next_row_ends_a_value_that_goes_on_there() -> None:
    found = fields(
        "phieu_bo_sung",
        *rows(
            "Nội dung yêu cầu: Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền",
            "với đất trong trường hợp chuyển nhượng; mã hồ sơ:",
            "H17.37.5-260919-0155",
        ),
    )
    request = "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất"
    assert found["noi_dung_yeu_cau"].value == f"{request} trong trường hợp chuyển nhượng"


def test_a_reason_that_begins_like_a_part_of_the_form_is_one() -> None:
    found = fields("phieu_tu_choi", *rows("Lý do từ chối: Hồ sơ chưa đủ thành phần theo quy định"))
    assert found["ly_do"].value == "Hồ sơ chưa đủ thành phần theo quy định"


def test_a_number_run_into_its_part_of_the_form_still_begins_one() -> None:
    origin = "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất theo quy định của pháp luật"
    texts = rows(f"g) Nguồn gốc sử dụng: {origin}", "2.Nhà ở:")
    assert fields("gcn_quyen_su_dung_dat", *texts)["nguon_goc_su_dung"].value == origin


@pytest.mark.parametrize(
    ("said", "is_cut"),
    [
        ("Giao đất không thu tiền sử", True),
        ("Khu di tích lịch sử", False),
        ("Giao đất có thời hạn mà không", True),
        ("Riêng: 181,5 m2; chung: Không", False),
    ],
)
def test_a_phrase_that_was_cut_is_asked_for(said: str, *, is_cut: bool) -> None:
    found = fields("gcn_quyen_su_dung_dat", *rows(f"Nguồn gốc sử dụng: {said}"))
    codes = [issue.code for issue in found["nguon_goc_su_dung"].issues]
    assert ("unfinished" in codes) is is_cut


def test_a_row_that_ends_as_a_label_does_is_no_rest_of_the_value_above() -> None:
    term = "Đất ở: Lâu dài; Đất trồng cây lâu năm khác: Đến ngày 15 tháng 10 năm 2043"
    texts = rows(f"Thời hạn sử dụng đất: {term}", ("Phân hạng được giao:", 290))
    assert fields("gcn_quyen_su_dung_dat", *texts)["thoi_han_su_dung"].value == term


def test_a_figure_is_parted_from_what_is_counted() -> None:
    assert fields("giay_phep_xay_dung", *rows("Số tầng: 02tầng"))["so_tang"].value == "02 tầng"


def test_labels_in_brackets_stand_below_their_values() -> None:
    found = fields(
        "phieu_bo_sung",
        *rows(
            ("TRỊNH CÔNG HÙNG", 600),
            ("(Họ và tên người nộp hồ sơ)", 560),
            ("Số 106 đường 30 Tháng 4, xã Cao Lộc, tỉnh Lạng Sơn", 400),
            ("(Địa chỉ liên hệ)", 660),
            ("0974761600", 300, "hung@example.vn", 900),
            ("(Số điện thoại)", 290, "(Thư điện tử)", 910),
        ),
    )
    assert found["nguoi_nop"].value == "TRỊNH CÔNG HÙNG"
    assert found["dia_chi"].value == "Số 106 đường 30 Tháng 4, xã Cao Lộc, tỉnh Lạng Sơn"
    assert found["so_dien_thoai"].value == "0974761600"


def test_a_label_in_brackets_may_say_whose_it_is() -> None:
    home = "Ấp 3, xã Định Thủy, huyện Mỏ Cày Nam, tỉnh Bến Tre"
    texts = rows((home, 460), ("(nơi đăng ký thường trú của chủ hộ)", 600))
    assert fields("gcn_ho_kinh_doanh", *texts)["noi_thuong_tru"].value == home


@pytest.mark.parametrize("first", ["ngày 21 tháng 10 năm 2022", "ngày    tháng    năm"])
def test_a_date_about_the_middle_of_its_label_is_of_no_other(first: str) -> None:
    middle = 540
    texts = ("Đăng ký lần đầu:", first, "Đăng ký thay đổi lần thứ 1:", "ngày 11 tháng 7 năm 2023")
    found = fields(
        "gcn_ho_kinh_doanh",
        centred("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 400),
        *(centred(text, 900 + i * STEP, middle=middle) for i, text in enumerate(texts)),
    )
    assert found["ngay_dang_ky_lan_dau"].value == ("2022-10-21" if "21" in first else None)
    assert found["ngay_thay_doi"].value == "2023-07-11"


def test_a_note_in_brackets_below_a_name_is_no_label() -> None:
    found = fields(
        "phieu_bo_sung",
        *rows("Họ và tên người nộp hồ sơ: TRỊNH CÔNG HÙNG", ("(Ký, ghi rõ họ tên)", 700)),
    )
    assert found["nguoi_nop"].value == "TRỊNH CÔNG HÙNG"


def test_english_alone_below_a_label_is_passed_over() -> None:
    found = fields(
        "to_khai_khai_sinh",
        *rows(
            ("Quan hệ với người được khai sinh", 240, "Cha đẻ", 900),
            ("Relationship", 240),
            ("Quê quán", 240),
            ("Place of origin", 240),
        ),
    )
    assert found["quan_he"].value == "Cha đẻ"
    assert found["que_quan"].value is None


def test_what_another_label_says_ends_a_name_and_a_number() -> None:
    found = fields(
        "giay_tiep_nhan",
        *rows(
            "Tiếp nhận hồ sơ của: Puih Phin Mã số BHXH: 2503934556",
            "Điện thoại: 0700303711, nộp ngày 24/04/2026, đề nghị",
        ),
    )
    assert found["nguoi_nop"].value == "Puih Phin"
    assert found["so_dien_thoai"].value == "0700303711"


def test_a_name_with_another_signature_on_the_paper_asks() -> None:
    names = ("Nơi đăng ký khai sinh: Ủy ban nhân dân xã Long Vĩnh, tỉnh Tây Ninh",
             ("NGƯỜI THỰC HIỆN", 260), ("Đặng Bảo Hằng", 260), ("TM. ỦY BAN NHÂN DÂN", 900),
             ("PHÓ CHỦ TỊCH", 940))  # fmt: skip
    found = fields("giay_khai_sinh", *rows(*names))["nguoi_ky"]
    assert found.needs_review
    assert "other_signer" in {issue.code for issue in found.issues}
    whole = fields("giay_khai_sinh", *rows(*names, ("Hồ Minh Luyện", 930)))["nguoi_ky"]
    assert whole.value == "Hồ Minh Luyện"
    assert "other_signer" not in {issue.code for issue in whole.issues}


def test_an_item_may_begin_as_a_label_does() -> None:
    found = fields(
        "don_bien_dong_dat_dai",
        *rows(
            "Giấy tờ kèm theo:", "- Trích đo địa chính thửa đất",
            "- Chứng minh nhân dân (bản sao)", "- Tờ khai lệ phí trước bạ",
        ),
    )  # fmt: skip
    assert found["giay_to_kem_theo"].value == (
        "Trích đo địa chính thửa đất", "Chứng minh nhân dân (bản sao)", "Tờ khai lệ phí trước bạ",
    )  # fmt: skip


def test_items_with_numbers_may_stand_in_one_row() -> None:
    found = fields(
        "don_bien_dong_dat_dai",
        *rows(
            "Giấy tờ kèm theo: (1) Trích đo địa chính; (2) Văn bản ủy quyền",
            "(bản sao); (3) Tờ khai lệ phí trước bạ.",
        ),
    )
    assert found["giay_to_kem_theo"].value == (
        "Trích đo địa chính", "Văn bản ủy quyền (bản sao)", "Tờ khai lệ phí trước bạ",
    )  # fmt: skip


def test_words_left_of_the_form_are_of_no_item() -> None:
    found = fields(
        "gcn_ho_kinh_doanh",
        *rows(
            ("4. Ngành, nghề kinh doanh:", 440),
            ("- Sản xuất bánh tráng", 480),
            ("Chữ hộ", 100, "- Dịch vụ lưu trú ngắn ngày", 480),
            ("ảnh", 120),
            ("5. Vốn kinh doanh: 50.000.000 đồng", 440),
        ),
    )
    assert found["nganh_nghe"].value == ("Sản xuất bánh tráng", "Dịch vụ lưu trú ngắn ngày")


def test_a_house_and_its_land_stand_at_one_address() -> None:
    found = fields(
        "gcn_quyen_su_dung_dat",
        *rows(
            "I. CHỦ SỞ HỮU NHÀ Ở VÀ SỬ DỤNG ĐẤT Ở",
            "Ông: NGUYỄN VĂN ĐỈNH Sinh năm: 1923",
            "Thường trú tại: Buôn Kniêr, phường Gia Cẩm, tỉnh Phú Thọ",
            "II. NHÀ Ở, ĐẤT Ở",
            "Tại địa chỉ: Số 245, khu phố 2, phường Gia Cẩm, tỉnh Phú Thọ",
        ),
    )
    place = "Số 245, khu phố 2, phường Gia Cẩm, tỉnh Phú Thọ"
    assert found["dia_chi_thua_dat"].value == place


def test_land_in_a_town_is_named_to_its_end() -> None:
    for said, codes in (("Đất ở tại đô thị", []), ("Đất ở tại thị", ["unfinished"])):
        found = fields("gcn_quyen_su_dung_dat", *rows(f"Mục đích sử dụng: {said}"))
        assert [x.code for x in found["muc_dich_su_dung"].issues] == codes


def test_of_two_numbers_of_a_household_the_register_s_is_meant() -> None:
    texts = ("Mã số hộ kinh doanh: 8424387794", "Mã số đăng ký hộ kinh doanh: 45C8726655")
    assert fields("gcn_ho_kinh_doanh", *rows(*texts))["so"].value == "45C8726655"
    assert fields("gcn_ho_kinh_doanh", *rows(texts[0]))["so"].value == "8424387794"


def test_who_applies_and_who_may_build_have_more_names() -> None:
    found = fields("don_bien_dong_dat_dai", *rows("1. Người đăng ký: Trương Văn Đạt"))
    assert found["ho_ten"].value == "Trương Văn Đạt"
    text = "Cơ quan cấp phép cho phép: Bà Triệu Mùi Khé và ông Quách Nhật Hải"
    found = fields("giay_phep_xay_dung", *rows(text))
    assert found["chu_dau_tu"].value == "Bà Triệu Mùi Khé và ông Quách Nhật Hải"


def test_a_letter_before_a_figure_of_storeys_is_a_nought() -> None:
    found = fields("giay_phep_xay_dung", *rows("Số tầng: O1 trệt, O3 lầu"))
    assert found["so_tang"].value == "01 trệt, 03 lầu"


def test_items_in_one_row_go_on_with_the_next_number_below() -> None:
    found = fields(
        "don_bien_dong_dat_dai",
        *rows(
            "Giấy tờ kèm theo: (1) Trích đo địa chính; (2) Văn bản ủy quyền;",
            "(3) Tờ khai lệ phí trước bạ; (4) Tờ khai thuế thu nhập",
            "cá nhân.",
            "Tôi cam kết các thông tin trên là chính xác.",
        ),
    )
    assert found["giay_to_kem_theo"].value == (
        "Trích đo địa chính", "Văn bản ủy quyền", "Tờ khai lệ phí trước bạ",
        "Tờ khai thuế thu nhập cá nhân",
    )  # fmt: skip


def test_a_list_that_ends_behind_a_semicolon_asks() -> None:
    texts = ("Giấy tờ kèm theo: (1) Trích đo địa chính; (2) Thẻ Căn cước", "(bản sao).")
    found = fields("don_bien_dong_dat_dai", *rows(*texts))["giay_to_kem_theo"]
    assert "unfinished" in {issue.code for issue in found.issues}


def test_a_list_with_an_item_that_lost_its_beginning_asks() -> None:
    texts = ("Giấy tờ kèm theo:", "1. Trích đo địa chính", "2. chứng nhận đã cấp")
    found = fields("don_bien_dong_dat_dai", *rows(*texts))["giay_to_kem_theo"]
    assert "odd_sign" in {issue.code for issue in found.issues}


def test_the_day_promised_first_is_not_the_new_one() -> None:
    found = fields(
        "phieu_xin_loi",
        *rows(
            "Hồ sơ không kịp giải quyết để trả kết quả vào ngày 24/12/2025 như đã hẹn.",
            "Trung tâm xin lỗi Bà và hẹn trả kết quả vào ngày 02/01/2026.",
        ),
    )
    assert found["ngay_hen_tra"].value == "2025-12-24"
    twice = fields(
        "phieu_xin_loi", *rows("Ngày hẹn trả: 02/01/2026", "Ngày hẹn lại: 02/01/2026")
    )  # fmt: skip
    assert {issue.code for issue in twice["ngay_hen_tra"].issues} >= {"after"}


def test_who_signs_is_not_the_guide_whom_the_paper_names() -> None:
    guide = ("Công chức hướng dẫn: Nghiêm", "Văn Hải Đội Tuyên truyền - Hỗ trợ./.")
    signed = (("CHI CỤC TRƯỞNG", 900), ("Lương Công Thưởng", 900))
    found = fields("phieu_bo_sung", *rows(*guide, *signed))["nguoi_huong_dan"]
    assert found.needs_review


APOLOGY = (
    "Kính gửi ông/bà: VI THỊ PHIN", "Mã số hồ sơ: H51.12-260207-0399",
    "Ngày tiếp nhận hồ sơ: 07/02/2026", "Lý do trễ hẹn: Phải lấy ý kiến của cơ quan thuế",
)  # fmt: skip


def test_who_the_paper_is_about_is_not_its_signer() -> None:
    received = rows(*APOLOGY, ("Người nhận thư", 240), ("Vi Thị Phin", 240))
    signer = fields("phieu_xin_loi", *received)["nguoi_ky"]
    assert signer.needs_review
    assert "signer_is_party" in {issue.code for issue in signer.issues}
    signed = fields("phieu_xin_loi", *rows(*APOLOGY, ("Huỳnh Ánh Quyên", 900)))["nguoi_ky"]
    assert "signer_is_party" not in {issue.code for issue in signed.issues}


@pytest.mark.parametrize(("sure", "by_hand"), [(0.7, True), (0.95, False)])
def test_figures_of_a_form_filled_in_by_hand_are_asked_for(sure: float, by_hand: bool) -> None:
    """Words of a pen are read less surely than the labels, its figures wrongly however surely."""
    names = [*line("VI THỊ PHIN", 494, 500, sure=sure).words]
    reason = [*line("Máy chủ hỏng, chưa khôi phục được", 520, 644, sure=sure).words]
    labels = rows("Kính gửi ông/bà:", APOLOGY[1], APOLOGY[2], "Lý do trễ hẹn:")
    filled = [replace(labels[0], words=(*labels[0].words, *names)), *labels[1:3],
              replace(labels[3], words=(*labels[3].words, *reason))]  # fmt: skip
    found = fields("phieu_xin_loi", *filled)
    assert found["ngay_tiep_nhan"].value == "2026-02-07"
    codes = {issue.code for name in ("ngay_tiep_nhan", "ma_ho_so") for issue in found[name].issues}
    assert ("figures_by_hand" in codes) is by_hand
    assert "figures_by_hand" not in {issue.code for issue in found["nguoi_nop"].issues}


def test_figures_in_blue_ink_are_asked_for_though_the_rest_is_printed() -> None:
    received = rows(*APOLOGY)
    day = received[2].words
    pen = (*day[:-1], replace(day[-1], blue=True))
    found = fields("phieu_xin_loi", *received[:2], replace(received[2], words=pen), received[3])
    assert found["ngay_tiep_nhan"].value == "2026-02-07"
    assert "figures_by_hand" in {issue.code for issue in found["ngay_tiep_nhan"].issues}
    for name in ("ma_ho_so", "nguoi_nop"):
        assert "figures_by_hand" not in {issue.code for issue in found[name].issues}


def test_a_hook_that_may_have_been_read_as_an_acute_is_asked_for() -> None:
    (unsure, sure) = (
        fields("phieu_xin_loi", *rows(f"Kính gửi ông/bà: {name}"))["nguoi_nop"]
        for name in ("Nguyễn Minh Tuyến", "Nguyễn Minh Tuyển")
    )
    assert [issue.code for issue in unsure.issues] == ["hook_or_acute"]
    assert not sure.issues


def test_a_hook_in_the_name_of_somebody_addressed_is_asked_for_too() -> None:
    said = ("Ông Quách Văn Dến", "Bà Hồ Thị Hoa và ông Lê Tuyến", "Công ty Bến Tuyến")
    found = [fields("giay_phep_xay_dung", *rows(f"Cấp cho: {x}"))["chu_dau_tu"] for x in said]
    codes = [{issue.code for issue in item.issues} for item in found]
    assert ["hook_or_acute" in x for x in codes] == [True, True, False]


def test_a_ward_or_an_area_is_called_by_its_number() -> None:
    for name in ("UBND PHƯỜNG 3", "CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI KHU VỰC V"):
        top = [centred(name, 200), centred("PHIẾU KIỂM SOÁT", 400)]
        found = fields("phieu_kiem_soat", *top, *rows("Mã hồ sơ: H51.12-260207-0399"))
        assert found["co_quan"].value == name


def test_figures_with_another_reading_near_are_asked_for_sooner() -> None:
    """Of a form that is hardly read less surely where it was filled in."""
    name = line("VI THỊ PHIN", 494, 500).words
    labels = rows("Kính gửi ông/bà:", *APOLOGY[1:3], "Lý do trễ hẹn: Máy chủ hỏng, chưa khôi phục")
    unsure = replace(name[0], confidence=0.8)
    filled = [replace(labels[0], words=(*labels[0].words, unsure, *name[1:])), *labels[1:]]
    found = fields("phieu_xin_loi", *filled)
    for near in ("ngay_tiep_nhan", "ma_ho_so"):
        assert "figures_by_hand" in {issue.code for issue in found[near].issues}
    wide = [replace(x, words=tuple(replace(w, margins=(20.0,) * len(w.text)) for w in x.words))
            for x in filled]  # fmt: skip
    found = fields("phieu_xin_loi", *wide)
    assert "figures_by_hand" not in {issue.code for issue in found["ngay_tiep_nhan"].issues}


@pytest.mark.parametrize(
    ("type_id", "field", "text"),
    [
        ("phieu_xin_loi", "co_quan", "Đơn vị: TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG 797/TB"),
        ("phieu_xin_loi", "ly_do", "Lý do trễ hẹn: án thụ lý tại quầy"),
        ("giay_khai_sinh", "noi_sinh", "Nơi sinh: Trung tâm Y tế huyện Thoại Sơn, tỉnh AnGiang"),
        ("gcn_ho_kinh_doanh", "noi_thuong_tru", 'Nơi thường trú: Tổ 1", xã An Cơ, tỉnh Tây Ninh'),
        (
            "gcn_ho_kinh_doanh",
            "noi_thuong_tru",
            "Nơi thường trú: Số 22I5B, xã An, tỉnh Tây Ninh",
        ),
        ("gcn_ho_kinh_doanh", "noi_thuong_tru", "Nơi thường trú: tố 11, xã An Cơ, tỉnh Tây Ninh"),
    ],
)
def test_what_no_value_of_its_kind_is_like_is_asked_for(
    type_id: str, field: str, text: str
) -> None:
    found = fields(type_id, *rows(text))[field]
    assert found.value is not None
    assert "odd_sign" in {issue.code for issue in found.issues}


def test_a_name_above_further_labels_is_no_signature() -> None:
    below = rows(
        "Họ, chữ đệm, tên người mẹ:", "Tô Thùy Nga", "Dân tộc: Kinh", "Quốc tịch: Việt Nam"
    )
    found = fields("giay_khai_sinh", *below)["nguoi_ky"]
    assert found.value is None or "label_below" in {issue.code for issue in found.issues}


@pytest.mark.parametrize(
    ("number", "is_left"), [("O96196081917", True), ("096196081918", False), ("12/2024", False)]
)
def test_a_personal_number_of_no_field_is_a_question(number: str, is_left: bool) -> None:
    couple = rows("GIẤY CHỨNG NHẬN KẾT HÔN", "Số định danh cá nhân của vợ: 096196081918")
    found = fields("giay_ket_hon", *couple, *rows(("Giấy tờ:", 800), (number, 850)))
    codes = {issue.code for issue in found["chong_so_dinh_danh"].issues}
    assert ("number_left" in codes) is is_left
    assert "number_left" not in {issue.code for issue in found["vo_so_dinh_danh"].issues}


def test_an_addressee_that_breaks_off_within_its_unit_is_a_question() -> None:
    office = "Chi nhánh Văn phòng Đăng ký đất đai huyện Phong"
    cut, whole = (
        fields("don_bien_dong_dat_dai", *rows("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", f"Kính gửi: {x}"))
        for x in (office, f"{office} Điền")
    )
    assert "unusual_agency" in {issue.code for issue in cut["kinh_gui"].issues}
    assert "unusual_agency" not in {issue.code for issue in whole["kinh_gui"].issues}


@pytest.mark.parametrize("read", ["671,9 mÔ", "671,9 m®", "671/9 m²", "671,9 m%"])
def test_square_metres_and_commas_are_known_however_they_were_read(read: str) -> None:
    found = fields(
        "gcn_quyen_su_dung_dat", *rows(f"Hình thức sử dụng: Sử dụng riêng {read}; chung: Không")
    )
    assert found["hinh_thuc_su_dung"].value == "Sử dụng riêng 671,9 m²; chung: Không"


def test_the_number_of_a_permit_is_found_though_its_code_was_misread() -> None:
    head = line("230/6PXD", 280, 210, Zone.HEAD_LEFT)
    found = fields("giay_phep_xay_dung", head, centred("GIẤY PHÉP XÂY DỰNG", 480))
    assert found["so_giay_phep"].value == "230/GPXD"
