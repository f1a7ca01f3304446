"""What tests of publishing do with a store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from extractors.reader import Reader
from models.store.database import Store
from models.store.jobs import JobKind, JobState, Priority, wake_delayed
from models.store.tables import jobs
from tests.models.store.builders import Clock
from tests.worker.bells import SilentBell
from worker.tasks import Worker


def work(store: Store, clock: Clock, rounds: int = 20) -> None:
    """Do all that is due, and what becomes due within the next seconds, a job a round."""
    with Reader(replace(store.settings, memory_mb=100), 0) as reader:
        worker = Worker(store, SilentBell(store.settings), reader)
        for _ in range(rounds):
            worker.work(Priority.BATCH)
            clock.forward(0.5)
            with store.write() as connection:
                wake_delayed(store, connection)


def states(store: Store) -> list[str]:
    """Of the jobs that publish, the oldest first."""
    with store.read() as connection:
        found = select(jobs.c.state).where(jobs.c.kind == JobKind.PUBLISH).order_by(jobs.c.id)
        return list(connection.execute(found).scalars())


def errors(store: Store, state: JobState = JobState.PARKED) -> list[dict[str, Any]]:
    """Why jobs that publish are in a state."""
    chosen = (jobs.c.kind == JobKind.PUBLISH, jobs.c.state == state)
    with store.read() as connection:
        found = select(jobs.c.error).where(*chosen).order_by(jobs.c.id)
        return list(connection.execute(found).scalars())
