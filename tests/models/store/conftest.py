"""A store on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from models.settings import Settings
from models.store.database import Store, open_store
from models.store.tables import metadata
from tests.models.store.builders import Clock
from tests.servers import PostgresServer, prepared_sqlite


@pytest.fixture(scope="session")
def emptied_postgres_url(postgres: PostgresServer) -> str:
    """A database that all tests of the store use one after the other: making one takes long."""
    return postgres.prepared_url()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind that has the schema and no rows."""
    if request.param == "sqlite":
        base: Path = request.getfixturevalue("tmp_path_factory").getbasetemp()
        return prepared_sqlite(base / "database-template", tmp_path / "database")
    url: str = request.getfixturevalue("emptied_postgres_url")
    delete_all(url)
    return url


def delete_all(url: str) -> None:
    """Delete all rows, also those that nobody may delete."""
    engine = create_engine(url)
    names = ["record_texts", *(table.fullname for table in metadata.tables.values())]
    with engine.begin() as connection:
        # Guards and references do not hold for who copies a database.
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for name in names:
            connection.exec_driver_sql(f"DELETE FROM {name}")
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store_settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        home=str(tmp_path / "home"), database_url=database_url, max_bytes=1_000_000,
        lease_s=60, retry_s=5, max_attempts=3,
    )  # fmt: skip


@pytest.fixture
def store(store_settings: Settings, clock: Clock) -> Iterator[Store]:
    opened = open_store(store_settings, clock)
    yield opened
    opened.close()
