"""People and what they do: accounts, sessions, leases, decisions; the chain of audit events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.store.chain import START, digest_of
from models.store.tables import Moment

revision = "0003"
down_revision = "0002"

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, let records be ranked, and chain the events that are there."""
    _make_tables()
    op.execute(
        "UPDATE records SET priority ="
        " (SELECT priority FROM documents WHERE documents.id = records.document)"
    )
    _chain_events()


def _chain_events() -> None:
    connection = op.get_bind()
    loosen, guard = _unguarded(connection.dialect.name)
    for statement in loosen:
        op.execute(statement)
    events = sa.table(
        "audit_events", sa.column("id", BIG_ID), sa.column("at", Moment), sa.column("actor"),
        sa.column("action"), sa.column("subject"), sa.column("details", JSON), sa.column("digest"),
    )  # fmt: skip
    previous = START
    for row in connection.execute(sa.select(events).order_by(events.c.id)).mappings().all():
        previous = digest_of(previous, dict(row))
        connection.execute(
            sa.update(events).where(events.c.id == row["id"]).values(digest=previous)
        )
    for statement in guard:
        op.execute(statement)


def _unguarded(database: str) -> tuple[list[str], list[str]]:
    """What lets events be changed, and what forbids it again."""
    if database == "postgresql":
        return (
            ["ALTER TABLE audit_events DISABLE TRIGGER audit_events_guard"],
            ["ALTER TABLE audit_events ENABLE TRIGGER audit_events_guard"],
        )
    return (
        ["DROP TRIGGER audit_events_no_update"],
        [
            "CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events"
            " BEGIN SELECT RAISE(ABORT, 'audit_events is only appended to'); END"
        ],
    )


def _make_tables() -> None:
    op.create_table(
        "failed_sign_ins",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_ins")),
    )
    op.create_index(op.f("ix_failed_sign_ins_address_at"), "failed_sign_ins", ["address", "at"])
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("roles", JSON, nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("one_time", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["units.code"], name=op.f("fk_people_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("login", name=op.f("uq_people_login")),
        sa.UniqueConstraint("subject", name=op.f("uq_people_subject")),
    )
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_sessions_person")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_person"), "sessions", ["person"])
    op.create_table(
        "decisions",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("shown_at", MOMENT, nullable=True),
        sa.Column("first_key_at", MOMENT, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("active_ms", sa.Integer(), nullable=False),
        sa.Column("keystrokes", sa.Integer(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("distance", sa.Integer(), nullable=False),
        sa.Column("applied", sa.Integer(), nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_decisions_person")),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_decisions_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_at"), "decisions", ["at"])
    op.create_index(op.f("ix_decisions_record_id"), "decisions", ["record", "id"])
    op.create_table(
        "deferrals",
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_deferrals_person")),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_deferrals_record")),
        sa.PrimaryKeyConstraint("record", "person", name=op.f("pk_deferrals")),
    )
    op.create_table(
        "leases",
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_leases_person")),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_leases_record")),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_leases")),
    )
    op.create_index(op.f("ix_leases_person"), "leases", ["person"])
    op.create_table(
        "reviews",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=False),
        sa.Column("active_ms", sa.Integer(), nullable=False),
        sa.Column("keystrokes", sa.Integer(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_reviews_person")),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_reviews_record")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_ended_at"), "reviews", ["ended_at"])
    op.create_index(op.f("ix_reviews_person_ended_at"), "reviews", ["person", "ended_at"])
    op.create_index(op.f("ix_reviews_record"), "reviews", ["record"])
    op.add_column(
        "audit_events",
        sa.Column("digest", sa.String(length=64), nullable=False, server_default="-"),
    )
    op.add_column("records", sa.Column("said_type", sa.String(64), nullable=True))
    op.add_column("pages", sa.Column("width", sa.Integer(), nullable=True))
    op.add_column("pages", sa.Column("height", sa.Integer(), nullable=True))
    op.add_column(
        "records", sa.Column("priority", sa.Integer(), server_default="20", nullable=False)
    )
    op.add_column(
        "records", sa.Column("stage", sa.String(length=16), server_default="first", nullable=False)
    )
    op.create_index(
        op.f("ix_records_state_stage_priority_number"),
        "records",
        ["state", "stage", "priority", "number"],
    )
    op.create_index(
        op.f("ix_records_unit_state_stage_priority_number"),
        "records",
        ["unit", "state", "stage", "priority", "number"],
    )
