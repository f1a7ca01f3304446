"""Webhooks over the API: made, changed, looked at; of the client's own alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.clients import Scope
from models.settings import Settings
from models.store.database import Store
from models.store.jobs import JobKind
from models.store.records import approve
from models.store.tables import audit_events, deliveries
from models.store.tables import webhooks as webhook_rows
from tests.models.store.builders import Clock, digest, paper, publish, result, rows, take
from tests.models.store.test_webhooks import add
from tests.webui.api.conftest import API, System, Systems
from tests.worker.bells import SilentBell
from tests.worker.receivers import Receiver, receiving
from worker.publish.webhooks import deliver
from worker.sweeper import sweep

URL = "https://8.8.8.8/hook"


@pytest.fixture
def store_settings(database_url: str, quick_folder: Path) -> Settings:
    """As of all tests here, with a network of one's own."""
    home = str(quick_folder / "home")
    return Settings(home=home, database_url=database_url, webhook_networks="127.0.0.1/32")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def it(system: Systems) -> System:
    return system("dvc", Scope.WEBHOOKS)


def made(it: System, **more: Any) -> dict[str, Any]:
    answer = it.post("/webhooks", {"url": URL, **more})
    assert answer.status_code == 201, answer.json
    found: dict[str, Any] = answer.json
    return found


def send_all(store: Store, clock: Clock) -> None:
    clock.forward(60)
    sweep(store, SilentBell(store.settings))
    deliver(store, take(store, JobKind.DELIVER))


def test_a_webhook_is_made_and_its_secret_told_once(store: Store, it: System) -> None:
    answer = it.post("/webhooks", {"url": URL})
    assert answer.status_code == 201
    path = answer.headers["Location"].removeprefix(API)
    secret = answer.json["secret"]
    assert secret.startswith("whsec_")
    body = it.get(path).json
    assert body == {key: value for key, value in answer.json.items() if key != "secret"}
    assert body["events"] == ["record.published", "record.withdrawn"]
    assert (body["types"], body["enabled"], body["gone_at"]) == ([], True, None)
    assert it.get("/webhooks").json == {"webhooks": [body]}
    assert secret not in str([rows(store, webhook_rows), rows(store, audit_events)])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"url": "https://127.0.0.2/"}, "address_refused"),
        ({"url": "https://169.254.169.254/latest"}, "address_refused"),
        ({"url": "https://[::ffff:10.0.0.1]/"}, "address_refused"),
        ({"url": "http://8.8.8.8/"}, "address_refused"),
        ({"url": "https://dvc:pw@8.8.8.8/"}, "address_refused"),
        ({"url": "https://8.8.8.8/#x"}, "address_refused"),
        ({"url": "https://nowhere.invalid/"}, "target_unavailable"),
        ({"url": "ftp://8.8.8.8/"}, "invalid"),
        ({"url": URL, "events": []}, "invalid"),
        ({"url": URL, "events": ["record.read"]}, "invalid"),
        ({"url": URL, "types": ["nothing"]}, "type"),
        ({"url": URL, "secret": "whsec_x"}, "invalid"),
        ({}, "invalid"),
    ],
)
def test_what_cannot_be_is_refused(
    store: Store, it: System, body: dict[str, Any], code: str
) -> None:
    own = made(it)
    answer = it.post("/webhooks", body)
    assert (answer.status_code, answer.json["code"]) == (422, code), answer.json
    if "url" in body:
        changed = it.send("PATCH", f"/webhooks/{own['id']}", json=body)
        assert (changed.status_code, changed.json["code"]) == (422, code), changed.json
    assert len(rows(store, webhook_rows)) == 1


def test_it_is_changed_and_deleted(store: Store, it: System) -> None:
    own = made(it)
    path = f"/webhooks/{own['id']}"
    said = {"types": ["giay_khai_sinh", "can_cuoc"], "events": ["record.withdrawn"]}
    changed = it.send("PATCH", path, json=said).json
    assert changed["types"] == ["can_cuoc", "giay_khai_sinh"]
    assert (changed["events"], changed["url"]) == (["record.withdrawn"], URL)
    assert it.send("PATCH", path, json={"enabled": False}).json["enabled"] is False
    assert it.send("PATCH", path, json={"enabled": None}).status_code == 422
    assert it.post(f"{path}/test").json["code"] == "not_allowed"
    gone = it.send("DELETE", path)
    assert (gone.status_code, gone.data) == (204, b"")
    assert it.get(path).status_code == 404
    assert it.get("/webhooks").json == {"webhooks": []}


