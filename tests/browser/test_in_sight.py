"""What the review screen says and offers is in sight and within reach, on the usual screens."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from models.people import Role
from tests.browser.conftest import PHONE, Site
from tests.browser.office import Office, doubtful, let_in, letter, ready, review, text_of
from tests.models.store.builders import paper

pytestmark = pytest.mark.engines

MANY = tuple(f"Ủy ban nhân dân xã số {number} (để báo cáo)" for number in range(20))
HOLDERS = (
    {"ho_ten": "Cao Bá Kiệt", "nam_sinh": "1980", "so_giay_to": "072080123456",
     "dia_chi": "ấp Long Hòa, xã Long Vĩnh, huyện Châu Thành, tỉnh Tây Ninh"},
    {"ho_ten": "Ngô Thị Duyên", "nam_sinh": "1982", "so_giay_to": "072182123456",
     "dia_chi": "ấp Long Hòa, xã Long Vĩnh, huyện Châu Thành, tỉnh Tây Ninh"},
)  # fmt: skip


@pytest.fixture
def tab(page: Page, office: Office) -> Page:
    let_in(page, office.person(Role.REVIEWER))
    return page


def is_on_top(place: Locator) -> bool:
    """Whether the middle of an element is on the screen, and nothing lies over it."""
    return bool(
        place.evaluate(
            "e => { const b = e.getBoundingClientRect();"
            " const x = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);"
            " return e.contains(x) && b.bottom <= innerHeight && b.top >= 0; }"
        )
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_how_many_fields_are_left_is_in_sight_of_a_long_record(
    tab: Page, site: Site, office: Office, lang: str
) -> None:
    tab.context.add_cookies([{"name": "sohoa_language", "value": lang, "url": site.url}])
    review(tab, office.put(letter(noi_nhan=doubtful(MANY, row=6), kinh_gui=MANY)))
    expect(tab.locator("#say")).not_to_be_empty()
    for viewport in (None, PHONE):
        if viewport:
            tab.set_viewport_size(viewport)
        assert is_on_top(tab.locator("#say"))
        for last in ("noi_nhan", "so_ky_hieu"):
            tab.locator(f"[data-field={last}] textarea").last.focus()
            assert is_on_top(tab.locator("#say"))
            assert is_on_top(tab.locator("textarea:focus"))


def test_a_record_can_be_taken_over_from_another_tab(tab: Page, office: Office) -> None:
    record = office.put(letter(noi_nhan=doubtful(MANY, row=6), kinh_gui=MANY))
    review(tab, record)
    other = tab.context.new_page()
    review(other, record)
    take = other.locator("#mend")
    expect(take).to_be_focused()
    assert is_on_top(take)
    with other.expect_navigation():
        take.click()
    ready(other)
    expect(other.locator("#say")).to_contain_text("còn phải xem")


def test_the_reason_that_is_asked_for_is_in_sight_and_says_what_for(
    tab: Page, office: Office
) -> None:
    review(tab, office.put(letter(noi_nhan=doubtful(MANY, row=6), kinh_gui=MANY)))
    for key, words in (("F6", "chuyển cấp cao"), ("Control+F6", "trang 1")):
        tab.keyboard.press(key)
        assert is_on_top(tab.locator("#note"))
        assert is_on_top(tab.locator("#note-send"))
        expect(tab.locator("#note-label")).to_contain_text(words)
        tab.keyboard.press("Escape")


# ---- lists


def test_a_list_shows_what_may_be_chosen_and_this_province_first(tab: Page, office: Office) -> None:
    record = office.put(paper(kind="giay_khai_sinh", noi_sinh=doubtful("xã X", row=2)))
    review(tab, record)
    tab.keyboard.press("F4")
    options = tab.locator("#list .option")
    expect(options.nth(3)).to_be_visible()
    tab.keyboard.type("tan dong")
    expect(options.first).to_contain_text("Tân Đông")
    expect(options.first).to_contain_text("Tây Ninh")
    assert is_on_top(options.first) and is_on_top(options.nth(2))
    tab.keyboard.press("Enter")
    expect(tab.locator("#list")).to_be_hidden()
    assert "Tân Đông" in text_of(tab, "noi_sinh")


def test_a_field_without_a_list_says_so(tab: Page, office: Office) -> None:
    review(tab, office.put())
    tab.keyboard.press("F4")
    expect(tab.locator("#say")).to_contain_text("không có danh mục")
    expect(tab.locator("[data-field=ngay_ban_hanh] textarea")).to_be_focused()


# ---- what can be read


@pytest.mark.parametrize("button", ["#zoom", "#escalate", "#skip", "#rescan"])
def test_the_words_of_a_button_that_has_the_focus_can_be_read(
    tab: Page, office: Office, button: str
) -> None:
    review(tab, office.put())
    tab.locator(button).focus()
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    look = tab.locator(f"{button}:focus-visible")
    expect(look).to_have_count(1)
    # Once its colours have changed.
    tab.wait_for_function("b => document.querySelector(b).getAnimations().length === 0", arg=button)
    words, ground = look.evaluate(
        "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    )
    assert words != ground


def test_an_address_in_a_row_has_room(tab: Page, office: Office) -> None:
    record = office.put(paper(kind="gcn_quyen_su_dung_dat", chu_su_dung=doubtful(HOLDERS, row=2)))
    review(tab, record)
    address = tab.get_by_label("Địa chỉ").first
    year = tab.get_by_label("Năm sinh").first
    wide, narrow = address.bounding_box(), year.bounding_box()
    assert wide and narrow and wide["width"] > 150 > 100 > narrow["width"]
    # A number of twelve digits is not broken.
    number = tab.get_by_label("Số giấy tờ").first.bounding_box()
    assert number and number["height"] == narrow["height"]
    tab.set_viewport_size(PHONE)
    wide = address.bounding_box()
    assert wide and wide["width"] > 140
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_field_that_stands_nowhere_has_no_picture(tab: Page, office: Office) -> None:
    review(tab, office.put(letter(do_khan=None)))
    expect(tab.locator("[data-field=ngay_ban_hanh] .crop")).to_be_visible()
    tab.locator("[data-field=do_khan] textarea").focus()
    expect(tab.locator("[data-field=do_khan] .crop")).to_be_hidden()


def test_the_frame_stands_off_from_what_it_frames(tab: Page, office: Office) -> None:
    review(tab, office.put())
    frame = tab.locator("#active-box")
    y, height = (float(frame.get_attribute(name) or 0) for name in ("y", "height"))
    assert y < 80 and y + height > 110  # the words stand between 80 and 110


def test_the_mark_of_a_field_stands_beside_its_name(tab: Page, office: Office) -> None:
    review(tab, office.put(letter(chuc_vu_ky=doubtful("KT. CHỦ TỊCH", row=8))))
    label = tab.locator("#label-chuc_vu_ky")
    mark, name = (label.locator("span").nth(at).bounding_box() for at in (0, 1))
    assert mark and name and abs(mark["y"] - name["y"]) < 6
