"""The whole stack, and Debian's Chromium before it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from models.people import Role
from models.settings import Settings
from models.store.database import Store, open_store
from models.store.people import Account, add_person
from tests.browser.office import Office
from tests.conftest import SAMPLES
from tests.faults.watch import SOHOA

CHROMIUM = "chromium"
PASSWORD = "tam cay buoi moi"
DESK = ViewportSize(width=1366, height=768)
PHONE = ViewportSize(width=390, height=844)
# Longer than what any page takes on a busy machine.
PATIENCE_MS = 180_000


@dataclass(frozen=True)
class Site:
    """A running stack, its address, and its store.

    Attributes:
        archive: A folder that pages may make batches of.
    """

    url: str
    home: Path
    store: Store
    archive: Path


@contextmanager
def stack(**settings: str) -> Iterator[str]:
    """The address of a stack that runs with some settings."""
    process = subprocess.Popen(
        [SOHOA, "up"], env={**os.environ, **settings}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"(http://\S+)/", line):
                break
        else:
            pytest.fail(f"the stack did not start: {''.join(said)}")
        try:
            yield found.group(1)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=90)
    assert process.returncode == 0


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("site") / "home"
    archive = home.with_name("kho")
    (archive / "2019").mkdir(parents=True)
    settings = {"SOHOA_HOME": str(home), "SOHOA_UNDO_S": "600", "SOHOA_BATCH_ROOTS": str(archive)}
    with stack(**settings) as url, closing(open_store(Settings(home=str(home)))) as store:
        yield Site(url, home, store, archive)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which(CHROMIUM)
    assert program is not None, "no Chromium: run scripts/debian-packages.sh"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            # Its own sandbox needs rights that containers lack; the pages are our own.
            executable_path=program, args=["--no-sandbox"],
        )  # fmt: skip
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    made = chromium.new_context(base_url=site.url, viewport=DESK, locale="vi-VN")
    made.set_default_timeout(PATIENCE_MS)
    yield made
    made.close()


@pytest.fixture
def complaints() -> list[str]:
    """What pages complain of: errors of scripts, and what the policy has forbidden."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    made = context.new_page()
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
    )
    yield made
    assert complaints == []


@pytest.fixture
def sign_in(page: Page, site: Site) -> Callable[..., None]:
    """Makes somebody with roles, and signs them in."""

    def sign(login: str, *roles: Role, unit: str = "tay-ninh") -> None:
        account = Account(login, login.title(), unit, frozenset(roles))
        add_person(site.store, account, password=PASSWORD, one_time=False)
        page.goto("/sign-in")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)

    return sign


@pytest.fixture
def office(site: Site) -> Office:
    """A unit of its own for the test, without people and papers yet."""
    return Office(site.store)


@pytest.fixture
def record(office: Office) -> UUID:
    """A letter with two doubtful fields that waits for a review."""
    return office.put()


@pytest.fixture
def login(office: Office) -> str:
    """Of a reviewer of the office."""
    return office.person(Role.REVIEWER)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A real scan whose bytes nobody has submitted before."""
    path = tmp_path / "to-trinh.pdf"
    data = (SAMPLES / "van_ban_hanh_chinh" / "to-trinh-nguoc.pdf").read_bytes()
    path.write_bytes(data + f"\n% {tmp_path.name} {os.urandom(8).hex()}\n".encode())
    return path
