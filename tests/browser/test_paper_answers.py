"""Words of the paper put into fields by the mouse, and a part of it read again."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from models.people import Role
from tests.browser.office import Office, focused, let_in, review, text_of

pytestmark = pytest.mark.engines


@pytest.fixture
def tab(page: Page, office: Office) -> Page:
    let_in(page, office.person(Role.RECEPTION, Role.REVIEWER))
    return page


def click_word(tab: Page, text: str, *modifiers: str) -> None:
    word = tab.locator(f'.word[data-word="{text}"]').first
    word.click(modifiers=modifiers)  # type: ignore[arg-type]


def test_a_click_on_a_word_fills_the_field_and_shift_adds_one(tab: Page, office: Office) -> None:
    record = office.put()
    review(tab, record)
    tab.keyboard.press("Enter")
    assert focused(tab) == "nguoi_ky"
    click_word(tab, "Trần")
    assert text_of(tab, "nguoi_ky") == "Trần"
    click_word(tab, "Văn", "Shift")
    click_word(tab, "Bính", "Shift")
    assert text_of(tab, "nguoi_ky") == "Trần Văn Bính"
    # The caret never left the field.
    assert focused(tab) == "nguoi_ky"
    click_word(tab, "Kính")
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("Đã xem xong")
    assert office.said(record)["nguoi_ky"] == ("clicked", "Kính")


def test_a_press_beside_the_words_changes_nothing(tab: Page, office: Office) -> None:
    review(tab, office.put())
    frame = tab.locator("#page").bounding_box()
    assert frame is not None
    tab.mouse.click(frame["x"] + frame["width"] - 5, frame["y"] + frame["height"] - 5)
    assert text_of(tab, "ngay_ban_hanh") == "02/05/2024"
    assert focused(tab) == "ngay_ban_hanh"


def test_a_dragged_box_is_read_again_by_a_worker(tab: Page, office: Office, scan: Path) -> None:
    tab.goto("/upload/")
    tab.set_input_files("#files", scan)
    tab.locator("#uploads a").click(timeout=120_000)
    tab.wait_for_selector("html[data-ready]")
    record = tab.url.rpartition("/")[2]
    field = tab.locator("[data-field=trich_yeu] textarea")
    field.fill("khác")
    # A word whose reading is known already.
    word = tab.locator(".word").filter(visible=True).first
    box = word.bounding_box()
    assert box is not None
    expected = word.get_attribute("data-word")
    assert expected
    tab.mouse.move(box["x"] - 4, box["y"] - 4)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] + 4, box["y"] + box["height"] + 4, steps=5)
    expect(tab.locator("#drag-box")).to_be_visible()
    tab.mouse.up()
    expect(field).not_to_have_value("khác")
    assert field.input_value().split()[0] == expected
    assert focused(tab) == "trich_yeu"
    field.press("Enter")
    expect(tab.locator("[data-field=trich_yeu] .state")).to_have_text("đã sửa")
    assert office.said(UUID(record))["trich_yeu"] == ("reread", field.input_value())
