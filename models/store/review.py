"""Review: what a person says of a record's fields, and how it ends.

What is said of a field is a row of `decisions` at once; at the end all of it becomes one version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import random
from typing import Any
from uuid import UUID

from rapidfuzz.distance import Levenshtein
from sqlalchemy import Connection, Row, delete, insert, select, update

from models.doctypes import DocumentType, document_types
from models.errors import ErrorCode, SohoaError
from models.extraction import Severity
from models.people import Permission, Person
from models.store.audit import note
from models.store.database import Store
from models.store.dossiers import papers_beside
from models.store.leases import Stage, check_lease, holder, record_of
from models.store.publications import is_sent, withhold
from models.store.reading import understand_again
from models.store.records import RecordState, Said, lock_record, say, take_back, to_review, vouch
from models.store.search import index_record
from models.store.tables import (
    decisions,
    deferrals,
    insert_into,
    leases,
    people,
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
    READY = "ready"  # the other papers of the dossier are still to be looked at
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
        _refuse_done(row)
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


def _refuse_done(row: Row[Any]) -> None:
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


def decided(
    connection: Connection, record: UUID, person: Person | None = None
) -> dict[str, Row[Any]]:
    """The last word on each field since a person's last version; of one person, or of all."""
    return {
        row.field: row
        for row in _spoken(connection, record)
        if person is None or row.person == person.id
    }


def _spoken(connection: Connection, record: UUID) -> Sequence[Row[Any]]:
    """All words on a record that stand and are in no version yet, the last one last."""
    return connection.execute(
        select(decisions)
        .where(
            decisions.c.record == record, decisions.c.applied.is_(None),
            decisions.c.undone_at.is_(None),
        )
        .order_by(decisions.c.id)
    ).all()  # fmt: skip


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


def blind_fields(
    store: Store, kind: DocumentType | None, said: Mapping[str, Row[Any]]
) -> list[str]:
    """Decided fields that a second person has to type."""
    if kind is None or not store.settings.second_keying:
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
        # Said before the lease, which ended with the review, is missed.
        _refuse_done(record_of(connection, person, record, lock=True))
        check_lease(connection, person, record, token)
        row, version = lock_record(connection, record, ending.version)
        _refuse_done(row)
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
    kind = type_of(version)
    # What was said of fields that another type had stays noted, but goes into no version.
    said = {n: d for n, d in decided(connection, row.id).items() if n in version.fields}
    senior = person.may(Permission.DECIDE)
    left = open_fields(version.fields, said)
    left += still_to_type(store, connection, row, kind, person)
    if left:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Some fields have not been looked at.", "Look at them first."
        )
    on = _hands_on(store, connection, person, row, said, kind)
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
    details = {"overruled": [code for code, _ in stopped], "reason": ending.note} if stopped else {}
    beside = papers_beside(connection, row.document)
    if any(paper.is_open for paper in beside if paper.record != row.id):
        _set_stage(store, connection, row, Stage.READY)
        return Ending(Outcome.READY, ending.version, ending.note, ending.effort), Stage.READY
    _apply(store, connection, row, version, said, person.login, details)
    return ending, None


def _apply(
    store: Store, connection: Connection, row: Row[Any], version: Row[Any],
    said: Mapping[str, Row[Any]], author: str, details: Mapping[str, Any],
) -> None:  # fmt: skip
    """Let what was said become a version, and approve it."""
    made = say(
        store, connection, row, version,
        {name: Said(item.after["value"], item.action) for name, item in said.items()}, author,
    )  # fmt: skip
    of_record = (decisions.c.record == row.id, decisions.c.applied.is_(None))
    connection.execute(update(decisions).where(*of_record).values(applied=made))
    _set_stage(store, connection, row, Stage.FIRST)
    vouch(store, connection, row.id, made, author, after_s=store.settings.undo_s, details=details)


def settle_dossiers(store: Store) -> int:
    """Approve papers that only waited for the others of their dossier; how many.

    One of which a further reading asks something is for review again, and the others wait on.
    """
    count = 0
    with store.read() as connection:
        waiting = connection.execute(
            select(records.c.id, records.c.document).where(
                records.c.state == RecordState.REVIEW, records.c.stage == Stage.READY
            )
        ).all()
    for item in waiting:
        with store.write() as connection:
            if any(paper.is_open for paper in papers_beside(connection, item.document)):
                continue
            count += _settle(store, connection, item.id)
    return count


def _settle(store: Store, connection: Connection, record: UUID) -> int:
    chosen = select(records).where(
        records.c.id == record, records.c.state == RecordState.REVIEW,
        records.c.stage == Stage.READY,
    )  # fmt: skip
    row = connection.execute(chosen.with_for_update()).one_or_none()
    if row is None:
        return 0
    version = current_version(connection, row)
    said = {n: d for n, d in decided(connection, record).items() if n in version.fields}
    if open_fields(version.fields, said):
        _set_stage(store, connection, row, Stage.FIRST)
        return 0
    last = connection.execute(
        select(reviews.c.note, people.c.login)
        .join(people, people.c.id == reviews.c.person)
        .where(reviews.c.record == record, reviews.c.outcome == Outcome.READY)
        .order_by(reviews.c.id.desc())
        .limit(1)
    ).one()
    details = {"reason": last.note} if last.note else {}
    _apply(store, connection, row, version, said, last.login, details)
    return 1


