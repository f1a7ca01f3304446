"""Connections break, servers and sessions end, records change: nothing that was typed is lost."""

from __future__ import annotations

import json
import os
import signal
import socket
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import delete

from models.store.tables import reviews, sessions
from tests.browser.conftest import Site
from tests.browser.office import (
    PASSWORD,
    Office,
    doubtful,
    enter,
    focused,
    let_in,
    letter,
    ready,
    review,
    text_of,
    type_over,
)
from tests.models.store.builders import paper, rows
from worker.stack import INFO

pytestmark = pytest.mark.engines


@pytest.fixture
def tab(page: Page, login: str, record: UUID) -> Page:
    """The record is open, and the signer's field has the focus."""
    let_in(page, login)
    review(page, record)
    page.keyboard.press("Enter")
    expect(page.locator("#say")).to_contain_text("còn phải xem: 1")
    assert focused(page) == "nguoi_ky"
    return page


def says(tab: Page, text: str) -> None:
    expect(tab.locator("#say")).to_contain_text(text)


def wait_until_refused(url: str) -> None:
    """Wait until nobody listens there: a process that was told to die may still answer."""
    place = urlsplit(url)
    for _ in range(10_000):
        try:
            socket.create_connection((place.hostname, place.port), timeout=1).close()
        except OSError:
            return
    raise AssertionError("the server lives")


# ---- the connection, the server


def test_what_is_typed_without_a_connection_is_sent_when_it_is_back(
    tab: Page, office: Office, record: UUID
) -> None:
    tab.context.set_offline(True)
    type_over(tab, "Trần Văn Bình")
    tab.keyboard.press("Enter")
    says(tab, "Mất kết nối")
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bình"
    assert "nguoi_ky" not in office.said(record)
    tab.context.set_offline(False)
    says(tab, "Đã xem xong")
    assert office.said(record)["nguoi_ky"] == ("edited", "Trần Văn Bình")


def test_an_answer_that_breaks_off_is_no_answer(tab: Page, office: Office, record: UUID) -> None:
    def break_off(route: Route) -> None:
        route.fulfill(content_type="application/json", body='{"problems": [')

    tab.route("**/decide", break_off, times=1)
    type_over(tab, "Trần Văn Bình")
    tab.keyboard.press("Enter")
    # The server never had it: it is sent again.
    says(tab, "Đã xem xong")
    assert office.said(record)["nguoi_ky"] == ("edited", "Trần Văn Bình")


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("Enter", ("confirmed", "Trần Văn Bính")),
        ("F8", ("illegible", None)),
        ("Alt+0", ("unsure", "Trần Văn Bính")),
    ],
)
def test_a_key_pressed_without_a_connection_is_not_lost(
    tab: Page, office: Office, record: UUID, key: str, word: tuple[str, str | None]
) -> None:
    tab.context.set_offline(True)
    tab.keyboard.press(key)
    says(tab, "Mất kết nối")
    tab.context.set_offline(False)
    says(tab, "Đã xem xong")
    assert office.said(record)["nguoi_ky"] == word


def test_the_server_is_killed_while_somebody_types(
    tab: Page, office: Office, record: UUID, site: Site
) -> None:
    pid = json.loads((site.home / INFO).read_text())["services"]["web"]
    os.kill(pid, signal.SIGKILL)
    wait_until_refused(site.url)
    type_over(tab, "Trần Văn Bình")
    tab.keyboard.press("Enter")
    # The supervisor starts it again.
    expect(tab.locator("#say")).to_contain_text("Đã xem xong", timeout=60_000)
    assert office.said(record)["nguoi_ky"] == ("edited", "Trần Văn Bình")
    with tab.expect_navigation(timeout=8000):
        tab.keyboard.press("Control+Enter")
    assert office.state(record) == "approved"


def test_what_is_typed_and_not_entered_is_there_after_a_reload(
    tab: Page, office: Office, record: UUID
) -> None:
    type_over(tab, "Trần Văn Bình")
    assert "nguoi_ky" not in office.said(record)
    tab.reload()
    ready(tab)
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bình"


# ---- the session


