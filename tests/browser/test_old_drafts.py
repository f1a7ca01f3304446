"""What was typed over another version of a record: shown beside it, sent when somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from models.extraction import Document
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
from tests.models.store.builders import paper

pytestmark = pytest.mark.engines

NEW = letter(nguoi_ky=doubtful("Trần Văn Bích", row=4))


@pytest.fixture
def record(office: Office) -> UUID:
    return office.put(letter(noi_nhan=doubtful(("Như trên", "Lưu: VT"), row=6)))


@pytest.fixture
def tab(page: Page, login: str, record: UUID) -> Page:
    """The record is open, and the signer's field has the focus."""
    let_in(page, login)
    review(page, record)
    page.locator("[data-field=nguoi_ky] textarea").focus()
    return page


def change(tab: Page, office: Office, record: UUID, found: Document, *, key: str = "Tab") -> None:
    """The machine reads the record anew; who types meanwhile is told, and opens it again."""
    office.read_again(record, found)
    tab.keyboard.press(key)
    expect(tab.locator("#say")).to_contain_text("vừa được thay đổi")
    tab.locator("#mend").press("Enter")
    tab.wait_for_load_state()
    ready(tab)


def signer(tab: Page) -> Locator:
    return tab.locator("[data-field=nguoi_ky]")


def kept(tab: Page) -> str:
    """What this tab keeps of what was typed."""
    return str(tab.evaluate("Object.values(sessionStorage).join()"))


def leave(tab: Page) -> None:
    signer(tab).locator("textarea").focus()
    tab.keyboard.press("Tab")


def skip(tab: Page) -> None:
    tab.keyboard.press("F7")
    expect(tab.locator("#say")).to_contain_text("chưa được lưu")


def come_back(tab: Page) -> None:
    tab.reload()
    ready(tab)


def lose_the_connection(tab: Page) -> None:
    tab.context.set_offline(True)
    tab.locator("[data-field=ngay_ban_hanh] textarea").press("F8")
    expect(tab.locator("#say")).to_contain_text("Mất kết nối")
    tab.context.set_offline(False)
    expect(tab.locator("[data-field=ngay_ban_hanh] .state")).to_have_text("không đọc được")


@pytest.mark.parametrize("act", [leave, skip, come_back, lose_the_connection])
def test_it_is_shown_beside_what_the_record_says_and_is_not_sent(
    tab: Page, office: Office, record: UUID, act: Callable[[Page], None]
) -> None:
    type_over(tab, "Trần Văn Bình")
    change(tab, office, record, NEW)
    act(tab)
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bình"
    issue = signer(tab).locator(".issue")
    expect(issue).to_contain_text("khi hồ sơ còn ở bản trước: Trần Văn Bình.")
    expect(issue).to_contain_text("Hồ sơ nay ghi: Trần Văn Bích.")
    assert "nguoi_ky" not in office.said(record)
    assert "Trần Văn Bình" in kept(tab)


def test_enter_keeps_it(tab: Page, office: Office, record: UUID) -> None:
    type_over(tab, "Trần Văn Bình")
    change(tab, office, record, NEW)
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 2")
    signer(tab).locator("textarea").press("Enter")
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    assert office.said(record)["nguoi_ky"] == ("edited", "Trần Văn Bình")
    expect(signer(tab).locator(".issue")).to_have_count(0)
    assert "Trần Văn Bình" not in kept(tab)


def test_escape_takes_what_the_record_says_now(tab: Page, office: Office, record: UUID) -> None:
    type_over(tab, "Trần Văn Bình")
    change(tab, office, record, NEW)
    signer(tab).locator("textarea").press("Escape")
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bích"
    assert "Trần Văn Bình" not in kept(tab)
    # Nobody has said yet that this is right.
    expect(signer(tab)).to_have_class("field is-flagged is-active")
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    assert office.said(record)["nguoi_ky"] == ("confirmed", "Trần Văn Bích")


