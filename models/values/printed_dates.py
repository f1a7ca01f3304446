"""Dates as forms, certificates and cards bear them: figures, words, complete or partial.

A date is never invented: what is missing stays missing, what the calendar has not is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from models.values.dates import PartialDate
from models.values.numerals import DIGITS, integer_of_words
from models.values.reading import (
    Reading,
    as_digits,
    is_blank,
    plain_dashes,
    unmarked,
    without_leaders,
)
from models.values.text import fold, nfc

# Cards of people over sixty do not expire (Luật Căn cước 2023, article 21).
NO_END = "Không thời hạn"
_FIRST_YEAR, _LAST_YEAR = 1850, 2150

# A digit, or a letter that it is misread as; up to two or four of them, with stray spaces.
_N = r"[0-9OoQDlIi|SsBbZzGgq]"
NUM = rf"{_N}(?:\s?{_N})?"
_YEAR = rf"{_N}(?:\s?{_N}){{3}}"
_SIGN = r"\s*[/\\|.,-]\s*"
_FIGURES = re.compile(rf"(?<!\w)(?P<d>{NUM})?{_SIGN}(?P<m>{NUM})?{_SIGN}(?P<y>{_YEAR})(?!\w)")
_SHORT = re.compile(rf"(?<!\w)(?P<d>{NUM})?{_SIGN}(?P<m>{NUM})?{_SIGN}(?P<y>{NUM})(?!\w)")
# As QR codes have it.
_SOLID = re.compile(r"(?<!\w)(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4})(?!\w)")
_SPACED = re.compile(rf"(?<!\w)(?P<d>{_N}{{2}}) (?P<m>{_N}{{2}}) (?P<y>{_N}{{4}})(?!\w)")
# "ngày 05 tháng 3 năm 2018" with a letter of the words misread ("ngàv", "thảng", "nãm").
_LONG = re.compile(
    rf"(?:n[a-z]{{1,2}}[yv][^\w|]*(?P<d>{NUM})?|(?<!\w)(?P<bare>[0-9]\s?{_N}?|{_N}[0-9]))?"
    rf"[^\w|]*(?<![a-z])th[a-z]{{2,3}}[^\w|]*"
    rf"(?P<m>{NUM})?[^\w|]*"
    rf"(?<![a-z])n[a-z]m[^\w|]*(?P<y>{_YEAR}|{NUM})?(?!\w)",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"(?<!\w)(?P<m>{NUM})\s*[/.-]\s*(?P<y>{_YEAR})(?!\w)")
_ONE_YEAR = re.compile(rf"(?<!\w)(?P<y>{_YEAR})(?!\w)")
_ISO = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?")
_IN_WORDS = re.compile(
    r"(?:n[a-z]{1,2}[yv] )?(?P<d>[a-z ]+?) th[a-z]{2,3} (?P<m>[a-z ]+?) n[a-z]m (?P<y>[a-z ]+)"
)
_MONTH_IN_WORDS = re.compile(r"th[a-z]{2,3} (?P<m>[a-z ]+?) n[a-z]m (?P<y>[a-z ]+)")
_YEAR_IN_WORDS = re.compile(r"n[a-z]m (?P<y>[a-z ]+)")
_MONTH_NAMES = {"gieng": 1, "chap": 12}
_LABEL = re.compile(r"^\W*(?:(?:ghi|viet)\s+)?(?:bang\s+)?chu\b\W*")


def read_date(text: str) -> Reading:
    """A date as ISO 8601, as far as it stands there ("2018-03-05", "2018-03", "2018").

    "Không thời hạn" is kept. None for a blank, and with a problem for what is no date.
    """
    plain = plain_dashes(without_leaders(text))
    if fuzz.ratio(fold(plain).strip(" .,;:"), fold(NO_END)) > 85:
        return Reading(NO_END)
    iso = _ISO.fullmatch(plain)
    found = [iso] if iso else _figures(unmarked(plain))
    if found:
        return _join(_reading(match.groupdict()) for match in found)
    words = date_of_words(plain)
    if words is not None:
        return Reading(words)
    return Reading(None) if _bears_nothing(plain) else Reading(None, ("not_a_date",))


def read_date_words(text: str) -> Reading:
    """A date in words as printed, single spaces."""
    printed = nfc(without_leaders(text).strip(" ,;:"))
    if is_blank(printed):
        return Reading(None)
    return Reading(printed, () if date_of_words(printed) else ("words_not_a_date",))


def date_of_words(text: str) -> str | None:
    """The ISO date that words say, as far as they say it, or None.

    "ngày mười hai tháng ba năm hai nghìn không trăm hai mươi lăm" is "2025-03-12".
    """
    bare = _LABEL.sub("", fold(without_leaders(text)))
    spoken = " ".join(re.findall(r"[a-z]+", bare))
    for form in (_IN_WORDS, _MONTH_IN_WORDS, _YEAR_IN_WORDS):
        match = form.fullmatch(spoken)
        if match is not None:
            return _spoken_date(match.groupdict())
    return None


def _figures(text: str) -> list[re.Match[str]]:
    """The dates of the text, in the first form that any is in."""
    for form in (_LONG, _FIGURES, _SPACED, _SOLID, _MONTH, _SHORT):
        found = [match for match in form.finditer(text) if any(match.groupdict().values())]
        if found:
            return found
    year = _ONE_YEAR.search(text)
    others = _ONE_YEAR.sub("", text)
    return [year] if year and not re.search(r"[0-9]", others) else []


def _reading(parts: dict[str, str | None]) -> Reading:
    """The one date that day, month and year, each perhaps missing, are; or what is wrong."""
    parts = {**parts, "d": parts.get("d") or parts.get("bare")}
    day, month, year = (re.sub(r"\s", "", parts.get(name) or "") for name in "dmy")
    if len(year) < 4:
        return _without_century(day, month, year)
    partial = (day, month) if month else ("", "")
    legal = list(_dates(partial[0], partial[1], year))
    if len(legal) != 1:
        problem = "ambiguous_characters" if legal else "impossible_date"
        return Reading(None, (problem,), tuple(legal))
    mended = not (day + month + year).isdigit()
    problems = ("month_missing",) if day and not month else ()
    return Reading(legal[0], problems, repaired=mended)


def _without_century(day: str, month: str, year: str) -> Reading:
    if len(year) == 2 and year.isdigit() and day and month and year not in ("19", "20"):
        both = [*_dates(day, month, "20" + year), *_dates(day, month, "19" + year)]
        return Reading(None, ("short_year" if both else "impossible_date",), tuple(both))
    # "20" alone is what the form has printed of the year.
    missing = day or month or year not in ("", "19", "20")
    return Reading(None, ("year_missing",) if missing else ())


def _dates(day: str, month: str, year: str) -> Iterator[str]:
    """The dates of the calendar among all readings of the parts."""
    for digits in as_digits(day + month + year):
        d, m, y = digits[: len(day)], digits[len(day) : -len(year)], digits[-len(year) :]
        date = _existing(int(y), int(m) if m else None, int(d) if d else None)
        if date is not None:
            yield date


def _existing(year: int, month: int | None, day: int | None) -> str | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return str(PartialDate(year, month, day).checked())
    except ValueError:
        return None


def _join(readings: Iterable[Reading]) -> Reading:
    """The first of several dates, the others beside it."""
    found = list(dict.fromkeys(readings))
    first = next((r for r in found if r.value is not None), found[0])
    others = [r.value for r in found if r.value not in (None, first.value)]
    if not others:
        return first
    alternatives = tuple(value for value in others if value is not None)
    return Reading(first.value, ("several_dates",), alternatives, first.repaired)


def _bears_nothing(text: str) -> bool:
    """Only what a form prints: "ngày tháng năm 20"."""
    left = re.sub(r"ngay|thang|nam|\b(?:19|20)\b", "", fold(text))
    return is_blank(left)


def _spoken_date(parts: dict[str, str]) -> str | None:
    year = _spoken_year(parts["y"].split())
    month = _spoken_month(parts["m"].split()) if "m" in parts else None
    day = _spoken_number(parts["d"].split()) if "d" in parts else None
    if year is None or ("m" in parts and month is None) or ("d" in parts and day is None):
        return None
    return _existing(year, month, day)


def _spoken_number(words: list[str]) -> int | None:
    return integer_of_words([word for word in words if word not in ("mong", "mung", "ngay")])


def _spoken_month(words: list[str]) -> int | None:
    return _MONTH_NAMES.get(" ".join(words)) or _spoken_number(words)


def _spoken_year(words: list[str]) -> int | None:
    """A year as a number, or digit by digit ("hai không hai lăm")."""
    if len(words) == 4 and all(word in DIGITS for word in words):
        return int("".join(str(DIGITS[word]) for word in words))
    return integer_of_words(words)
