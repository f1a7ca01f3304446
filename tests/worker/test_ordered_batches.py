"""Batches that pages order, with a broker and workers: planned, submitted, killed, led astray."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from models.errors import ErrorCode
from models.store.batch_jobs import Work
from models.store.batches import (
    BREAKER,
    Batch,
    BatchState,
    get_batch,
    order_plan,
    order_run,
    plan,
    retry,
)
from models.store.jobs import JobState
from models.store.manifest import Status, failures, status
from models.store.tables import batch_items, submissions
from tests.faults.plant import Plant, assert_whole, kill, tiny_scan
from tests.models.store.builders import count, rows
from tests.servers import BrokerServer, wait_until

pytestmark = pytest.mark.engines


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    made = tmp_path / "kho" / "2019"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def plant(
    tmp_path: Path, archive: Path, database_url: str, broker: BrokerServer
) -> Iterator[Plant]:
    roots = str(archive.parent)
    with Plant(tmp_path / "home", database_url, broker.url, SOHOA_BATCH_ROOTS=roots) as made:
        yield made


def ordered(plant: Plant, folder: Path) -> Batch:
    """What the page does."""
    batch = order_plan(
        plant.store, folder.name, str(folder), unit="xa-a", declared_type=None, actor="an"
    )
    plant.bell.ring(plant.store)
    return batch


def started(plant: Plant, batch: Batch) -> None:
    order_run(plant.store, batch, "an")
    plant.bell.ring(plant.store)


def figures(plant: Plant, batch: Batch) -> Status:
    return status(plant.store, get_batch(plant.store, batch.name))


def wait_planned(plant: Plant, batch: Batch) -> Work:
    return wait_ended(plant, batch, lambda now: now.planning)


def wait_ended(plant: Plant, batch: Batch, which: Callable[[Status], Work | None]) -> Work:
    found: list[Work] = []

    def has_ended() -> bool:
        found[:] = [work for work in [which(figures(plant, batch))] if work is not None]
        return bool(found) and not found[0].is_open

    wait_until(has_ended, "a job of the batch to end")
    return found[0]


def scans(folder: Path, count: int) -> dict[str, bytes]:
    """Files in a folder and one below it; their bytes by name."""
    (folder / "hop 1").mkdir()
    made = {f"{'hop 1/' if n % 2 else ''}{n}.tiff": tiny_scan(n) for n in range(count)}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return made


def test_a_batch_from_the_order_to_its_end(plant: Plant, archive: Path) -> None:
    made = scans(archive, 6)
    plant.start_all()
    batch = ordered(plant, archive)
    work = wait_planned(plant, batch)
    size = sum(map(len, made.values()))
    assert work.answer == {"files": 6, "added": 6, "bytes": size}
    assert figures(plant, batch).batch.state is BatchState.PLANNED
    started(plant, batch)
    wait_until(lambda: figures(plant, batch).batch.state is BatchState.FINISHED, "the batch to end")
    now = figures(plant, batch)
    assert (now.files["submitted"], dict(now.documents)) == (6, {"ok": 6})
    assert {row.actor for row in rows(plant.store, submissions)} == {"an"}


def test_a_worker_that_dies_while_it_plans(plant: Plant, archive: Path) -> None:
    for number in range(30_000):
        os.mknod(archive / f"{number}.pdf")
    batch = ordered(plant, archive)
    plant.start_all()
    for _ in range(2):
        [job] = plant.wait_running()
        assert job.kind == "plan"
        plant.kill9("worker")
        assert count(plant.store, batch_items) == 0
        plant.start_worker()
    work = wait_planned(plant, batch)
    assert work.answer == {"files": 30_000, "added": 30_000, "bytes": 0}
    assert count(plant.store, batch_items) == 30_000


def test_workers_that_die_while_they_submit_take_each_file_once(
    plant: Plant, archive: Path
) -> None:
    made = scans(archive, 110)  # more than are noted in one transaction
    plant.start_all()
    batch = ordered(plant, archive)
    wait_planned(plant, batch)
    started(plant, batch)
    for part in (0, 1):
        wait_until(lambda part=part: submitted_of(plant, batch) >= part, "some files")  # type: ignore[misc]
        for row in plant.wait_running():
            kill(int(row.owner.split(":")[1]))
    plant.wait_idle(300)
    assert submitted_of(plant, batch) == 110
    assert_whole(plant, {sha256(data).hexdigest(): data for data in made.values()})
    assert count(plant.store, submissions) == 110


def submitted_of(plant: Plant, batch: Batch) -> int:
    return figures(plant, batch).files["submitted"]


def test_nothing_is_read_through_links(plant: Plant, archive: Path, tmp_path: Path) -> None:
    """Laid before the plan was made, or after it."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "s.tiff").write_bytes(tiny_scan(99))
    scans(archive, 2)
    (archive / "link.tiff").symlink_to(secret / "s.tiff")
    (archive / "out").symlink_to(secret)
    batch = ordered(plant, archive)
    plant.start_all()
    wait_planned(plant, batch)
    assert {row.path for row in rows(plant.store, batch_items)} == {
        "0.tiff", "hop 1/1.tiff", "link.tiff", "out",
    }  # fmt: skip
    (archive / "hop 1").rename(archive / "hop 2")
    (archive / "hop 1").symlink_to(secret)
    (secret / "1.tiff").write_bytes(tiny_scan(98))
    started(plant, batch)
    plant.wait_idle()
    found = {each.path: each.error.code for each in failures(plant.store, batch)}
    assert found == dict.fromkeys(("hop 1/1.tiff", "link.tiff", "out"), ErrorCode.NOT_ALLOWED)
    assert figures(plant, batch).files == {"planned": 0, "submitted": 1, "refused": 3}


