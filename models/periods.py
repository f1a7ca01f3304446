"""Periods that figures are about: days in Vietnam, a month, a quarter, a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_WRITTEN = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2])|-Q([1-4]))?", re.ASCII)
_MONTHS_OF_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last one, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """A period has days.

        Raises:
            ValueError: It ends before it begins.
        """
        if self.last < self.first:
            raise ValueError(f"the last day, {self.last}, is before the first one, {self.first}")


def parse_period(text: str) -> Period:
    """The days of a year 2026, a quarter 2026-Q4 or a month 2026-11.

    Raises:
        ValueError: It is none of these.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no year 2026, quarter 2026-Q4 or month 2026-11")
    year, month, quarter = (int(part) if part else None for part in found.groups())
    assert year is not None
    if quarter is not None:
        last = quarter * _MONTHS_OF_QUARTER
        return _months(year, last - _MONTHS_OF_QUARTER + 1, last)
    return _months(year, 1, 12) if month is None else _months(year, month, month)


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def quarter_of(day: date) -> str:
    """The quarter that a day lies in, as `parse_period` reads it."""
    return f"{day.year}-Q{(day.month - 1) // _MONTHS_OF_QUARTER + 1}"


def month_of(day: date) -> str:
    """The month that a day lies in, as `parse_period` reads it."""
    return f"{day:%Y-%m}"


def months_of(period: Period) -> list[str]:
    """The months that a period touches, in order."""
    found, day = [], period.first.replace(day=1)
    while day <= period.last:
        found.append(month_of(day))
        day = (day + timedelta(days=31)).replace(day=1)
    return found
