"""Who did what: ids and digests, never a word of a paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert

from models.store.database import Store
from models.store.tables import audit_events

SYSTEM = "system"


def note(
    store: Store, connection: Connection, action: str, subject: object, *,
    actor: str = SYSTEM, details: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Add an event, in the transaction of what it tells."""
    connection.execute(
        insert(audit_events).values(
            at=store.now(), actor=actor, action=action, subject=str(subject),
            details=dict(details or {}),
        )
    )  # fmt: skip
