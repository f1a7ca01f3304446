"""Approving many records at once of which nothing is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from random import random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from models.people import Person
from models.store.audit import note
from models.store.database import Store
from models.store.leases import end_lease, holder, put_aside
from models.store.records import RecordState, to_review, vouch
from models.store.tables import records

# How many records are approved at once, and the share of them that is looked at all the same.
MOST_AT_ONCE, SAMPLED = 50, 0.05
# How long a record that was drawn is for others than who ticked it; in the end anybody will do.
_FOR_OTHERS = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Bulk:
    """What came of approving many records at once: how many, and which are to be reviewed."""

    approved: int
    sampled: tuple[UUID, ...]


def approve_sure(
    store: Store, person: Person, chosen: Mapping[UUID, int], draw: Callable[[], float] = random
) -> Bulk:
    """Approve records of which nothing is doubtful; some, drawn by chance, go to review instead.

    Those that are not sure any more, that have changed since they were listed, or that somebody
    has on the screen, are left alone.

    Args:
        store: Where records are kept.
        person: Who approves.
        chosen: Records with the version that was listed; of more than `MOST_AT_ONCE` the first.
        draw: A number from 0 to 1 at random.
    """
    approved, sampled = 0, []
    with store.write() as connection:
        rows = connection.execute(
            select(records)
            .where(
                records.c.id.in_(list(chosen)[:MOST_AT_ONCE]),
                records.c.state == RecordState.ACCEPTED,
            )
            .order_by(records.c.number)
            .with_for_update()
        ).all()
        for row in rows:
            if not person.sees(row.unit) or row.version != chosen[row.id]:
                continue
            if holder(connection, row.id, store.now()) is not None:
                continue
            if draw() < SAMPLED:
                _sample(store, connection, person, row)
                sampled.append(row.id)
                continue
            vouch(
                store, connection, row.id, row.version, person.login,
                after_s=store.settings.undo_s, details={"bulk": True},
            )  # fmt: skip
            end_lease(connection, row.id)
            approved += 1
    return Bulk(approved, tuple(sampled))


def _sample(store: Store, connection: Connection, person: Person, row: Row[Any]) -> None:
    """Let all fields of a record be looked at, by somebody else first."""
    to_review(store, connection, row)
    connection.execute(update(records).where(records.c.number == row.number).values(sampled=True))
    put_aside(store, connection, person, row.id, _FOR_OTHERS)
    note(store, connection, "sample", row.id, actor=person.login)
