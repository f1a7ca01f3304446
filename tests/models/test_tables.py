"""Titles, names, agencies and marks: what the tables mend, and what they must leave alone."""

from __future__ import annotations

import pytest

from models.values.agencies import abbreviations, is_cut_off, is_known, mend_agency, restored
from models.values.marks import SECRECY, URGENCY, best_likeness, likeness
from models.values.names import closest_surname, has_surname, looks_like_name, mend_surname
from models.values.recipients import mend_recipient
from models.values.symbols import is_outdated, repair_code
from models.values.titles import known_title, mend_marks, split_authority


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("GIAM ĐÓC", "GIÁM ĐỐC"),
        ("KT.GIẢM ĐÓC", "KT. GIÁM ĐỐC"),
        ("TM. ỦY BAN NHÂN DẦN", "TM. ỦY BAN NHÂN DÂN"),
        ("GIÁM ĐÓC SỞ Y TẾ", "GIÁM ĐỐC SỞ Y TẾ"),
        ("Chánh văn phòng", "Chánh văn phòng"),
        ("TỔ TRƯỞNG TỔ DÂN PHỐ 5", "TỔ TRƯỞNG TỔ DÂN PHỐ 5"),
    ],
)
def test_titles_in_capitals_get_their_marks(read: str, printed: str) -> None:
    assert mend_marks(read) == printed


def test_authority_is_told_from_the_post() -> None:
    assert split_authority("TUQ.CHỦ TỊCH") == ("TUQ. ", "CHỦ TỊCH")
    assert split_authority("TUQGIÁMĐỐC") == ("TUQ. ", "GIÁMĐỐC")
    assert split_authority("QUYỀN GIÁM ĐỐC") == ("", "QUYỀN GIÁM ĐỐC")
    assert split_authority("Q. GIÁM ĐỐC") == ("Q. ", "GIÁM ĐỐC")


@pytest.mark.parametrize(
    ("read", "title"),
    [
        ("SIÁM ĐÓC", ("GIÁM ĐỐC", "")),
        ("PHO GIAM", ("PHÓ GIÁM ĐỐC", "")),
        ("1ÁM ĐÓC SỞ Y TẾ", ("GIÁM ĐỐC", "SỞ Y TẾ")),
        ("Như điều 3;", None),
        ("Lê Hoàng Anh", None),
    ],
)
def test_damaged_titles_are_known_by_their_letters(
    read: str, title: tuple[str, str] | None
) -> None:
    assert known_title(read) == title


@pytest.mark.parametrize(
    ("read", "surname"),
    [
        ("Ñguyễn", "Nguyễn"),
        ("1ê", "Lê"),
        ("Tê", "Lê"),
        ("ê", "Lê"),
        ("TRÂN", "TRẦN"),
    ],
)
def test_damaged_family_names(read: str, surname: str) -> None:
    found = closest_surname(read)
    assert found is not None
    assert found[0] == surname


@pytest.mark.parametrize("read", ["4", "—", "", "Xyzzyq"])
def test_rubbish_is_no_family_name(read: str) -> None:
    assert closest_surname(read) is None


def test_names_are_two_to_six_capitalized_words() -> None:
    assert looks_like_name("Lê Hoàng Anh")
    assert looks_like_name("PGS.TS Ngô Minh Xuân")
    assert not looks_like_name("ngày 12 tháng 4")
    assert has_surname("TS. Phạm Thị Hồng")
    assert not has_surname("Xuân Diệu")


@pytest.mark.parametrize("name", ["Mông Văn Páo", "Quảng Thị Ngay", "KIÊN THỊ SÓC"])
def test_rare_family_names_are_kept(name: str) -> None:
    assert has_surname(name)
    assert mend_surname(name) == name


