"""What stands in an input is kept as said, or visibly refused, before a review ends in any way."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import update

from models.people import Role
from models.store.tables import deferrals, record_versions, records, reviews
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
    type_over,
)
from tests.models.store.builders import paper, rows
from tests.servers import wait_until

pytestmark = pytest.mark.engines

# The later day is before the first one: only a senior approves that, with a reason.
CONTRADICTING = paper(
    kind="phieu_xin_loi", ngay_hen_tra="2024-05-02", ngay_hen_lai=doubtful("2024-04-02", row=2)
)


@pytest.fixture
def tab(page: Page, login: str, record: UUID) -> Page:
    """The record is open; the date, of two doubtful fields the first, has the focus."""
    let_in(page, login)
    review(page, record)
    assert focused(page) == "ngay_ban_hanh"
    return page


def ends(tab: Page, office: Office, record: UUID, act: Callable[[Page], None]) -> None:
    """The act ends the review, and the page goes on."""
    with tab.expect_navigation():
        act(tab)
    assert len(rows(office.store, reviews, reviews.c.record == record)) == 1


def skip(tab: Page) -> None:
    tab.keyboard.press("F7")


def skip_by_mouse(tab: Page) -> None:
    tab.click("#skip")


def hand_on(tab: Page) -> None:
    tab.keyboard.press("F6")
    tab.keyboard.type("giấy bị rách")
    tab.keyboard.press("Enter")


def ask_for_a_scan(tab: Page) -> None:
    tab.click("#rescan")
    tab.keyboard.type("trang 1 mờ")
    tab.click("#note-send")


ENDINGS = pytest.mark.parametrize("end", [skip, skip_by_mouse, hand_on, ask_for_a_scan])


# ---- kept as said


@ENDINGS
def test_what_is_typed_is_said_before_any_ending(
    tab: Page, office: Office, record: UUID, end: Callable[[Page], None]
) -> None:
    type_over(tab, "03/05/2024")
    ends(tab, office, record, end)
    assert office.said(record) == {"ngay_ban_hanh": ("edited", "2024-05-03")}
    assert tab.evaluate("Object.keys(sessionStorage).filter(key => key.includes('draft'))") == []


def test_what_is_picked_is_said_as_picked(tab: Page, office: Office, record: UUID) -> None:
    tab.keyboard.press("Tab")
    tab.locator("[data-field=nguoi_ky] textarea").focus()
    tab.keyboard.press("Alt+1")
    expect(tab.locator("[data-field=nguoi_ky] textarea")).to_have_value("Trần Văn Bình")
    assert office.said(record) == {}
    ends(tab, office, record, skip)
    assert office.said(record) == {"nguoi_ky": ("picked", "Trần Văn Bình")}


def test_what_escape_gave_back_in_place_of_a_word_is_said(
    tab: Page, office: Office, record: UUID
) -> None:
    type_over(tab, "03/05/2024")
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    tab.keyboard.press("Shift+Enter")
    tab.keyboard.press("Escape")
    assert text_of(tab, "ngay_ban_hanh") == "02/05/2024"
    ends(tab, office, record, skip)
    assert office.said(record) == {"ngay_ban_hanh": ("edited", "2024-05-02")}


def test_what_escape_took_away_is_not_said(tab: Page, office: Office, record: UUID) -> None:
    tab.locator("[data-field=nguoi_ky] textarea").focus()
    type_over(tab, "Trần Văn Bích")
    tab.keyboard.press("Escape")
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bính"
    ends(tab, office, record, skip)
    assert office.said(record) == {}


def test_a_row_that_was_added_is_said(page: Page, office: Office) -> None:
    record = office.put(letter(noi_nhan=doubtful(("Như trên", "Lưu: VT"))))
    let_in(page, office.person(Role.REVIEWER))
    review(page, record)
    page.locator("[data-field=noi_nhan] textarea").last.focus()
    page.keyboard.press("Alt+Insert")
    page.keyboard.type("Sở Tư pháp")
    page.keyboard.press("Shift+Tab")
    assert office.said(record) == {}  # the field has the focus still
    ends(page, office, record, skip)
    action, value = office.said(record)["noi_nhan"]
    assert (action, value) == ("edited", ["Như trên", "Lưu: VT", "Sở Tư pháp"])


def test_a_cell_that_was_typed_is_said(page: Page, office: Office) -> None:
    hops = ({"giao": "Một cửa", "nhan": "Phòng Tư pháp", "ket_qua": ""},)
    record = office.put(paper(kind="phieu_kiem_soat", chuyen_giao=doubtful(hops)))
    let_in(page, office.person(Role.REVIEWER))
    review(page, record)
    page.keyboard.press("Tab")
    type_over(page, "Phòng Nội vụ")
    ends(page, office, record, skip)
    action, [hop] = office.said(record)["chuyen_giao"]
    assert (action, hop["giao"], hop["nhan"]) == ("edited", "Một cửa", "Phòng Nội vụ")


def test_what_is_typed_while_a_word_is_on_its_way_is_no_less_kept(
    tab: Page, office: Office, record: UUID
) -> None:
    held: list[Route] = []
    tab.route("**/decide", lambda route: held.append(route), times=1)
    type_over(tab, "03/05/2024")
    with tab.expect_request("**/decide"):
        tab.keyboard.press("Tab")
    tab.keyboard.press("Shift+Tab")
    type_over(tab, "04/05/2024")
    with tab.expect_response("**/decide"):
        held[0].continue_()
    expect(tab.locator("[data-field=ngay_ban_hanh] .state")).not_to_be_empty()
    drafts = tab.evaluate("Object.values(sessionStorage).join()")
    assert "04/05/2024" in drafts
    ends(tab, office, record, skip)
    assert office.said(record) == {"ngay_ban_hanh": ("edited", "2024-05-04")}


def test_what_comes_while_the_review_ends_is_not_taken(
    tab: Page, office: Office, record: UUID
) -> None:
    held: list[Route] = []
    tab.route("**/end", lambda route: held.append(route), times=1)
    with tab.expect_request("**/end"):
        tab.keyboard.press("F7")
    tab.keyboard.type("5")
    tab.keyboard.press("Alt+0")
    assert text_of(tab, "ngay_ban_hanh") == "02/05/2024"
    held[0].abort()
    expect(tab.locator("#say")).to_contain_text("Mất kết nối")
    # It has not ended: the inputs take keys again.
    tab.keyboard.type("5")
    assert text_of(tab, "ngay_ban_hanh") == "02/05/20245"
    assert office.said(record) == {}


def test_a_word_that_is_taken_back_is_taken_back_before_the_approval(
    tab: Page, office: Office, record: UUID
) -> None:
    tab.keyboard.press("Enter")
    tab.keyboard.press("F8")
    expect(tab.locator("#approve")).to_be_focused()
    held: list[Route] = []
    tab.route("**/undo", lambda route: held.append(route), times=1)
    with tab.expect_request("**/undo"):
        tab.keyboard.press("Control+z")
    tab.keyboard.press("Control+Enter")
    held[0].continue_()
    expect(tab.locator("[data-field=nguoi_ky] textarea")).to_have_value("Trần Văn Bính")
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    assert office.state(record) == "review"


# ---- visibly refused


@ENDINGS
def test_what_is_asked_about_stops_any_ending_until_somebody_insists(
    tab: Page, office: Office, record: UUID, end: Callable[[Page], None]
) -> None:
    type_over(tab, "31/02/2024")
    for _ in range(2):  # a second time is no Enter
        end(tab)
        expect(tab.locator("[data-field=ngay_ban_hanh] textarea")).to_be_focused()
        expect(tab.locator("[data-field=ngay_ban_hanh].asks-again .issue")).to_be_visible()
        expect(tab.locator("#say")).to_contain_text("chưa được lưu")
    assert text_of(tab, "ngay_ban_hanh") == "31/02/2024"
    assert office.said(record) == {}
    assert rows(office.store, reviews, reviews.c.record == record) == []
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-field=nguoi_ky] textarea")).to_be_focused()
    if tab.locator("#note").is_visible():
        ends(tab, office, record, lambda tab: tab.click("#note-send"))
    else:
        ends(tab, office, record, end)
    assert office.said(record) == {"ngay_ban_hanh": ("edited", "31/02/2024")}


def test_a_seniors_reason_approves_nothing_but_what_is_on_the_screen(
    page: Page, office: Office
) -> None:
    record = office.put(CONTRADICTING)
    let_in(page, office.person(Role.SENIOR))
    review(page, record)
    page.keyboard.press("Enter")
    expect(page.locator("#approve")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#note")).to_be_focused()
    # The day is typed anew while the reason is asked for.
    day = page.locator("[data-field=ngay_hen_lai] textarea")
    day.fill("31/02/2024")
    page.locator("#note").fill("giấy ghi vậy")
    expect(page.locator("[data-field=ngay_hen_lai].asks-again")).to_be_visible()
    page.locator("#note").press("Enter")
    expect(day).to_be_focused()
    expect(day).to_have_value("31/02/2024")
    assert office.state(record) == "review"
    page.keyboard.press("Enter")
    expect(page.locator("#approve")).to_be_focused()
    ends(page, office, record, lambda tab: tab.click("#note-send"))
    assert office.state(record) == "approved"
    last = rows(office.store, record_versions, record_versions.c.record == record)[-1]
    assert last.fields["ngay_hen_lai"]["value"] == "31/02/2024"


def test_what_was_asked_about_is_not_insisted_on_when_the_connection_is_back(
    tab: Page, office: Office, record: UUID
) -> None:
    type_over(tab, "31/02/2024")
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-field=ngay_ban_hanh].asks-again")).to_be_visible()
    tab.context.set_offline(True)
    tab.locator("[data-field=nguoi_ky] textarea").press("F8")
    expect(tab.locator("#say")).to_contain_text("Mất kết nối")
    tab.context.set_offline(False)
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    assert office.said(record) == {"nguoi_ky": ("illegible", None)}
    assert text_of(tab, "ngay_ban_hanh") == "31/02/2024"


def test_what_is_typed_a_second_time_is_typed_or_said_not_to_be_there(
    page: Page, office: Office
) -> None:
    record = office.put(paper(kind="giay_khai_sinh", ho_ten=doubtful("CAO CÔNG LÂM", row=2)))
    let_in(page, office.person(Role.REVIEWER))
    review(page, record)
    page.keyboard.press("Enter")
    expect(page.locator("#approve")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.context.clear_cookies()
    let_in(page, office.person(Role.REVIEWER))
    review(page, record)
    assert (focused(page), text_of(page, "ho_ten")) == ("ho_ten", "")
    page.keyboard.type("CAO CÔNG LẬM")
    page.keyboard.press("Enter")
    expect(page.locator("#approve")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    type_over(page, " ")
    page.keyboard.press("Backspace")
    page.keyboard.press("F7")
    expect(page.locator("[data-field=ho_ten] .issue")).to_contain_text("F9")
    assert office.said(record)["ho_ten"] == ("edited", "CAO CÔNG LẬM")
    page.keyboard.type("CAO CÔNG LÂM")
    with page.expect_navigation():
        page.keyboard.press("F7")
    assert office.said(record)["ho_ten"] == ("edited", "CAO CÔNG LÂM")


def test_a_reason_is_not_dropped_by_another_ending(tab: Page, office: Office, record: UUID) -> None:
    tab.keyboard.press("F6")
    tab.keyboard.type("giấy bị rách")
    tab.click("#skip")
    expect(tab.locator("#note")).to_be_focused()
    expect(tab.locator("#note")).to_have_value("giấy bị rách")
    expect(tab.locator("#say")).to_contain_text("đang có một lý do")
    assert rows(office.store, deferrals, deferrals.c.record == record) == []
    tab.keyboard.press("Escape")
    ends(tab, office, record, skip)


def test_a_reason_outlives_the_session(tab: Page, office: Office, record: UUID, login: str) -> None:
    tab.keyboard.press("F6")
    tab.keyboard.type("giấy bị rách")
    tab.context.clear_cookies()
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("Phiên làm việc đã hết")
    enter(tab, login)
    review(tab, record)
    tab.keyboard.press("F6")
    expect(tab.locator("#note")).to_have_value("giấy bị rách")
    ends(tab, office, record, lambda tab: tab.keyboard.press("Enter"))


def test_a_type_that_is_chosen_is_taken_or_given_up(
    tab: Page, office: Office, record: UUID
) -> None:
    tab.select_option("#type", "giay_khai_sinh")
    tab.click("#skip")
    expect(tab.locator("#retype")).to_be_focused()
    expect(tab.locator("#say")).to_contain_text("loại khác")
    tab.select_option("#type", "van_ban_hanh_chinh")
    ends(tab, office, record, skip_by_mouse)


# ---- what somebody was not sure of


def test_a_guess_is_kept_for_who_decides_and_enter_accepts_it(
    tab: Page, office: Office, record: UUID
) -> None:
    type_over(tab, "03/05/2024")
    tab.keyboard.press("Alt+0")
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    assert focused(tab) == "nguoi_ky"
    assert office.said(record) == {"ngay_ban_hanh": ("unsure", "2024-05-03")}
    tab.keyboard.press("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    ends(tab, office, record, lambda tab: tab.keyboard.press("Enter"))
    tab.context.clear_cookies()
    enter(tab, office.person(Role.SENIOR))
    review(tab, record)
    assert (focused(tab), text_of(tab, "ngay_ban_hanh")) == ("ngay_ban_hanh", "03/05/2024")
    tab.keyboard.press("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert office.said(record)["ngay_ban_hanh"] == ("edited", "2024-05-03")
    assert office.state(record) == "approved"


@pytest.mark.parametrize("name", ["nguoi_ky", "so_ky_hieu"])
def test_a_senior_accepts_what_somebody_was_not_sure_of_by_enter(
    tab: Page, office: Office, record: UUID, name: str
) -> None:
    """Also where the program itself had asked nothing."""
    tab.locator(f"[data-field={name}] textarea").press("Alt+0")
    wait_until(lambda: name in office.said(record), "the word to be kept")
    with office.store.write() as connection:
        connection.execute(update(records).where(records.c.id == record).values(stage="senior"))
    tab.context.clear_cookies()
    enter(tab, office.person(Role.SENIOR))
    office.let_go(record)
    review(tab, record)
    left = 2 if name == "nguoi_ky" else 3
    expect(tab.locator("#say")).to_contain_text(f"còn phải xem: {left}")
    for _ in range(left):
        tab.keyboard.press("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    expect(tab.locator("#say")).to_contain_text("Đã xem xong")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert office.said(record)[name][0] == "confirmed"
    assert office.state(record) == "approved"


def test_a_field_that_is_not_decided_has_the_focus_when_a_senior_approves(
    tab: Page, office: Office, record: UUID
) -> None:
    tab.keyboard.press("Alt+0")
    expect(tab.locator("[data-field=nguoi_ky] textarea")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    ends(tab, office, record, lambda tab: tab.keyboard.press("Enter"))
    tab.context.clear_cookies()
    enter(tab, office.person(Role.SENIOR))
    review(tab, record)
    tab.click("#approve")
    expect(tab.locator("[data-field=ngay_ban_hanh] textarea")).to_be_focused()
    expect(tab.locator("#note")).to_be_hidden()


# ---- one browser, two people


def test_what_one_has_typed_is_never_the_word_of_the_next_in_the_tab(
    page: Page, office: Office, record: UUID
) -> None:
    lan, mai = office.person(Role.REVIEWER), office.person(Role.REVIEWER)
    enter(page, lan)
    review(page, record)
    page.keyboard.press("Enter")
    expect(page.locator("#say")).to_contain_text("còn phải xem: 1")
    type_over(page, "Trần Văn Bích")
    page.context.clear_cookies()  # the session has ended
    page.keyboard.press("Enter")
    expect(page.locator("#say")).to_contain_text("Phiên làm việc đã hết")
    office.let_go(record)
    enter(page, mai)
    review(page, record)
    assert text_of(page, "nguoi_ky") == "Trần Văn Bính"
    assert office.said(record) == {"ngay_ban_hanh": ("confirmed", "2024-05-02")}
    ends(page, office, record, skip)
    page.context.clear_cookies()
    office.let_go(record)
    # What the first one typed is there still, for her.
    enter(page, lan)
    review(page, record)
    ready(page)
    assert text_of(page, "nguoi_ky") == "Trần Văn Bích"
    assert office.said(record)["nguoi_ky"] == ("edited", "Trần Văn Bích")
