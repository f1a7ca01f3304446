"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from models.settings import Settings
from models.store import people
from tests.servers import BrokerServer, PostgresServer, prepared_sqlite

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
# The one place that knows where the real scans usually are.
DEFAULT_TEST_DATA = ROOT.parent / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engines", action="store_true", help="run the real OCR engines")
    parser.addoption("--write-guide", action="store_true", help="make the guide's pictures anew")
    parser.addoption("--documents", type=int, default=30, help="of the test of many deaths")
    parser.addoption("--deaths", type=int, default=5, help="of the test of many deaths")
    parser.addoption("--examples", type=int, default=15, help="of each operation of the API")
    parser.addoption("--leases", type=int, default=600, help="of the test of many reviewers")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--engines"):
        # The longest files begin first: at the end no process waits for the last of them.
        items.sort(key=lambda item: "engines" not in item.keywords)
        return
    # For quick rounds by hand only: `make test` asks for the engines, and skips none of these.
    skip = pytest.mark.skip(reason="needs --engines")
    for item in items:
        if "engines" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def home_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stack's folder for tests that name none: what the user's own holds is left alone."""
    folder = tmp_path_factory.mktemp("home")
    os.environ["SOHOA_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def real_hasher() -> Iterator[PasswordHasher]:
    """What hashes passwords outside the tests, which take as little work for it as can be."""
    real = people._HASHER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield real


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real scans and hostile files, from SOHOA_TEST_DATA."""
    folder = Path(os.environ.get("SOHOA_TEST_DATA", DEFAULT_TEST_DATA))
    if not folder.is_dir():
        pytest.skip(f"no test data at {folder} (SOHOA_TEST_DATA)")
    return folder


@pytest.fixture(scope="session")
def digitized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `sohoa digitize` writes of the shipped specimens."""
    out = tmp_path_factory.mktemp("digitized")
    command = [Path(sys.executable).with_name("sohoa"), "digitize", SAMPLES / "van_ban_hanh_chinh"]
    done = subprocess.run([*command, "--out", out], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return out


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for all tests; one that kills it starts it again."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database that has the schema, of each kind."""
    if request.param == "sqlite":
        base: Path = request.getfixturevalue("tmp_path_factory").getbasetemp()
        return prepared_sqlite(base / "database-template", tmp_path / "database")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.prepared_url()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database without a schema, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty' / 'sohoa.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.url()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[BrokerServer]:
    """A broker that remembers what it was told."""
    yield from _served(BrokerServer(tmp_path / "broker"))


@pytest.fixture
def forgetful_broker(tmp_path: Path) -> Iterator[BrokerServer]:
    """A broker that, killed, forgets all that it was told."""
    yield from _served(BrokerServer(tmp_path / "forgetful-broker", persistent=False))


def _served(server: BrokerServer) -> Iterator[BrokerServer]:
    server.start()
    yield server
    server.stop()
