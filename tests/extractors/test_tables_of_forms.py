"""Forms in ruled tables: labels and values in cells, sections, lists, hand-overs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.fields import extract_fields, propose, read_paper
from models.doctypes import document_types
from models.extraction import ExtractedField, FieldValue
from models.geometry import Box
from models.page import Cell, Line, Page, TickMark
from tests.extractors.papers import centred, line, page

TYPES = document_types()
TOP, TALL = 700, 60


def table(
    rows: Sequence[Sequence[str]], xs: Sequence[float], *, top: float = TOP
) -> tuple[tuple[Cell, ...], list[Line]]:
    """Cells with one or more lines of text each ("\\n" between), and the lines as they are read."""
    cells, lines, y = [], [], top
    for i, texts in enumerate(rows):
        most = max(text.count("\n") + 1 for text in texts)
        height = TALL * most
        for j in range(len(texts)):
            cells.append(Cell(i, j, Box(xs[j], y, xs[j + 1], y + height)))
        # A reader takes what is on one base line for one line, whatever the cells.
        for k in range(most):
            parts = [(x, text.split("\n")[k:]) for x, text in zip(xs, texts, strict=False)]
            at = y + 14 + k * TALL
            words = [w for x, rest in parts if rest for w in line(rest[0], x + 12, at).words]
            if words:
                lines.append(Line(tuple(words)))
        y += height
    return tuple(cells), lines


def form(lines: Sequence[Line], *tables: tuple[Cell, ...]) -> Page:
    return replace(page(lines), tables=tables)


def values(type_id: str, *pages: Page) -> Mapping[str, FieldValue]:
    return {name: item.value for name, item in extract_fields(pages, TYPES[type_id]).items()}


def test_a_value_stands_in_the_cell_right_of_its_label() -> None:
    cells, lines = table(
        [
            ["Tổ chức, cá nhân", "Trần Thị Bích"],
            ["Địa chỉ", "Số 5, ấp Long Chẩn, xã Long Vĩnh,\ntỉnh Tây Ninh"],
            ["Điện thoại", ""],
            ["Thủ tục", "Đăng ký khai sinh"],
        ],
        (200, 560, 1450),
    )
    found = values("phieu_bo_sung", form(lines, cells))
    assert found["nguoi_nop"] == "Trần Thị Bích"
    assert found["dia_chi"] == "Số 5, ấp Long Chẩn, xã Long Vĩnh, tỉnh Tây Ninh"
    assert found["so_dien_thoai"] is None
    assert found["noi_dung_yeu_cau"] == "Đăng ký khai sinh"


def test_e_mail_alone_in_its_cell_is_a_label_and_no_gloss() -> None:
    cells, lines = table(
        [
            ["Người nộp", "Lê Thị Bích", "Thủ tục", "Đăng ký khai sinh"],
            ["Email", "lethibich61(@gmail.com", "Điện thoại", "0859656015"],
        ],
        (200, 420, 900, 1100, 1450),
    )
    found = extract_fields([form(lines, cells)], TYPES["giay_tiep_nhan"])["email"]
    assert found.value == "lethibich61@gmail.com"
    assert "no_label" not in [issue.code for issue in found.issues]


def test_a_list_stands_beside_its_label_among_labels() -> None:
    for items in ("1. Nộp lại đơn\n2. Ký tờ khai", "Nộp lại đơn"):
        cells, lines = table(
            [
                ["Mã hồ sơ", "H29.20-260103-0095"],
                ["Lý do", "Chưa đủ giấy tờ"],
                ["Nội dung bổ sung", items],
                ["Cách nộp", "Trực tuyến"],
            ],
            (200, 560, 1450),
        )
        found = values("phieu_bo_sung", form(lines, cells))["noi_dung_bo_sung"]
        assert found == ("Nộp lại đơn", "Ký tờ khai")[: items.count("\n") + 1]


def before_and_after(*heads: str) -> Page:
    cells, lines = table(
        [
            ["Nội dung", *heads],
            ["Tổng diện tích sàn (m2)", "118", "250"],
            ["Số tầng", "01", "02"],
            ["Chiều cao công trình", "7,9 m", ""],
        ],
        (200, 560, 900, 1450),
    )
    return form(lines, cells)


def test_of_figures_before_and_after_the_works_the_later_are_permitted() -> None:
    sheet = before_and_after("Hiện trạng", "Sau khi sửa chữa")
    found = extract_fields([sheet], TYPES["giay_phep_xay_dung"])
    assert (found["tong_dien_tich_san"].value, found["so_tang"].value) == ("250", "02")
    assert found["chieu_cao"].needs_review


def test_figures_of_which_no_heading_says_the_permitted_are_a_question() -> None:
    sheet = before_and_after("Hiện trạng", "Cải tạo")
    found = extract_fields([sheet], TYPES["giay_phep_xay_dung"])
    assert found["tong_dien_tich_san"].needs_review
    assert found["so_tang"].needs_review
    assert (found["tong_dien_tich_san"].value, found["so_tang"].value) == ("250", "02")
    paper = read_paper([sheet], TYPES["giay_phep_xay_dung"], with_tags=False)
    judged = propose(paper, TYPES["giay_phep_xay_dung"])
    assert "before_and_after" in judged["tong_dien_tich_san"].doubts
    # What it will be was left blank or is not read.
    assert "several_values" in judged["chieu_cao"].doubts


def test_a_column_of_units_bears_no_values() -> None:
    cells, lines = table(
        [
            ["TT", "Chỉ tiêu", "Đơn vị", "Được cấp phép"],
            ["1", "Tổng diện tích sàn", "m2", "250,5"],
            ["2", "Số tầng", "tầng", "02"],
        ],
        (200, 280, 760, 1000, 1450),
    )
    found = extract_fields([form(lines, cells)], TYPES["giay_phep_xay_dung"])
    assert (found["tong_dien_tich_san"].value, found["so_tang"].value) == ("250.5", "02")


def test_units_in_a_column_of_their_own_are_no_values() -> None:
    cells, lines = table(
        [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Giá trị"],
            ["1", "Diện tích xây dựng tầng 1", "m2", "106,3"],
            ["2", "Số tầng", "tầng", "02"],
            ["3", "Chiều cao công trình", "m", "8,8"],
        ],
        (160, 260, 800, 1100, 1450),
    )
    found = values("giay_phep_xay_dung", form(lines, cells))
    assert (found["dien_tich_xay_dung"], found["so_tang"]) == ("106.3", "02")
    assert found["chieu_cao"] == "8.8"


def test_two_labels_in_one_cell_have_one_value_together() -> None:
    cells, lines = table(
        [
            ["Số vào sổ", "CH 99297", "Ngày cấp", "13/01/2014"],
            ["Số phát hành", "BI 211426", "Thửa đất/Tờ bản\nđồ", "179/48"],
        ],
        (160, 420, 800, 1100, 1450),
    )
    found = values("don_bien_dong_dat_dai", form(lines, cells))
    assert (found["so_thua"], found["so_to_ban_do"]) == ("179", "48")


def test_what_follows_a_label_in_its_cell_is_no_value() -> None:
    cells, lines = table([["Diện tích (m2)", "572"], ["Thời hạn", "Lâu dài"]], (200, 560, 1450))
    found = values("gcn_quyen_su_dung_dat", form(lines, cells))
    assert (found["dien_tich"], found["thoi_han_su_dung"]) == ("572", "Lâu dài")


def test_a_value_stands_below_its_label_in_a_box() -> None:
    cells, lines = table(
        [
            ["Họ, chữ đệm, tên\nTRẦN GIA BẢO", "Ngày, tháng, năm sinh\n05/03/2024"],
            ["Giới tính\nNam", "Dân tộc\nKinh"],
        ],
        (200, 820, 1450),
    )
    head = centred("THÔNG TIN NGƯỜI ĐƯỢC KHAI SINH", 600)
    found = values("to_khai_khai_sinh", form([head, *lines], cells))
    assert (found["ho_ten"], found["ngay_sinh"]) == ("TRẦN GIA BẢO", "2024-03-05")
    assert (found["gioi_tinh"], found["dan_toc"]) == ("Nam", "Kinh")


def test_a_note_behind_a_label_in_its_box_is_no_value() -> None:
    cells, lines = table(
        [
            ["Chủ đầu tư\nÔng Lý Văn Thoan", "Địa chỉ thường trú", "Tờ bản đồ số\n35"],
            ["Tên công trình\nNhà ở riêng lẻ", "Địa điểm xây dựng\nXã Ba Vì, thành phố Hà Nội",
             "Diện tích thửa đất (m2)\n201,7"],
            ["Diện tích xây dựng (m2)\n94,7", "Tổng diện tích sàn (m2)\n189,4",
             "Mật độ xây dựng\n47"],
            ["Số tầng\n02", "Chiều cao công trình (m)\n8,3", "Hệ số sử dụng đất (lần)\n0,94"],
        ],
        (160, 620, 1110, 1590),
    )  # fmt: skip
    found = values("giay_phep_xay_dung", form([centred("GIẤY PHÉP XÂY DỰNG", 600), *lines], cells))
    assert (found["chu_dau_tu"], found["dia_chi"]) == ("Ông Lý Văn Thoan", None)
    assert found["vi_tri"] == "Xã Ba Vì, thành phố Hà Nội"
    assert (found["dien_tich_xay_dung"], found["tong_dien_tich_san"]) == ("94.7", "189.4")
    assert (found["so_tang"], found["chieu_cao"]) == ("02", "8.3")
    assert found["so_to_ban_do"] == "35"


def test_a_heading_that_may_begin_a_section_heads_a_column() -> None:
    cells, lines = table(
        [
            ["Tờ bản đồ số", "Thửa đất số", "Diện tích (m2)", "Mụcđích sử"],
            ["126", "550", "3122", "Đất trồng lúa"],
        ],
        (200, 500, 800, 1100, 1450),
    )
    found = values("gcn_quyen_su_dung_dat", form([line("1. Thửa đất:", 200, 640), *lines], cells))
    names = ("so_to_ban_do", "so_thua", "dien_tich")
    assert [found[name] for name in names] == ["126", "550", "3122"]


def test_columns_of_a_table_are_sections() -> None:
    cells, lines = table(
        [
            ["Thông tin", "Mẹ", "Cha"],
            ["Họ, chữ đệm, tên", "LÊ THỊ HOA", "VÕ VĂN BÌNH"],
            ["Dân tộc", "Khmer", "Kinh"],
            ["Nơi cư trú", "Ấp 3, xã Long Vĩnh,\ntỉnh Tây Ninh", ""],
        ],
        (200, 520, 980, 1450),
    )
    found = values("giay_khai_sinh", form(lines, cells))
    assert (found["me_ho_ten"], found["cha_ho_ten"]) == ("LÊ THỊ HOA", "VÕ VĂN BÌNH")
    assert (found["me_dan_toc"], found["cha_dan_toc"]) == ("Khmer", "Kinh")
    assert found["me_noi_cu_tru"] == "Ấp 3, xã Long Vĩnh, tỉnh Tây Ninh"
    assert found["cha_noi_cu_tru"] is None
    assert found["ho_ten"] is None


def test_a_list_is_the_column_of_a_table() -> None:
    cells, lines = table(
        [
            ["TT", "Tên giấy tờ", "Số lượng"],
            ["1", "Đơn đăng ký biến động\nđất đai", "01"],
            ["2", "Giấy chứng nhận đã cấp", "01"],
        ],
        (200, 290, 1200, 1450),
    )
    label = line("Thành phần hồ sơ nộp gồm:", 200, 640)
    expected = ("Đơn đăng ký biến động đất đai", "Giấy chứng nhận đã cấp")
    assert values("giay_tiep_nhan", form([label, *lines], cells))["thanh_phan_ho_so"] == expected


def test_hand_overs_are_rows_under_the_headings_whatever_their_order() -> None:
    cells, lines = table(
        [
            ["Thời điểm", "Nơi giao", "Nơi nhận", "Người giao ký", "Đánh giá"],
            ["14:13 12/01/2026", "Văn thư", "Phòng Tư pháp", "Lê A", "Đúng hạn"],
            ["08:05 13/01/2026", "Phòng Tư pháp", "Văn thư", "Lê B", "Quá hạn"],
        ],
        (200, 480, 760, 1000, 1240, 1450),
    )
    assert values("phieu_kiem_soat", form(lines, cells))["chuyen_giao"] == (
        {"giao": "Văn thư", "nhan": "Phòng Tư pháp", "thoi_gian": "2026-01-12T14:13",
         "ket_qua": "Đúng hạn"},
        {"giao": "Phòng Tư pháp", "nhan": "Văn thư", "thoi_gian": "2026-01-13T08:05",
         "ket_qua": "Quá hạn"},
    )  # fmt: skip


def test_numbers_of_columns_are_no_hand_over() -> None:
    cells, lines = table(
        [
            ["STT", "Thời gian", "Bộ phận giao", "Bộ phận nhận", "Kết quả"],
            ["(1)", "0)", "G9", "O)", "(5)"],
            ["1", "14:13 12/01/2026", "Văn thư", "Phòng Tư pháp", "Đúng hạn"],
        ],
        (200, 300, 580, 860, 1140, 1450),
    )
    (hop,) = values("phieu_kiem_soat", form(lines, cells))["chuyen_giao"]
    assert hop["giao"] == "Văn thư"


def test_how_long_a_step_may_take_is_not_when() -> None:
    cells, lines = table(
        [
            ["TT", "Bộ phận giao", "Bộ phận nhận", "Ngày", "Giờ", "Thời gian quy định", "Kết quả"],
            ["1", "Một cửa", "Phòng Tư pháp", "06/11/2025", "07:47", "16 giờ", "Đúng hạn"],
        ],
        (100, 160, 400, 660, 840, 960, 1160, 1450),
    )
    found = extract_fields([form(lines, cells)], TYPES["phieu_kiem_soat"])["chuyen_giao"]
    assert found.value == (
        {
            "giao": "Một cửa", "nhan": "Phòng Tư pháp", "thoi_gian": "2025-11-06T07:47",
            "ket_qua": "Đúng hạn",
        },
    )  # fmt: skip


def test_a_word_that_heads_a_section_elsewhere_is_the_value_right_of_a_label() -> None:
    cells, lines = table(
        [["Quan hệ", "Mẹ"], ["Họ, chữ đệm, tên trẻ", "LÊ GIA AN"], ["Dân tộc", "Kinh"]],
        (200, 560, 1450),
    )
    found = values("to_khai_khai_sinh", form(lines, cells))
    assert (found["quan_he"], found["ho_ten"], found["dan_toc"]) == ("Mẹ", "LÊ GIA AN", "Kinh")


def test_holders_of_land_are_rows_of_a_table_or_its_columns() -> None:
    people = [
        ["Họ và tên", "Năm sinh", "Giấy tờ nhân thân", "Địa chỉ"],
        ["LÊ VĂN BÌNH", "1959", "058059186636", "Ấp 3, xã Long Vĩnh, tỉnh Tây Ninh"],
        ["TRẦN THỊ HOA", "1962", "058162186637", "Ấp 4, xã Long Vĩnh, tỉnh Tây Ninh"],
    ]
    head = line("1. Người sử dụng đất:", 200, 640)
    across = table(people, (200, 520, 700, 980, 1500))
    down = table([list(row) for row in zip(*people, strict=True)], (200, 460, 960, 1500))
    for cells, lines in (across, down):
        holders = values("gcn_quyen_su_dung_dat", form([head, *lines], cells))["chu_su_dung"]
        assert holders == tuple(
            dict(zip(("ho_ten", "nam_sinh", "so_giay_to", "dia_chi"), row, strict=True))
            for row in people[1:]
        )


def test_a_row_of_a_table_may_be_of_one_person() -> None:
    cells, lines = table(
        [
            ["Cha, mẹ", "Họ, chữ đệm, tên", "Năm sinh", "Dân tộc", "Nơi cư trú"],
            ["Người mẹ", "TRẦN THỊ HOA", "1990", "Khmer", "xã Long Vĩnh,\ntỉnh Tây Ninh"],
            ["Người cha", "LÊ VĂN BÌNH", "02/03/1988", "Kinh", "xã Tân Lập,\ntỉnh Tây Ninh"],
        ],
        (150, 320, 620, 820, 1000, 1500),
    )
    found = values("giay_khai_sinh", form([centred("GIẤY KHAI SINH", 300), *lines], cells))
    assert [found[f"me_{x}"] for x in ("ho_ten", "nam_sinh", "dan_toc", "noi_cu_tru")] == [
        "TRẦN THỊ HOA", "1990", "Khmer", "xã Long Vĩnh, tỉnh Tây Ninh",
    ]  # fmt: skip
    assert [found[f"cha_{x}"] for x in ("ho_ten", "nam_sinh", "dan_toc", "noi_cu_tru")] == [
        "LÊ VĂN BÌNH", "1988-03-02", "Kinh", "xã Tân Lập, tỉnh Tây Ninh",
    ]  # fmt: skip
    assert found["ho_ten"] is None


def test_a_note_in_brackets_is_of_the_label_and_figures_stand_below_unknown_heads() -> None:
    cells, lines = table(
        [
            ["DT xây dựng (m²)", "Chiều cao (m)", "Số tầng", "Loại khác"],
            ["213,2", "4,4", "01", "62"],
        ],
        (200, 500, 800, 1100, 1450),
    )
    found = values("giay_phep_xay_dung", form(lines, cells))
    assert (found["dien_tich_xay_dung"], found["chieu_cao"]) == ("213.2", "4.4")
    beside, more = table(
        [["Chỗ ở (ghi đủ các cấp)", "Tổ 11, phường Trảng Dài, tỉnh Đồng Nai"]], (200, 700, 1450)
    )
    found = values("don_bien_dong_dat_dai", form(more, beside))
    assert found["dia_chi"] == "Tổ 11, phường Trảng Dài, tỉnh Đồng Nai"


def test_a_sum_stands_in_the_last_cell_of_its_row() -> None:
    cells, lines = table(
        [
            ["Tầng", "Công năng", "Diện tích (m²)"],
            ["Tầng 1", "Phòng khách", "75,2"],
            ["Tổng diện tích sàn", "", "229,6"],
        ],
        (200, 600, 1000, 1450),
    )
    assert values("giay_phep_xay_dung", form(lines, cells))["tong_dien_tich_san"] == "229.6"


def test_a_blank_of_one_person_is_not_filled_by_the_other() -> None:
    cells, lines = table(
        [
            ["", "Vợ", "Chồng"],
            ["Họ tên", "Trần Thị Hoa", "Lê Văn Bình"],
            ["Số CCCD", "", "075191703720"],
        ],
        (200, 600, 1000, 1450),
    )
    found = values("giay_ket_hon", form(lines, cells))
    assert (found["vo_so_dinh_danh"], found["chong_so_dinh_danh"]) == (None, "075191703720")


def test_hand_overs_tell_when_and_how_by_what_their_columns_bear() -> None:
    cells, lines = table(
        [
            ["TT", "Giao hồ sơ", "Nhận hồ sơ", "Chuyển đi", "Trước hạn", "Đúng hạn", "Quá hạn"],
            ["1", "Văn thư", "Phòng Tư pháp", "14h13\n12/01/2026", "", "x", ""],
            ["2", "Phòng Tư pháp", "TrungtâmPVHCC", "08h05\n13/01/2026", "", "", "x"],
        ],
        (200, 270, 500, 760, 960, 1130, 1300, 1450),
    )
    assert values("phieu_kiem_soat", form(lines, cells))["chuyen_giao"] == (
        {"giao": "Văn thư", "nhan": "Phòng Tư pháp", "thoi_gian": "2026-01-12T14:13",
         "ket_qua": "Đúng hạn"},
        {"giao": "Phòng Tư pháp", "nhan": "Trung tâm PVHCC", "thoi_gian": "2026-01-13T08:05",
         "ket_qua": "Quá hạn"},
    )  # fmt: skip


def test_hand_overs_may_stand_side_by_side() -> None:
    first = "Lần 1\nGiao: Bộ phận Một cửa\nNhận: Phòng Quản lý đô thị\nKết quả: Đúng hạn"
    second = "Lần 2\nGiao: Phòng Quản lý đô thị\nNhận: Văn phòng\nKết quả: Quá hạn"
    blank = "Giao:\nNhận:\nKết quả:"
    cells, lines = table(
        [[first, second], [f"Lần 3\n{blank}", f"Lần 4\n{blank}"]], (200, 800, 1450)
    )
    found = values("phieu_kiem_soat", form(lines, cells))["chuyen_giao"]
    assert [(hop["giao"], hop["nhan"], hop["ket_qua"]) for hop in found] == [
        ("Bộ phận Một cửa", "Phòng Quản lý đô thị", "Đúng hạn"),
        ("Phòng Quản lý đô thị", "Văn phòng", "Quá hạn"),
    ]


def test_hand_overs_of_one_line_each_are_told_apart() -> None:
    lines = [
        line("Lần 1. Giao: Bộ phận Một cửa; Nhận: Phòng Quản lý đô thị", 200, 400),
        line("Lần 2. Giao: Phòng Quản lý đô thị; Nhận: Văn phòng", 200, 450),
    ]
    found = values("phieu_kiem_soat", form(lines, []))["chuyen_giao"]
    assert [hop["giao"] for hop in found] == ["Bộ phận Một cửa", "Phòng Quản lý đô thị"]


def test_each_hand_over_may_have_a_column() -> None:
    cells, lines = table(
        [
            ["Nội dung", "Lần 1", "Lần 2", "Lần 3"],
            ["Bên giao", "Một cửa", "Phòng Tư pháp", ""],
            ["Bên nhận", "Phòng Tư pháp", "Văn thư", ""],
            ["Ngày giao nhận", "12/01/2026", "13/01/2026", ""],
            ["Giờ", "14:13", "0805", ""],
            ["Kết quả", "Đúng hạn", "Quá hạn", ""],
            ["Bên giao ký", "", "", ""],
        ],
        (200, 500, 800, 1100, 1450),
    )
    assert values("phieu_kiem_soat", form(lines, cells))["chuyen_giao"] == (
        {"giao": "Một cửa", "nhan": "Phòng Tư pháp", "thoi_gian": "2026-01-12T14:13",
         "ket_qua": "Đúng hạn"},
        {"giao": "Phòng Tư pháp", "nhan": "Văn thư", "thoi_gian": "2026-01-13T08:05",
         "ket_qua": "Quá hạn"},
    )  # fmt: skip


def test_the_hour_of_one_hand_over_that_others_have_is_missed() -> None:
    cells, lines = table(
        [
            ["TT", "Giao", "Nhận", "Giờ", "Ngày", "Kết quả"],
            ["1", "Văn thư", "Phòng Tư pháp", "14:13", "12/01/2026", "Đúng hạn"],
            ["2", "Phòng Tư pháp", "Văn phòng SỞ", "8G5", "13/01/2026", "Đúng hạn"],
        ],
        (200, 270, 500, 760, 960, 1130, 1450),
    )
    found = extract_fields([form(lines, cells)], TYPES["phieu_kiem_soat"])["chuyen_giao"]
    assert [issue.code for issue in found.issues] == ["row_incomplete"]
    assert found.value[1]["nhan"] == "Văn phòng Sở"


def test_a_hand_over_may_take_two_lines() -> None:
    lines = [
        line("Lần 1. Lúc 15h25 ngày 21/08/2026", 200, 500),
        line("Từ: Tổ Tiếp nhận Đến: Tổ Đo đạc Tiến độ: Đúng hạn", 200, 548),
        line("Lần 2. Lúc 07h28 ngày 22/08/2026", 200, 596),
        line("Từ: Tổ Đo đạc Đến: Tổ Đăng ký Tiến độ: Quá hạn", 200, 644),
    ]
    assert values("phieu_kiem_soat", form(lines))["chuyen_giao"] == (
        {"giao": "Tổ Tiếp nhận", "nhan": "Tổ Đo đạc", "thoi_gian": "2026-08-21T15:25",
         "ket_qua": "Đúng hạn"},
        {"giao": "Tổ Đo đạc", "nhan": "Tổ Đăng ký", "thoi_gian": "2026-08-22T07:28",
         "ket_qua": "Quá hạn"},
    )  # fmt: skip


def test_a_cell_may_hold_several_items() -> None:
    cells, lines = table(
        [
            ["Lý do hồ sơ chưa hợp lệ", "Công dân cần bổ sung"],
            ["Thiếu chữ ký", "1) Chụp lại bản sao\ncho rõ chữ\n2) Nộp tờ khai"],
        ],
        (200, 800, 1450),
    )
    found = values("phieu_bo_sung", form(lines, cells))
    assert found["ly_do"] == "Thiếu chữ ký"
    assert found["noi_dung_bo_sung"] == ("Chụp lại bản sao cho rõ chữ", "Nộp tờ khai")


def test_a_marked_list_in_a_box_begins_with_its_mark_and_ends_at_a_label() -> None:
    cells, lines = table(
        [
            ["Thông tin hồ sơ", "Yêu cầu bổ sung, hoàn thiện"],
            ["Mã hồ sơ:\nH51.12-260207-0399",
             "Lý do\nTọa độ không trùng với sơ đồ\nNội dung\n1. Bổ sung đơn đề nghị\n"
             "2. Bố sung sơ đồ thửa đất\nThời hạn bổ sung\nTrước ngày 11/08/2026"],
        ],
        (200, 700, 1450),
    )  # fmt: skip
    found = values("phieu_bo_sung", form(lines, cells))
    assert found["noi_dung_bo_sung"] == ("Bổ sung đơn đề nghị", "Bổ sung sơ đồ thửa đất")


def test_rows_of_numbers_alone_are_no_list() -> None:
    cells, lines = table(
        [["Số TT", "Tên giấy tờ"], ["1", ""], ["2", ""]], (200, 400, 1450), top=TOP + TALL
    )
    head = line("Thành phần hồ sơ gồm:", 240, TOP)
    found = values("giay_tiep_nhan", form([head, *lines], cells))["thanh_phan_ho_so"]
    assert not {"1", "2"} & set(found if isinstance(found, tuple) else ())


def test_sections_left_of_their_labels_and_boxes_within_a_cell() -> None:
    cells, lines = table(
        [
            ["Người được khai sinh", "Họ, chữ đệm, tên", "LÒ THỊ BÔNG"],
            ["", "Giới tính", "  Nam Nữ"],
            ["", "Dân tộc", "Thái"],
            ["Người cha", "Họ, chữ đệm, tên", "Lò Văn Inh"],
            ["", "Ngày sinh/năm sinh", "22/07/1993"],
            ["", "Dân tộc", "Thái"],
            ["Người mẹ", "Họ, chữ đệm, tên", "Quàng Thị Bông"],
            ["", "Ngày sinh/năm sinh", "1992"],
            ["", "Dân tộc", "Chăm"],
        ],
        (200, 560, 960, 1450),
    )
    title = centred("TỜ KHAI ĐĂNG KÝ KHAI SINH", 400)
    nam, nu = (w.box for x in lines for w in x.words if w.text in ("Nam", "Nữ"))
    sheet = form([title, *lines], cells)

    def sex(*ticked: bool) -> ExtractedField:
        # Boxes are about as wide as a letter, and the words stand right behind them.
        at = [Box(box.x0 - 12, box.y0, box.x0 - 2, box.y1) for box in (nam, nu)]
        ticks = tuple(map(TickMark, at, ticked))
        kind = TYPES["to_khai_khai_sinh"]
        return extract_fields([replace(sheet, ticks=ticks)], kind)["gioi_tinh"]

    found = values("to_khai_khai_sinh", sheet)
    assert (found["cha_nam_sinh"], found["cha_dan_toc"]) == ("1993-07-22", "Thái")
    assert (found["me_nam_sinh"], found["me_dan_toc"]) == ("1992", "Chăm")
    assert sex(False, True).value == "Nữ"
    assert sex(True, False).value == "Nam"
    assert sex(False, False).value is None
    unseen = sex()
    assert unseen.value is None or unseen.needs_review, "both are printed"


def test_boxes_with_the_registration_first_head_no_columns() -> None:
    cells, lines = table(
        [
            ["Số\n179", "Nơi đăng ký khai sinh\nỦy ban nhân dân xã Na Hối, tỉnh Lào Cai",
             "Ngày đăng ký\n04/02/2023"],
            ["Họ, chữ đệm, tên\nHUỲNH VĂN PHƯỚC", "Giới tính\nNam",
             "Số định danh cá nhân\n094087482188"],
            ["Ngày, tháng, năm sinh\n17/08/1987", "Ngày, tháng, năm sinh ghi bỗng chữ\n(kèm)",
             "Dân tộc\nKinh"],
            ["Họ, chữ đệm, tên người mẹ\nCHÂU THỊ XUYẾN", "Năm sinh\n1939", "Dân tộc\nTày"],
            ["Họ và tên người yêu cầu đăng ký\nHuỳnh Văn Phước", "Số bản\n1",
             "Giấy tờ tùy thân\nCăn cước công dân số 094087482188"],
        ],
        (40, 540, 1130, 1640),
    )  # fmt: skip
    found = values("giay_khai_sinh", form([centred("GIẤY KHAI SINH", 400), *lines], cells))
    assert found["noi_dang_ky"] == "Ủy ban nhân dân xã Na Hối, tỉnh Lào Cai"
    assert (found["ho_ten"], found["ngay_sinh"]) == ("HUỲNH VĂN PHƯỚC", "1987-08-17")
    assert (found["dan_toc"], found["me_dan_toc"]) == ("Kinh", "Tày")
    assert found["nguoi_di_khai_sinh"] == "Huỳnh Văn Phước"
    assert found["giay_to_tuy_than"] == "Căn cước công dân số 094087482188"


def test_below_two_labels_of_a_cell_the_right_one_has_its_own() -> None:
    def beside(left: str, right: str, y: float) -> Line:
        return Line((*line(left, 220, y).words, *line(right, 560, y).words))

    cells = (Cell(0, 0, Box(200, 600, 1000, 900)), Cell(0, 1, Box(1000, 600, 1450, 900)))
    lines = [
        line("Họ và tên / Full name: LÝ VĂN AN", 220, 620),
        beside("Giới tính / Sex", "Quốc tịch / Nationality", 680),
        beside("Nam", "Việt Nam", 740),
        line("Mặt sau", 1020, 620),
    ]
    page_of_card = form([line("CĂN CƯỚC", 390, 400), *lines], cells)
    card = read_paper([page_of_card], TYPES["can_cuoc"], with_tags=False)
    found = propose(card, TYPES["can_cuoc"])["quoc_tich"].found
    assert found is not None
    assert found.value == "Việt Nam"


def test_who_reported_a_death_is_not_the_dead() -> None:
    cells, lines = table(
        [
            ["Họ, chữ đệm, tên", "Giới tính"],
            ["TRƯƠNG THANH TRÚC", "Nữ"],
            ["Họ tên người đi khai tử", "Ngày đăng ký"],
            ["Trịnh Thùy Uyên", "27/12/2025"],
        ],
        (200, 820, 1450),
    )
    kind = TYPES["trich_luc_khai_tu"]
    page_of_extract = form([centred("TRÍCH LỤC KHAI TỬ", 400), *lines], cells)
    extract = read_paper([page_of_extract], kind, with_tags=False)
    found = propose(extract, kind)["ho_ten"].found
    assert found is not None
    assert found.value == "TRƯƠNG THANH TRÚC"


def test_a_speck_behind_a_label_that_fills_its_cell_ends_no_sentence() -> None:
    cells, lines = table(
        [
            ["Nơi cư trú cuối cùng", "Nơi chết.", "Nguyên nhân chết"],
            ["Thôn Đông, xã An Thủy", "Số 106, xã An Thủy", "Bệnh nặng"],
        ],
        (160, 620, 1110, 1590),
    )
    title = centred("TRÍCH LỤC KHAI TỬ", 400)
    found = values("trich_luc_khai_tu", form([title, *lines], cells))
    assert found["noi_chet"] == "Số 106, xã An Thủy"
