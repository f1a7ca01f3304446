"""Batches have jobs of their own, one of each kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the index."""
    chosen = sa.text("kind IN ('plan', 'submit')")
    op.create_index(
        "uq_jobs_batch_work", "jobs", ["batch", "kind"], unique=True, sqlite_where=chosen,
        postgresql_where=chosen,
    )  # fmt: skip