def still_to_type(
    store: Store, connection: Connection, row: Row[Any], kind: DocumentType | None, person: Person
) -> list[str]:  # fmt: skip
    """Fields that this person has to type, as the second one, or has to decide, as the third."""
    if row.stage not in (Stage.SECOND, Stage.THIRD):
        return []
    own = decided(connection, row.id, person)
    return [
        name
        for name, words in typed_by_others(store, connection, row, kind, person).items()
        if name not in own and (row.stage == Stage.SECOND or len(words) > 1)
    ]


def typed_by_others(
    store: Store, connection: Connection, row: Row[Any], kind: DocumentType | None, person: Person
) -> dict[str, list[Any]]:  # fmt: skip
    """What others have said of fields that are typed twice: the different values of each."""
    words: dict[str, list[Any]] = {}
    for found in _spoken(connection, row.id):
        if found.person != person.id:
            words.setdefault(found.field, []).append(found)
    blind = blind_fields(store, kind, {name: found[-1] for name, found in words.items()})
    return {name: _different(words[name]) for name in blind}


def _different(words: Sequence[Row[Any]]) -> list[Any]:
    """The last value of each person, each value once."""
    last = {word.person: word.after["value"] for word in words}
    found: list[Any] = []
    for value in last.values():
        if value not in found:
            found.append(value)
    return found


def _hands_on(
    store: Store, connection: Connection, person: Person, row: Row[Any],
    said: Mapping[str, Row[Any]], kind: DocumentType | None,
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
    blind = blind_fields(store, kind, said)
    if not blind or row.stage in (Stage.THIRD, Stage.SENIOR):
        return None
    if row.stage == Stage.FIRST:
        return Stage.SECOND
    others = typed_by_others(store, connection, row, kind, person)
    # A list of one that is the own word: both have typed the same.
    differ = [name for name in blind if others.get(name) != [said[name].after["value"]]]
    return Stage.THIRD if differ else None


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


def reopen(store: Store, person: Person, record: UUID, reason: str) -> None:
    """Put an approved record before a senior reviewer again; what is published stays until then.

    What has been approved but not sent yet is not sent.

    Raises:
        SohoaError: `not_found`; `not_allowed`: it is not approved, or no reason is given.
    """
    if not reason.strip():
        raise SohoaError(ErrorCode.NOT_ALLOWED, "A reason is missing.", "Say why.")
    with store.write() as connection:
        row = record_of(connection, person, record)
        row, _ = lock_record(connection, record, row.version)
        if row.state != RecordState.APPROVED:
            raise SohoaError(ErrorCode.NOT_ALLOWED, "The record is not approved.", "Open it.")
        if not is_sent(connection, record, row.version):
            withhold(connection, record, row.version)
        connection.execute(
            update(records)
            .where(records.c.number == row.number)
            .values(state=RecordState.REVIEW, changed_at=store.now())
        )
        _set_stage(store, connection, row, Stage.SENIOR)
        index_record(connection, row.number)
        note(
            store, connection, "reopen", record, actor=person.login,
            details={"version": row.version, "reason": reason.strip()},
        )  # fmt: skip


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
                reviews.c.outcome.in_([Outcome.APPROVED, Outcome.HANDED_ON, Outcome.READY]),
            )
        ).scalars()
    )  # fmt: skip
    return Day(len(times), times[len(times) // 2] / 1000 if times else None)


# How many records are approved at once, and the share of them that is looked at all the same.
MOST_AT_ONCE, SAMPLED = 50, 0.05


@dataclass(frozen=True, slots=True)
class Bulk:
    """What came of approving many records at once: how many, and which are to be reviewed."""

    approved: int
    sampled: tuple[UUID, ...]


def approve_sure(
    store: Store, person: Person, chosen: Sequence[UUID], draw: Callable[[], float] = random
) -> Bulk:
    """Approve records of which nothing is doubtful; some, drawn by chance, go to review instead.

    Those that are not sure any more, or that somebody has on the screen, are left alone.

    Args:
        store: Where records are kept.
        person: Who approves.
        chosen: At most `MOST_AT_ONCE` records.
        draw: A number from 0 to 1 at random.
    """
    now = store.now()
    approved, sampled = 0, []
    with store.write() as connection:
        rows = connection.execute(
            select(records)
            .where(records.c.id.in_(chosen[:MOST_AT_ONCE]), records.c.state == RecordState.ACCEPTED)
            .order_by(records.c.number)
            .with_for_update()
        ).all()
        for row in rows:
            if not person.sees(row.unit) or holder(connection, row.id, now) is not None:
                continue
            if draw() < SAMPLED:
                to_review(store, connection, row)
                note(store, connection, "sample", row.id, actor=person.login)
                sampled.append(row.id)
                continue
            vouch(
                store, connection, row.id, row.version, person.login,
                after_s=store.settings.undo_s, details={"bulk": True},
            )  # fmt: skip
            approved += 1
    return Bulk(approved, tuple(sampled))
