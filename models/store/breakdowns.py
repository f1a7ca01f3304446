"""Indicators told apart by unit, type of paper, procedure or month, as tables show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from models.doctypes import document_types
from models.indicators import Indicator
from models.master import Kind
from models.periods import month_of, months_of
from models.store import master
from models.store.indicators import (
    By,
    Figure,
    Scope,
    counted_by,
    figure_of,
    names_of,
)
from models.store.units import Unit, tree


@dataclass(frozen=True, slots=True)
class Line:
    """A unit, a type or a procedure with its figures.

    Attributes:
        key: Its code.
        name: What it is called, as far as that is known; of a type, in Vietnamese.
        figures: Of a unit with those below it.
        depth: How many units stand above it in the table.
    """

    key: str
    name: str
    figures: list[Figure]
    depth: int = 0


def lines(
    connection: Connection, indicators: Sequence[Indicator], scope: Scope, by: By
) -> list[Line]:
    """Figures by unit, in the order of the tree, or by type or procedure, the most first.

    All have figures of the same indicators: of those that are known of such things.
    """
    counts = counted_by(connection, names_of(indicators), scope, by)
    if not counts:
        return []
    known = {name for found in counts.values() for name in found}
    shown = [item for item in indicators if known.issuperset(names_of([item]))]
    if by is By.UNIT:
        units = with_those_below(tree(connection, scope.units), counts)
        return [
            Line(unit.code, unit.name, _figures(shown, found), unit.depth) for unit, found in units
        ]
    names = _names(connection, scope, by, list(counts))
    found = [Line(key, names.get(key, key), _figures(shown, counts[key])) for key in counts]
    return sorted(found, key=lambda line: ([-(it.numerator or 0) for it in line.figures], line.key))


def _figures(indicators: Sequence[Indicator], counts: Mapping[str, int]) -> list[Figure]:
    return [figure_of(item, counts) for item in indicators if names_of([item])]


def _names(connection: Connection, scope: Scope, by: By, keys: Sequence[str]) -> Mapping[str, str]:
    if by is By.TYPE:
        return {item.id: item.title for item in document_types().values()}
    return master.names(connection, Kind.PROCEDURE, keys, scope.period.last)


def with_those_below(
    units: Sequence[Unit], own: Mapping[str, Mapping[str, int]]
) -> list[tuple[Unit, Mapping[str, int]]]:
    """Units of a tree, each with the sums of its numbers and of those of the units below it.

    Those without any are left out.
    """
    names = dict.fromkeys((name for found in own.values() for name in found), 0)
    sums = {unit.code: {**names, **own.get(unit.code, {})} for unit in units}
    for unit in reversed(units):
        if unit.parent in sums:
            above, mine = sums[unit.parent], sums[unit.code]
            sums[unit.parent] = {name: above[name] + mine[name] for name in names}
    return [(unit, sums[unit.code]) for unit in units if any(sums[unit.code].values())]


@dataclass(frozen=True, slots=True)
class Months:
    """Numbers of papers month by month.

    Attributes:
        months: As `2026-03`; the first and the last one may be cut by the period.
        counts: For each set a number for each month.
    """

    months: list[str]
    counts: Mapping[str, list[int]]


def months(connection: Connection, names: Sequence[str], scope: Scope, today: date) -> Months:
    """Sets of papers by the month in which the papers were digitized; none that is to come."""
    found = [month for month in months_of(scope.period) if month <= month_of(today)]
    at = {month: number for number, month in enumerate(found)}
    counts = {name: [0] * len(found) for name in names}
    for day, numbers in counted_by(connection, names, scope, By.DAY).items():
        for name, number in numbers.items() if day <= today else ():
            counts[name][at[month_of(day)]] += number
    return Months(found, counts)
