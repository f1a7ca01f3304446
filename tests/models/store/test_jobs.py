"""Jobs: one worker each, in a fair order, given on when the worker is gone, never for ever."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, update

from models.errors import ErrorCode
from models.store import reading
from models.store.batches import get_batch, pause, resume
from models.store.database import Store
from models.store.intake import Way, ensure_unit
from models.store.jobs import (
    LONGEST_DELAY,
    PUBLISH_TRIES,
    Job,
    JobKind,
    JobState,
    LeaseLost,
    Priority,
    claim,
    expired,
    finish,
    heartbeat,
    ready_count,
    set_back,
    wake_delayed,
    worker_lost,
)
from models.store.tables import batches, jobs, units
from tests.models.store.builders import (
    Clock,
    at_once,
    count,
    open_file,
    problem,
    read_page,
    rows,
    states,
    submit,
    take,
    together,
)

ELSEWHERE = "another-machine:1:x"


def submit_many(store: Store, number: int, prefix: str = "") -> list[UUID]:
    return [submit(store, f"{prefix}{n}".encode()).document for n in range(number)]


def batch_of(store: Store, name: str, number: int) -> list[UUID]:
    """A batch of so many files."""
    batch = uuid4()
    with store.write() as connection:
        ensure_unit(connection, "xa-a")
        values = {"id": batch, "name": name, "folder": "/", "state": "running", "unit": "xa-a"}
        connection.execute(insert(batches).values(**values, created_at=store.now()))
    return [
        submit(store, f"{name}{n}".encode(), way=Way.BATCH, batch=batch).document
        for n in range(number)
    ]


def claimed(store: Store, number: int) -> list[UUID | None]:
    jobs = [claim(store) for _ in range(number)]
    return [job.document for job in jobs if job]


def finish_alone(store: Store, job: Job) -> None:
    with store.write() as connection:
        finish(store, connection, job)


def is_elsewhere(store: Store, job: Job) -> Job:
    """The job as if a worker on another machine had taken it."""
    with store.write() as connection:
        connection.execute(update(jobs).where(jobs.c.id == job.id).values(owner=ELSEWHERE))
    return Job(**{name: getattr(job, name) for name in job.__slots__} | {"owner": ELSEWHERE})


def sweep(store: Store) -> Sequence[Job]:
    """What the sweeper does for jobs."""
    with store.read() as connection:
        lost = expired(store, connection)
    taken = []
    for job in lost:
        try:
            reading.failed(store, job, worker_lost())
        except LeaseLost:
            continue
        taken.append(job)
    with store.write() as connection:
        wake_delayed(store, connection)
    return taken


class TestClaiming:
    def test_no_two_workers_get_one_job(self, store: Store) -> None:
        submit_many(store, 60)

        def work(_: int) -> list[int]:
            return [job.id for job in iter(lambda: claim(store), None)]

        taken = [number for found in at_once(12, work) for number in found]
        assert len(taken) == len(set(taken)) == 60

    def test_each_job_is_done_once_though_workers_die(self, store: Store, clock: Clock) -> None:
        """Each takes jobs until there are none; every third is dropped as if by a death."""
        submit_many(store, 30)
        done: list[int] = []

        def work(_: int) -> None:
            while job := claim(store):
                if job.attempts == 1 and job.id % 3 == 0:
                    is_elsewhere(store, job)
                    continue
                finish_alone(store, job)
                done.append(job.id)

        at_once(6, work)
        clock.forward(61)
        assert len(sweep(store)) == 10
        clock.forward(5)
        sweep(store)
        at_once(6, work)
        assert sorted(done) == sorted(row.id for row in rows(store, jobs))

    def test_nothing_to_do(self, store: Store) -> None:
        assert claim(store) is None

    def test_the_more_urgent_goes_first(self, store: Store) -> None:
        archive = submit(store, b"archive", way=Way.BATCH).document
        folder = submit(store, b"folder", way=Way.FOLDER).document
        counter = submit(store, b"counter").document
        assert claimed(store, 3) == [counter, folder, archive]

    def test_a_worker_of_the_counter_leaves_the_archive_alone(self, store: Store) -> None:
        submit(store, b"archive", way=Way.BATCH)
        assert ready_count(store, Priority.COUNTER, 10) == 0
        assert claim(store, Priority.COUNTER) is None
        counter = submit(store, b"counter").document
        assert ready_count(store, Priority.COUNTER, 10) == 1
        job = claim(store, Priority.COUNTER)
        assert job is not None
        assert job.document == counter

    def test_the_count_of_ready_jobs_is_bounded(self, store: Store) -> None:
        submit_many(store, 5)
        assert ready_count(store, Priority.BATCH, 3) == 3


class TestFairTurns:
    def test_batches_take_turns(self, store: Store) -> None:
        first = batch_of(store, "first", 4)
        second = batch_of(store, "second", 4)
        expected = [each for pair in zip(first, second, strict=True) for each in pair]
        assert claimed(store, 8) == expected

    def test_a_newcomer_starts_at_the_turn_that_is_served(self, store: Store) -> None:
        first = batch_of(store, "first", 20)
        second = batch_of(store, "second", 20)
        for _ in range(20):
            job = claim(store)
            assert job is not None
            finish_alone(store, job)
        third = batch_of(store, "third", 20)
        following = claimed(store, 9)
        assert [sum(each in batch for each in following) for batch in (first, second, third)] == [
            pytest.approx(3, abs=1)
        ] * 3

    def test_a_batch_that_rested_does_not_catch_up(self, store: Store) -> None:
        """Its turns of long ago would otherwise give it all workers for as long again."""
        resting = batch_of(store, "resting", 1)
        busy = batch_of(store, "busy", 20)
        for _ in range(16):
            job = claim(store)
            assert job is not None
            finish_alone(store, job)
        with store.read() as connection:
            batch = connection.execute(
                batches.select().where(batches.c.name == "resting")
            ).one().id  # fmt: skip
        again = [
            submit(store, f"again{n}".encode(), way=Way.BATCH, batch=batch).document
            for n in range(5)
        ]
        following = claimed(store, 6)
        assert sum(each in again for each in following) == 3
        assert resting[0] not in following
        assert sum(each in busy for each in following) == 3

    def test_pages_of_a_long_file_let_others_in_between(self, store: Store) -> None:
        submit(store, b"long")
        long = open_file(store, 50)
        for _ in range(5):
            read_page(store, take(store, JobKind.PAGE))
        short = submit(store, b"short").document
        assert short in claimed(store, 2)
        assert states(store, long)["page", 50] == JobState.READY


class TestLease:
    def test_the_job_of_a_silent_worker_is_given_to_another(
        self, store: Store, clock: Clock
    ) -> None:
        submit(store)
        first = is_elsewhere(store, take(store, JobKind.OPEN))
        clock.forward(59)
        assert sweep(store) == []
        clock.forward(2)
        assert [job.id for job in sweep(store)] == [first.id]
        clock.forward(5)
        sweep(store)
        second = take(store, JobKind.OPEN)
        assert (second.id, second.attempts) == (first.id, 2)

    def test_what_comes_too_late_is_undone(self, store: Store, clock: Clock) -> None:
        submit(store)
        first = is_elsewhere(store, take(store, JobKind.OPEN))
        clock.forward(61)
        sweep(store)
        with pytest.raises(LeaseLost), store.write() as connection:
            connection.execute(insert(units).values(code="late", name="late"))
            finish(store, connection, first)
        assert "late" not in [row.code for row in rows(store, units)]
        with pytest.raises(LeaseLost):
            heartbeat(store, first)
        with pytest.raises(LeaseLost):
            reading.failed(store, first, problem())

    def test_the_same_worker_may_take_it_again_and_the_first_time_is_void(
        self, store: Store, clock: Clock
    ) -> None:
        submit(store)
        first = take(store, JobKind.OPEN)
        reading.failed(store, first, problem())
        clock.forward(5)
        sweep(store)
        second = take(store, JobKind.OPEN)
        with pytest.raises(LeaseLost):
            finish_alone(store, first)
        finish_alone(store, second)

    def test_a_sign_of_life_keeps_the_job(self, store: Store, clock: Clock) -> None:
        submit(store)
        job = is_elsewhere(store, take(store, JobKind.OPEN))
        for _ in range(5):
            clock.forward(50)
            heartbeat(store, job)
            assert sweep(store) == []
        finish_alone(store, job)

    def test_a_dead_process_on_this_machine_is_noticed_at_once(self, store: Store) -> None:
        submit(store)
        job = take(store, JobKind.OPEN)
        dead = subprocess.Popen([sys.executable, "-c", ""])
        dead.wait()
        for pid, gone in ((os.getpid(), False), (1, False), (dead.pid, True)):
            owner = f"{socket.gethostname()}:{pid}:x"
            with store.write() as connection:
                connection.execute(update(jobs).values(owner=owner))
            assert bool(sweep(store)) is gone
        assert [row.error["code"] for row in rows(store, jobs)] == [ErrorCode.WORKER_LOST]
        assert job.attempts == 1

    def test_two_sweepers_at_once_take_a_job_once(self, store: Store, clock: Clock) -> None:
        submit_many(store, 10)
        for _ in range(10):
            is_elsewhere(store, take(store, JobKind.OPEN))
        clock.forward(61)
        taken = [job.id for found in at_once(4, lambda _: sweep(store)) for job in found]
        assert sorted(taken) == sorted(row.id for row in rows(store, jobs))
        assert {row.attempts for row in rows(store, jobs)} == {1}

    def test_a_clock_set_forward_costs_one_try(self, store: Store, clock: Clock) -> None:
        submit(store)
        job = is_elsewhere(store, take(store, JobKind.OPEN))
        clock.forward(86_400)
        assert [each.id for each in sweep(store)] == [job.id]
        clock.forward(5)
        sweep(store)
        finish_alone(store, take(store, JobKind.OPEN))

    def test_a_clock_set_back_leaves_no_job_waiting_for_the_old_time(
        self, store: Store, clock: Clock
    ) -> None:
        submit_many(store, 2)
        running = is_elsewhere(store, take(store, JobKind.OPEN))
        delayed = take(store, JobKind.OPEN)
        reading.failed(store, delayed, problem())
        clock.back(365 * 86_400)
        assert [job.id for job in sweep(store)] == [running.id]
        assert take(store, JobKind.OPEN).id == delayed.id
        clock.forward(5)
        sweep(store)
        assert take(store, JobKind.OPEN).id == running.id


class TestTries:
    def test_each_try_waits_four_times_as_long_and_the_last_parks(
        self, store: Store, clock: Clock
    ) -> None:
        document = submit(store).document
        for wait in (5, 20):
            assert reading.failed(store, take(store, JobKind.OPEN), problem()) == JobState.DELAYED
            clock.forward(wait - 1)
            sweep(store)
            assert claim(store) is None
            clock.forward(1)
            sweep(store)
        assert reading.failed(store, take(store, JobKind.OPEN), problem()) == JobState.PARKED
        [job] = rows(store, jobs)
        assert (job.state, job.attempts, job.owner, job.lease_until) == ("parked", 3, None, None)
        assert job.error == problem().to_json()
        clock.forward(86_400)
        sweep(store)
        assert claim(store) is None
        assert states(store, document) == {("open", 0): "parked"}

    def test_a_job_of_a_paused_batch_is_held_when_its_time_has_come(
        self, store: Store, clock: Clock
    ) -> None:
        [document] = batch_of(store, "first", 1)
        reading.failed(store, take(store, JobKind.OPEN), problem())
        with store.write() as connection:
            connection.execute(update(batches).values(state="paused"))
        clock.forward(60)
        sweep(store)
        assert states(store, document) == {("open", 0): "held"}

    def test_a_batch_that_is_resumed_just_then_leaves_no_job_held(
        self, store: Store, clock: Clock
    ) -> None:
        """Pages are added and delayed jobs come back while a person presses the button."""
        for turn in range(8):
            name = f"batch {turn}"
            documents = batch_of(store, name, 2)
            opening, failing = (take(store, JobKind.OPEN) for _ in range(2))
            reading.failed(store, failing, problem())
            batch = get_batch(store, name)
            pause(store, batch, "hoa")
            clock.forward(60)
            together(
                partial(reading.opened, store, opening, {}, 3),
                partial(resume, store, batch, "hoa"),
                partial(sweep, store),
            )
            sweep(store)
            found = {state for each in documents for state in states(store, each).values()}
            assert "held" not in found
            while claim(store):
                continue

    def test_what_cannot_go_well_is_not_tried_again(self, store: Store) -> None:
        submit(store)
        job = take(store, JobKind.OPEN)
        assert reading.failed(store, job, problem(ErrorCode.CORRUPT)) == JobState.PARKED

    def test_a_job_that_kills_each_worker_is_parked(self, store: Store, clock: Clock) -> None:
        submit(store)
        for _ in range(3):
            is_elsewhere(store, take(store, JobKind.OPEN))
            clock.forward(61)
            sweep(store)
            clock.forward(60)
            sweep(store)
        [job] = rows(store, jobs)
        assert (job.state, job.error["code"]) == ("parked", "worker_lost")

    def test_publishing_is_tried_for_a_day(self, store: Store, clock: Clock) -> None:
        with store.write() as connection:
            connection.execute(
                insert(jobs).values(
                    kind=JobKind.PUBLISH, state=JobState.READY, priority=Priority.FOLDER, turn=0,
                    due_at=clock(), created_at=clock(), changed_at=clock(),
                )
            )  # fmt: skip
        began = clock()
        for _ in range(PUBLISH_TRIES):
            job = take(store, JobKind.PUBLISH)
            with store.write() as connection:
                set_back(store, connection, job, problem(ErrorCode.TARGET_UNAVAILABLE))
            clock.forward(LONGEST_DELAY.total_seconds())
            sweep(store)
        assert count(store, jobs, jobs.c.state == JobState.PARKED) == 1
        assert clock() - began >= timedelta(days=1)
