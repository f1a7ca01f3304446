"""Batches that pages order: workers make the manifest and submit it, each file exactly once."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.errors import ErrorCode, SohoaError
from models.store import parked, workload
from models.store.batches import (
    Batch,
    BatchState,
    drop,
    get_batch,
    look_after,
    order_plan,
    order_run,
    pause,
    plan,
    planned,
    resume,
    retry,
    submit,
    submitted,
    take,
)
from models.store.database import Store
from models.store.intake import keep
from models.store.jobs import Job, JobKind, JobState, LeaseLost, claim, expired, wake_delayed
from models.store.manifest import failures, status
from models.store.reading import failed
from models.store.tables import audit_events, batch_items, jobs
from tests.models.store import builders
from tests.models.store.builders import Clock, at_once, count, problem, rows

FOLDER = "/kho/2019"
FILES = [("a.pdf", 10), ("b.pdf", 20)]


def ordered(store: Store, name: str = "kho", *, folder: str = FOLDER, unit: str = "xa-a") -> Batch:
    return order_plan(store, name, folder, unit=unit, declared_type=None, actor="an")


def looked_through(store: Store, files: Sequence[tuple[str, int]] = FILES) -> Batch:
    """A batch whose folder a worker has looked through."""
    batch = ordered(store)
    planned(store, builders.take(store, JobKind.PLAN), files)
    return batch


def submit_next(store: Store, batch: Batch, limit: int) -> None:
    """What a worker does with the job that submits, for so many files."""
    job = builders.take(store, JobKind.SUBMIT)
    items = take(store, batch, 0, limit)
    submit(store, batch, [(i, keep(store, io.BytesIO(i.path.encode()))) for i in items], "an")
    submitted(store, job, ["" for _ in items])


def give_up(store: Store, kind: JobKind, code: ErrorCode = ErrorCode.NOT_FOUND) -> Job:
    job = builders.take(store, kind)
    assert failed(store, job, problem(code)) is JobState.PARKED
    return job


def state_of(store: Store, kind: JobKind) -> str:
    [row] = rows(store, jobs, jobs.c.kind == kind)
    return str(row.state)


def test_a_batch_is_there_before_its_folder_is_looked_through(store: Store) -> None:
    batch = ordered(store)
    now = status(store, get_batch(store, "kho"))
    assert (now.batch, now.all_files) == (batch, 0)
    assert now.planning is not None
    assert now.planning.is_open
    planned(store, builders.take(store, JobKind.PLAN), FILES)
    now = status(store, get_batch(store, "kho"))
    assert (now.batch.state, now.all_files) == (BatchState.PLANNED, 2)
    assert now.planning is not None
    assert now.planning.answer == {"files": 2, "added": 2, "bytes": 30}
    [event] = rows(store, audit_events, audit_events.c.action == "plan_batch")
    assert (event.actor, event.details) == ("an", {"added": 2})


def test_ordering_twice_at_once_is_one_order(store: Store) -> None:
    found = at_once(4, lambda _: ordered(store).id)
    assert len(set(found)) == 1
    assert count(store, jobs) == 1


def test_a_folder_that_is_looked_through_again_gives_what_is_new(store: Store) -> None:
    looked_through(store)
    ordered(store)
    planned(store, builders.take(store, JobKind.PLAN), [*FILES, ("c.pdf", 5)])
    now = status(store, get_batch(store, "kho"))
    assert now.planning is not None
    assert now.planning.answer == {"files": 3, "added": 1, "bytes": 35}
    assert count(store, jobs) == 1


def test_another_folder_is_another_batch(store: Store) -> None:
    ordered(store)
    with pytest.raises(SohoaError, match="is of /kho/2019"):
        ordered(store, folder="/kho/2020")
    with pytest.raises(SohoaError, match="unit xa-a"):
        ordered(store, unit="xa-b")


def test_planning_of_a_dead_worker_is_taken_up_and_counts_once(store: Store, clock: Clock) -> None:
    ordered(store)
    dead = builders.take(store, JobKind.PLAN)
    clock.forward(61)
    with store.read() as connection:
        [lost] = expired(store, connection)
    assert failed(store, lost, problem(ErrorCode.WORKER_LOST)) is JobState.DELAYED
    clock.forward(10)
    with store.write() as connection:
        wake_delayed(store, connection)
    planned(store, builders.take(store, JobKind.PLAN), FILES)
    # It was not dead after all.
    with pytest.raises(LeaseLost):
        planned(store, dead, [*FILES, ("c.pdf", 1)])
    assert count(store, batch_items) == 2


def test_files_are_submitted_in_turns_until_none_is_left(store: Store) -> None:
    batch = looked_through(store, [(f"{n}.pdf", 1) for n in range(5)])
    order_run(store, batch, "an")
    assert get_batch(store, "kho").state is BatchState.RUNNING
    submit_next(store, batch, 2)
    assert state_of(store, JobKind.SUBMIT) == "ready"
    # What was submitted is opened before more is.
    assert [builders.take(store, JobKind.OPEN).kind for _ in range(2)] == ["open", "open"]
    submit_next(store, batch, 2)
    for _ in range(2):
        builders.take(store, JobKind.OPEN)
    submit_next(store, batch, 2)
    assert state_of(store, JobKind.SUBMIT) == "done"
    assert status(store, get_batch(store, "kho")).files["submitted"] == 5
    with pytest.raises(SohoaError, match="have been submitted"):
        order_run(store, batch, "an")


def test_nothing_is_started_while_it_is_planned_or_paused(store: Store) -> None:
    batch = looked_through(store)
    ordered(store)
    with pytest.raises(SohoaError, match="looked through"):
        order_run(store, batch, "an")
    planned(store, builders.take(store, JobKind.PLAN), FILES)
    pause(store, batch, "lan")
    with pytest.raises(SohoaError, match="paused"):
        order_run(store, batch, "an")
    assert claim(store) is None


def test_a_paused_batch_is_neither_looked_through_nor_submitted(store: Store) -> None:
    batch = looked_through(store)
    order_run(store, batch, "an")
    pause(store, batch, "lan")
    assert claim(store) is None
    resume(store, batch, "lan")
    job = builders.take(store, JobKind.SUBMIT)
    pause(store, batch, "lan")
    submitted(store, job, ["timeout"])
    ordered(store)
    look_after(store)
    assert claim(store) is None
    resume(store, batch, "lan")
    kinds = {claimed.kind for _ in range(2) if (claimed := claim(store)) is not None}
    assert kinds == {JobKind.PLAN, JobKind.SUBMIT}
    [row] = rows(store, jobs, jobs.c.kind == "submit")
    assert row.order == {"actor": "an", "ends": []}


def test_a_batch_is_not_finished_while_something_of_it_is_to_come(store: Store) -> None:
    batch = looked_through(store)
    order_run(store, batch, "an")
    items = take(store, batch, 0, 9)
    submit(store, batch, [(item, problem(ErrorCode.EMPTY_FILE)) for item in items], "an")
    look_after(store)
    assert get_batch(store, "kho").state is BatchState.RUNNING
    submitted(store, builders.take(store, JobKind.SUBMIT), [])
    look_after(store)
    assert get_batch(store, "kho").state is BatchState.FINISHED


@pytest.mark.parametrize("kind", [JobKind.PLAN, JobKind.SUBMIT])
def test_what_could_not_be_done_is_told_and_tried_again(store: Store, kind: JobKind) -> None:
    if kind is JobKind.PLAN:
        batch = ordered(store)
    else:
        batch = looked_through(store)
        order_run(store, batch, "an")
    give_up(store, kind)
    now = status(store, get_batch(store, "kho"))
    assert [str(work.error) for work in now.given_up] == [str(problem(ErrorCode.NOT_FOUND))]
    [failure] = failures(store, batch)
    assert (failure.path, failure.error.code) == (".", ErrorCode.NOT_FOUND)
    look_after(store)
    assert get_batch(store, "kho").state is not BatchState.FINISHED
    assert retry(store, batch, "an", ErrorCode.TIMEOUT).jobs == 0
    assert retry(store, batch, "an", ErrorCode.NOT_FOUND).jobs == 1
    assert builders.take(store, kind).attempts == 1
    assert failures(store, batch) == []


def test_refused_files_are_submitted_again_by_workers_when_those_had_it(store: Store) -> None:
    batch = looked_through(store)
    order_run(store, batch, "an")
    job = builders.take(store, JobKind.SUBMIT)
    items = take(store, batch, 0, 9)
    submit(store, batch, [(item, problem(ErrorCode.EMPTY_FILE)) for item in items], "an")
    submitted(store, job, ["empty_file", "empty_file"])
    assert retry(store, batch, "an").files == 2
    submit_next(store, batch, 9)
    assert status(store, get_batch(store, "kho")).files["submitted"] == 2


def test_a_batch_that_is_dropped_while_it_is_planned_is_gone(store: Store) -> None:
    batch = ordered(store)
    job = builders.take(store, JobKind.PLAN)
    drop(store, batch, "an")
    with pytest.raises(LeaseLost):
        planned(store, job, FILES)
    with pytest.raises(LeaseLost):
        failed(store, job, problem(ErrorCode.NOT_FOUND))
    assert count(store, batch_items) == count(store, jobs) == 0


def test_a_batch_that_was_started_is_not_dropped(store: Store) -> None:
    batch = looked_through(store)
    order_run(store, batch, "an")
    with pytest.raises(SohoaError, match="never started"):
        drop(store, batch, "an")
    pause(store, batch, "an")
    with pytest.raises(SohoaError, match="never started"):
        drop(store, batch, "an")
    assert count(store, batch_items) == 2


def test_a_batch_of_the_command_line_has_no_such_jobs(store: Store) -> None:
    plan(store, "tay", Path(FOLDER), FILES)
    now = status(store, get_batch(store, "tay"))
    assert (now.planning, now.submitting) == (None, None)
    order_run(store, get_batch(store, "tay"), "an")
    submit_next(store, get_batch(store, "tay"), 9)
    assert status(store, get_batch(store, "tay")).files["submitted"] == 2


def test_the_queue_shows_them_to_who_sees_the_unit(store: Store) -> None:
    ordered(store)
    job = builders.take(store, JobKind.PLAN)
    with store.read() as connection:
        [mine] = workload.running(connection, ["xa-a"])
        [other] = workload.running(connection, ["xa-b"])
    assert (mine["file_name"], other["file_name"]) == ("kho", None)
    failed(store, job, problem(ErrorCode.NOT_FOUND))
    with store.read() as connection:
        [row] = workload.parked_of(connection, ["xa-a"])
        assert workload.parked_of(connection, ["xa-b"]) == []
    assert row.name == "kho"
    [row] = parked.parked(store)
    assert row.name == "kho"
    with pytest.raises(SohoaError):
        parked.retry_one(store, job.id, ["xa-b"], actor="lan")
    assert parked.retry_of(store, ["xa-b"], actor="lan") == 0
    assert parked.retry_one(store, job.id, ["xa-a"], actor="lan") == 1
    give_up(store, JobKind.PLAN)
    assert parked.retry_of(store, ["xa-a"], actor="lan") == 1
    give_up(store, JobKind.PLAN)
    assert parked.retry_of(store, None, actor="lan") == 1
