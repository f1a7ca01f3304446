"""Two browsers, or two tabs, and one record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update

from models.people import Role
from models.store.tables import leases
from tests.browser.conftest import DESK, PATIENCE_MS, Site
from tests.browser.office import Office, focused, let_in, ready, review, text_of
from tests.models.store.builders import rows
from tests.servers import wait_until

pytestmark = pytest.mark.engines


@pytest.fixture
def other(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser on another desk."""
    made = chromium.new_context(base_url=site.url, viewport=DESK, locale="vi-VN")
    made.set_default_timeout(PATIENCE_MS)
    yield made
    made.close()


@pytest.fixture
def tab(page: Page, office: Office) -> Page:
    let_in(page, office.person(Role.REVIEWER))
    return page


def run_out(office: Office, record: UUID) -> None:
    """The lease of a record is over."""
    past = office.store.now() - timedelta(seconds=1)
    with office.store.write() as connection:
        connection.execute(update(leases).where(leases.c.record == record).values(until=past))


def wait_until_left(office: Office, record: UUID) -> None:
    """Wait until the page that has the record has said that it is left."""
    held = leases.c.record == record
    wait_until(lambda: rows(office.store, leases, held)[0].token == "", "the page to be left")


def test_a_second_person_is_told_and_what_they_type_is_kept_for_later(
    tab: Page, other: BrowserContext, office: Office
) -> None:
    record = office.put()
    review(tab, record)
    second = other.new_page()
    let_in(second, office.person(Role.REVIEWER))
    answer = second.goto(f"/review/{record}")
    assert answer is not None
    assert answer.status == 409
    ready(second)
    expect(second.get_by_role("alert")).to_contain_text("Người khác đang mở hồ sơ này")
    box = second.locator("[data-field=nguoi_ky] textarea")
    box.fill("Trần Văn Bình")
    box.press("Enter")
    expect(second.locator("#say")).to_contain_text("không còn được giữ cho bạn")
    assert office.said(record) == {}
    # The first one is done with it: the second one's word is still there, and is kept now.
    tab.goto("/account")
    wait_until_left(office, record)
    run_out(office, record)
    second.reload()
    ready(second)
    assert text_of(second, "nguoi_ky") == "Trần Văn Bình"
    assert office.said(record)["nguoi_ky"] == ("edited", "Trần Văn Bình")


def test_what_was_typed_stays_when_the_lease_runs_out_and_another_has_the_record(
    tab: Page, other: BrowserContext, office: Office
) -> None:
    record = office.put()
    review(tab, record)
    tab.keyboard.press("Enter")
    assert focused(tab) == "nguoi_ky"
    tab.keyboard.press("End")
    tab.keyboard.type(" (bản sao)")
    run_out(office, record)
    second = other.new_page()
    let_in(second, office.person(Role.REVIEWER))
    review(second, record)
    # What the first one had confirmed is seen by the second one.
    assert office.said(record) == {"ngay_ban_hanh": ("confirmed", "2024-05-02")}
    assert focused(second) == "nguoi_ky"
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("không còn được giữ cho bạn")
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bính (bản sao)"
    second.goto("/account")
    wait_until_left(office, record)
    run_out(office, record)
    tab.reload()
    ready(tab)
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bính (bản sao)"
    assert office.said(record)["nguoi_ky"] == ("edited", "Trần Văn Bính (bản sao)")


def test_a_lease_that_ran_out_and_that_nobody_took_is_still_theirs(
    tab: Page, office: Office
) -> None:
    record = office.put()
    review(tab, record)
    run_out(office, record)
    for _ in range(2):
        tab.keyboard.press("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert office.state(record) == "approved"


def test_a_second_tab_takes_the_record_over(tab: Page, office: Office) -> None:
    record = office.put()
    review(tab, record)
    second = tab.context.new_page()
    review(second, record)
    expect(second.locator("#say")).to_contain_text("ở thẻ khác")
    assert focused(second) == "mend"
    second.keyboard.press("Enter")
    expect(second.locator("#say")).to_contain_text("Số trường còn phải xem: 2")
    assert focused(second) == "ngay_ban_hanh"
    second.keyboard.press("Enter")
    expect(second.locator("#say")).to_contain_text("còn phải xem: 1")
    # The first tab says so, and does nothing.
    tab.bring_to_front()
    tab.keyboard.press("F8")
    expect(tab.locator("#say")).to_contain_text("ở thẻ khác")
    assert office.said(record) == {"ngay_ban_hanh": ("confirmed", "2024-05-02")}


def test_a_senior_takes_a_record_over_from_anybody(
    tab: Page, other: BrowserContext, office: Office
) -> None:
    record = office.put()
    review(tab, record)
    second = other.new_page()
    let_in(second, office.person(Role.SENIOR))
    review(second, record)
    expect(second.locator("#mend")).to_be_focused()
    second.keyboard.press("Enter")
    expect(second.locator("#say")).to_contain_text("Số trường còn phải xem: 2")
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("không còn được giữ cho bạn")
    assert office.said(record) == {}


def test_a_reviewer_cannot_take_it_over_from_another(
    tab: Page, other: BrowserContext, office: Office
) -> None:
    record = office.put()
    review(tab, record)
    second = other.new_page()
    let_in(second, office.person(Role.REVIEWER))
    review(second, record)
    expect(second.get_by_role("alert")).to_be_visible()
    expect(second.locator("#mend")).to_be_hidden()
