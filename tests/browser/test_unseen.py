"""Nothing is accepted that nobody has seen: held keys, fields without a reading, unknown papers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from models.extraction import Issue, Severity
from models.people import Role
from models.store.tables import records
from tests.browser.office import Office, doubtful, focused, let_in, letter, ready, review, text_of
from tests.models.store.builders import paper, rows

pytestmark = pytest.mark.engines

UNKNOWN = paper(kind="khac", issues=(Issue("unknown_type", Severity.WARN, "Chưa rõ. / Unknown."),))


@pytest.fixture
def tab(page: Page, office: Office) -> Page:
    let_in(page, office.person(Role.REVIEWER))
    return page


def hold(tab: Page, key: str, times: int = 8) -> None:
    """Hold a key down: the keyboard repeats it."""
    for _ in range(times):
        tab.keyboard.down(key)
    tab.keyboard.up(key)


# ---- held keys


def test_enter_held_down_confirms_one_field(tab: Page, office: Office) -> None:
    record = office.put()
    review(tab, record)
    hold(tab, "Enter")
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    assert focused(tab) == "nguoi_ky"
    assert list(office.said(record)) == ["ngay_ban_hanh"]


def test_enter_held_down_says_nothing_of_the_record_that_comes(tab: Page, office: Office) -> None:
    first, second = office.put(), office.put()
    review(tab, first)
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    tab.keyboard.down("Enter")
    tab.wait_for_url(f"**/review/{second}")
    ready(tab)
    hold(tab, "Enter")
    assert focused(tab) == "ngay_ban_hanh"
    assert office.said(second) == {}


def test_enter_held_down_presses_no_button_and_follows_no_link(
    tab: Page, office: Office, page: Page
) -> None:
    record = office.put()
    review(tab, record)
    tab.keyboard.press("Enter")
    tab.keyboard.down("Enter")
    expect(tab.locator("#approve")).to_be_focused()
    for element in ("#approve", "#skip", ".site-header a"):
        tab.locator(element).first.focus()
        tab.keyboard.down("Enter")
    tab.keyboard.up("Enter")
    assert tab.url.endswith(f"/review/{record}")
    assert office.state(record) == "review"


@pytest.mark.parametrize("key", ["F8", "Alt+0"])
def test_other_keys_held_down_speak_once(tab: Page, office: Office, key: str) -> None:
    record = office.put()
    review(tab, record)
    *modifiers, last = key.split("+")
    for modifier in modifiers:
        tab.keyboard.down(modifier)
    hold(tab, last)
    for modifier in modifiers:
        tab.keyboard.up(modifier)
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")
    assert list(office.said(record)) == ["ngay_ban_hanh"]


def test_letters_held_down_are_typed(tab: Page, office: Office) -> None:
    review(tab, office.put())
    tab.keyboard.press("End")
    hold(tab, "5", 3)
    assert text_of(tab, "ngay_ban_hanh") == "02/05/2024555"


# ---- fields of which nothing was read


@pytest.mark.parametrize("key", ["Enter", "Control+Enter"])
def test_enter_on_a_field_of_which_nothing_was_read_asks_for_words(
    tab: Page, office: Office, key: str
) -> None:
    record = office.put(letter(nguoi_ky=doubtful(None, row=4)))
    review(tab, record)
    tab.keyboard.press("Enter")
    expect(tab.locator("[data-field=nguoi_ky] textarea")).to_be_focused()
    tab.keyboard.press(key)
    expect(tab.locator("[data-field=nguoi_ky] .issue")).to_contain_text("F9")
    assert focused(tab) == "nguoi_ky"
    assert "nguoi_ky" not in office.said(record)
    tab.keyboard.press("F9")
    expect(tab.locator("#approve")).to_be_focused()
    expect(tab.locator("#say")).to_contain_text("Đã xem xong")
    assert office.said(record)["nguoi_ky"] == ("absent", None)


def test_a_list_of_which_nothing_was_read_asks_for_words(tab: Page, office: Office) -> None:
    record = office.put(letter(noi_nhan=doubtful((), row=6)))
    review(tab, record)
    tab.locator("[data-field=noi_nhan] textarea").press("Enter")
    expect(tab.locator("[data-field=noi_nhan] .issue")).to_contain_text("F9")
    assert office.said(record) == {}


def test_what_is_sure_to_be_nowhere_is_confirmed(tab: Page, office: Office) -> None:
    """Of a record that was drawn to be looked at all fields ask, those too that are blank."""
    record = office.put(letter(do_khan=None))
    with office.store.write() as connection:
        connection.execute(records.update().where(records.c.id == record).values(sampled=True))
    review(tab, record)
    tab.locator("[data-field=do_khan] textarea").press("Enter")
    expect(tab.locator("[data-field=do_khan] .state")).to_have_text("đã xác nhận")


# ---- papers of no known type


def test_a_paper_of_no_known_type_asks_for_its_type(tab: Page, office: Office) -> None:
    record = office.put(UNKNOWN)
    review(tab, record)
    expect(tab.locator("#type")).to_be_focused()
    expect(tab.locator("#say")).to_contain_text("chọn loại")
    tab.keyboard.press("Enter")  # may open the list
    tab.keyboard.press("Escape")
    assert office.state(record) == "review"
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("#type")).to_be_focused()
    assert office.state(record) == "review"
    # Who says again that it is none of them is heard.
    with tab.expect_navigation():
        tab.keyboard.press("Control+Enter")
    assert office.state(record) == "approved"
    assert len(rows(office.store, records, records.c.id == record)) == 1


def test_a_paper_of_no_known_type_is_approved_by_no_single_click(tab: Page, office: Office) -> None:
    record = office.put(UNKNOWN)
    review(tab, record)
    tab.click("#approve")
    expect(tab.locator("#type")).to_be_focused()
    assert office.state(record) == "review"
