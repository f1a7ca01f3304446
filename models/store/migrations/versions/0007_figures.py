"""Figures: with a record its day, and which of its fields persons have looked at, are kept."""

from __future__ import annotations

from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_RECORDS = sa.table(
    "records", sa.column("id", sa.Uuid()), sa.column("looked_at"), sa.column("day", sa.Date()),
    sa.column("created_at"),
)  # fmt: skip
_DECISIONS = sa.table(
    "decisions", sa.column("record", sa.Uuid()), sa.column("field"), sa.column("distance"),
    sa.column("applied"),
)  # fmt: skip
_AT_ONCE = 10_000


def upgrade() -> None:
    """Make the columns and indexes."""
    corrected = sa.text("applied IS NOT NULL AND distance > 0")
    op.create_index(
        "ix_decisions_corrected", "decisions", ["id", "person", "keystrokes"],
        sqlite_where=corrected, postgresql_where=corrected,
    )  # fmt: skip
    op.add_column("records", sa.Column("looked_at", sa.Text(), nullable=True))
    op.add_column("records", sa.Column("day", sa.Date(), nullable=True))
    fill(op.get_bind())
    op.create_index(op.f("ix_records_day_type_unit"), "records", ["day", "type", "unit"])


def fill(connection: sa.Connection) -> None:
    """Work the columns out anew from all that was said, and from when records were made."""
    at = _RECORDS.c.created_at
    day: sa.ColumnElement[object]
    if connection.dialect.name == "sqlite":
        day = sa.func.date(at, "+7 hours")
    else:
        day = sa.cast(sa.func.timezone(sa.literal_column("INTERVAL '7 hours'"), at), sa.Date)
    connection.execute(sa.update(_RECORDS).values(day=day))
    said = _DECISIONS.c
    rows = connection.execute(
        sa.select(said.record, said.field, sa.func.max(said.distance))
        .where(said.applied.is_not(None))
        .group_by(said.record, said.field)
        .order_by(said.record, said.field)
    )
    found = [
        {
            "its_id": record,
            "marks": " ".join(sorted(f"{row[1]}{'!' * (row[2] > 0)}" for row in fields)),
        }
        for record, fields in groupby(rows, key=lambda row: row[0])
    ]
    for first in range(0, len(found), _AT_ONCE):
        connection.execute(
            sa.update(_RECORDS)
            .where(_RECORDS.c.id == sa.bindparam("its_id"))
            .values(looked_at=sa.bindparam("marks")),
            found[first : first + _AT_ONCE],
        )
