"""Numbers and dates in words."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.numerals import number_of_words
from models.values.printed_dates import date_of_words
from models.values.text import fold

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu", "tỷ")


def below_thousand(value: int, *, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    tens, unit = divmod(rest, 10)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens:
        words.append("mười" if tens == 1 else f"{DIGITS[tens]} mươi")
    elif unit and words:
        words.append("linh")
    if unit:
        last = {1: "mốt", 4: "tư"}.get(unit, DIGITS[unit]) if tens > 1 else DIGITS[unit]
        words.append("lăm" if unit == 5 and tens else last)
    return " ".join(words)


def in_words(value: int) -> str:
    """As certificates write it."""
    groups = [int(group) for group in f"{value:,}".split(",")]
    said = []
    for at, group in enumerate(groups):
        if group:
            scale = SCALES[len(groups) - 1 - at]
            said.append(f"{below_thousand(group, full=at > 0)} {scale}".strip())
    return " ".join(said) or "không"


@given(st.integers(0, 10**12 - 1))
def test_what_is_said_is_understood(value: int) -> None:
    words = in_words(value)
    assert number_of_words(words) == str(value), words
    assert number_of_words(fold(words).upper() + " đồng chẵn./.") == str(value)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Một trăm hai mươi phẩy năm mét vuông", "120.5"),
        ("một trăm lẻ hai", "102"),
        ("một trăm linh hai phẩy không năm mét vuông", "102.05"),
        ("hai mươi phẩy hai mươi lăm", "20.25"),
        ("hai mươi mốt", "21"),
        ("hai mốt", "21"),
        ("ba mươi tư", "34"),
        ("bốn nhăm", "45"),
        ("hai ngàn lẻ năm", "2005"),
        ("hai nghìn hai mươi lăm", "2025"),
        ("một tỉ hai trăm triệu đồng", "1200000000"),
        ("ba nghìn tỷ đồng", "3000000000000"),
        ("(Bằng chữ: Năm trăm triệu đồng Việt Nam)", "500000000"),
        ("Nãm trãm trlệu đồng", "500000000"),
        ("mười", "10"),
        ("không", "0"),
    ],
)
def test_all_forms(words: str, number: str) -> None:
    assert number_of_words(words) == number


@pytest.mark.parametrize(
    "words", ["", "nhiều", "một trăm hai", "hai nghìn năm", "trăm", "hai phẩy", "một hai", "120"]
)
def test_what_is_no_number_or_more_than_one(words: str) -> None:
    assert number_of_words(words) is None


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2060, 1, 1)))
def test_dates_in_words(day: datetime.date) -> None:
    words = f"Ngày {in_words(day.day)} tháng {in_words(day.month)} năm {in_words(day.year)}"
    assert date_of_words(words) == day.isoformat(), words
    assert date_of_words(fold(words)) == day.isoformat(), words


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("ngày mười hai tháng ba năm hai nghìn không trăm hai mươi lăm", "2025-03-12"),
        ("Ngày mồng một tháng giêng năm một nghìn chín trăm tám mươi lăm", "1985-01-01"),
        ("ngày mùng năm, tháng năm, năm hai không hai lăm", "2025-05-05"),
        ("ngày ba mươi mốt tháng chạp năm hai ngàn lẻ năm", "2005-12-31"),
        ("Ngày mười lăm tháng tư năm một chín chín tư", "1994-04-15"),
        ("tháng ba năm hai nghìn mười tám", "2018-03"),
        ("năm một nghìn chín trăm năm mươi tám", "1958"),
        ("(Ghi bằng chữ: ngày hai tháng hai năm hai nghìn)", "2000-02-02"),
        ("ngày ba mươi tháng hai năm hai nghìn", None),
        ("ngày ........ tháng ........ năm ........", None),
        ("mười hai", None),
    ],
)
def test_dates_as_written(words: str, date: str | None) -> None:
    assert date_of_words(words) == date
