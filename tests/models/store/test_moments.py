"""Keys that grow with time, found by the moment."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from models.store.database import Store
from models.store.moments import first_from
from models.store.tables import submissions
from tests.models.store.builders import Clock, rows, submit


def test_rows_from_a_moment_on(store: Store, clock: Clock) -> None:
    """Each moment parts the rows as their own moments do, where keys are missing, too."""
    key, at = submissions.c.id, submissions.c.at
    began = store.now()
    with store.read() as connection:
        assert first_from(connection, key, at, began) == 0
    for hours in (1, 0, 5, 1, 1, 30, 2, 1):
        clock.forward(hours * 3600)
        submit(store, b"one")
    with store.write() as connection:
        connection.execute(delete(submissions).where(key.in_([1, 4, 5])))
    found = rows(store, submissions)
    with store.read() as connection:
        for hour in range(-1, 45):
            moment = began + timedelta(hours=hour)
            first = first_from(connection, key, at, moment)
            assert [row.at >= moment for row in found] == [row.id >= first for row in found], hour
