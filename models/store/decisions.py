"""What people have said of the fields of a record, and what is left to say.

What is said of a field is a row of `decisions` at once; when a review ends all of it becomes one
version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from models.doctypes import DocumentType, document_types
from models.extraction import Severity
from models.people import Person
from models.store.tables import decisions, record_versions
from models.values.checks import Problem, check


class Action(StrEnum):
    """What a person did with a field."""

    CONFIRMED = "confirmed"
    EDITED = "edited"
    PICKED = "picked"  # one of the other readings
    CLICKED = "clicked"  # words on the page
    REREAD = "reread"  # a part of the page was read again
    ILLEGIBLE = "illegible"
    ABSENT = "absent"  # the paper does not bear it
    UNSURE = "unsure"  # somebody else must look


# The actions that say there is no value.
NO_VALUE = frozenset({Action.ILLEGIBLE, Action.ABSENT})


@dataclass(frozen=True, slots=True)
class Effort:
    """What something took of a person: as the browser tells, so it is held within limits.

    Attributes:
        active_ms: Milliseconds, without pauses above half a minute.
    """

    active_ms: int = 0
    keystrokes: int = 0
    clicks: int = 0
    shown_at: datetime | None = None
    first_key_at: datetime | None = None


NO_EFFORT = Effort()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of a field."""

    field: str
    action: Action
    value: Any
    note: str | None = None
    effort: Effort = NO_EFFORT


def current_version(connection: Connection, row: Row[Any]) -> Row[Any]:
    """The current version of a record."""
    return connection.execute(
        select(record_versions).where(
            record_versions.c.record == row.id, record_versions.c.version == row.version
        )
    ).one()


def type_of(row: Row[Any]) -> DocumentType | None:
    """The document type of a record; None: this program does not know it any more."""
    return document_types().get(row.type)


def decided(
    connection: Connection, record: UUID, person: Person | None = None
) -> dict[str, Row[Any]]:
    """The last word on each field since a person's last version; of one person, or of all."""
    return {
        row.field: row
        for row in spoken(connection, record)
        if person is None or row.person == person.id
    }


def spoken(connection: Connection, record: UUID) -> Sequence[Row[Any]]:
    """All words on a record that stand and are in no version yet, the last one last."""
    return connection.execute(
        select(decisions)
        .where(
            decisions.c.record == record, decisions.c.applied.is_(None),
            decisions.c.undone_at.is_(None),
        )
        .order_by(decisions.c.id)
    ).all()  # fmt: skip


def open_fields(fields: Mapping[str, Any], said: Mapping[str, Row[Any]]) -> list[str]:
    """Fields that ask for a person and of which nobody has said anything."""
    return [name for name, item in fields.items() if item["needs_review"] and name not in said]


def broken_rules(
    kind: DocumentType | None, fields: Mapping[str, Any], said: Mapping[str, Any]
) -> Sequence[Problem]:
    """What the values say against each other, with what a person has said in their place."""
    if kind is None:
        return ()
    values = {name: said.get(name, item["value"]) for name, item in fields.items()}
    return check(kind.rules, values)


def blocks(
    kind: DocumentType | None, version: Row[Any], said: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """What keeps a record from being approved without a senior's reason: codes and messages."""
    found = [(p.code, p.message) for p in broken_rules(kind, version.fields, said)
             if p.severity == "hard"]  # fmt: skip
    own = [item for item in version.issues if item["severity"] == Severity.BLOCK]
    return found + [(item["code"], item["message"]) for item in own]
