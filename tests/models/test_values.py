"""Kinds of value: one row an example."""

from __future__ import annotations

import pytest

from models.values.dates import partial_date
from models.values.kinds import closest_kind, sentence_case
from models.values.names import looks_like_name, without_title
from models.values.symbols import agrees, parse_symbol, repair_code
from models.values.text import fold, nfc


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đơn Số", "don so"), ("ỦY  BAN", "uy ban"), ("Ðà", "da"), ("hoà = hòa", "hoa = hoa")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_fold_keeps_length_so_that_offsets_fit() -> None:
    text = "Số: 12/QĐ-UBND, ngày Ữỡợ"
    assert len(fold(text)) == len(nfc(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1082/KH-UBND", "1082/KH-UBND"),
        ("05 /QĐ-SYT", "05/QĐ-SYT"),
        ("35/2022/QĐ-UBND", "35/2022/QĐ-UBND"),
        ("7/SKHCN-CĐS.", "7/SKHCN-CĐS"),
        ("/SYT-TCCB", "/SYT-TCCB"),
        ("12/QÐ-BTC", "12/QĐ-BTC"),
        ("3/QyĐ-HĐND", "3/QyĐ-HĐND"),
    ],
)
def test_symbol_grammar(text: str, value: str) -> None:
    assert str(parse_symbol(text)) == value


@pytest.mark.parametrize("text", ["", "12", "QĐ-UBND", "12/", "ngày 3/4", "12/-UBND"])
def test_what_is_no_symbol(text: str) -> None:
    assert parse_symbol(text) is None


@pytest.mark.parametrize(
    ("code", "kind", "repaired"),
    [
        ("QD-UBND", "Quyết định", "QĐ-UBND"),
        ("OĐ-UBND", "Quyết định", "QĐ-UBND"),
        ("TTr-SNV", "Tờ trình", "TTr-SNV"),
        ("KH-SYT", "Quyết định", "KH-SYT"),
    ],
)
def test_a_code_is_repaired_only_by_look_alikes(code: str, kind: str, repaired: str) -> None:
    assert repair_code(code, kind) == repaired


def test_a_shorter_abbreviation_of_the_agency_is_no_misreading() -> None:
    assert repair_code("TCKH", None, ("PTCKH",)) == "TCKH"
    assert repair_code("PTCXH", None, ("PTCKH",)) == "PTCKH"


def test_code_and_kind_agree() -> None:
    assert agrees("QĐ-UBND", "Quyết định")
    assert not agrees("KH-UBND", "Quyết định")
    assert agrees("SYT-NVY", "Công văn")


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        (("2017", "11", "29"), "2017-11-29"),
        (("2017", "11", ""), "2017-11"),
        (("2017", "11", "31"), "2017-11"),
        (("2017", "13", "1"), "2017"),
        (("2016", "2", "29"), "2016-02-29"),
    ],
)
def test_partial_dates(parts: tuple[str, str, str], value: str) -> None:
    assert str(partial_date(*parts)) == value


@pytest.mark.parametrize("year", ["1017", "3017", "17", "", "20l7"])
def test_an_impossible_year_is_no_date(year: str) -> None:
    assert partial_date(year, "1", "1") is None


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("QUYẾT ĐỊNH", "Quyết định"), ("QUYÉT ĐỊNH", "Quyết định"), ("GIÁY MỜÒI", "Giấy mời"),
     ("KÉ HOẠCH", "Kế hoạch"), ("QUY ĐỊNH", "Quy định"), ("TỜ TRÌNH", "Tờ trình")],
)  # fmt: skip
def test_kinds_are_recognized_through_misread_marks(heading: str, kind: str) -> None:
    found = closest_kind(heading)
    assert found is not None
    assert found[0] == kind


def test_other_headings_are_no_known_kind() -> None:
    assert closest_kind("GIÁM ĐỐC SỞ Y TẾ") is None
    assert sentence_case("THƯ NGỎ") == "Thư ngỏ"


@pytest.mark.parametrize("name", ["Lê Hoàng Anh", "TS. Nguyễn Văn A", "H' Yim Kđoh", "VÕ THỊ ẨN"])
def test_names(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize("text", ["GIÁM ĐỐC Lê", "Lê", "về việc này", "Số 12", "Anh 3 Em"])
def test_what_is_no_name(text: str) -> None:
    assert not looks_like_name(text)


def test_titles_are_no_part_of_the_name() -> None:
    assert without_title("PGS. TS. Trần Thị Bưởi") == "Trần Thị Bưởi"
