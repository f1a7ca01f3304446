"""Who did what: ids and digests, never a word of a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from models.clients import login_of
from models.store.database import Noted, Store, pending
from models.store.tables import audit_events, clients, people
from models.store.together import Asked, Told

SYSTEM = "system"
# By so much the moments of events may be out of the order of their numbers: what is noted first may
# be committed last, and clocks are put right.
_OUT_OF_ORDER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """What was done to what."""

    action: str
    subject: object
    actor: str = SYSTEM
    details: Mapping[str, Any] | None = None


def note(
    store: Store, connection: Connection, action: str, subject: object, *,
    actor: str = SYSTEM, details: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Add an event, in the transaction of what it tells."""
    note_all(store, connection, [Event(action, subject, actor, details)])


def note_all(store: Store, connection: Connection, events: Sequence[Event]) -> None:
    """Add events, in the transaction of what they tell; they are written at its end."""
    pending(connection).extend(_rows(store, events))


def note_reading(store: Store, event: Event) -> None:
    """Add an event of what was only read; committed when this returns.

    Raises:
        SohoaError: `database_unavailable`.
    """
    look(store, _nothing, None, lambda _: event)


def _nothing(_: Connection, asked: Sequence[None]) -> Sequence[None]:
    return asked


def look(
    store: Store, read: Callable[[Connection, Sequence[Asked]], Sequence[Told]], asked: Asked,
    event_of: Callable[[Told], Event | None],
    rows_of: Callable[[Told], Sequence[tuple[Table, dict[str, Any]]]] = lambda _: (),
) -> Told:  # fmt: skip
    """Read something, and add the event of it, see `Store.look`; committed when this returns.

    Args:
        store: Where it is.
        read: Finds an answer to each of some questions.
        asked: The question.
        event_of: What the answer is to be noted as; None: nothing of it will be shown.
        rows_of: Rows of tables that tell more of it.

    Raises:
        SohoaError: `database_unavailable`.
    """

    def noted(told: Told) -> Noted:
        event = event_of(told)
        return ([], ()) if event is None else (_rows(store, [event]), rows_of(told))

    return store.look(read, asked, noted)


def _rows(store: Store, events: Sequence[Event]) -> list[dict[str, Any]]:
    now = store.now()
    return [
        {
            "at": now, "actor": event.actor, "action": event.action,
            "subject": str(event.subject), "details": dict(event.details or {}),
        }
        for event in events
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events.

    Attributes:
        actor: Who did it; empty means anybody, as does each of the others.
        since: From this moment on.
        until: Before this moment.
        units: Only what people of these units did; None: everything.
        before: Only events with a lower number: the next page of a list.
    """

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    units: Sequence[str] | None = None
    before: int | None = None
    limit: int = 100


def events(connection: Connection, query: EventQuery) -> Sequence[Row[Any]]:
    """Events, newest first."""
    chosen = select(audit_events)
    for name in ("actor", "action", "subject"):
        value = getattr(query, name)
        if value:
            chosen = chosen.where(audit_events.c[name] == value)
    chosen = chosen.where(
        *within(connection, query.since, query.until), *by_people_of(connection, query.units)
    )
    if query.before is not None:
        chosen = chosen.where(audit_events.c.id < query.before)
    newest = chosen.order_by(audit_events.c.id.desc()).limit(query.limit)
    return connection.execute(newest).all()


def by_people_of(
    connection: Connection, units: Sequence[str] | None
) -> list[ColumnElement[bool]]:  # fmt: skip
    """The condition that somebody, or a client, of some units did it; None: anybody."""
    if units is None:
        return []
    persons = connection.execute(select(people.c.login).where(people.c.unit.in_(units)))
    systems = connection.execute(select(clients.c.name).where(clients.c.unit.in_(units)))
    logins = map(login_of, systems.scalars())
    return [audit_events.c.actor.in_([*persons.scalars(), *logins])]


def within(
    connection: Connection, since: datetime | None, until: datetime | None
) -> list[ColumnElement[bool]]:
    """The conditions of a time: also on numbers, which grow with it, for lists go by numbers."""
    number, at = audit_events.c.id, audit_events.c.at
    found: list[ColumnElement[bool]] = []
    if since is not None:
        before = select(number).where(at < since - _OUT_OF_ORDER).order_by(at.desc()).limit(1)
        found += [at >= since, number > (connection.execute(before).scalar() or 0)]
    if until is not None:
        after = select(number).where(at >= until + _OUT_OF_ORDER).order_by(at).limit(1)
        found += [at < until]
        if (last := connection.execute(after).scalar()) is not None:
            found += [number < last]
    return found
