"""Webhooks: what other systems are told at an address of theirs, and what became of it.

What is told at a webhook is queued from the feed of changes by their numbers, so that nothing is
missed or queued twice. One job for each webhook sends what is due, so that a receiver that is slow
or dead holds one worker at most. Form, signatures and retries are those of Standard Webhooks
(https://www.standardwebhooks.com).
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from models.clients import Client
from models.errors import ErrorCode, SohoaError
from models.store.audit import SYSTEM, note
from models.store.changes import KEPT, kept_after, newest
from models.store.clients import OLD_SECRET_LIFE
from models.store.database import Store
from models.store.enciphered import closed, opened
from models.store.jobs import (
    Job,
    JobKind,
    JobState,
    Priority,
    add_job,
    finish,
    held_by,
    next_turn,
)
from models.store.tables import clients, deliveries, insert_into, jobs, webhooks
from models.store.units import below

# Beside the kinds of changes.
TEST = "webhook.test"
# Of one client.
MOST = 20
# Before the second try, the third, …; after the last one nothing is tried by itself.
RETRIES = tuple(timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000))
# Of a webhook whose receiver is slow.
LONGEST_REST = timedelta(minutes=5)
# Changes that are queued for a webhook at once.
_CHUNK = 1000
_SECRET_BYTES = 32
# What secrets are encrypted for.
_USE = "webhook"


class DeliveryState(StrEnum):
    """What became of something that is told."""

    PENDING = "pending"  # to be sent, or sent again
    DELIVERED = "delivered"
    DEAD = "dead"  # given up


@dataclass(frozen=True, slots=True)
class NewWebhook:
    """What a client says of a webhook.

    Attributes:
        events: Kinds of changes that it wants to hear of.
        types: Only of records of these document types; empty: of any.
    """

    url: str
    events: tuple[str, ...]
    types: tuple[str, ...] = ()
    enabled: bool = True


# Who is told anything.
_ACTIVE = (webhooks.c.enabled, clients.c.disabled_at.is_(None))


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    come = _has_come(deliveries.c.due_at, now, RETRIES[-1])
    return deliveries.c.state == DeliveryState.PENDING, come


def _has_come(at: Column[Any], now: datetime, longest: timedelta) -> ColumnElement[bool]:
    """Whether a time has come; one later than can be is the mark of a clock that was set back."""
    return or_(at <= now, at > now + longest)


def add_webhook(store: Store, client: Client, new: NewWebhook, key: bytes) -> tuple[UUID, str]:
    """Tell a client of changes from now on; the webhook, and its secret, which is told this once.

    Args:
        store: Where it is kept.
        client: Whose it is.
        new: What is said of it; the address has been looked at.
        key: The key of the site.

    Raises:
        SohoaError: `not_allowed`: the client has as many as it may.
    """
    made, secret = uuid7s.uuid7(), _new_secret()
    with store.write() as connection:
        # One at a time: others count, too.
        connection.execute(select(clients.c.id).where(clients.c.id == client.id).with_for_update())
        count = select(func.count()).where(webhooks.c.client == client.id)
        if connection.execute(count).scalar_one() >= MOST:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "There are as many webhooks as a system may have.",
                "Change or delete one of them.",
            )  # fmt: skip
        job = add_job(
            store, connection, JobKind.DELIVER, priority=Priority.FOLDER, state=JobState.DONE
        )
        connection.execute(
            insert(webhooks).values(
                id=made, client=client.id, job=job, url=new.url, events=sorted(set(new.events)),
                types=sorted(set(new.types)), enabled=new.enabled, last=newest(connection),
                secret=closed(secret, made, key, _USE), created_at=store.now(),
            )
        )  # fmt: skip
        note(store, connection, "add_webhook", made, actor=client.login)
    return made, secret


def _new_secret() -> str:
    return f"whsec_{base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()}"


def of_client(connection: Connection, client: Client) -> Sequence[Row[Any]]:
    """The webhooks of a client, the oldest first."""
    chosen = select(webhooks).where(webhooks.c.client == client.id).order_by(webhooks.c.id)
    return connection.execute(chosen).all()


def get_webhook(
    connection: Connection, client: Client, webhook: UUID, *, lock: bool = False
) -> Row[Any]:
    """A webhook of a client.

    Raises:
        SohoaError: `not_found`: also when it is another client's.
    """
    chosen = select(webhooks).where(webhooks.c.id == webhook, webhooks.c.client == client.id)
    row = connection.execute(chosen.with_for_update() if lock else chosen).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such webhook.", "Check the address.")
    return row


def change_webhook(store: Store, client: Client, webhook: UUID, **values: Any) -> None:
    """Change the address, what is told, or whether anything is.

    What has happened while it was disabled is not told when it is enabled again.

    Raises:
        SohoaError: `not_found`.
    """
    fields = sorted(values)
    values |= {name: sorted(set(values[name])) for name in ("events", "types") if name in values}
    with store.write() as connection:
        row = get_webhook(connection, client, webhook, lock=True)
        # What has happened so far is told as it was asked for then.
        _queue_for(store, connection, webhook)
        if values.get("enabled") and not row.enabled:
            values |= {"last": newest(connection), "gone_at": None, "rests_until": None}
        if values:
            connection.execute(update(webhooks).where(webhooks.c.id == webhook).values(values))
        note(
            store, connection, "change_webhook", webhook, actor=client.login,
            details={"fields": fields},
        )  # fmt: skip


def remove_webhook(store: Store, client: Client, webhook: UUID) -> None:
    """Forget a webhook with all that was told, or was to be told, at it.

    Raises:
        SohoaError: `not_found`.
    """
    with store.write() as connection:
        row = get_webhook(connection, client, webhook, lock=True)
        connection.execute(delete(deliveries).where(deliveries.c.webhook == webhook))
        connection.execute(delete(webhooks).where(webhooks.c.id == webhook))
        connection.execute(delete(jobs).where(jobs.c.id == row.job))
        note(store, connection, "remove_webhook", webhook, actor=client.login)


def rotate_webhook(
    store: Store, client: Client, webhook: UUID, key: bytes
) -> tuple[str, datetime]:  # fmt: skip
    """A new secret, and until when the old one signs, too.

    Raises:
        SohoaError: `not_found`.
    """
    secret, until = _new_secret(), store.now() + OLD_SECRET_LIFE
    with store.write() as connection:
        row = get_webhook(connection, client, webhook, lock=True)
        connection.execute(
            update(webhooks)
            .where(webhooks.c.id == webhook)
            .values(
                secret=closed(secret, webhook, key, _USE), old_secret=row.secret, old_until=until
            )
        )
        note(store, connection, "rotate_webhook", webhook, actor=client.login)
    return secret, until


def secrets_of(store: Store, row: Row[Any], key: bytes) -> list[str]:
    """What signs for a webhook now, the newest secret first.

    Raises:
        SohoaError: `internal`: it was encrypted with another key of the site.
    """
    kept = [row.secret]
    if row.old_secret and row.old_until > store.now():
        kept.append(row.old_secret)
    found = [opened(each, row.webhook, key, _USE) for each in kept]
    if found[0] is None:
        raise SohoaError(
            ErrorCode.INTERNAL, "The webhook's secret cannot be read: the site's key has changed.",
            "Restore the key, or rotate the secret.",
        )  # fmt: skip
    return [each for each in found if each is not None]


def queue_changes(store: Store) -> int:
    """Queue what has happened for those who want to hear of it; how much.

    Several may do so at once. For who wants to hear nothing just now it is passed over.
    """
    with store.read() as connection:
        behind = select(webhooks.c.id).where(webhooks.c.last < newest(connection))
        chosen = connection.execute(behind).scalars().all()
    return sum(_queue(store, each) for each in chosen)


def _queue(store: Store, webhook: UUID) -> int:
    with store.write() as connection:
        return _queue_for(store, connection, webhook)


def _queue_for(store: Store, connection: Connection, webhook: UUID) -> int:
    row = connection.execute(
        select(webhooks, clients.c.unit, clients.c.disabled_at)
        .join(clients, clients.c.id == webhooks.c.client)
        .where(webhooks.c.id == webhook)
        .with_for_update(of=webhooks)
    ).one_or_none()
    if row is None:
        return 0
    told, last = list[Row[Any]](), newest(connection)
    if row.enabled and row.disabled_at is None:
        feed = kept_after(
            connection, below(connection, row.unit), row.last, _CHUNK, row.types, row.events
        )
        told, last = list(feed.rows), feed.last
    messages = [
        _message(
            f"chg_{each.id}", each.kind, each.at, record=str(each.record),
            version=each.version, record_type=each.type, unit=each.unit,
        )
        for each in told
    ]  # fmt: skip
    _add(store, connection, webhook, messages)
    connection.execute(update(webhooks).where(webhooks.c.id == webhook).values(last=last))
    return len(told)


def _message(message: str, kind: str, at: datetime, **data: Any) -> dict[str, Any]:
    body = {"type": kind, "timestamp": at.isoformat(), "data": {"id": message, **data}}
    return {"message": message, "kind": kind, "body": json.dumps(body)}


def _add(
    store: Store, connection: Connection, webhook: UUID, messages: Sequence[dict[str, Any]]
) -> None:  # fmt: skip
    """Queue messages; one that was queued before is not queued again."""
    if not messages:
        return
    now = store.now()
    of_all = {
        "webhook": webhook, "state": DeliveryState.PENDING, "due_at": now, "created_at": now,
    }  # fmt: skip
    connection.execute(
        insert_into(connection, deliveries).on_conflict_do_nothing(
            index_elements=["webhook", "message"]
        ),
        [{**of_all, **each} for each in messages],
    )


def wake_deliverers(store: Store) -> int:
    """Let workers send what is due; at how many webhooks."""
    now = store.now()
    rested = or_(
        webhooks.c.rests_until.is_(None), _has_come(webhooks.c.rests_until, now, LONGEST_REST)
    )
    is_due = select(deliveries.c.id).where(deliveries.c.webhook == webhooks.c.id, *_due(now))
    idle = (
        select(jobs.c.id)
        .join(webhooks, webhooks.c.job == jobs.c.id)
        .join(clients, clients.c.id == webhooks.c.client)
        .where(jobs.c.state == JobState.DONE, *_ACTIVE, rested, is_due.exists())
    )
    with store.read() as connection:
        chosen = connection.execute(idle).scalars().all()
    if not chosen:
        return 0
    with store.write() as connection:
        turn = next_turn(connection, Priority.FOLDER, None)
        return connection.execute(
            update(jobs)
            .where(jobs.c.id.in_(chosen), jobs.c.state == JobState.DONE)
            .values(state=JobState.READY, attempts=0, turn=turn, due_at=now, changed_at=now)
        ).rowcount


def next_due(store: Store, job: Job) -> Row[Any] | None:
    """What a job that delivers is to send next, with `url` and the secrets of its webhook.

    None: there is nothing, or another worker has the job.
    """
    now = store.now()
    with store.read() as connection:
        return connection.execute(
            select(
                deliveries, webhooks.c.url, webhooks.c.secret, webhooks.c.old_secret,
                webhooks.c.old_until,
            )
            .join(webhooks, webhooks.c.id == deliveries.c.webhook)
            .join(clients, clients.c.id == webhooks.c.client)
            .join(jobs, jobs.c.id == webhooks.c.job)
            .where(held_by(job), *_ACTIVE, *_due(now))
            .order_by(deliveries.c.due_at, deliveries.c.id)
            .limit(1)
        ).one_or_none()  # fmt: skip


def tried(store: Store, delivery: Row[Any], status: int | None, error: ErrorCode | None) -> None:
    """Note how a try went; what failed is tried again later, or given up after the last try.

    A receiver that says that it is gone is told nothing more.

    Args:
        store: Where.
        delivery: What `next_due` gave.
        status: What was answered; None: nothing was.
        error: Why it failed; None: it did not.
    """
    now, attempts = store.now(), delivery.attempts + 1
    is_gone = status == HTTPStatus.GONE
    state, due = DeliveryState.DELIVERED, now
    if error is not None and (is_gone or attempts > len(RETRIES)):
        state = DeliveryState.DEAD
    elif error is not None:
        state, due = DeliveryState.PENDING, now + RETRIES[attempts - 1]
    with store.write() as connection:
        if is_gone:
            _disable(store, connection, delivery.webhook)
        connection.execute(
            update(deliveries)
            .where(deliveries.c.id == delivery.id)
            .values(
                state=state, attempts=attempts, due_at=due, tried_at=now, status=status,
                error=error,
            )
        )  # fmt: skip


def _disable(store: Store, connection: Connection, webhook: UUID) -> None:
    _queue_for(store, connection, webhook)
    changed = connection.execute(
        update(webhooks)
        .where(webhooks.c.id == webhook, webhooks.c.enabled)
        .values(enabled=False, gone_at=store.now())
    )
    if changed.rowcount:
        note(store, connection, "disable_webhook", webhook, actor=SYSTEM)


def rest(store: Store, job: Job, seconds: float) -> None:
    """End a job that delivers, until more is due, and so many seconds, 300 at most, have passed.

    Raises:
        LeaseLost: Another worker has it, or the webhook is gone.
    """
    until = store.now() + min(timedelta(seconds=seconds), LONGEST_REST)
    with store.write() as connection:
        connection.execute(
            update(webhooks).where(webhooks.c.job == job.id).values(rests_until=until)
        )
        finish(store, connection, job)


def deliveries_of(
    connection: Connection, webhook: UUID, before: int | None, limit: int,
    state: str | None = None,
) -> Sequence[Row[Any]]:  # fmt: skip
    """What is told at a webhook, the newest first, before a number; in one state, None: in any."""
    chosen = select(deliveries).where(deliveries.c.webhook == webhook)
    if before is not None:
        chosen = chosen.where(deliveries.c.id < before)
    if state is not None:
        chosen = chosen.where(deliveries.c.state == state)
    return connection.execute(chosen.order_by(deliveries.c.id.desc()).limit(limit)).all()


def get_delivery(connection: Connection, webhook: UUID, message: str) -> Row[Any]:
    """Something that is told at a webhook.

    Raises:
        SohoaError: `not_found`.
    """
    row = connection.execute(
        select(deliveries).where(deliveries.c.webhook == webhook, deliveries.c.message == message)
    ).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such delivery.", "Check the address.")
    return row


def redeliver(store: Store, client: Client, webhook: UUID, message: str) -> None:
    """Tell something again, as if it had never been told, under the same id.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the webhook is disabled.
    """
    with store.write() as connection:
        _enabled(connection, client, webhook)
        row = get_delivery(connection, webhook, message)
        _again(store, connection, deliveries.c.id == row.id)
        note(
            store, connection, "redeliver", webhook, actor=client.login,
            details={"number": message},
        )  # fmt: skip


def redeliver_dead(store: Store, webhook: UUID, *, actor: str = SYSTEM) -> int:
    """Tell all again that was given up at a webhook; how much.

    Raises:
        SohoaError: `not_found`.
    """
    with store.write() as connection:
        known = select(webhooks.c.id).where(webhooks.c.id == webhook)
        if connection.execute(known).first() is None:
            raise SohoaError(
                ErrorCode.NOT_FOUND, f"There is no webhook {webhook}.", "Check its identifier."
            )
        dead = (deliveries.c.webhook == webhook, deliveries.c.state == DeliveryState.DEAD)
        count = _again(store, connection, *dead)
        note(store, connection, "redeliver", webhook, actor=actor, details={"messages": count})
    return count


def _again(store: Store, connection: Connection, *which: ColumnElement[bool]) -> int:
    values = {"state": DeliveryState.PENDING, "attempts": 0, "due_at": store.now()}
    return connection.execute(update(deliveries).where(*which).values(values)).rowcount


def _enabled(connection: Connection, client: Client, webhook: UUID) -> None:
    if not get_webhook(connection, client, webhook, lock=True).enabled:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The webhook is disabled.", "Enable it first."
        )  # fmt: skip


def send_test(store: Store, client: Client, webhook: UUID) -> str:
    """Tell a webhook that this is a test; the id of the message. One at a time.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the webhook is disabled.
    """
    message = f"tst_{uuid7s.uuid7().hex}"
    with store.write() as connection:
        _enabled(connection, client, webhook)
        waiting = connection.execute(
            select(deliveries.c.message).where(
                deliveries.c.webhook == webhook, deliveries.c.kind == TEST,
                deliveries.c.state == DeliveryState.PENDING,
            )
        ).scalar()  # fmt: skip
        if waiting is not None:
            return str(waiting)
        _add(store, connection, webhook, [_message(message, TEST, store.now())])
    return message


def listed(connection: Connection) -> Sequence[Row[Any]]:
    """All webhooks with the `name` of their client, and how much is `pending` and `dead`."""
    states = (DeliveryState.PENDING, DeliveryState.DEAD)
    counts = [
        func.count(deliveries.c.id).filter(deliveries.c.state == state).label(str(state))
        for state in states
    ]
    of_states = and_(deliveries.c.webhook == webhooks.c.id, deliveries.c.state.in_(states))
    return connection.execute(
        select(webhooks.c.id, webhooks.c.url, webhooks.c.enabled, clients.c.name, *counts)
        .join(clients, clients.c.id == webhooks.c.client)
        .outerjoin(deliveries, of_states)
        .group_by(webhooks.c.id, clients.c.name)
        .order_by(clients.c.name, webhooks.c.id)
    ).all()


def forget_old(store: Store) -> int:
    """Forget what was told, or given up, when the changes themselves are forgotten; how much."""
    old = deliveries.c.created_at < store.now() - KEPT
    with store.read() as connection:
        if connection.execute(select(deliveries.c.id).where(old).limit(1)).first() is None:
            return 0
    with store.write() as connection:
        return int(connection.execute(delete(deliveries).where(old)).rowcount)
