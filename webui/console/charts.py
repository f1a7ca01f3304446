"""Figures as the plots and tables of a page show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from models.store.dashboards import DayCount, Point
from webui.language import _

# Areas that can be told from each other; the rest is one.
_MOST_AREAS = 7
_HEATS = 5


def stacked(
    counts: Sequence[DayCount], first: date, last: date, title: Callable[[str], str]
) -> dict[str, Any]:
    """Counts by day, without gaps: days, and for each thing its title and counts, largest first."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    at = {day: n for n, day in enumerate(days)}
    values: dict[str, list[int]] = defaultdict(lambda: [0] * len(days))
    for item in counts:
        if item.day in at:
            values[item.what][at[item.day]] += item.count
    order = sorted(values, key=lambda what: -sum(values[what]))
    series = [{"title": title(what), "values": values[what]} for what in order[:_MOST_AREAS]]
    if order[_MOST_AREAS:]:
        rest = [
            sum(column) for column in zip(*(values[w] for w in order[_MOST_AREAS:]), strict=True)
        ]
        series.append({"title": _("others"), "values": rest})
    return {"days": [day.isoformat() for day in days], "series": series}


def curve(points: Sequence[Point]) -> dict[str, Any]:
    """A curve of risk over coverage, in percent."""
    return {
        "coverage": [round(100 * point.coverage, 1) for point in points],
        "risk": [round(100 * point.risk, 2) for point in points],
    }


def heat(share: float) -> int:
    """A step of colour for a share, 0 for none at all; a tenth and a half are far apart."""
    bounds = (0.0, 0.02, 0.05, 0.1, 0.25)
    return min(_HEATS, sum(share > bound for bound in bounds))
