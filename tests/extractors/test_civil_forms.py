"""Civil-status papers, cards, land and trade: how their labels and values stand on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.fields import extract_fields, propose, read_paper
from models.extraction import ExtractedField
from models.page import Zone
from tests.extractors.papers import LETTER, centred, line, page
from tests.extractors.test_labels import TYPES, fields, rows


def test_whose_a_label_is_belongs_to_it() -> None:
    found = fields(
        "giay_ket_hon",
        *rows(
            "Họ tên chồng: Đỗ Quốc Long",
            "Dân tộc của chồng Kinh",
            "Nơi cư trú của chồng Xã Ia Grai, tỉnh Gia Lai",
            "Họ tên vợ: Vũ Thanh Trúc",
            "Dân tộc vợ Tày",
        ),
    )
    assert found["chong_ho_ten"].value == "Đỗ Quốc Long"
    assert found["chong_dan_toc"].value == "Kinh"
    assert found["chong_noi_cu_tru"].value == "Xã Ia Grai, tỉnh Gia Lai"
    assert found["vo_dan_toc"].value == "Tày"


def test_the_day_of_handing_in_is_no_day_of_the_paper() -> None:
    found = fields("thong_bao_dung", *rows("Ngày thông báo 05/02/2026", "Ngày nộp 27/01/2026"))
    assert found["ngay_lap"].value == "2026-02-05"


def test_an_english_gloss_takes_its_stroke_with_it() -> None:
    found = fields(
        "giay_ket_hon",
        *rows(
            ("Họ, chữ đệm, tên vợ / Full name", 240, "Họ, chữ đệm, tên chồng / Full name", 960),
            ("THÀO THỊ PÀ", 240, "VI VĂN KHÌN", 960),
            ("Ngày, tháng, năm sinh / Date of birth", 240,
             "Ngày, tháng, năm sinh / Date of birth", 960),
            ("10/05/1990", 240, "14/01/1997", 960),
            ("Quốc tịch / Nationality", 240, "Quốc tịch / Nationality", 960),
            ("Việt Nam", 240, "Úc", 960),
        ),
    )  # fmt: skip
    assert found["vo_ngay_sinh"].value == "1990-05-10"
    assert found["chong_ngay_sinh"].value == "1997-01-14"
    assert found["vo_quoc_tich"].value == "Việt Nam"
    assert found["chong_quoc_tich"].value == "Úc"


def test_values_set_to_the_right_go_on_in_the_next_row() -> None:
    def to_right(label: str, value: str) -> tuple[str | int, ...]:
        return (label, 240, value, 1440 - len(value) * LETTER)

    value, rest = "Ủy ban nhân dân xã Thạnh Đức, huyện Gò Dầu, tỉnh", "Tây Ninh"
    found = fields(
        "giay_khai_sinh",
        *rows(
            "Thông tin khai sinh",
            to_right("Họ, chữ đệm và tên", "TRƯƠNG THỊ NGÀ"),
            to_right("Nơi đăng ký khai sinh", value),
            (rest, 1440 - len(rest) * LETTER),
            "Thông tin cha",
            to_right("Họ, chữ đệm và tên", "TRƯƠNG NHẬT TUYỂN"),
        ),
    )
    assert found["noi_dang_ky"].value == f"{value} {rest}"
    assert found["ho_ten"].value == "TRƯƠNG THỊ NGÀ"
    assert found["cha_ho_ten"].value == "TRƯƠNG NHẬT TUYỂN"


def test_a_title_is_no_longer_label_misread() -> None:
    found = fields(
        "giay_khai_sinh", centred("GIẤY KHAI SINH", 400), *rows("Số: 12/2024", "Dân tộc: Kinh")
    )
    assert found["so"].value == "12/2024"


def test_labels_above_their_values_are_parted_by_wide_gaps() -> None:
    found = fields(
        "giay_khai_sinh",
        *rows(
            ("Số giấy", 240, "Mã định danh của trẻ", 600),
            ("127/2026", 240, "064326304480", 600),
            ("Họ, đệm và tên", 240, "Giới", 900),
            ("NGUYỄN THÙY NGÀ", 240, "Nữ", 900),
            ("Ngày sinh", 240, "Viết bằng chữ", 600),
            ("25/07/2026", 240, "Ngày hai mươi lăm, tháng bảy, năm hai nghìn hai mươi sáu", 600),
        ),
    )
    assert found["so"].value == "127/2026"
    assert found["so_dinh_danh"].value == "064326304480"
    assert found["ho_ten"].value == "NGUYỄN THÙY NGÀ"
    assert found["gioi_tinh"].value == "Nữ"
    assert found["ngay_sinh"].value == "2026-07-25"
    assert found["ngay_sinh_bang_chu"].value == (
        "Ngày hai mươi lăm, tháng bảy, năm hai nghìn hai mươi sáu"
    )


def test_figures_before_a_date_in_words_are_not_of_it() -> None:
    found = fields(
        "giay_khai_sinh",
        *rows("Ghi bằng chữ: 10/12/2024 (Ngày mười, tháng mười hai, năm hai nghìn hai mươi bốn"),
    )
    assert str(found["ngay_sinh_bang_chu"].value).startswith("Ngày mười, tháng mười hai")


def test_two_labels_have_one_value_together() -> None:
    found = fields("giay_phep_xay_dung", *rows("Thửa đất số / Tờ bản đồ số 319/71", "Số tầng: 02"))
    assert (found["so_thua"].value, found["so_to_ban_do"].value) == ("319", "71")
    one = fields("giay_phep_xay_dung", *rows("Thửa đất số / Tờ bản đồ số 319/2/71"))
    assert one["so_thua"].value is None, "which stroke parts them is not known"
    text = "Số Giấy báo tử/Giấy tờ thay thế Giấy báo tử: 181/2023"
    death = fields("trich_luc_khai_tu", *rows(text))
    assert death["so_giay_bao_tu"].value == "181/2023", "the label has no second field"


def test_prose_says_where_and_when_a_death_was_registered() -> None:
    found = fields(
        "trich_luc_khai_tu",
        *rows(
            "nguyên nhân chết: Suy tim; số Giấy báo tử: 154/2022.",
            "Việc khai tử được đăng ký tại Ủy ban nhân dân xã Bản Phố, huyện Bắc Hà, tỉnh",
            "Lào Cai ngày 18 tháng 04 năm 2022; người đi khai tử: Châu Sa Rết.",
        ),
    )
    assert found["nguyen_nhan"].value == "Suy tim"
    assert found["so_giay_bao_tu"].value == "154/2022"
    assert found["noi_dang_ky"].value == "Ủy ban nhân dân xã Bản Phố, huyện Bắc Hà, tỉnh Lào Cai"
    assert found["ngay_dang_ky"].value == "2022-04-18"


def test_a_committee_that_signs_is_named_in_full_elsewhere() -> None:
    foot = [
        line("Mường Chà, ngày 02 tháng 06 năm 2003", 900, 1500),
        line("Vào sổ cấp giấy:", 240, 1560),
        line("TM. ỦY BAN NHÂN DÂN", 960, 1560),
        line("CHỦ TỊCH", 1040, 1600),
    ]
    head = centred("ỦY BAN NHÂN DÂN HUYỆN MƯỜNG CHÀ", 400)
    found = fields("gcn_quyen_su_dung_dat", head, *foot)
    assert found["co_quan_cap"].value == "ỦY BAN NHÂN DÂN HUYỆN MƯỜNG CHÀ"
    other = centred("ỦY BAN NHÂN DÂN XÃ SA LÔNG", 440)
    found = fields("gcn_quyen_su_dung_dat", head, other, *foot)
    assert found["co_quan_cap"].value is None, "either may be meant"


def test_the_register_number_stands_below_its_label_beside_who_signs() -> None:
    found = fields(
        "gcn_quyen_su_dung_dat",
        line("Tiên Phước, ngày 22 tháng 12 năm 2025", 1000, 1500),
        line("Số vào sổ cấp Giấy chứng nhận:", 240, 1548),
        line("CS 18180", 330, 1596),
        line("ỦY BAN NHÂN DÂN XÃ TIÊN PHƯỚC", 1040, 1548),
        line("CHỦ TỊCH", 1140, 1596),
    )
    assert found["so_vao_so"].value == "CS18180"
    assert found["co_quan_cap"].value == "ỦY BAN NHÂN DÂN XÃ TIÊN PHƯỚC"


def test_a_card_says_in_words_when_it_was_issued() -> None:
    def card(*more: str) -> object:
        texts = ("CĂN CƯỚC CÔNG DÂN", "Số: 092083711505", "Ngày 03 tháng 08 năm 2020", *more)
        return fields("can_cuoc", *rows(*texts))["ngay_cap"].value

    assert card() == "2020-08-03"
    assert card("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH") is None, "the day of the copy"


def test_units_without_a_comma_between_them_ask() -> None:
    found = fields(
        "trich_luc_khai_tu", *rows("Nơi đăng ký: Ủy ban nhân dân xã Bắc Hà tỉnh Lào Cai")
    )
    assert found["noi_dang_ky"].needs_review


def test_sentences_tell_of_two_persons() -> None:
    found = fields(
        "giay_ket_hon",
        centred("GIẤY CHỨNG NHẬN KẾT HÔN", 400),
        *rows(
            "Ủy ban nhân dân thị trấn Phước Dân, huyện Ninh Phước, tỉnh Ninh Thuận chứng nhận:",
            ("Chị Đàm Thị Bích, sinh ngày 14/10/1996, người dân tộc Tày, quốc", 300),
            "tịch Việt Nam, mang Căn cước công dân số 058196011875, cư trú tại Thôn Đông, xã",
            "Na Hối, huyện Bắc Hà, tỉnh Lào Cai",
            ("và", 800),
            ("Anh Vi Văn Khìn, sinh ngày 14/07/1978, người dân tộc Nùng, cư trú tại Ấp 3, xã", 300),
            "Ia Dêr, huyện Ia Grai, tỉnh Gia Lai",
            "đã tự nguyện kết hôn và được ghi vào Sổ đăng ký kết hôn ngày 28 tháng 03 năm 2023.",
        ),
    )  # fmt: skip
    assert {name: item.value for name, item in found.items() if item.value} == {
        "vo_ho_ten": "Đàm Thị Bích",
        "vo_ngay_sinh": "1996-10-14",
        "vo_dan_toc": "Tày",
        "vo_quoc_tich": "Việt Nam",
        "vo_noi_cu_tru": "Thôn Đông, xã Na Hối, huyện Bắc Hà, tỉnh Lào Cai",
        "vo_so_dinh_danh": "058196011875",
        "chong_ho_ten": "Vi Văn Khìn",
        "chong_ngay_sinh": "1978-07-14",
        "chong_dan_toc": "Nùng",
        "chong_noi_cu_tru": "Ấp 3, xã Ia Dêr, huyện Ia Grai, tỉnh Gia Lai",
        "noi_dang_ky": "Ủy ban nhân dân thị trấn Phước Dân, huyện Ninh Phước, tỉnh Ninh Thuận",
        "ngay_dang_ky": "2023-03-28",
    }
    assert found["chong_ho_ten"].needs_review


def test_only_names_are_persons_of_a_sentence() -> None:
    found = fields("trich_luc_khai_tu", *rows("Bà con nhân dân, sinh sống tại địa phương"))
    assert found["ho_ten"].value is None


def test_beside_an_unknown_label_the_value_is_sought_below() -> None:
    found = fields(
        "don_bien_dong_dat_dai",
        *rows(
            ("Di động", 240, "Hộp thư", 900),
            ("0971363261", 240, "huongvothi54@yahoo.com.vn", 900),
            "Lý do: Sắp xếp đơn vị hành chính",
            "Tờ khai thuế",
        ),
    )
    assert found["so_dien_thoai"].value == "0971363261"
    assert found["so_dien_thoai"].needs_review
    assert found["ly_do_bien_dong"].value == "Sắp xếp đơn vị hành chính"


def test_an_old_permit_says_who_builds_what_in_its_first_article() -> None:
    found = fields(
        "giay_phep_xay_dung",
        centred("GIẤY PHÉP XÂY DỰNG", 400),
        *rows(
            "Điều 1. Bà Tô Khánh Hằng và ông Lưu Sanh Sửu, được khởi công xây dựng Nhà ở kết hợp",
            "kinh doanh tại Số 154, bản Cát Cát, xã Thạnh Đức, tỉnh Tây Ninh, thửa đất 1944,",
            "c) Cao 10,3 m tính từ mặt nền đến đỉnh mái;",
            "Địa điểm xây dựng: Số 154, xã Thạnh Đức, tỉnh Tây Ninh, thửa đất 1944",
        ),
    )
    assert found["chu_dau_tu"].value == "Bà Tô Khánh Hằng và ông Lưu Sanh Sửu"
    assert found["ten_cong_trinh"].value == "Nhà ở kết hợp kinh doanh"
    assert found["chieu_cao"].value == "10.3"
    assert found["so_thua"].value == "1944"
    assert found["vi_tri"].value == "Số 154, xã Thạnh Đức, tỉnh Tây Ninh"


def test_a_digital_signature_names_who_signed() -> None:
    found = fields(
        "giay_ket_hon",
        *rows("Họ tên vợ: Vũ Thanh Trúc", "Người ký: Nghiêm Thanh Anh", "Ký số ngày: 02/09/2026"),
    )
    assert found["nguoi_ky"].value == "Nghiêm Thanh Anh"
    found = fields("giay_ket_hon", *rows("Người ký: ỦY BAN NHÂN DÂN XÃ ĐỨC HÒA"))
    assert found["nguoi_ky"].value is None


def test_the_committee_that_signs_is_named_though_the_day_was_not_read() -> None:
    signed = (line("TM. ỦY BAN NHÂN DÂN HUYỆN HẢI HẬU", 900, 960), line("CHỦ TỊCH", 1040, 1005))
    found = fields("gcn_quyen_su_dung_dat", *rows("Thửa đất số: 12"), *signed)
    assert found["co_quan_cap"].value == "ỦY BAN NHÂN DÂN HUYỆN HẢI HẬU"
    other = centred("ỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH", 300)
    assert fields("gcn_quyen_su_dung_dat", other, *signed)["co_quan_cap"].value is None


def test_a_number_in_the_order_of_papers_is_of_no_parcel() -> None:
    page_of = rows("Số thứ tự: 35", "Thửa đất số: 12")
    assert fields("don_bien_dong_dat_dai", *page_of)["so_thua"].value == "12"


def test_what_is_left_of_the_agency_is_not_of_its_name() -> None:
    found = fields(
        "gcn_quyen_su_dung_dat",
        line("TP. Hồ Chí Minh, ngày 24 tháng 03 năm 2025", 960, 1500),
        line("Số vào sổ cấp GCN:", 240, 1560),
        line("VĂN PHÒNG ĐĂNG KÝ ĐẤT", 1040, 1560),
        line("CS 78046", 400, 1600),
        line("ĐAI THÀNH PHỐ HỒ CHÍ MINH", 1020, 1600),
    )
    assert found["co_quan_cap"].value == "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI THÀNH PHỐ HỒ CHÍ MINH"


def test_the_back_of_a_card_may_stand_above_its_face() -> None:
    found = fields(
        "can_cuoc",
        *rows(
            "Nơi cư trú / Place of residence",
            "Tổ 11, Chư Sê, Gia Lai",
            "Nơi đăng ký khai sinh / Place of birth",
            "Chư Sê, Gia Lai",
            "CĂN CƯỚC",
        ),
    )
    assert found["noi_thuong_tru"].value == "Tổ 11, Chư Sê, Gia Lai"
    assert found["noi_dang_ky_khai_sinh"].value == "Chư Sê, Gia Lai"


def test_a_number_may_stick_to_its_label() -> None:
    found = fields("giay_ket_hon", centred("GIẤY CHỨNG NHẬN KẾT HÔN", 400), *rows("Số07"))
    assert found["so"].value == "07"


def test_items_are_numbered_in_square_brackets_too() -> None:
    found = fields(
        "don_bien_dong_dat_dai",
        *rows(
            "Giấy tờ nộp kèm theo gồm có:",
            "[1] Giấy phép xây dựng (bản sao)",
            "[2] Mảnh trích đo bản đồ địa chính",
            "Tôi đã đọc và chịu trách nhiệm về những điều đã khai.",
        ),
    )
    assert found["giay_to_kem_theo"].value == (
        "Giấy phép xây dựng (bản sao)",
        "Mảnh trích đo bản đồ địa chính",
    )


@pytest.mark.parametrize(
    ("items", "names"),
    [
        (("- May trang phục (1410)", "- Xay xát (1O61)"), ("May trang phục", "Xay xát")),
        (("+ 4933 - Vận tải", "+ 1⁄10 - May trang phục"), ("Vận tải", "May trang phục")),
        (("1. May trang phục: 1410", "2. Xay xát: 1O61"), ("May trang phục", "Xay xát")),
        (("- Sửa chữa xe (từ năm 2020)", "- Bán xe (2019)"), ("Sửa chữa xe (từ năm 2020)",
                                                              "Bán xe (2019)")),
    ],
)  # fmt: skip
def test_lines_of_business_are_named_without_their_codes(
    items: tuple[str, ...], names: tuple[str, ...]
) -> None:
    found = fields("gcn_ho_kinh_doanh", *rows("Ngành, nghề kinh doanh:", *items))
    assert found["nganh_nghe"].value == names


@pytest.mark.parametrize("serial", ["CĐ 444998", "444998"])
def test_the_number_in_the_corner_is_no_part_of_the_address_above(serial: str) -> None:
    home = "Số 6 đường Nguyễn Trãi, phường Ô Chợ Dừa, quận Đống Đa, thành phố Hà Nội"
    heading, person = "I. Người sử dụng đất", "Ông BÙI VĂN KHOA"
    texts = rows(heading, person, f"Địa chỉ thường trú: {home}", (serial, 1300), "1. Thửa đất:")
    holders = fields("gcn_quyen_su_dung_dat", *texts)["chu_su_dung"].value
    assert holders == ({"ho_ten": "BÙI VĂN KHOA", "dia_chi": home},)


def test_holders_are_read_without_their_heading_and_before_a_stamp() -> None:
    found = fields(
        "gcn_quyen_su_dung_dat",
        *rows(
            "Ông: HUỲNH KHÁNH",
            "Sinh năm: 1958; CMND số: 232133432",
            "Địa chỉ: Số 176, xã Bản Phố, huyện Bắc Hà, tỉnh Lào Cai",
            "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
            "TM. ỦY BAN NHÂN DÂN XÃ BẢN PHỐ",
        ),
    )
    assert found["chu_su_dung"].value == (
        {
            "ho_ten": "HUỲNH KHÁNH",
            "nam_sinh": "1958",
            "so_giay_to": "232133432",
            "dia_chi": "Số 176, xã Bản Phố, huyện Bắc Hà, tỉnh Lào Cai",
        },
    )
    assert found["chu_su_dung"].needs_review


def test_holders_may_be_named_as_in_a_form() -> None:
    home = "Số 290, ấp Trà Sim, phường Ô Chợ Dừa, thành phố Hà Nội"
    texts = rows(
        "NGƯỜI ĐƯỢC CẤP GIẤY",
        "Họ, tên: SIU TUIN Năm sinh: 1956 CCCD số: 002056614477",
        f"Địa chỉ: {home}",
        "Họ, tên: TẠ THỊ HIỀN Năm sinh: 1953 CCCD số: 001153235065",
        f"Địa chỉ: {home}",
        "THỬA ĐẤT",
    )
    assert fields("gcn_quyen_su_dung_dat", *texts)["chu_su_dung"].value == tuple(
        {"ho_ten": name, "nam_sinh": year, "so_giay_to": number, "dia_chi": home}
        for name, year, number in (
            ("SIU TUIN", "1956", "002056614477"),
            ("TẠ THỊ HIỀN", "1953", "001153235065"),
        )
    )


def test_what_is_said_of_the_house_is_not_said_of_the_ground() -> None:
    texts = (
        "1. Thửa đất:", "c) Diện tích 346,7 m2", "d) Hình thức sử dụng Sử dụng riêng",
        "e) Thời hạn sử dụng Lâu dài", "2. Nhà ở:",
        "b) Diện tích xây dựng: 98,1 m2 c) Diện tích sàn: 196,2 m2",
        "d) Hình thức sở hữu: Sở hữu chung", "e) Thời hạn được sở hữu: 50 năm",
    )  # fmt: skip
    found = fields("gcn_quyen_su_dung_dat", *rows(*texts))
    names = ("dien_tich", "hinh_thuc_su_dung", "thoi_han_su_dung")
    assert [found[name].value for name in names] == ["346.7", "Sử dụng riêng", "Lâu dài"]


def test_a_sentence_tells_where_one_may_build() -> None:
    texts = rows(
        "Điều 1. Bà Hà Thị Bướn, ngụ tại Số 4 đường Trần Hưng Đạo, phường Xuân Khánh,",
        "quận Ninh Kiều, thành phố Cần Thơ, được khởi công xây dựng Nhà ở riêng lẻ tại",
        "Số 154, thôn Đông, phường Xuân Khánh, quận Ninh Kiều, thành phố Cần Thơ, thửa đất 282,",
        "tờ bản đồ 26.",
    )
    place = "Số 154, thôn Đông, phường Xuân Khánh, quận Ninh Kiều, thành phố Cần Thơ"
    assert fields("giay_phep_xay_dung", *texts)["vi_tri"].value == place


def test_a_place_is_named_without_what_leads_to_it() -> None:
    found = fields("giay_phep_xay_dung", *rows("Địa điểm xây dựng: tại Xã Ba Vì, thành phố Hà Nội"))
    assert found["vi_tri"].value == "Xã Ba Vì, thành phố Hà Nội"


def test_who_certified_a_copy_did_not_sign_the_paper() -> None:
    signed = [
        centred("Lào Cai, ngày 11 tháng 05 năm 2019", 300),
        centred("GIÁM ĐỐC", 360),
        centred("Mai Thị Hằng", 600),
    ]
    stamped = [
        centred("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", 900),
        centred("TM. ỦY BAN NHÂN DÂN XÃ BẢN PHỐ", 960),
        centred("PHÓ CHỦ TỊCH", 1010),
        centred("Cao Khánh Trúc", 1300),
    ]
    for pages in ([page([*signed, *stamped])], [page(stamped), page(signed, 2)]):
        found = extract_fields(pages, TYPES["gcn_quyen_su_dung_dat"])["nguoi_ky"]
        assert (found.value, found.needs_review) == ("Mai Thị Hằng", True)


def test_lines_of_business_may_stand_behind_each_other() -> None:
    found = fields(
        "gcn_ho_kinh_doanh",
        *rows(
            "Ngành, nghề đăng ký: Bán lẻ vật liệu xây dựng (mã 4752); Sửa chữa xe máy (mã",
            "4542); May trang phục (mã 1410).",
            "Vốn kinh doanh: 30.000.000 đồng",
        ),
    )
    assert found["nganh_nghe"].value == (
        "Bán lẻ vật liệu xây dựng",
        "Sửa chữa xe máy",
        "May trang phục",
    )


def test_of_two_pages_side_by_side_the_left_one_ends_at_the_fold() -> None:
    value, rest = "Nhận thừa kế đất được Nhà nước giao không", "thu tiền sử dụng đất"
    left = rows(
        "a) Thửa đất số: 1246; tờ bản đồ số: 53",
        "b) Thời hạn sử dụng: Lâu dài",
        f"g) Nguồn gốc sử dụng: {value}",
        rest,
        "h) Hình thức sử dụng: Sử dụng riêng",
    )
    right = [line("Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", 1300, 524 + 48 * i)
             for i in range(4)]  # fmt: skip
    spread = replace(page([*left, *right]), width=2339, height=1654)
    found = extract_fields([spread], TYPES["gcn_quyen_su_dung_dat"])
    assert found["nguon_goc_su_dung"].value == f"{value} {rest}"
    assert found["thoi_han_su_dung"].value == "Lâu dài"


def test_a_column_without_its_heading_is_not_the_other_ones() -> None:
    lines = rows(
        ("Họ, chữ đệm, tên vợ.", 240, "Họ, chữ đệm, tên chồng", 960),
        ("THÁI KHÁNH HIỀN", 240, "MARK ALAN TURNER", 960),
        ("Dân tộc", 240, "Dân tộc", 960),
        ("Kinh", 240),
        ("Quốc tịch", 240, "Quốc tịch", 960),
        ("Việt Nam", 240, "Hoa Kỳ", 960),
    )
    kind = TYPES["giay_ket_hon"]
    found = propose(read_paper([page(lines)], kind, with_tags=False), kind)
    assert found["chong_dan_toc"].found is None or found["chong_dan_toc"].found.value is None
    nationality = found["chong_quoc_tich"].found
    assert nationality is not None
    assert nationality.value == "Hoa Kỳ"


def test_the_person_of_a_birth_has_a_column_beside_those_of_the_parents() -> None:
    found = fields(
        "giay_khai_sinh",
        *rows(
            ("NGƯỜI ĐƯỢC KHAI SINH", 120, "NGƯỜI MẸ", 720, "NGƯỜI CHA", 1240),
            ("Họ và tên: LÂM THU NGÀ", 80, "Họ và tên: VI THỊ PHIN", 620,
             "Họ và tên: LÂM VĂN HÙNG", 1120),
            ("Ngày sinh: 02/06/2026", 80, "Năm sinh: 1997", 620, "Năm sinh: 1994", 1120),
            ("Dân tộc: Kinh", 80, "Dân tộc: Thái", 620, "Dân tộc: Kinh", 1120),
        ),
    )  # fmt: skip
    names = [found[x].value for x in ("ho_ten", "me_ho_ten", "cha_ho_ten")]
    assert names == ["LÂM THU NGÀ", "VI THỊ PHIN", "LÂM VĂN HÙNG"]
    assert (found["ngay_sinh"].value, found["me_dan_toc"].value) == ("2026-06-02", "Thái")


def test_an_address_goes_on_in_its_column_of_the_page() -> None:
    found = fields(
        "giay_khai_sinh",
        centred("GIẤY KHAI SINH", 400, middle=1000),
        line("Số: 280/2011", 130, 480),
        line("PHẦN GHI CHÚ", 180, 560),
        line("Họ và tên: ĐỖ XUÂN SƠN", 600, 560),
        line("Họ và tên cha: Đỗ Quốc Thắng", 600, 620),
        line("Nơi thường trú/tạm trú: Ấp Bến Rộng, xã Định Thủy, huyện Mỏ Cày", 600, 680),
        line("Nam, tỉnh Bến Tre", 600, 740),
        line("Họ và tên mẹ: Đỗ Ngọc Loan", 600, 800),
    )
    assert found["cha_noi_cu_tru"].value == (
        "Ấp Bến Rộng, xã Định Thủy, huyện Mỏ Cày Nam, tỉnh Bến Tre"
    )


def test_an_address_that_ends_in_a_comma_goes_on() -> None:
    found = fields(
        "can_cuoc",
        line("CĂN CƯỚC CÔNG DÂN", 390, 300),
        line("Số: 022194824961", 445, 350),
        line("Nơi thường trú: Số 127, khu phố 2,", 356, 600),
        line("Hải Lạng, Tiên Yên, Quảng Ninh", 356, 640),
        line("Có giá trị đến: 24/09/2034", 113, 710),
        line("Bản sao đúng với bản chính, của phường", 1000, 760),
    )
    assert found["noi_thuong_tru"].value == "Số 127, khu phố 2, Hải Lạng, Tiên Yên, Quảng Ninh"


def test_who_signed_below_a_certification_did_not_sign_the_paper() -> None:
    def signer(*foot: str) -> ExtractedField:
        lines = (line(text, 1000, 700 + 60 * i) for i, text in enumerate(foot))
        return fields(
            "giay_ket_hon",
            centred("GIẤY CHỨNG NHẬN KẾT HÔN", 400),
            *rows("Nơi đăng ký kết hôn: Ủy ban nhân dân xã Bắc Hà, tỉnh Lào Cai"),
            *lines,
        )["nguoi_ky"]

    stamp = ("CHỨNG THỰC BẢN ĐÚNG VỚI BẢN CHÍNH", "PHÓ CHỦ TỊCH", "Lương Khánh Yến")
    own = signer("CHỦ TỊCH", "Quách Hồng Ngà", *stamp)
    assert own.value == "Quách Hồng Ngà"
    assert own.needs_review
    lost = signer("CHỦ TỊCH", *stamp)
    assert lost.value is None or lost.needs_review, "the paper's own name was not read"


def test_what_a_paper_of_a_person_is_called_is_a_part_of_its_number() -> None:
    found = fields(
        "giay_khai_sinh",
        centred("GIẤY KHAI SINH", 400),
        *rows(
            "NGƯỜI ĐƯỢC KHAI SINH",
            "Họ, chữ đệm, tên: LÝ THỊ THU THẢO",
            "Họ, chữ đệm, tên người cha: SATO HIROKI",
            "Nơi cư trú: 157 Minami-ku, Hamamatsu-shi, Shizuoka, Nhật Bản",
            "Người đi khai sinh: LÝ THỊ NGÀ",
            "Giấy tờ tùy thân: Thẻ căn cước công dân số 074190778753",
        ),
        line("TM. ỦY BAN NHÂN DÂN", 200, 1040),
    )
    assert found["ho_ten"].value == "LÝ THỊ THU THẢO"
    assert found["cha_noi_cu_tru"].value == "157 Minami-ku, Hamamatsu-shi, Shizuoka, Nhật Bản"
    assert found["giay_to_tuy_than"].value == "Thẻ căn cước công dân số 074190778753"


def test_an_address_that_begins_with_a_bare_number_asks() -> None:
    def father(address: str) -> ExtractedField:
        texts = ("Họ, chữ đệm, tên người cha: Lò Văn Inh", f"Nơi cư trú: {address}")
        found = fields("giay_khai_sinh", centred("GIẤY KHAI SINH", 400), *rows(*texts))
        return found["cha_noi_cu_tru"]

    def doubts(field: ExtractedField) -> list[str]:
        return [issue.code for issue in field.issues]

    address = "đường Lê Lợi, phường Cẩm Phô, thành phố Hội An, tỉnh Quảng Nam"
    assert "odd_sign" in doubts(father(f"250/5B {address}"))
    assert not doubts(father(f"Số 250/5B {address}"))
    assert "odd_sign" not in doubts(father("157 Minami-ku, Hamamatsu-shi, Shizuoka, Nhật Bản"))


def test_a_name_ends_where_another_column_goes_on_in_small_letters() -> None:
    card = line("Họ và tên: TRƯƠNG KHÁNH TUYẾT", 356, 420)
    stamp = line("ngày 25 tháng 7 năm 2020", 1155, 420)
    found = fields(
        "can_cuoc",
        line("CĂN CƯỚC CÔNG DÂN", 390, 300),
        replace(card, words=(*card.words, *stamp.words)),
    )
    assert found["ho_ten"].value == "TRƯƠNG KHÁNH TUYẾT"


def test_parts_with_letters_tell_whose_the_same_labels_are() -> None:
    found = fields(
        "to_khai_khai_sinh",
        centred("TỜ KHAI ĐĂNG KÝ KHAI SINH", 400),
        *rows(
            "A. Trẻ em được đăng ký khai sinh",
            "- Họ, chữ đệm, tên: MAI XUÂN HẬU",
            "- Quê quán: Xã Vũ Lễ, huyện Bắc Sơn, tỉnh Lạng Sơn",
            "B. Cha, mẹ của trẻ",
            "- Họ, chữ đệm, tên người mẹ: TĂNG TÚ LINH",
            "- Nơi cư trú: Số 127, Libušská, Praha 4, Cộng hòa Séc",
            "C. Người đi khai",
            "- Họ, chữ đệm, tên: Mai Hoàng Long; là Bố đẻ của trẻ",
            "- Giấy tờ tùy thân: Hộ chiếu số C4436109, Cục Quản lý xuất nhập cảnh cấp",
            "- Nơi cư trú: Số 12, Libušská, Praha 4, Cộng hòa Séc",
        ),
    )
    assert found["ho_ten"].value == "MAI XUÂN HẬU"
    assert found["nguoi_yeu_cau"].value == "Mai Hoàng Long"
    assert found["quan_he"].value == "Bố đẻ"
    assert found["nguoi_yeu_cau_so_dinh_danh"].value == "C4436109"
    assert found["noi_cu_tru"].value == "Số 12, Libušská, Praha 4, Cộng hòa Séc"
    assert found["me_noi_cu_tru"].value == "Số 127, Libušská, Praha 4, Cộng hòa Séc"


def test_the_next_part_of_a_form_does_not_fill_the_blank_above() -> None:
    texts = ("A. Trẻ em được khai sinh", ("- Quê quán:", 300), ("B. Cha, mẹ của trẻ", 265))
    lines = [centred("TỜ KHAI ĐĂNG KÝ KHAI SINH", 400), *rows(*texts)]
    kind = TYPES["to_khai_khai_sinh"]
    found = propose(read_paper([page(lines)], kind, with_tags=False), kind)["que_quan"].found
    assert found is not None
    assert found.value is None


def test_a_label_set_to_the_right_may_go_on_below() -> None:
    found = fields(
        "to_khai_khai_sinh",
        centred("TỜ KHAI ĐĂNG KÝ KHAI SINH", 400),
        *rows(
            "Người yêu cầu",
            ("Quan hệ với người được khai", 240, "Bố đẻ", 660),
            ("sinh:", 548),
            ("Nơi cư trú:", 464, "Xã Thuận Châu, tỉnh Sơn La", 660),
        ),
    )
    assert found["quan_he"].value == "Bố đẻ"


def test_words_like_english_are_a_value_where_no_stroke_is_before_them() -> None:
    texts = ("Họ, chữ đệm và tên khai sinh PHẠM XUÂN KIỆT",
             "Nơi đăng ký khai sinh Bắc Hà, Lào Cai",
             "Nơi cư trú Số 92, xóm 7, Thủ Dầu Một, Bình Dương")  # fmt: skip
    found = fields("can_cuoc", line("CĂN CƯỚC", 390, 400), *rows(*texts))
    assert found["ho_ten"].value == "PHẠM XUÂN KIỆT"
    assert found["noi_dang_ky_khai_sinh"].value == "Bắc Hà, Lào Cai"
    assert found["noi_thuong_tru"].value == "Số 92, xóm 7, Thủ Dầu Một, Bình Dương"
    texts = ("Nơi cư trú / Place of residence Số 92, xóm 7, Thủ Dầu Một, Bình Dương",)
    found = fields("can_cuoc", line("CĂN CƯỚC", 390, 400), *rows(*texts))
    assert found["noi_thuong_tru"].value == "Số 92, xóm 7, Thủ Dầu Một, Bình Dương"


def test_a_number_ends_where_the_sentence_below_begins() -> None:
    found = fields(
        "giay_ket_hon",
        centred("GIẤY CHỨNG NHẬN KẾT HÔN", 400),
        *rows(
            ("Chồng: LIM KOK SENG", 240, "Vợ: HOÀNG THÙY DIỄM", 860),
            ("Số CMND/Hộ chiếu: GA5826163", 240, "Số CMND/Hộ chiếu: 235376490", 860),
            "Việc kết hôn nói trên được ghi tại. Ủy ban nhân dân thành phố Cần Thơ",
        ),
    )
    assert found["chong_ho_ten"].value == "LIM KOK SENG"
    assert found["vo_ho_ten"].value == "HOÀNG THÙY DIỄM"
    assert found["chong_so_dinh_danh"].value == "GA5826163"
    assert found["vo_so_dinh_danh"].value == "235376490"


def test_where_it_was_registered_may_be_told_by_a_sentence_without_a_day() -> None:
    found = fields(
        "giay_ket_hon",
        centred("GIẤY CHỨNG NHẬN KẾT HÔN", 400),
        *rows(
            "Kết hôn được đăng ký tại. Ủy ban nhân dân Thành phố Hồ Chí Minh",
            "Ngày đăng ký 08/04/2010",
            "Giấy chứng nhận này có giá trị kể từ ngày đăng ký",
        ),
    )
    assert found["noi_dang_ky"].value == "Ủy ban nhân dân Thành phố Hồ Chí Minh"


def test_a_speck_within_the_name_of_a_province_does_not_end_it() -> None:
    text = "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Na Hối, huyện Bắc Hà, tỉnh Lào. Cai"
    found = fields("giay_khai_sinh", centred("GIẤY KHAI SINH", 400), *rows(text))
    assert found["noi_dang_ky"].value == ("Ủy ban nhân dân xã Na Hối, huyện Bắc Hà, tỉnh Lào Cai")


def test_a_relation_below_its_label_begins_no_part_of_the_form() -> None:
    found = fields(
        "to_khai_khai_sinh",
        centred("TỜ KHAI ĐĂNG KÝ KHAI SINH", 400),
        *rows(
            "Người yêu cầu",
            ("Họ, chữ đệm, tên", 240, "Quan hệ với người được khai sinh", 900),
            ("Thái Đức Hậu", 240, "Cha đẻ", 900),
            "Nơi cư trú",
            "Số 22, ấp 3, xã Cao Lộc, tỉnh Lạng Sơn",
            "Thông tin người cha",
            "Họ, chữ đệm, tên: Thái Đức Hậu",
        ),
    )
    assert found["quan_he"].value == "Cha đẻ"
    assert found["noi_cu_tru"].value == "Số 22, ấp 3, xã Cao Lộc, tỉnh Lạng Sơn"
    assert found["cha_noi_cu_tru"].value is None


def test_whose_notice_of_death_it_is_is_no_part_of_its_number() -> None:
    text = "Giấy báo tử: số 188/2024 của Ủy ban nhân dân xã Diễn Kỷ"
    found = fields("trich_luc_khai_tu", centred("TRÍCH LỤC KHAI TỬ", 400), *rows(text))
    assert found["so_giay_bao_tu"].value == "188/2024"


def test_english_in_italics_below_a_label_is_not_of_the_value() -> None:
    found = fields(
        "giay_ket_hon",
        centred("GIẤY CHỨNG NHẬN KẾT HÔN", 400),
        *rows(
            ("Nơi đăng ký kết hôn:", 240, "Ủy ban nhân dân phường Tân Lợi, thành phố", 700),
            ("Place oƒ registration", 240, "Buôn Ma Thuột, tỉnh Đắk Lắk", 700),
        ),
    )
    assert found["noi_dang_ky"].value == (
        "Ủy ban nhân dân phường Tân Lợi, thành phố Buôn Ma Thuột, tỉnh Đắk Lắk"
    )


def test_whose_a_residence_is_tells_its_part_below_a_table_of_persons() -> None:
    found = fields(
        "to_khai_khai_sinh",
        centred("TỜ KHAI ĐĂNG KÝ KHAI SINH", 400),
        *rows(
            "Mẹ",
            "Họ, chữ đệm, tên: QUÁCH THỊ THU XUYẾN",
            "Cha",
            "Họ, chữ đệm, tên: TẠ CÔNG LONG",
            "Nơi cư trú của mẹ: Thôn Phú Vinh, xã Ninh Phước, tỉnh Khánh Hòa",
            "Nơi cư trú của cha: Thôn Đông, xã Ba Vì, thành phố Hà Nội",
        ),
    )
    assert found["me_noi_cu_tru"].value == "Thôn Phú Vinh, xã Ninh Phước, tỉnh Khánh Hòa"
    assert found["cha_noi_cu_tru"].value == "Thôn Đông, xã Ba Vì, thành phố Hà Nội"


def test_an_owner_is_no_label_misread_and_a_note_in_brackets_none_at_all() -> None:
    found = fields(
        "giay_phep_xay_dung",
        centred("GIẤY PHÉP XÂY DỰNG", 400),
        centred("(Cấp cho công trình không theo tuyến)", 440),
        *rows(("Chủ đầu tư", 240, "Ông Trịnh Quốc Đạt và bà Nguyễn Thùy Yến", 640)),
    )
    assert found["chu_dau_tu"].value == "Ông Trịnh Quốc Đạt và bà Nguyễn Thùy Yến"


def test_a_gloss_without_its_stroke_is_no_owner() -> None:
    found = fields(
        "giay_phep_xay_dung",
        centred("GIẤY PHÉP XÂY DỰNG", 400),
        *rows("1. Cấp cho Issued to: Công ty Cổ phần Gỗ An Khang Việt"),
    )
    assert found["chu_dau_tu"].value == "Công ty Cổ phần Gỗ An Khang Việt"


def test_a_short_label_has_its_value_in_a_column() -> None:
    found = fields(
        "giay_phep_xay_dung",
        centred("GIẤY PHÉP XÂY DỰNG", 400),
        *rows(
            ("Chủ đầu tư", 240, "Ông Mông Văn Páo", 640),
            ("Địa chỉ", 240, "Xóm 7, xã Vũ Lễ, huyện Bắc Sơn, tỉnh Lạng Sơn", 640),
            ("Được phép xây dựng", 240, "Nhà ở", 640),
            ("Tại", 240, "Thôn Đông,. xã Vũ Lễ,. huyện Bắc Sơn, tỉnh Lạng Sơn", 640),
            ("Thửa đất số", 240, "1812", 640),
        ),
    )
    assert found["dia_chi"].value == "Xóm 7, xã Vũ Lễ, huyện Bắc Sơn, tỉnh Lạng Sơn"
    assert found["vi_tri"].value == "Thôn Đông, xã Vũ Lễ, huyện Bắc Sơn, tỉnh Lạng Sơn"


def test_lines_of_business_may_stand_in_an_annex() -> None:
    said = rows("5. Ngành, nghề kinh doanh: Theo Phụ lục kèm theo Giấy chứng nhận này.")
    title = centred("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 400)
    annex = rows(
        "Ngành, nghề kinh doanh của hộ kinh doanh",
        "1 1410 May trang phục",
        "2 1O74 Sản xuất bánh tráng",
    )
    paper = [page([title, *said]), page([centred("PHỤ LỤC", 400), *annex])]
    found = extract_fields(paper, TYPES["gcn_ho_kinh_doanh"])
    assert found["nganh_nghe"].value == ("May trang phục", "Sản xuất bánh tráng")
    found = extract_fields(paper[:1], TYPES["gcn_ho_kinh_doanh"])
    assert found["nganh_nghe"].value == ()
    assert found["nganh_nghe"].needs_review


def test_an_office_ends_with_its_province_or_above_its_number() -> None:
    title = centred("GIẤY PHÉP XÂY DỰNG", 700)
    found = fields(
        "giay_phep_xay_dung",
        centred("ỦY BAN NHÂN DÂN", 200, Zone.HEAD_LEFT, 400),
        centred("TỈNH ĐẮKLẮK -", 235, Zone.HEAD_LEFT, 400),
        centred("BAN QUẢN LÝ CÁC KHU CÔNG", 270, Zone.HEAD_LEFT, 400),
        centred("NGHIỆP TỈNH ĐẮK LẮK", 305, Zone.HEAD_LEFT, 400),
        title,
    )
    assert found["co_quan_cap"].value == "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP TỈNH ĐẮK LẮK"
    found = fields(
        "giay_phep_xay_dung",
        centred("SỞ XÂY DỰNG", 200, Zone.HEAD_LEFT, 400),
        centred("230/6PXD", 235, Zone.HEAD_LEFT, 400),
        title,
    )
    assert found["co_quan_cap"].value == "SỞ XÂY DỰNG"


@pytest.mark.parametrize("read", ["2632/G6PXD", "2632/6PXD", "2632/GPXD"])
def test_no_symbol_of_a_permit_has_a_figure_among_its_letters(read: str) -> None:
    found = fields("giay_phep_xay_dung", centred("GIẤY PHÉP XÂY DỰNG", 400), *rows(f"Số: {read}"))
    assert found["so_giay_phep"].value == "2632/GPXD"


@pytest.mark.parametrize(
    ("read", "day"),
    [
        ("Kiến Xương, ngày 93 tháng 93 năm 2091", "2001-03-03"),
        ("Ia Grai, ngày 26 tháng 908 năm 20994", "2004-08-26"),
        ("Quảng Ninh, ngày 95 tháng 11 năm 2093", "2003-11-05"),
    ],
)
def test_noughts_with_a_stroke_in_a_date_are_mended_and_asked_about(read: str, day: str) -> None:
    found = fields("giay_phep_xay_dung", centred("GIẤY PHÉP XÂY DỰNG", 400), *rows(read))
    assert found["ngay_cap"].value == day
    assert found["ngay_cap"].needs_review
    assert "repaired" in [issue.code for issue in found["ngay_cap"].issues]


def test_a_day_that_no_nought_explains_is_not_guessed() -> None:
    said = "Lạng Sơn, ngày 40 tháng 93 năm 1998"
    found = fields("giay_phep_xay_dung", centred("GIẤY PHÉP XÂY DỰNG", 400), *rows(said))
    assert found["ngay_cap"].value == "1998"