def test_an_approval_stops_at_it(tab: Page, office: Office, record: UUID) -> None:
    type_over(tab, "Trần Văn Bình")
    change(tab, office, record, letter(ngay_ban_hanh="2024-05-02", nguoi_ky="Trần Văn Bích"))
    tab.click("#approve")
    expect(signer(tab).locator("textarea")).to_be_focused()
    assert office.state(record) != "approved"


def test_what_is_doubtful_in_it_is_asked_as_ever(tab: Page, office: Office, record: UUID) -> None:
    """Enter says that it stands against the new version, not that it is right."""
    tab.locator("[data-field=ngay_ban_hanh] textarea").focus()
    type_over(tab, "31/02/2024")
    office.read_again(record, NEW)
    come_back(tab)
    day = tab.locator("[data-field=ngay_ban_hanh]")
    day.locator("textarea").press("Enter")
    expect(day.locator(".issue")).to_contain_text("lịch")
    assert office.said(record) == {}
    day.locator("textarea").press("Enter")
    expect(day.locator(".state")).to_have_text("đã sửa")
    assert office.said(record) == {"ngay_ban_hanh": ("edited", "31/02/2024")}


def test_that_there_is_no_value_is_shown_too(tab: Page, office: Office, record: UUID) -> None:
    change(tab, office, record, letter(nguoi_ky=doubtful(None, row=4)), key="F8")
    assert text_of(tab, "nguoi_ky") == ""
    expect(signer(tab).locator(".issue")).to_contain_text("bản trước: không đọc được.")
    assert office.said(record) == {}
    signer(tab).locator("textarea").press("Enter")
    expect(signer(tab).locator(".state")).to_have_text("không đọc được")
    assert office.said(record) == {"nguoi_ky": ("illegible", None)}


def test_rows_are_shown_in_one_line(tab: Page, office: Office, record: UUID) -> None:
    tab.locator("[data-field=noi_nhan] textarea").last.focus()
    type_over(tab, "Lưu: VP $& {now}")
    change(tab, office, record, letter(noi_nhan=doubtful(("Như trên", "Lưu: HC"), row=6)))
    issue = tab.locator("[data-field=noi_nhan] .issue")
    expect(issue).to_contain_text("bản trước: Như trên; Lưu: VP $& {now}.")
    expect(issue).to_contain_text("Hồ sơ nay ghi: Như trên; Lưu: HC.")


def test_the_same_as_the_record_says_now_asks_nothing(
    tab: Page, office: Office, record: UUID
) -> None:
    type_over(tab, "Trần Văn Bích")
    change(tab, office, record, NEW)
    expect(tab.locator(".asks-again")).to_have_count(0)
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bích"
    assert "Trần Văn Bích" not in kept(tab)
    assert office.said(record) == {}


def test_what_was_typed_into_a_field_that_is_no_more_is_shown(
    tab: Page, office: Office, record: UUID
) -> None:
    type_over(tab, "Trần Văn Bình")
    office.read_again(record, paper(so_ky_hieu=doubtful("12/QĐ-UBND")))
    tab.keyboard.press("Tab")
    tab.locator("#mend").press("Enter")
    expect(tab.locator("#issues")).to_contain_text("nay không còn: Trần Văn Bình")
    ready(tab)
    assert focused(tab) == "so_ky_hieu"
    assert office.said(record) == {}


def test_the_same_version_asks_nothing(tab: Page, office: Office, record: UUID) -> None:
    type_over(tab, "Trần Văn Bình")
    come_back(tab)
    assert office.said(record) == {"nguoi_ky": ("edited", "Trần Văn Bình")}


def test_drafts_of_a_page_without_versions_are_asked_about(
    tab: Page, office: Office, record: UUID
) -> None:
    """As an older program kept them."""
    without: Any = "([name, all]) => sessionStorage.setItem(name, all)"
    type_over(tab, "Trần Văn Bình")
    [name] = tab.evaluate("Object.keys(sessionStorage).filter(key => key.includes('draft'))")
    tab.evaluate(without, [name, '{"nguoi_ky": ["Trần Văn Bình", "edited"]}'])
    come_back(tab)
    expect(signer(tab).locator(".issue")).to_contain_text("bản trước: Trần Văn Bình.")
    assert office.said(record) == {}
