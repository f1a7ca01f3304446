"""The console's scripts before a browser: choice of fields, plots, strips of papers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.people import Role
from models.store import leases, review
from models.store.database import Store
from models.store.decisions import Action, Decision, current_version
from models.store.endings import Ending, Outcome, end
from models.store.people import person_of
from models.store.tables import people
from tests.browser.conftest import PATIENCE_MS, PHONE, Site
from tests.browser.office import Office, letter

pytestmark = pytest.mark.engines
TOKEN = "page-one-0123"


@pytest.fixture
def record(page: Page, scan: Path, sign_in: Callable[..., None]) -> UUID:
    """A record that came in by the upload page, by somebody who may do all that is needed."""
    sign_in("dieu", Role.RECEPTION, Role.SENIOR, Role.OPERATOR)
    page.goto("/upload/")
    page.set_input_files("#files", scan)
    page.locator("#uploads a").click()
    page.wait_for_url("**/re*/*-*")
    return UUID(page.url.rpartition("/")[2])


def correct_and_approve(store: Store, record: UUID, name: str, value: str) -> None:
    """Review a record as its page does."""
    with store.read() as connection:
        row = connection.execute(select(people).where(people.c.login == "dieu")).one()
        someone = person_of(connection, row)
        current = leases.record_of(connection, someone, record)
        fields = current_version(connection, current).fields
    leases.hold(store, someone, record, TOKEN, take_over=True)
    for each, field in fields.items():
        if each == name or field["needs_review"]:
            said = value if each == name else field["value"]
            action = Action.EDITED if each == name else Action.CONFIRMED
            word = Decision(each, action, said, current.version)
            review.decide(store, someone, record, TOKEN, word)
    ending = Ending(Outcome.APPROVED, current.version, "đã xem")
    assert end(store, someone, record, TOKEN, ending) is None


def test_fields_are_those_of_the_type_and_figures_are_drawn(
    page: Page, site: Site, record: UUID
) -> None:
    correct_and_approve(site.store, record, "trich_yeu", "Về việc khác")
    page.goto("/records")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#field")).to_be_disabled()
    page.select_option("#type", "van_ban_hanh_chinh")
    page.select_option("#field", label="Trích yếu nội dung")
    page.fill("#contains", "viec khac")
    page.keyboard.press("Enter")
    expect(page.locator("tbody mark").first).to_have_text("việc")
    expect(page.locator(f"a[href='/records/{record}']")).to_be_visible()
    page.goto("/figures")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#per-day canvas")).to_be_visible()
    expect(page.locator("#curve canvas")).to_be_visible()
    sign = page.locator("#automation .what-sign")
    meaning = page.locator("#what-automation")
    expect(meaning).to_be_hidden()
    sign.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    page.set_viewport_size(PHONE)
    sign.focus()
    for path in ("", f"/records/{record}"):
        if path:
            page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    page.go_back()
    page.locator("section[aria-labelledby=field_rates] a").first.click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("svg.crop image").first).to_be_visible()


def test_no_list_is_wider_than_a_phone(
    page: Page, sign_in: Callable[..., None], tmp_path: Path
) -> None:
    sign_in("van.xa", Role.OPERATOR, Role.AUDITOR)
    (tmp_path / "ghi chú.txt").write_bytes(b"no scan, of a phone")
    page.goto("/upload/")
    page.set_input_files("#files", tmp_path / "ghi chú.txt")
    expect(page.locator("#uploads .remark-reject")).to_be_visible()
    page.set_viewport_size(PHONE)
    for language in ("vi", "en"):
        for path in ("/queue/", "/records", "/audit/", "/batches/"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        if language == "vi":
            page.get_by_role("button", name="English").click()
            page.wait_for_selector("html[lang=en]")
    # What can be done about a failure is not beside the screen.
    page.goto("/queue/")
    again = page.locator("td button").first.bounding_box()
    assert again is not None and again["x"] + again["width"] <= PHONE["width"]
    page.goto("/audit/")
    rows = page.locator(".audit tbody tr")
    assert max(rows.evaluate_all("rows => rows.map((row) => row.offsetHeight)")) < 120
    # What is found is not below a screen of filters.
    page.goto("/records")
    found = page.locator("main [role=status], main .table-responsive").first.bounding_box()
    assert found is not None and found["y"] < PHONE["height"]


def test_indicators_of_a_unit_stand_beside_each_other_without_scrolling(
    page: Page, office: Office, sign_in: Callable[..., None]
) -> None:
    office.put(letter())
    sign_in("chi", Role.OPERATOR)
    for language in ("vi", "en"):
        page.goto("/indicators")
        table = page.locator("section[aria-labelledby=by-unit] table")
        expect(table.locator("tbody tr").first).to_be_visible()
        # All that are counted once master data say what can be used again: one more.
        table.locator("tr").evaluate_all(
            "rows => rows.forEach((row) => row.append(row.lastElementChild.cloneNode(true)))"
        )
        # As many as a province may have of each.
        table.locator("td.number").evaluate_all(
            "cells => cells.forEach((cell) => { cell.firstChild.textContent = '1.234.567 '; })"
        )
        assert table.evaluate("t => t.parentNode.scrollWidth <= t.parentNode.clientWidth")
        if language == "vi":
            page.get_by_role("button", name="English").click()
            page.wait_for_selector("html[lang=en]")


def test_the_queue_keeps_up_by_itself(page: Page, site: Site, sign_in: Callable[..., None]) -> None:
    sign_in("van", Role.OPERATOR)
    page.goto("/queue/")
    before = page.locator(".figures dd").last.inner_text()
    expect(page.locator(".figures dd").last).not_to_have_text(before, timeout=PATIENCE_MS)
