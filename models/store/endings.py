"""How a review ends: approved, handed on, put aside; and how an approval is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from models.doctypes import DocumentType
from models.errors import ErrorCode, SohoaError
from models.people import Permission, Person
from models.store.audit import note
from models.store.database import Store
from models.store.decisions import (
    NO_EFFORT,
    Action,
    Effort,
    blocks,
    current_version,
    decided,
    open_fields,
    type_of,
)
from models.store.dossiers import papers_beside
from models.store.keying import blind_fields, still_to_type, typed_by_others
from models.store.leases import Stage, check_lease, record_of
from models.store.publications import is_sent, withhold
from models.store.records import RecordState, Said, lock_record, say, take_back, vouch
from models.store.review import refuse_done
from models.store.search import index_record
from models.store.tables import decisions, deferrals, insert_into, leases, people, records, reviews

# How long a record that a person has put aside does not come back to them.
_PUT_ASIDE = timedelta(hours=2)


class Outcome(StrEnum):
    """How a review ended."""

    APPROVED = "approved"
    HANDED_ON = "handed_on"  # to a second or third person
    READY = "ready"  # the other papers of the dossier are still to be looked at
    ESCALATED = "escalated"
    RESCAN = "rescan"
    SKIPPED = "skipped"


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


def end(store: Store, person: Person, record: UUID, token: str, ending: Ending) -> Stage | None:
    """End a review; the stage that the record goes on to, or None when it is approved.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the record is not theirs or has changed, fields are
            left, a rule is broken and no senior has given a reason, or a reason is missing.
    """
    with store.write() as connection:
        # Said before the lease, which ended with the review, is missed.
        refuse_done(record_of(connection, person, record, lock=True))
        check_lease(connection, person, record, token)
        row, version = lock_record(connection, record, ending.version)
        refuse_done(row)
        if ending.outcome is Outcome.APPROVED:
            ending, stage = _approve(store, connection, person, row, version, ending)
        else:
            stage = _put_off(store, connection, person, row, ending)
        _note_review(store, connection, person, row, ending)
        connection.execute(delete(leases).where(leases.c.record == record))
    return stage


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
