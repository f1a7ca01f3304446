"""A person reads the square with a telephone, and signs in with its codes."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pyotp
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from models.people import Role
from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.engines


def read_square(page: Page) -> pyotp.TOTP:
    """What a telephone makes of the square on the screen."""
    picture = Image.open(io.BytesIO(page.locator("img.square").screenshot()))
    [code] = zxingcpp.read_barcodes(picture)
    maker = pyotp.parse_uri(code.text)
    assert isinstance(maker, pyotp.TOTP)
    assert (maker.name, maker.issuer) == ("hai-lop", "Số hóa")
    return maker


def give_password(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("#login", "hai-lop")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/code*")
    expect(page.locator("#code")).to_be_focused()


def test_a_person_sets_it_up_and_signs_in_with_codes(
    page: Page, sign_in: Callable[..., None]
) -> None:
    sign_in("hai-lop", Role.REVIEWER)
    page.goto("/account")
    page.get_by_role("link", name="Thiết lập xác thực hai lớp").click()
    page.fill("#password", PASSWORD)
    with page.expect_navigation():  # ends when the square is there, too
        page.keyboard.press("Enter")
    maker = read_square(page)
    written = page.locator(".key").inner_text()
    assert written.replace(" ", "") == maker.secret and len(written.split()) == 8
    begun = time.time()
    page.fill("#code", maker.at(begun))
    page.keyboard.press("Enter")
    expect(page.locator(".recovery code")).to_have_count(8)
    recovery = page.locator(".recovery code").all_inner_texts()
    page.get_by_role("link", name="Tôi đã cất các mã").click()
    page.wait_for_url("**/review/")

    page.get_by_role("button", name="Đăng xuất").click()
    give_password(page)
    page.keyboard.type(maker.at(begun))  # the one of the set-up
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Mã sai hoặc đã dùng.")
    page.locator("#code").press_sequentially(maker.at(begun, counter_offset=1))
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")

    page.get_by_role("button", name="Đăng xuất").click()
    give_password(page)
    page.keyboard.type(recovery[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/")
    page.goto("/account/second-factor")
    expect(page.locator("main")).to_contain_text("Còn 7 mã dự phòng.")
