"""Sure records that are drawn to be looked at."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column."""
    op.add_column(
        "records", sa.Column("sampled", sa.Boolean(), nullable=False, server_default=sa.false())
    )
