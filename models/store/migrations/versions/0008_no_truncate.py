"""What is only appended to is not emptied at once either: PostgreSQL knows TRUNCATE."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

_KEPT = ("results", "record_versions", "corrections", "audit_events")


def upgrade() -> None:
    """Make the triggers."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for name in _KEPT:
        op.execute(
            f"CREATE TRIGGER {name}_no_truncate BEFORE TRUNCATE ON {name}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}_guard()"
        )
