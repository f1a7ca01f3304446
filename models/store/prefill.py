"""What the repository holds of a person already, so that nobody asks for the paper again.

Nghị định 118/2025/NĐ-CP: what is in a database is looked up there, not asked for. Every look-up is
kept with its purpose, but not who was looked up: of the identifier a keyed digest stays.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row

from models.clients import Client
from models.doctypes import DocumentType, document_types
from models.store.archives import Approval, approvals_of
from models.store.audit import Event, look
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

    @property
    def held(self) -> dict[str, str]:
        """The ids of the papers that are held, by the component's code."""
        return {entry.code: str(item.row.id) for entry, item in self.components if item is not None}


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
    question = _Question(asked.owner, asked.procedure, client.units, day_of(store.now()))
    person = digest_of_person(secret, asked.owner)
    row = {
        "client": client.id, "unit": client.unit, "procedure": asked.procedure,
        "dossier": asked.dossier, "purpose": asked.purpose, "person": person, "at": store.now(),
    }  # fmt: skip

    def event_of(found: Found) -> Event:
        shown = [*found.held.values(), *(str(item.row.id) for item in found.others)]
        details = {"records": shown, "purpose": asked.purpose, "address": address}
        return Event("look_up", asked.procedure, client.login, details)

    return look(
        store, _find, question, event_of, lambda found: [(lookups, {**row, "found": found.held})]
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """Whose papers, of these units, there are for a procedure on a day."""

    owner: str
    procedure: str
    units: tuple[str, ...] | None
    day: date


def _find(connection: Connection, questions: Sequence[_Question]) -> list[Found]:
    papers: dict[tuple[str, ...] | None, Mapping[str, Sequence[Row[Any]]]] = {}
    for units in {each.units for each in questions}:
        holders = [each.owner for each in questions if each.units == units]
        papers[units] = records_of(connection, holders, units, HELD)
    rows = [row for found in papers.values() for its in found.values() for row in its]
    approvals = approvals_of(connection, {row.id for row in rows})
    asked = {(each.procedure, each.day) for each in questions}
    entries = {each: components(connection, *each) for each in asked}
    return [
        _found(
            entries[each.procedure, each.day],
            _held(papers[each.units][each.owner], approvals, each.day),
        )
        for each in questions
    ]


def _found(entries: Sequence[Entry], held: Sequence[Held]) -> Found:
    """What the procedure asks for, with the papers that are such."""
    left, found = list(held), []
    for entry in entries:
        kind = entry.attributes.get("document_type")
        chosen = next((item for item in left if kind and item.row.type == kind), None)
        left = [item for item in left if chosen is None or item.row.type != chosen.row.type]
        found.append((entry, chosen))
    return Found(found, left)


def _held(
    rows: Sequence[Row[Any]], approvals: Mapping[tuple[str, int], Approval], today: date
) -> list[Held]:
    """Papers, those that are good first, then the newest."""
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
