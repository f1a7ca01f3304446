"""What is queued for webhooks: each change once, of the client's units, while it wants to hear."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from models.clients import Client, Scope
from models.errors import SohoaError
from models.store import clients, reading, webhooks
from models.store.changes import Kind, forget_old, tell
from models.store.clients import NewClient, add_client
from models.store.database import Store
from models.store.jobs import JobKind, JobState
from models.store.tables import audit_events, changes, deliveries, jobs
from models.store.webhooks import (
    MOST,
    RETRIES,
    NewWebhook,
    add_webhook,
    change_webhook,
    queue_changes,
    redeliver,
    remove_webhook,
    rotate_webhook,
    secrets_of,
    send_test,
    wake_deliverers,
)
from tests.models.store.builders import Clock, at_once, count, problem, rows, take

KEY = b"the key of the site"
ALL = tuple(map(str, Kind))
NEW = NewWebhook("https://dvc.example/hook", ALL)


def system(store: Store, name: str = "dvc", unit: str = "tay-ninh") -> Client:
    add_client(store, NewClient(name, "", unit, frozenset({Scope.WEBHOOKS})))
    with store.read() as connection:
        row = clients.find_client(connection, name)
    token = clients.give_token(store, row.id, [Scope.WEBHOOKS])
    with store.read() as connection:
        found = clients.client_of(connection, store, token)
    assert found is not None
    return found


def add(
    store: Store, *, unit: str = "xa-a", type_id: str = "can_cuoc", kind: Kind = Kind.PUBLISHED
) -> UUID:
    record = uuid4()
    with store.write() as connection:
        tell(store, connection, kind, record, 3, unit, type_id)
    return record


def told(store: Store, webhook: UUID) -> list[dict[str, Any]]:
    found = rows(store, deliveries, deliveries.c.webhook == webhook)
    return [json.loads(row.body) for row in found]


def told_records(store: Store, webhook: UUID) -> list[str]:
    return [body["data"]["record"] for body in told(store, webhook)]


def test_what_happens_from_then_on_is_queued_once(store: Store) -> None:
    add(store)
    hook, _ = add_webhook(store, system(store), NEW, KEY)
    record = add(store)
    assert queue_changes(store) == 1
    [body] = told(store, hook)
    [change] = rows(store, changes, changes.c.record == record)
    assert body == {
        "type": "record.published", "timestamp": change.at.isoformat(),
        "data": {
            "id": f"chg_{change.id}", "record": str(record), "version": 3,
            "record_type": "can_cuoc", "unit": "xa-a",
        },
    }  # fmt: skip
    assert rows(store, deliveries)[0].message == f"chg_{change.id}"
    assert queue_changes(store) == 0


def test_nothing_is_missed_or_queued_twice_by_many_at_once(store: Store) -> None:
    hook, _ = add_webhook(store, system(store), NEW, KEY)
    writers, each = 3, 10

    def work(number: int) -> None:
        if number < writers:
            for _ in range(each):
                add(store)
        else:
            while count(store, deliveries) < writers * each:
                queue_changes(store)

    at_once(writers + 2, work)
    assert told_records(store, hook) == [str(row.record) for row in rows(store, changes)]


def test_more_than_one_round_takes_at_once_is_queued_in_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "_CHUNK", 2)
    hook, _ = add_webhook(store, system(store), NEW, KEY)
    records = [str(add(store)) for _ in range(5)]
    assert [queue_changes(store) for _ in range(4)] == [2, 2, 1, 0]
    assert told_records(store, hook) == records


def test_only_units_types_and_events_that_are_its_business_are_told(store: Store) -> None:
    own = system(store, "own", "xa-b")
    everything, _ = add_webhook(store, own, NEW, KEY)
    births, _ = add_webhook(store, own, NewWebhook(NEW.url, ALL, ("giay_khai_sinh",)), KEY)
    gone, _ = add_webhook(store, own, NewWebhook(NEW.url, (Kind.WITHDRAWN,)), KEY)
    add(store, unit="xa-a")
    card = add(store, unit="xa-b")
    birth = add(store, unit="xa-b", type_id="giay_khai_sinh", kind=Kind.WITHDRAWN)
    queue_changes(store)
    assert told_records(store, everything) == [str(card), str(birth)]
    assert told_records(store, births) == told_records(store, gone) == [str(birth)]


def test_what_happens_while_it_is_disabled_is_not_queued(store: Store) -> None:
    own = system(store)
    hook, _ = add_webhook(store, own, NEW, KEY)
    change_webhook(store, own, hook, enabled=False)
    add(store)
    queue_changes(store)
    add(store)
    change_webhook(store, own, hook, enabled=True)
    record = add(store)
    queue_changes(store)
    assert told_records(store, hook) == [str(record)]


def test_a_disabled_client_is_told_nothing(store: Store) -> None:
    own = system(store)
    hook, _ = add_webhook(store, own, NEW, KEY)
    add(store)
    queue_changes(store)
    clients.disable(store, "dvc")
    add(store)
    assert queue_changes(store) == 0
    assert len(told(store, hook)) == 1
    assert wake_deliverers(store) == 0


def test_one_job_sends_what_is_due(store: Store) -> None:
    own = system(store)
    add_webhook(store, own, NEW, KEY)
    assert wake_deliverers(store) == 0
    for _ in range(3):
        add(store)
    queue_changes(store)
    assert wake_deliverers(store) == 1
    assert wake_deliverers(store) == 0
    take(store, JobKind.DELIVER)
    assert wake_deliverers(store) == 0


def test_secrets_are_kept_encrypted_each_for_its_webhook(store: Store, clock: Clock) -> None:
    own = system(store)
    hook, secret = add_webhook(store, own, NEW, KEY)
    other, other_secret = add_webhook(store, own, NEW, KEY)
    assert secret.startswith("whsec_") and secret != other_secret
    kept = str([rows(store, webhooks.webhooks), rows(store, audit_events)])
    assert secret not in kept and secret.removeprefix("whsec_") not in kept
    new, _ = rotate_webhook(store, own, hook, KEY)
    assert signing(store, hook) == [new, secret]
    assert signing(store, other) == [other_secret]
    with pytest.raises(SohoaError, match="key has changed"):
        signing(store, hook, b"another key")
    clock.forward(24 * 3600 + 1)
    assert signing(store, hook) == [new]


def signing(store: Store, hook: UUID, key: bytes = KEY) -> list[str]:
    with store.read() as connection:
        row = connection.execute(
            select(webhooks.webhooks, webhooks.webhooks.c.id.label("webhook")).where(
                webhooks.webhooks.c.id == hook
            )
        ).one()
    return secrets_of(store, row, key)


def test_a_deleted_webhook_leaves_nothing(store: Store) -> None:
    own = system(store)
    hook, _ = add_webhook(store, own, NEW, KEY)
    add(store)
    queue_changes(store)
    wake_deliverers(store)
    job = take(store, JobKind.DELIVER)
    remove_webhook(store, own, hook)
    assert count(store, deliveries) == count(store, jobs) == 0
    assert webhooks.next_due(store, job) is None
    assert queue_changes(store) == 0


def test_a_system_has_a_bounded_number_of_them(store: Store) -> None:
    own = system(store)
    for _ in range(MOST):
        add_webhook(store, own, NEW, KEY)
    with pytest.raises(SohoaError, match="as many webhooks"):
        add_webhook(store, own, NEW, KEY)


def test_one_test_waits_at_a_time_and_none_at_a_disabled_webhook(store: Store) -> None:
    own = system(store)
    hook, _ = add_webhook(store, own, NEW, KEY)
    message = send_test(store, own, hook)
    assert send_test(store, own, hook) == message
    [body] = told(store, hook)
    assert (body["type"], body["data"]) == ("webhook.test", {"id": message})
    change_webhook(store, own, hook, enabled=False)
    for act in (lambda: send_test(store, own, hook), lambda: redeliver(store, own, hook, message)):
        with pytest.raises(SohoaError) as refused:
            act()
        assert refused.value.code == "not_allowed"


def test_what_was_told_is_forgotten_with_the_changes(store: Store, clock: Clock) -> None:
    add_webhook(store, system(store), NEW, KEY)
    add(store)
    queue_changes(store)
    clock.forward(89 * 86_400)
    add(store)
    queue_changes(store)
    assert webhooks.forget_old(store) == 0
    clock.forward(2 * 86_400)
    assert (webhooks.forget_old(store), forget_old(store)) == (1, 1)
    assert count(store, deliveries) == 1


def test_acts_are_in_the_audit_by_ids_alone(store: Store) -> None:
    own = system(store)
    hook, _ = add_webhook(store, own, NEW, KEY)
    message = send_test(store, own, hook)
    change_webhook(store, own, hook, url="https://other.example/", types=["can_cuoc"])
    rotate_webhook(store, own, hook, KEY)
    redeliver(store, own, hook, message)
    remove_webhook(store, own, hook)
    noted = [row for row in rows(store, audit_events) if row.subject == str(hook)]
    assert [(row.action, row.actor) for row in noted] == [
        (action, "client:dvc")
        for action in (
            "add_webhook", "change_webhook", "rotate_webhook", "redeliver", "remove_webhook",
        )
    ]  # fmt: skip
    assert "example" not in str([row.details for row in noted])


def test_retries_take_two_days(store: Store) -> None:
    assert [int(each.total_seconds()) for each in RETRIES] == [
        5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600,
    ]  # fmt: skip


def test_a_job_that_delivers_is_never_parked(store: Store, clock: Clock) -> None:
    add_webhook(store, system(store), NEW, KEY)
    add(store)
    queue_changes(store)
    wake_deliverers(store)
    assert reading.failed(store, take(store, JobKind.DELIVER), problem()) is JobState.DELAYED


def test_what_happened_before_a_change_is_told_as_was_asked_for_then(store: Store) -> None:
    client = system(store)
    hook, _ = add_webhook(store, client, NEW, KEY)
    before = add(store)
    change_webhook(store, client, hook, types=["giay_khai_sinh"])
    other = add(store, type_id="giay_khai_sinh")
    change_webhook(store, client, hook, enabled=False)
    add(store, type_id="giay_khai_sinh")
    change_webhook(store, client, hook, enabled=True)
    queue_changes(store)
    assert told_records(store, hook) == [str(before), str(other)]


def test_many_at_once_make_no_more_than_a_client_may_have(store: Store) -> None:
    client = system(store)
    for _ in range(MOST - 1):
        add_webhook(store, client, NEW, KEY)

    def make(_number: int) -> bool:
        try:
            add_webhook(store, client, NEW, KEY)
        except SohoaError:
            return False
        return True

    assert sum(at_once(6, make)) == 1


def test_what_waits_is_not_told_to_who_does_not_see_its_unit_any_more(store: Store) -> None:
    own = system(store)
    hook, _ = add_webhook(store, own, NEW, KEY)
    add(store, unit="xa-a")
    kept = add(store, unit="xa-b")
    queue_changes(store)
    send_test(store, own, hook)
    clients.change_client(store, "dvc", unit="xa-b")
    assert [body["data"].get("record") for body in told(store, hook)] == [str(kept), None]
