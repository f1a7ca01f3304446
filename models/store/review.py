"""What a person says while a record is open before them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rapidfuzz.distance import Levenshtein
from sqlalchemy import Connection, Row, insert, select, update

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.people import Person
from models.store.audit import note
from models.store.database import Store
from models.store.decisions import Decision, type_of
from models.store.keying import TYPED, typed_by_others
from models.store.leases import Stage, held_record, record_of, set_stage
from models.store.reading import lock_document, understand_again
from models.store.records import RecordState, lock_record, to_review
from models.store.tables import decisions, records


def decide(store: Store, person: Person, record: UUID, token: str, said: Decision) -> None:
    """Keep what a person says of a field, whatever comes after.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the record is not theirs, is approved, has changed
            meanwhile, has no such field, or has to be typed from the paper.
    """
    now = store.now()
    with store.write() as connection:
        held_record(connection, person, record, token)
        # Who confirms a value has seen this one, not the one that came after it.
        row, version = lock_record(connection, record, said.version)
        fields = version.fields
        if said.field not in fields:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "The record has no such field.", "Load the page again."
            )
        if row.stage == Stage.SECOND and said.action not in TYPED:
            others = typed_by_others(store, connection, row, type_of(version), person)
            if said.field in others:
                raise SohoaError(
                    ErrorCode.NOT_ALLOWED, "This field has to be typed from the paper.", "Type it."
                )
        stage = _wake(store, connection, row)
        before = fields[said.field]["value"]
        connection.execute(
            insert(decisions).values(
                record=record, field=said.field, stage=stage, person=person.id,
                action=said.action, before={"value": before}, after={"value": said.value},
                note=said.note, at=now, distance=_distance(before, said.value),
                shown_at=said.effort.shown_at, first_key_at=said.effort.first_key_at,
                active_ms=said.effort.active_ms, keystrokes=said.effort.keystrokes,
                clicks=said.effort.clicks,
            )
        )  # fmt: skip


def _wake(store: Store, connection: Connection, row: Row[Any]) -> Stage:
    """A record that waited for nobody waits for a review now; its stage."""
    if row.state == RecordState.ACCEPTED:
        to_review(store, connection, row)
    if row.stage == Stage.READY:
        set_stage(store, connection, row, Stage.FIRST)
        return Stage.FIRST
    return Stage(row.stage)


def _distance(before: Any, after: Any) -> int:
    first, second = (
        value if isinstance(value, str) else str(value or "") for value in (before, after)
    )
    return int(Levenshtein.distance(first, second))


def undo(store: Store, person: Person, record: UUID, token: str, name: str) -> None:
    """Take the last word on a field back, if it is this person's; the one before stands again.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the record is not theirs, or is approved.
    """
    with store.write() as connection:
        row = held_record(connection, person, record, token)
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
        undone = connection.execute(
            update(decisions)
            .where(decisions.c.id == last.scalar_subquery())
            .values(undone_at=store.now())
        ).rowcount
        if undone:
            _wake(store, connection, row)


def retype(store: Store, person: Person, record: UUID, token: str, type_id: str) -> None:
    """Say what a paper is: its fields are taken from it anew; what was said of them stays.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the record is not theirs, is approved, or is being
            read just now.
    """
    if type_id not in document_types():
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such type of paper.", "Choose one.")
    with store.write() as connection:
        # Documents are locked before their records, as where they are put together.
        lock_document(connection, record_of(connection, person, record).document)
        row = held_record(connection, person, record, token)
        _wake(store, connection, row)
        understand_again(store, connection, row.document, record)
        connection.execute(
            update(records).where(records.c.number == row.number).values(said_type=type_id)
        )
        note(
            store, connection, "retype", record, actor=person.login,
            details={"before": row.type, "after": type_id},
        )  # fmt: skip
