"""Dates, numbers and areas as papers write them, in digits and in words."""

from __future__ import annotations

import datetime
from decimal import Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_STEPS = ("", "nghìn", "triệu", "tỷ")
_MONTHS = (
    "một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai",
)  # fmt: skip


def _tens(number: int, *, led: bool) -> str:
    """0-99; `led` when hundreds stand before."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return f"linh {_DIGITS[unit]}" if led and unit else _DIGITS[unit] if unit else ""
    if tens == 1:
        last = {0: "", 5: "lăm"}.get(unit, _DIGITS[unit])
        return f"mười {last}".strip()
    last = {0: "", 1: "mốt", 4: "tư", 5: "lăm"}.get(unit, _DIGITS[unit])
    return f"{_DIGITS[tens]} mươi {last}".strip()


def in_words(number: int) -> str:
    """A whole number in words, in lower case: 2024 is "hai nghìn không trăm hai mươi tư"."""
    if number == 0:
        return "không"
    groups = []
    while number:
        number, group = divmod(number, 1000)
        groups.append(group)
    said = []
    for step in reversed(range(len(groups))):
        hundreds, rest = divmod(groups[step], 100)
        first = step == len(groups) - 1
        if groups[step] == 0:
            continue
        head = "" if first and not hundreds else f"{_DIGITS[hundreds]} trăm"
        said += [head, _tens(rest, led=bool(head)), _STEPS[step]]
    return " ".join(part for part in said if part)


def date_in_words(date: datetime.date) -> str:
    """As birth certificates have it: "Ngày mùng năm, tháng ba, năm hai nghìn ..."."""
    day = f"mùng {_DIGITS[date.day]}" if date.day < 10 else in_words(date.day)
    day = "mùng mười" if date.day == 10 else day
    return f"Ngày {day}, tháng {_MONTHS[date.month - 1]}, năm {in_words(date.year)}"


def dmy(date: datetime.date) -> str:
    """dd/mm/yyyy."""
    return f"{date.day:02d}/{date.month:02d}/{date.year}"


def long_date(date: datetime.date) -> str:
    """As letters have it, months above two without a zero."""
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02d} tháng {month} năm {date.year}"


def grouped(number: int) -> str:
    """With a dot before every three digits."""
    return f"{number:,}".replace(",", ".")


def decimal(value: Decimal) -> str:
    """With a decimal comma; no zeros that say nothing."""
    whole, _, part = f"{value.normalize():f}".partition(".")
    return f"{grouped(int(whole))},{part}" if part else grouped(int(whole))


def area_in_words(value: Decimal) -> str:
    """Square metres in words, capitalized: "Một trăm linh năm phẩy năm mét vuông"."""
    whole, _, part = f"{value.normalize():f}".partition(".")
    said = in_words(int(whole))
    if part:
        said += " phẩy " + (
            in_words(int(part)) if part[0] != "0" else f"không {in_words(int(part))}"
        )
    return f"{said[0].upper()}{said[1:]} mét vuông"


def money_in_words(amount: int) -> str:
    """Đồng in words, capitalized."""
    said = in_words(amount)
    return f"{said[0].upper()}{said[1:]} đồng"
