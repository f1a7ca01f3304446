"""Dates of documents: complete, partial or not there, never invented."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

FIRST_YEAR = 1945


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the day, then the month, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """ISO 8601, as far as it is known."""
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def checked(self) -> PartialDate:
        """The date itself.

        Raises:
            ValueError: The calendar has no such month or day.
        """
        datetime.date(self.year, self.month or 1, self.day or 1)
        if self.month == 0 or self.day == 0:
            raise ValueError(f"{self}: there is no month or day 0")
        return self


def partial_date(year: str, month: str, day: str) -> PartialDate | None:
    """The date of three printed numbers, without the parts that are no such number.

    None when even the year is impossible.
    """
    this_year = datetime.date.today().year
    if not re.fullmatch(r"\d{4}", year) or not FIRST_YEAR <= int(year) <= this_year + 1:
        return None
    if not re.fullmatch(r"\d{1,2}", month) or not 1 <= int(month) <= 12:
        return PartialDate(int(year))
    if not re.fullmatch(r"\d{1,2}", day) or not _exists(int(year), int(month), int(day)):
        return PartialDate(int(year), int(month))
    return PartialDate(int(year), int(month), int(day))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True
