"""A store on each kind of database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy import Engine

from models.settings import Settings
from models.store.database import Store, connect, open_store
from models.store.objects import ObjectStore
from models.store.tables import metadata
from tests.models.store.builders import Clock
from tests.servers import PostgresServer, prepared_sqlite


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the machine has one: no test here waits for a disk in vain."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(prefix="sohoa-test-", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def emptied_postgres_url(postgres: PostgresServer) -> str:
    """A database that all tests of the store use one after the other: making one takes long."""
    url = postgres.prepared_url()
    name = url.rpartition("/")[2]
    postgres.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database of each kind that has the schema and no rows."""
    if request.param == "sqlite":
        base: Path = request.getfixturevalue("tmp_path_factory").getbasetemp()
        folder: Path = request.getfixturevalue("quick_folder")
        return prepared_sqlite(base / "database-template", folder / "database")
    url: str = request.getfixturevalue("emptied_postgres_url")
    delete_all(url)
    return url


def delete_all(url: str) -> None:
    """Delete all rows, also those that nobody may delete."""
    names = ["record_texts", *(table.fullname for table in metadata.tables.values())]
    # Guards and references do not hold for who copies a database.
    statements = ["SET session_replication_role = replica", *(f"DELETE FROM {n}" for n in names)]
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("; ".join(statements).encode())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store_settings(database_url: str, quick_folder: Path) -> Settings:
    return Settings(
        home=str(quick_folder / "home"), database_url=database_url, max_bytes=1_000_000,
        lease_s=60, retry_s=5, max_attempts=3,
    )  # fmt: skip


@pytest.fixture(scope="session")
def postgres_engine(emptied_postgres_url: str) -> Iterator[Engine]:
    """Connections and translated statements, which take longer to make than most tests."""
    engine = connect(Settings(database_url=emptied_postgres_url))
    yield engine
    engine.dispose()


@pytest.fixture
def store(
    request: pytest.FixtureRequest, store_settings: Settings, clock: Clock
) -> Iterator[Store]:
    if store_settings.database_url.startswith("postgresql"):
        engine: Engine = request.getfixturevalue("postgres_engine")
        objects = ObjectStore(store_settings.store())
        sealed = ObjectStore(store_settings.quarantine())
        yield Store(engine, objects, sealed, store_settings, clock)
        return
    opened = open_store(store_settings, clock)
    yield opened
    opened.close()
