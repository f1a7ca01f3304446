"""Databases that are emptied for each test, not made anew, as those of the tests of the store."""

from tests.models.store.conftest import (  # noqa: F401  # fixtures
    database_url,
    emptied_postgres_url,
    quick_folder,
)
