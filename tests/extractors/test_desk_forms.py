"""Forms and letters of the one-stop shop: whose they are, and what their sentences say."""

from __future__ import annotations

from models.page import Zone
from tests.extractors.papers import centred, line
from tests.extractors.test_labels import fields, rows

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
