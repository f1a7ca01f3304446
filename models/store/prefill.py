"""What the repository holds of a person already, so that nobody asks for the paper again.

Nghị định 118/2025/NĐ-CP: what is in a database is looked up there, not asked for. Every look-up is
kept with its purpose, but not who was looked up: of the identifier a keyed digest stays.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from models.clients import Client
from models.doctypes import DocumentType, document_types
from models.store.archives import approvals_of
from models.store.audit import Event, note_reading
from models.store.database import Store
from models.store.master import Entry, components
from models.store.owners import records_of
from models.store.records import RecordState
from models.store.tables import day_of, lookups

# What has gone on to others: a person vouches for it, or nothing was doubtful.
HELD = (RecordState.APPROVED, RecordState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks.

    Attributes:
        owner: Identifier of the person.
        procedure: Code of what the person asks for.
        dossier: Mã hồ sơ that it is asked for, when there is one.
    """

    owner: str
    procedure: str
    purpose: str
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A paper of the person that the repository holds.

    Attributes:
        row: The record with its current `fields`.
        approved_at: When a person approved it; None: a machine was sure.
        valid_to: Until when the paper itself says that it is good; None: it says nothing.
        is_valid: Whether it is good today, as far as it says.
    """

    row: Row[Any]
    approved_at: datetime | None
    valid_to: str | None
    is_valid: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        components: What the procedure asks for on this day, each with the newest paper held, if
            any; none when the procedure is not in the master data.
        others: Further papers of the person.
    """

    components: Sequence[tuple[Entry, Held | None]]
    others: Sequence[Held]


def digest_of_person(secret: bytes, owner: str) -> str:
    """What stands for an identifier in the look-ups: who has the database alone finds nobody."""
    return hmac.digest(secret, f"lookup {owner}".encode(), "sha256").hex()


def look_up(store: Store, client: Client, asked: Asked, secret: bytes, address: str) -> Found:
    """What the repository holds for a procedure; the look-up is kept.

    Args:
        store: Where it is.
        client: Who asks; only what it sees is found.
        asked: What.
        secret: Keys the digest of the identifier.
        address: From where it is asked.
    """
    today = day_of(store.now())
    with store.read() as connection:
        entries = components(connection, asked.procedure, today)
        rows = records_of(connection, asked.owner, client.units, HELD)
        held = _held(connection, rows, today)
    left, found = list(held), []
    for entry in entries:
        kind = entry.attributes.get("document_type")
        chosen = next((item for item in left if kind and item.row.type == kind), None)
        left = [item for item in left if chosen is None or item.row.type != chosen.row.type]
        found.append((entry, chosen))
    _keep(store, client, asked, secret, address, found, left)
    return Found(found, left)


def _held(connection: Connection, rows: Sequence[Row[Any]], today: date) -> list[Held]:
    """Papers, those that are good first, then the newest."""
    approvals = approvals_of(connection, [row.id for row in rows])
    found = []
    for row in rows:
        kind = document_types().get(row.type)
        until = _valid_to(kind, row.fields)
        is_valid = until is None or not _is_day(until) or until >= today.isoformat()
        approval = approvals.get((str(row.id), row.version))
        # One that was sent back since says nothing any more.
        at = approval.at if approval and row.state == RecordState.APPROVED else None
        found.append(Held(row, at, until, is_valid))
    return sorted(found, key=lambda item: not item.is_valid)


def _valid_to(kind: DocumentType | None, fields: Any) -> str | None:
    names = [item.id for item in kind.field if item.minimum == "valid_to"] if kind else []
    values = (fields.get(name, {}).get("value") for name in names)
    return next((value for value in values if isinstance(value, str)), None)


def _is_day(text: str) -> bool:
    """Whether it is a whole day, not "Lâu dài"."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _keep(
    store: Store, client: Client, asked: Asked, secret: bytes, address: str,
    found: Sequence[tuple[Entry, Held | None]], others: Sequence[Held],
) -> None:  # fmt: skip
    person = digest_of_person(secret, asked.owner)
    held = {entry.code: str(item.row.id) for entry, item in found if item is not None}
    row = {
        "client": client.id, "unit": client.unit, "procedure": asked.procedure,
        "dossier": asked.dossier, "purpose": asked.purpose, "person": person, "found": held,
        "at": store.now(),
    }  # fmt: skip
    details = {
        "records": [*held.values(), *(str(item.row.id) for item in others)],
        "purpose": asked.purpose, "address": address,
    }  # fmt: skip
    event = Event("look_up", asked.procedure, client.login, details)
    note_reading(store, event, [(lookups, row)])
