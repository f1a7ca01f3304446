"""A scan comes over the API, is read, corrected, approved, and reaches all who wait for it, once.

Everything is real: the stack as `sohoa up` starts it, a browser, a platform and a receiver that are
both down when the record goes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect
from standardwebhooks import Webhook

from models.clients import Scope
from models.master import Kind
from models.people import Role
from models.settings import Settings
from models.store.clients import NewClient, add_client
from models.store.database import Store, open_store
from models.store.intake import ROOT_UNIT
from models.store.master_imports import import_file
from models.store.people import Account, add_person
from tests.browser.conftest import DESK, PASSWORD, PATIENCE_MS, stack
from tests.browser.office import enter, focused, ready, text_of, type_over
from tests.conftest import SAMPLES
from tests.servers import free_port, wait_until
from tests.worker.gateways import Papers, Platform
from tests.worker.receivers import receiving

pytestmark = pytest.mark.engines

PURPOSE, PROCEDURE = "giai-quyet-tthc", "1.001193"
SCOPES = frozenset(
    {Scope.SUBMIT, Scope.DOCUMENTS, Scope.RECORDS, Scope.PERSONAL, Scope.PREFILL, Scope.WEBHOOKS}
)


@dataclass(frozen=True)
class Province:
    """A stack, and the platform that it sends records to."""

    url: str
    store: Store
    platform: Platform


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Province]:
    papers = Papers(tmp_path)
    platform = Platform(papers)
    with platform.up():
        pass  # it has a port now, and is down
    files = papers.client("so-hoa")
    home = str(tmp_path / "home")
    settings = {
        "SOHOA_HOME": home, "SOHOA_UNDO_S": "1", "SOHOA_RETRY_S": "0.5",
        "SOHOA_SECOND_KEYING": "0", "SOHOA_WEBHOOK_NETWORKS": "127.0.0.0/8",
        "SOHOA_LGSP_URL": platform.url, "SOHOA_LGSP_TYPES": "can_cuoc=so_dinh_danh,ho_ten",
        "SOHOA_LGSP_CA": papers.trusted(), "SOHOA_LGSP_KEY": files["lgsp_key"],
        "SOHOA_LGSP_CERTIFICATE": files["lgsp_certificate"],
    }  # fmt: skip
    with stack(**settings) as url, closing(open_store(Settings(home=home))) as store:
        yield Province(url, store, platform)


class Portal:
    """The public-service system, with a token."""

    def __init__(self, province: Province, connections: ExitStack) -> None:
        secret = add_client(province.store, NewClient("dvc", "DVC", ROOT_UNIT, SCOPES, (PURPOSE,)))
        api = f"{province.url}/api/v1"
        form = {"grant_type": "client_credentials"}
        given = httpx.post(f"{api}/oauth/token", data=form, auth=("dvc", secret)).json()
        token = {"Authorization": f"Bearer {given['access_token']}"}
        client = httpx.Client(base_url=api, headers=token, timeout=60)
        self._client = connections.enter_context(client)

    def ask(self, method: str, path: str, status: int = 200, **more: Any) -> Any:
        """The body of an answer."""
        answer = self._client.request(method, path, **more)
        assert answer.status_code == status, answer.text
        return answer.json()

    def changes(self) -> list[Any]:
        """All that has happened."""
        found: list[Any] = self.ask("GET", "/changes")["changes"]
        return found


def master(store: Store) -> None:
    """A procedure that asks for an identity card."""
    for kind, text in (
        (Kind.PROCEDURE, f"code,name\n{PROCEDURE},Đăng ký khai sinh\n"),
        (
            Kind.COMPONENT,
            "code,name,parent,document_type,required,reusable\n"
            f"1,Căn cước,{PROCEDURE},can_cuoc,yes,yes\n",
        ),
    ):
        report = import_file(store, kind, text.encode(), actor="system", dry_run=False)
        assert not report.problems


def correct_and_approve(chromium: Browser, province: Province, record: str, name: str) -> None:
    """Somebody corrects the holder's name, says of each doubtful field what is so, and approves."""
    account = Account("lan", "Lan", ROOT_UNIT, frozenset({Role.REVIEWER}))
    add_person(province.store, account, password=PASSWORD, one_time=False)
    context = chromium.new_context(base_url=province.url, viewport=DESK, locale="vi-VN")
    context.set_default_timeout(PATIENCE_MS)
    tab = context.new_page()
    enter(tab, "lan")
    tab.goto(f"/review/{record}")
    ready(tab)
    approve, say = tab.locator("#approve"), tab.locator("#say")
    assert focused(tab) == "ho_ten"
    type_over(tab, name)
    tab.keyboard.press("Enter")
    while approve.evaluate("it => it !== document.activeElement"):
        before = say.inner_text()
        tab.keyboard.press("Enter" if text_of(tab, focused(tab)) else "F9")
        expect(say).not_to_have_text(before)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    context.close()


