"""What somebody takes back while typing comes back in no way: not by leaving, nor by a reload."""

from __future__ import annotations

from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from models.people import Role
from tests.browser.office import (
    Office,
    doubtful,
    focused,
    let_in,
    letter,
    ready,
    review,
    text_of,
    type_over,
)

pytestmark = pytest.mark.engines


@pytest.fixture
def record(office: Office) -> UUID:
    return office.put(letter(noi_nhan=doubtful(("Như trên", "Lưu: VT"), row=6)))


@pytest.fixture
def tab(page: Page, office: Office, record: UUID) -> Page:
    """The record is open; the signer, of which nothing is said, has the focus."""
    let_in(page, office.person(Role.REVIEWER))
    review(page, record)
    page.locator("[data-field=nguoi_ky] textarea").focus()
    return page


def again(tab: Page) -> None:
    """The page is left and loaded anew."""
    tab.keyboard.press("Tab")
    tab.reload()
    ready(tab)


def kept(tab: Page) -> list[str]:
    """What this tab keeps of what was typed."""
    found: list[str] = tab.evaluate("Object.keys(sessionStorage).filter(k => k.includes('draft'))")
    return found


def asked_about(tab: Page) -> Locator:
    """The field of the date, whose value no calendar has: the page asks about it."""
    date = tab.locator("[data-field=ngay_ban_hanh]")
    date.locator("textarea").focus()
    type_over(tab, "31/02/2024")
    tab.keyboard.press("Enter")
    expect(date.locator(".issue")).to_contain_text("lịch")
    date.locator("textarea").focus()
    return date


def test_what_escape_rejects_is_nobodys_word(tab: Page, office: Office, record: UUID) -> None:
    tab.keyboard.type("x")
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bínhx"
    tab.keyboard.press("Escape")
    assert focused(tab) == "nguoi_ky"
    assert kept(tab) == []
    again(tab)
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bính"
    assert office.said(record) == {}


def test_escape_takes_the_question_about_a_value_away_with_it(
    tab: Page, office: Office, record: UUID
) -> None:
    date = asked_about(tab)
    tab.keyboard.press("Escape")
    expect(date.locator(".issue")).to_have_count(0)
    expect(tab.locator(".asks-again")).to_have_count(0)
    # One Enter more insists on nothing.
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-field=nguoi_ky] textarea")).to_be_focused()
    expect(date.locator(".state")).to_have_text("đã xác nhận")
    again(tab)
    assert office.said(record)["ngay_ban_hanh"] == ("confirmed", "2024-05-02")


def test_typing_on_takes_the_question_away(tab: Page) -> None:
    date = asked_about(tab)
    type_over(tab, "28/02/2024")
    expect(date.locator(".issue")).to_have_count(0)


@pytest.mark.parametrize(("key", "action"), [("F8", "illegible"), ("F9", "absent")])
def test_that_there_is_no_value_goes_before_what_was_typed(
    tab: Page, office: Office, record: UUID, key: str, action: str
) -> None:
    tab.keyboard.type("x")
    tab.keyboard.press(key)
    expect(tab.locator("[data-field=nguoi_ky] .state")).not_to_be_empty()
    again(tab)
    assert text_of(tab, "nguoi_ky") == ""
    assert office.said(record) == {"nguoi_ky": (action, None)}


def test_that_there_is_no_value_outlives_a_lost_connection(
    tab: Page, office: Office, record: UUID
) -> None:
    tab.keyboard.type("x")
    tab.context.set_offline(True)
    tab.keyboard.press("F8")
    expect(tab.locator("#say")).to_contain_text("Mất kết nối")
    tab.keyboard.press("Tab")
    tab.context.set_offline(False)
    expect(tab.locator("#say")).to_contain_text("còn phải xem")
    expect(tab.locator("[data-field=nguoi_ky] .state")).to_have_text("không đọc được")
    assert office.said(record) == {"nguoi_ky": ("illegible", None)}


def test_what_is_typed_after_it_is_a_word_again(tab: Page, office: Office, record: UUID) -> None:
    tab.context.set_offline(True)
    tab.keyboard.press("F8")
    expect(tab.locator("#say")).to_contain_text("Mất kết nối")
    tab.locator("[data-field=nguoi_ky] textarea").focus()
    tab.keyboard.type("Trần Văn Bích")
    tab.context.set_offline(False)
    expect(tab.locator("#say")).to_contain_text("còn phải xem")
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-field=nguoi_ky] .state")).to_have_text("đã sửa")
    assert office.said(record) == {"nguoi_ky": ("edited", "Trần Văn Bích")}


def test_a_row_that_is_removed_with_what_was_typed_into_it(
    tab: Page, office: Office, record: UUID
) -> None:
    rows = tab.locator("[data-field=noi_nhan] textarea")
    rows.last.focus()
    tab.keyboard.type("x")
    tab.keyboard.press("Alt+Delete")
    expect(rows).to_have_count(1)
    assert office.said(record) == {}  # the field has the focus still
    again(tab)
    expect(rows).to_have_count(1)
    assert office.said(record)["noi_nhan"] == ("edited", ["Như trên"])
