"""What the engine reads of forms and certificates, and the values that it is worth."""

from __future__ import annotations

import pytest

from models.values.registry import KINDS, MESSAGES, normalize

# kind, what was read, value
EXAMPLES = [
    ("personal_id", "072085123456", "072085123456"),
    ("personal_id", "0 7 2 0 8 5 1 2 3 4 5 6", "072085123456"),
    ("personal_id", "072 085 123 456.", "072085123456"),
    ("personal_id", "O79O85l23456", "079085123456"),
    ("personal_id", "Số: 079085123456", "079085123456"),
    ("personal_id", "CCCD số 079085123456 cấp ngày 05/3/2021", "079085123456"),
    ("personal_id", "290 123 456", "290123456"),
    ("personal_id", "0380981/40080", "038098140080"),
    ("person_name", "NGUYỄN 'THỊ MỸ UYÊN", "NGUYỄN THỊ MỸ UYÊN"),
    ("person_name", "LƯU H'YÊN", "LƯU H'YÊN"),
    ("person_name", "LƯUH'YÊN", "LƯU H'YÊN"),
    ("person_name", "VITHỊ ẾT", "VI THỊ ẾT"),
    ("person_name", "MANH THỊ ẾT", "MANH THỊ ẾT"),
    ("personal_id", "Không", "Không"),
    ("personal_id", "............", None),
    ("tax_code", "0314409058", "0314409058"),
    ("tax_code", "0314409058 - 001", "0314409058-001"),
    ("tax_code", "O3144O9O58", "0314409058"),
    ("tax_code", "072085123456", "072085123456"),
    ("dossier_code", "000.00.15.H53-251123-0007", "000.00.15.H53-251123-0007"),
    ("dossier_code", "H53.15 – 251123 – 0007", "H53.15-251123-0007"),
    ("dossier_code", "OOO.00.l5.H53-25l123-OO07", "000.00.15.H53-251123-0007"),
    ("dossier_code", "h53.15.30-251123-0007", "H53.15.30-251123-0007"),
    ("dossier_code", "H33.32-211022-004.8", "H33.32-211022-0048"),
    ("symbol", "2632/G6PXD", "2632/GPXD"),
    ("symbol", "230/6PXD", "230/GPXD"),
    ("agency", "BAN QUẢN LÝ SÓC KHU CÔNG NGHIỆP", "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP"),
    ("agency", "BAN QUẢN LÝ Goe KHU CÔNG NGHIỆP", "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP"),
    ("agency", "BAN QUẢN LÝ KHU CÔNG NGHỆ CAO", "BAN QUẢN LÝ KHU CÔNG NGHỆ CAO"),
    ("agency", "BAN QUẢN LÝ KHU CÔNG NGHIỆP", "BAN QUẢN LÝ KHU CÔNG NGHIỆP"),
    ("agency", "BAN QUẦN LÝ SÓC KHU CÔNG NGHIỆP", "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP"),
    ("agency", "Ban Quản lý các Khu công nghiệp", "Ban Quản lý các Khu công nghiệp"),
    ("address", "Tố 11. xã Tản Lĩnh. huyện Ba Vì", "Tổ 11, xã Tản Lĩnh, huyện Ba Vì"),
    ("address", "Sô 171, xã Phú Thọ,. tỉnh. Long An", "Số 171, xã Phú Thọ, tỉnh Long An"),
    ("address", "Khu phố 2., xã Vên Xá, huyện Ý Yên", "Khu phố 2, xã Yên Xá, huyện Ý Yên"),
    ("address", "12 đường Tố Hữu, TP. Huế", "12 đường Tố Hữu, TP. Huế"),
    ("procedure_code", "1.001193", "1.001193"),
    ("procedure_code", "1.OO1193", "1.001193"),
    ("procedure_code", "1.001193 - Đăng ký khai sinh", "1.001193"),
    ("dossier_code", "Mã hồ sơ: H53.15-251123-0007", "H53.15-251123-0007"),
    ("procedure_code", "1.001193.000.00.00.H53", "1.001193.000.00.00.H53"),
    ("number_code", "CH 01234", "CH01234"),
    ("number_code", "Số: ÐK 123456", "ĐK123456"),
    ("number_code", "Số vào sổ: CS 01234", "CS01234"),
    ("number_code", "12/gpxd", "12/GPXD"),
    ("number_code", "05/2025", "05/2025"),
    ("number_code", "1O69", "1069"),
    ("number_code", "O280/QSHNƠ", "0280/QSHNƠ"),
    ("number_code", "CO 123456", "CO123456"),
    ("number_code", "Số: .......", None),
    ("date", "05/3/2018", "2018-03-05"),
    ("date", "ngày 05 tháng 3 năm 2018", "2018-03-05"),
    ("date", "Tây Ninh, ngày 05 tháng 03 năm 2018", "2018-03-05"),
    ("date", "05 – 03 – 2018", "2018-03-05"),
    ("date", "05.03.2018", "2018-03-05"),
    ("date", "..05../..3../2018", "2018-03-05"),
    ("date", "ngày ..05.. tháng ..3.. năm 20 18", "2018-03-05"),
    ("date", "0 5 / 0 3 / 2 0 1 8", "2018-03-05"),
    ("date", "O5/O3/2Ol8", "2018-03-05"),
    ("date", "ngàv 05 thảng 3 nãm 2018", "2018-03-05"),
    ("date", "ngày05tháng3năm2018", "2018-03-05"),
    ("date", "ngày mười hai tháng ba năm hai nghìn không trăm hai mươi lăm", "2025-03-12"),
    ("date", "tháng 3/2018", "2018-03"),
    ("date", "03/2018", "2018-03"),
    ("date", "ngày ..... tháng 3 năm 2018", "2018-03"),
    ("date", "....../3/2018", "2018-03"),
    ("date", "1958", "1958"),
    ("date", "Sinh năm: 1958", "1958"),
    ("date", "năm 1958", "1958"),
    ("date", "2018-03-05", "2018-03-05"),
    ("date", "29/02/2020", "2020-02-29"),
    ("date", "5 tháng 3 năm 2018", "2018-03-05"),
    ("date", "ngày 2 tháng l năm 2019", "2019-01-02"),
    ("date", "Hà Nội, tháng 3 năm 2018", "2018-03"),
    ("date", "Gồm có tháng 3 năm 2018", "2018-03"),
    ("date", "05|03|2018", "2018-03-05"),
    ("date", "ngày |5 tháng 3 năm 2018", "2018-03-15"),
    ("date", "05032018", "2018-03-05"),
    ("date", "./3/2018", "2018-03"),
    ("date", "Có giá trị đến: 05/03/2045", "2045-03-05"),
    ("date", "Không thời hạn", "Không thời hạn"),
    ("date", "Khong thơi han", "Không thời hạn"),
    ("date", "ngày.....tháng.....năm 20.....", None),
    ("date", "ngày … tháng … năm …", None),
    ("date", "…../…../20….", None),
    ("datetime", "08 giờ 30 phút, ngày 05 tháng 3 năm 2025", "2025-03-05T08:30"),
    ("datetime", "08:30 05/03/2025", "2025-03-05T08:30"),
    ("datetime", "05/03/2025 08:30", "2025-03-05T08:30"),
    ("datetime", "05/03/2025 08:30:15", "2025-03-05T08:30"),
    ("datetime", "14h05 ngày 05/3/2025", "2025-03-05T14:05"),
    ("datetime", "14 giờ ngày 05/3/2025", "2025-03-05T14:00"),
    ("datetime", "O8 giờ 3O phút ngày 05/3/2025", "2025-03-05T08:30"),
    ("datetime", "2 giờ 15 phút chiều ngày 05/3/2025", "2025-03-05T14:15"),
    ("datetime", "08.30 ngày 05/3/2025", "2025-03-05T08:30"),
    ("datetime", "8h30' ngày 5/3/2025", "2025-03-05T08:30"),
    ("datetime", "16h ngày 05/3/2025", "2025-03-05T16:00"),
    ("datetime", "ngày 05 tháng 3 năm 2025", "2025-03-05"),
    ("datetime", "..... giờ ..... phút, ngày 05 tháng 3 năm 2025", "2025-03-05"),
    ("datetime", "..... giờ ..... phút, ngày ..... tháng ..... năm .....", None),
    ("date_words", "Ngày mười hai  tháng ba năm hai nghìn", "Ngày mười hai tháng ba năm hai nghìn"),
    ("quantity", "1.234,5", "1234.5"),
    ("quantity", "01", "1"),
    ("quantity", "01 (bộ)", "1"),
    ("quantity", "02 (hai) bộ", "2"),
    ("quantity", "O2 bộ", "2"),
    ("quantity", "một bộ", "1"),
    ("quantity", "1 234", "1234"),
    ("quantity", "0 1", "1"),
    ("area", "120,5 m2", "120.5"),
    ("area", "120,5m²", "120.5"),
    ("area", "120,5 m?", "120.5"),
    ("area", "120,5 mˆ", "120.5"),
    ("area", "120,5m'", "120.5"),
    ("area", "1.250 m2", "1250"),
    ("area", "1.250,75 m2", "1250.75"),
    ("area", "l20,5 m2", "120.5"),
    ("area", "120 ,5 m2", "120.5"),
    ("area", "1Z0,S m2", "120.5"),
    ("area", "85,7 mỉ", "85.7"),
    ("area", "Diện tích: 120,5 m² (Bằng chữ: một trăm hai mươi phẩy năm mét vuông)", "120.5"),
    ("length", "7,2 m", "7.2"),
    ("length", "7,2m", "7.2"),
    ("money", "500.000.000 đồng", "500000000"),
    ("money", "500,000,000 VNĐ", "500000000"),
    ("money", "500.000 đ", "500000"),
    ("money", "500.000.000đ", "500000000"),
    ("money", "500.000.000.đồng", "500000000"),
    ("money", "500,000", "500000"),
    ("money", "1200.000.000 đồng", "1200000000"),
    ("money", "500 triệu đồng", "500000000"),
    ("money", "1,5 tỷ đồng", "1500000000"),
    ("money", "250.OOO.OOO đồng", "250000000"),
    ("money", "5OO.000.000 đồng (năm trăm triệu đồng)", "500000000"),
    ("number_words", "Một trăm  linh hai", "Một trăm linh hai"),
    ("phone", "0912 345 678", "0912345678"),
    ("phone", "0912.345.678", "0912345678"),
    ("phone", "(0276) 3 822 123", "02763822123"),
    ("phone", "+84 912 345 678", "+84912345678"),
    ("phone", "O912.345.678", "0912345678"),
    ("phone", "SĐT: 0912345678", "0912345678"),
    ("phone", "0912345678 - 02763822123", "0912345678-02763822123"),
    ("phone", "0912345678 (anh An)", "0912345678"),
    ("phone", "0912-345-678", "0912345678"),
    ("phone", "..............", None),
    ("email", "nguyen.van.a@gmail.com", "nguyen.van.a@gmail.com"),
    ("email", "nguyen.van.a @ gmail.com", "nguyen.van.a@gmail.com"),
    ("email", "nguyenvana©gmail,com", "nguyenvana@gmail.com"),
    ("email", "nguyễnvana@gmail.com", "nguyenvana@gmail.com"),
    ("sex", "Nam", "Nam"),
    ("sex", "NỮ", "Nữ"),
    ("sex", "Nử", "Nữ"),
    ("sex", "NU", "Nữ"),
    ("sex", "☐ Nam ☒ Nữ", "Nữ"),
    ("sex", "NỮ Quốc tịch: Việt Nam", "Nữ"),
    ("sex", "Nam [x] Nữ [ ]", "Nam"),
    ("ethnic_group", "Kinh", "Kinh"),
    ("ethnic_group", "Mương", "Mường"),
    ("ethnic_group", "KHMER", "Khmer"),
    ("ethnic_group", "Ê Đê", "Ê Đê"),
    ("ethnic_group", "H'Mông", "H'Mông"),
    ("ethnic_group", "H' 'Mông", "H'Mông"),
    ("nationality", "Việt Nam", "Việt Nam"),
    ("nationality", "VIỆT NAM", "Việt Nam"),
    ("nationality", "Viêt Nam.", "Việt Nam"),
    ("nationality", "Hoa Kỳ", "Hoa Kỳ"),
    ("nationality", "Việt Nam / Vietnamese", "Việt Nam"),
    ("person_name", "NGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
    ("person_name", "  Ông: Nguyễn  Văn An........", "Nguyễn Văn An"),
    ("person_name", "Ông (Bà): NGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
    ("person_name", "Ông/Bà: Nguyễn Văn An", "Nguyễn Văn An"),
    ("person_name", "Ông Nguyễn Văn An", "Ông Nguyễn Văn An"),
    ("person_name", "Ong: Nguyễn Văn An", "Nguyễn Văn An"),
    ("person_name", "H'Hen Niê", "H'Hen Niê"),
    ("person_name", "HRÊ ÊBAN", "H'RÊ ÊBAN"),
    ("person_name", "HLan Niê", "H'Lan Niê"),
    ("person_name", "Hạ Thị An", "Hạ Thị An"),
    ("person_name", "Y Bhăm", "Y Bhăm"),
    ("person_name", "ÐỖ THỊ BƯỞI", "ĐỖ THỊ BƯỞI"),
    ("address", "Ấp 3,  xã Long Thành Nam..........", "Ấp 3, xã Long Thành Nam"),
    ("address", "……ấp 3…… xã Bình Hòa", "ấp 3 xã Bình Hòa"),
    ("symbol", "12 /QÐ-UBND", "12/QĐ-UBND"),
    ("agency", "SỞYTÉ", "SỞ Y TẾ"),
    ("agency", "ỦY BAN NHÂN DÂN XÃ IA GRAI (Bản lưu)", "ỦY BAN NHÂN DÂN XÃ IA GRAI"),
    ("title", "KT.GIÁM ĐÓC", "KT. GIÁM ĐỐC"),
    ("procedure_name", "Đăng ký  khai sinh", "Đăng ký khai sinh"),
    ("text", "không", "không"),
    ("text", "……………", None),
    ("text", " _ _ _ ", None),
]  # fmt: skip

# kind, what was read, value, problem
DOUBTS = [
    ("personal_id", "07208512345", "07208512345", "id_length"),
    ("personal_id", "073085123456", "073085123456", "id_place"),
    ("personal_id", "234085123456", "234085123456", "id_country"),
    ("personal_id", "072299123456", "072299123456", "id_birth"),
    ("personal_id", "0720851234X6", "0720851234X6", "letters_in_number"),
    ("personal_id", "07208512345b", "07208512345b", "ambiguous_characters"),
    ("personal_id", "B1234567", "B1234567", "id_passport"),
    ("personal_id", "Hộ chiếu số C4436109, Cục xuất nhập cảnh cấp", "C4436109", "id_passport"),
    ("personal_id", "GA5826163", "GA5826163", "id_passport"),
    ("tax_code", "0314409059", "0314409059", "tax_check"),
    ("tax_code", "03144090", "03144090", "tax_length"),
    ("dossier_code", "000.00.15.H53-251323-0007", "000.00.15.H53-251323-0007", "dossier_day"),
    ("dossier_code", "H53-0007", "H53-0007", "dossier_grammar"),
    ("procedure_code", "1.00119", "1.00119", "procedure_grammar"),
    ("number_code", "Số: ......./2025", "/2025", "number_blank"),
    ("number_code", "JG 942357", "JG942357", "ambiguous_characters"),
    ("date", "31/02/2020", None, "impossible_date"),
    ("date", "29/02/2019", None, "impossible_date"),
    ("date", "05/13/2018", None, "impossible_date"),
    ("date", "05/3/1018", None, "impossible_date"),
    ("date", "05/3/18", None, "short_year"),
    ("date", "ngày 05 tháng 3 năm 20...", None, "year_missing"),
    ("date", "ngày 05 tháng ... năm 2018", "2018", "month_missing"),
    ("date", "0b/3/2018", None, "ambiguous_characters"),
    ("date", "chưa rõ", None, "not_a_date"),
    ("date", "từ ngày 05/3/2018 đến ngày 06/3/2018", "2018-03-05", "several_dates"),
    ("datetime", "25:30 05/03/2025", "2025-03-05", "impossible_time"),
    ("datetime", "08 giờ ... phút, ngày 05 tháng 3 năm 2025", "2025-03-05", "minutes_missing"),
    ("datetime", "08:30 ngày ... tháng 3 năm 2025", "2025-03", "time_without_day"),
    ("date_words", "ngày mười hai tháng", "ngày mười hai tháng", "words_not_a_date"),
    ("quantity", "1,250", "1.25", "ambiguous_number"),
    ("quantity", "nhiều", "nhiều", "not_a_number"),
    ("quantity", "01 bản chính, 02 bản sao", "1", "several_numbers"),
    ("quantity", "1b bộ", "16", "ambiguous_characters"),
    ("area", "|20,5 m2", "120.5", "ambiguous_characters"),
    ("area", "481/6 m2", "481.6", "ambiguous_characters"),
    ("area", "24.022, Z m2", "24022", "letters_in_number"),
    ("area", "3x,5 m2", "3", "letters_in_number"),
    ("area", "1,2 ha", "12000", "other_unit"),
    ("length", "720 cm", "720", "other_unit"),
    ("money", "500.000.0000 đồng", "500.000.0000 đồng", "not_a_number"),
    ("money", "500.000.000 đồng (sáu trăm triệu đồng)", "500000000", "words_differ"),
    ("money", "5.000 USD", "5000", "other_currency"),
    ("phone", "12345", "12345", "phone_grammar"),
    ("phone", "O9x2345678", "O9x2345678", "phone_grammar"),
    ("email", "nguyenvana.gmail.com", "nguyenvana.gmail.com", "email_grammar"),
    ("sex", "Nam Nữ", "Nam Nữ", "both_sexes"),
    ("sex", "Nm", "Nm", "unknown_sex"),
    ("ethnic_group", "Kính nể", "Kính nể", "unknown_ethnic_group"),
    ("nationality", "Vệt Nam", "Vệt Nam", "unknown_country"),
    ("person_name", "An", "An", "one_word_name"),
    ("person_name", "NGUYỄN VĂN 4N", "NGUYỄN VĂN 4N", "digit_in_name"),
    ("person_name", "chuyên viên", "chuyên viên", "mixed_case_name"),
    ("person_name", "NGUYỄN VăN AN", "NGUYỄN VăN AN", "mixed_case_name"),
    ("symbol", "12", "12", "symbol_grammar"),
    ("symbol", "/SYT-TCCB", "/SYT-TCCB", "number_blank"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "read", "value"), EXAMPLES)
def test_what_was_read_is_worth(kind: str, read: str, value: str | None) -> None:
    found = normalize(kind, read)
    assert (found.value, found.problems) == (value, ())


@pytest.mark.parametrize(("kind", "read", "value", "problem"), DOUBTS)
def test_what_is_doubtful_says_why(kind: str, read: str, value: str | None, problem: str) -> None:
    found = normalize(kind, read)
    assert found.value == value
    assert problem in found.problems
    assert not found.repaired


@pytest.mark.parametrize(
    ("kind", "read", "alternatives"),
    [
        ("personal_id", "07208512345b", ("072085123456", "072085123458")),
        ("date", "05/3/18", ("2018-03-05", "1918-03-05")),
        ("date", "0b/3/2018", ("2018-03-06", "2018-03-08")),
        ("quantity", "1,250", ("1250",)),
        ("sex", "Nam Nữ", ("Nam", "Nữ")),
        ("nationality", "Vệt Nam", ("Việt Nam",)),
    ],
)
def test_other_legal_readings_stand_beside(
    kind: str, read: str, alternatives: tuple[str, ...]
) -> None:
    assert normalize(kind, read).alternatives[: len(alternatives)] == alternatives


@pytest.mark.parametrize(
    ("kind", "read", "repaired"),
    [
        ("personal_id", "O79O85123456", True),
        ("personal_id", "0 7 2 0 8 5 1 2 3 4 5 6", False),
        ("date", "O5/3/2018", True),
        ("date", "..05../3/2018", False),
        ("sex", "Nử", True),
        ("sex", "NỮ", False),
        ("phone", "(0276) 3822123", False),
        ("area", "l20,5 m2", True),
        ("area", "120,5 m?", False),
    ],
)
def test_only_mended_confusions_count_as_repaired(kind: str, read: str, repaired: bool) -> None:
    assert normalize(kind, read).repaired is repaired


def test_a_choice_is_the_closest_of_the_allowed_values() -> None:
    values = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")
    assert normalize("choice", "THƯƠNG KHẢN", values=values).value == "THƯỢNG KHẨN"
    assert normalize("choice", "KHẨN", values=values).problems == ()
    odd = normalize("choice", "BÌNH THƯỜNG", values=values)
    assert (odd.value, odd.problems) == ("BÌNH THƯỜNG", ("not_a_choice",))


def test_an_unknown_kind_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="'colour'"):
        normalize("colour", "red")


def test_every_problem_is_said_in_both_languages() -> None:
    found = {p for kind, read, _, _ in DOUBTS for p in normalize(kind, read).problems}
    assert found <= set(MESSAGES)
    assert all(" / " in message for message in MESSAGES.values())
    assert len(KINDS) == len(set(KINDS))


@pytest.mark.parametrize(("text", "value"), [("0().", "0"), ("Số…0", "0"), ("12 (No.) -", "12")])
def test_what_stands_around_a_number_is_no_part_of_it(text: str, value: str) -> None:
    assert normalize("number_code", text).value == value
