"""Rules between the fields of one paper, as document types name them.

A rule is text: "not_before(ngay_hen_tra, ngay_tiep_nhan)", "adult_on(ngay_sinh, ngay_ky, 18)". A
field that the paper does not bear, a list, and a value that is none of its kind break no rule:
their own kinds tell what is wrong with them. Of partial dates a rule is broken only if no date
that they may be keeps it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from rapidfuzz.distance import Levenshtein

from models.values.agencies import abbreviations
from models.values.codes import dossier_day
from models.values.identifiers import birth_of
from models.values.numerals import number_of_words
from models.values.printed_dates import NO_END, date_of_words
from models.values.symbols import agrees, parse_symbol
from models.values.text import fold
from models.values.units import REFORM

Severity = Literal["hard", "soft"]
Value = str | tuple[object, ...] | None

# Shorter initials are like too many.
LONG_INITIALS = 4
_RULE = re.compile(r"\s*(?P<name>[a-z_]+)\s*\((?P<arguments>[^()]*)\)\s*")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?")


@dataclass(frozen=True, slots=True)
class Rule:
    """A parsed rule: its name, the ids of its fields in order, its number if it takes one."""

    name: str
    fields: tuple[str, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that the fields break.

    Attributes:
        code: The rule's name.
        severity: "hard" blocks the record, "soft" warns.
        fields: Ids of the fields, any of which may be the wrong one.
        message: In Vietnamese and English, what to look at.
    """

    code: str
    severity: Severity
    fields: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class _Spec:
    """What a rule takes, how bad it is to break it, and whether values keep it."""

    fields: int
    severity: Severity
    message: str
    keeps: Callable[[Sequence[str], int], bool]
    takes_number: bool = False
    needs: int | None = None  # values without which it is not asked; all by default


@dataclass(frozen=True, slots=True)
class _Span:
    """The first and the last moment that a complete or partial date may be."""

    first: datetime.datetime
    last: datetime.datetime


def parse_rule(text: str) -> Rule:
    """Read one rule.

    Raises:
        ValueError: No rule is called so, or it takes other arguments; the message says which.
    """
    match = _RULE.fullmatch(text)
    spec = _RULES.get(match["name"]) if match else None
    if match is None or spec is None:
        raise ValueError(f"unknown rule {text!r}; there are: {', '.join(sorted(_RULES))}")
    arguments = [argument.strip() for argument in match["arguments"].split(",")]
    fields, rest = arguments[: spec.fields], arguments[spec.fields :]
    right = len(fields) == spec.fields and all(_FIELD.fullmatch(field) for field in fields)
    numbers = len(rest) == 1 and rest[0].isdecimal() if spec.takes_number else not rest
    if not (right and numbers):
        wanted = f"{spec.fields} field ids" + (" and a whole number" if spec.takes_number else "")
        raise ValueError(f"rule {text!r} takes {wanted}")
    return Rule(match["name"], tuple(fields), int(rest[0]) if rest else 0)


def check(type_rules: Sequence[str], fields: Mapping[str, Value]) -> tuple[Problem, ...]:
    """The rules that normalized values break, in the order of the rules.

    Raises:
        ValueError: As `parse_rule`.
    """
    return tuple(_broken([parse_rule(text) for text in type_rules], fields))


def _broken(rules: Sequence[Rule], fields: Mapping[str, Value]) -> Iterator[Problem]:
    for rule in rules:
        spec = _RULES[rule.name]
        values = [fields.get(name) for name in rule.fields]
        texts = [value if isinstance(value, str) else "" for value in values]
        needed = texts[: spec.needs]
        if all(needed) and not spec.keeps(texts, rule.number):
            yield Problem(rule.name, spec.severity, rule.fields, spec.message)


def _span(value: str) -> _Span | None:
    """The moments of an ISO date or date-time; None for anything else."""
    match = _ISO.fullmatch(value)
    if match is None:
        return None
    year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = datetime.datetime(year, month or 1, day or 1, hour or 0, minute or 0)
    except ValueError:
        return None
    return _Span(first, first if hour is not None else _end(first, month, day))


def _end(first: datetime.datetime, month: int | None, day: int | None) -> datetime.datetime:
    """The last moment of the day, month or year that begins then."""
    if first.year == datetime.MAXYEAR:
        return datetime.datetime.max
    if day is not None:
        after = first + datetime.timedelta(days=1)
    elif month is not None:
        after = (first + datetime.timedelta(days=31)).replace(day=1)
    else:
        after = first.replace(year=first.year + 1)
    return after - datetime.timedelta(minutes=1)


