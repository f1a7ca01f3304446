"""What a person says while a record is open before them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rapidfuzz.distance import Levenshtein
from sqlalchemy import Row, insert, select, update

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.people import Person
from models.store.audit import note
from models.store.database import Store
from models.store.decisions import Action, Decision, current_version, type_of
from models.store.keying import still_to_type
from models.store.leases import check_lease, record_of
from models.store.reading import understand_again
from models.store.records import RecordState
from models.store.tables import decisions, records


def decide(store: Store, person: Person, record: UUID, token: str, said: Decision) -> None:
    """Keep what a person says of a field, whatever comes after.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the record is not theirs, is approved, or has no
            such field.
    """
    now = store.now()
    with store.write() as connection:
        row = record_of(connection, person, record, lock=True)
        refuse_done(row)
        check_lease(connection, person, record, token)
        version = current_version(connection, row)
        fields = version.fields
        if said.field not in fields:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "The record has no such field.", "Load the page again."
            )
        if said.action is Action.CONFIRMED and said.field in still_to_type(
            store, connection, row, type_of(version), person
        ):
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "This field has to be typed from the paper.", "Type it."
            )
        before = fields[said.field]["value"]
        connection.execute(
            insert(decisions).values(
                record=record, field=said.field, stage=row.stage, person=person.id,
                action=said.action, before={"value": before}, after={"value": said.value},
                note=said.note, at=now, distance=_distance(before, said.value),
                shown_at=said.effort.shown_at, first_key_at=said.effort.first_key_at,
                active_ms=said.effort.active_ms, keystrokes=said.effort.keystrokes,
                clicks=said.effort.clicks,
            )
        )  # fmt: skip


def refuse_done(row: Row[Any]) -> None:
    """Nothing can be said of a record that is withdrawn or approved.

    Raises:
        SohoaError: `not_allowed`.
    """
    if row.state == RecordState.WITHDRAWN:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The record is withdrawn.", "Look at its document again."
        )
    if row.state == RecordState.APPROVED:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The record is approved already.", "Look at it again."
        )


def _distance(before: Any, after: Any) -> int:
    first, second = (
        value if isinstance(value, str) else str(value or "") for value in (before, after)
    )
    return int(Levenshtein.distance(first, second))


def undo(store: Store, person: Person, record: UUID, token: str, name: str) -> None:
    """Take the last word on a field back, if it is this person's; the one before stands again.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the record is not theirs.
    """
    with store.write() as connection:
        record_of(connection, person, record, lock=True)
        check_lease(connection, person, record, token)
        last = (
            select(decisions.c.id)
            .where(
                decisions.c.record == record, decisions.c.field == name,
                decisions.c.person == person.id, decisions.c.applied.is_(None),
                decisions.c.undone_at.is_(None),
            )
            .order_by(decisions.c.id.desc())
            .limit(1)
        )  # fmt: skip
        connection.execute(
            update(decisions)
            .where(decisions.c.id == last.scalar_subquery())
            .values(undone_at=store.now())
        )


def retype(store: Store, person: Person, record: UUID, token: str, type_id: str) -> None:
    """Say what a paper is: its fields are taken from it anew; what was said of them stays.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the record is not theirs, is approved, or is being
            read just now.
    """
    if type_id not in document_types():
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such type of paper.", "Choose one.")
    with store.write() as connection:
        row = record_of(connection, person, record)
        check_lease(connection, person, record, token)
        if row.state != RecordState.REVIEW:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "The record is approved already.", "Look at it again."
            )
        understand_again(store, connection, row.document)
        connection.execute(
            update(records).where(records.c.number == row.number).values(said_type=type_id)
        )
        note(
            store, connection, "retype", record, actor=person.login,
            details={"before": row.type, "after": type_id},
        )  # fmt: skip