def test_another_client_s_is_not_there(store: Store, system: Systems) -> None:
    own = made(system("one", Scope.WEBHOOKS))
    two = system("two", Scope.WEBHOOKS)
    path = f"/webhooks/{own['id']}"
    asked = [
        ("GET", ""), ("DELETE", ""), ("POST", "/rotate"), ("POST", "/test"),
        ("GET", "/deliveries"), ("POST", "/deliveries/chg_1/redeliver"),
    ]  # fmt: skip
    assert {two.send(method, path + rest).status_code for method, rest in asked} == {404}
    assert two.send("PATCH", path, json={"enabled": False}).status_code == 404
    assert two.get("/webhooks").json == {"webhooks": []}


def test_a_published_record_is_told_from_end_to_end(
    store: Store, clock: Clock, it: System, receiver: Receiver
) -> None:
    own = made(it, url=receiver.url)
    _, [record] = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND", nguoi_ky="Nguyễn Văn A")))
    approve(store, record, 1, "lan")
    publish(store)
    receiver.answers = [500]
    send_all(store, clock)
    [(_, body)] = receiver.got
    assert str(record) in body and "Nguyễn" not in body and "QĐ" not in body
    path = f"/webhooks/{own['id']}/deliveries"
    [told] = it.get(path).json["deliveries"]
    assert told["next_at"] > told["tried_at"]
    assert (told["id"], told["type"]) == (receiver.ids[0], "record.published")
    assert (told["state"], told["attempts"], told["status"]) == ("pending", 1, 500)
    assert told["error"] == "target_refused"
    send_all(store, clock)
    [told] = it.get(path).json["deliveries"]
    assert (told["state"], told["status"], told["error"]) == ("delivered", 204, None)
    assert told["next_at"] is None
    again = it.post(f"{path}/{told['id']}/redeliver")
    assert (again.status_code, again.json["state"]) == (202, "pending")
    send_all(store, clock)
    assert receiver.ids == [told["id"]] * 3
    assert it.post(f"{path}/chg_0/redeliver").status_code == 404


def test_a_test_is_told(store: Store, clock: Clock, it: System, receiver: Receiver) -> None:
    own = made(it, url=receiver.url)
    asked = it.post(f"/webhooks/{own['id']}/test")
    assert (asked.status_code, asked.json["type"]) == (202, "webhook.test")
    send_all(store, clock)
    assert receiver.ids == [asked.json["id"]]


def test_a_new_secret_leaves_the_old_one_a_day(
    store: Store, clock: Clock, it: System, receiver: Receiver
) -> None:
    own = made(it, url=receiver.url)
    new = it.post(f"/webhooks/{own['id']}/rotate").json
    assert new["secret"] != own["secret"]
    it.post(f"/webhooks/{own['id']}/test")
    send_all(store, clock)
    assert len(receiver.got[0][0]["webhook-signature"].split()) == 2


def test_deliveries_are_listed_page_by_page(store: Store, clock: Clock, it: System) -> None:
    own = made(it)
    for _ in range(5):
        add(store)
    sweep(store, SilentBell(store.settings))
    path, pages, after = f"/webhooks/{own['id']}/deliveries", [], ""
    while True:
        page = it.get(f"{path}?limit=2{after}").json
        pages.append([each["id"] for each in page["deliveries"]])
        if page["after"] is None:
            break
        after = f"&after={page['after']}"
    assert [len(page) for page in pages] == [2, 2, 1]
    newest_first = [row.message for row in rows(store, deliveries)][::-1]
    assert sum(pages, []) == newest_first
    assert it.get(f"{path}?state=dead").json == {"deliveries": [], "after": None}
    assert it.get(f"{path}?state=odd").status_code == 422
