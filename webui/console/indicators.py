"""Indicators of a period: their numbers, what they mean, and what is behind each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.indicators import Indicator, definitions
from models.master import Kind
from models.people import Permission
from models.periods import Period, month_of, parse_period, quarter_of
from models.spreadsheets import csv_line
from models.store import units
from models.store.audit import note
from models.store.breakdowns import Line, Months, lines, months
from models.store.database import Store
from models.store.indicators import (
    By,
    Scope,
    cells,
    columns_of,
    counted,
    figures,
    key_of,
    part_of_list,
    told,
)
from models.store.master import names
from models.store.tables import day_of
from webui import words
from webui.auth.guard import asks
from webui.console import terms
from webui.console.filters import Filters, read_filters
from webui.console.rows import title_of
from webui.context import person, store
from webui.language import _, day, moment

blueprint = Blueprint("indicators", __name__, url_prefix="/indicators")
# Days that are counted at once, entries of a list on a page, lines of a file at once.
MOST_DAYS, _PER_PAGE, _AT_ONCE = 3660, 100, 1000
# Entries of a workbook, which is made as a whole: some seconds' work.
_MOST_IN_BOOK = 100_000
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MONTHS, _QUARTERS, _YEARS = 13, 5, 3
_LONGEST = 64
# What `period` says when the days count.
_BY_DAYS = "days"
# Papers that the plot shows.
_PLOTTED = ("papers", "extracted", "approved")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is about: filters as chosen, and the scope that they mean.

    Attributes:
        written: The period as chosen, `days` where days are.
        cut: More days were asked for than are counted at once.
    """

    filters: Filters
    written: str
    scope: Scope
    cut: bool

    def args(self, **more: Any) -> dict[str, Any]:
        """For the address of another page about the same."""
        period, is_days = self.scope.period, self.written == _BY_DAYS
        chosen = {
            "period": self.written, "from": period.first.isoformat() if is_days else "",
            "to": period.last.isoformat() if is_days else "", "unit": self.filters.unit,
            "type": self.filters.type, "procedure": self.scope.procedure, **more,
        }  # fmt: skip
        return {name: value for name, value in chosen.items() if value}


def _asked(connection: Connection) -> Asked:
    """This month, where no period is asked for."""
    filters, args = read_filters(request.args), request.args
    today = day_of(store().now())
    written, period = args.get("period", ""), None
    if written == _BY_DAYS or (not written and (filters.since or filters.until)):
        written, last = _BY_DAYS, filters.until or today
        period = Period(min(filters.since or last.replace(day=1), last), last)
    elif written:
        try:
            period = parse_period(written)
        except ValueError:
            filters = replace(filters, wrong=(*filters.wrong, "period"))
    if period is None:
        written = month_of(today)
        period = parse_period(written)
    first = max(period.first, period.last - timedelta(days=MOST_DAYS - 1))
    scope = Scope(
        Period(first, period.last),
        units.chosen_of(connection, person().units, filters.unit), filters.type or None,
        args.get("procedure", "").strip()[:_LONGEST] or None,
    )  # fmt: skip
    return Asked(filters, written, scope, first > period.first)


@blueprint.get("")
@asks(Permission.MEASURE)
def show() -> ResponseReturnValue:
    """The indicators of a period."""
    rules = definitions()
    with store().read() as connection:
        asked = _asked(connection)
        found = figures(connection, rules.indicator, asked.scope)
        today = day_of(store().now())
        monthly = months(connection, _PLOTTED, asked.scope, today)
        theirs = units.named(connection, person().units)
    return render_template(
        "console/indicators.html", asked=asked, rules=rules, figures=found, units=theirs,
        types=document_types(), periods=_periods(today, asked.written),
        monthly=_plotted(monthly), terms=terms, most_days=MOST_DAYS, apart=_APART,
    )  # fmt: skip


