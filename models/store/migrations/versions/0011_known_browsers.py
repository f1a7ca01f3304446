"""Wrong passwords that are tried in browsers that know the account are counted apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns."""
    op.add_column(
        "people", sa.Column("known_failures", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "people", sa.Column("known_locked_until", sa.DateTime(timezone=True), nullable=True)
    )
