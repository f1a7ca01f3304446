"""The audit: who did what and when, whether that stands as it was noted, and a file of it.

Who looks is noted, too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from models.people import Permission
from models.spreadsheets import csv_line
from models.store import audit as store_audit
from models.store import chain
from models.store.audit import Event, EventQuery, note_reading
from models.store.database import Store
from models.store.people import listed
from models.store.unusual import Unusual, unusual
from webui import words
from webui.auth.guard import asks
from webui.console.filters import day_of, midnight_of, whole_number
from webui.context import person, store
from webui.language import HERE, _

blueprint = Blueprint("audit", __name__, url_prefix="/audit")
_PER_PAGE, _AT_ONCE = 100, 1000
_DAYS = ("since", "until")
_FILTERS = ("actor", "action", "subject", *_DAYS)
_COLUMNS = ("id", "at", "actor", "action", "subject", "details", "digest")


@blueprint.get("/")
@asks(Permission.AUDIT)
def events() -> ResponseReturnValue:
    """Events, newest first."""
    return _page()


@blueprint.post("/verify")
@asks(Permission.AUDIT)
def verify() -> ResponseReturnValue:
    """Work out all digests again."""
    kept = "".join(request.form.get("kept", "").split()).lower() or None
    if kept is not None and not chain.is_digest(kept):
        # A slip of the hand is no sign that anybody has changed the chain.
        return _page(wrong_digest=True), HTTPStatus.UNPROCESSABLE_ENTITY
    with store().read() as connection:
        found = chain.verify(connection, kept)
    _note_as_read("verify_audit", events=found.events, sound=found.sound)
    return _page(found)


@blueprint.get("/events.csv")
@asks(Permission.AUDIT)
def export() -> ResponseReturnValue:
    """The events that were asked for, for spreadsheets."""
    _note_look("export_audit")
    body = _as_csv(store(), replace(_query(), before=None, limit=_AT_ONCE))
    response = Response(body, mimetype="text/csv")
    name = f"audit-{store().now().astimezone(HERE):%Y-%m-%d}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _page(found: chain.Chain | None = None, *, wrong_digest: bool = False) -> str:
    query = _query()
    _note_look("look_at_audit")
    with store().read() as connection:
        rows = store_audit.events(connection, query)
        people = {str(row.id): row.login for row in listed(connection)}
    asked = {name: request.args.get(name, "") for name in _FILTERS}
    more = rows[_PER_PAGE - 1].id if len(rows) > _PER_PAGE else None
    days = {name: day_of(request.args.get(name, "")) for name in _DAYS}
    return render_template(
        "people/audit.html", rows=rows[:_PER_PAGE], more=more, chain=found, people=people,
        asked=asked, shown=_shown, kept=request.form.get("kept", "")[:200],
        unusual=[] if query.before or any(asked.values()) else _unusual(),
        **days, wrong=[name for name in _DAYS if request.args.get(name) and not days[name]],
        wrong_digest=wrong_digest,
    )  # fmt: skip


def _unusual() -> list[tuple[Unusual, Mapping[str, str]]]:
    """Who looked at unusually many records, each with what finds their events."""
    with store().read() as connection:
        found = unusual(connection, store().now(), person().units)
    return [
        (each, {"actor": each.actor, "since": _day(each.first), "until": _day(each.last)})
        for each in found
    ]


def _day(at: datetime) -> str:
    return at.astimezone(HERE).date().isoformat()


def _query() -> EventQuery:
    """What was asked for; of days that are none nothing is made."""
    args, me = request.args, person()
    since, until = (midnight_of(args.get(name, "")) for name in _DAYS)
    subject = args.get("subject", "").strip()[:200]
    with store().read() as connection:
        by_login = {row.login: str(row.id) for row in listed(connection)}
    return EventQuery(
        actor=args.get("actor", "").strip().lower()[:200], action=args.get("action", "")[:64],
        subject=by_login.get(subject.lower(), subject), since=since,
        until=until and until + timedelta(days=1), units=me.units,
        before=whole_number(args, "before"), limit=_PER_PAGE + 1,
    )  # fmt: skip


def _note_look(action: str) -> None:
    asked = {name: request.args[name][:200] for name in _FILTERS if request.args.get(name)}
    _note_as_read(action, **asked, address=request.remote_addr)


def _note_as_read(what: str, /, **details: Any) -> None:
    note_reading(store(), Event(what, "audit", person().login, details))


def _as_csv(where: Store, query: EventQuery) -> Iterator[str]:
    """Lines of a file; the mark at its beginning tells spreadsheets that it is UTF-8."""
    yield "\ufeff" + csv_line(_COLUMNS)
    while True:
        # No transaction stays open while a slow browser fetches the file.
        with where.read() as connection:
            rows = store_audit.events(connection, query)
        for row in rows:
            cells = (row.id, row.at.isoformat(), row.actor, row.action, row.subject)
            yield csv_line((*cells, json.dumps(row.details, ensure_ascii=False), row.digest))
        if len(rows) < query.limit:
            return
        query = replace(query, before=rows[-1].id)


def _shown(row: Row[Any]) -> str:
    """What is told of an event beside who, what and when."""
    return " · ".join(
        f"{words.detail(name)}: {_plain(name, value)}"
        for name, value in row.details.items()
        if value is not None
    )


def _plain(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(name, each) for each in value) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return words.told(name, value) if isinstance(value, str) else json.dumps(value)
