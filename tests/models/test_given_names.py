"""Syllables of names: what a name is hardly made of was misread."""

from __future__ import annotations

import pytest

from models.values.given_names import (
    has_other_marks,
    likely_name,
    may_bear_hook,
    unusual_syllables,
)


@pytest.mark.parametrize(
    ("name", "unusual"),
    [
        ("Nguyễn Thị Kim Chi", 0),
        ("Nguyễn Thị Kim Chỉ", 1),
        ("NGUYỄN VĂN AN", 0),
        ("ThS. Trần Hữu Tấn", 0),
        ("Lê Xyz Qwe", 2),
        ("Lê", 0),
        ("", 0),
    ],
)
def test_syllables_that_no_name_has_are_counted(name: str, unusual: int) -> None:
    assert unusual_syllables(name) == unusual


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("Trần Quốc Ấn", True),  # no name is spelled so
        ("LƯU THỊ TẾ", True),
        ("Chu Thị Mấy", True),
        ("Trần Quốc Ẩn", False),
        ("Nguyễn Thị Yến", False),
        ("Tếnh A Dơ", False),  # a family name
    ],
)
def test_acutes_that_may_be_hooks(name: str, may: bool) -> None:
    assert may_bear_hook(name) is may


@pytest.mark.parametrize(
    ("name", "has"),
    [("Nguyễn Ngọc Chỉ", True), ("Não Nẵng Sinh", True), ("Nguyễn Ngọc Chi", False),
     ("Niê Xyz Qwe", False)],
)  # fmt: skip
def test_syllables_that_names_have_with_other_marks(name: str, has: bool) -> None:
    assert has_other_marks(name) is has


@pytest.mark.parametrize(
    ("read", "likely"),
    [
        ("Trịnh Ngọc Chỉ", "Trịnh Ngọc Chi"),
        ("Lý Đưc Lâm", "Lý Đức Lâm"),
        ("LÒ VẤN HẠC", "LÒ VĂN HẠC"),
        ("Hà Đình lểng", "Hà Đình Iểng"),
        ("Y BLIÄ ÊBAN", "Y BLIĂ ÊBAN"),
        ("H'Ngăm Ayũn", "H'Ngăm Ayŭn"),
        ("Lÿ An", "Lý An"),
    ],
)
def test_marks_that_names_have(read: str, likely: str) -> None:
    assert likely_name(read) == likely
    assert likely_name(likely) == likely


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Văn Ấn", "Chảo Mùi Mấy", "Đỗ Bá Tuyến", "Nguyễn Thị Vân Anh", "Trần Văn Vấn",
     "Jürgen Müller", "Y Ayun", "Nguyễn thị lan", "ThS. Lê Văn Phúc"],
)  # fmt: skip
def test_names_as_read_stay(name: str) -> None:
    assert likely_name(name) == name
