"""The jobs of a batch itself: its folder is looked through, its files are submitted, by workers.

Each batch has one row for each of the two, which is made ready again when more is to be done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, select, update

from models.errors import SohoaError
from models.store.database import Store
from models.store.jobs import (
    Job,
    JobKind,
    JobState,
    LeaseLost,
    Priority,
    add_job,
    held_by,
    next_turn,
)
from models.store.tables import batches, jobs

KINDS = (JobKind.PLAN, JobKind.SUBMIT)
_ENDED = (JobState.DONE, JobState.PARKED)
# To plan is short work, and somebody waits for it; to submit takes turns with the reading.
_PRIORITIES = {JobKind.PLAN: Priority.FOLDER, JobKind.SUBMIT: Priority.BATCH}


@dataclass(frozen=True, slots=True)
class Work:
    """How far such a job of a batch is.

    Attributes:
        error: Why it was given up, or what it rests after.
        answer: What it has found, once it is done.
        changed_at: Since when it is in this state.
    """

    state: JobState
    error: SohoaError | None
    answer: Mapping[str, Any] | None
    changed_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self.state not in _ENDED

    def to_json(self) -> dict[str, Any]:
        """For other programs."""
        return {"state": self.state, "error": self.error and self.error.to_json()}


def works_of(connection: Connection, batch: UUID) -> dict[JobKind, Work]:
    """The jobs of a batch itself, those that it has."""
    rows = connection.execute(select(jobs).where(_of(batch), jobs.c.kind.in_(KINDS)))
    return {
        JobKind(row.kind): Work(
            JobState(row.state), SohoaError.from_json(row.error) if row.error else None,
            row.answer, row.changed_at,
        )
        for row in rows
    }  # fmt: skip


def ask(
    store: Store, connection: Connection, batch: UUID, kind: JobKind, order: Mapping[str, Any]
) -> None:
    """Have a job of a batch done, which the caller has locked; one that is open stays as it is."""
    row = connection.execute(
        select(jobs.c.id, jobs.c.state).where(_of(batch), jobs.c.kind == kind)
    ).one_or_none()
    if row is None:
        add_job(store, connection, kind, priority=_PRIORITIES[kind], order=order, batch=batch)
    elif row.state in _ENDED:
        _make_ready(store, connection, batch, jobs.c.id == row.id, order=order, answer=None)


def again(
    store: Store, connection: Connection, batch: UUID, code: str | None, *, files: bool
) -> int:
    """Do jobs of a batch again that were given up; how many.

    Args:
        store: Where.
        connection: To the database.
        batch: Which one.
        code: Only what failed for this reason; None: for any.
        files: Whether files that were refused are to be submitted again, too.
    """
    given_up = jobs.c.state == JobState.PARKED
    if code is not None:
        given_up = and_(given_up, jobs.c.error["code"].as_string() == code)
    count = _make_ready(store, connection, batch, given_up, answer=None)
    if files:
        done = and_(jobs.c.kind == JobKind.SUBMIT, jobs.c.state == JobState.DONE)
        count += _make_ready(store, connection, batch, done)
    return count


def rest(store: Store, connection: Connection, job: Job, order: Mapping[str, Any]) -> None:
    """Let a job that has done a part of its work wait for its next turn.

    Raises:
        LeaseLost: The job was given to another; the transaction must be undone.
    """
    assert job.batch is not None
    if _make_ready(store, connection, job.batch, held_by(job), order=order) != 1:
        raise LeaseLost


def _make_ready(
    store: Store, connection: Connection, batch: UUID, chosen: ColumnElement[bool], **values: Any
) -> int:
    now = store.now()
    # Locked before any job is: who pauses or resumes it just now must find what is made ready.
    its_state = select(batches.c.state).where(batches.c.id == batch).with_for_update()
    paused = connection.execute(its_state).scalar_one() == "paused"
    state = JobState.HELD if paused else JobState.READY
    found = connection.execute(
        select(jobs.c.id, jobs.c.priority).where(_of(batch), jobs.c.kind.in_(KINDS), chosen)
    ).all()
    for row in found:
        connection.execute(
            update(jobs)
            .where(jobs.c.id == row.id)
            .values(
                state=state, attempts=0, error=None, owner=None, lease_until=None, due_at=now,
                changed_at=now, turn=next_turn(connection, row.priority, batch), **values,
            )
        )  # fmt: skip
    return len(found)


def own_batch() -> ColumnElement[bool]:
    """Joins a job to the batch that it is a job of itself, rather than one of its documents."""
    return and_(batches.c.id == jobs.c.batch, jobs.c.kind.in_(KINDS))


def _of(batch: UUID) -> ColumnElement[bool]:
    return jobs.c.batch == batch
