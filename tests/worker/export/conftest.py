"""A store on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.settings import Settings
from models.store.database import Store, open_store
from tests.models.store.builders import Clock
from tests.servers import PostgresServer, prepared_sqlite


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:  # fmt: skip
    """A fresh database of each kind; nothing lies in the folder that a test exports into."""
    if request.param == "sqlite":
        template = tmp_path_factory.getbasetemp() / "database-template"
        return prepared_sqlite(template, tmp_path_factory.mktemp("store") / "database")
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.prepared_url()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(
    database_url: str, tmp_path_factory: pytest.TempPathFactory, clock: Clock
) -> Iterator[Store]:
    home = tmp_path_factory.mktemp("home")
    opened = open_store(Settings(home=str(home), database_url=database_url), clock)
    yield opened
    opened.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "gói"
