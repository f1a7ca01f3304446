"""Jobs: what is to be done, by whom, how often it was tried and why it failed.

A job is taken by a conditional update that gives it an owner and a lease, and finished in the same
transaction as its effect, provided that the owner still has it. What a worker leaves behind when
it dies is given to another once the lease is over.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, insert, or_, select, update

from models.errors import ErrorCode, SohoaError
from models.store.database import Store
from models.store.tables import batches, jobs


class Priority:
    """Lower goes first."""

    ASKED = 0  # a person waits before the screen
    COUNTER = 10
    FOLDER = 20
    BATCH = 30


class JobKind(StrEnum):
    """What a job does."""

    OPEN = "open"
    PAGE = "page"
    ASSEMBLE = "assemble"
    REGION = "region"
    COMPOSE = "compose"
    PUBLISH = "publish"
    # Of a batch, not of a document.
    PLAN = "plan"
    SUBMIT = "submit"
    # Of a webhook: sends all that is due, again and again.
    DELIVER = "deliver"


class JobState(StrEnum):
    """`waiting` for other jobs, `delayed` after a failure, `held` by a paused batch."""

    WAITING = "waiting"
    DELAYED = "delayed"
    HELD = "held"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Job:
    """A job that was taken; `owner` names this taking of it."""

    id: int
    kind: JobKind
    document: UUID | None
    page: int
    publication: int | None
    order: Mapping[str, Any] | None
    batch: UUID | None
    priority: int
    turn: int
    attempts: int
    owner: str


class LeaseLost(Exception):
    """Another worker has the job now; what this one did for it has no effect."""


# What may go well another time; anything else is the paper's own fault.
PASSING = frozenset(
    {
        ErrorCode.TIMEOUT,
        ErrorCode.OUT_OF_MEMORY,
        ErrorCode.INTERNAL,
        ErrorCode.WORKER_LOST,
        ErrorCode.STORE_UNAVAILABLE,
        ErrorCode.DATABASE_UNAVAILABLE,
        ErrorCode.OBJECT_MISSING,
        ErrorCode.OBJECT_CORRUPT,
        ErrorCode.TARGET_UNAVAILABLE,
        ErrorCode.TARGET_MISCONFIGURED,
        ErrorCode.ENGINE_MISSING,
    }
)


# Another system may be away for a day.
PUBLISH_TRIES = 30
LONGEST_DELAY = timedelta(hours=1)


# In the answer of a parked job: who has seen to its reason. It is listed no more.
SETTLED_BY = "settled_by"


def given_up() -> ColumnElement[bool]:
    """Jobs that wait for a person to try them again, or to settle them otherwise.

    Of a marked part that was not read, who marked it has been told.
    """
    return and_(
        jobs.c.state == JobState.PARKED, jobs.c.kind != JobKind.REGION,
        jobs.c.answer[SETTLED_BY].as_string().is_(None),
    )  # fmt: skip


def worker_lost() -> SohoaError:
    """The reason when nobody lives to tell one."""
    return SohoaError(
        ErrorCode.WORKER_LOST,
        "The worker was killed or hung while it worked on this.",
        "Look for lack of memory on its machine, then retry.",
    )


def add_job(
    store: Store, connection: Connection, kind: JobKind, *, priority: int,
    document: UUID | None = None, page: int = 0, publication: int | None = None,
    order: Mapping[str, Any] | None = None, batch: UUID | None = None, turn: int | None = None,
    state: JobState = JobState.READY,
) -> int:  # fmt: skip
    """Add a job, `ready` or `waiting`, and return its id; a paused batch's is held.

    Without a turn, its place in the fair order is after the last of its batch, or now.
    """
    now = store.now()
    if turn is None:
        turn = next_turn(connection, priority, batch)
    if state is JobState.READY and batch is not None and _is_paused(connection, batch):
        state = JobState.HELD
    made: int = connection.execute(
        insert(jobs)
        .values(
            kind=kind,
            document=document,
            page=page,
            publication=publication,
            order=order,
            batch=batch,
            state=state,
            priority=priority,
            turn=turn,
            due_at=now,
            created_at=now,
            changed_at=now,
        )
        .returning(jobs.c.id)
    ).scalar_one()
    return made


def open_all(
    store: Store, connection: Connection, chosen: Sequence[UUID], priority: int, batch: UUID | None
) -> None:
    """Add a job that opens each of the documents, as `add_job` would one after the other."""
    if not chosen:
        return
    now = store.now()
    turns = next_turns(connection, priority, batch, len(chosen))
    held = batch is not None and _is_paused(connection, batch)
    connection.execute(
        insert(jobs),
        [
            {
                "kind": JobKind.OPEN, "document": document, "batch": batch,
                "state": JobState.HELD if held else JobState.READY, "priority": priority,
                "turn": turn, "due_at": now, "created_at": now, "changed_at": now,
            }
            for document, turn in zip(chosen, turns, strict=True)
        ],
    )  # fmt: skip


def next_turn(connection: Connection, priority: int, batch: UUID | None) -> int:
    """A place in the fair order: batches of one priority take turns, page by page.

    Start-time fair queueing (Goyal, Vin, Cheng 1996): whoever comes new starts at the turn that
    is being served, and each further job of a batch one turn later.
    """
    return next_turns(connection, priority, batch, 1)[0]


def next_turns(
    connection: Connection, priority: int, batch: UUID | None, count: int
) -> Sequence[int]:
    """Places for so many jobs, see `next_turn`."""
    served = _served_turn(connection, priority)
    if batch is None:
        return [served] * count
    following = case((batches.c.turn >= served, batches.c.turn + count), else_=served + count - 1)
    last: int = connection.execute(
        update(batches)
        .where(batches.c.id == batch)
        .values(turn=following)
        .returning(batches.c.turn)
    ).scalar_one()
    return range(last - count + 1, last + 1)


def _served_turn(connection: Connection, priority: int) -> int:
    """The furthest turn that any job of the priority has had."""
    last = [
        connection.execute(
            select(func.max(jobs.c.turn)).where(jobs.c.state == state, jobs.c.priority == priority)
        ).scalar()
        for state in (JobState.RUNNING, JobState.DONE)
    ]
    return max((turn for turn in last if turn is not None), default=0)


def _is_paused(connection: Connection, batch: UUID) -> bool:
    # Locked: who resumes it just now must find what is held because of this.
    chosen = select(batches.c.state).where(batches.c.id == batch).with_for_update(read=True)
    return str(connection.execute(chosen).scalar_one()) == "paused"


def ready_count(store: Store, least: int, limit: int) -> int:
    """How many jobs could be taken by `claim` with the same `least`, at most `limit`."""
    chosen = (
        select(jobs.c.id)
        .where(jobs.c.state == JobState.READY, jobs.c.priority <= least)
        .limit(limit)
        .subquery()
    )
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(chosen)).scalar_one()


def claim(store: Store, least: int = Priority.BATCH) -> Job | None:
    """Take the job that should be done next, if there is any of priority `least` or more."""
    now = store.now()
    owner = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex}"
    with store.write() as connection:
        found = connection.execute(
            select(jobs.c.id)
            .where(jobs.c.state == JobState.READY, jobs.c.priority <= least)
            .order_by(jobs.c.priority, jobs.c.turn, jobs.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).scalar()
        if found is None:
            return None
        row = connection.execute(
            update(jobs)
            .where(jobs.c.id == found, jobs.c.state == JobState.READY)
            .values(
                state=JobState.RUNNING, owner=owner, attempts=jobs.c.attempts + 1,
                lease_until=now + timedelta(seconds=store.settings.lease_s), changed_at=now,
            )
            .returning(*jobs.c)
        ).one()  # fmt: skip
    return _job(row)


def _job(row: Row[Any]) -> Job:
    return Job(
        row.id, JobKind(row.kind), row.document, row.page, row.publication, row.order, row.batch,
        row.priority, row.turn, row.attempts, row.owner,
    )  # fmt: skip


def held_by(job: Job) -> ColumnElement[bool]:
    """The row of a job, as long as it was not given to another."""
    return and_(jobs.c.id == job.id, jobs.c.state == JobState.RUNNING, jobs.c.owner == job.owner)


def heartbeat(store: Store, job: Job) -> None:
    """Say that the worker lives.

    Raises:
        LeaseLost: The job was given to another.
    """
    now = store.now()
    until = now + timedelta(seconds=store.settings.lease_s)
    with store.write() as connection:
        kept = connection.execute(update(jobs).where(held_by(job)).values(lease_until=until))
        if kept.rowcount != 1:
            raise LeaseLost


def finish(
    store: Store, connection: Connection, job: Job, answer: Mapping[str, Any] | None = None
) -> None:
    """Mark the job as done, in the transaction of its effect.

    Raises:
        LeaseLost: The job was given to another; the transaction must be undone.
    """
    kept = connection.execute(
        update(jobs)
        .where(held_by(job))
        .values(
            state=JobState.DONE, owner=None, lease_until=None, error=None, answer=answer,
            changed_at=store.now(),
        )
    )  # fmt: skip
    if kept.rowcount != 1:
        raise LeaseLost


def set_back(store: Store, connection: Connection, job: Job, error: SohoaError) -> JobState:
    """Let a failed job be tried again later, or park it with its reason.

    One that delivers is never parked: what it sends is given up piece by piece.

    Returns:
        `delayed` or `parked`.

    Raises:
        LeaseLost: The job was given to another.
    """
    tries = PUBLISH_TRIES if job.kind is JobKind.PUBLISH else store.settings.max_attempts
    again = job.kind is JobKind.DELIVER or (error.code in PASSING and job.attempts < tries)
    state = JobState.DELAYED if again else JobState.PARKED
    now = store.now()
    wait = _delay(store, job.attempts)
    kept = connection.execute(
        update(jobs)
        .where(held_by(job))
        .values(
            state=state, owner=None, lease_until=None, error=error.to_json(), due_at=now + wait,
            changed_at=now,
        )
    )  # fmt: skip
    if kept.rowcount != 1:
        raise LeaseLost
    return state


def _delay(store: Store, attempts: int) -> timedelta:
    """How long a job rests after so many tries."""
    seconds = store.settings.retry_s * 4.0 ** (attempts - 1)
    return timedelta(seconds=min(seconds, LONGEST_DELAY.total_seconds()))


def expired(store: Store, connection: Connection) -> list[Job]:
    """Running jobs whose worker is dead or silent.

    A lease that ends later than any lease can is the mark of a clock that was set back.
    """
    now = store.now()
    longest = now + timedelta(seconds=2 * store.settings.lease_s)
    here = f"{socket.gethostname()}:"
    rows = connection.execute(
        select(*jobs.c).where(
            jobs.c.state == JobState.RUNNING,
            or_(
                jobs.c.lease_until < now,
                jobs.c.lease_until > longest,
                jobs.c.owner.startswith(here, autoescape=True),
            ),
        )
    ).all()
    return [
        _job(row) for row in rows if not now <= row.lease_until <= longest or not _lives(row.owner)
    ]


def _lives(owner: str) -> bool:
    """Whether the process that took the job on this machine is there."""
    try:
        os.kill(int(owner.rsplit(":", 2)[1]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def wake_delayed(store: Store, connection: Connection) -> int:
    """Make jobs ready whose time has come, or held when their batch is paused; how many.

    A time later than any delay can be is the mark of a clock that was set back.
    """
    now = store.now()
    longest = now + LONGEST_DELAY
    # Locked: who resumes one just now must find what is held here.
    chosen = select(batches.c.id).where(batches.c.state == "paused").with_for_update(read=True)
    paused = jobs.c.batch.in_(connection.execute(chosen).scalars().all())
    return connection.execute(
        update(jobs)
        .where(
            jobs.c.state == JobState.DELAYED,
            or_(jobs.c.due_at <= now, jobs.c.due_at > longest),
        )
        .values(state=case((paused, JobState.HELD), else_=JobState.READY), changed_at=now)
    ).rowcount
