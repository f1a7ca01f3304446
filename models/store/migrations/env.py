"""What Alembic runs: the connection is given by `models.store.database.upgrade`."""

from __future__ import annotations

from alembic import context

from models.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata,
    include_schemas=True,
)  # fmt: skip
context.run_migrations()
