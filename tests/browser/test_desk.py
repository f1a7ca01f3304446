"""The upload desk: arranged pages, lost connections, a service that is killed, many files."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy import select

from models.people import Role
from models.store.tables import desk_sets, documents, records
from tests.browser.conftest import PHONE, Site
from tests.faults.plant import tiny_scan
from tests.faults.watch import descendants
from tests.servers import wait_until

pytestmark = pytest.mark.engines

PART = 4 << 20


@pytest.fixture
def clerk(page: Page, sign_in: Callable[..., None], request: pytest.FixtureRequest) -> Page:
    """Somebody before the empty desk."""
    login = re.sub(r"\W+", "", request.node.name)[-40:]
    sign_in(login, Role.RECEPTION, Role.REVIEWER)
    page.goto("/upload/")
    page.wait_for_selector("html[data-ready]")
    return page


def scan(folder: Path, name: str, number: int, pages: int = 1) -> Path:
    path = folder / name
    path.write_bytes(tiny_scan(number, pages))
    return path


def large(folder: Path, name: str = "lớn.bin", parts: int = 6) -> tuple[Path, str]:
    """A file that comes in so many parts, and its digest; no scan, so it is refused when read."""
    path = folder / name
    path.write_bytes(b"no scan" + random.Random(name).randbytes((parts - 1) * PART + 100))
    return path, hashlib.sha256(path.read_bytes()).hexdigest()


def is_kept(site: Site, digest: str) -> bool:
    with site.store.read() as connection:
        row = connection.execute(select(documents).where(documents.c.sha256 == digest)).first()
    return row is not None and site.store.objects.exists(digest)


def document_of(site: Site, path: Path) -> Any:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with site.store.read() as connection:
        return connection.execute(select(documents).where(documents.c.sha256 == digest)).one()


def all_read(page: Page) -> None:
    expect(page.locator("#submit")).to_be_enabled()


def sheet(page: Page, number: int, name: str) -> Any:
    label = re.compile(rf"^Trang {number} của {re.escape(name)}")
    return page.locator("#papers").get_by_role("button", name=label)


def test_pages_are_arranged_and_handed_in(clerk: Page, site: Site, tmp_path: Path) -> None:
    one, two = scan(tmp_path, "đơn.tif", 901, 3), scan(tmp_path, "phụ lục.tif", 902)
    clerk.set_input_files("#files", [one, two])
    all_read(clerk)
    papers = clerk.locator("#papers .paper")
    expect(papers).to_have_count(2)
    # By the keyboard alone: page 3 becomes a paper of its own, page 2 goes out.
    sheet(clerk, 3, "đơn.tif").focus()
    clerk.keyboard.press("x")
    expect(papers).to_have_count(3)
    sheet(clerk, 2, "đơn.tif").focus()
    clerk.keyboard.press("Delete")
    expect(clerk.locator("#out .sheet-box")).to_have_count(1)
    # By buttons: the annex is turned and joins the paper before it.
    sheet(clerk, 1, "phụ lục.tif").click()
    clerk.get_by_role("button", name="Xoay").click()
    clerk.get_by_role("button", name="Ghép vào giấy tờ trước").click()
    expect(papers).to_have_count(2)
    clerk.get_by_role("button", name="Hoàn tất lượt tải lên").click()
    clerk.wait_for_url("**/receipt")
    expect(clerk.locator(".receipt-files tbody tr")).to_have_count(4)
    first, second = (document_of(site, path) for path in (one, two))
    made = [UUID(text) for text in first.composed_into]
    with site.store.read() as connection:
        parts = [
            connection.execute(select(documents.c.parts).where(documents.c.id == item)).scalar_one()
            for item in made
        ]
    assert [[(part["document"], part["page"]) for part in paper] for paper in parts] == [
        [(str(first.id), 1)], [(str(first.id), 3), (str(second.id), 1)],
    ]  # fmt: skip
    wait_until(lambda: all(records_of(site, item) for item in made), "the new papers' records")
    assert "withdrawn" in records_of(site, first.id)


def records_of(site: Site, document: UUID) -> list[str]:
    with site.store.read() as connection:
        chosen = select(records.c.state).where(records.c.document == document)
        return list(connection.execute(chosen).scalars())


def test_the_set_and_its_arrangement_are_there_after_a_reload(clerk: Page, tmp_path: Path) -> None:
    clerk.set_input_files("#files", scan(tmp_path, "đơn.tif", 903, 2))
    all_read(clerk)
    sheet(clerk, 2, "đơn.tif").focus()
    clerk.keyboard.press("x")
    expect(clerk.locator("#papers .paper")).to_have_count(2)
    clerk.reload()
    expect(clerk.locator("#uploads li")).to_have_count(1)
    expect(clerk.locator("#papers .paper")).to_have_count(2)


def test_a_page_is_scanned_again(clerk: Page, site: Site, tmp_path: Path) -> None:
    first, better = scan(tmp_path, "đơn.tif", 906, 2), scan(tmp_path, "trang 2.tif", 907)
    clerk.set_input_files("#files", first)
    all_read(clerk)
    sheet(clerk, 2, "đơn.tif").click()
    clerk.get_by_role("button", name="Quét lại trang này").click()
    clerk.set_input_files("#file", better)
    clerk.get_by_role("button", name="Thay trang 2").click()
    expect(clerk.locator("#replacing")).to_contain_text("Trang đã được thay")
    old, scanned = (document_of(site, path) for path in (first, better))
    [made] = old.composed_into
    with site.store.read() as connection:
        chosen = select(documents.c.parts).where(documents.c.id == UUID(made))
        parts = connection.execute(chosen).scalar_one()
    assert [(part["document"], part["page"]) for part in parts] == [
        (str(old.id), 1), (str(scanned.id), 1),
    ]  # fmt: skip
    # The set shows the new paper in the place of the old one.
    clerk.goto("/upload/")
    all_read(clerk)
    expect(clerk.locator("#papers .paper")).to_have_count(1)
    expect(clerk.locator("#papers .sheet")).to_have_count(2)


def test_known_bytes_are_not_sent_again(clerk: Page, tmp_path: Path) -> None:
    path = scan(tmp_path, "đơn.tif", 904)
    clerk.set_input_files("#files", path)
    all_read(clerk)
    clerk.get_by_role("button", name="Hoàn tất lượt tải lên").click()
    clerk.wait_for_url("**/receipt")
    clerk.goto("/upload/")
    sent: list[str] = []
    clerk.on("request", lambda request: sent.append(request.url))
    clerk.set_input_files("#files", path)
    expect(clerk.locator("#uploads .remark-info")).to_contain_text("Đã có tệp này từ")
    expect(clerk.locator("#uploads a")).to_be_visible()
    assert not any(url.endswith("/upload/files") for url in sent)


def test_a_web_service_that_is_killed_goes_on_where_the_file_had_come_to(
    clerk: Page, site: Site, tmp_path: Path
) -> None:
    path, digest = large(tmp_path)
    offsets: list[int] = []

    def watch(route: Route) -> None:
        offsets.append(int(route.request.url.rpartition("=")[2]))
        if offsets == [0, PART, 2 * PART]:
            kill_web(site)
        route.continue_()

    clerk.route("**/upload/parts/*", watch)
    clerk.set_input_files("#files", path)
    refused(clerk)
    assert is_kept(site, digest)
    # What had arrived was not sent again.
    assert offsets == [0, PART, 2 * PART, 2 * PART, 3 * PART, 4 * PART, 5 * PART]


def refused(page: Page) -> None:
    """The file has arrived, and was found to be no scan."""
    expect(page.locator("#uploads .remark-reject")).to_contain_text("PDF, TIFF, JPEG, PNG")


def kill_web(site: Site) -> None:
    stack = json.loads((site.home / "stack.json").read_text(encoding="utf-8"))
    web = stack["services"]["web"]
    # Its children too: one of them would answer what is on its way.
    for process in [web, *descendants(web)]:
        os.kill(process, signal.SIGKILL)


def test_a_lost_connection_is_waited_for(
    clerk: Page, context: BrowserContext, site: Site, tmp_path: Path
) -> None:
    path, digest = large(tmp_path, "mất mạng.bin", parts=3)
    seen: list[str] = []

    def watch(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) == 2:
            context.set_offline(True)
        route.continue_()

    clerk.route("**/upload/parts/*", watch)
    clerk.set_input_files("#files", path)
    expect(clerk.locator("#uploads .state")).to_have_text("Mất kết nối: đang thử lại")
    assert not is_kept(site, digest)
    context.set_offline(False)
    refused(clerk)
    assert is_kept(site, digest)


def test_a_file_that_stopped_on_its_way_goes_on_in_a_new_browser(
    clerk: Page, site: Site, tmp_path: Path
) -> None:
    path, digest = large(tmp_path, "đóng trình duyệt.bin", parts=4)
    seen: list[str] = []

    def stop(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) > 2:
            route.abort()
        else:
            route.continue_()

    clerk.route("**/upload/parts/*", stop)
    clerk.set_input_files("#files", path)
    expect(clerk.locator("#uploads .state")).to_have_text("Mất kết nối: đang thử lại")
    again = clerk.context.new_page()
    again.goto("/upload/")
    expect(again.locator("#arriving")).to_contain_text("Đã nhận 8.4/12.6 MB")
    clerk.close(run_before_unload=False)
    offsets: list[int] = []
    again.on(
        "request",
        lambda request: offsets.append(int(request.url.rpartition("=")[2]))
        if request.method == "PATCH" else None,
    )  # fmt: skip
    again.set_input_files("#files", path)
    refused(again)
    assert is_kept(site, digest)
    assert offsets == [2 * PART, 3 * PART]
    expect(again.locator("#arriving li")).to_have_count(0)


def test_files_that_cannot_be_taken_say_why(clerk: Page, tmp_path: Path) -> None:
    (tmp_path / "rỗng.pdf").write_bytes(b"")
    (tmp_path / "ghi chú.txt").write_bytes(b"plain text")
    clerk.set_input_files("#files", [tmp_path / "rỗng.pdf", tmp_path / "ghi chú.txt"])
    said = clerk.locator("#uploads .remark-reject")
    expect(said).to_have_count(2)
    expect(said.nth(0)).to_have_text("Tệp rỗng: xin quét hoặc sao chép lại.")
    expect(said.nth(1)).to_contain_text("PDF, TIFF, JPEG, PNG")
    expect(clerk.locator("#uploads progress:visible")).to_have_count(0)
    clerk.set_input_files("#files", scan(tmp_path, "đơn.tif", 908))
    ended = "1 tệp đã đọc; 2 tệp không nhận được: ghi chú.txt, rỗng.pdf."
    expect(clerk.locator("#hand-in-said")).to_contain_text(ended)


def test_a_name_reads_as_it_is_written(clerk: Page, tmp_path: Path) -> None:
    clerk.set_input_files("#files", scan(tmp_path, "ảnh \u202egpj.exe.tif", 909))
    expect(clerk.locator("#uploads .file-name")).to_have_text("ảnh \ufffdgpj.exe.tif")
    all_read(clerk)
    expect(clerk.locator("#papers h3")).to_contain_text("ảnh \ufffdgpj.exe.tif")


def test_pages_that_are_chosen_are_counted_and_let_go(clerk: Page, tmp_path: Path) -> None:
    clerk.set_input_files("#files", scan(tmp_path, "đơn.tif", 910, 3))
    all_read(clerk)
    none, chosen = clerk.locator("[data-do=none]"), clerk.locator(".sheet[aria-pressed=true]")
    expect(none).to_be_hidden()
    sheet(clerk, 2, "đơn.tif").click()
    sheet(clerk, 3, "đơn.tif").click()
    expect(none).to_contain_text("2 trang")
    clerk.keyboard.press("Escape")
    expect(chosen).to_have_count(0)
    expect(none).to_be_hidden()
    # A page is turned by its key without being chosen for the next act.
    clerk.keyboard.press("r")
    expect(chosen).to_have_count(0)
    sheet(clerk, 2, "đơn.tif").click()
    clerk.get_by_role("button", name="Tách từ trang này").click()
    expect(chosen).to_have_count(0)
    sheet(clerk, 2, "đơn.tif").click()
    clerk.get_by_role("button", name="Ghép vào giấy tờ trước").click()
    expect(chosen).to_have_count(0)
    sheet(clerk, 1, "đơn.tif").click()
    none.click()
    expect(chosen).to_have_count(0)


def test_five_hundred_files_leave_the_page_quick(clerk: Page, tmp_path: Path) -> None:
    paths = []
    for number in range(500):
        path = tmp_path / f"tệp {number:03}.txt"
        path.write_bytes(b"plain text %d" % number)
        paths.append(path)
    clerk.set_input_files("#files", paths)
    expect(clerk.locator("#uploads li")).to_have_count(500)
    # While they are being sent and followed, keys are answered at once.
    clerk.locator("#dossier").fill("")
    longest = clerk.evaluate(
        """async () => {
             let last = performance.now(), longest = 0;
             const end = last + 4000;
             while (last < end) {
               await new Promise((done) => setTimeout(done, 10));
               const now = performance.now();
               longest = Math.max(longest, now - last);
               last = now;
             }
             return longest;
           }"""
    )
    assert longest < 1000
    expect(clerk.locator("#uploads .remark-reject").first).to_be_visible()


def test_a_phone_takes_photographs(
    clerk: Page, context: BrowserContext, tmp_path: Path, site: Site
) -> None:
    clerk.set_viewport_size(PHONE)
    expect(clerk.get_by_text("Chụp ảnh")).to_be_visible()
    clerk.set_input_files("#camera", scan(tmp_path, "ảnh.tif", 905))
    all_read(clerk)
    width = clerk.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]


def test_the_dossier_is_noted_when_it_is_typed(clerk: Page, site: Site) -> None:
    clerk.fill("#dossier", "H53.14-9001")
    clerk.keyboard.press("Tab")
    expect(clerk.locator("#about-said")).to_have_text("Đã ghi nhận.")
    with site.store.read() as connection:
        codes = connection.execute(select(desk_sets.c.dossier_code)).scalars().all()
    assert "H53.14-9001" in codes
