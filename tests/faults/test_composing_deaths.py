"""Whoever composes an arranged document is killed: it is composed all the same, and once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select

from models.people import Person, Role
from models.store.compose import Order, Paper, Part, ask_to_compose
from models.store.intake import Receipt
from models.store.reading import get_document
from models.store.tables import documents, jobs, records
from models.store.verification import verify
from tests.faults.plant import Plant, kill, tiny_scan
from tests.faults.watch import descendants
from tests.models.store.builders import someone
from tests.servers import BrokerServer, wait_until

pytestmark = pytest.mark.engines

# Enough that composing takes seconds, and little to read.
LARGE, PAGES = (2500, 3500), 8


@pytest.fixture
def plant(tmp_path: Path, database_url: str, broker: BrokerServer) -> Iterator[Plant]:
    with Plant(tmp_path / "home", database_url, broker.url, SOHOA_MAX_ATTEMPTS=5) as made:
        made.start_all()
        yield made


def long_scan() -> bytes:
    """A first page with some words, and many large ones that are blank."""
    first = Image.open(io.BytesIO(tiny_scan(1)))
    blank = Image.new("L", LARGE, 255)
    buffer = io.BytesIO()
    first.save(
        buffer, "TIFF", save_all=True, append_images=[blank] * (PAGES - 1), dpi=(300, 300),
        compression="tiff_lzw",
    )  # fmt: skip
    return buffer.getvalue()


def kill_worker(plant: Plant, _: int) -> None:
    plant.kill9("worker")
    plant.start_worker()


def kill_child(_: Plant, pid: int) -> None:
    assert kill(pid)


def kill_reading_process(_: Plant, pid: int) -> None:
    # A new child starts it when it needs it.
    wait_until(lambda: any([kill(each) for each in descendants(pid)]), "the process to be there")


DEATHS: tuple[Callable[[Plant, int], None], ...] = (kill_worker, kill_child, kill_reading_process)


def test_what_is_being_composed_is_composed_once(plant: Plant) -> None:
    long, short = long_scan(), tiny_scan(2, 2)
    sent = [plant.send(long, "đơn.tiff"), plant.send(short, "phụ lục.tiff")]
    plant.wait_idle()
    person = someone(plant.store, "lan", Role.RECEPTION)
    job = order(plant, person, sent)
    owner = ""
    for dies in DEATHS:
        owner = wait_composing(plant, job, besides=owner)
        dies(plant, int(owner.split(":")[1]))
    plant.wait_idle()

    assert attempts(plant, job) == len(DEATHS) + 1
    with plant.store.read() as connection:
        [made] = connection.execute(select(documents).where(documents.c.parts.is_not(None))).all()
        kept = [get_document(connection, receipt.document) for receipt in sent]
    assert made.parts == [
        {"document": str(receipt.document), "page": 1, "rotation": None} for receipt in sent
    ]
    assert (made.state, made.page_count) == ("ok", 2)
    for row, data in zip(kept, (long, short), strict=True):
        assert plant.store.objects.read(row.sha256) == data
        assert (row.state, row.composed_into) == ("ok", [str(made.id)])
        assert states_of(plant, row.id) == ["withdrawn"]
    assert states_of(plant, made.id) == ["review"]
    assert set(plant.job_states()) == {"done"}
    # No file is missing, and none is left of what was begun.
    assert [wrong for checked in verify(plant.store, None) for wrong in checked.discrepancies] == []


def order(plant: Plant, person: Person, sent: list[Receipt]) -> int:
    """The first pages of both files become one paper, the others are taken out."""
    sources = tuple(receipt.document for receipt in sent)
    paper = Paper(tuple(Part(source, 1) for source in sources))
    with plant.store.write() as connection:
        job = ask_to_compose(
            plant.store, connection, person, Order((paper,), sources, None, person.unit, "lan")
        )
    plant.bell.ring(plant.store)
    return job


def wait_composing(plant: Plant, job: int, besides: str) -> str:
    """Wait until the job is being done, by somebody new; who does it."""
    found: list[str] = []

    def running() -> bool:
        with plant.store.read() as connection:
            chosen = select(jobs.c.owner).where(
                jobs.c.id == job, jobs.c.state == "running", jobs.c.owner != besides
            )
            found[:] = connection.execute(chosen).scalars().all()
        return bool(found)

    wait_until(running, "the paper to be composed")
    return found[0]


def attempts(plant: Plant, job: int) -> int:
    with plant.store.read() as connection:
        return int(connection.execute(select(jobs.c.attempts).where(jobs.c.id == job)).scalar_one())


def states_of(plant: Plant, document: UUID) -> list[str]:
    with plant.store.read() as connection:
        chosen = select(records.c.state).where(records.c.document == document)
        return list(connection.execute(chosen).scalars())
