"""The tables of open data: what of each closed period may be told, and stays."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.master import Kind
from models.open_data import COUNTED, DIMENSIONS, Cycle, Dataset
from models.store.master import entries
from models.store.open_data import THINGS, Period, Thing, first_day, published_periods
from models.store.tables import day_of
from models.store.units import named
from worker.export.open_cells import OTHER, Cell, Item, groups

# In place of the code of a procedure that master data does not have: somebody may have typed
# anything there.
UNKNOWN = "_unknown"
_CALLED = {
    "unit": "Các đơn vị còn lại", "type": "Các loại còn lại", "procedure": "Các thủ tục còn lại"
}  # fmt: skip
_UNKNOWN_CALLED = "Không có trong danh mục"
_STATES = ("approved", "open")
_MONTHS: Mapping[Cycle, int] = {"month": 1, "quarter": 3}
_AT_ONCE = 1000

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A period: its name, `2026-02` or `2026-Q1`, its first and its last day in Vietnam."""

    name: str
    first: date
    last: date


def span_of(every: Cycle, day: date) -> Span:
    """The period that a day is in."""
    months = _MONTHS[every]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    past = first.month - 1 + months
    last = date(first.year + past // 12, past % 12 + 1, 1) - timedelta(days=1)
    part = f"{first.month:02d}" if every == "month" else f"Q{(first.month + 2) // 3}"
    return Span(f"{first.year}-{part}", first, last)


def span_named(every: Cycle, name: str) -> Span:
    """The period of a name.

    Raises:
        ValueError: It is none of such a length.
    """
    year, _, part = name.partition("-")
    month = int(part) if every == "month" else 3 * int(part.removeprefix("Q")) - 2
    found = span_of(every, date(int(year), month, 1))
    if found.name != name:
        raise ValueError(name)
    return found


def closed(dataset: Dataset, since: date, today: date) -> Iterator[Span]:
    """Periods from the one of a day on that have been over for as long as the set waits."""
    span = span_of(dataset.every, since)
    while span.last + timedelta(days=dataset.wait_days) < today:
        yield span
        span = span_of(dataset.every, span.last + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Table:
    """A set as it is published.

    Attributes:
        periods: In their order, also those that have no number of k things.
        new: Those of them that are new or revised.
    """

    dataset: Dataset
    periods: Sequence[Period]
    new: Sequence[Period]

    def rows(self) -> list[Line]:
        """What its files say."""
        return [
            {**row, "revision": period.revision} for period in self.periods for row in period.rows
        ]

    def spans(self) -> list[Span]:
        """The periods as days."""
        return [span_named(self.dataset.every, period.name) for period in self.periods]


class TooFew(SohoaError):
    """A set of which nothing was ever published does not reach k: it can be left out."""


def table(
    connection: Connection, dataset: Dataset, k: int, now: datetime, *, revise: bool
) -> Table:
    """What a set says: what was published stays, and periods that have closed since are added.

    Args:
        connection: To the database.
        dataset: The set.
        k: Fewest things of a number.
        now: When it is published.
        revise: Count published periods again, too.

    Raises:
        TooFew: It does not reach k, and nothing of it was published before.
        SohoaError: `not_allowed`: what was published of it would not reach k, or has other periods.
    """
    known = published_periods(connection, dataset.counts)
    _check_cycle(dataset, known)
    periods, new = dict(known), []
    begun = first_day(connection, dataset.counts)
    for span in () if begun is None else closed(dataset, begun, day_of(now)):
        before = known.get(span.name)
        if before is not None and not revise:
            continue
        rows = _rows(connection, dataset, span, k)
        if before is None or rows != before.rows:
            revision = 0 if before is None else before.revision + 1
            periods[span.name] = Period(dataset.counts, span.name, revision, rows, now)
            new.append(periods[span.name])
    found = Table(dataset, [periods[name] for name in sorted(periods)], new)
    if not found.rows():
        raise _nothing_of(dataset, k, was_published=any(each.rows for each in known.values()))
    _check(found, k)
    return found


def _nothing_of(dataset: Dataset, k: int, *, was_published: bool) -> SohoaError:
    if was_published:
        return SohoaError(
            ErrorCode.NOT_ALLOWED,
            f"Counted again, nothing would be left of the set {dataset.id}, which was published.",
            "Run it without --revise, or leave the set out of SOHOA_OPEN_DATA_FILE.",
        )
    return TooFew(
        ErrorCode.NOT_ALLOWED,
        f"The set {dataset.id} does not reach k = {k} in any closed period.",
        "Wait for further ones, or leave the set out of SOHOA_OPEN_DATA_FILE.",
    )


def _check_cycle(dataset: Dataset, known: Collection[str]) -> None:
    """Of the same things by months and by quarters one could work out what the other hides."""
    for name in known:
        try:
            span_named(dataset.every, name)
        except ValueError as error:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED,
                f"The set {dataset.id} was published by other periods: {name}.",
                "Give it in SOHOA_OPEN_DATA_FILE the `every` that it had.",
            ) from error


def _check(table: Table, k: int) -> None:
    """Whatever made the rows, none of few goes out."""
    dataset, column = table.dataset, COUNTED[table.dataset.counts]
    for period in table.periods:
        if any(row[column] < k for row in period.rows):
            raise SohoaError(
                ErrorCode.NOT_ALLOWED,
                f"The set {dataset.id} was published for {period.name} by a lower k than {k}.",
                "Publish it anew: --revise.",
            )


def _rows(connection: Connection, dataset: Dataset, span: Span, k: int) -> list[Line]:
    words = _words(connection, dataset, span)
    cells: dict[Cell, list[Thing]] = {}
    for thing in THINGS[dataset.counts](connection, span.first, span.last):
        cells.setdefault((thing.unit, words.known(thing.item)), []).append(thing)
    counts = {cell: len(things) for cell, things in cells.items()}
    items = words.items | {item for _, item in cells}
    found = groups(counts, {*words.units, *(unit for unit, _ in cells)}, items, k)
    return [
        words.about(span, *key)
        | _numbers(dataset, key, [thing for cell in of for thing in cells.get(cell, ())], k)
        for key, of in sorted(found.items())
    ]


@dataclass(frozen=True, slots=True)
class _Words:
    """What units and items are called, and which there could be.

    Attributes:
        parts: The columns of an item.
        names: Of types or procedures.
    """

    parts: tuple[str, ...]
    units: Mapping[str, str]
    names: Mapping[str, str]
    items: set[Item]

    def known(self, item: Item) -> Item:
        """An item as it is told."""
        if self.parts != ("procedure",):
            return item
        # A long code, 1.001193.000.00.00.H53, is known by its short one, too.
        codes = (item[0], ".".join(item[0].split(".")[:2]))
        return (next((code for code in codes if code in self.names), UNKNOWN),)

    def about(self, span: Span, unit: str, item: Item) -> Line:
        """The columns before the numbers."""
        first = self.parts[0]
        told = {"period": span.name, "unit": unit, **dict(zip(self.parts, item, strict=True))}
        told["unit_name"] = _CALLED["unit"] if unit == OTHER else self.units.get(unit, unit)
        called = _CALLED[first] if item[0] == OTHER else self.names.get(item[0], item[0])
        return {**told, f"{first}_name": called}


def _words(connection: Connection, dataset: Dataset, span: Span) -> _Words:
    parts, units = DIMENSIONS[dataset.counts][2:], named(connection, None)
    if parts == ("procedure",):
        called = {**_procedures(connection, span.last), UNKNOWN: _UNKNOWN_CALLED}
        return _Words(parts, units, called, {(code,) for code in called})
    called = {kind.id: kind.title for kind in document_types().values()}
    return _Words(parts, units, called, {(kind, state) for kind in called for state in _STATES})


def _procedures(connection: Connection, day: date) -> dict[str, str]:
    """What procedures were called on a day, by code."""
    found, last = dict[str, str](), ""
    while page := entries(connection, Kind.PROCEDURE, day, last, _AT_ONCE):
        found |= {entry.code: entry.name for entry in page}
        last = page[-1].code
    return found


def _numbers(dataset: Dataset, key: Cell, things: Sequence[Thing], k: int) -> Line:
    values = sorted(thing.value for thing in things if thing.value is not None)
    told: Line = {COUNTED[dataset.counts]: len(things)}
    if dataset.counts == "reuse":
        told["papers"] = int(sum(values))
    if dataset.counts == "papers":
        # Of sums of several cells the time would tell how many of them are approved.
        is_told = len(values) >= k and OTHER not in key[1]
        for name, share in (("median_hours", 0.5), ("p90_hours", 0.9)):
            told[name] = _quantile(values, share) if is_told else None
    return told


def _quantile(values: Sequence[float], share: float) -> int:
    """Such a share of the values is no larger, in whole hours."""
    return math.ceil(values[math.ceil(share * len(values)) - 1])
