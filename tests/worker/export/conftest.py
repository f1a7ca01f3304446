"""A store on each kind of database."""

from __future__ import annotations

from tests.models.store.conftest import (  # noqa: F401  # fixtures
    clock,
    database_url,
    emptied_postgres_url,
    postgres_engine,
    quick_folder,
    store,
    store_settings,
)
