"""A new user uploads a scan, corrects its doubtful fields, and approves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.people import Role
from models.store.tables import corrections, records
from tests.browser.conftest import Site

pytestmark = pytest.mark.engines


def test_a_new_user_uploads_corrects_and_approves(
    page: Page, site: Site, sign_in: Callable[..., None], scan: Path
) -> None:
    sign_in("moi", Role.RECEPTION, Role.REVIEWER)
    page.get_by_role("link", name="Tải lên").click()
    page.set_input_files("#files", scan)
    page.locator("#uploads a").click()
    page.wait_for_selector("html[data-ready]")
    record = page.url.rpartition("/")[2]
    say = page.locator("#say")
    # By the keyboard alone: the first doubtful field has the focus.
    first = page.evaluate("document.activeElement.closest('.field').dataset.field")
    page.keyboard.press("End")
    page.keyboard.type(" X")
    for _ in range(20):
        if "Đã xem xong" in say.inner_text():
            break
        before = say.inner_text()
        page.keyboard.press("Enter")
        expect(say).not_to_have_text(before)
    expect(say).to_contain_text("Đã xem xong")
    expect(page.locator("#approve")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with site.store.read() as connection:
        row = connection.execute(select(records).where(records.c.id == UUID(record))).one()
        chosen = select(corrections).where(corrections.c.record == row.id)
        [change] = connection.execute(chosen).all()
    assert (str(row.id), row.state) == (record, "approved")
    assert change.field == first
    assert change.after.endswith(" X")
    page.goto(f"/records/{record}")
    expect(page.locator(".badge")).to_have_text("đã duyệt")
