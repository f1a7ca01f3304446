"""Telephone numbers and e-mail addresses.

Numbering: Thông tư 22/2014/TT-BTTTT; mobile numbers have ten digits since 2018 (eleven before),
land lines ten or eleven since 2017.
"""

from __future__ import annotations

import re

from models.values.reading import (
    Reading,
    as_digits,
    clean,
    is_blank,
    plain_dashes,
    says_none,
    unmarked,
)

_PHONE = re.compile(r"(?:0|\+?84)[1-9]\d{8,9}|1[89]00\d{4,6}")
_LABEL = re.compile(
    r"^\W*(?:(?:so\s*)?(?:dien\s*thoai|sdt|s\.?d\.?t|dt|di\s*dong|tel|fax)|mobile|phone)\b[\s.:/]*",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\([^()]*[^\W\d_]{2}[^()]*\)?")
_EMAIL = re.compile(r"[\w.+%-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_EMAIL_LABEL = re.compile(
    r"^\W*(?:(?:thu dien tu|e-?mail)\b)?(?:\W*neu co\b\W*)?[\s.:/]*", re.IGNORECASE
)

# What the engine takes "@" for; "Đ" stands in no address.
_AT = re.compile(r"\([aA@]\)|\(?[@©®Đ]")


def read_phone(text: str) -> Reading:
    """The digits as printed, without spaces, points and brackets; "+84" stays.

    Several numbers stay together, with the sign that the paper has between them.
    """
    if says_none(text):
        return Reading(clean(text))
    printed = plain_dashes(clean(_REMARK.sub(" ", text)))
    label = _LABEL.match(unmarked(printed))
    printed = printed[label.end() :] if label and label.end() < len(printed) else printed
    bare = re.sub(r"[\s.()]+", "", printed).strip("-/;,")
    if is_blank(bare):
        return Reading(None)
    parts = re.split(r"([/;,-])", bare)
    read = [_phone(part) for part in parts[::2]]
    if len(parts) > 1 and not all(_legal(part) for part in read):
        joined = "".join(parts[::2])
        return _told(joined, _phone(joined)) if _legal(_phone(joined)) else _told(bare, bare)
    signs = [*parts[1::2], ""]
    return _told(bare, "".join(n + sign for n, sign in zip(read, signs, strict=True)))


def _phone(part: str) -> str:
    """The one number that it may be, or the part itself."""
    plus = "+" if part.startswith("+") else ""
    legal = [plus + way for way in as_digits(part[len(plus) :]) if _legal(plus + way)]
    return legal[0] if len(legal) == 1 else part


def _told(bare: str, value: str) -> Reading:
    numbers = re.split(r"[/;,-]", value)
    problems = () if all(_legal(number) for number in numbers) else ("phone_grammar",)
    signs = re.compile(r"[/;,-]")
    repaired = signs.sub("", bare) != signs.sub("", value)
    return Reading(value, problems, repaired=repaired)


def _legal(number: str) -> bool:
    return _PHONE.fullmatch(number) is not None


def read_email(text: str) -> Reading:
    """The address as printed, without spaces.

    Marks, "©" and "(Đ" for "@" and a comma for a point are mended: an address has none of them.
    """
    if says_none(text):
        return Reading(clean(text))
    printed = plain_dashes(clean(text))
    label = _EMAIL_LABEL.match(unmarked(printed))
    bare = re.sub(r"\s+", "", printed[label.end() :] if label else printed)
    if is_blank(bare) or _EMAIL.fullmatch(bare):
        return Reading(bare if not is_blank(bare) else None)
    mended = unmarked(_AT.sub("@", bare)).replace(",", ".")
    if _EMAIL.fullmatch(mended):
        return Reading(mended, repaired=True)
    return Reading(bare, ("email_grammar",))