def test_the_session_ends_while_somebody_types(
    tab: Page, office: Office, login: str, record: UUID
) -> None:
    type_over(tab, "Trần Văn Bình")
    with office.store.write() as connection:
        connection.execute(delete(sessions))
    tab.keyboard.press("Enter")
    says(tab, "Phiên làm việc đã hết")
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bình"
    tab.locator("#say a").press("Enter")
    tab.wait_for_url(lambda url: "/sign-in?next=" in url)
    tab.fill("#login", login)
    tab.fill("#password", PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/review/{record}")
    ready(tab)
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bình"
    assert office.said(record)["nguoi_ky"] == ("edited", "Trần Văn Bình")


def test_somebody_signs_in_again_in_another_tab(
    tab: Page, office: Office, login: str, record: UUID
) -> None:
    second = tab.context.new_page()
    second.goto("/account")
    second.get_by_role("button", name="Đăng xuất").click()
    enter(second, login)
    tab.bring_to_front()
    type_over(tab, "Trần Văn Bình")
    tab.keyboard.press("Enter")
    says(tab, "Phiên làm việc đã hết")
    # They are signed in: the link leads back at once.
    tab.locator("#say a").press("Enter")
    expect(tab.locator("#say")).to_contain_text("Đã xem xong")
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bình"
    assert office.said(record)["nguoi_ky"] == ("edited", "Trần Văn Bình")


# ---- the record has changed meanwhile


def test_the_back_button_after_an_approval_leads_to_the_record(
    tab: Page, office: Office, record: UUID
) -> None:
    tab.keyboard.press("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    tab.wait_for_url("**/review/")
    tab.go_back()
    tab.wait_for_url(f"**/records/{record}")
    expect(tab.locator(".badge").first).to_have_text("đã duyệt")
    assert len(rows(office.store, reviews, reviews.c.record == record)) == 1


def test_a_stale_page_cannot_approve_again(tab: Page, office: Office, record: UUID) -> None:
    tab.keyboard.press("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    # The approval arrives, its answer does not.
    tab.route("**/end", lambda route: (route.fetch(), route.abort()))
    tab.keyboard.press("Enter")
    says(tab, "Mất kết nối")
    tab.unroute("**/end")
    assert office.state(record) == "approved"
    tab.keyboard.press("Enter")
    says(tab, "đã được duyệt")
    assert len(rows(office.store, reviews, reviews.c.record == record)) == 1
    tab.locator("#mend").press("Enter")
    tab.wait_for_url(f"**/records/{record}")


def test_the_paper_is_gone_meanwhile(tab: Page, office: Office, record: UUID) -> None:
    office.withdraw(record)
    assert office.state(record) == "withdrawn"
    tab.keyboard.press("Enter")
    says(tab, "đã được rút")
    tab.locator("#mend").press("Enter")
    tab.wait_for_url(f"**/records/{record}")
    expect(tab.locator(".badge").first).to_have_text("đã rút")


def test_the_machine_reads_the_paper_again_meanwhile(
    tab: Page, office: Office, record: UUID
) -> None:
    type_over(tab, "Trần Văn Bình")
    tab.keyboard.press("Enter")
    says(tab, "Đã xem xong")
    office.read_again(record, letter(loai_van_ban=doubtful("Quyết địmh", row=3)))
    tab.keyboard.press("Enter")
    says(tab, "vừa được thay đổi")
    assert office.state(record) == "review"
    tab.locator("#mend").press("Enter")
    # The new version has another doubtful field; what was said of the others stands.
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    assert focused(tab) == "loai_van_ban"
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bình"
    type_over(tab, "Quyết định")
    tab.keyboard.press("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert office.state(record) == "approved"


def test_a_field_that_the_new_version_lacks_is_no_trap(
    tab: Page, office: Office, record: UUID
) -> None:
    type_over(tab, "Trần Văn Bình")
    office.read_again(record, paper(so_ky_hieu=doubtful("12/QĐ-UBND")))
    tab.keyboard.press("Enter")
    says(tab, "không có trường này")
    tab.locator("#mend").press("Enter")
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    assert focused(tab) == "so_ky_hieu"


def test_a_record_that_is_not_there_gives_a_page_that_says_so(page: Page, login: str) -> None:
    let_in(page, login)
    answer = page.goto("/review/00000000-0000-0000-0000-000000000000")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_contain_text("Không có hồ sơ này")
