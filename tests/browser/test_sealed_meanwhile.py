"""A paper is sealed while somebody has its record open: the browser lets go of all of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from models.store.tables import sessions
from tests.browser.office import PASSWORD, Office, enter, focused, ready, review, text_of, type_over
from tests.models.store.builders import page as page_of
from tests.servers import wait_until

pytestmark = pytest.mark.engines

HEARTBEAT_MS = 60_000
TYPED = "Nguyễn Thị Mật Ngọt"


@pytest.fixture
def record(office: Office) -> UUID:
    # A picture that no other paper of the site has.
    return office.put(read=[page_of(1, f"Kính gửi\n{office.unit}")])


@pytest.fixture
def tab(page: Page, login: str, record: UUID) -> Page:
    """The record is open, and a name is being typed."""
    enter(page, login)
    review(page, record)
    page.keyboard.press("Enter")
    expect(page.locator("#say")).to_contain_text("còn phải xem: 1")
    assert focused(page) == "nguoi_ky"
    type_over(page, TYPED)
    assert TYPED in drafts(page)
    return page


def drafts(tab: Page) -> str:
    """What the browser keeps for the tab and for the site."""
    return str(tab.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])"))


def picture_of(tab: Page) -> str:
    address = tab.locator("#page-image").get_attribute("href")
    assert address
    assert is_cached(tab, address)
    return address


def is_cached(tab: Page, address: str) -> bool:
    """Whether the browser would still show a picture that it has fetched."""
    return bool(
        tab.evaluate(
            """(address) => fetch(address, { cache: "only-if-cached", mode: "same-origin" })
                 .then((answer) => answer.ok, () => false)""",
            address,
        )
    )


def all_gone(tab: Page, record: UUID, picture: str) -> None:
    """A page that says why, and nothing of the paper or of what was typed."""
    title = tab.get_by_role("heading", level=1)
    expect(title).to_contain_text("Giấy tờ mang dấu mật: đã được niêm phong")
    expect(title).to_contain_text("Nội dung đã gõ không được lưu lại")
    assert tab.url.endswith(f"/review/{record}")
    expect(tab.locator("textarea, svg, img")).to_have_count(0)
    assert TYPED not in tab.content()
    wait_until(lambda: tab.evaluate("sessionStorage.length") == 0, "the draft to be dropped")
    assert TYPED not in drafts(tab)
    assert not is_cached(tab, picture)
    asked = "(address) => fetch(address, { cache: 'reload' }).then((answer) => answer.status)"
    assert tab.evaluate(asked, picture) == 410


def test_what_is_being_typed_is_not_kept(tab: Page, office: Office, record: UUID) -> None:
    picture = picture_of(tab)
    office.seal(record)
    tab.keyboard.press("Enter")
    all_gone(tab, record, picture)
    # Back leads to the page before the record, forward to the same answer.
    tab.go_back()
    expect(tab.get_by_role("heading", level=1)).not_to_contain_text("mật")
    assert not tab.url.endswith(str(record))


def test_the_page_of_somebody_who_only_looks_goes_too(
    page: Page, login: str, office: Office, record: UUID
) -> None:
    page.clock.install()
    enter(page, login)
    review(page, record)
    picture = picture_of(page)
    office.seal(record)
    page.clock.run_for(HEARTBEAT_MS + 1000)
    all_gone(page, record, picture)


def test_approving_it_gives_the_same_answer(
    page: Page, login: str, office: Office, record: UUID
) -> None:
    enter(page, login)
    review(page, record)
    for _ in range(2):
        page.keyboard.press("Enter")
    expect(page.locator("#approve")).to_be_focused()
    picture = picture_of(page)
    office.seal(record)
    page.keyboard.press("Enter")
    all_gone(page, record, picture)


def test_what_waits_for_a_connection_is_not_kept(tab: Page, office: Office, record: UUID) -> None:
    picture = picture_of(tab)
    tab.context.set_offline(True)
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("Mất kết nối")
    office.seal(record)
    tab.context.set_offline(False)
    all_gone(tab, record, picture)


def test_what_waits_for_signing_in_is_not_kept(
    tab: Page, office: Office, login: str, record: UUID
) -> None:
    picture = picture_of(tab)
    with office.store.write() as connection:
        connection.execute(delete(sessions))
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("Phiên làm việc đã hết")
    office.seal(record)
    tab.locator("#say a").press("Enter")
    tab.wait_for_url(lambda url: "/sign-in?next=" in url)
    tab.fill("#login", login)
    tab.fill("#password", PASSWORD)
    tab.keyboard.press("Enter")
    all_gone(tab, record, picture)


def test_drafts_of_other_records_stay(tab: Page, office: Office, record: UUID) -> None:
    other = office.put()
    tab.context.set_offline(True)
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("Mất kết nối")
    tab.context.set_offline(False)
    office.seal(other)
    tab.goto(f"/review/{other}")  # never shown to this person: as if it had never been
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Không có hồ sơ này")
    tab.goto(f"/review/{record}")
    ready(tab)
    assert text_of(tab, "nguoi_ky") == TYPED
