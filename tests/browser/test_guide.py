"""The pictures of the guide for staff; `pytest --engines --write-guide` makes them anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from models.people import Role
from models.store.intake import ROOT_UNIT
from models.store.people import Account, add_person
from models.store.units import add_unit
from tests.browser.conftest import DESK, PASSWORD, Site
from tests.browser.office import enter
from tests.conftest import ROOT

pytestmark = pytest.mark.engines

GUIDE = ROOT / "docs" / "huong-dan"
_COLOURS = 128


def test_the_guide_shows_the_pages_as_they_are(
    page: Page, site: Site, scan: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:  # fmt: skip
    folder = GUIDE / "anh" if request.config.getoption("--write-guide") else tmp_path / "anh"
    folder.mkdir(exist_ok=True)
    made: set[str] = set()

    def take(name: str) -> None:
        path = folder / f"{name}.png"
        page.screenshot(path=path, animations="disabled")
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(_COLOURS)
        small.save(path, optimize=True)
        made.add(path.name)

    page.goto("/sign-in")
    take("dang-nhap")
    add_unit(site.store, "xa-mau", "Ủy ban nhân dân xã Mẫu", ROOT_UNIT)
    roles = frozenset({Role.RECEPTION, Role.REVIEWER})
    lan = Account("lan.nguyen", "Nguyễn Thị Lan", "xa-mau", roles)
    add_person(site.store, lan, password=PASSWORD, one_time=False)
    enter(page, lan.login)
    page.goto("/upload/")
    page.set_input_files("#files", scan)
    expect(page.locator("#uploads a")).to_be_visible()
    expect(page.locator("#papers img, #papers svg, #papers image").first).to_be_visible()
    take("tai-len")
    page.locator("#uploads a").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".field.is-active")).to_be_visible()
    take("ra-soat")
    page.keyboard.press("F1")
    take("phim-tat")
    page.keyboard.press("Escape")
    page.goto("/records?q=to trinh")
    take("tra-cuu")
    page.locator("tbody a").first.click()
    expect(page.locator(".record-page").first).to_be_visible()
    take("ho-so")

    shown = set(re.findall(r"\(anh/([^)]+)\)", (GUIDE / "README.md").read_text("utf-8")))
    assert shown == made
    for name in shown:
        with Image.open(GUIDE / "anh" / name) as picture:
            assert picture.size == (DESK["width"], DESK["height"]), name
