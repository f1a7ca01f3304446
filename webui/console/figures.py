"""Dashboards: what comes in, what the machine does alone, what persons correct, and how fast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from models.doctypes import document_types
from models.people import Permission
from models.store import dashboards, units
from models.store.audit import note
from models.store.dashboards import MOST_DAYS, Scope
from webui.auth.guard import asks
from webui.console import terms
from webui.console.charts import curve, heat, stacked
from webui.console.definitions import definitions
from webui.console.filters import Filters, fields_of, read_filters
from webui.console.rows import as_text, short, title_of
from webui.context import person, store
from webui.errors import by_code
from webui.language import HERE
from webui.review.screen import pages_of

blueprint = Blueprint("figures", __name__)
mine = Blueprint("mine", __name__)
_DAYS = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page is about: filters as chosen, the days that they mean, and their scope."""

    filters: Filters
    first: date
    last: date
    scope: Scope
    cut: bool

    def args(self, **more: Any) -> dict[str, Any]:
        """For the address of another page about the same."""
        chosen = {
            "unit": self.filters.unit, "type": self.filters.type,
            "from": self.first.isoformat(), "to": self.last.isoformat(), **more,
        }  # fmt: skip
        return {name: value for name, value in chosen.items() if value is not None and value != ""}


def _asked(connection: Connection) -> Asked:
    """The last thirty days where none are asked for; no more than can be counted at once."""
    filters = read_filters(request.args)
    today = store().now().astimezone(HERE).date()
    last = filters.until or today
    first = filters.since or last - timedelta(days=_DAYS - 1)
    first = min(first, last)
    cut = (last - first).days >= MOST_DAYS
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    chosen = units.chosen_of(connection, person().units, filters.unit)
    scope = Scope.of_days(chosen, filters.type or None, first, last)
    return Asked(filters, first, last, scope, cut)


@blueprint.get("/figures")
@asks(Permission.MEASURE)
def show() -> ResponseReturnValue:
    """The figures of some days."""
    by = "unit" if request.args.get("by") == "unit" else "type"
    with store().read() as connection:
        asked = _asked(connection)
        names = units.named(connection, person().units)
        found = _figures(connection, asked.scope, by)
    per_day = stacked(
        found.pop("per_day"), asked.first, asked.last,
        (lambda code: names.get(code, code)) if by == "unit" else _type_title,
    )  # fmt: skip
    return render_template(
        "console/figures.html", asked=asked, by=by, units=names, types=document_types(),
        definitions=definitions(), per_day=per_day, curve=curve(found["points"]), terms=terms,
        by_code=by_code, most_days=MOST_DAYS, **found,
    )  # fmt: skip


def _figures(connection: Connection, scope: Scope, by: str) -> dict[str, Any]:
    return {
        "per_day": dashboards.records_per_day(connection, scope, by),
        "automation": dashboards.automation(connection, scope),
        "points": dashboards.risk_coverage(connection, scope),
        "rescans": dashboards.rescans(connection, scope),
        "unreadable": dashboards.unreadable(connection, scope),
        "waiting": dashboards.waiting(connection, scope, store().now()),
        "intake": dashboards.intake(connection, scope),
    }


@blueprint.get("/figures/<any(field_rates, confusions, speeds):name>")
@asks(Permission.MEASURE)
def part(name: str) -> ResponseReturnValue:
    """One of the figures that take longest: the page is there before them."""
    count: Callable[[Connection, Scope], Sequence[Any]] = getattr(dashboards, name)
    with store().read() as connection:
        asked = _asked(connection)
        found = count(connection, asked.scope)
    return render_template(
        f"console/_{name}.html", asked=asked, heat=heat,
        found=_rates(found) if name == "field_rates" else found,
    )  # fmt: skip


def _type_title(code: str) -> str:
    return title_of(document_types().get(code), code)


def _rates(rates: Sequence[dashboards.FieldRate]) -> list[dict[str, Any]]:
    """Fields under the title of their type."""
    found = []
    for type_id, items in groupby(rates, key=lambda rate: rate.type):
        titles = {item["id"]: item["title"] for item in fields_of(document_types().get(type_id))}
        rows = [(titles.get(rate.field, rate.field), rate) for rate in items]
        found.append({"type": type_id, "title": _type_title(type_id), "rows": rows})
    return found


@blueprint.get("/figures/examples")
@asks(Permission.MEASURE)
def examples() -> ResponseReturnValue:
    """Corrected values of a field, or with one letter read for another, beside the paper."""
    me, args = person(), request.args
    if not me.may(Permission.READ):
        abort(HTTPStatus.FORBIDDEN)  # figures are shown to who may not see any paper
    letters = (args["read"][:1], args.get("right", "")[:1]) if "read" in args else None
    with store().write() as connection:
        asked = _asked(connection)
        field = asked.filters.field or None
        found = dashboards.examples(connection, asked.scope, field=field, letters=letters)
        for record in {item.correction.record for item in found}:
            note(store(), connection, "view", record, actor=me.login,
                 details={"purpose": "example", "address": request.remote_addr})  # fmt: skip
        shown = [_example(connection, item) for item in found]
    return render_template(
        "console/examples.html", asked=asked, examples=shown, letters=letters,
        crops=[item["crop"] for item in shown], field=field,
    )  # fmt: skip


def _example(connection: Connection, item: dashboards.Example) -> dict[str, Any]:
    found, crop = item.correction, None
    if item.evidence:
        pages = pages_of(connection, person(), item.document, [item.evidence[0]["page"]])
        crop = {"page": pages[0], "evidence": item.evidence} if pages else None
    kind = document_types().get(found.type)
    known = next((each for each in kind.field if each.id == found.field), None) if kind else None
    value_kind = known.kind if known else "text"
    titles = {each["id"]: each["title"] for each in fields_of(kind)}
    return {
        "record": found.record, "type": title_of(kind, found.type),
        "field": titles.get(found.field, found.field),
        "before": short(as_text(value_kind, found.before)),
        "after": short(as_text(value_kind, found.after)), "crop": crop,
    }  # fmt: skip


@mine.get("/me")
@asks(Permission.REVIEW)
def reviews() -> ResponseReturnValue:
    """How the own reviews go."""
    myself = person()
    with store().read() as connection:
        asked = _asked(connection)
        days = [
            (day, dashboards.speeds(connection, _day_of(day), myself.id))
            for day in reversed(_last_days(asked.last))
        ]
        whole = dashboards.speeds(
            connection, Scope(None, None, asked.scope.since, asked.scope.until), myself.id
        )
    return render_template(
        "console/me.html", asked=asked, days_done=[(day, found[0]) for day, found in days if found],
        whole=whole[0] if whole else None, definition=definitions()["speeds"],
    )  # fmt: skip


def _last_days(last: date) -> list[date]:
    return [last - timedelta(days=n) for n in reversed(range(14))]


def _day_of(day: date) -> Scope:
    return Scope.of_days(None, None, day, day)
