"""Disks that are full, and stored files that are gone or damaged."""

from __future__ import annotations

import errno
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store.database import upgrade
from models.store.reading import get_document, retry
from tests.faults.plant import Plant, assert_whole, tiny_scan
from tests.servers import BrokerServer, PostgresServer, wait_until

pytestmark = pytest.mark.engines


class SmallDisk:
    """A file system of 32 MB, which can be filled."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._ballast = place / "ballast"

    def fill(self) -> None:
        with self._ballast.open("ab", buffering=0) as out:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while True:
                        out.write(bytes(size))
                except OSError as error:
                    assert error.errno == errno.ENOSPC

    def free(self) -> None:
        self._ballast.unlink()


@pytest.fixture
def small_disk() -> Iterator[SmallDisk]:
    # PostgreSQL's user cannot look into the folder of pytest.
    place = Path(tempfile.mkdtemp(prefix="sohoa-small-"))
    place.chmod(0o755)
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        place.rmdir()
        pytest.skip("no right to mount a small file system")
    yield SmallDisk(place)
    subprocess.run(["umount", "--lazy", place], check=True)
    place.rmdir()


@pytest.fixture
def plant(tmp_path: Path, database_url: str, broker: BrokerServer) -> Iterator[Plant]:
    with Plant(tmp_path / "home", database_url, broker.url) as made:
        yield made


def test_the_disk_of_stored_files_is_full(
    tmp_path: Path, database_url: str, broker: BrokerServer, small_disk: SmallDisk
) -> None:
    with Plant(
        tmp_path / "home", database_url, broker.url, SOHOA_STORE_URL=small_disk.place / "objects"
    ) as plant:
        sent = plant.send_tiny(range(3), pages=2)
        small_disk.fill()
        with pytest.raises(SohoaError) as refused:
            plant.send(tiny_scan(100))
        assert refused.value.code is ErrorCode.STORE_UNAVAILABLE
        assert "Free space" in refused.value.remedy
        plant.start_all()
        # Previews cannot be written: the pages are parked with that reason, and so is what waits.
        wait_until(lambda: plant.job_states()["parked"] == 6 + 3, "all pages to be parked")
        small_disk.free()
        with plant.store.read() as connection:
            chosen = [plant.document_of(digest) for digest in sent]
            errors = [get_document(connection, document).error["code"] for document in chosen]
        assert set(errors) == {"store_unavailable"}
        assert retry(plant.store, chosen) == 6
        plant.wait_idle()
        assert_whole(plant, sent)


@pytest.fixture(params=["sqlite", "postgresql"])
def small_database(request: pytest.FixtureRequest, small_disk: SmallDisk) -> Iterator[str]:
    """A database on the small disk."""
    if request.param == "sqlite":
        url = f"sqlite:///{small_disk.place / 'sohoa.db'}"
        upgrade(Settings(database_url=url))
        yield url
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.on_disk(small_disk.place / "tables") as url:
        upgrade(Settings(database_url=url))
        yield url


def test_the_disk_of_the_database_is_full(
    tmp_path: Path, small_database: str, broker: BrokerServer, small_disk: SmallDisk
) -> None:
    with Plant(tmp_path / "home", small_database, broker.url) as plant:
        sent = plant.send_tiny(range(5), pages=3)
        plant.start_all()
        plant.wait_running(2)
        small_disk.fill()
        wait_until(lambda: refuses(plant), "the database to refuse")
        small_disk.free()
        plant.wait_idle()
        chosen = [plant.document_of(digest) for digest in sent]
        if retry(plant.store, chosen):
            plant.wait_idle()
        with plant.store.read() as connection:
            for document in chosen:
                assert get_document(connection, document).state == "ok"
        sent |= plant.accepted
        plant.wait_idle()
        assert_whole(plant, sent)


def refuses(plant: Plant) -> bool:
    """Whether a paper is refused; what is accepted is remembered."""
    number = 1000 + len(plant.accepted)
    data = tiny_scan(number)
    try:
        plant.accepted[plant.send(data).sha256] = data
    except SohoaError as error:
        assert error.code is ErrorCode.DATABASE_UNAVAILABLE
        return True
    return False


@pytest.mark.parametrize("harm", ["missing", "corrupt"])
def test_a_stored_file_is_harmed(plant: Plant, harm: str) -> None:
    data = tiny_scan(1)
    receipt = plant.send(data)
    path = Path(plant.store.objects.path(receipt.sha256))
    if harm == "missing":
        path.unlink()
    else:
        path.chmod(0o600)
        path.write_bytes(data[:-1] + b"!")
    plant.start_all()
    plant.wait_idle()
    with plant.store.read() as connection:
        row = get_document(connection, receipt.document)
    assert (row.state, row.error["code"]) == ("failed", f"object_{harm}")
    # Submitting the same bytes mends the file, and they are read.
    again = plant.send(data)
    assert (again.document, again.duplicate) == (receipt.document, True)
    plant.wait_idle()
    assert_whole(plant, {receipt.sha256: data})
