"""How a review ends: approved, handed on, put aside; and how an approval is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select, update

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
from models.store.intake import DocumentState
from models.store.keying import lacking, still_to_type
from models.store.leases import (
    Stage,
    end_lease,
    held_record,
    holder,
    put_aside,
    record_of,
    set_stage,
)
from models.store.publications import is_sent, withhold
from models.store.records import (
    RecordState,
    Said,
    end_record,
    lock_record,
    say,
    take_back,
    vouch,
)
from models.store.search import index_record
from models.store.tables import (
    audit_events,
    decisions,
    documents,
    dossier_papers,
    people,
    records,
    reviews,
)

# Behind the names of fields whose value a person has changed.
MARK = "!"
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


# A review that ended so is done: its person is through with the record.
DONE = (Outcome.APPROVED, Outcome.HANDED_ON, Outcome.READY)


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
        held_record(connection, person, record, token)
        row, version = lock_record(connection, record, ending.version)
        if ending.outcome is Outcome.APPROVED:
            ending, stage = _approve(store, connection, person, row, version, ending)
        else:
            stage = _put_off(store, connection, person, row, ending)
        _note_review(store, connection, person, row, ending)
        end_lease(connection, record)
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
    lacks = lacking(store, connection, row, kind)
    left = open_fields(row, version, said) + still_to_type(connection, row, person, lacks)
    if left:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Some fields have not been looked at.", "Look at them first."
        )
    on = _hands_on(senior, said, lacks)
    if on is not None:
        set_stage(store, connection, row, on)
        return replace(ending, outcome=Outcome.HANDED_ON), on
    values = {name: item.after["value"] for name, item in said.items()}
    stopped = blocks(kind, version, values)
    if stopped and not senior:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Values contradict each other or a page is missing.",
            "Correct them, or hand the record to a senior reviewer, who can approve it with a"
            " reason.",
        )  # fmt: skip
    if stopped and not ending.note.strip():
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Values contradict each other or a page is missing.",
            "Correct them, or say why it is approved all the same.",
        )  # fmt: skip
    details = {"overruled": [code for code, _ in stopped], "reason": ending.note} if stopped else {}
    beside = papers_beside(connection, row.document)
    if any(paper.is_open for paper in beside if paper.record != row.id):
        set_stage(store, connection, row, Stage.READY)
        return replace(ending, outcome=Outcome.READY), Stage.READY
    _apply(store, connection, row, version, said, person.login, details)
    return ending, None


def _hands_on(
    senior: bool, said: Mapping[str, Row[Any]], lacks: Mapping[str, Stage]
) -> Stage | None:
    """Who has to look before the record can be approved; None: nobody."""
    if any(item.action == Action.UNSURE for item in said.values()):
        if senior:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "Some fields are marked as not sure.", "Decide on them."
            )
        return Stage.SENIOR
    stages = [stage for name, stage in lacks.items() if name in said]
    return Stage.SECOND if Stage.SECOND in stages else Stage.THIRD if stages else None


def _apply(
    store: Store, connection: Connection, row: Row[Any], version: Row[Any],
    said: Mapping[str, Row[Any]], author: str, details: Mapping[str, Any],
) -> None:  # fmt: skip
    """Let what was said become a version, and approve it."""
    made = say(
        store, connection, row, version,
        {name: Said(item.after["value"], item.action) for name, item in said.items()}, author,
    )  # fmt: skip
    standing = (
        decisions.c.record == row.id, decisions.c.applied.is_(None),
        decisions.c.undone_at.is_(None),
    )  # fmt: skip
    connection.execute(update(decisions).where(*standing).values(applied=made))
    set_stage(store, connection, row, Stage.FIRST)
    connection.execute(
        update(records)
        .where(records.c.number == row.number)
        .values(sampled=False, looked_at=_looked_at(connection, row.id))
    )
    vouch(store, connection, row.id, made, author, after_s=store.settings.undo_s, details=details)


def _looked_at(connection: Connection, record: UUID) -> str | None:
    """Of which fields something was said that went into a version."""
    rows = connection.execute(
        select(decisions.c.field, func.max(decisions.c.distance))
        .where(decisions.c.record == record, decisions.c.applied.is_not(None))
        .group_by(decisions.c.field)
    )
    return marked((field, distance > 0) for field, distance in rows)


def marked(fields: Iterable[tuple[str, bool]]) -> str | None:
    """Names of fields, as they are kept with a record: those corrected have a mark behind them.

    Records of which the same was said have the same text, so that the database counts them at once.
    """
    return " ".join(sorted(f"{name}{MARK * is_new}" for name, is_new in fields)) or None


def _put_off(
    store: Store, connection: Connection, person: Person, row: Row[Any], ending: Ending
) -> Stage:
    if ending.outcome is not Outcome.SKIPPED and not ending.note.strip():
        raise SohoaError(ErrorCode.NOT_ALLOWED, "A reason is missing.", "Say why.")
    if ending.outcome is Outcome.SKIPPED:
        put_aside(store, connection, person, row.id, _PUT_ASIDE)
        return Stage(row.stage)
    stage = Stage.SENIOR if ending.outcome is Outcome.ESCALATED else Stage.RESCAN
    set_stage(store, connection, row, stage)
    return stage


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
            details={"version": row.version, **({"reason": ending.note} if ending.note else {})},
        )  # fmt: skip


def settle_dossiers(store: Store, beside: UUID | None = None) -> int:
    """Approve papers that only waited for the others of their dossier; how many.

    One that has been read anew since it was looked at is for review again, and the others wait on.

    Args:
        store: Where records are kept.
        beside: Only papers of the dossiers that this record's document is in.
    """
    count = 0
    with store.read() as connection:
        waiting = connection.execute(_settled(beside)).scalars().all()
    for record in waiting:
        with store.write() as connection:
            count += _settle(store, connection, record)
    return count


def _settled(beside: UUID | None) -> Select[Any]:
    """Records that wait for the other papers of their dossiers, none of which is open any more."""
    other, of_other = dossier_papers.alias(), records.alias()
    is_open = (
        select(other.c.document)
        .join(dossier_papers, dossier_papers.c.dossier == other.c.dossier)
        .join(documents, documents.c.id == other.c.document)
        .outerjoin(of_other, of_other.c.document == other.c.document)
        .where(
            dossier_papers.c.document == records.c.document,
            or_(
                documents.c.state.in_((DocumentState.RECEIVED, DocumentState.READING)),
                and_(of_other.c.state == RecordState.REVIEW, of_other.c.stage != Stage.READY),
            ),
        )
        .correlate(records)
        .exists()
    )
    found = select(records.c.id).where(
        records.c.state == RecordState.REVIEW, records.c.stage == Stage.READY, ~is_open
    )
    if beside is None:
        return found
    theirs = (
        select(other.c.document)
        .join(dossier_papers, dossier_papers.c.dossier == other.c.dossier)
        .join(of_other, of_other.c.document == dossier_papers.c.document)
        .where(of_other.c.id == beside)
    )
    return found.where(records.c.document.in_(theirs))


def _settle(store: Store, connection: Connection, record: UUID) -> int:
    chosen = select(records).where(
        records.c.id == record, records.c.state == RecordState.REVIEW,
        records.c.stage == Stage.READY,
    )  # fmt: skip
    row = connection.execute(chosen.with_for_update()).one_or_none()
    if row is None or any(paper.is_open for paper in papers_beside(connection, row.document)):
        return 0
    last = connection.execute(
        select(reviews.c.note, reviews.c.version, people.c.login)
        .join(people, people.c.id == reviews.c.person)
        .where(reviews.c.record == record, reviews.c.outcome == Outcome.READY)
        .order_by(reviews.c.id.desc())
        .limit(1)
    ).one()
    if last.version != row.version:
        set_stage(store, connection, row, Stage.FIRST)
        return 0
    version = current_version(connection, row)
    said = {n: d for n, d in decided(connection, record).items() if n in version.fields}
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
    with store.write() as connection:
        row = record_of(connection, person, record)
        row, _ = lock_record(connection, record, row.version)
        return_to_senior(store, connection, row, person.login, reason)


def return_to_senior(
    store: Store, connection: Connection, row: Row[Any], actor: str, reason: str
) -> None:
    """Put a locked record, which is approved, before a senior reviewer; see `reopen`.

    Raises:
        SohoaError: `not_allowed`: it is not approved, or no reason is given.
    """
    _ask_for_reason(reason)
    if row.state != RecordState.APPROVED:
        raise SohoaError(ErrorCode.NOT_ALLOWED, "The record is not approved.", "Open it.")
    if not is_sent(connection, row.id, row.version):
        withhold(connection, row.id, row.version)
    connection.execute(
        update(records)
        .where(records.c.number == row.number)
        .values(state=RecordState.REVIEW, changed_at=store.now())
    )
    set_stage(store, connection, row, Stage.SENIOR)
    # Who had it on the screen before has it no more.
    end_lease(connection, row.id)
    index_record(connection, row.number)
    note(
        store, connection, "reopen", row.id, actor=actor,
        details={"version": row.version, "reason": reason.strip()},
    )  # fmt: skip


def approve_accepted(
    store: Store, connection: Connection, row: Row[Any], actor: str, reason: str
) -> None:
    """Let another system vouch for a locked record of which nothing is doubtful.

    Raises:
        SohoaError: `not_allowed`: it asks for a person, or somebody has it on the screen.
    """
    if row.state != RecordState.ACCEPTED:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The record asks for a person, or is approved already.",
            "Let somebody review it.",
        )  # fmt: skip
    if holder(connection, row.id, store.now()) is not None:
        raise SohoaError(ErrorCode.NOT_ALLOWED, "Somebody is reviewing the record.", "Try later.")
    details = {"reason": reason.strip()} if reason.strip() else None
    vouch(store, connection, row.id, row.version, actor, details=details)


def withdraw(store: Store, connection: Connection, row: Row[Any], actor: str, reason: str) -> None:
    """Let a locked record be none any more; those who have it hear of it.

    Raises:
        SohoaError: `not_allowed`: no reason is given.
    """
    _ask_for_reason(reason)
    end_record(store, connection, row)
    end_lease(connection, row.id)
    note(
        store, connection, "revoke", row.id, actor=actor,
        details={"version": row.version, "reason": reason.strip()},
    )  # fmt: skip


def _ask_for_reason(reason: str) -> None:
    if not reason.strip():
        raise SohoaError(ErrorCode.NOT_ALLOWED, "A reason is missing.", "Say why.")


@dataclass(frozen=True, slots=True)
class Reason:
    """What somebody gave as the reason why a record is before another person.

    Attributes:
        action: As it is noted: `review_escalated`, `review_rescan` or `reopen`.
        who: Their name.
    """

    action: str
    who: str
    text: str
    at: datetime


_WITH_REASON = ("review_escalated", "review_rescan", "reopen")


def last_reason(connection: Connection, record: UUID) -> Reason | None:
    """The last reason given since a record was approved."""
    who = func.coalesce(people.c.name, audit_events.c.actor).label("who")
    last = connection.execute(
        select(audit_events.c.action, audit_events.c.details, audit_events.c.at, who)
        .outerjoin(people, people.c.login == audit_events.c.actor)
        .where(
            audit_events.c.subject == str(record),
            audit_events.c.action.in_((*_WITH_REASON, "approve")),
        )
        .order_by(audit_events.c.id.desc())
        .limit(1)
    ).one_or_none()  # fmt: skip
    if last is None or not last.details.get("reason") or last.action not in _WITH_REASON:
        return None
    return Reason(last.action, last.who, last.details["reason"], last.at)


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
                reviews.c.outcome.in_(DONE),
            )
        ).scalars()
    )  # fmt: skip
    return Day(len(times), times[len(times) // 2] / 1000 if times else None)
