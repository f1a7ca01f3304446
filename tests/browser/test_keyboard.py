"""A record reviewed without a mouse: what each key does, and how many are needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.people import Role
from models.store.tables import deferrals, records, reviews
from tests.browser.conftest import Site
from tests.browser.office import (
    Office,
    doubtful,
    enter,
    focused,
    let_in,
    letter,
    ready,
    review,
    text_of,
)
from tests.models.store.builders import paper, rows
from tests.servers import wait_until

pytestmark = pytest.mark.engines


@pytest.fixture
def tab(page: Page, office: Office) -> Page:
    """Somebody who has signed in."""
    let_in(page, office.person(Role.REVIEWER))
    return page


def press(tab: Page, *keys: str) -> None:
    """Press keys; after each one something of the page has the focus."""
    for key in keys:
        tab.keyboard.press(key)
        assert focused(tab) not in ("body", "html"), f"{key} lost the focus"


def fields_left(tab: Page, count: int) -> None:
    text = f"còn phải xem: {count}" if count else "Đã xem xong"
    expect(tab.locator("#say")).to_contain_text(text)


def test_from_sign_in_to_approval_one_key_for_each_field(page: Page, office: Office) -> None:
    record = office.put()
    login = office.person(Role.REVIEWER)
    enter(page, login)
    page.wait_for_url("**/review/")
    # What waits has the focus: Enter takes it.
    assert focused(page) == "begin"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/review/{record}")
    ready(page)
    assert focused(page) == "ngay_ban_hanh"
    press(page, "Enter")
    assert focused(page) == "nguoi_ky"
    press(page, "Enter")
    expect(page.locator("#approve")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    assert office.state(record) == "approved"
    [done] = rows(office.store, reviews, reviews.c.record == record)
    assert (done.keystrokes, done.clicks) == (3, 0)


def test_a_value_that_was_asked_about_is_not_left_behind(tab: Page, office: Office) -> None:
    record = office.put(letter(do_khan="Khẩn", dia_danh="Tây Ninh"))
    review(tab, record)
    press(tab, "Control+a")
    tab.keyboard.insert_text("31/02/2024")
    press(tab, "Enter")
    expect(tab.locator(".asks-again")).to_have_count(1)
    press(tab, "Tab")
    press(tab, "Control+Enter")
    expect(tab.locator("[data-field=ngay_ban_hanh] textarea")).to_be_focused()
    assert text_of(tab, "ngay_ban_hanh") == "31/02/2024"
    assert office.state(record) == "review"


def test_rows_without_some_cells_are_no_changes(tab: Page, office: Office) -> None:
    holders = ({"ho_ten": "Cao Bá Kiệt", "nam_sinh": "1980"}, {"ho_ten": "Ngô Thị Duyên"})
    record = office.put(paper(kind="gcn_quyen_su_dung_dat", chu_su_dung=doubtful(holders)))
    review(tab, record)
    press(tab, "Enter")
    fields_left(tab, 0)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert office.said(record)["chu_su_dung"][0] == "confirmed"
    assert office.state(record) == "approved"


def test_another_reading_takes_two_keys(tab: Page, office: Office) -> None:
    record = office.put()
    review(tab, record)
    press(tab, "Enter", "Alt+1")
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bình"
    press(tab, "Enter")
    fields_left(tab, 0)
    assert office.said(record)["nguoi_ky"] == ("picked", "Trần Văn Bình")


def test_ctrl_enter_confirms_the_field_and_approves(tab: Page, office: Office) -> None:
    record = office.put()
    review(tab, record)
    press(tab, "Enter")
    with tab.expect_navigation():
        tab.keyboard.press("Control+Enter")
    assert office.state(record) == "approved"


def test_ctrl_enter_goes_to_what_is_left(tab: Page, office: Office) -> None:
    record = office.put()
    review(tab, record)
    press(tab, "Control+Enter")
    fields_left(tab, 1)
    assert focused(tab) == "nguoi_ky"
    assert office.state(record) == "review"


@pytest.mark.parametrize(("key", "action"), [("F8", "illegible"), ("F9", "absent")])
def test_a_key_says_that_there_is_no_value(
    tab: Page, office: Office, key: str, action: str
) -> None:
    record = office.put()
    review(tab, record)
    press(tab, key)
    fields_left(tab, 1)
    assert text_of(tab, "ngay_ban_hanh") == ""
    assert office.said(record)["ngay_ban_hanh"] == (action, None)
    assert focused(tab) == "nguoi_ky"


def test_who_is_not_sure_hands_on_to_a_senior(tab: Page, office: Office, site: Site) -> None:
    record = office.put()
    review(tab, record)
    press(tab, "Alt+0")
    fields_left(tab, 1)
    press(tab, "Enter")
    fields_left(tab, 0)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    [row] = rows(site.store, records, records.c.id == record)
    assert (row.state, row.stage) == ("review", "senior")


def test_escape_gives_back_what_the_program_had_read(tab: Page, office: Office) -> None:
    record = office.put()
    review(tab, record)
    tab.keyboard.type("khác")
    press(tab, "Escape")
    assert text_of(tab, "ngay_ban_hanh") == "02/05/2024"
    assert office.said(record) == {}


def test_ctrl_z_while_typing_is_the_browsers(tab: Page, office: Office) -> None:
    review(tab, office.put())
    press(tab, "End")
    tab.keyboard.type("5")
    press(tab, "Control+z")
    assert text_of(tab, "ngay_ban_hanh") == "02/05/2024"


def test_ctrl_z_takes_the_last_word_back(tab: Page, office: Office) -> None:
    record = office.put()
    review(tab, record)
    press(tab, "F8")
    fields_left(tab, 1)
    press(tab, "Shift+Enter")
    assert focused(tab) == "ngay_ban_hanh"
    press(tab, "Control+z")
    expect(tab.locator("#say")).to_have_text("Đã hoàn tác")
    assert text_of(tab, "ngay_ban_hanh") == "02/05/2024"
    assert office.said(record) == {}


def test_shift_enter_goes_back_and_tab_goes_to_every_field(tab: Page, office: Office) -> None:
    review(tab, office.put())
    press(tab, "Enter", "Shift+Enter")
    assert focused(tab) == "ngay_ban_hanh"
    press(tab, "Tab")
    assert focused(tab) == "loai_van_ban"  # sure: only Tab comes here
    press(tab, "Shift+Tab", "Shift+Tab")
    assert focused(tab) == "so_ky_hieu"


def test_f2_zooms_and_keeps_the_caret(tab: Page, office: Office) -> None:
    review(tab, office.put())
    views = set()
    for _ in range(3):
        press(tab, "F2")
        views.add(tab.locator("#page").get_attribute("viewBox"))
        assert focused(tab) == "ngay_ban_hanh"
    assert len(views) == 3


def test_f1_tells_the_keys_and_gives_the_focus_back(tab: Page, office: Office) -> None:
    review(tab, office.put())
    press(tab, "F1")
    expect(tab.locator("#help")).to_be_visible()
    # No key reaches what lies behind.
    press(tab, "F8", "Escape")
    expect(tab.locator("#help")).to_be_hidden()
    assert focused(tab) == "ngay_ban_hanh"
    assert text_of(tab, "ngay_ban_hanh") == "02/05/2024"


def test_f6_hands_on_with_a_reason(tab: Page, office: Office, site: Site) -> None:
    record = office.put()
    review(tab, record)
    press(tab, "F6")
    assert focused(tab) == "note"
    press(tab, "Enter")  # without a reason nothing is sent
    press(tab, "Escape")
    assert focused(tab) == "ngay_ban_hanh"
    press(tab, "F6")
    tab.keyboard.type("giấy bị rách")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    [row] = rows(site.store, records, records.c.id == record)
    assert row.stage == "senior"
    [done] = rows(site.store, reviews, reviews.c.record == record)
    assert (done.outcome, done.note) == ("escalated", "giấy bị rách")


def test_ctrl_f6_asks_for_a_new_scan(tab: Page, office: Office, site: Site) -> None:
    record = office.put()
    review(tab, record)
    press(tab, "Control+F6")
    tab.keyboard.type("trang 1 mờ")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    [row] = rows(site.store, records, records.c.id == record)
    assert row.stage == "rescan"


def test_f7_puts_the_record_aside(tab: Page, office: Office, site: Site) -> None:
    first, second = office.put(), office.put()
    review(tab, first)
    with tab.expect_navigation():
        tab.keyboard.press("F7")
    tab.wait_for_url(f"**/review/{second}")
    with site.store.read() as connection:
        aside = connection.execute(select(deferrals.c.record)).scalars().all()
    assert first in aside
    ready(tab)
    assert focused(tab) == "ngay_ban_hanh"


def test_rows_of_a_list_are_added_and_removed(tab: Page, office: Office) -> None:
    record = office.put(letter(noi_nhan=doubtful(("Như trên", "Lưu: VT"))))
    review(tab, record)
    press(tab, "Enter", "Enter")
    assert focused(tab) == "noi_nhan"
    press(tab, "Alt+Insert")
    tab.keyboard.type("Sở Tư pháp")
    press(tab, "Enter")
    fields_left(tab, 0)
    assert office.said(record)["noi_nhan"] == ("edited", ["Như trên", "Sở Tư pháp", "Lưu: VT"])
    press(tab, "Shift+Enter")
    assert focused(tab) == "noi_nhan"
    press(tab, "Alt+Delete", "Enter")
    expect(tab.locator("#approve")).to_be_focused()
    kept = ("edited", ["Sở Tư pháp", "Lưu: VT"])
    wait_until(lambda: office.said(record)["noi_nhan"] == kept, "the rows to be kept")


def test_rows_with_columns_are_typed_cell_by_cell(tab: Page, office: Office) -> None:
    hops = ({"giao": "Một cửa", "nhan": "Phòng Tư pháp", "ket_qua": ""},)
    record = office.put(paper(kind="phieu_kiem_soat", chuyen_giao=doubtful(hops)))
    review(tab, record)
    assert focused(tab) == "chuyen_giao"
    press(tab, "Alt+Insert")
    tab.keyboard.type("Phòng Tư pháp")
    press(tab, "Tab")
    tab.keyboard.type("Lãnh đạo")
    press(tab, "Enter")
    fields_left(tab, 0)
    action, value = office.said(record)["chuyen_giao"]
    assert action == "edited"
    assert [(row["giao"], row["nhan"]) for row in value] == [
        ("Một cửa", "Phòng Tư pháp"),
        ("Phòng Tư pháp", "Lãnh đạo"),
    ]
