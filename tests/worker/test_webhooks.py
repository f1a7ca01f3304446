"""Systems are told of changes: signed, at least once, and never at the cost of others."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import trustme
from sqlalchemy import Row
from standardwebhooks import Webhook, WebhookVerificationError

from extractors.reader import Reader
from models.clients import Client
from models.settings import Settings
from models.signing import secret_key
from models.store import clients
from models.store.changes import Kind
from models.store.database import Store, open_store
from models.store.jobs import JobKind, Priority, claim
from models.store.tables import audit_events, deliveries, jobs
from models.store.tables import webhooks as webhook_rows
from models.store.webhooks import (
    RETRIES,
    DeliveryState,
    NewWebhook,
    add_webhook,
    change_webhook,
    redeliver,
    redeliver_dead,
    remove_webhook,
    rotate_webhook,
)
from tests.models.store.builders import Clock, rows
from tests.models.store.test_webhooks import add, system
from tests.worker.bells import SilentBell
from tests.worker.receivers import Receiver, receiving
from worker.publish import webhooks as sending
from worker.publish.webhooks import deliver
from worker.sweeper import sweep
from worker.tasks import Worker

ALL = tuple(map(str, Kind))
HERE = "127.0.0.0/8"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def other() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    settings = Settings(
        home=str(tmp_path / "home"), database_url=database_url, webhook_networks=HERE
    )
    opened = open_store(settings, clock)
    yield opened
    opened.close()


@pytest.fixture
def own(store: Store) -> Client:
    return system(store)


@pytest.fixture
def reader(store: Store) -> Iterator[Reader]:
    with Reader(replace(store.settings, memory_mb=100), 0) as made:
        yield made


Work = Callable[[], None]


@pytest.fixture
def work(store: Store, clock: Clock, reader: Reader) -> Work:
    """Queue what has happened, and send what is due; a second later."""

    def once() -> None:
        clock.forward(1)
        sweep(store, SilentBell(store.settings))
        worker = Worker(store, SilentBell(store.settings), reader)
        for _ in range(4):
            worker.work(Priority.BATCH)

    return once


def hook(store: Store, own: Client, url: str) -> tuple[UUID, str]:
    return add_webhook(store, own, NewWebhook(url, ALL), secret_key(store.settings))


def sent(store: Store, webhook: UUID) -> list[Row[Any]]:
    return list(rows(store, deliveries, deliveries.c.webhook == webhook))


def states(store: Store, webhook: UUID) -> list[str]:
    return [row.state for row in sent(store, webhook)]


def test_a_change_is_told_and_the_signature_proves_it(
    store: Store, clock: Clock, own: Client, receiver: Receiver, work: Work
) -> None:
    clock.moment = datetime.now(UTC)
    webhook, secret = hook(store, own, receiver.url)
    record = add(store)
    work()
    [(headers, body)] = receiver.got
    message = Webhook(secret).verify(body, headers)
    assert message["data"]["record"] == str(record)
    assert headers["webhook-id"] == message["data"]["id"]
    assert headers["content-type"] == "application/json"
    assert headers["host"] == f"127.0.0.1:{receiver.server_port}"
    [row] = sent(store, webhook)
    assert (row.state, row.attempts, row.status, row.error) == ("delivered", 1, 204, None)
    work()
    assert len(receiver.got) == 1


def test_while_secrets_are_changed_both_prove_it(
    store: Store, clock: Clock, own: Client, receiver: Receiver, work: Work
) -> None:
    clock.moment = datetime.now(UTC) - timedelta(hours=23, minutes=59)
    webhook, old = hook(store, own, receiver.url)
    new, until = rotate_webhook(store, own, webhook, secret_key(store.settings))
    clock.moment = until - timedelta(seconds=30)
    add(store)
    work()
    [(headers, body)] = receiver.got
    assert len(headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        Webhook(secret).verify(body, headers)
    clock.moment = until
    add(store)
    work()
    [_, (headers, body)] = receiver.got
    Webhook(new).verify(body, headers)
    with pytest.raises(WebhookVerificationError, match="No matching signature"):
        Webhook(old).verify(body, headers)


def test_an_outage_is_waited_out_and_the_id_stays(
    store: Store, clock: Clock, own: Client, receiver: Receiver, work: Work
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.answers = [503, 500]
    add(store)
    work()
    assert (len(receiver.got), states(store, webhook)) == (1, ["pending"])
    clock.forward(3)
    work()
    assert len(receiver.got) == 1  # not before its time
    clock.forward(1)
    work()
    assert len(receiver.got) == 2
    clock.forward(RETRIES[1].total_seconds())
    work()
    assert (len(receiver.got), states(store, webhook)) == (3, ["delivered"])
    assert len(set(receiver.ids)) == 1
    assert len({body for _, body in receiver.got}) == 1


def test_a_receiver_that_is_down_for_hours_gets_everything_once(
    store: Store, clock: Clock, own: Client, work: Work
) -> None:
    with receiving() as gone:
        port, url = gone.server_port, gone.url
    webhook, _ = hook(store, own, url)
    records = [str(add(store)) for _ in range(5)]
    for hours in (0, 1, 2, 6):
        clock.forward(hours * 3600)
        work()
    assert {row.error for row in sent(store, webhook)} == {"target_unavailable"}
    with receiving(port=port) as back:
        clock.forward(24 * 3600)
        work()
        work()
        told = [json.loads(body)["data"]["record"] for _, body in back.got]
    assert told == records
    assert states(store, webhook) == ["delivered"] * 5


def test_after_the_last_try_it_is_kept_and_can_be_told_again(
    store: Store, clock: Clock, own: Client, receiver: Receiver, work: Work
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.answers = [500] * (len(RETRIES) + 1)
    add(store)
    work()
    for wait in RETRIES:
        assert states(store, webhook) == ["pending"]
        clock.forward(wait.total_seconds())
        work()
    assert states(store, webhook) == ["dead"]
    assert len(receiver.got) == len(RETRIES) + 1
    clock.forward(30 * 86_400)
    work()
    assert len(receiver.got) == len(RETRIES) + 1
    redeliver(store, own, webhook, receiver.ids[0])
    work()
    assert states(store, webhook) == ["delivered"]
    assert len(set(receiver.ids)) == 1


def test_all_that_was_given_up_can_be_told_again_at_once(
    store: Store, clock: Clock, own: Client, receiver: Receiver, work: Work
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.answers = [410, 410]
    add(store)
    work()
    change_webhook(store, own, webhook, enabled=True)
    add(store)
    work()
    change_webhook(store, own, webhook, enabled=True)
    assert states(store, webhook) == ["dead", "dead"]
    assert redeliver_dead(store, webhook, actor="ops") == 2
    work()
    assert states(store, webhook) == ["delivered", "delivered"]


def test_one_that_is_refused_does_not_stop_the_others(
    store: Store, own: Client, receiver: Receiver, work: Work
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.answers = [400]
    for _ in range(3):
        add(store)
    work()
    assert states(store, webhook) == ["pending", "delivered", "delivered"]
    assert [row.error for row in sent(store, webhook)] == ["target_refused", None, None]


def test_a_receiver_that_is_gone_is_told_nothing_more(
    store: Store, own: Client, receiver: Receiver, work: Work
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.answers = [410]
    add(store)
    add(store)
    work()
    assert len(receiver.got) == 1
    assert states(store, webhook) == ["dead", "pending"]
    [row] = rows(store, webhook_rows)
    assert not row.enabled and row.gone_at is not None
    noted = [row.action for row in rows(store, audit_events) if row.subject == str(webhook)]
    assert noted == ["add_webhook", "disable_webhook"]
    # Its owner brings it back: what was queued goes on, what has happened meanwhile does not.
    add(store)
    work()
    change_webhook(store, own, webhook, enabled=True)
    work()
    assert states(store, webhook) == ["dead", "delivered"]
    [row] = rows(store, webhook_rows)
    assert row.gone_at is None


def test_a_redirection_is_a_failure_and_not_followed(
    store: Store, own: Client, receiver: Receiver, other: Receiver, work: Work
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.answers, receiver.leads_to = [302, 307], other.url
    add(store)
    add(store)
    work()
    assert len(receiver.got) == 2 and other.got == []
    assert {(row.state, row.status) for row in sent(store, webhook)} == {
        ("pending", 302), ("pending", 307),
    }  # fmt: skip


def test_proxies_of_the_environment_are_not_asked(
    store: Store, own: Client, receiver: Receiver, other: Receiver, work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    proxy = f"http://127.0.0.1:{other.server_port}"
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy)
    hook(store, own, receiver.url)
    add(store)
    work()
    assert len(receiver.got) == 1 and other.got == []


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of time, a tenth as long."""
    monkeypatch.setattr(sending, "TIMEOUT_S", 1.5)
    monkeypatch.setattr(sending, "_BEGIN_S", 0.5)