@pytest.mark.parametrize(
    ("read", "printed"),
    [("KIỂU BÁ NHỰT", "KIỀU BÁ NHỰT"), ("ĐÕ KHÁNH TUYẾT", "ĐỖ KHÁNH TUYẾT"),
     ("TTRỊNH XUÂN AN", "TRỊNH XUÂN AN"), ("Đô Thị Xuân", "Đô Thị Xuân")],
)  # fmt: skip
def test_family_names_get_the_only_marks_that_make_one(read: str, printed: str) -> None:
    assert mend_surname(read) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("SỞYTÉ", "SỞ Y TẾ"),
        ("SỚY TÉ", "SỞ Y TẾ"),
        ("UBND TỈNH KIỀN GIANG", "UBND TỈNH KIÊN GIANG"),
        ("ỦY BAN NHÂN DẦN HUYỆN KỲ ANH", "ỦY BAN NHÂN DÂN HUYỆN KỲ ANH"),
        ("CÔNG TY TNHH HẠ NAM", "CÔNG TY TNHH HẠ NAM"),
        ("ỦY BAN NHÂN DÂN PHƯỜNG 25, QUẬN 1", "ỦY BAN NHÂN DÂN PHƯỜNG 25, QUẬN 1"),
        ("Ủy ban nhân dân xã Lâm Trường, tỉnh X", "Ủy ban nhân dân xã Lâm Trường, tỉnh X"),
    ],
)
def test_agencies_get_the_marks_of_known_phrases_only(read: str, printed: str) -> None:
    assert mend_agency(read) == printed


def test_marks_are_compared_by_letters() -> None:
    assert likeness("HÓA TÔC", "HỎA TỐC") == 1.0
    assert best_likeness("HỘI NGHỊ") < 0.8
    assert not set(URGENCY) & set(SECRECY)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("TL. HĐND tinh (b/O)", "TT. HĐND tỉnh (b/c)"),
        ("Lm: VI, NG", "Lưu: VT, NC"),
        ("Cống TTĐT", "Cổng TTĐT"),
        ("Lưu: VT,ntphong (02b)", "Lưu: VT,ntphong (02b)"),
        ("Trung tâm Y tế TP", "Trung tâm Y tế TP"),
        ("Ban Tính toán", "Ban Tính toán"),
    ],
)
def test_set_phrases_of_recipients(read: str, printed: str) -> None:
    assert mend_recipient(read) == printed


def test_codes_are_mended_by_kind_and_agency() -> None:
    assert abbreviations("SỞ GIAO THÔNG VẬN TẢI") == ("SGTVT",)
    assert abbreviations("ỦY BAN NHÂN DÂN HUYỆN GÒ DẦU") == ("UBND",)
    assert abbreviations("CÔNG AN TỈNH TÂY NINH") == ("CA", "CATTN")
    assert repair_code("CĐĐ-JUBND", "Công điện", ("UBND",)) == "CĐ-UBND"
    assert repair_code("S5XD-NV", "Công văn", ("SXD",)) == "SXD-NV"
    assert repair_code("TTr-TCCB", "Công văn", ("TT", "TTT")) == "TTr-TCCB"
    assert is_outdated("UQ-SYT", "Giấy ủy quyền")
    assert not is_outdated("GUQ-SYT", "Giấy ủy quyền")


def test_an_agency_is_known_only_as_a_whole() -> None:
    assert is_known("UBND TỈNH KIÊN GIANG")
    assert not is_known("CHI CỤC CHĂN NUÔI")
    assert not is_known("")


@pytest.mark.parametrize(
    ("left", "whole"),
    [
        ("SỞ TÀI MÔI TRƯỜNG TỈNH BẾN TRE", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH BẾN TRE"),
        ("SỞ TÀI NGUYÊN MÔI TRƯỜNG", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"),
        ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH BẾN TRE", None),
        ("SỞ TÀI CHÍNH", None),
        ("CÔNG TY MÔI TRƯỜNG TỈNH BẾN TRE", None),
    ],
)
def test_words_that_a_seal_hid_within_an_agency_are_restored(left: str, whole: str | None) -> None:
    assert restored(left) == whole


def test_a_name_that_breaks_off_within_a_known_one_is_told() -> None:
    assert is_cut_off("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH")
    assert not any(map(is_cut_off, ("TRUNG TÂM", "ỦY BAN NHÂN DÂN", "CÔNG TY HÀNH", "SỞ Y TẾ")))


def test_an_agency_is_cut_off_within_the_name_of_its_unit() -> None:
    assert is_cut_off("ỦY BAN NHÂN DÂN HUYỆN CẦU")
    whole = (
        "ỦY BAN NHÂN DÂN HUYỆN CẦU NGANG", "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH",
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "UBND XÃ HẢI MINH", "ỦY BAN NHÂN DÂN XÃ",
        "CÔNG AN HUYỆN KHÔNG CÓ TRONG BẢNG",
    )  # fmt: skip
    assert not [name for name in whole if is_cut_off(name)]
