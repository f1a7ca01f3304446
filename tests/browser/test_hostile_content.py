"""What papers, files and people bring in is text, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from playwright.sync_api import Dialog, Page, expect

from models.extraction import Issue, Severity
from models.people import Role
from tests.browser.conftest import DESK, PHONE
from tests.browser.office import Office, doubtful, let_in, letter, ready, review, text_of
from tests.models.store.builders import page as page_of

pytestmark = pytest.mark.engines

SCRIPT = "<script>document.title='hacked';alert(1)</script>"
IMAGE = '"><img src=x onerror="alert(1)">'
QUERY = "'; DROP TABLE records; --"
TEMPLATE = "{{7*7}} ${7*7} {% raw %} #{7*7}"
CLOSING = "</script></textarea></title><svg onload=alert(1)>"
LINK = "javascript:alert(1)//data:text/html,<b>x"
CONTROLS = "a\x01\x02\x0bb\x7f"
DIRECTIONS = "Nguyễn \u202eAĂN\u202c Văn\u200b\u200f\ufeff A"
LONG = "Ư" * 100_000
ALL = (SCRIPT, IMAGE, QUERY, TEMPLATE, CLOSING, LINK, CONTROLS, DIRECTIONS, LONG)
NAMES = (
    "script",
    "image",
    "query",
    "template",
    "closing",
    "link",
    "controls",
    "directions",
    "long",
)
FILE_NAME = f"{IMAGE}{SCRIPT}.pdf"


@pytest.fixture
def tab(page: Page, office: Office) -> Iterator[Page]:
    """Somebody who may do everything; no page opens a dialog or is renamed."""
    dialogs: list[str] = []

    def seen(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", seen)
    let_in(page, office.person(Role.RECEPTION, Role.REVIEWER))
    yield page
    assert dialogs == []
    assert "hacked" not in page.title()
    assert page.locator("img[src=x], svg[onload], main script:not([type])").count() == 0


def paper_of(office: Office, text: str) -> UUID:
    """A record that bears the text wherever it can."""
    issue = Issue("odd", Severity.WARN, text[:500], 1, "nguoi_ky")
    found = letter(
        so_ky_hieu=text, trich_yeu=text,
        nguoi_ky=replace(doubtful(text, text, text[:300]), issues=(issue,)),
        kinh_gui=doubtful((text, "Sở Tư pháp")),
    )  # fmt: skip
    found = type(found)(found.pages, found.document_type, found.fields, (issue,))
    words = page_of(1, text if text.strip() else "trống")
    return office.put(found, read=[words], name=FILE_NAME)


def stays_usable(tab: Page) -> None:
    """Nothing is wider than the window, on the desk and on a phone."""
    for size in (PHONE, DESK):
        tab.set_viewport_size(size)
        wide = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{tab.url} at {size['width']}: {wide} pixels too wide"


@pytest.mark.parametrize("text", ALL, ids=NAMES)
def test_a_paper_says_what_it_says(tab: Page, office: Office, text: str) -> None:
    record = paper_of(office, text)
    review(tab, record)
    assert text_of(tab, "so_ky_hieu") == text
    assert text_of(tab, "nguoi_ky") == text
    expect(tab.locator("#issues")).to_contain_text(text[:12].strip())
    said = tab.locator("[data-field=nguoi_ky] .issue")
    expect(said).to_contain_text(text[:12].strip())
    stays_usable(tab)
    tab.goto(f"/records/{record}")
    expect(tab.locator(".facts dd").first).to_contain_text(text[:12].strip())
    expect(tab.locator("main")).to_contain_text(FILE_NAME)
    stays_usable(tab)
    tab.goto("/records")
    expect(tab.locator("tbody tr")).to_have_count(1)
    height = tab.locator("tbody tr").evaluate("row => row.getBoundingClientRect().height")
    assert height < DESK["height"] / 2
    stays_usable(tab)


@pytest.mark.parametrize("text", ALL[:-1], ids=NAMES[:-1])
def test_what_is_typed_is_kept_as_text(tab: Page, office: Office, text: str) -> None:
    record = office.put()
    review(tab, record)
    tab.keyboard.press("Enter")
    tab.locator("[data-field=nguoi_ky] textarea").fill(text)
    tab.keyboard.press("Enter")
    signer = tab.locator("[data-field=nguoi_ky]")
    expect(signer).to_have_class(re.compile("is-decided|asks-again"))
    if signer.and_(tab.locator(".asks-again")).count():
        signer.locator("textarea").press("Enter")  # a doubtful name is kept at the second time
    expect(signer).to_have_class(re.compile("is-decided"))
    typed = "".join(
        c if c.isprintable() else " " for c in text if c not in "\u200b\u200f\ufeff\u202e\u202c"
    )
    assert office.said(record)["nguoi_ky"] == ("edited", " ".join(typed.split()))
    tab.reload()
    ready(tab)
    assert text_of(tab, "nguoi_ky") == " ".join(typed.split())


def test_a_value_longer_than_any_paper_is_kept_up_to_a_limit(tab: Page, office: Office) -> None:
    record = office.put(letter(trich_yeu=doubtful("về việc")))
    review(tab, record)
    box = tab.locator("[data-field=trich_yeu] textarea")
    box.fill("a " * 50_000)
    box.press("Enter")
    expect(tab.locator("[data-field=trich_yeu]")).to_have_class(re.compile("is-decided"))
    _action, value = office.said(record)["trich_yeu"]
    assert 9_000 < len(value) <= 20_000
    stays_usable(tab)


@pytest.mark.parametrize("text", [*ALL[:-1], "%", "_", '"', "a" * 2000], ids=str)
def test_searching_for_anything_is_a_search(tab: Page, office: Office, text: str) -> None:
    paper_of(office, SCRIPT)
    tab.goto("/records")
    tab.fill("#q", text)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.locator("h1").inner_text() == "Hồ sơ"
    stays_usable(tab)


def test_a_file_with_a_hostile_name_is_uploaded(tab: Page) -> None:
    tab.goto("/upload/")
    tab.set_input_files(
        "#files",
        [{"name": FILE_NAME, "mimeType": "application/pdf", "buffer": SCRIPT.encode()}],
    )  # fmt: skip
    item = tab.locator("#uploads li")
    expect(item.locator(".file-name")).to_have_text(FILE_NAME)
    expect(item.locator(".remark-reject")).to_be_visible(timeout=60_000)
    stays_usable(tab)


def test_a_hostile_address_leads_nowhere_else(page: Page, office: Office) -> None:
    login = office.person(Role.REVIEWER)
    for target in (
        "//example.com/",
        "https://example.com/",
        "javascript:alert(1)",
        "/\\example.com",
    ):
        page.context.clear_cookies()
        page.goto("/sign-in")
        page.locator("#main input[name=next]").evaluate(
            "(box, text) => { box.value = text; }", target
        )
        page.fill("#login", login)
        page.fill("#password", "tam cay buoi moi")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_url("**/review/")