def _spans(values: Sequence[str]) -> tuple[_Span, ...]:
    """The spans of dates; none if any of them is no date."""
    found = [_span(value) for value in values]
    return tuple(span for span in found if span is not None) if all(found) else ()


def _not_before(values: Sequence[str], _: int) -> bool:
    spans = _spans(values)
    return not spans or spans[0].last >= spans[1].first


def _after(values: Sequence[str], _: int) -> bool:
    spans = _spans(values)
    return not spans or spans[0].last > spans[1].last


def _within_days(values: Sequence[str], days: int) -> bool:
    spans = _spans(values)
    return not spans or spans[0].first.date() - spans[1].last.date() <= datetime.timedelta(days)


def _years_after(values: Sequence[str], years: int) -> bool:
    """The second date may be so many years or more after the first."""
    spans = _spans(values)
    if not spans:
        return True
    born, day = spans[0].first.date(), spans[1].last.date()
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) >= years


def _id_sex_year(values: Sequence[str], _: int) -> bool:
    identifier, sex, birth = values
    return _id_sex((identifier, sex), 0) and _id_year((identifier, birth), 0)


def _id_sex(values: Sequence[str], _: int) -> bool:
    said = birth_of(values[0])
    return said is None or values[1] not in ("Nam", "Nữ") or said[0] == values[1]


def _id_year(values: Sequence[str], _: int) -> bool:
    said, birth = birth_of(values[0]), _span(values[1])
    return said is None or birth is None or said[1] == birth.first.year


def _id_man(values: Sequence[str], _: int) -> bool:
    return _id_sex((values[0], "Nam"), 0)


def _id_woman(values: Sequence[str], _: int) -> bool:
    return _id_sex((values[0], "Nữ"), 0)


def _words_equal(values: Sequence[str], _: int) -> bool:
    said = number_of_words(values[0])
    try:
        return said is None or Decimal(said) == Decimal(values[1])
    except InvalidOperation:
        return True


def _date_words_equal(values: Sequence[str], _: int) -> bool:
    said, date = date_of_words(values[0]), values[1][:10]
    if said is None or _span(date) is None:
        return True
    return said.startswith(date) or date.startswith(said)


def _dossier_date(values: Sequence[str], _: int) -> bool:
    day, received = dossier_day(values[0]), _span(values[1])
    if day is None or received is None:
        return True
    return received.first.date() <= day <= received.last.date()


def _different(values: Sequence[str], _: int) -> bool:
    return values[0] != values[1]


def _symbol_kind(values: Sequence[str], _: int) -> bool:
    symbol = parse_symbol(values[0])
    return symbol is None or agrees(symbol.code, values[1])


def _symbol_office(values: Sequence[str], _: int) -> bool:
    """No part of the symbol is the office's initials but for one letter: "TDVVL", "TTDVVL"."""
    known = abbreviations(values[1])
    parts = re.findall(r"[A-ZĐ]{3,}", values[0])
    return not any(
        Levenshtein.distance(part, name) == 1
        for part in parts
        if part not in known
        for name in known
        if len(name) >= LONG_INITIALS
    )


def _district_agency(values: Sequence[str], _: int) -> bool:
    issued = _span(values[1])
    of_district = re.search(r"\b(?:huyen|quan|thi xa)\b(?! (?:su|ly|doi|khu))", fold(values[0]))
    return of_district is None or issued is None or issued.first.date() < REFORM


def _past(values: Sequence[str], _: int) -> bool:
    span = _span(values[0])
    return span is None or span.first <= datetime.datetime.now() + CLOCKS


def _card_expiry(values: Sequence[str], _: int) -> bool:
    if values[0] == NO_END or not (spans := _spans(values)):
        return True
    ends, born = spans[0].first, spans[1]
    if ends.year - born.first.year not in (14, 25, 40, 60):
        return False
    return len(values[1]) < 10 or values[0][5:] == values[1][5:] or values[1][5:] == "02-29"


# Clocks of scanners and servers differ by less.
CLOCKS = datetime.timedelta(days=2)