def _periods(today: date, chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Periods to choose from, the latest first, in groups: each as an address has it, and told."""
    firsts = [today.replace(day=1)]
    while len(firsts) < max(_MONTHS, 12 * _YEARS):
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    groups = (
        (_("Months"), [month_of(first) for first in firsts[:_MONTHS]]),
        (_("Quarters"), list(dict.fromkeys(map(quarter_of, firsts)))[:_QUARTERS]),
        (_("Years"), [str(today.year - back) for back in range(_YEARS)]),
    )
    known = [code for _title, codes in groups for code in codes]
    if chosen not in (_BY_DAYS, *known):
        groups = (("", [chosen]), *groups)  # type: ignore[assignment]
    return [(title, [(code, _period_title(code)) for code in codes]) for title, codes in groups]


def _period_title(code: str) -> str:
    year, _dash, part = code.partition("-")
    if part.startswith("Q"):
        return _("quarter %(number)s of %(year)s", number=part[1:], year=year)
    if part:
        return _("month %(number)s of %(year)s", number=part, year=year)
    return _("year %(year)s", year=year)


def _plotted(monthly: Months) -> dict[str, Any]:
    """For the plot: months as seconds of their first day, and a line for each set of papers."""
    titles = {"papers": _("digitized"), "extracted": _("with extracted data"),
              "approved": _("approved")}  # fmt: skip
    series = [{"title": titles[name], "values": monthly.counts[name]} for name in _PLOTTED]
    return {"months": monthly.months, "series": series}


_APART = ("unit", "procedure", "type")


@blueprint.get("/by/<any(unit, procedure, type):by>")
@asks(Permission.MEASURE)
def part(by: str) -> ResponseReturnValue:
    """The indicators by unit, procedure or type: they take longer than the page."""
    with store().read() as connection:
        asked = _asked(connection)
        found = lines(connection, definitions().indicator, asked.scope, By(by))
    return render_template(
        "console/_indicator_lines.html", asked=asked, found=found, by=by, title=_line_title
    )


def _line_title(by: str, line: Line) -> str:
    return title_of(document_types().get(line.key), line.key) if by == By.TYPE else line.name


@blueprint.get("/<name>/<any(numerator, denominator):side>")
@asks(Permission.MEASURE)
def things(name: str, side: str) -> ResponseReturnValue:
    """What an indicator has counted, a page of it."""
    indicator, of = _counted(name, side)
    after = key_of(of, request.args["after"]) if "after" in request.args else None
    with store().read() as connection:
        asked = _asked(connection)
        rows = part_of_list(connection, of, asked.scope, after, _PER_PAGE + 1)
        total = counted(connection, [of], asked.scope)[of]
        called = _components(connection, rows or (), asked.scope.period.last)
    shown = [_shown(of, row, called) for row in (rows or ())[:_PER_PAGE]]
    more = rows[_PER_PAGE - 1].key if rows and len(rows) > _PER_PAGE else None
    return render_template(
        "console/indicator_list.html", asked=asked, indicator=indicator, side=side, terms=terms,
        columns=_columns(of), rows=shown, total=total, more=more, is_first=after is None,
        most_in_book=_MOST_IN_BOOK,
    )  # fmt: skip


def _counted(name: str, side: str) -> tuple[Indicator, str]:
    """An indicator and the set that its numerator or denominator counts."""
    indicator = definitions().by_id().get(name)
    found = None if indicator is None else indicator.side(side)
    if indicator is None or found is None:
        abort(HTTPStatus.NOT_FOUND)
    return indicator, found.of


def _columns(of: str) -> list[str]:
    """What the page tells of each: who has the record finds its file there."""
    columns = columns_of(of)
    left_out = {"unit", "document"} if "record" in columns else {"unit"}
    return [column for column in columns if column not in left_out]


def _components(
    connection: Connection, rows: Sequence[Row[Any]], as_of: date
) -> Mapping[str, str]:  # fmt: skip
    """What the components that look-ups have found papers for are called, by code."""
    codes = {code for row in rows for code in getattr(row, "found", ())}
    return names(connection, Kind.COMPONENT, codes, as_of) if codes else {}


def _shown(of: str, row: Row[Any], called: Mapping[str, str]) -> list[dict[str, Any]]:
    """The cells of a row: parts that say something, and where they lead."""
    cells = dict(zip(columns_of(of), told(of, row), strict=True))
    return [
        {
            "column": name,
            "parts": _found(row.found, called) if name == "found"
            else [_part(name, getattr(row, name), cells)],
        }
        for name in _columns(of)
    ]  # fmt: skip


def _part(name: str, value: Any, cells: dict[str, str]) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"text": moment(value)}
    if isinstance(value, date):
        return {"text": day(value)}
    text = cells[name]
    if name == "type":
        return {"text": title_of(document_types().get(text), text)}
    if name == "state":
        return {"text": words.state(text) if "record" in cells else words.document_state(text)}
    return _record(text) if name == "record" else {"text": text}


def _found(found: Mapping[str, str], called: Mapping[str, str]) -> list[dict[str, str]]:
    """The components that a look-up has found a paper for, each with its record."""
    told = {code: f"{called[code]} ({code})" if code in called else code for code in found}
    return [_record(record, told[code]) for code, record in found.items()]


def _record(record: str, about: str = "") -> dict[str, str]:
    # Figures are shown to who may not see any paper.
    if person().may(Permission.READ):
        return {"text": about or record, "url": url_for("console.record", record=record)}
    return {"text": f"{about}: {record}" if about else record}


@blueprint.get("/<name>/<any(numerator, denominator):side>/list.<any(csv, xlsx):form>")
@asks(Permission.MEASURE)
def export(name: str, side: str, form: str) -> ResponseReturnValue:
    """All that an indicator has counted, for spreadsheets."""
    indicator, of = _counted(name, side)
    # What is counted row by row takes its time, in which nobody else could write to SQLite.
    with store().read() as connection:
        asked = _asked(connection)
        period = asked.scope.period
        total = counted(connection, [of], asked.scope)[of]
    if total is None:
        abort(HTTPStatus.NOT_FOUND)
    if form == "xlsx" and total > _MOST_IN_BOOK:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The list is too long for a workbook.", "Take the CSV file."
        )
    with store().write() as connection:
        note(
            store(), connection, "export_indicator", indicator.id, actor=person().login,
            details={
                "since": period.first.isoformat(), "until": period.last.isoformat(),
                "unit": asked.filters.unit or None, "address": request.remote_addr,
            },
        )  # fmt: skip
    if form == "csv":
        response = Response(_as_csv(store(), of, asked.scope), mimetype="text/csv")
    else:
        response = Response(_as_book(store(), of, asked.scope), mimetype=_BOOK)
    file = f"{indicator.id}-{side}-{period.first}-{period.last}.{form}"
    response.headers.set("Content-Disposition", "attachment", filename=file)
    return response


def _as_csv(where: Store, of: str, scope: Scope) -> Iterator[str]:
    """Lines of a file; the mark at its beginning tells spreadsheets that it is UTF-8."""
    yield "\ufeff" + csv_line(columns_of(of))
    for row in _all(where, of, scope):
        yield csv_line(told(of, row))


def _as_book(where: Store, of: str, scope: Scope) -> bytes:
    # Not before somebody wants one: the web service starts without it.
    from models.sheets import workbook

    with TemporaryDirectory(prefix="sohoa-") as folder:
        path = Path(folder) / "list.xlsx"
        with workbook(path) as book:
            columns = columns_of(of)
            table = book.table(of, [[terms.column(name) for name in columns], columns])
            for row in _all(where, of, scope):
                table.add(cells(of, row))
        return path.read_bytes()


def _all(where: Store, of: str, scope: Scope) -> Iterator[Row[Any]]:
    after = None
    while True:
        # No transaction stays open while a slow browser fetches the file.
        with where.read() as connection:
            rows: Sequence[Row[Any]] = part_of_list(connection, of, scope, after, _AT_ONCE) or ()
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].key
