"""Withdrawals go the way of publications; they outlive the versions of a paper that is sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
# SQLite makes the table anew: nothing may point at it meanwhile.
_LET_GO = (
    "CREATE TEMPORARY TABLE pointing (id INTEGER PRIMARY KEY, publication INTEGER)",
    "INSERT INTO pointing SELECT id, publication FROM jobs WHERE publication IS NOT NULL",
    "UPDATE jobs SET publication = NULL WHERE publication IS NOT NULL",
)
_POINT_AGAIN = (
    "UPDATE jobs SET publication = (SELECT publication FROM pointing WHERE pointing.id = jobs.id)"
    " WHERE id IN (SELECT id FROM pointing)",
    "DROP TABLE pointing",
)


def upgrade() -> None:
    """Make the column, and let a withdrawal stand beside its version, or without it."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _LET_GO if is_sqlite else ():
        op.execute(statement)
    with op.batch_alter_table("publications") as table:
        table.drop_constraint("fk_publications_record_version", type_="foreignkey")
        table.drop_constraint("uq_publications_record_target_version", type_="unique")
        table.add_column(sa.Column("withdrawal", JSON, nullable=True))
    for statement in _POINT_AGAIN if is_sqlite else ():
        op.execute(statement)
    for name, condition in (
        ("uq_publications_version", "withdrawal IS NULL"),
        ("uq_publications_withdrawal", "withdrawal IS NOT NULL"),
    ):
        op.create_index(
            name, "publications", ["record", "target", "version"], unique=True,
            sqlite_where=sa.text(condition), postgresql_where=sa.text(condition),
        )  # fmt: skip
