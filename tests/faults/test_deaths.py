"""Services are killed in the middle of their work; nothing is lost and nothing is done twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.store.intake import FINAL, Way
from models.store.jobs import Priority
from models.store.reading import get_document, retry
from models.store.tables import jobs
from tests.faults.plant import Plant, assert_whole, kill, tiny_scan
from tests.faults.watch import descendants
from tests.servers import BrokerServer, PostgresServer, wait_until
from worker.app import COUNTER_QUEUE, PAGES_QUEUE, WORK, create_app

pytestmark = pytest.mark.engines


@pytest.fixture
def plant(tmp_path: Path, database_url: str, broker: BrokerServer) -> Iterator[Plant]:
    with Plant(tmp_path / "home", database_url, broker.url) as made:
        yield made


def kill_one_that_works(plant: Plant) -> bool:
    """Kill a child that has a job; those of one that was killed before may still be its."""
    owners = [int(row.owner.split(":")[1]) for row in plant.wait_running()]
    return any(kill(pid) for pid in owners if pid in plant.children())


def test_a_child_is_killed(plant: Plant) -> None:
    sent = plant.send_tiny(range(6), pages=3)
    plant.start_all()
    # No more often than a page is tried: it may be the same one each time.
    for _ in range(2):
        wait_until(lambda: kill_one_that_works(plant), "a child to work")
        wait_until(lambda: len(plant.children()) == 2, "a new child in its place")
    plant.wait_idle()
    assert_whole(plant, sent)


def test_the_whole_worker_is_killed(plant: Plant) -> None:
    sent = plant.send_tiny(range(6), pages=3)
    plant.start_all()
    for _ in range(2):
        plant.wait_running(2)
        plant.kill9("worker")
        plant.start_worker()
    plant.wait_idle()
    assert_whole(plant, sent)


def test_the_reading_process_is_killed(plant: Plant) -> None:
    sent = plant.send_tiny(range(4), pages=2)
    plant.start_all()
    plant.wait_running()
    killed = 0
    while killed < 2 and not plant.is_idle():
        for child in plant.children():
            for pid in descendants(child):
                killed += kill(pid)
    plant.wait_idle()
    assert_whole(plant, sent)


def test_a_worker_is_told_to_stop_in_mid_page(plant: Plant) -> None:
    sent = plant.send_tiny(range(4), pages=3)
    worker = plant.start_worker()
    plant.wait_running(2)
    worker.terminate()
    assert worker.wait(60) == 0
    # What was begun was finished, the rest is there for others.
    assert set(plant.job_states()) <= {"done", "ready", "waiting"}
    plant.start_all()
    plant.wait_idle()
    assert_whole(plant, sent)


def test_two_sweepers(plant: Plant) -> None:
    sent = plant.send_tiny(range(6), pages=2)
    plant.start_all()
    plant.start("second", "sweeper")
    plant.wait_running(2)
    plant.kill9("worker")
    plant.start_worker()
    plant.wait_idle()
    assert_whole(plant, sent)


@pytest.mark.parametrize("remembers", [True, False])
def test_the_broker_is_killed(
    tmp_path: Path, database_url: str, remembers: bool, request: pytest.FixtureRequest
) -> None:
    broker: BrokerServer = request.getfixturevalue("broker" if remembers else "forgetful_broker")
    with Plant(tmp_path / "home", database_url, broker.url) as plant:
        sent = plant.send_tiny(range(6), pages=2)
        plant.start_all()
        plant.wait_running(2)
        broker.kill9()
        # Accepted while it is down.
        sent |= plant.send_tiny(range(6, 9))
        broker.restart()
        plant.wait_idle()
        assert_whole(plant, sent)


def test_messages_come_twice_and_out_of_order(plant: Plant) -> None:
    sent = plant.send_tiny(range(4), pages=2)
    app = create_app(plant.settings, plant.settings.broker_url)
    for _ in range(30):
        app.send_task(WORK, kwargs={"least": Priority.BATCH}, queue=PAGES_QUEUE)
        app.send_task(WORK, kwargs={"least": Priority.COUNTER}, queue=COUNTER_QUEUE)
    plant.start_all()
    plant.start("counter", "worker", "--lane", "counter")
    plant.wait_idle()
    assert_whole(plant, sent)


def test_postgresql_is_killed(
    tmp_path: Path, postgres: PostgresServer, broker: BrokerServer
) -> None:
    with Plant(tmp_path / "home", postgres.prepared_url(), broker.url) as plant:
        sent = plant.send_tiny(range(6), pages=3)
        plant.start_all()
        plant.wait_running(2)
        postgres.kill9()
        postgres.restart()
        plant.wait_idle()
        assert_whole(plant, sent)


def test_a_page_that_kills_its_child_every_time_is_parked(plant: Plant) -> None:
    receipt = plant.send(tiny_scan(1, pages=2))
    plant.start_all()

    def parked() -> bool:
        with plant.store.read() as connection:
            rows = connection.execute(select(jobs).where(jobs.c.page == 2)).all()
        for row in rows:
            if row.state == "running":
                kill(int(row.owner.split(":")[1]))
        return any(row.state == "parked" for row in rows)

    wait_until(parked, "the page to be parked")
    plant.wait_idle()
    assert plant.state_of(receipt.document) == "partial"
    assert retry(plant.store, [receipt.document]) == 1
    plant.bell.ring(plant.store)
    plant.wait_idle()
    assert plant.state_of(receipt.document) == "ok"


def test_a_page_that_hangs_every_time_is_parked(
    tmp_path: Path, database_url: str, broker: BrokerServer
) -> None:
    # No page is read in so short a time.
    with Plant(tmp_path / "home", database_url, broker.url, SOHOA_PAGE_TIMEOUT_S=0.02) as plant:
        receipt = plant.send(tiny_scan(1))
        plant.start_all()
        plant.wait_idle()
        with plant.store.read() as connection:
            row = get_document(connection, receipt.document)
            job = connection.execute(select(jobs).where(jobs.c.kind == "page")).one()
        assert (row.state, row.error["code"]) == ("failed", "timeout")
        assert (job.state, job.attempts) == ("parked", plant.settings.max_attempts)


def test_the_counter_does_not_wait_for_a_batch(plant: Plant) -> None:
    plant.start_all()
    plant.start("counter", "worker", "--lane", "counter")
    for number in range(40):
        plant.send(tiny_scan(number, pages=3), way=Way.BATCH)
    plant.wait_running(2)
    urgent = plant.send(tiny_scan(1000))
    wait_until(lambda: plant.state_of(urgent.document) != "received", "it to be begun", 5)
    wait_until(lambda: plant.state_of(urgent.document) in FINAL, "it to be read")
    assert plant.job_states()["ready"] > 0
