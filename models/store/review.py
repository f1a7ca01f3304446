"""Review: what a person says of a record's fields, and how it ends.

What is said of a field is a row of `decisions` at once; at the end all of it becomes one version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from rapidfuzz.distance import Levenshtein
from sqlalchemy import Connection, Row, and_, delete, insert, select, update

from models.doctypes import DocumentType, document_types
from models.errors import ErrorCode, SohoaError
from models.extraction import Severity
from models.people import Permission, Person
from models.store.audit import note
from models.store.database import Store
from models.store.leases import Stage, check_lease, record_of
from models.store.records import RecordState, Said, lock_record, say, take_back, vouch
from models.store.tables import (
    decisions,
    deferrals,
    insert_into,
    leases,
    record_versions,
    records,
    reviews,
)
from models.values.checks import Problem, check

# How long a record that a person has put aside does not come back to them.
_PUT_ASIDE = timedelta(hours=2)


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


class Outcome(StrEnum):
    """How a review ended."""

    APPROVED = "approved"
    HANDED_ON = "handed_on"  # to a second or third person
    ESCALATED = "escalated"
    RESCAN = "rescan"
    SKIPPED = "skipped"


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


@dataclass(frozen=True, slots=True)
class Ending:
    """How a person ends a review.

    Attributes:
        version: The version of the record that they have seen.
        note: Their reason, where one is asked for.
    """

    outcome: Outcome
    version: int
    note: str = ""
    effort: Effort = NO_EFFORT


def current_version(connection: Connection, row: Row[Any]) -> Row[Any]:
    """The current version of a record."""
    return connection.execute(
        select(record_versions).where(
            record_versions.c.record == row.id, record_versions.c.version == row.version
        )
    ).one()


def decide(store: Store, person: Person, record: UUID, token: str, said: Decision) -> None:
    """Keep what a person says of a field, whatever comes after.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the record is not theirs, is approved, or has no
            such field.
    """
    now = store.now()
    with store.write() as connection:
        row = record_of(connection, person, record, lock=True)
        check_lease(connection, person, record, token)
        if row.state in (RecordState.APPROVED, RecordState.WITHDRAWN):
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "The record is approved already.", "Look at it again."
            )
        fields = current_version(connection, row).fields
        if said.field not in fields:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "The record has no such field.", "Load the page again."
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


def decided(
    connection: Connection, record: UUID, person: Person | None = None
) -> dict[str, Row[Any]]:
    """The last word on each field since a person's last version; of one person, or of all."""
    chosen = select(decisions).where(
        decisions.c.record == record, decisions.c.applied.is_(None), decisions.c.undone_at.is_(None)
    )
    if person is not None:
        chosen = chosen.where(decisions.c.person == person.id)
    return {row.field: row for row in connection.execute(chosen.order_by(decisions.c.id))}


def type_of(row: Row[Any]) -> DocumentType | None:
    """The document type of a record; None: this program does not know it any more."""
    return document_types().get(row.type)


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


def open_fields(fields: Mapping[str, Any], said: Mapping[str, Row[Any]]) -> list[str]:
    """Fields that ask for a person and of which nobody has said anything."""
    return [name for name, item in fields.items() if item["needs_review"] and name not in said]


def blind_fields(kind: DocumentType | None, said: Mapping[str, Row[Any]]) -> list[str]:
    """Decided fields that a second person has to type."""
    if kind is None:
        return []
    asked = {item.id for item in kind.field if item.keying == "blind"}
    return [name for name in said if name in asked]


def end(store: Store, person: Person, record: UUID, token: str, ending: Ending) -> Stage | None:
    """End a review; the stage that the record goes on to, or None when it is approved.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the record is not theirs or has changed, fields are
            left, a rule is broken and no senior has given a reason, or a reason is missing.
    """
    with store.write() as connection:
        record_of(connection, person, record, lock=True)
        check_lease(connection, person, record, token)
        row, version = lock_record(connection, record, ending.version)
        if row.state == RecordState.APPROVED:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "The record is approved already.", "Take the next one."
            )
        if ending.outcome is Outcome.APPROVED:
            ending, stage = _approve(store, connection, person, row, version, ending)
        else:
            stage = _put_off(store, connection, person, row, ending)
        _note_review(store, connection, person, row, ending)
        connection.execute(delete(leases).where(leases.c.record == record))
    return stage


def _put_off(
    store: Store, connection: Connection, person: Person, row: Row[Any], ending: Ending
) -> Stage:
    if ending.outcome is not Outcome.SKIPPED and not ending.note.strip():
        raise SohoaError(ErrorCode.NOT_ALLOWED, "A reason is missing.", "Say why.")
    if ending.outcome is Outcome.SKIPPED:
        values = {"until": store.now() + _PUT_ASIDE}
        connection.execute(
            insert_into(connection, deferrals)
            .values(record=row.id, person=person.id, **values)
            .on_conflict_do_update(index_elements=["record", "person"], set_=values)
        )
        return Stage(row.stage)
    stage = Stage.SENIOR if ending.outcome is Outcome.ESCALATED else Stage.RESCAN
    _set_stage(store, connection, row, stage)
    return stage


