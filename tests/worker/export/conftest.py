"""A store on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.settings import Settings
from models.store.database import Store, open_store
from tests.models.store.builders import Clock
from tests.models.store.conftest import clock  # noqa: F401  # fixture


@pytest.fixture
def store(database_url: str, quick_folder: Path, clock: Clock) -> Iterator[Store]:  # noqa: F811
    """Nothing of it lies in the folder that a test exports into."""
    home = quick_folder / "home"
    opened = open_store(Settings(home=str(home), database_url=database_url), clock)
    yield opened
    opened.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "gói"
