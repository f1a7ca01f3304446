"""Indexes: events by who, what and when; arrangements that are under way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the indexes."""
    op.create_index(op.f("ix_audit_events_actor_id"), "audit_events", ["actor", "id"])
    op.create_index(op.f("ix_audit_events_action_id"), "audit_events", ["action", "id"])
    op.create_index(op.f("ix_audit_events_at"), "audit_events", ["at"])
    composing = sa.text("kind = 'compose' AND state NOT IN ('done', 'parked')")
    op.create_index(
        "ix_jobs_composing", "jobs", ["id"],
        sqlite_where=composing, postgresql_where=composing,
    )  # fmt: skip
