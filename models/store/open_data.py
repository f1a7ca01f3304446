"""Open data ("dữ liệu mở"): what can be counted, and what was published of it.

What was published of a period stays as it was: of two states of the same numbers the difference
could be told. Only a revision, which is marked as one, replaces it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from models.errors import ErrorCode, SohoaError
from models.store.archives import approvals_of
from models.store.audit import note
from models.store.database import Store, streamed
from models.store.intake import SECRET
from models.store.records import RecordState
from models.store.tables import (
    day_of,
    documents,
    dossiers,
    insert_into,
    lookups,
    midnight,
    open_catalogs,
    open_periods,
    records,
)

# Rows that the database hands over at once.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that is counted.

    Attributes:
        item: What it is: document type and state (`approved`, `open`); code of the procedure.
        value: Of an approved paper, hours from its scan to that, if they are known; of a look-up,
            how many papers it has found.
    """

    unit: str
    item: tuple[str, ...]
    value: float | None = None


def papers(connection: Connection, first: date, last: date) -> Iterator[Thing]:
    """Papers that were digitized on these days in Vietnam, and have not been withdrawn since."""
    chosen = (
        select(
            records.c.id, records.c.version, records.c.unit, records.c.type, records.c.state,
            documents.c.received_at,
        )
        .join(documents, documents.c.id == records.c.document)
        .where(
            records.c.day.between(first, last), records.c.state != RecordState.WITHDRAWN,
            documents.c.state.not_in(SECRET),
        )
        .order_by(records.c.number)
    )  # fmt: skip
    for rows in streamed(connection, chosen, _AT_ONCE).partitions():
        approved = [row.id for row in rows if row.state == RecordState.APPROVED]
        approvals = approvals_of(connection, approved)
        for row in rows:
            if row.state != RecordState.APPROVED:
                yield Thing(row.unit, (row.type, "open"))
                continue
            approval = approvals.get((str(row.id), row.version))
            took = None if approval is None else approval.at - row.received_at
            hours = None if took is None else took / timedelta(hours=1)
            yield Thing(row.unit, (row.type, "approved"), hours)


def opened_dossiers(connection: Connection, first: date, last: date) -> Iterator[Thing]:
    """Dossiers that were opened on these days."""
    chosen = select(dossiers.c.unit, dossiers.c.procedure)
    begin, end = midnight(first), midnight(last + timedelta(days=1))
    within = chosen.where(dossiers.c.created_at >= begin, dossiers.c.created_at < end)
    for row in streamed(connection, within, _AT_ONCE):
        yield Thing(row.unit, (row.procedure or "",))


def useful_lookups(connection: Connection, first: date, last: date) -> Iterator[Thing]:
    """Look-ups of these days that have found papers."""
    chosen = select(lookups.c.unit, lookups.c.procedure, lookups.c.found)
    begin, end = midnight(first), midnight(last + timedelta(days=1))
    for row in streamed(
        connection, chosen.where(lookups.c.at >= begin, lookups.c.at < end), _AT_ONCE
    ):
        if row.found:
            yield Thing(row.unit, (row.procedure,), len(row.found))


THINGS: Mapping[str, Callable[[Connection, date, date], Iterator[Thing]]] = {
    "papers": papers,
    "dossiers": opened_dossiers,
    "reuse": useful_lookups,
}
_BEGINNINGS = {
    "papers": records.c.day,
    "dossiers": dossiers.c.created_at,
    "reuse": lookups.c.at,
}


def first_day(connection: Connection, source: str) -> date | None:
    """The day in Vietnam of the first thing that there is to count; None: there is none."""
    found = connection.execute(select(func.min(_BEGINNINGS[source]))).scalar()
    return day_of(found) if isinstance(found, datetime) else found


@dataclass(frozen=True, slots=True)
class Period:
    """What was published of a period.

    Attributes:
        name: `2026-02`, `2026-Q1`.
        revision: 0: as first published.
        rows: By column.
    """

    source: str
    name: str
    revision: int
    rows: Sequence[Mapping[str, Any]]
    published_at: datetime


def published_periods(connection: Connection, source: str) -> dict[str, Period]:
    """What holds of each period that was published, by its name."""
    found = select(open_periods).where(open_periods.c.source == source)
    rows = connection.execute(found.order_by(open_periods.c.period, open_periods.c.revision))
    return {
        row.period: Period(row.source, row.period, row.revision, row.rows, row.published_at)
        for row in rows
    }


def last_catalog(connection: Connection) -> Row[Any] | None:
    """The catalogue that holds: `number`, `jsonld`, `turtle`, `published_at`."""
    found = select(open_catalogs).order_by(open_catalogs.c.number.desc()).limit(1)
    return connection.execute(found).one_or_none()


def publish(
    store: Store, periods: Sequence[Period], jsonld: str, turtle: str, after: int, *, actor: str
) -> None:
    """Keep what is published.

    Args:
        store: Where.
        periods: Those that are new or revised.
        jsonld: The catalogue.
        turtle: The same.
        after: The number of the catalogue that it follows; 0: of none.
        actor: Who publishes; the audit tells.

    Raises:
        SohoaError: `already_running`: another one was published meanwhile; `database_unavailable`.
    """
    now = store.now()
    with store.write() as connection:
        number = connection.execute(
            insert_into(connection, open_catalogs)
            .values(number=after + 1, jsonld=jsonld, turtle=turtle, published_at=now)
            .on_conflict_do_nothing(index_elements=["number"])
            .returning(open_catalogs.c.number)
        ).scalar()
        if number is None:
            raise SohoaError(
                ErrorCode.ALREADY_RUNNING, "Open data was published by another run meanwhile.",
                "Run it again.",
            )  # fmt: skip
        if periods:
            connection.execute(insert(open_periods), [_row(each) for each in periods])
        told = [f"{each.source} {each.name}.{each.revision}" for each in periods]
        note(store, connection, "publish_open_data", number, actor=actor, details={"periods": told})


def _row(period: Period) -> dict[str, Any]:
    return {
        "source": period.source, "period": period.name, "revision": period.revision,
        "rows": list(period.rows), "published_at": period.published_at,
    }  # fmt: skip
