"""Which record a person has on the screen: handed out by a lease, to one page of one browser."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, delete, exists, func, or_, select, update

from models.errors import ErrorCode, SohoaError
from models.people import Permission, Person
from models.store.audit import note
from models.store.database import Store
from models.store.dossiers import READY
from models.store.records import RecordState
from models.store.tables import (
    audit_events,
    decisions,
    deferrals,
    insert_into,
    leases,
    records,
    reviews,
)

# How long a record that was handed out waits for its page to be shown, and how long one whose page
# was left is kept for it to come back, as it does when it is loaded anew.
_RESERVED, _LEFT = timedelta(seconds=60), timedelta(seconds=20)
_TRIES = 20
# Further records are not counted: to know that there are many is enough.
MOST_COUNTED = 1_000


class Stage(StrEnum):
    """Whom a record for review waits for."""

    FIRST = "first"
    SECOND = "second"  # a second person types what is critical, without seeing the first one's word
    THIRD = "third"  # the two differ: a third person decides
    SENIOR = "senior"
    RESCAN = "rescan"  # a page is to be scanned again
    READY = READY  # for the other papers of its dossier


def record_of(
    connection: Connection, person: Person, record: UUID, *, lock: bool = False
) -> Row[Any]:
    """The row of a record that the person may see.

    Args:
        connection: To the database.
        person: Who asks.
        record: Which one.
        lock: Let nobody else change it until the transaction ends. Who changes its lease locks it
            before: two who wait for each other would both fail.

    Raises:
        SohoaError: `not_found`: also when it is another unit's; `secret_document`: its paper was
            sealed after the person had looked at it.
    """
    chosen = select(records).where(records.c.id == record)
    row = connection.execute(chosen.with_for_update() if lock else chosen).one_or_none()
    if row is None and _has_viewed(connection, person, record):
        raise SohoaError(
            ErrorCode.SECRET_DOCUMENT, "The paper bears a secrecy mark: it has been sealed.",
            "What was typed is not kept. Go on with the next record.",
        )  # fmt: skip
    if row is None or not person.sees(row.unit):
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such record.", "Check the address.")
    return row


def _has_viewed(connection: Connection, person: Person, record: UUID) -> bool:
    """Whether a record was shown to a person: one that is no more was sealed, nothing else ends it.

    The audit alone remembers it; nobody else learns that there has been such a record.
    """
    views = select(audit_events.c.id).where(
        audit_events.c.subject == str(record), audit_events.c.action == "view",
        audit_events.c.actor == person.login,
    )  # fmt: skip
    return connection.execute(views.limit(1)).first() is not None


def stages_of(person: Person) -> tuple[Stage, ...]:
    """The stages whose records are handed out to a person, those that wait longest first."""
    own = (Stage.THIRD, Stage.SECOND, Stage.FIRST)
    return (Stage.SENIOR, *own) if person.may(Permission.DECIDE) else own


def _waiting(person: Person, stage: Stage, now: datetime) -> Select[Any]:
    """Records of a stage that could be handed out to a person, the most urgent first."""
    taken = exists().where(leases.c.record == records.c.id, leases.c.until > now)
    aside = exists().where(
        deferrals.c.record == records.c.id, deferrals.c.person == person.id,
        deferrals.c.until > now,
    )  # fmt: skip
    chosen = select(records.c.id).where(
        records.c.state == RecordState.REVIEW, records.c.stage == stage, ~taken, ~aside
    )
    if stage in (Stage.SECOND, Stage.THIRD):
        chosen = chosen.where(~_has_seen(person))
    if person.units is not None:
        chosen = chosen.where(records.c.unit.in_(person.units))
    return chosen.order_by(records.c.priority, records.c.number)


def _has_seen(person: Person) -> Any:
    """They have spoken at another stage, or ended a review of it since it was last approved.

    Who is not through with this stage may come back.
    """
    spoken = exists().where(
        decisions.c.record == records.c.id, decisions.c.person == person.id,
        decisions.c.stage != records.c.stage, decisions.c.applied.is_(None),
        decisions.c.undone_at.is_(None),
    )  # fmt: skip
    approved = (
        select(func.coalesce(func.max(reviews.c.id), 0))
        .where(reviews.c.record == records.c.id, reviews.c.outcome == "approved")
        .correlate(records)
        .scalar_subquery()
    )
    ended = exists().where(
        reviews.c.record == records.c.id, reviews.c.person == person.id,
        reviews.c.outcome != "skipped", reviews.c.id > approved,
    )  # fmt: skip
    return or_(spoken, ended)


def take_next(store: Store, person: Person, besides: UUID | None = None) -> UUID | None:
    """Hand the most urgent record out to a person; None when none is left for them.

    A record that was handed out to them before and not shown yet comes first.

    Args:
        store: Where records are kept.
        person: Who asks.
        besides: A record that they have on the screen.
    """
    now = store.now()
    besides = besides or UUID(int=0)
    with store.write() as connection:
        mine = connection.execute(
            select(leases.c.record)
            .join(records, records.c.id == leases.c.record)
            .where(
                leases.c.person == person.id, leases.c.token == "", leases.c.until > now,
                leases.c.record != besides,
                records.c.state == RecordState.REVIEW,
            )
            .order_by(leases.c.since)
            .limit(1)
        ).scalar()  # fmt: skip
        # Unless a senior takes it away at this moment.
        if mine is not None and _lease(connection, mine, person, "", now):
            return UUID(str(mine))
        for stage in stages_of(person):
            # Another one may take the same record at this moment: it is passed over.
            chosen = _waiting(person, stage, now).limit(1).with_for_update(skip_locked=True)
            for _ in range(_TRIES):
                found = connection.execute(chosen).scalar()
                if found is None:
                    break
                if _lease(connection, found, person, "", now):
                    return UUID(str(found))
    return None


def _lease(
    connection: Connection, record: UUID, person: Person, token: str, now: datetime,
    until: datetime | None = None, *, take_over: bool = False,
) -> bool:  # fmt: skip
    """Give a record to a page of a person, unless another one has it; whether that was done."""
    own = leases.c.person == person.id
    if not take_over:
        own &= leases.c.token.in_(["", token])
    values = {"person": person.id, "token": token, "until": until or now + _RESERVED}
    made = insert_into(connection, leases).values(record=record, since=now, **values)
    return bool(
        connection.execute(
            made.on_conflict_do_update(
                index_elements=["record"], set_=values, where=or_(leases.c.until <= now, own)
            )
        ).rowcount
    )


def hold(
    store: Store, person: Person, record: UUID, token: str, *, take_over: bool = False
) -> datetime:
    """Take or keep the lease of a record for a page of the browser; until when it lasts.

    Args:
        store: Where records are kept.
        person: Who asks.
        record: Which one.
        token: A random name of the page.
        take_over: Take it from another page of the same person, or, as a senior, from anybody.

    Raises:
        SohoaError: `not_found`; `not_allowed`: another person or page has it, or it waits for
            somebody else.
    """
    now = store.now()
    with store.write() as connection:
        _refuse_stage(connection, person, record_of(connection, person, record, lock=True))
        held = connection.execute(
            select(leases).where(leases.c.record == record).with_for_update()
        ).one_or_none()
        if held is not None and held.until > now:
            _refuse_held(held, person, token, take_over=take_over)
            if held.person != person.id:
                note(store, connection, "take_over", record, actor=person.login)
                connection.execute(delete(leases).where(leases.c.record == record))
        until = now + timedelta(seconds=store.settings.review_lease_s)
        if not _lease(connection, record, person, token, now, until, take_over=take_over):
            raise _held_by_other()
    return until


def refusal(
    connection: Connection, person: Person, record: UUID, stage: str | None
) -> SohoaError | None:  # fmt: skip
    """Why a record of a stage may not be before a person; None: it may.

    Records are also opened by their address, past the queue: the same people may have them.
    """
    if stage == Stage.SENIOR and not person.may(Permission.DECIDE):
        return SohoaError(
            ErrorCode.NOT_ALLOWED, "The record waits for a senior reviewer.", "Take the next one."
        )
    if stage in (Stage.SECOND, Stage.THIRD):
        mine = select(records.c.id).where(records.c.id == record, _has_seen(person))
        if connection.execute(mine).first():
            return SohoaError(
                ErrorCode.NOT_ALLOWED, "The record waits for another reviewer than you.",
                "Take the next one.",
            )  # fmt: skip
    return None


def _refuse_stage(connection: Connection, person: Person, row: Row[Any]) -> None:
    refused = refusal(connection, person, row.id, row.stage)
    if refused is not None:
        raise refused


def _refuse_held(held: Row[Any], person: Person, token: str, *, take_over: bool) -> None:
    if held.person != person.id:
        if not (take_over and person.may(Permission.DECIDE)):
            raise _held_by_other()
    elif held.token not in ("", token) and not take_over:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "You have this record open in another tab.",
            "Go on there, or take it over here.",
        )  # fmt: skip


def _held_by_other() -> SohoaError:
    return SohoaError(
        ErrorCode.NOT_ALLOWED, "Somebody else has this record on the screen.", "Take the next one."
    )


def leave(store: Store, person: Person, record: UUID, token: str) -> None:
    """The page of a record is left: soon others may have it."""
    with store.write() as connection:
        connection.execute(
            update(leases)
            .where(leases.c.record == record, leases.c.person == person.id, leases.c.token == token)
            .values(token="", until=store.now() + _LEFT)
        )


def holder(connection: Connection, record: UUID, now: datetime) -> Row[Any] | None:
    """The lease of a record that is in force."""
    return connection.execute(
        select(leases).where(leases.c.record == record, leases.c.until > now)
    ).one_or_none()


def held_record(connection: Connection, person: Person, record: UUID, token: str) -> Row[Any]:
    """The locked row of a record that is before a person, who may say something of it.

    A lease that ran out and that nobody took is theirs again.

    Raises:
        SohoaError: `not_found`; `not_allowed`: it is withdrawn or approved, another person or page
            has it, or it waits for somebody else.
    """
    row = record_of(connection, person, record, lock=True)
    # Said before the lease, which ended with the review, is missed.
    if row.state == RecordState.WITHDRAWN:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The record is withdrawn.", "Look at its document again."
        )
    if row.state == RecordState.APPROVED:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The record is approved already.", "Look at it again."
        )
    held = connection.execute(
        select(leases).where(leases.c.record == record).with_for_update()
    ).one_or_none()
    if held is None or held.person != person.id:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The record was not yours any more.",
            "Open it again: what you have said of its fields is kept.",
        )  # fmt: skip
    _refuse_held(held, person, token, take_over=False)
    _refuse_stage(connection, person, row)
    return row


def put_aside(
    store: Store, connection: Connection, person: Person, record: UUID, how_long: timedelta
) -> None:
    """Do not hand a record out to a person for some time."""
    values = {"until": store.now() + how_long}
    connection.execute(
        insert_into(connection, deferrals)
        .values(record=record, person=person.id, **values)
        .on_conflict_do_update(index_elements=["record", "person"], set_=values)
    )


def set_stage(store: Store, connection: Connection, row: Row[Any], stage: Stage) -> None:
    """Say whom a locked record waits for."""
    connection.execute(
        update(records)
        .where(records.c.number == row.number)
        .values(stage=stage, changed_at=store.now())
    )


def end_lease(connection: Connection, record: UUID) -> None:
    """Nobody has a locked record on the screen any more."""
    connection.execute(delete(leases).where(leases.c.record == record))


def waiting_among(
    connection: Connection, person: Person, chosen: Sequence[UUID], now: datetime
) -> frozenset[UUID]:
    """Of these records, those that could be handed out to a person now."""
    return frozenset(
        found
        for stage in stages_of(person)
        for found in connection.execute(
            _waiting(person, stage, now).where(records.c.id.in_(chosen))
        ).scalars()
    )


def left_for(connection: Connection, person: Person, now: datetime) -> int:
    """How many records wait for a person; more than `MOST_COUNTED` are not told apart."""
    left = 0
    for stage in stages_of(person):
        some = _waiting(person, stage, now).order_by(None).limit(MOST_COUNTED + 1 - left)
        left += connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()
        if left > MOST_COUNTED:
            break
    return left
