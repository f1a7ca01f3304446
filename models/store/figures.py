"""How the queue stands, for Prometheus and for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from models.store.database import Store
from models.store.jobs import JobState, given_up
from models.store.tables import documents, jobs, publications

# States in which something is still to come.
OPEN = (JobState.WAITING, JobState.DELAYED, JobState.HELD, JobState.READY, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of what is there now.

    Attributes:
        jobs: By state and priority, without those that are done or settled.
        ages: Seconds that the oldest ready job has waited, by priority.
        parked: By kind and error code.
        documents: By state.
        unpublished: Versions of records that a target does not have yet.
    """

    jobs: dict[tuple[str, int], int]
    ages: dict[int, float]
    parked: dict[tuple[str, str], int]
    documents: dict[str, int]
    unpublished: int


def figures(store: Store) -> Figures:
    """The figures of this moment.

    Raises:
        SohoaError: `database_unavailable`.
    """
    now = store.now()
    by_state = (
        select(jobs.c.state, jobs.c.priority, func.count(), func.min(jobs.c.due_at))
        .where(jobs.c.state.in_([*OPEN, JobState.PARKED]), or_(jobs.c.state.in_(OPEN), given_up()))
        .group_by(jobs.c.state, jobs.c.priority)
    )
    code: Any = jobs.c.error["code"].as_string()
    by_code = select(jobs.c.kind, code, func.count()).where(given_up()).group_by(jobs.c.kind, code)
    by_document = select(documents.c.state, func.count()).group_by(documents.c.state)
    waiting = select(func.count()).where(publications.c.published_at.is_(None))
    with store.read() as connection:
        rows = connection.execute(by_state).all()
        return Figures(
            {(row[0], row[1]): row[2] for row in rows},
            {
                row[1]: max(0.0, (now - row[3]).total_seconds())
                for row in rows
                if row[0] == JobState.READY
            },
            {(row[0], row[1]): row[2] for row in connection.execute(by_code)},
            {row[0]: row[1] for row in connection.execute(by_document)},
            connection.execute(waiting).scalar_one(),
        )
