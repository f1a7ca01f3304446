"""An operator makes a batch of a folder of the server, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from models.people import Role
from tests.browser.conftest import DESK, PHONE, Site
from tests.faults.plant import tiny_scan

pytestmark = pytest.mark.engines


@pytest.mark.parametrize(("size", "year"), [(DESK, 2021), (PHONE, 2022)], ids=["desk", "phone"])
def test_a_folder_becomes_records(
    page: Page, site: Site, sign_in: Callable[..., None], size: ViewportSize, year: int
) -> None:
    folder = site.archive / str(year) / "hộp 1"
    folder.mkdir(parents=True)
    for number in range(3):
        (folder / f"{number}.tiff").write_bytes(tiny_scan(10 * year + number))
    page.set_viewport_size(size)
    sign_in(f"vanhanh{year}", Role.OPERATOR)
    page.goto("/batches/")
    page.get_by_role("link", name="Đợt mới").click()
    # Choose a folder.
    page.get_by_role("link", name=str(site.archive)).click()
    page.get_by_role("link", name=str(year), exact=True).click()
    page.get_by_role("link", name="hộp 1").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("#type")).to_have_value("")
    page.fill("#name", f"Kho {year}")
    # See the plan, which comes by itself.
    page.get_by_role("button", name="Lập danh sách").click()
    expect(page.locator(".batch-figures")).to_contain_text("3 tệp mới")
    start = page.get_by_role("button", name="Bắt đầu đọc 3 tệp")
    expect(start).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Start, and see how it goes on to its end.
    start.click()
    expect(page.locator(".alert-success")).to_be_visible()
    expect(page.locator(".badge.batch-finished")).to_be_visible()
    expect(page.locator(".batch-figures")).to_contain_text("3 / 3")
    expect(page.get_by_role("button", name="Tạm dừng")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Không có lỗi")
