"""Who did what: ids and digests, never a word of a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from models.store.database import Store, pending

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Event:
    """What was done to what."""

    action: str
    subject: object
    actor: str = SYSTEM
    details: Mapping[str, Any] | None = None


def note(
    store: Store, connection: Connection, action: str, subject: object, *,
    actor: str = SYSTEM, details: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Add an event, in the transaction of what it tells."""
    note_all(store, connection, [Event(action, subject, actor, details)])


def note_all(store: Store, connection: Connection, events: Sequence[Event]) -> None:
    """Add events, in the transaction of what they tell; they are written at its end."""
    now = store.now()
    pending(connection).extend(
        {
            "at": now, "actor": event.actor, "action": event.action,
            "subject": str(event.subject), "details": dict(event.details or {}),
        }
        for event in events
    )  # fmt: skip