@pytest.mark.usefixtures("hurry")
def test_a_slow_receiver_holds_one_worker_while_others_go_on(
    store: Store, clock: Clock, own: Client, receiver: Receiver, other: Receiver, reader: Reader
) -> None:
    slow, _ = hook(store, own, receiver.url)
    good, _ = hook(store, own, other.url)
    receiver.go_on.clear()  # for a minute
    for _ in range(3):
        add(store)
    bell = SilentBell(store.settings)
    sweep(store, bell)
    first = threading.Thread(target=Worker(store, bell, reader).work, args=(Priority.BATCH,))
    began = time.monotonic()
    first.start()
    assert receiver.asked.wait(5)
    second = Worker(store, bell, reader)
    for _ in range(3):
        sweep(store, bell)
        second.work(Priority.BATCH)
    assert states(store, good) == ["delivered"] * 3
    assert first.is_alive() and len(receiver.got) == 1
    first.join()
    assert 1.5 <= time.monotonic() - began < 4
    assert states(store, slow) == ["pending"] * 3
    assert [row.error for row in sent(store, slow)] == ["timeout", None, None]
    # It rests: nobody waits for it again just now.
    clock.forward(9 * 1.5 - 1)
    sweep(store, bell)
    assert claim(store) is None
    clock.forward(3)
    sweep(store, bell)
    job = claim(store)
    assert job is not None and job.kind is JobKind.DELIVER


