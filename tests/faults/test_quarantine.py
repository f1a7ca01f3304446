"""A paper with a secrecy mark is sealed: nothing of it stays anywhere else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from models.store.quarantine import sealed
from models.store.reading import get_document
from models.store.tables import audit_events, documents
from models.store.tables import quarantine as quarantined
from samples.make import compose
from samples.scan import Scanner, scan, to_pdf
from tests.faults.plant import Plant, tiny_scan
from tests.faults.test_secret_papers import secret_letter
from tests.faults.watch import SOHOA
from tests.servers import BrokerServer, wait_until

pytestmark = pytest.mark.engines

LETTER = secret_letter(0, "MẬT")
# Words of the paper and of its file's name.
TOLD = [LETTER.signer, LETTER.subject, LETTER.symbol, *LETTER.agency.name, "bí mật của tỉnh"]


@pytest.fixture(scope="module")
def paper() -> bytes:
    """A letter without a mark, then one with it: the first pages are read before it is seen."""
    random = Random(0)
    scanner = Scanner(200, "L")
    harmless = compose(secret_letter(0, ""), random)
    sheets = [*harmless, *compose(LETTER, random)]
    return to_pdf([scan(sheet, scanner, random) for sheet in sheets], scanner.dpi)


@pytest.fixture
def plant(tmp_path: Path, database_url: str, broker: BrokerServer) -> Iterator[Plant]:
    with Plant(tmp_path / "home", database_url, broker.url) as made:
        made.start_all()
        yield made


def quarantine(plant: Plant, *arguments: object) -> str:
    done = subprocess.run(
        [SOHOA, "quarantine", *map(str, arguments)], env=plant.env, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_a_secret_paper_is_sealed_then_released(plant: Plant, tmp_path: Path, paper: bytes) -> None:
    harmless = plant.send(tiny_scan(1))
    receipt = plant.send(paper, "bí mật của tỉnh.pdf")
    wait_sealed(plant, receipt.document)
    assert plant.state_of(harmless.document) == "ok"
    assert not plant.store.objects.exists(receipt.sha256)
    assert plant.store.quarantine.read(receipt.sha256) == paper
    assert_untold(plant, tmp_path, paper)

    # The same bytes again: the answer is the same document, and no copy is kept.
    again = plant.send(paper, "bí mật của tỉnh.pdf")
    assert (again.document, again.duplicate) == (receipt.document, True)
    assert not plant.store.objects.exists(receipt.sha256)

    assert str(receipt.document) in quarantine(plant, "list")
    quarantine(plant, "release", receipt.document, "--as", "tester")
    plant.wait_idle()
    assert plant.state_of(receipt.document) == "ok"
    assert not plant.store.quarantine.exists(receipt.sha256)
    assert plant.store.objects.read(receipt.sha256) == paper


def test_a_secret_paper_is_purged(plant: Plant, tmp_path: Path, paper: bytes) -> None:
    receipt = plant.send(paper, "bí mật của tỉnh.pdf")
    wait_sealed(plant, receipt.document)
    quarantine(plant, "purge", receipt.document, "--as", "tester", "--yes")
    assert sealed(plant.store) == []
    assert not plant.store.quarantine.exists(receipt.sha256)
    assert plant.send(paper).duplicate
    assert not plant.store.objects.exists(receipt.sha256)
    with plant.store.read() as connection:
        row = get_document(connection, receipt.document)
        actions = connection.execute(
            select(audit_events.c.action, audit_events.c.actor)
            .where(audit_events.c.subject == str(receipt.document))
            .order_by(audit_events.c.id)
        ).all()
    assert (row.state, row.file_name) == ("purged", None)
    assert [tuple(each) for each in actions if each.action != "submit"] == [
        ("seal", "system"),
        ("purged", "tester"),
    ]
    assert_untold(plant, tmp_path, paper)


def test_an_earlier_reading_is_forgotten(plant: Plant, tmp_path: Path, paper: bytes) -> None:
    """As when a better reading sees a mark that an earlier one has missed."""
    receipt = plant.send(paper)
    wait_sealed(plant, receipt.document)
    quarantine(plant, "release", receipt.document)
    plant.wait_idle()
    assert plant.state_of(receipt.document) == "ok"
    with plant.store.write() as connection:
        connection.execute(documents.update().values(released=False))
    from models.store.reading import read_again

    assert read_again(plant.store, receipt.document)
    plant.bell.ring(plant.store)
    wait_sealed(plant, receipt.document)
    assert_untold(plant, tmp_path, paper)


def wait_sealed(plant: Plant, document: UUID) -> None:
    """Wait until a paper is sealed, and all that was made of it is deleted."""

    def clean() -> bool:
        with plant.store.read() as connection:
            undone = select(quarantined.c.document).where(quarantined.c.doomed.is_not(None))
            return connection.execute(undone).first() is None

    wait_until(lambda: plant.state_of(document) == "quarantined", "the paper to be sealed")
    plant.wait_idle()
    wait_until(clean, "what was made of it to be deleted")


def assert_untold(plant: Plant, tmp_path: Path, paper: bytes) -> None:
    """No word of the paper stands in the database, in a log or in a stored file."""
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    texts = [path.read_bytes() for path in kept if "quarantine" not in path.parts]
    with plant.store.read() as connection:
        for table in documents.metadata.sorted_tables:
            texts.append(repr(connection.execute(select(table)).all()).encode())
    for words in TOLD:
        for text in texts:
            assert words.encode() not in text
    assert all(paper not in text for text in texts)
