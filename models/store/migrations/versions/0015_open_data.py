"""Open data as it was published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of what was published, and of its catalogues."""
    op.create_table(
        "open_periods",
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rows", JSON, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("source", "period", "revision", name=op.f("pk_open_periods")),
    )
    op.create_table(
        "open_catalogs",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("jsonld", sa.Text(), nullable=False),
        sa.Column("turtle", sa.Text(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_open_catalogs")),
    )
