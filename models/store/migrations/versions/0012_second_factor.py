"""Second factors of accounts; how a session was begun; until when a one-time password is good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.store.tables import Moment

revision = "0012"
down_revision = "0011"

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns."""
    for column in (
        sa.Column("one_time_until", MOMENT), sa.Column("factor", sa.Text()),
        sa.Column("factor_since", MOMENT), sa.Column("factor_step", sa.BigInteger()),
        sa.Column("recovery", JSON),
    ):  # fmt: skip
        op.add_column("people", column)
    op.add_column(
        "sessions", sa.Column("way", sa.String(16), nullable=False, server_default="password")
    )
    op.execute(
        "UPDATE sessions SET way = 'provider'"
        " WHERE person IN (SELECT id FROM people WHERE password IS NULL)"
    )
    # Who holds a one-time password is not shut out by the upgrade.
    people = sa.table("people", sa.column("one_time"), sa.column("one_time_until", Moment))
    until = datetime.now(UTC) + timedelta(hours=72)
    op.execute(people.update().where(people.c.one_time).values(one_time_until=until))