_RULES: Mapping[str, _Spec] = {
    "adult_on": _Spec(
        2, "soft",
        "Chưa đủ tuổi theo luật vào ngày này: xin đối chiếu ngày sinh. / "
        "Below the age that the law asks for on that day: compare the birth date.",
        _years_after, takes_number=True,
    ),
    "card_expiry": _Spec(
        2, "soft",
        "Ngày hết hạn của thẻ phải là sinh nhật 14, 25, 40 hoặc 60 tuổi: xin đối chiếu. / "
        "A card expires on the 14th, 25th, 40th or 60th birthday: compare both dates.",
        _card_expiry,
    ),
    "date_words_equal": _Spec(
        2, "hard",
        "Ngày bằng số và bằng chữ khác nhau: xin đối chiếu cả hai. / "
        "The date in figures and that in words differ: compare both.",
        _date_words_equal,
    ),
    "different": _Spec(
        2, "hard",
        "Hai người mang cùng một giá trị: xin đối chiếu. / "
        "Two people have the same value: compare both.",
        _different,
    ),
    "district_agency": _Spec(
        2, "hard",
        "Cơ quan cấp huyện không còn từ 01/7/2025: xin đối chiếu cơ quan và ngày. / "
        "There are no district agencies since 2025-07-01: compare agency and date.",
        _district_agency,
    ),
    "dossier_date": _Spec(
        2, "hard",
        "Ngày trong mã hồ sơ khác ngày tiếp nhận: xin đối chiếu cả hai. / "
        "The day in the dossier code is not that of reception: compare both.",
        _dossier_date,
    ),
    "id_man": _Spec(
        1, "soft",
        "Chữ số thứ tư của số định danh là của nữ: xin đối chiếu. / "
        "The identifier's fourth digit is a woman's: compare it.",
        _id_man,
    ),
    "id_sex": _Spec(
        2, "soft",
        "Chữ số thứ tư của số định danh không hợp với giới tính: xin đối chiếu. / "
        "The identifier's fourth digit does not fit the sex: compare both.",
        _id_sex,
    ),
    "id_sex_year": _Spec(
        3, "soft",
        "Chữ số thứ 4–6 của số định danh không hợp với giới tính hoặc năm sinh: xin đối chiếu. / "
        "The identifier's digits 4–6 do not fit sex or birth year: compare them.",
        _id_sex_year, needs=1,
    ),
    "id_woman": _Spec(
        1, "soft",
        "Chữ số thứ tư của số định danh là của nam: xin đối chiếu. / "
        "The identifier's fourth digit is a man's: compare it.",
        _id_woman,
    ),
    "id_year": _Spec(
        2, "soft",
        "Chữ số thứ 4–6 của số định danh không hợp với năm sinh: xin đối chiếu. / "
        "The identifier's digits 4–6 do not fit the birth year: compare both.",
        _id_year,
    ),
    "past": _Spec(
        1, "soft",
        "Ngày chưa tới: xin đối chiếu từng chữ số. / "
        "A day that is still to come: compare each figure.",
        _past,
    ),
    "after": _Spec(
        2, "hard",
        "Ngày sau không đứng sau ngày trước: xin đối chiếu hai ngày. / "
        "The later date does not follow the earlier one: compare both.",
        _after,
    ),
    "not_before": _Spec(
        2, "hard",
        "Ngày sau lại đứng trước ngày trước: xin đối chiếu hai ngày. / "
        "The later date stands before the earlier one: compare both.",
        _not_before,
    ),
    "older_by": _Spec(
        2, "soft",
        "Cha, mẹ và con cách nhau quá ít tuổi: xin đối chiếu hai năm sinh. / "
        "Parent and child are too close in age: compare both birth years.",
        _years_after, takes_number=True,
    ),
    "symbol_kind": _Spec(
        2, "hard",
        "Ký hiệu không hợp với tên loại văn bản: xin đối chiếu. / "
        "The symbol does not fit the kind of document: compare both.",
        _symbol_kind,
    ),
    "symbol_office": _Spec(
        2, "soft",
        "Ký hiệu gần giống chữ viết tắt của cơ quan: xin đối chiếu. / "
        "The symbol is nearly the office's initials: compare both.",
        _symbol_office,
    ),
    "within_days": _Spec(
        2, "soft",
        "Hai ngày cách nhau quá thời hạn thông thường: xin đối chiếu. / "
        "The dates are further apart than the usual term: compare both.",
        _within_days, takes_number=True,
    ),
    "words_equal": _Spec(
        2, "hard",
        "Số và số bằng chữ khác nhau: xin đối chiếu cả hai. / "
        "The figure and the number in words differ: compare both.",
        _words_equal,
    ),
}  # fmt: skip
RULE_NAMES = tuple(_RULES)