@pytest.mark.usefixtures("hurry")
def test_one_that_answers_without_an_end_is_given_up_in_time(
    store: Store, own: Client, receiver: Receiver, work: Work
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.trickles = True
    add(store)
    began = time.monotonic()
    work()
    assert time.monotonic() - began < 4
    assert [row.error for row in sent(store, webhook)] == ["timeout"]


@pytest.mark.usefixtures("hurry")
def test_one_that_takes_long_to_read_a_name_is_given_up_in_time(
    store: Store, own: Client, receiver: Receiver
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    add(store)
    sweep(store, SilentBell(store.settings))
    job = claim(store)
    assert job is not None

    def late(_host: str, _port: int) -> list[str]:
        threading.Event().wait(2)
        return ["127.0.0.1"]

    deliver(store, job, late)
    assert [row.error for row in sent(store, webhook)] == ["timeout"]
    assert receiver.got == []


def test_many_are_sent_in_one_go_without_holding_a_worker(
    store: Store, own: Client, receiver: Receiver, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    for _ in range(20):
        add(store)
    monkeypatch.setattr(sending, "_BEGIN_S", 0.0)
    work()
    assert receiver.got == []  # no time was left to begin one
    monkeypatch.undo()
    work()
    assert states(store, webhook) == ["delivered"] * 20
    assert len(set(receiver.ids)) == 20


def test_a_worker_that_dies_after_it_has_sent_sends_again_under_the_same_id(
    store: Store, clock: Clock, own: Client, receiver: Receiver, work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    webhook, _ = hook(store, own, receiver.url)
    add(store)
    sweep(store, SilentBell(store.settings))
    job = claim(store)
    assert job is not None

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(sending, "tried", die)
        deliver(store, job)
    assert states(store, webhook) == ["pending"]
    clock.forward(store.settings.lease_s + 1)
    work()
    clock.forward(60)
    work()
    assert states(store, webhook) == ["delivered"]
    assert len(receiver.ids) == 2 and len(set(receiver.ids)) == 1


def test_a_clock_that_is_set_back_blocks_nothing(
    store: Store, clock: Clock, own: Client, receiver: Receiver, work: Work
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.answers = [500]
    add(store)
    work()
    clock.back(3 * 86_400)
    work()
    assert states(store, webhook) == ["delivered"]


def test_a_disabled_client_is_told_nothing_that_is_queued(
    store: Store, own: Client, receiver: Receiver, work: Work
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.answers = [500]
    add(store)
    work()
    clients.disable(store, "dvc")
    for _ in range(10):
        work()
    assert len(receiver.got) == 1
    assert states(store, webhook) == [DeliveryState.PENDING]


def test_a_webhook_may_be_deleted_while_something_is_sent(
    store: Store, own: Client, receiver: Receiver, reader: Reader
) -> None:
    webhook, _ = hook(store, own, receiver.url)
    receiver.go_on.clear()
    add(store)
    add(store)
    bell = SilentBell(store.settings)
    sweep(store, bell)
    first = threading.Thread(target=Worker(store, bell, reader).work, args=(Priority.BATCH,))
    first.start()
    assert receiver.asked.wait(5)
    remove_webhook(store, own, webhook)
    receiver.go_on.set()
    first.join()
    assert len(receiver.got) == 1
    assert rows(store, jobs) == rows(store, deliveries) == []


def test_a_key_of_the_site_that_has_changed_is_told(
    store: Store, own: Client, receiver: Receiver, work: Work
) -> None:
    webhook, _ = add_webhook(store, own, NewWebhook(receiver.url, ALL), b"another key")
    add(store)
    work()
    assert receiver.got == []
    assert [row.error for row in sent(store, webhook)] == ["internal"]


NAME = "dvc.example"


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver with a certificate of `NAME`, by an authority that workers trust."""
    authority = trustme.CA()
    pem = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(pem))
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(NAME).configure_cert(context)
    with receiving(context) as made:
        yield made


def deliver_with(store: Store, clock: Clock, *addresses: str) -> list[str]:
    """Send what is due; hosts are found at these addresses. The hosts that were looked for."""
    asked = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return list(addresses)

    clock.forward(60)
    sweep(store, SilentBell(store.settings))
    job = claim(store)
    assert job is not None
    deliver(store, job, resolve)
    return asked


def test_the_address_that_was_looked_at_is_called_and_the_name_is_proved(
    store: Store, clock: Clock, own: Client, secure: Receiver
) -> None:
    webhook, _ = hook(store, own, f"https://{NAME}:{secure.server_port}/hook")
    add(store)
    assert deliver_with(store, clock, "127.0.0.1") == [NAME]  # once
    assert states(store, webhook) == ["delivered"]
    assert secure.got[0][0]["host"] == f"{NAME}:{secure.server_port}"


def test_an_address_that_does_not_answer_is_passed_over(
    store: Store, clock: Clock, own: Client, secure: Receiver
) -> None:
    webhook, _ = hook(store, own, f"https://{NAME}:{secure.server_port}/hook")
    add(store)
    deliver_with(store, clock, "127.0.0.2", "127.0.0.1")
    assert states(store, webhook) == ["delivered"]


def test_a_certificate_of_another_name_is_refused(
    store: Store, clock: Clock, own: Client, secure: Receiver
) -> None:
    webhook, _ = hook(store, own, f"https://other.example:{secure.server_port}/hook")
    add(store)
    deliver_with(store, clock, "127.0.0.1")
    assert secure.got == []
    assert [row.error for row in sent(store, webhook)] == ["target_unavailable"]


def test_a_certificate_of_a_stranger_is_refused(
    store: Store, clock: Clock, own: Client, secure: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    webhook, _ = hook(store, own, f"https://{NAME}:{secure.server_port}/hook")
    add(store)
    deliver_with(store, clock, "127.0.0.1")
    assert [row.error for row in sent(store, webhook)] == ["target_unavailable"]


def test_a_name_that_leads_inside_meanwhile_is_not_called(
    store: Store, clock: Clock, own: Client, receiver: Receiver, tmp_path: Path
) -> None:
    outside = replace(store, settings=replace(store.settings, webhook_networks=""))
    webhook, _ = hook(store, own, f"https://{NAME}:{receiver.server_port}/hook")
    add(store)
    deliver_with(outside, clock, "127.0.0.1")
    assert receiver.got == []
    [row] = sent(store, webhook)
    assert (row.state, row.error, row.status) == ("pending", "address_refused", None)
