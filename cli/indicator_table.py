"""Indicators as tables that a person reads, and as an object for programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from cli.record_table import LOG_WIDTH
from models.indicators import definitions
from models.periods import Period
from models.store.breakdowns import Line
from models.store.indicators import Figure, Reason

_NAME_WIDTH = 24
_WHY = {
    Reason.UNKNOWN: "not known here",
    Reason.FILTER: "not known by unit, type or procedure",
    Reason.MASTER_DATA: "no reusable component in the master data",
}


def print_figures(period: Period, found: Sequence[Figure]) -> None:
    """Print indicators on stdout; a star marks those whose source was not read yet."""
    table = Table(title=f"{period.first} – {period.last}", caption="* source to be confirmed")
    table.add_column("id", no_wrap=True)
    table.add_column("indicator")
    for title in ("number", "of", "share"):
        table.add_column(title, justify="right", no_wrap=title != "number")
    for item in found:
        mark = "" if item.indicator.confirmed else " *"
        table.add_row(item.indicator.id, f"{item.indicator.en}{mark}", *_cells(item))
    _print(table)


def _cells(item: Figure) -> tuple[str, str, str]:
    if item.reason is not None:
        return _WHY[item.reason], "", ""
    share = "" if item.share is None else f"{100 * item.share:.1f} %"
    return f"{item.numerator:,}", _number(item.denominator), share


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def print_lines(by: str, found: Sequence[Line]) -> None:
    """Print by unit, type or procedure what indicators of the first group have counted.

    All would be wider than a terminal; `as_object` has them.
    """
    table = Table(title=f"by {by}")
    table.add_column(by, min_width=_NAME_WIDTH)
    for item in _of_first_group(found[0]) if found else ():
        table.add_column(item.indicator.id, justify="right", overflow="fold")
    for line in found:
        name = line.key if line.name == line.key else f"{line.key}  {line.name}"
        numbers = (_number(item.numerator) for item in _of_first_group(line))
        table.add_row("  " * line.depth + name, *numbers)
    _print(table)


def _of_first_group(line: Line) -> list[Figure]:
    first = definitions().group[0].id
    return [item for item in line.figures if item.indicator.group == first]


def _print(table: Table) -> None:
    # Brackets in what things are called are no markup.
    width = None if sys.stdout.isatty() else LOG_WIDTH
    Console(markup=False, emoji=False, highlight=False, width=width).print(table)


def as_object(
    period: Period, asked: Mapping[str, Any], found: Sequence[Figure], by: str | None,
    apart: Sequence[Line],
) -> dict[str, Any]:  # fmt: skip
    """All that is known of the figures, as JSON takes it."""
    body = {
        "first": period.first.isoformat(), "last": period.last.isoformat(),
        "unit": asked["unit"], "type": asked["type_id"], "procedure": asked["procedure"],
        "indicators": [_as_object(item) for item in found],
    }  # fmt: skip
    if by is None:
        return body
    lines = [
        {"code": line.key, "name": line.name, "indicators": [*map(_numbers, line.figures)]}
        for line in apart
    ]
    return body | {"by": by, "lines": lines}


def _as_object(item: Figure) -> dict[str, Any]:
    its = item.indicator
    return {
        **_numbers(item), "reason": item.reason, "name": {"vi": its.vi, "en": its.en},
        "unit": its.unit, "document": its.document, "place": its.place,
        "confirmed": its.confirmed,
    }  # fmt: skip


def _numbers(item: Figure) -> dict[str, Any]:
    return {
        "id": item.indicator.id, "numerator": item.numerator, "denominator": item.denominator,
        "share": item.share,
    }  # fmt: skip
