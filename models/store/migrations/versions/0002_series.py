"""Numbers of documents by series; records from before are noted when they change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "series_numbers",
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("series", sa.String(200), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_series_numbers_record")),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_series_numbers")),
    )
    op.create_index(op.f("ix_series_numbers_series_dated"), "series_numbers", ["series", "dated"])
