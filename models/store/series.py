"""Numbers of one series grow with their dates; a record whose number does not is doubted.

Nghị định 30/2020/NĐ-CP, article 15: an office numbers its documents from 1 in every year, letters
and each kind of named document in series of their own. Offices keep further books and hold numbers
back, and neighbours may have been misread, so the series is a reason to ask, never to change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from models.extraction import Issue, Severity
from models.store.tables import series_numbers
from models.values.kinds import CODES
from models.values.symbols import parse_symbol
from models.values.text import fold

Fields = Mapping[str, Mapping[str, Any]]

OUT_OF_SERIES = "number_out_of_series"
# Numbers are held back and used later: so far one may be from where its date says.
SLACK = 15
# So many neighbours of a side are asked, and so many at least must be there to be believed.
_NEAREST, _LEAST = 5, 2
_KINDS = {code for codes in CODES.values() for code in codes}


@dataclass(frozen=True, slots=True)
class _Place:
    series: str
    dated: date
    number: int


def _place(fields: Fields) -> _Place | None:
    agency, symbol, dated = (
        (fields.get(name) or {}).get("value")
        for name in ("co_quan_ban_hanh", "so_ky_hieu", "ngay_ban_hanh")
    )
    parsed = parse_symbol(symbol) if isinstance(symbol, str) else None
    day = _day(dated) if isinstance(dated, str) else None
    if not agency or parsed is None or not parsed.number or day is None:
        return None
    kind = re.split(r"[-.]", parsed.code)[0]
    series = f"{fold(str(agency))[:150]}/{kind if kind in _KINDS else ''}/{day.year}"
    return _Place(series, day, int(re.sub(r"\D", "", parsed.number)))


def _day(text: str) -> date | None:
    """The day, if the date is whole."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def keep_in_series(connection: Connection, record: UUID, fields: Fields) -> None:
    """Note number and date of a record's current version."""
    forget_in_series(connection, record)
    place = _place(fields)
    if place is not None:
        values = {"series": place.series, "dated": place.dated, "number": place.number}
        connection.execute(insert(series_numbers).values(record=record, **values))


def forget_in_series(connection: Connection, record: UUID) -> None:
    """Let a record's number count no longer."""
    connection.execute(delete(series_numbers).where(series_numbers.c.record == record))


def doubt_in_series(connection: Connection, record: UUID, fields: Fields) -> Issue | None:
    """A warning when most numbers dated just before are higher, or most just after lower."""
    place = _place(fields)
    if place is None:
        return None
    when, number = series_numbers.c.dated, series_numbers.c.number
    for side, order, sign in (
        (when < place.dated, (when.desc(), number.desc()), 1),
        (when > place.dated, (when.asc(), number.asc()), -1),
    ):
        near = connection.execute(
            select(number, when)
            .where(series_numbers.c.series == place.series, side, series_numbers.c.record != record)
            .order_by(*order)
            .limit(_NEAREST)
        ).all()
        against = [row for row in near if sign * (row.number - place.number) > SLACK]
        if len(near) >= _LEAST and 2 * len(against) > len(near):
            return _warning(place, _Place(place.series, against[0].dated, against[0].number))
    return None


def _warning(place: _Place, other: _Place) -> Issue:
    return Issue(
        OUT_OF_SERIES, Severity.WARN,
        f"Số {place.number} ngày {place.dated:%d/%m/%Y} không hợp với số {other.number} ngày "
        f"{other.dated:%d/%m/%Y} cùng sổ. / Number {place.number} of {place.dated} does not fit "
        f"number {other.number} of {other.dated} in the same series.",
        field="so_ky_hieu",
    )  # fmt: skip