def test_a_folder_that_pages_may_not_use_is_not_looked_at(plant: Plant, tmp_path: Path) -> None:
    """As when the setting of the workers is another one than that of the pages."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    scans(elsewhere, 1)
    (tmp_path / "kho" / "link").symlink_to(elsewhere)
    batches = [ordered(plant, elsewhere), ordered(plant, tmp_path / "kho" / "link")]
    plan(plant.store, "tay", elsewhere, [("0.tiff", 1)])
    by_hand = get_batch(plant.store, "tay")
    started(plant, by_hand)
    plant.start_all()
    for batch in batches:
        work = wait_planned(plant, batch)
        assert work.error is not None
        assert (work.state, work.error.code) == (JobState.PARKED, ErrorCode.NOT_ALLOWED)
    work = wait_ended(plant, by_hand, lambda now: now.submitting)
    assert work.state is JobState.PARKED
    assert count(plant.store, submissions) == 0


def test_a_folder_that_is_away_is_told_and_tried_again(plant: Plant, archive: Path) -> None:
    plant.start_all()
    batch = ordered(plant, archive.parent / "2020")
    work = wait_planned(plant, batch)
    assert work.error is not None
    assert work.error.code is ErrorCode.NOT_FOUND
    (archive.parent / "2020").mkdir()
    scans(archive.parent / "2020", 1)
    assert retry(plant.store, batch, "an").jobs == 1
    plant.bell.ring(plant.store)
    assert wait_planned(plant, batch).state is JobState.DONE
    assert figures(plant, batch).all_files == 1


def test_the_breaker_stops_submitting_across_its_parts(plant: Plant, archive: Path) -> None:
    plan(plant.store, "2019", archive, [(f"{n}.pdf", 1) for n in range(1000)], unit="xa-a")
    batch = get_batch(plant.store, "2019")
    started(plant, batch)
    plant.start_all()
    wait_until(lambda: figures(plant, batch).batch.paused_by == BREAKER, "the breaker")
    assert figures(plant, batch).files == {"planned": 800, "submitted": 0, "refused": 200}
