"""Approving many records at once of which nothing is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import random
from uuid import UUID

from sqlalchemy import select

from models.people import Person
from models.store.audit import note
from models.store.database import Store
from models.store.leases import holder
from models.store.records import RecordState, to_review, vouch
from models.store.tables import records

# How many records are approved at once, and the share of them that is looked at all the same.
MOST_AT_ONCE, SAMPLED = 50, 0.05


@dataclass(frozen=True, slots=True)
class Bulk:
    """What came of approving many records at once: how many, and which are to be reviewed."""

    approved: int
    sampled: tuple[UUID, ...]


def approve_sure(
    store: Store, person: Person, chosen: Sequence[UUID], draw: Callable[[], float] = random
) -> Bulk:
    """Approve records of which nothing is doubtful; some, drawn by chance, go to review instead.

    Those that are not sure any more, or that somebody has on the screen, are left alone.

    Args:
        store: Where records are kept.
        person: Who approves.
        chosen: At most `MOST_AT_ONCE` records.
        draw: A number from 0 to 1 at random.
    """
    now = store.now()
    approved, sampled = 0, []
    with store.write() as connection:
        rows = connection.execute(
            select(records)
            .where(records.c.id.in_(chosen[:MOST_AT_ONCE]), records.c.state == RecordState.ACCEPTED)
            .order_by(records.c.number)
            .with_for_update()
        ).all()
        for row in rows:
            if not person.sees(row.unit) or holder(connection, row.id, now) is not None:
                continue
            if draw() < SAMPLED:
                to_review(store, connection, row)
                note(store, connection, "sample", row.id, actor=person.login)
                sampled.append(row.id)
                continue
            vouch(
                store, connection, row.id, row.version, person.login,
                after_s=store.settings.undo_s, details={"bulk": True},
            )  # fmt: skip
            approved += 1
    return Bulk(approved, tuple(sampled))