def _set_stage(store: Store, connection: Connection, row: Row[Any], stage: Stage) -> None:
    connection.execute(
        update(records)
        .where(records.c.number == row.number)
        .values(stage=stage, changed_at=store.now())
    )


def _approve(
    store: Store, connection: Connection, person: Person, row: Row[Any], version: Row[Any],
    ending: Ending,
) -> tuple[Ending, Stage | None]:  # fmt: skip
    """Approve a record, or hand it on when somebody else has to look first."""
    kind, said = type_of(version), decided(connection, row.id)
    senior = person.may(Permission.DECIDE)
    left = open_fields(version.fields, said)
    if row.stage == Stage.SECOND:
        # That the first one has typed it says nothing of this one.
        own = decided(connection, row.id, person)
        left += [name for name in blind_fields(kind, said) if name not in own]
    if left:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Some fields have not been looked at.", "Look at them first."
        )
    on = _hands_on(connection, person, row, said, kind)
    if on is not None:
        _set_stage(store, connection, row, on)
        return Ending(Outcome.HANDED_ON, ending.version, ending.note, ending.effort), on
    values = {name: item.after["value"] for name, item in said.items()}
    stopped = blocks(kind, version, values)
    if stopped and not (senior and ending.note.strip()):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Values contradict each other or a page is missing.",
            "Correct them, or hand the record to a senior reviewer, who can approve it with a"
            " reason.",
        )  # fmt: skip
    made = say(
        store, connection, row, version,
        {name: Said(item.after["value"], item.action) for name, item in said.items()},
        person.login,
    )  # fmt: skip
    connection.execute(
        update(decisions)
        .where(decisions.c.id.in_([item.id for item in said.values()]))
        .values(applied=made)
    )
    _set_stage(store, connection, row, Stage.FIRST)
    details = {"overruled": [code for code, _ in stopped], "reason": ending.note} if stopped else {}
    vouch(
        store, connection, row.id, made, person.login, after_s=store.settings.undo_s,
        details=details,
    )  # fmt: skip
    return ending, None


def _hands_on(
    connection: Connection, person: Person, row: Row[Any], said: Mapping[str, Row[Any]],
    kind: DocumentType | None,
) -> Stage | None:  # fmt: skip
    """Who has to look before the record can be approved; None: nobody."""
    senior = person.may(Permission.DECIDE)
    unsure = [name for name, item in said.items() if item.action == Action.UNSURE]
    if unsure:
        if senior:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "Some fields are marked as not sure.", "Decide on them."
            )
        return Stage.SENIOR
    blind = blind_fields(kind, said)
    if not blind or row.stage in (Stage.THIRD, Stage.SENIOR):
        return None
    if row.stage == Stage.FIRST:
        return Stage.SECOND
    first = _words_of_others(connection, row.id, person)
    differ = [
        name for name in blind
        if name not in first or first[name].after != said[name].after
    ]  # fmt: skip
    return Stage.THIRD if differ else None


def _words_of_others(connection: Connection, record: UUID, person: Person) -> dict[str, Row[Any]]:
    chosen = select(decisions).where(
        and_(
            decisions.c.record == record, decisions.c.person != person.id,
            decisions.c.applied.is_(None), decisions.c.undone_at.is_(None),
        )
    )  # fmt: skip
    return {row.field: row for row in connection.execute(chosen.order_by(decisions.c.id))}


def _note_review(
    store: Store, connection: Connection, person: Person, row: Row[Any], ending: Ending
) -> None:
    now, effort = store.now(), ending.effort
    connection.execute(
        insert(reviews).values(
            record=row.id, person=person.id, stage=row.stage, outcome=ending.outcome,
            note=ending.note or None, version=row.version, opened_at=effort.shown_at or now,
            ended_at=now, active_ms=effort.active_ms, keystrokes=effort.keystrokes,
            clicks=effort.clicks,
        )
    )  # fmt: skip
    if ending.outcome is not Outcome.APPROVED:
        note(
            store, connection, f"review_{ending.outcome}", row.id, actor=person.login,
            details={"version": row.version},
        )  # fmt: skip


def undo_approval(store: Store, person: Person, record: UUID) -> None:
    """Take an approval back before it is published: the record is for review again.

    Raises:
        SohoaError: `not_found`; `not_allowed`: it is published, or is not approved.
    """
    with store.write() as connection:
        row = record_of(connection, person, record)
        row, _ = lock_record(connection, record, row.version)
        take_back(store, connection, row, person.login)


@dataclass(frozen=True, slots=True)
class Day:
    """What a person has done today: records, and the median of their seconds."""

    records: int
    seconds: float | None


def day_of(connection: Connection, person: Person, since: datetime) -> Day:
    """The reviews that a person has ended since then."""
    times = sorted(
        connection.execute(
            select(reviews.c.active_ms).where(
                reviews.c.person == person.id, reviews.c.ended_at >= since,
                reviews.c.outcome.in_([Outcome.APPROVED, Outcome.HANDED_ON]),
            )
        ).scalars()
    )  # fmt: skip
    return Day(len(times), times[len(times) // 2] / 1000 if times else None)