@pytest.fixture
def connections() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_a_scan_becomes_a_record_that_is_used_again(
    province: Province, chromium: Browser, connections: ExitStack
) -> None:
    portal, platform = Portal(province, connections), province.platform
    master(province.store)
    port = free_port()
    hook = portal.ask("POST", "/webhooks", 201, json={"url": f"http://127.0.0.1:{port}/hook"})
    scan = SAMPLES / "can_cuoc" / "cccd-2021-hai-mat.pdf"
    document = portal.ask(
        "POST", "/documents", 202, files={"file": (scan.name, scan.read_bytes())},
        data={"dossier": "H53.15-261129-0001", "procedure": PROCEDURE},
        headers={"Idempotency-Key": "one"},
    )["id"]  # fmt: skip

    def is_read() -> bool:
        state: str = portal.ask("GET", f"/documents/{document}")["state"]
        return state == "ok"

    wait_until(is_read, "the scan to be read", 180)
    [record] = portal.ask("GET", f"/documents/{document}")["records"]
    read = portal.ask("GET", f"/records/{record}")
    owner = read["fields"]["so_dinh_danh"]["value"]
    assert (read["state"], read["type"]) == ("review", "can_cuoc")
    assert portal.changes() == []

    correct_and_approve(chromium, province, record, "LƯỜNG THỊ DỊNH")
    wait_until(portal.changes, "the record to be published", 120)
    # Nobody answers yet: neither the platform nor the receiver.
    wait_until(
        lambda: portal.ask("GET", f"/webhooks/{hook['id']}/deliveries")["deliveries"],
        "the message to be queued", 60,
    )  # fmt: skip
    assert platform.effects == {}
    with platform.up(), receiving(port=port) as receiver:
        wait_until(lambda: platform.effects, "the platform to have it", 120)
        wait_until(lambda: receiver.got, "the receiver to have it", 120)
        done = "delivered"
        wait_until(
            lambda: [
                each["state"]
                for each in portal.ask("GET", f"/webhooks/{hook['id']}/deliveries")["deliveries"]
            ] == [done],
            "the delivery to be noted", 60,
        )  # fmt: skip
        receiver.closing.set()
        receiver.shutdown()
    [change] = portal.changes()
    assert (change["type"], change["record"], change["version"]) == (
        "record.published", record, 2,
    )  # fmt: skip
    [(headers, body)] = receiver.got
    told = Webhook(hook["secret"]).verify(body, headers)
    assert (headers["webhook-id"], told["data"]["record"]) == (change["id"], record)
    assert "DỊNH" not in body.upper()
    [(key, message)] = platform.effects.items()
    assert key == f"{record}:2"
    assert message["fields"] == {"so_dinh_danh": owner, "ho_ten": "LƯỜNG THỊ DỊNH"}

    question = {"procedure": PROCEDURE, "person_id": owner}
    held = portal.ask("POST", "/prefill", json=question)["components"][0]["held"]
    assert (held["record"], held["version"]) == (record, 2)
    assert held["values"]["ho_ten"] == "LƯỜNG THỊ DỊNH" and held["approved_at"]
    dossier = portal.ask("GET", "/dossiers/H53.15-261129-0001")
    assert (dossier["is_open"], dossier["missing"]) == (False, [])
