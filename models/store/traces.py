"""Who has dealt with a person's records, or with a paper that turned out to be secret.

For whoever must answer a person who wants to know it (Luật 91/2025/QH15), or must call a paper
back. Of registers, data lakes and open data the audit keeps what was written and when, not each
record in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, String, cast, or_, select

from models.clients import login_of
from models.store.database import streamed
from models.store.prefill import digest_of_person
from models.store.tables import audit_events, clients, lookups, owners


@dataclass(frozen=True, slots=True)
class LookUp:
    """That a system asked what is held of the person, found or not.

    Attributes:
        actor: The system, as the audit calls it.
        found: Records of the person that the procedure's components could be filled from.
    """

    at: datetime
    actor: str
    procedure: str
    dossier: str | None
    purpose: str
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did to records or their file, or that they were shown them.

    Attributes:
        action: As in the audit: `view`, `list`, `look_up`, `correct`, `export`, …
        records: Which of those that were asked for.
        purpose: What a system has stated; None: it was none that has to.
    """

    at: datetime
    actor: str
    action: str
    records: tuple[str, ...]
    purpose: str | None


def records_of_person(connection: Connection, owner: str) -> list[UUID]:
    """Records whose current version bears the identifier."""
    chosen = select(owners.c.record).where(owners.c.owner == owner).order_by(owners.c.record)
    return list(connection.execute(chosen).scalars())


def look_ups(connection: Connection, owner: str, secret: bytes) -> Iterator[LookUp]:
    """Look-ups of the person, the oldest first.

    Args:
        connection: To the database.
        owner: The identifier, as records bear it.
        secret: The site's key, see `models.signing`; under another one none is found.
    """
    chosen = (
        select(lookups, clients.c.name)
        .join(clients, clients.c.id == lookups.c.client)
        .where(lookups.c.person == digest_of_person(secret, owner))
        .order_by(lookups.c.id)
    )
    for row in streamed(connection, chosen):
        found = tuple(sorted(row.found.values()))
        yield LookUp(row.at, login_of(row.name), row.procedure, row.dossier, row.purpose, found)


def records_of_sealed(connection: Connection, document: UUID) -> list[UUID]:
    """Records that a file had when it was sealed; they are gone since."""
    chosen = select(audit_events.c.details).where(
        audit_events.c.subject == str(document), audit_events.c.action == "seal"
    )
    found = connection.execute(chosen).scalars()
    return [UUID(record) for details in found for record in details.get("records", ())]


def deeds(connection: Connection, subjects: Sequence[UUID]) -> Iterator[Deed]:
    """What the audit tells of records and files, the oldest first; it looks through all of it."""
    known = set(map(str, subjects))
    # Events of one record name it as their subject, those of several in their details.
    chosen = (
        select(audit_events)
        .where(
            or_(
                audit_events.c.subject.in_(known),
                cast(audit_events.c.details, String).contains('"records"'),
            )
        )
        .order_by(audit_events.c.id)
    )
    for row in streamed(connection, chosen):
        # Of a register it is a number.
        named = row.details.get("records")
        touched = known & {row.subject, *(named if isinstance(named, list | dict) else ())}
        if touched:
            purpose = row.details.get("purpose")
            yield Deed(row.at, row.actor, row.action, tuple(sorted(touched)), purpose)
